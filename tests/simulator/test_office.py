from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.assessment import Outcome
from phone_audit.model.capture import Capture
from phone_audit.model.evidence import (
    AppUse,
    InstalledApp,
    Observable,
    ObservableKind,
    Presence,
    Reading,
    SiteTrace,
)
from phone_audit.model.phone import Browser, Known, PhoneIdentity, Profile
from phone_audit.model.record import replace, sha256_hex
from phone_audit.model.signature import NameClass
from phone_audit.resources import signatures_folder
from phone_audit.signatures.load import load
from phone_audit.signatures.match import Matcher
from phone_audit.simulator.android.catalogue import (
    BROKEN_INTO_SITE,
    LOOK_ALIKE_SITES,
    LOOK_ALIKES,
    PRELOADED_SOCIAL_CASINO,
    invented,
)
from phone_audit.simulator.faults import Disconnect
from phone_audit.simulator.handset import Tap
from phone_audit.simulator.office import MOST_PHONES, DemoPhone, Listed, crowd, demo_office
from phone_audit.sources import (
    app_use,
    browsers,
    identity,
    installed_apps,
    profiles,
    site_notifications,
)

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # 10:00 in Jakarta
LISTED = Listed(app="id.contoh.taruhan", site="taruhan-rekaan.example")
_SOURCES = (
    identity.SOURCE,
    profiles.SOURCE,
    installed_apps.SOURCE,
    browsers.SOURCE,
    app_use.SOURCE,
    site_notifications.SOURCE,
)


@pytest.fixture(scope="module")
def office() -> tuple[DemoPhone, ...]:
    return demo_office(NOW, listed=LISTED)


class _Examined:
    """What the sources read of one phone, asked in memory as an examination asks."""

    def __init__(self, demo: DemoPhone) -> None:
        ahead = timedelta(seconds=demo.clock_ahead_s)
        self.files = demo.files()
        self.folder = CaptureFolder(self.files, clock=lambda: NOW + ahead)
        self.known = Known()
        self.readings: dict[str, Reading] = {}
        self.captures: list[Capture] = []
        for source in _SOURCES:
            captures = tuple(self._ask(source.questions(self.known)))
            reading = source.read(self.known, captures)
            self.readings[source.name] = reading
            self.captures += captures
            self._learn(reading)

    def _ask(self, questions: Iterable) -> Iterable[Capture]:
        for question in questions:
            answer = self.folder.answer(question.line)
            assert answer.captured, question.line
            yield Capture(
                number=len(self.captures) + 1,
                question=question,
                started_at=NOW,
                ended_at=NOW,
                stdout=answer.stdout,
                stderr=answer.stderr,
                exit_code=answer.exit_code,
                sha256=sha256_hex(answer.stdout),
            )

    def _learn(self, reading: Reading) -> None:
        for fact in reading.facts:
            if isinstance(fact, PhoneIdentity):
                self.known = replace(
                    self.known, sdk=fact.sdk, maker=fact.maker, zone=fact.zone or "Asia/Jakarta"
                )
        found_profiles = tuple(f for f in reading.facts if isinstance(f, Profile))
        found_browsers = tuple(f.package for f in reading.facts if isinstance(f, Browser))
        listed = [
            sighting.record
            for sighting in reading.sightings
            if isinstance(sighting.record, InstalledApp) and sighting.record.package == LISTED.app
        ]
        self.known = replace(
            self.known,
            profiles=self.known.profiles or found_profiles,
            browsers=self.known.browsers or found_browsers,
            watched=self.known.watched or tuple(dict.fromkeys(app.package for app in listed)),
            watched_users=self.known.watched_users or tuple(sorted({a.user for a in listed})),
        )

    def records(self, source: str, kind: type) -> list:
        return [s.record for s in self.readings[source].sightings if isinstance(s.record, kind)]

    def listed_apps(self) -> list[InstalledApp]:
        apps = self.records("installed_apps", InstalledApp)
        return [app for app in apps if app.package == LISTED.app]

    def gaps(self) -> list:
        return [gap for reading in self.readings.values() for gap in reading.gaps]


@pytest.fixture(scope="module")
def examined(office: tuple[DemoPhone, ...]) -> tuple[_Examined, ...]:
    return tuple(_Examined(demo) for demo in office)


def test_the_same_moment_gives_the_same_office(office: tuple[DemoPhone, ...]) -> None:
    again = demo_office(NOW, listed=LISTED)
    assert again == office
    assert [demo.files() for demo in again[:2]] == [demo.files() for demo in office[:2]]


def test_a_larger_office_begins_with_the_smaller_one(office: tuple[DemoPhone, ...]) -> None:
    assert demo_office(NOW, 16, LISTED)[:8] == office


@pytest.mark.parametrize("count", [0, MOST_PHONES + 1])
def test_an_impossible_office_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="1 to 64"):
        demo_office(NOW, count)


def test_the_largest_office_has_no_two_alike_and_covers_every_android() -> None:
    everyone = demo_office(NOW, MOST_PHONES)
    assert len({demo.phone.serial for demo in everyone}) == MOST_PHONES
    assert len({demo.holder.person.name for demo in everyone}) == MOST_PHONES
    assert {demo.phone.sdk for demo in everyone} == set(range(26, 37))
    outcomes = [demo.expected for demo in everyone]
    assert outcomes.count(Outcome.NIL) > MOST_PHONES // 2
    assert None in outcomes


def test_every_holder_says_that_it_is_invented(office: tuple[DemoPhone, ...]) -> None:
    for demo in office:
        person = demo.holder.person
        assert person.name.endswith("(fiktif)")
        assert person.nip is None or len(person.nip) == 18
        assert (person.nip is None) == (demo.holder.attendance_number is not None)
        assert demo.phone.serial.startswith("FIKTIF")


def test_the_makers_are_those_of_the_country(office: tuple[DemoPhone, ...]) -> None:
    assert [demo.phone.brand for demo in office] == [
        "samsung",
        "Redmi",
        "OPPO",
        "vivo",
        "POCO",
        "realme",
        "Infinix",
        "TECNO",
    ]
    assert len({demo.phone.sdk for demo in office}) == 8


def test_every_question_of_every_source_has_an_answer_without_gaps(
    examined: tuple[_Examined, ...],
) -> None:
    for number, one in enumerate(examined, start=1):
        gaps = [(gap.source, gap.reason.value, gap.detail) for gap in one.gaps()]
        closed = [gap for gap in gaps if gap[1] == "closed_profile"]
        assert [gap for gap in gaps if gap not in closed] == [], number
        assert bool(closed) is (number == 1)


def test_every_installed_app_is_read_as_described(
    office: tuple[DemoPhone, ...], examined: tuple[_Examined, ...]
) -> None:
    for demo, one in zip(office, examined, strict=True):
        read = {
            app.package: app
            for app in one.records("installed_apps", InstalledApp)
            if app.user == 0 and app.presence is Presence.INSTALLED
        }
        described = [app for app in demo.phone.apps if app.state_for(0).installed]
        assert set(read) == {app.package for app in described}
        for app in described:
            assert read[app.package].version_code == app.version_code
            assert read[app.package].installer == app.installer
            assert read[app.package].system is app.system


def test_the_first_phone_shows_a_listed_app_in_use_on_six_days(
    examined: tuple[_Examined, ...],
) -> None:
    (app,) = examined[0].listed_apps()
    assert (app.user, app.opened) == (0, True)
    assert app.originator == "com.android.chrome"
    used = examined[0].records("app_use", AppUse)
    days = {day for one in used for day in one.used_days}
    assert days == {f"2026-11-{day}" for day in (22, 21, 20, 18, 17, 15)}
    assert max(one.foreground_ms or 0 for one in used) > 4 * 3_600_000


def test_the_second_phone_has_it_and_never_opened_it(examined: tuple[_Examined, ...]) -> None:
    (app,) = examined[1].listed_apps()
    assert app.opened is False
    assert all(not one.foreground_ms for one in examined[1].records("app_use", AppUse))


def test_the_third_phone_shows_the_site_only(examined: tuple[_Examined, ...]) -> None:
    assert examined[2].listed_apps() == []
    sites = examined[2].records("site_notifications", SiteTrace)
    (site,) = [site for site in sites if site.host.endswith(LISTED.site)]
    assert site.allowed is True
    assert site.decided_at == NOW - timedelta(days=12, hours=6, minutes=14)
    assert site.last_push_at == NOW - timedelta(hours=9)


def test_the_fourth_phone_is_full_of_look_alikes(
    office: tuple[DemoPhone, ...], examined: tuple[_Examined, ...]
) -> None:
    installed = {app.package for app in office[3].phone.apps}
    assert set(LOOK_ALIKES) <= installed
    hosts = {site.host for site in examined[3].records("site_notifications", SiteTrace)}
    assert {origin.partition("://")[2] for origin in LOOK_ALIKE_SITES} <= hosts
    assert office[3].expected is Outcome.NIL


def test_the_fifth_phone_has_it_in_the_twin_space_only(examined: tuple[_Examined, ...]) -> None:
    present = [app for app in examined[4].listed_apps() if app.presence is Presence.INSTALLED]
    assert [app.user for app in present] == [999]
    used = [one for one in examined[4].records("app_use", AppUse) if one.foreground_ms]
    assert {one.user for one in used} == {999}
    assert len({day for one in used for day in one.used_days}) == 4


def test_the_sixth_refuses_and_the_seventh_is_pulled_out(office: tuple[DemoPhone, ...]) -> None:
    assert office[5].handset().auth is not None
    assert office[5].handset().auth.tap is Tap.NOTHING
    assert office[5].expected is None
    (fault,) = office[6].faults
    assert isinstance(fault, Disconnect)
    assert fault.strikes("dumpsys -t 60 package packages")
    assert fault.after_bytes < len(office[6].files()["cmds/dumpsys_package_packages.out"])


def test_the_eighth_phone_has_three_hundred_apps(office: tuple[DemoPhone, ...]) -> None:
    assert len(office[7].phone.apps) == 300
    assert office[7].phone.watched == ()


def test_no_third_party_leaves_the_phone(
    office: tuple[DemoPhone, ...], examined: tuple[_Examined, ...]
) -> None:
    for demo, one in zip(office, examined, strict=True):
        planted = set(one.files.values())
        left = [capture.stdout for capture in one.captures]
        for chat in demo.phone.chats:
            assert any(chat.number.encode() in text for text in planted)
            for secret in (chat.number, chat.name, chat.title):
                assert not any(secret.encode() in text for text in left)
        assert demo.phone.users[0].name in demo.secrets()
        assert demo.holder.person.name not in demo.secrets()
        assert f"www.{LISTED.site}" not in demo.secrets()


def test_a_phone_examined_at_dawn_has_only_past_behind_it() -> None:
    dawn = datetime(2026, 11, 22, 17, 5, tzinfo=UTC)  # 00:05 in Jakarta
    for demo in demo_office(dawn):
        for use in demo.phone.uses:
            assert all(session.end <= demo.phone.now for session in use.sessions)


def test_a_crowd_is_as_large_as_asked_for_and_holds_one_listed_app() -> None:
    demo = crowd(1000, NOW, LISTED)
    assert len(demo.phone.apps) == 1000
    assert len({app.package for app in demo.phone.apps}) == 1000
    assert len({app.app_id for app in demo.phone.apps}) == 1000
    assert demo.phone.watched == (LISTED.app,)
    assert all(name.startswith("id.contoh.") for name in invented(50))
    megabytes = len(demo.files()["cmds/dumpsys_package_packages.out"]) / 1e6
    assert 2.5 < megabytes < 4  # 400 apps of a real phone print 1.3


def test_the_shipped_list_knows_the_two_listed_names_and_nothing_else_here() -> None:
    matcher = Matcher(load(signatures_folder()))
    listed = Listed()
    classes: dict[str, NameClass] = {}
    for demo in demo_office(NOW):
        hosts = {
            site.origin.partition("://")[2]
            for browsing in demo.phone.browsers
            for site in browsing.channels
        }
        names = [(ObservableKind.PACKAGE, app.package) for app in demo.phone.apps]
        for kind, value in [*names, *((ObservableKind.HOST, host) for host in hosts)]:
            classes[value] = matcher.classify(Observable(kind=kind, value=value)).cls
    assert classes.pop(listed.app) is NameClass.STRONG
    assert classes.pop(f"www.{listed.site}") is NameClass.STRONG
    assert classes.pop(PRELOADED_SOCIAL_CASINO) is NameClass.NEAR
    assert classes.pop(BROKEN_INTO_SITE.partition("://")[2]) is NameClass.INSTITUTIONAL
    assert {name: cls for name, cls in classes.items() if cls is not NameClass.NONE} == {}
