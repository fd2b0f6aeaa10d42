import io
import zipfile

import pytest

from phone_audit.errors import UsageError
from phone_audit.formats import bug_report
from phone_audit.formats.bug_report import (
    HEADER,
    NoBugReport,
    is_main_text,
    open_zip,
    read_sections,
    read_text,
)
from tests.shared import shared

RULE = "-" * 79
TEXT = f"""========================================================
== dumpstate: 2026-01-08 15:30:07
Build fingerprint: 'a/b'
------ DUMPSYS CRITICAL (/system/bin/dumpsys) ------
{RULE}
DUMP OF SERVICE CRITICAL notification:
one
--------- 0.015s was the duration of dumpsys notification, ending at: 2026-01-08 15:30:15
------ 0.2s was the duration of 'DUMPSYS CRITICAL' ------
------ SYSTEM PROPERTIES (getprop) ------
[a]: [b]
------ EVENT LOG (logcat -b events -v threadtime *:v) ------
--------- beginning of events
DUMP OF SERVICE notification:
------ 0.073s was the duration of 'EVENT LOG' ------
{RULE}
DUMP OF SERVICE notification:
two
--------- 0.015s was the duration of dumpsys notification, ending at: 2026-01-08 15:30:15
{RULE}
DUMP OF SERVICE package:
cut off he"""
WANTED = ("DUMP OF SERVICE notification", "DUMP OF SERVICE package", "SYSTEM PROPERTIES", HEADER)


def zipped(members, *, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    file.seek(0)
    return file


def nested(depth):
    data = zipped({"bugreport-x.txt": TEXT}).getvalue()
    for _ in range(depth - 1):
        data = zipped({"b.zip": data}).getvalue()
    return data


def sections(text):
    found = read_sections([line.encode() for line in text.splitlines(keepends=True)], WANTED)
    return [(one.heading, one.body.decode(), one.complete) for one in found]


def test_sections_by_heading():
    assert sections(TEXT) == [
        (HEADER, "".join(TEXT.splitlines(keepends=True)[:3]), True),
        ("DUMP OF SERVICE notification", "one\n", True),
        ("SYSTEM PROPERTIES", "[a]: [b]\n", True),
        ("DUMP OF SERVICE notification", "two\n", True),
        ("DUMP OF SERVICE package", "cut off he", False),
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r\r\n"], ids=["crlf", "crcrlf"])
def test_any_line_end_gives_the_same_sections(end):
    """Their bytes stay as they came: hashes are over these."""
    read = read_text(io.BytesIO(TEXT.replace("\n", end).encode()), WANTED, "x.txt").sections
    assert [(one.heading, one.body.decode(), one.complete) for one in read] == [
        (heading, body.replace("\n", end), complete) for heading, body, complete in sections(TEXT)
    ]


def test_an_app_that_prints_the_last_line_of_a_service_makes_it_incomplete():
    forged = TEXT.replace(
        "two\n", "--------- 0.1s was the duration of dumpsys x, ending at: y\nhidden\n"
    )
    assert ("DUMP OF SERVICE notification", "", False) in sections(forged)


def test_a_zip_with_an_entry_file():
    file = zipped({"version.txt": "2.0", "main_entry.txt": "m.txt", "m.txt": TEXT, "FS/x": "y"})
    report = open_zip(file, WANTED)
    assert report.main_name == "m.txt"
    assert report.headings == 6
    assert [one.heading for one in report.sections] == [one[0] for one in sections(TEXT)]


def test_a_zip_without_one():
    report = open_zip(zipped({"bugreport-x-2026.txt": TEXT, "FS/bugreport-y.txt": "no"}), WANTED)
    assert report.main_name == "bugreport-x-2026.txt"


def test_a_zip_in_a_zip():
    inner = zipped({"bugreport-x.txt": TEXT}).getvalue()
    assert len(open_zip(zipped({"kirim/bugreport.zip": inner}), WANTED).sections) == 5


def test_a_zip_in_a_zip_in_a_zip():
    assert len(open_zip(zipped({"kirim.zip": nested(2)}), WANTED).sections) == 5


def test_of_several_zips_the_one_called_a_bug_report_is_read():
    members = {"foto.zip": b"x", "x/bugreport-y.zip": nested(1), "lain.zip": b"y"}
    assert len(open_zip(zipped(members), WANTED).sections) == 5


def test_two_bug_reports_are_not_one_phone():
    members = {"bugreport-a.zip": nested(1), "bugreport-b.zip": nested(1)}
    with pytest.raises(NoBugReport, match="several"):
        open_zip(zipped(members), WANTED)


@pytest.mark.parametrize(
    "name",
    [
        "bugreport-a/bugreport-b.txt",
        "dumpState_A042_202611231530.log",
        "dumpstate-2026-11-23.txt",
        "Bugreport.TXT",
    ],
)
def test_names_of_main_texts(name):
    assert open_zip(zipped({name: TEXT}), WANTED).main_name == name


def test_a_folder_that_was_packed_again_with_its_entry_file():
    members = {"a/main_entry.txt": "m.txt\n", "a/m.txt": TEXT, "a/FS/data/x": "y"}
    assert open_zip(zipped(members), WANTED).main_name == "a/m.txt"


def test_a_text_among_the_files_of_the_phone_is_no_main_text():
    with pytest.raises(NoBugReport):
        open_zip(zipped({"FS/data/bugreport-y.txt": TEXT, "version.txt": "2.0"}), WANTED)


def test_a_main_text_that_was_never_packed():
    assert is_main_text(TEXT[:200].encode())
    assert is_main_text(TEXT.replace("\n", "\r\n")[:200].encode())
    assert not is_main_text(b"Nota: == dumpstate: 2026-01-08")
    report = read_text(io.BytesIO(TEXT.encode()), WANTED, "bugreport.txt")
    assert (report.main_name, len(report.sections)) == ("bugreport.txt", 5)


def test_a_main_text_that_was_never_packed_beyond_the_limit(monkeypatch):
    monkeypatch.setattr(bug_report, "MAX_MAIN_TEXT_BYTES", 100)
    with pytest.raises(UsageError, match="larger"):
        read_text(io.BytesIO(TEXT.encode()), WANTED, "bugreport.txt")


@pytest.mark.parametrize(
    "header",
    [
        "== dumpstate: 2016-11-23 15:30:07",
        "== dumpstate: 2026-11-23 15:30:07",
    ],
)
def test_layouts_from_android_7_to_16(header):
    seven = TEXT.replace("== dumpstate: 2026-01-08 15:30:07", header).replace("CRITICAL ", "")
    sixteen = TEXT.replace("SERVICE CRITICAL", "SERVICE HIGH").replace(
        "(getprop)", "(/system/bin/getprop)"
    )
    for text in (seven, sixteen):
        assert [one[0] for one in sections(text)] == [one[0] for one in sections(TEXT)]


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"photo.jpg": "x"},
        {"main_entry.txt": "missing.txt"},
        {"main_entry.txt": "x" * 5_000, "m.txt": TEXT},
        {"bugreport-x.txt": b"\0" * 30_000_000},
        {"a.zip": b"no zip"},
        {"a.zip": nested(3)},
        {"a.zip": b"", "b.zip": b""},
    ],
    ids=["empty", "other", "missing", "long", "bomb", "fake", "deep", "two"],
)
def test_a_zip_that_is_no_bug_report_is_refused(members):
    with pytest.raises(UsageError):
        open_zip(zipped(members), WANTED)


def test_no_zip_at_all():
    with pytest.raises(UsageError):
        open_zip(io.BytesIO(b"PK\x03\x04 nothing"), WANTED)


@pytest.mark.parametrize("position", range(30, 200, 13))
def test_a_damaged_zip_is_refused_or_read(position):
    data = bytearray(zipped({"bugreport-x.txt": TEXT}).getvalue())
    data[position] ^= 0xFF
    try:
        report = open_zip(io.BytesIO(bytes(data)), WANTED)
    except UsageError:
        return
    assert len(report.sections) <= 5


def test_a_section_beyond_the_limit_says_so(monkeypatch):
    monkeypatch.setattr(bug_report, "MAX_SECTION_BYTES", 100)
    text = TEXT.replace("two\n", "two\n" * 50)
    assert [one[2] for one in sections(text)] == [False, True, True, False, False]


def test_a_main_text_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(bug_report, "MAX_MAIN_TEXT_BYTES", 10)
    with pytest.raises(UsageError, match="limit"):
        open_zip(zipped({"bugreport-x.txt": TEXT}), WANTED)


def test_a_line_without_an_end_comes_in_pieces(monkeypatch):
    monkeypatch.setattr(bug_report, "_LONGEST_LINE", 1_000)
    monkeypatch.setattr(bug_report, "_CHUNK", 700)
    text = TEXT.replace("two\n", "z" * 5_000 + "\n")
    report = open_zip(zipped({"bugreport-x.txt": text}, compression=zipfile.ZIP_STORED), WANTED)
    assert report.sections[3].body == b"z" * 5_000 + b"\n"


def test_the_real_bug_report_and_its_sections():
    folder = shared("fixtures/pixel-android10-real")
    wanted = {
        "DUMP OF SERVICE package": "dumpsys_package",
        "DUMP OF SERVICE user": "dumpsys_user",
        "DUMP OF SERVICE usagestats": "dumpsys_usagestats",
        "CHECKIN USAGESTATS": "checkin_usagestats",
        "DUMP OF SERVICE notification": "dumpsys_notification",
    }
    with (folder / "bugreport.zip").open("rb") as file:
        report = open_zip(file, wanted)
    assert [one.heading for one in report.sections].count("DUMP OF SERVICE notification") == 2
    assert all(one.complete for one in report.sections)
    for section in report.sections:
        if (
            section.heading == "DUMP OF SERVICE notification"
            and b"Notification List" in section.body
        ):
            continue  # the CRITICAL one
        kept = (folder / "sections" / f"{wanted[section.heading]}.txt").read_bytes()
        assert section.body.strip() in kept
