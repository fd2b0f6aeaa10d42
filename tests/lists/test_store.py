"""Readers see one list or the other, whoever stops when, and a damaged list is never silence."""

import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from phone_audit.errors import SignatureErrors, UsageError
from phone_audit.lists import names_file
from phone_audit.lists.importing import Importer, Request
from phone_audit.lists.store import Store
from tests.lists.stores import HOST, NOON, bring, rows

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "lists"


def test_a_store_need_not_exist(folder):
    assert Store(folder).lists() == ()
    with Store(folder).open() as shelf:
        assert shelf.lists == ()
        assert shelf.rows(HOST, ["contoh88.example"]) == {}
    assert not folder.exists()


def test_all_lists_are_asked_at_once(folder):
    bring(folder, "contoh88.example\n", "satu")
    bring(folder, "0.0.0.0 contoh88.example\n", "dua")
    assert [one.name for one in Store(folder).lists()] == ["dua", "satu"]
    assert rows(folder, "contoh88.example", "lain.example") == [
        "dua: exact contoh88.example 1",
        "satu: both contoh88.example 1",
    ]


def test_more_names_than_fit_into_one_statement(folder, monkeypatch):
    monkeypatch.setattr(names_file, "_AT_ONCE", 100)
    bring(folder, "".join(f"contoh{number}.example\n" for number in range(0, 600, 3)))
    with Store(folder).open() as shelf:
        found = shelf.rows(HOST, {f"contoh{number}.example" for number in range(500)})
    assert len(found) == len(range(0, 500, 3))


def test_strange_names_are_only_asked_for(folder):
    bring(folder, "contoh88.example\n")
    with Store(folder).open() as shelf:
        assert shelf.rows(HOST, ["\ud83d\ude00", "'); DROP TABLE names; --", "", "\0", '"']) == {}


def test_whoever_has_it_open_keeps_reading_the_old_one(folder):
    bring(folder, "contoh88.example\n")
    with Store(folder).open() as before:
        bring(folder, "contoh99.example\n")
        assert list(before.rows(HOST, ["contoh88.example", "contoh99.example"])) == [
            "contoh88.example"
        ]
    assert rows(folder, "contoh88.example", "contoh99.example") == [
        "contoh: both contoh99.example 1"
    ]


def test_a_list_can_be_taken_out(folder):
    bring(folder, "contoh88.example\n", "satu")
    bring(folder, "contoh99.example\n", "dua")
    Store(folder).remove("satu")
    assert [one.name for one in Store(folder).lists()] == ["dua"]
    assert len(list(folder.iterdir())) == 2
    for name in ("satu", "tidak-ada"):
        with pytest.raises(UsageError, match=name):
            Store(folder).remove(name)
    with pytest.raises(UsageError):
        Store(folder).remove("../dua")


def test_many_threads_may_ask(folder):
    bring(folder, "".join(f"contoh{number}.example\n" for number in range(5_000)))
    with Store(folder).open() as shelf, ThreadPoolExecutor(32) as pool:
        wanted = [
            [f"contoh{number}.example" for number in range(start, start + 40)]
            for start in range(4_000, 5_200, 20)
        ]
        found = list(pool.map(lambda names: sorted(shelf.rows(HOST, names)), wanted))
    assert found == [sorted(n for n in names if int(n[6:-8]) < 5_000) for names in wanted]


def test_several_imports_of_one_list_end_with_one_of_them(folder):
    texts = [f"contoh{number}.example\n" * 50 for number in range(8)]
    folder.mkdir()

    def one(number):
        request = Request(name="sama", path=folder.parent / f"{number}.txt")
        request.path.write_text(texts[number])
        return Importer(folder, lambda *_: None, "x").bring(request, NOON)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(8)))
    names = [f"contoh{number}.example" for number in range(8)]
    assert len(rows(folder, *names)) == 1
    assert len(Store(folder).lists()) == 1


def test_it_is_read_from_a_medium_that_cannot_be_written(folder):
    bring(folder, "contoh88.example\n")
    for path in folder.iterdir():
        path.chmod(0o400)
    folder.chmod(0o500)
    try:
        assert rows(folder, "contoh88.example") == ["contoh: both contoh88.example 1"]
        assert len(list(folder.iterdir())) == 2
    finally:
        folder.chmod(0o700)


def the_names_of(folder):
    (path,) = folder.glob("*.names")
    return path


def cut(path):
    path.write_bytes(path.read_bytes()[:-1])


def overwrite(path):
    path.write_bytes(b"x" * path.stat().st_size)


def other_form(path):
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 9")
    database.close()


@pytest.mark.parametrize("damage", [cut, overwrite, other_form, Path.unlink])
def test_a_damaged_list_is_an_error_with_its_remedy(folder, damage):
    bring(folder, "contoh88.example\n")
    bring(folder, "contoh99.example\n", "lain")
    damage(next(folder.glob("contoh.*.names")))
    with pytest.raises(SignatureErrors, match=r"lists/contoh: .*import --remove contoh") as error:
        Store(folder).open()
    assert len(error.value.complaints) == 1


def test_damage_inside_is_noticed_when_it_is_met(folder):
    bring(folder, "".join(f"contoh{number}.example\n" for number in range(5_000)))
    path = the_names_of(folder)
    data = bytearray(path.read_bytes())
    data[8_192:] = b"\xff" * (len(data) - 8_192)
    path.write_bytes(data)
    with Store(folder).open() as shelf, pytest.raises(SignatureErrors, match="lists/contoh"):
        shelf.rows(HOST, [f"contoh{number}.example" for number in range(5_000)])


@pytest.mark.parametrize("text", ["", "{}", "[", '{"form": 9}', "\xff"])
def test_a_pointer_nobody_can_read_is_an_error_and_can_be_removed(folder, text):
    bring(folder, "contoh88.example\n")
    (folder / "contoh.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(SignatureErrors, match="lists/contoh"):
        Store(folder).lists()
    Store(folder).remove("contoh")
    assert Store(folder).lists() == ()


def test_a_pointer_cannot_point_out_of_the_folder(folder):
    bring(folder, "contoh88.example\n")
    pointer = folder / "contoh.json"
    name = the_names_of(folder).name
    pointer.write_text(pointer.read_text().replace(name, f"../lists/{name}"))
    with pytest.raises(SignatureErrors, match="of another list"):
        Store(folder).open()


def test_leftovers_of_killed_imports_are_swept_once_nobody_can_be_writing_them(folder):
    bring(folder, "contoh88.example\n")
    old, new = folder / "contoh.00000000.names", folder / "contoh.11111111.names"
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    bring(folder, "contoh99.example\n")
    assert not old.exists()
    assert new.exists()
    assert rows(folder, "contoh99.example") == ["contoh: both contoh99.example 1"]


def test_windows_lets_nobody_delete_an_open_file(folder, monkeypatch):
    bring(folder, "contoh88.example\n")
    first = the_names_of(folder)
    unlink = Path.unlink

    def refuse(path, missing_ok=False):
        if path == first:
            raise PermissionError(13, "in use", str(path))
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    bring(folder, "contoh99.example\n")
    monkeypatch.undo()
    assert first.exists()
    assert rows(folder, "contoh88.example", "contoh99.example") == [
        "contoh: both contoh99.example 1"
    ]
    os.utime(first, (0, 0))
    bring(folder, "contoh77.example\n")
    assert not first.exists()


CRASHING = """
import os, signal, sys
from pathlib import Path
from tests.lists.stores import bring
from phone_audit.lists import importing, layout, names_file
folder, stage = Path(sys.argv[1]), sys.argv[2]
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
text = "".join(f"baru{number}.example\\n" for number in range(30_000))
if stage == "reading":
    genuine = importing._Taking._compare
    left = [20_000]
    def compare(self, entry):
        left[0] -= 1
        die() if left[0] == 0 else genuine(self, entry)
    importing._Taking._compare = compare
elif stage == "written":
    layout.publish = die
elif stage == "pointer":
    Path.replace = die
elif stage == "swapped":
    layout.sweep = die
bring(folder, text)
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize(
    ("stage", "in_force"),
    [("reading", "lama"), ("written", "lama"), ("pointer", "lama"), ("swapped", "baru")],
)
def test_a_killed_import_leaves_one_list_or_the_other(folder, stage, in_force):
    bring(folder, "lama1.example\nlama2.example\n")
    done = subprocess.run(
        [sys.executable, "-c", CRASHING, str(folder), stage], cwd=ROOT, check=False
    )
    assert done.returncode == -signal.SIGKILL
    names = {
        "lama": ["lama1.example", "lama2.example"],
        "baru": ["baru0.example", "baru29999.example"],
    }
    found = rows(folder, *names["lama"], *names["baru"])
    assert [line.split()[2] for line in found] == names[in_force]
    bring(folder, "terbaru.example\n")
    assert len(rows(folder, "terbaru.example")) == 1


@pytest.mark.slow
def test_many_programs_read_while_one_replaces(folder):
    """Each reading is of one list whole: both of its names, or both of the other's."""
    bring(folder, "a1.example\na2.example\n")
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tests.lists.stores import rows\n"
        "for _ in range(150):\n"
        "    names = ('a1.example', 'a2.example', 'b1.example', 'b2.example')\n"
        "    found = rows(Path(sys.argv[1]), *names)\n"
        "    kinds = {line.split()[2][0] for line in found}\n"
        "    assert (len(found), len(kinds)) == (2, 1), found\n"
    )
    readers = [
        subprocess.Popen([sys.executable, "-c", code, str(folder)], cwd=ROOT) for _ in range(3)
    ]
    turn = 0
    while any(reader.poll() is None for reader in readers):
        letter = "ba"[turn % 2]
        bring(folder, f"{letter}1.example\n{letter}2.example\n")
        turn += 1
    assert [reader.returncode for reader in readers] == [0, 0, 0]
    assert turn > 1
