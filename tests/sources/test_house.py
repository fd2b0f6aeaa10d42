"""What every source owes: honest limits, a cited grammar, golden captures, permitted questions."""

import re
from pathlib import Path

import pytest

from phone_audit.device.allowed import check_question
from phone_audit.model.phone import (
    ApkDirectory,
    AppDownload,
    AppPath,
    AppUid,
    ChosenApp,
    FoundFile,
    Known,
    OpenTab,
    Profile,
    ProfileKind,
    WebApp,
)
from phone_audit.model.record import replace
from phone_audit.sources import all_sources
from phone_audit.sources.site_notifications import SOURCE as SITE_NOTIFICATIONS
from tests.captures import captures_of, golden_names, known_of, read_golden, source_of

SOURCES = all_sources()
VERSIONS = (None, *range(24, 37))
OWNER = Profile(user=0, flags=0x13, profile=ProfileKind.OWNER)
WORK = Profile(user=10, flags=0x1030, profile=ProfileKind.WORK)
SECURE = Profile(user=150, flags=0x61010, profile=ProfileKind.SECURE_FOLDER, running=False)
SOCKET = "id.contoh.peramban_devtools_remote"
TAB = OpenTab(socket=SOCKET, target="12", via="id.contoh.peramban", answers=True)
APK = "/data/app/~~k9vbPqYx2Vq1aQ==/id.contoh.permainan-Zw3pJ0c6Yg==/base.apk"
FORBIDDEN = """
    terbukti membuktikan pelaku penjudi tersangka terlapor bersalah melanggar positif negatif
    bersih aman razia mengaku hukuman sanksi akurat
    guilty gambler suspect culprit proves proven always clean verdict
"""


def known(sdk, **changes):
    fields = {
        "profiles": (OWNER, WORK, SECURE),
        "browsers": ("com.android.chrome", "id.contoh.peramban"),
        "watched": ("id.contoh.permainan", "id.contoh.kedua"),
        "downloads": (
            AppDownload(
                package="id.contoh.permainan", path="/sdcard/Download/id.contoh.permainan.apk"
            ),
        ),
        "found_files": ("/sdcard/Download/Nama Orang.apk",),
        "watched_users": (0, 10),
        "web_apps": (WebApp(package="org.chromium.webapk.a0b1c2_v2", users=(0,)),),
        "chosen": (ChosenApp(package="id.contoh.peramban", user=0),),
        "watched_uids": (AppUid(package="id.contoh.permainan", user=0, uid=10_234),),
        "app_paths": (AppPath(package="id.contoh.permainan", user=0, paths=(APK,)),),
        "apk_directories": (ApkDirectory(package="id.contoh.permainan", path=APK, at=300_000),),
        "devtools_sockets": (SOCKET,),
        "tabs": (TAB,),
        "matched_hosts": ("situs.invalid",),
    }
    return Known(sdk=sdk, **{**fields, **changes})


def by_name(source):
    return source.name


def test_the_sources_there_are():
    assert sorted(source.name for source in SOURCES) == [
        "acquired_apps",
        "app_files",
        "app_ops",
        "app_signers",
        "app_traffic",
        "app_use",
        "battery_days",
        "browser_history",
        "browsers",
        "cleared_data",
        "component_use",
        "context",
        "declared_links",
        "default_browser",
        "devtools_sockets",
        "download_contents",
        "download_hashes",
        "downloads",
        "home_screen",
        "identity",
        "install_records",
        "installed_apps",
        "large_app_signers",
        "leftovers",
        "links_opened",
        "name_lookups",
        "notification_switch",
        "open_tabs",
        "package_log",
        "process_ends",
        "profiles",
        "push_log",
        "recents",
        "site_notifications",
        "site_pushes",
        "stored_data",
        "tab_history",
        "vpn",
        "web_apps",
    ]


def test_each_source_comes_after_those_it_needs():
    seen = set()
    for source in SOURCES:
        assert set(source.needs) <= seen
        seen.add(source.name)


@pytest.mark.parametrize("source", SOURCES, ids=by_name)
def test_limits_and_titles_in_both_languages(source):
    for words in (source.title, source.limits):
        assert words.id
        assert words.en
        assert words.id != words.en
    assert len(source.limits.id) > 60


@pytest.mark.parametrize("source", SOURCES, ids=by_name)
def test_no_word_claims_too_much(source):
    words = f"{source.title} {source.limits}".lower().replace("folder aman", "secure folder")
    text = " ".join(["", *re.findall(r"\w+", words), ""])
    for word in FORBIDDEN.split():
        assert f" {word} " not in text


@pytest.mark.parametrize("source", SOURCES, ids=by_name)
def test_the_grammar_names_its_origin(source):
    assert "Read from:" in source.read.__doc__
    assert "Format:" in source.read.__doc__


@pytest.mark.parametrize("source", SOURCES, ids=by_name)
def test_golden_captures_and_a_test_module_exist(source):
    assert [name for name in golden_names() if name.startswith(f"{source.name}/")]
    assert (Path(__file__).parent / f"test_{source.name}.py").exists()


@pytest.mark.parametrize("source", SOURCES, ids=by_name)
def test_every_topic_has_a_golden_answer(source):
    from tests.captures import description

    told = {
        answer["topic"]
        for name in golden_names()
        if name.startswith(f"{source.name}/")
        for answer in description(name)["answer"]
    }
    asked = {q.topic for sdk in VERSIONS for q in source.questions(known(sdk))}
    assert asked | set(source.sections.values()) == told


@pytest.mark.parametrize("sdk", VERSIONS)
@pytest.mark.parametrize("source", SOURCES, ids=by_name)
def test_every_question_is_on_the_permit_list(source, sdk):
    for question in source.questions(known(sdk)):
        check_question(question)
        assert question.source == source.name
        assert len(question.line) < 4_000


@pytest.mark.parametrize("sdk", VERSIONS)
def test_a_package_that_did_not_match_is_never_shown(sdk):
    for source in SOURCES:
        for question in source.questions(known(sdk)):
            assert "id.contoh.peramban" not in question.written
            assert "com.android.chrome" not in question.written
            assert "webapk" not in question.written
            assert "Nama Orang" not in question.written
    watched = known(sdk, watched=("id.contoh.peramban",))
    shown = [one.written for one in SITE_NOTIFICATIONS.questions(watched)]
    assert (sdk is not None and sdk < 26) or "id.contoh.peramban" in shown[1]


@pytest.mark.parametrize("source", SOURCES, ids=by_name)
def test_hostile_names_never_reach_a_command(source):
    bad = ("a;reboot", "a' b", "$(x)", "a b", "", "a\nb")
    web_apps = tuple(WebApp(package=name, users=(0,)) for name in bad)
    hostile = known(34, browsers=bad, watched=bad, web_apps=web_apps)
    for question in source.questions(hostile):
        check_question(question)
        assert "reboot" not in question.line


@pytest.mark.parametrize("source", SOURCES, ids=by_name)
def test_no_answers_at_all_is_no_negative(source):
    reading = source.read(known(34), ())
    assert reading.sightings == ()
    assert not any(one.complete for one in reading.covered)


@pytest.mark.parametrize("name", golden_names())
def test_every_sighting_leads_back_to_its_captures(name):
    for sighting in read_golden(name).sightings:
        assert sighting.captures
        assert list(sighting.captures) == sorted(set(sighting.captures))


@pytest.mark.parametrize(
    "name", [name for name in golden_names() if not name.startswith("installed_apps/")]
)  # which finds out who refuses
def test_nothing_is_said_of_a_user_that_refused_its_list(name):
    known = known_of(name)
    told = {getattr(one.record, "user", None) for one in read_golden(name).sightings}
    for user in told - {0, None}:
        closed = replace(
            known,
            closed_users=(user,),
            watched_users=tuple(one for one in known.watched_users if one != user),
            chosen=tuple(one for one in known.chosen if one.user != user),
            web_apps=tuple(
                replace(one, users=tuple(other for other in one.users if other != user))
                for one in known.web_apps
            ),
        )
        reading = source_of(name).read(closed, captures_of(name))
        assert not any(getattr(one.record, "user", None) == user for one in reading.sightings)


@pytest.mark.parametrize("name", golden_names())
def test_names_of_people_and_of_closed_profiles_are_not_read(name):
    reading = read_golden(name)
    # Paths of files plan the next questions from memory; no examination holds them.
    facts = (fact for fact in reading.facts if not isinstance(fact, FoundFile | AppDownload))
    text = repr((tuple(facts), reading.sightings, reading.covered, reading.gaps))
    for private in ("Nama Orang", "Siti", "id.contoh.rahasia", "rahasia.invalid", "Kantor"):
        assert private not in text
    assert known_of(name) is not None
