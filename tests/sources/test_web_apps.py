from datetime import timedelta

import pytest

from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.capture import GapReason
from phone_audit.model.evidence import AppFile, SiteTraceKind
from phone_audit.model.phone import Known, Profile, ProfileKind, WebApp, is_web_app
from phone_audit.simulator.android.folder import capture_files
from phone_audit.sources.web_apps import SOURCE
from tests.captures import capture
from tests.simulator.android_phones import GAME, NOW, SDKS, WEB_APP, phone

OWNER = Profile(user=0, flags=0x13, profile=ProfileKind.OWNER)
FOLDER = Profile(user=150, flags=0x61010, profile=ProfileKind.SECURE_FOLDER)


def known(sdk=34, **changes):
    fields = {
        "watched": (GAME,),
        "watched_users": (0,),
        "web_apps": (WebApp(package=WEB_APP, users=(0,)),),
        "profiles": (OWNER, FOLDER),
    }
    return Known(sdk=sdk, **{**fields, **changes})


def dump(package=WEB_APP, users=(0,), host="situs.invalid"):
    states = "".join(f"    User {user}: ceDataInode=1 installed=true\n" for user in users)
    return (
        f'    5b4cba8 {package}/.Main filter 1\n      Scheme: "https"\n'
        f'      Authority: "{host}": -1\nPackages:\n  Package [{package}] (1):\n'
        f"    firstInstallTime=2025-10-09 15:33:20\n{states}"
    )


def read(text, package=WEB_APP, what=None, **kwargs):
    one = capture(topic="x", stdout=text.encode(), subject=package, **kwargs)
    return SOURCE.read(what or known(), (one,))


def users(reading):
    return [one.record.user for one in reading.sightings]


@pytest.mark.parametrize(
    ("package", "is_one"),
    [
        ("org.chromium.webapk.a1_v2", True),
        ("com.contoh.peramban.webapk.x", True),
        ("org.chromium.webapkx.a1", False),
        ("webapk.a1", False),
    ],
)
def test_web_apps_are_known_by_their_names(package, is_one):
    assert is_web_app(package) is is_one


def test_a_web_app_that_did_not_match_is_masked():
    web_app, matched = SOURCE.questions(known())
    assert WEB_APP in web_app.line
    assert WEB_APP not in web_app.written
    assert "‹aplikasi web 1›" in web_app.written
    assert GAME in matched.written
    assert SOURCE.questions(Known(sdk=34)) == ()


def test_only_users_whose_list_was_read_are_spoken_of():
    assert users(read(dump(users=(0, 10, 150)))) == [0]
    both = known(web_apps=(WebApp(package=WEB_APP, users=(0, 10)),))
    assert users(read(dump(users=(0, 10, 150)), what=both)) == [0, 10]
    assert users(read(dump(users=(10,)))) == []


def test_a_matched_app_declares_links():
    reading = read(dump(GAME), GAME)
    assert [one.record.trace for one in reading.sightings] == [SiteTraceKind.APP_LINK]
    assert reading.sightings[0].record.first_at is None


def test_an_app_removed_meanwhile_is_a_gap():
    reading = read("Unable to find package: x\n")
    assert [gap.reason for gap in reading.gaps] == [GapReason.ABSENT]
    assert not reading.covered[0].complete


def test_a_host_that_is_none_is_a_gap():
    assert [gap.detail for gap in read(dump(host="a b")).gaps] == ["1 alamat"]
    assert read(dump(host="*")).gaps == ()


def test_another_package_in_the_answer_is_passed_over():
    assert read(dump("org.chromium.webapk.lain")).sightings == ()


def test_an_old_bug_report_cannot_name_the_site():
    old = read(dump(), what=known(29), section=True, package=None)
    assert [gap.reason for gap in old.gaps] == [GapReason.ABSENT]
    without = read(dump("id.contoh.lain"), what=known(29, watched=()), section=True, package=None)
    assert without.gaps == ()


@pytest.mark.parametrize("sdk", SDKS)
def test_what_an_invented_phone_answers_through_its_own_filter(sdk):
    folder = CaptureFolder(capture_files(phone(sdk)))
    captures = []
    for number, question in enumerate(SOURCE.questions(known(sdk)), start=1):
        answer = folder.answer(question.line)
        assert answer.captured
        assert b"CATEGORY" not in answer.stdout.upper()
        captures.append(capture(number, topic="x", stdout=answer.stdout, subject=question.subject))
    reading = SOURCE.read(known(sdk), tuple(captures))
    assert reading.gaps == ()
    web_app, link, *rest = [one.record for one in reading.sightings]
    assert (web_app.host, web_app.trace, web_app.user) == ("situs-umpama.example", "web_app", 0)
    assert web_app.first_at == NOW - timedelta(days=20)
    assert web_app.last_at == NOW - timedelta(days=6)
    assert (link.host, link.trace, link.via) == ("permainan-contoh.example", "app_link", GAME)
    assert [isinstance(one, AppFile) for one in rest] == ([True] if sdk >= 31 else [])
