"""A whole real bug report (Android 10, users 0 and 11) on the way an import takes."""

from datetime import UTC, datetime

from phone_audit.device.replay import ReplayedSections
from phone_audit.formats.bug_report import open_zip
from phone_audit.model.capture import GapReason, Medium, Question
from phone_audit.model.phone import AppUid, Known, PhoneIdentity, Profile
from phone_audit.model.record import replace
from phone_audit.sources import all_sources
from tests.captures import ASKED_AT
from tests.shared import shared


def test_every_source_reads_its_sections_whole():
    wanted = {heading for source in all_sources() for heading in source.sections}
    with shared("fixtures/pixel-android10-real/bugreport.zip").open("rb") as file:
        report = open_zip(file, wanted)
    phone = ReplayedSections.of(report.sections, address="x", clock=lambda: ASKED_AT)
    settings = AppUid(package="com.android.settings", user=0, uid=1000)
    known = Known(watched=(settings.package,), watched_uids=(settings,))
    read = {}
    for source in all_sources():
        if source.brought:
            continue
        questions = [
            Question(source=source.name, topic=topic, line=heading, medium=Medium.SECTION)
            for heading, topic in source.sections.items()
        ]
        answers = tuple(phone.ask(question, n) for n, question in enumerate(questions, start=1))
        reading = read[source.name] = source.read(known, answers)
        for fact in reading.facts:
            if isinstance(fact, PhoneIdentity):
                known = replace(known, sdk=fact.sdk, maker=fact.maker, zone=fact.zone)
            elif isinstance(fact, Profile):
                known = replace(known, profiles=(*known.profiles, fact))
    gaps = {name: [gap.reason for gap in reading.gaps] for name, reading in read.items()}
    absent = {name: gaps.pop(name) for name in ("app_traffic", "process_ends")}
    assert absent == {"app_traffic": [GapReason.ABSENT], "process_ends": [GapReason.ABSENT]}
    assert not any(gaps.values())
    assert [(one.user, one.read) for one in read["installed_apps"].covered] == [(0, 134), (11, 134)]
    whole = {name: reading for name, reading in read.items() if name not in absent}
    assert all(one.complete for reading in whole.values() for one in reading.covered)
    # Put back while the phone started, two minutes before: that dates no use.
    assert [one.record.at for one in read["recents"].sightings] == [None]
    assert read["app_ops"].sightings == ()
    assert len(read["app_use"].sightings) == 9  # two of them guesses of Android's
    assert read["site_notifications"].sightings == ()
    assert read["identity"].facts[1].measured_at == datetime(2020, 1, 8, 14, 30, 7, tzinfo=UTC)
