"""A spreadsheet as numbered rows of text: CSV as people save it, and XLSX."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from phone_audit.errors import UsageError
from phone_audit.model.record import Record

LARGEST_BYTES = 32 * 1024 * 1024
MOST_ROWS = 20_000
_MOST_COLUMNS = 64
_LONGEST_CELL = 1_000
_DIGITS_OF_A_NUMBER = 15
"""A spreadsheet keeps so many digits of a number; of a longer one the rest became zeros."""


class Row(Record):
    """One row, with its number as a spreadsheet shows it; cells are stripped text.

    ``rounded`` are columns (from 0) whose cell is a number with more digits than a
    spreadsheet keeps: what stands there is not what was typed.
    """

    number: int
    cells: tuple[str, ...]
    rounded: tuple[int, ...] = ()


def read_table(path: Path) -> tuple[Row, ...]:
    """Return the rows of a CSV or XLSX file that hold anything, in order.

    CSV: UTF-8 with or without byte order mark, separated by commas, semicolons or tabs
    (what the first line has most of). XLSX: the first sheet; formulas give the value
    that was stored with them. Which of the two it is, its first bytes say.

    Raises:
        UsageError: it cannot be read, is too large, or is neither.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise UsageError(
            f"{path}: tidak dapat dibaca (cannot be read): {error.strerror}"
        ) from error
    if len(data) > LARGEST_BYTES:
        raise UsageError(f"{path}: lebih dari 32 MB (larger than 32 MB)")
    rows = _xlsx(path, data) if data[:4] == b"PK\x03\x04" else _csv(path, data)
    return tuple(_held(path, rows))


def _held(path: Path, rows: Iterable[Row]) -> Iterator[Row]:
    count = 0
    for row in rows:
        if not any(row.cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise UsageError(f"{path}: lebih dari {MOST_ROWS} baris (more rows)")
        if len(row.cells) > _MOST_COLUMNS or any(len(cell) > _LONGEST_CELL for cell in row.cells):
            raise UsageError(
                f"{path}: baris {row.number} terlalu panjang (row {row.number} is too long)"
            )
        yield row


def _csv(path: Path, data: bytes) -> Iterator[Row]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UsageError(
            f"{path}:{line}: bukan UTF-8; simpan sebagai CSV UTF-8 "
            "(not UTF-8; save it as CSV UTF-8)"
        ) from error
    if "\0" in text:
        raise UsageError(f"{path}: bukan CSV atau XLSX (neither CSV nor XLSX)")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begin = 1
    try:
        for cells in reader:
            yield Row(number=begin, cells=tuple(cell.strip() for cell in cells))
            begin = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"{path}:{reader.line_num}: CSV keliru (broken CSV): {error}") from error


def _xlsx(path: Path, data: bytes) -> Iterator[Row]:
    try:
        openpyxl = import_module("openpyxl")
    except ImportError as error:
        raise UsageError(
            f"{path}: untuk XLSX pasang phone-audit[xlsx], atau simpan sebagai CSV "
            "(for XLSX install phone-audit[xlsx], or save it as CSV)"
        ) from error
    _check_packing(path, data)
    # Whatever a stranger's workbook breaks inside the library, the file is what is wrong.
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size may be wrong
        most = islice(sheet.iter_rows(values_only=True), 2 * MOST_ROWS)
        rows = [_xlsx_row(number, cells) for number, cells in enumerate(most, start=1)]
    except Exception as error:
        raise UsageError(
            f"{path}: XLSX keliru (broken XLSX): {type(error).__name__}: {str(error)[:200]}"
        ) from error
    yield from rows


def _check_packing(path: Path, data: bytes) -> None:
    """Refuse a workbook whose parts unpack to more than any roster needs."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise UsageError(f"{path}: XLSX keliru (broken XLSX): {error}") from error
    if unpacked > 8 * LARGEST_BYTES:
        raise UsageError(f"{path}: terlalu besar setelah dibuka (too large when unpacked)")


def _xlsx_row(number: int, cells: tuple[Any, ...]) -> Row:
    kept = cells[: _MOST_COLUMNS + 1]
    return Row(
        number=number,
        cells=tuple(_xlsx_text(cell) for cell in kept),
        rounded=tuple(
            place
            for place, cell in enumerate(kept)
            if isinstance(cell, int | float)
            and not isinstance(cell, bool)
            and abs(cell) >= 10**_DIGITS_OF_A_NUMBER
        ),
    )


def _xlsx_text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
