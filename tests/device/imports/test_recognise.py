import hashlib
import os
from datetime import UTC, datetime

import pytest

from phone_audit.device.imports import exports, tree
from phone_audit.device.imports.recognise import (
    BUG_REPORT,
    CAPTURES,
    DATABASE,
    NotRecognised,
    open_import,
)
from phone_audit.errors import UsageError
from phone_audit.formats.import_rows import (
    CHROMIUM,
    FIREFOX,
    HEADINGS,
    LOOKUPS,
    PACKAGES,
    TAKEOUT,
    LookupRow,
    VisitRow,
    read_rows,
)
from phone_audit.model.capture import Medium, Question
from phone_audit.model.case import Origin
from tests.device.imports import databases as make
from tests.device.imports import files

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
PACKAGE, USER = "DUMP OF SERVICE package", "DUMP OF SERVICE user"
WANTED = {PACKAGE, USER, "SYSTEM PROPERTIES", "HEADER", *HEADINGS}
REPORT = files.bug_report(package="satu\n", user="dua\n")
HISTORY = files.takeout("situs.invalid", "lain.example")


def opened(path):
    return open_import(path, WANTED, lambda: NOON)


def written(tmp_path, data, name="Tanpa Nama"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def answer(found, heading):
    question = Question(source="x", topic="x", line=heading, medium=Medium.SECTION)
    return found.answers.ask(question, 1)


def hosts(found, heading, kind=VisitRow):
    return [row.host for row in read_rows(answer(found, heading).stdout, kind).found]


def test_a_bug_report_as_zip_and_as_text(tmp_path):
    data = files.zipped({"bugreport-x.txt": REPORT})
    for number, given in enumerate((data, files.zipped({"a.zip": data}), REPORT)):
        path = written(tmp_path, given, f"{number}.bin")
        found = opened(path)
        assert (found.what, found.answers.origin) == (BUG_REPORT, Origin.BUG_REPORT)
        assert answer(found, PACKAGE).stdout == b"satu\n"
        assert found.file.sha256 == hashlib.sha256(given).hexdigest()
        assert found.file.size_bytes == len(given)


def test_a_phone_cannot_speak_for_its_holder(tmp_path):
    forged = f"------ {TAKEOUT} (x) ------\n" + '{"row":"visit","host":"a.invalid","how":"link"}\n'
    found = opened(written(tmp_path, REPORT + forged.encode()))
    assert TAKEOUT not in found.answers.sections
    aqf = {"dumpsys.txt": files.dumpsys(package="satu\n") + forged, "getprop.txt": "[a]: [b]\n"}
    assert TAKEOUT not in opened(files.folder(tmp_path / "aqf", aqf)).answers.sections


def test_a_folder_of_captures(tmp_path):
    path = files.folder(tmp_path / "rekaman", {"props": "ro.serialno=X\n", "cmds/date.out": "1"})
    found = opened(path)
    assert (found.what, found.answers.origin, found.file) == (
        CAPTURES,
        Origin.CAPTURE_FOLDER,
        None,
    )


@pytest.mark.parametrize(
    "name",
    [
        "Takeout/Chrome/History.json",
        "Takeout/Chrome/BrowserHistory.json",
        "Takeout/Chrome/Riwayat.json",
        "Chrome/Historique.json",
        "History.json",
    ],
)
def test_google_takeout_as_file_zip_and_folder(tmp_path, name):
    others = {
        "Takeout/Mail/Semua.mbox": b"From: rahasia@contoh.example\n",
        "Takeout/Chrome/Bookmarks.html": b"<a href=x>",
        "Takeout/Chrome/Settings.json": b'{"a": 1}',
    }
    members = {name: HISTORY, **others}
    inputs = (
        written(tmp_path, HISTORY, "x.bin"),
        written(tmp_path, files.zipped(members), "y.bin"),
        files.folder(tmp_path / "z", members),
    )
    for path in inputs:
        found = opened(path)
        assert (found.what, found.answers.origin) == (
            exports.TAKEOUT_HISTORY,
            Origin.BROWSER_HISTORY,
        )
        assert hosts(found, TAKEOUT) == ["situs.invalid", "lain.example"]
    (part,) = found.file.parts
    assert (part.name, part.sha256) == (name, hashlib.sha256(HISTORY).hexdigest())
    told = f"{part.sha256}  {part.name}\n".encode()
    assert found.file.sha256 == hashlib.sha256(told).hexdigest()


def test_only_the_history_of_an_export_is_opened(tmp_path, monkeypatch):
    touched = []
    head = tree.FolderTree.head
    monkeypatch.setattr(
        tree.FolderTree, "head", lambda self, name: (touched.append(name), head(self, name))[1]
    )
    members = {
        "Takeout/Mail/Semua.txt": b"x",
        "Takeout/My Activity/Search/MyActivity.json": b"[]",
        "Takeout/Chrome/Riwayat.json": HISTORY,
    }
    opened(files.folder(tmp_path / "z", members))
    assert touched == ["Takeout/Chrome/Riwayat.json"]


def test_a_history_that_broke_off_is_cut(tmp_path):
    found = opened(written(tmp_path, HISTORY[:-20]))
    assert not answer(found, TAKEOUT).complete
    assert hosts(found, TAKEOUT) == ["situs.invalid"]


def test_histories_of_browsers_whatever_they_are_called(tmp_path):
    make.chromium(tmp_path / "foto.jpg", [("https://situs.invalid/", files.AT)])
    make.firefox(tmp_path / "lagu", [("https://situs.invalid/", files.AT, 1)])
    for name, heading in (("foto.jpg", CHROMIUM), ("lagu", FIREFOX)):
        found = opened(tmp_path / name)
        assert (found.what, found.answers.origin) == (DATABASE, Origin.BROWSER_HISTORY)
        assert hosts(found, heading) == ["situs.invalid"]


@pytest.mark.parametrize(
    "names", [["2026-11-19.txt", "2026-11-20.txt"], ["Intrusion Logging/2026-11-19.txt"]]
)
def test_an_intrusion_log_as_file_zip_and_folder(tmp_path, names):
    members = {name: files.lookups("situs.invalid") for name in names} | {"foto.jpg": b"x"}
    inputs = (
        written(tmp_path, members[names[0]], "x.bin"),
        written(tmp_path, files.zipped(members), "y.bin"),
        files.folder(tmp_path / "z", members),
    )
    for path in inputs:
        found = opened(path)
        assert found.answers.origin is Origin.INTRUSION_LOG
        assert hosts(found, LOOKUPS, LookupRow) == ["situs.invalid"]
    assert [part.name for part in found.file.parts] == names


AQF = {
    "acquisition.json": "{}",
    "getprop.txt": "[ro.build.version.sdk]: [34]\n",
    "dumpsys.txt": files.dumpsys(package="dari dumpsys\n", user="dua\n"),
    "packages.json": files.packages("id.contoh.app"),
    "processes.txt": "USER PID\n",
    "logs/data/x.log": "rahasia",
    "apks/id.contoh.app.apk": "PK",
}


def test_what_androidqf_acquired_as_folder_and_zip(tmp_path):
    for path in (
        files.folder(tmp_path / "aqf", AQF),
        files.folder(tmp_path / "luar", {f"8d2f/{name}": data for name, data in AQF.items()}),
        written(tmp_path, files.zipped(AQF), "8d2f.zip"),
        written(tmp_path, files.zipped({f"8d2f/{n}": d for n, d in AQF.items()}), "x.zip"),
    ):
        found = opened(path)
        assert found.answers.origin is Origin.ANDROIDQF
        assert found.answers.sections == {PACKAGE, USER, "SYSTEM PROPERTIES", PACKAGES}
        assert answer(found, PACKAGE).stdout == b"dari dumpsys\n"
    parts = opened(tmp_path / "aqf").file.parts
    assert [one.name for one in parts] == ["dumpsys.txt", "getprop.txt", "packages.json"]


def test_the_bug_report_of_an_acquisition_says_more_than_its_dumps(tmp_path):
    report = files.zipped({"bugreport-x.txt": files.bug_report(package="dari laporan\n")})
    logs = {"intrusion_logs/2026-11-19.txt": files.lookups("situs.invalid")}
    found = opened(files.folder(tmp_path / "aqf", AQF | {"bugreport.zip": report} | logs))
    assert answer(found, PACKAGE).stdout == b"dari laporan\n"
    assert answer(found, USER).stdout == b"dua\n"
    assert "HEADER" in found.answers.sections
    assert hosts(found, LOOKUPS, LookupRow) == ["situs.invalid"]


@pytest.mark.parametrize("data", [b"rusak", files.zipped({"bugreport-x.txt": b"\0" * 30_000_000})])
def test_a_damaged_bug_report_in_an_acquisition_is_done_without(tmp_path, data):
    found = opened(files.folder(tmp_path / "aqf", AQF | {"bugreport.zip": data}))
    assert found.damaged == ("bugreport.zip",)
    assert answer(found, PACKAGE).stdout == b"dari dumpsys\n"


def test_a_damaged_list_of_packages_is_a_section_that_was_cut(tmp_path):
    found = opened(files.folder(tmp_path / "aqf", AQF | {"packages.json": b'[{"name":'}))
    assert not answer(found, PACKAGES).complete


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 1_000,
        b"{}",
        b"[]",
        b'{"a": 1}',
        b"\x89PNG\r\n\x1a\n",
        b"Nota dinas\n",
        files.zipped({"foto.jpg": b"x"}),
        files.zipped({"a.zip": files.zipped({"foto.jpg": b"x"})}),
        files.zipped({}),
        b"{" * 100_000,
    ],
    ids=["empty", "nul", "object", "list", "other", "png", "text", "zip", "nested", "none", "deep"],
)
def test_anything_else_is_not_recognised(tmp_path, data):
    path = written(tmp_path, data)
    with pytest.raises(NotRecognised, match="Tanpa Nama: ") as error:
        opened(path)
    assert str(error.value).count(str(path)) == 1


def test_a_folder_of_something_else_is_not_recognised(tmp_path):
    with pytest.raises(NotRecognised):
        opened(files.folder(tmp_path / "x", {"surat.txt": b"x", "Chrome/Settings.json": b"{}"}))
    with pytest.raises(NotRecognised):
        opened(files.folder(tmp_path / "y", {"dumpsys.txt": b"x"}))


def test_what_is_not_there_and_what_may_not_be_read(tmp_path):
    with pytest.raises(UsageError, match="no such file"):
        opened(tmp_path / "tidak ada")


@pytest.mark.parametrize(
    "data",
    [
        b"SQLite format 3\x00" + b"\xff" * 5_000,
        b"PK\x03\x04 rusak",
        files.zipped({"History.json": b'{"Browser History": [' + b" " * 20_000_000}),
        files.zipped({"2026-11-19.txt": files.lookups("a.invalid") + b" " * 20_000_000}),
        files.zipped({"bugreport-x.txt": b"\0" * 30_000_000}),
        files.zipped(AQF | {"dumpsys.txt": b"\0" * 30_000_000}),
    ],
    ids=["database", "zip", "takeout", "log", "report", "dumps"],
)
def test_what_is_known_but_damaged_or_a_bomb_is_refused(tmp_path, data):
    with pytest.raises(UsageError) as error:
        opened(written(tmp_path, data))
    assert not isinstance(error.value, NotRecognised) or b"2026-11-19" in data


def test_limits_on_what_an_export_may_hold(tmp_path, monkeypatch):
    monkeypatch.setattr(exports, "MAX_HISTORY_BYTES", 50)
    with pytest.raises(UsageError, match="50 bytes"):
        opened(written(tmp_path, HISTORY))
    with pytest.raises(UsageError, match="limit"):
        opened(files.folder(tmp_path / "x", {"Chrome/History.json": HISTORY}))
    monkeypatch.setattr(exports, "MAX_LOG_BYTES", 50)
    with pytest.raises(UsageError, match="50"):
        opened(written(tmp_path, files.lookups("a.invalid", "b.invalid")))


def test_a_folder_with_more_files_than_any_export(tmp_path, monkeypatch):
    monkeypatch.setattr(tree, "MOST_FILES", 2)
    with pytest.raises(UsageError, match="more than 2 files"):
        opened(files.folder(tmp_path / "x", {"a": b"", "b": b"", "c": b""}))


@pytest.mark.skipif(os.name == "nt", reason="symbolic links")
def test_links_out_of_a_folder_are_not_followed(tmp_path):
    outside = files.folder(tmp_path / "luar", {"Chrome/History.json": HISTORY})
    inside = tmp_path / "dalam"
    inside.mkdir()
    (inside / "Chrome").symlink_to(outside / "Chrome")
    with pytest.raises(NotRecognised):
        opened(inside)
