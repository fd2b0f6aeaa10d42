import hashlib
import os
import random
import sqlite3
import tempfile

import pytest

from phone_audit.device.imports import databases as reader
from phone_audit.device.imports.databases import read_history
from phone_audit.errors import UsageError
from phone_audit.formats.import_rows import CHROMIUM, FIREFOX, VisitKind
from tests.device.imports import databases as make

AT = 1_763_600_000_123
SITE = "https://m.situs.invalid/lobi?nama=Budi"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "Apa Saja.bin"


@pytest.fixture
def places_for_copies(tmp_path, monkeypatch):
    folder = tmp_path / "sementara"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def listed(folder):
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def kinds(history):
    return [(one.host, one.how.value, one.at_ms) for one in history.visits]


def test_a_history_of_chromium(path):
    redirect = make.PLAIN | 0x8000_0000
    make.chromium(
        path,
        [
            (SITE, AT),
            ("https://situs.invalid/", AT + 1, redirect - 2**32),
            ("https://cari.example/?q=kata+rahasia", AT + 2, make.PLAIN | 1),
            ("chrome://newtab/", AT + 3),
            ("https://lain.example/", AT + 4, make.PLAIN, 0),
            ("https://jauh.example/", AT + 5, make.PLAIN, 9, "cache-guid-of-a-laptop"),
        ],
    )
    history = read_history(path)
    assert history.heading == CHROMIUM
    assert kinds(history) == [
        ("m.situs.invalid", "link", AT),
        ("situs.invalid", "redirect", AT + 1),
        ("cari.example", "typed", AT + 2),
        ("lain.example", "moment", AT + 4),
        ("jauh.example", "other_device", AT + 5),
    ]
    assert (history.whole, history.unread) == (True, 0)
    for private in ("Budi", "rahasia", "Judul", "guid"):
        assert private not in repr(history)
    assert history.imported.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (history.imported.name, history.imported.parts) == ("Apa Saja.bin", ())


def test_a_history_from_before_durations_and_origins(path):
    make.chromium(path, [(SITE, AT)], schema=make.CHROMIUM_60)
    assert kinds(read_history(path)) == [("m.situs.invalid", "link", AT)]


def test_places_of_firefox_and_of_firefox_for_android(path, tmp_path):
    make.firefox(path, [(SITE, AT, 2), ("https://iklan.example/", AT, 4)])
    history = read_history(path)
    assert history.heading == FIREFOX
    assert [one.how for one in history.visits] == [VisitKind.TYPED, VisitKind.FRAME]
    assert {one.at_ms for one in history.visits} == {AT}
    other = tmp_path / "places.sqlite"
    make.firefox(other, [(SITE, AT, 1), (SITE, AT, 1, 0)], schema=make.FIREFOX_ANDROID)
    assert kinds(read_history(other)) == [
        ("m.situs.invalid", "link", AT),
        ("m.situs.invalid", "other_device", AT),
    ]


def test_the_log_of_a_browser_that_was_running_is_read_and_hashed(path, tmp_path):
    running = make.chromium(path, [(SITE, AT)], journal="WAL", keep_open=True)
    wal = tmp_path / "Apa Saja.bin-wal"
    before = listed(tmp_path)
    assert len(before[wal.name]) > 1_000
    history = read_history(path)
    assert kinds(history) == [("m.situs.invalid", "link", AT)]
    (part,) = history.imported.parts
    assert (part.name, part.sha256) == (wal.name, hashlib.sha256(before[wal.name]).hexdigest())
    assert listed(tmp_path) == before  # and nothing beside the original was made or changed
    running.close()


def test_without_its_log_a_history_is_an_older_one(path, tmp_path):
    running = make.chromium(path, [(SITE, AT)], journal="WAL", keep_open=True)
    alone = tmp_path / "sendiri" / "History"
    alone.parent.mkdir()
    alone.write_bytes(path.read_bytes())
    with pytest.raises(UsageError):  # the tables themselves stand in the log
        read_history(alone)
    running.close()


def test_a_log_of_another_database_brings_nothing(path, tmp_path):
    running = make.chromium(
        tmp_path / "lain", [("https://lain.example/", AT)] * 3, journal="WAL", keep_open=True
    )
    make.chromium(path, [(SITE, AT)], journal="WAL")
    (tmp_path / "Apa Saja.bin-wal").write_bytes((tmp_path / "lain-wal").read_bytes()[:-2_000])
    try:
        hosts = {one.host for one in read_history(path).visits}
    except UsageError:
        hosts = set()
    assert hosts <= {"m.situs.invalid", "lain.example"}
    running.close()


def test_copies_are_gone_afterwards_whatever_happens(path, places_for_copies):
    make.chromium(path, [(SITE, AT)])
    read_history(path)
    path.write_bytes(path.read_bytes()[:3_000])
    with pytest.raises(UsageError):
        read_history(path)
    assert list(places_for_copies.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="permissions of Unix")
def test_nobody_else_may_look_at_a_copy(path, places_for_copies, monkeypatch):
    seen = []
    opened = reader._opened
    monkeypatch.setattr(
        reader, "_opened", lambda copy: (seen.append(copy.parent.stat().st_mode), opened(copy))[1]
    )
    make.chromium(path, [(SITE, AT)])
    read_history(path)
    assert [mode & 0o077 for mode in seen] == [0]


def journal_naming(victim, pages=1):
    """Return a rollback journal that names another file as the one above it.

    Format: ``sqlite.org/fileformat2.html`` section 3, and ``writeSuperJournal``.
    """
    header = reader._HOT_JOURNAL + (0).to_bytes(4) + (7).to_bytes(4) + pages.to_bytes(4)
    header += (512).to_bytes(4) + (4096).to_bytes(4)
    name = str(victim).encode()
    end = (1).to_bytes(4) + name + len(name).to_bytes(4)
    end += (sum(name) & 0xFFFF_FFFF).to_bytes(4) + reader._HOT_JOURNAL
    return header.ljust(512, b"\0") + end


def test_a_journal_that_names_another_file_does_not_delete_it(path, tmp_path):
    victim = tmp_path / "surat penting"
    victim.write_bytes(b"jangan dihapus\0")
    make.chromium(path, [(SITE, AT)])
    (tmp_path / "Apa Saja.bin-journal").write_bytes(journal_naming(victim))
    history = read_history(path)
    assert victim.exists()
    assert not history.whole  # a change of the browser was never finished: that is said
    assert kinds(history) == [("m.situs.invalid", "link", AT)]


def test_a_journal_that_is_done_with_is_no_doubt(path, tmp_path):
    make.chromium(path, [(SITE, AT)], journal="PERSIST")
    assert (tmp_path / "Apa Saja.bin-journal").exists()
    assert read_history(path).whole


@pytest.mark.skipif(os.name == "nt", reason="symbolic links")
def test_a_log_that_is_a_link_is_not_followed(path, tmp_path):
    make.chromium(path, [(SITE, AT)])
    (tmp_path / "rahasia").write_bytes(b"x")
    (tmp_path / "Apa Saja.bin-wal").symlink_to(tmp_path / "rahasia")
    assert read_history(path).imported.parts == ()


HOSTILE = {
    "views": """
        CREATE VIEW urls AS SELECT 1 AS id, 'https://palsu.invalid/' AS url;
        CREATE VIEW visits AS SELECT 1 AS url, 1 AS visit_time, 0 AS transition;""",
    "a view that reads another table": """
        CREATE TABLE rahasia(a); CREATE TABLE visits(url, visit_time);
        CREATE VIEW urls AS SELECT rowid AS id, a AS url FROM rahasia;""",
    "a view without end": """
        CREATE TABLE visits(url, visit_time);
        CREATE VIEW urls AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id+1 FROM n)
          SELECT id, 'https://palsu.invalid/' AS url FROM n;""",
    "a column that is computed": """
        CREATE TABLE urls(id INTEGER PRIMARY KEY, a, url AS (lower(a) || 'x'));
        CREATE TABLE visits(url, visit_time);
        INSERT INTO urls(a) VALUES('https://palsu.invalid/'); INSERT INTO visits VALUES(1, 1);""",
    "a virtual table": """
        CREATE VIRTUAL TABLE urls USING fts4(id, url); CREATE TABLE visits(url, visit_time);""",
    "no columns": "CREATE TABLE urls(x); CREATE TABLE visits(y);",
    "another program": "CREATE TABLE kontak(nama, nomor);",
    "nothing": "CREATE TABLE a(b); DROP TABLE a;",
}


@pytest.mark.parametrize("schema", HOSTILE.values(), ids=HOSTILE)
def test_a_schema_with_a_mind_of_its_own_runs_nothing(path, schema):
    with sqlite3.connect(path) as database:
        database.executescript(schema)
    database.close()
    try:
        history = read_history(path)
    except UsageError:
        return
    assert (history.visits, history.whole) == ((), False)


def test_triggers_and_indexes_of_functions_do_not_run(path):
    make.chromium(path, [(SITE, AT)])
    with sqlite3.connect(path) as database:
        database.executescript(
            "CREATE TRIGGER t AFTER INSERT ON visits BEGIN DELETE FROM urls; END;"
            "CREATE INDEX i ON urls(lower(url));"
        )
    database.close()
    assert len(read_history(path).visits) == 1


@pytest.mark.parametrize(
    "address",
    [None, 7, 1.5, b"\xff\xfe\x00", "https://[salah/", "https://" + "a" * 3_000 + ".invalid/"],
)
def test_an_address_of_another_shape_is_counted(path, address):
    make.chromium(path, [(SITE, AT), (address, AT)])
    history = read_history(path)
    assert len(history.visits) == 1
    assert history.unread == (0 if address in {7, 1.5, b"\xff\xfe\x00"} else 1)


def test_numbers_of_another_shape(path):
    make.chromium(path, [(SITE, AT), (SITE, AT), (SITE, AT)], schema=make.CHROMIUM_60)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE visits SET visit_time='kemarin' WHERE id=1")
        database.execute("UPDATE visits SET transition=x'00' WHERE id=2")
        database.execute("UPDATE visits SET url='x', visit_time=9223372036854775807 WHERE id=3")
    database.close()
    history = read_history(path)
    assert [(one.how, one.at_ms) for one in history.visits] == [
        (VisitKind.LINK, None),
        (VisitKind.UNTOLD, AT),
    ]
    assert history.unread == 1


def test_reading_that_takes_too_long_is_broken_off(path, monkeypatch):
    make.chromium(path, [(SITE, AT)] * 500)
    monkeypatch.setattr(reader, "_STEPS", 100)
    moments = iter([0.0, *[1.0] * 20])
    monkeypatch.setattr(reader, "monotonic", lambda: next(moments, 1_000.0))
    history = read_history(path)
    assert not history.whole
    assert len(history.visits) < 500


def test_more_rows_than_any_history_has_are_cut(path, monkeypatch):
    make.chromium(path, [(SITE, AT)] * 5)
    monkeypatch.setattr(reader, "MOST_ROWS", 3)
    history = read_history(path)
    assert (len(history.visits), history.whole) == (3, False)
    monkeypatch.setattr(reader, "_MOST_PAGES_OF_SITES", 2)
    assert not read_history(path).whole


def test_a_database_that_is_too_large_is_not_copied(path, tmp_path, monkeypatch):
    make.chromium(path, [(SITE, AT)])
    size = path.stat().st_size
    monkeypatch.setattr(reader, "MAX_DATABASE_BYTES", size)
    assert read_history(path).whole
    (tmp_path / "Apa Saja.bin-wal").write_bytes(b"x" * (size + 1))
    with pytest.raises(UsageError, match="more than"):
        read_history(path)
    monkeypatch.setattr(reader, "MAX_DATABASE_BYTES", size - 1)
    with pytest.raises(UsageError, match="limit"):
        read_history(path)


def test_a_damaged_database_is_read_in_part_or_refused(path):
    make.chromium(path, [(f"https://situs{number}.invalid/", AT + number) for number in range(300)])
    sound = path.read_bytes()
    read_in_part = refused = 0
    for seed in range(60):
        chance = random.Random(seed)
        data = bytearray(sound)
        for _ in range(1 << chance.randrange(12)):
            data[chance.randrange(16, len(data))] = chance.randrange(256)
        path.write_bytes(bytes(data))
        try:
            history = read_history(path)
        except UsageError:
            refused += 1
        else:
            read_in_part += not history.whole or history.unread > 0
            assert all(one.host for one in history.visits)
    assert read_in_part
    assert refused


@pytest.mark.parametrize("length", [0, 16, 100, 1_000, 4_096, 5_000, 20_000])
def test_a_database_that_broke_off(path, length):
    make.chromium(path, [(SITE + "x" * 500, AT)] * 200)
    path.write_bytes(path.read_bytes()[:length])
    try:
        history = read_history(path)
    except UsageError:
        return
    assert not history.whole
