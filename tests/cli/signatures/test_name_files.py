"""Files of names as people have them: plain, packed, with columns and remarks."""

import gzip
import io
from pathlib import Path

import pytest

from phone_audit.cli.signatures.name_files import open_lines, open_names
from phone_audit.errors import UsageError

TEXT = "\ufeffa.example\twhy\n\n# remark\n  b.example;2 \r\nc.example,3\n\udcff"


@pytest.mark.parametrize("packed", [False, True])
def test_names_and_lines(tmp_path: Path, *, packed: bool) -> None:
    data = TEXT.encode("utf-8", "surrogateescape")
    path = tmp_path / "names"
    path.write_bytes(gzip.compress(data) if packed else data)
    with open_names(str(path)) as names:
        assert list(names) == ["a.example", "b.example", "c.example", "\ufffd"]
    with open_lines(str(path)) as lines:
        assert list(lines)[:2] == ["a.example\twhy", "# remark"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a.example\n"))
    with open_lines("-") as lines:
        assert list(lines) == ["a.example"]


def test_what_goes_wrong_while_reading_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "names.gz"
    path.write_bytes(gzip.compress(b"a.example\n" * 100)[:-10])
    with open_lines(str(path)) as lines, pytest.raises(UsageError, match=r"names\.gz"):
        list(lines)
    with pytest.raises(UsageError, match="nowhere"), open_lines(str(tmp_path / "nowhere")):
        pass


def test_errors_of_the_reader_are_not_blamed_on_the_file(tmp_path: Path) -> None:
    path = tmp_path / "names"
    path.write_text("a.example\n", encoding="utf-8")
    with pytest.raises(BrokenPipeError), open_lines(str(path)):
        raise BrokenPipeError
