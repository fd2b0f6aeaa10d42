import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.formats.androidqf import read_packages_json

HASH = "8D2F" * 16
CERTIFICATE = {
    "Sha1": "23 0E",
    "Sha256": "19ac" * 16,
    "Subject": "CN=Nama Orang",
    "ValidFrom": "2020-01-01",
}


def package(**changes):
    file = {
        "path": "/data/app/~~a==/x/base.apk",
        "local_name": "",
        "sha256": HASH,
        "certificate": CERTIFICATE,
        "verified_certificate": True,
    }
    fields = {
        "name": "id.contoh.app",
        "files": [file],
        "installer": "com.android.vending",
        "uid": 10_234,
        "disabled": False,
        "system": False,
        "third_party": True,
    }
    return {**fields, **changes}


def file_signed_by(certificate):
    return {"sha256": HASH, "certificate": certificate, "verified_certificate": True}


def read(*entries):
    return read_packages_json(json.dumps(entries).encode())


def test_an_app_of_an_older_list():
    (app,) = read(package()).apps
    assert (app.package, app.user, app.uid, app.installed) == ("id.contoh.app", 0, 10_234, True)
    assert app.installer == "com.android.vending"
    assert app.apk_sha256 == (HASH.lower(),)
    assert (app.certificate_sha256, app.certificate_sha1) == (("19ac" * 16,), ())
    (old,) = read(package(files=[file_signed_by({"Sha1": "230E" * 10})])).apps
    assert (old.certificate_sha256, old.certificate_sha1) == ((), ("230e" * 10,))
    assert "Nama Orang" not in repr(app)


def test_an_app_of_a_newer_list_and_an_app_that_is_gone():
    new = package(user_id=10, installed=False, files=None)
    old = package(uid=1_010_234, files=[])
    assert [(one.user, one.installed) for one in read(new, old).apps] == [(10, False), (10, False)]


@pytest.mark.parametrize("installer", ["null", "", None, "a b", "../x"])
def test_an_installer_that_is_none(installer):
    assert read(package(installer=installer)).apps[0].installer is None


def test_what_is_no_hash_and_whom_nobody_verified():
    error = {"sha256": "sh: sha256sum: not found", "certificate": CERTIFICATE}
    (app,) = read(package(files=[error, {"sha256": 7}, {}])).apps
    assert (app.apk_sha256, app.certificate_sha256) == ((), ())
    assert app.installed


@pytest.mark.parametrize(
    "entry",
    [7, None, {}, package(name="a b"), package(name=7), package(user_id=-1), package(files="x")],
)
def test_an_entry_of_another_shape_is_counted(entry):
    apps = read(package(), entry)
    assert (len(apps.apps), apps.unread) == (1, 1)


@pytest.mark.parametrize("data", [b"", b"{}", b'[{"name":', b"\xff", b"[" * 100_000])
def test_what_is_no_list(data):
    assert read_packages_json(data) is None


# Drawn from few values, not grown from a grammar: any kind of value in any place is what counts.
VALUE = st.none() | st.booleans() | st.integers(-5, 10**7) | st.text(max_size=4)
FILE = st.fixed_dictionaries({}, optional={"path": VALUE, "sha256": VALUE, "certificate": VALUE})
ENTRY = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys([*package(), "user_id", "installed"], VALUE)
    | {"name": st.just("id.contoh.app") | VALUE, "files": st.lists(FILE, max_size=2) | VALUE},
)


@given(st.lists(ENTRY | VALUE, max_size=4))
def test_any_json_is_apps_or_counted(entries):
    apps = read(*entries)
    assert len(apps.apps) + apps.unread == len(entries)
