from phone_audit.formats.import_rows import AcquiredApp, write_rows
from phone_audit.model.evidence import AppFile, EnabledState, InstalledApp, Presence
from phone_audit.model.phone import Known, Profile, ProfileKind
from phone_audit.sources.acquired_apps import SOURCE
from tests.captures import capture

APP = "id.contoh.permainan"
HASH = "8d2f" * 16
SECURE = Profile(user=150, flags=0x61010, profile=ProfileKind.SECURE_FOLDER)


def app(**changes):
    fields = {"package": APP, "user": 0, "uid": 10_234, "installed": True, "apk_sha256": (HASH,)}
    return AcquiredApp(**{**fields, **changes})


def records(*rows, known=None):
    got = capture(stdout=write_rows(rows), section=True)
    return [one.record for one in SOURCE.read(known or Known(), (got,)).sightings]


def test_an_app_and_its_files():
    installed, files = records(app(installer="com.android.vending", disabled=True, system=False))
    assert isinstance(installed, InstalledApp)
    assert (installed.presence, installed.uid) == (Presence.INSTALLED, 10_234)
    assert installed.enabled is EnabledState.DISABLED
    assert installed.installer == "com.android.vending"
    assert files == AppFile(package=APP, user=0, apk_sha256=(HASH,))


def test_what_the_dump_named_is_not_said_again():
    (only,) = records(app(), known=Known(watched=(APP,)))
    assert isinstance(only, AppFile)


def test_an_app_that_is_gone_is_only_known():
    (one,) = records(app(installed=False, apk_sha256=()))
    assert one.presence is Presence.KNOWN_ONLY


def test_closed_profiles_stay_closed():
    assert records(app(user=150), known=Known(profiles=(SECURE,))) == []


def test_a_uid_of_another_user_is_not_taken():
    assert records(app(user=10))[0].uid is None


def test_an_empty_list_was_not_read():
    got = capture(stdout=b"", section=True)
    read = SOURCE.read(Known(), (got,))
    assert read.gaps
    assert read.covered == ()
