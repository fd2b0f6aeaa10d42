import gc
import sqlite3
import weakref
from pathlib import PureWindowsPath

import pytest

from phone_audit.errors import SignatureErrors
from phone_audit.formats.name_lists.interface import Entry
from phone_audit.lists import names_file
from phone_audit.lists.names_file import NamesFile, write
from phone_audit.model.evidence import ObservableKind
from phone_audit.model.imported_list import ListedName, Scope

HOST, PACKAGE = ObservableKind.HOST, ObservableKind.PACKAGE
CERTIFICATE = ObservableKind.CERTIFICATE


def listed(name, line, scope=Scope.EXACT, **more):
    return ListedName(list="contoh", kind=HOST, name=name, scope=scope, line=line, **more)


def test_names_come_in_any_order_and_number(tmp_path):
    path = tmp_path / "contoh.names"
    entries = [
        Entry(9, HOST, "b.example", Scope.BELOW),
        Entry(2, HOST, "b.example", Scope.EXACT),
        Entry(4, HOST, "a.example", Scope.BELOW, allow=True),
        Entry(5, HOST, "a.example", Scope.EXACT),
        Entry(6, PACKAGE, "a.example", says="Contoh"),
    ]
    assert write(path, entries) == {HOST: 2, PACKAGE: 1, CERTIFICATE: 0}
    file = NamesFile(path, "contoh")
    try:
        found = list(file.rows(HOST, ["a.example", "b.example", "c.example"]))
        assert sorted(found, key=repr) == sorted(
            [
                listed("a.example", 4),
                listed("a.example", 4, Scope.BELOW, allow=True),
                listed("b.example", 2, Scope.BOTH),
            ],
            key=repr,
        )
        (app,) = file.rows(PACKAGE, ["a.example"])
        assert (app.kind, app.says, app.line) == (PACKAGE, "Contoh", 6)
    finally:
        file.close()


def test_only_what_it_is_for_is_opened(tmp_path):
    with pytest.raises(FileNotFoundError):
        NamesFile(tmp_path / "tidak-ada", "contoh")
    other = tmp_path / "lain.sqlite"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE names (a)")
    database.close()
    with pytest.raises(SignatureErrors, match="of another form"):
        NamesFile(other, "contoh")


def test_whoever_forgets_to_close_it_leaves_nothing_open(tmp_path):
    path = tmp_path / "contoh.names"
    write(path, [Entry(1, HOST, "a.example")])
    file = NamesFile(path, "contoh")
    gone = weakref.ref(file)
    del file
    gc.collect()
    assert gone() is None


def test_a_file_that_goes_while_it_is_opened_is_not_there(tmp_path, monkeypatch):
    path = tmp_path / "contoh.names"
    write(path, [Entry(1, HOST, "a.example")])
    connect = sqlite3.connect

    def connect_late(*arguments, **named):
        path.unlink()
        return connect(*arguments, **named)

    monkeypatch.setattr(sqlite3, "connect", connect_late)
    with pytest.raises(FileNotFoundError):
        NamesFile(path, "contoh")


@pytest.mark.parametrize("name", ["a b?c#d%e.names", "dua//garis", "titik:dua", "ö.names"])
def test_a_path_of_any_characters_is_opened(tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    write(path, [Entry(1, HOST, "a.example")])
    file = NamesFile(path, "contoh")
    try:
        assert [row.name for row in file.rows(HOST, ["a.example"])] == ["a.example"]
    finally:
        file.close()


def test_a_windows_share_has_no_host_in_its_address():
    class Share(PureWindowsPath):
        def absolute(self):
            return self

    assert names_file._uri(Share(r"\\server\bagian\a b.names")) == (
        "file:////server/bagian/a%20b.names"
    )
    assert names_file._uri(Share(r"C:\data\a.names")) == "file:///C:/data/a.names"
