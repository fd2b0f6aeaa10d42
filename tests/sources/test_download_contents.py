import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.device.allowed import check
from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.knowledge import known_after
from phone_audit.model.assessment import Match, Matched
from phone_audit.model.capture import GapReason
from phone_audit.model.evidence import AppTrace, AppTraceKind
from phone_audit.model.phone import AppDownload, FoundFile, Known
from phone_audit.model.signature import GamblingKind, Strength
from phone_audit.simulator.android.apk import small_apk, zipped
from phone_audit.sources.download_contents import SOURCE
from tests.captures import capture

APP, OTHER = "id.contoh.permainan", "id.contoh.warung"
FOLDER = "/sdcard/Download/"
HOLDS, DIFFERS = AppTraceKind.FILE_HOLDS, AppTraceKind.FILE_DIFFERS


def known(*names, sdk=34, downloads=()):
    return Known(sdk=sdk, found_files=tuple(FOLDER + name for name in names), downloads=downloads)


def read(known, files, **changes):
    folder = CaptureFolder({f"fs{path}": data for path, data in files.items()})
    answers = tuple(
        capture(
            number,
            topic=question.topic,
            line=question.line,
            subject=question.subject,
            user=question.user,
            stdout=answer.stdout,
            stderr=answer.stderr,
            exit_code=answer.exit_code,
            **changes,
        )
        for number, question in enumerate(SOURCE.questions(known), start=1)
        for answer in (folder.answer(question.line),)
    )
    return SOURCE.read(known, answers)


def phone(name, data):
    return {f"/storage/emulated/0/Download/{name}": data}


def traces(reading):
    return [(one.record.package, one.record.trace) for one in reading.sightings]


def test_a_file_called_slot_is_found_by_what_it_holds():
    reading = read(known("slot.apk"), phone("slot.apk", small_apk(APP, {b"": "Contoh"})))
    assert traces(reading) == [(APP, HOLDS)]
    assert reading.facts == (AppDownload(package=APP, path=f"{FOLDER}slot.apk"),)
    assert reading.gaps == ()
    assert [(one.complete, one.read) for one in reading.covered] == [(True, 1)]


@pytest.mark.parametrize(
    ("name", "entry", "told"),
    [
        ("slot.xapk", "manifest.json", {"xapk_version": 2, "package_name": APP, "name": "x"}),
        ("Slot.XAPK", "manifest.json", {"package_name": APP, "permissions": []}),
        ("slot.apks", "meta.sai_v2.json", {"meta_version": 2, "package": APP, "label": "x"}),
    ],
)
def test_a_bundle_lists_what_it_holds(name, entry, told):
    bundle = zipped({entry: json.dumps(told).encode(), "base.apk": b"inner"})
    assert traces(read(known(name), phone(name, bundle))) == [(APP, HOLDS)]


def test_a_name_that_its_file_belies_is_told_for_the_app_it_names():
    called = AppDownload(package=APP, path=f"{FOLDER}{APP}.apk")
    files = phone(f"{APP}.apk", small_apk(OTHER, {b"": "Warung"}))
    reading = read(known(f"{APP}.apk", downloads=(called,)), files)
    assert traces(reading) == [(OTHER, HOLDS), (APP, DIFFERS)]


def match(package):
    return Match(
        signature="contoh",
        signature_name="Contoh",
        kind=GamblingKind.SLOT,
        strength=Strength.STRONG,
        matched=package,
        reason="Contoh.",
    )


def test_the_hash_is_asked_of_files_that_hold_a_listed_app_and_of_no_others():
    """What is inside takes the place of what the name said."""
    belied = AppDownload(package=APP, path=f"{FOLDER}{APP}.apk")
    slot = AppDownload(package=APP, path=f"{FOLDER}slot.apk")
    before = known("slot.apk", f"{APP}.apk", downloads=(belied,))
    files = phone("slot.apk", small_apk(APP, {b"": "x"}))
    files |= phone(f"{APP}.apk", small_apk(OTHER, {b"": "x"}))
    reading = read(before, files)
    matched = tuple(
        Matched(source="download_contents", sighting=one, match=match(APP))
        for one in reading.sightings
        if one.record.package == APP
    )
    assert known_after(before, reading.facts, matched).downloads == (slot,)


def test_names_are_hidden_in_the_log_and_hostile_ones_do_no_harm():
    names = ("Foto Istri Budi.apk", '🎰 slot $(reboot) `x` "y" \\ ;.apk', "-rf.apk")
    questions = SOURCE.questions(known(*names))
    assert len(questions) == 3
    for number, question in enumerate(questions, start=1):
        check(question.line)
        assert question.written == (
            f"unzip -p ‹berkas {number}› AndroidManifest.xml | head -c 999999"
        )


@given(st.text(max_size=40))
def test_whatever_the_name_the_question_is_permitted(name):
    for path in (f"{FOLDER}{name}.apk", f"/sdcard/{name}", name):
        for question in SOURCE.questions(Known(sdk=34, found_files=(path,))):
            check(question.line)


@pytest.mark.parametrize("name", ["a'b.apk", "a\nb.apk", "../../data/x.apk", "a\ufffd.apk"])
def test_a_name_no_command_can_carry_is_a_gap(name):
    told = known(name, "slot.apk")
    assert len(SOURCE.questions(told)) == 1
    reading = read(told, phone("slot.apk", small_apk(OTHER, {b"": "x"})))
    assert [(gap.reason, gap.detail) for gap in reading.gaps] == [(GapReason.NOT_ASKED, "1 berkas")]


def test_twenty_files_are_opened_and_the_rest_is_a_gap():
    names = tuple(f"berkas{number:02}.apk" for number in range(23))
    questions = SOURCE.questions(known(*names))
    assert [one.subject for one in questions] == [FOLDER + name for name in names[:20]]
    files = {}
    for name in names:
        files |= phone(name, small_apk(OTHER, {b"": "x"}))
    reading = read(known(*names), files)
    assert [gap.detail for gap in reading.gaps] == ["3 berkas"]
    assert not reading.covered[0].complete


@pytest.mark.parametrize("sdk", [24, 28])
def test_android_before_10_opens_no_file_and_that_is_a_gap(sdk):
    told = known("slot.apk", sdk=sdk)
    assert SOURCE.questions(told) == ()
    (gap,) = SOURCE.read(told, ()).gaps
    assert (gap.reason, gap.detail) == (GapReason.ABSENT, "1 berkas")


def test_without_files_there_is_nothing_to_miss():
    for sdk in (None, 28, 34):
        assert SOURCE.read(known(sdk=sdk), ()).gaps == ()


def test_an_unknown_version_is_not_asked():
    told = known("slot.apk", sdk=None)
    assert SOURCE.questions(told) == ()
    assert [gap.reason for gap in SOURCE.read(told, ()).gaps] == [GapReason.NOT_ASKED]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("slot.apk", b"half a down", GapReason.FAILED),
        ("slot.apk", zipped({"x": b"y"}), GapReason.NOT_UNDERSTOOD),
        ("slot.apk", zipped({"AndroidManifest.xml": b"<manifest"}), GapReason.NOT_UNDERSTOOD),
        ("slot.apk", zipped({"AndroidManifest.xml": bytes(3_000_000)}), GapReason.NOT_UNDERSTOOD),
        ("slot.xapk", zipped({"manifest.json": b"[]"}), GapReason.NOT_UNDERSTOOD),
        ("slot.xapk", zipped({"manifest.json": b"[" * 100_000}), GapReason.NOT_UNDERSTOOD),
        ("slot.xapk", zipped({"manifest.json": b'{"package_name": "a b"}'}), None),
        ("slot.xapk", zipped({"manifest.json": b'{"package_name": 7}'}), None),
        ("slot.apks", zipped({"toc.pb": b"x"}), GapReason.NOT_UNDERSTOOD),
    ],
)
def test_a_file_that_says_nothing_readable_is_a_gap(name, data, reason):
    reading = read(known(name), phone(name, data))
    assert [gap.reason for gap in reading.gaps] == [reason or GapReason.NOT_UNDERSTOOD]
    assert (reading.facts, reading.sightings) == ((), ())


def test_an_answer_that_was_cut_names_nothing():
    files = phone("slot.apk", small_apk(APP, {b"": "x"}))
    reading = read(known("slot.apk"), files, complete=False)
    assert [gap.reason for gap in reading.gaps] == [GapReason.CUT]
    assert reading.sightings == ()


def test_a_path_becomes_known_and_a_record_none():
    told = known_after(Known(), (FoundFile(path="/sdcard/Download/x.apk"),), ())
    assert told.found_files == ("/sdcard/Download/x.apk",)
    assert isinstance(AppTrace(package=APP, trace=HOLDS).package, str)
