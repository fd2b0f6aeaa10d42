"""Many reports at once: in order, a few in memory, and what came before a fault is kept."""

import threading
from pathlib import Path

import pytest

from phone_audit.cli import rendering
from phone_audit.cli.rendering import render_all_into_case
from phone_audit.errors import ReportError


class Shelf:
    """Where exhibits put their reports, in the order they come."""

    def __init__(self):
        self.kept = []
        self.threads = set()

    def exhibit(self, number):
        return Exhibit(self, number)


class Exhibit:
    def __init__(self, shelf, number):
        self.shelf, self.number, self.document_id = shelf, number, f"LPP-{number:03}"

    def add_report(self, name, data):
        self.shelf.kept.append((name, data))
        self.shelf.threads.add(threading.get_ident())
        return Path(name)


class Output:
    """A format whose first document waits for the second, and whose ``broken`` one fails."""

    suffix = ".txt"

    def __init__(self, broken=None):
        self.second = threading.Event()
        self.broken = broken

    def render(self, number):
        if number == self.broken:
            raise ReportError("a broken template")
        if number == 1:
            assert self.second.wait(30), "one document at a time"
        if number == 2:
            self.second.set()
        return f"{number}".encode()


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(rendering, "_told", lambda exhibit, lang: (exhibit.number,))


def test_documents_are_made_together_and_kept_in_order_by_one_thread():
    shelf = Shelf()
    exhibits = [shelf.exhibit(number) for number in range(1, 41)]
    files = list(render_all_into_case(exhibits, Output(), "id"))
    assert files == [Path(f"LPP-{number:03}.txt") for number in range(1, 41)]
    assert shelf.kept == [(str(file), f"{n}".encode()) for n, file in enumerate(files, start=1)]
    assert shelf.threads == {threading.get_ident()}


def test_only_a_few_are_read_ahead():
    shelf, read = Shelf(), []

    def exhibits():
        for number in range(1, 41):
            read.append(number)
            yield shelf.exhibit(number)

    for _ in render_all_into_case(exhibits(), Output(), "id"):
        assert len(read) - len(shelf.kept) <= 5


def test_what_came_before_a_fault_is_kept():
    shelf = Shelf()
    exhibits = [shelf.exhibit(number) for number in range(1, 9)]
    with pytest.raises(ReportError, match="broken template"):
        list(render_all_into_case(exhibits, Output(broken=5), "id"))
    assert [data for _, data in shelf.kept] == [b"1", b"2", b"3", b"4"]
