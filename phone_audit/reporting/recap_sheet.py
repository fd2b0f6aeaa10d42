"""RKP and its annex of names as a spreadsheet (XLSX): numbers as numbers, everything else as text.

No cell is a formula and none becomes one, whatever a name begins with. The same table gives
the same bytes: openpyxl's clock and zip dates are replaced by the document's own time.

Read from: ECMA-376-1, 18.3.1.4 (cells), 18.8.10 (``quotePrefix``); OWASP, CSV Injection.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC
from importlib import import_module
from typing import Any

from phone_audit.errors import ReportError
from phone_audit.formats.safe_text import safe_text
from phone_audit.reporting.document import Sheet
from phone_audit.reporting.recap import NamesDocument, RecapDocument, RecapRow
from phone_audit.reporting.to_csv import starts_a_formula

_GROUPED = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})*")
_LONGEST = 2_000
_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_HEADS = ("col_pns", "col_pppk", "col_non_asn", "col_sum")


def render_recap(table: RecapDocument) -> bytes:
    """Return the office table: one row for each site, one for the sum, reasons and notes below.

    A number the public may not see, or that nobody recorded, is text as it is printed
    (``< 3``, ``…``).

    Raises:
        ReportError: the ``xlsx`` extra is not installed.
    """
    words = table.labels
    page = _Page(table, "RKP", words["title_rkp"])
    named = [] if table.public else ["col_number", "col_office", "col_team", "col_hours"]
    parts = ["col_sum"] if table.public else ["col_asn", "col_non_asn"]
    page.heads([words[key] for key in named], [])
    for key in ("col_staff", "col_present"):
        page.heads([words[head] for head in _HEADS], [words[key]])
    page.heads(
        [words[key] for key in ("col_handed_over", "col_examined", "col_not_examined")],
        [words["col_phones"]],
    )
    for name in table.result_names:
        page.heads([words[key] for key in parts], [name])
    page.heads([words["col_forwarded"], words["col_summoned"]], [words["col_follow_up"]])
    if not table.public:
        page.heads([words["col_devices"], words["col_list_sha"]], [])
    page.end_heads()
    for number, row in enumerate(table.rows, start=1):
        begin = [str(number), row.office, row.team, row.hours]
        page.row([*begin, *_cells(row, len(parts))], wrap=True)
    begin = [] if table.public else ["", words["row_total"], "", ""]
    page.row([*begin, *_cells(table.total, len(parts))], bold=True, wrap=True)
    if not table.public:
        page.gap()
        page.row([words["rkp_reasons"]], bold=True)
        for field in table.reasons:
            page.row(["", field.label, "", field.value])
        if not table.reasons:
            page.row(["", words["no_reasons"]])
    page.gap()
    for note in (*table.notes, words["rkp_closing"]):
        page.row([note])
    return page.finished(len(named))


def render_names(annex: NamesDocument) -> bytes:
    """Return the annex of names; personnel numbers are text, so that no digit is lost.

    Raises:
        ReportError: the ``xlsx`` extra is not installed.
    """
    words = annex.labels
    page = _Page(annex, "RAHASIA", words["title_rkp_names"])
    page.heads(
        [
            words["col_number"],
            words["col_report"],
            words["col_label"],
            words["col_name_only"],
            words["col_person_number"],
            words["col_status"],
            words["col_unit"],
            words["col_result"],
            words["col_state"],
        ],
        [],
    )
    page.end_heads()
    for number, line in enumerate(annex.lines, start=1):
        page.row(
            [
                str(number),
                *(line.report, line.label, line.name, line.number, line.status, line.unit),
                *(line.outcome, line.state),
            ],
            numbers=1,
            wrap=True,
        )
    if not annex.lines:
        page.row([words["names_none"]])
    page.gap()
    page.row([words["names_note"]])
    return page.finished(2)


def _cells(row: RecapRow, parts: int) -> list[str]:
    return [
        *row.staff,
        *row.present,
        *(row.handed_over, row.examined, row.not_examined),
        *(value for pair in row.results for value in pair[:parts]),
        *(row.forwarded, row.summoned),
        *((row.devices, row.list_sha256) if row.devices else ()),
    ]


class _Page:
    """One sheet of a workbook, filled from the top."""

    def __init__(self, document: Sheet, name: str, title: str) -> None:
        try:
            self._library = import_module("openpyxl")
        except ImportError as error:
            raise ReportError(
                "spreadsheets need openpyxl: install phone-audit with its extra, phone-audit[xlsx]"
            ) from error
        self._styles = import_module("openpyxl.styles")
        self._document = document
        self._book = self._library.Workbook()
        self._sheet = self._book.active
        self._sheet.title = name
        self._heads: list[str] = []
        self._spans: list[tuple[int, int, str]] = []
        self._next = 1
        self._first = 0  # the row below the heads, 0 while there are none
        self._title = title
        self._begin()

    def _begin(self) -> None:
        document, words = self._document, self._document.labels
        marks = [words["classification"]] if document.secret else []
        marks += [words["fictitious"]] if document.fictitious else []
        self.row([" · ".join(marks)] if marks else [document.document_id], bold=True)
        self.row([self._title], bold=True)
        self.row([f"{words['number']}: {document.letter_number or '…'}"])
        self.row([f"{words['foot_id']} {document.document_id}"])
        for field in getattr(document, "about", ()):
            self.row([field.label, "", field.value])
        self.gap()

    def heads(self, names: Sequence[str], above: Sequence[str]) -> None:
        """Add columns; ``above`` names what they have in common."""
        begin = len(self._heads) + 1
        self._heads += names
        self._spans += [(begin, len(self._heads), name) for name in above]

    def end_heads(self) -> None:
        """Write the heads, in two rows where columns have something in common."""
        if self._spans:
            place = self._next
            self._next += 1
            for begin, end, name in self._spans:
                self._write(place, begin, name, bold=True, text=True, wrap=True)
                if end > begin:
                    self._sheet.merge_cells(
                        start_row=place, end_row=place, start_column=begin, end_column=end
                    )
        self.row(self._heads, bold=True, wrap=True)
        self._first = self._next

    def row(
        self,
        cells: Iterable[str],
        *,
        bold: bool = False,
        numbers: int | None = None,
        wrap: bool = False,
    ) -> None:
        """Write cells below the last row; only the first ``numbers`` may be numbers (all)."""
        for column, value in enumerate(cells, start=1):
            text = numbers is not None and column > numbers
            self._write(self._next, column, value, bold=bold, text=text, wrap=wrap)
        self._next += 1

    def gap(self) -> None:
        """Leave a row empty."""
        self._next += 1

    def _write(
        self, row: int, column: int, value: str, *, bold: bool, text: bool, wrap: bool
    ) -> None:
        if value == "":
            return
        cell: Any = self._sheet.cell(row, column)
        if not text and self._first and _GROUPED.fullmatch(value):
            cell.value = int(re.sub("[.,]", "", value))
        else:
            cell.value = safe_text(value, _LONGEST)
            cell.data_type = "s"  # never "f", whatever it begins with
            cell.quotePrefix = starts_a_formula(value)
            cell.number_format = "@"
        cell.font = self._styles.Font(name="Arial", size=10, bold=bold)
        cell.alignment = self._styles.Alignment(vertical="top", wrap_text=wrap)

    def finished(self, frozen: int) -> bytes:
        """Return the workbook with its first ``frozen`` columns and the heads held in view."""
        sheet, letter = self._sheet, self._library.utils.get_column_letter
        for column, head in enumerate(self._heads, start=1):
            cells = (sheet.cell(row, column) for row in range(self._first, self._next))
            texts = [str(cell.value) for cell in cells if cell.alignment.wrap_text]
            words = max((len(word) for word in head.split()), default=0)
            widest = max((words, *map(len, texts)))
            sheet.column_dimensions[letter(column)].width = min(max(widest + 2, 6), 42)
        sheet.freeze_panes = sheet.cell(self._first, frozen + 1)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = self._library.worksheet.properties.PageSetupProperties(
            fitToPage=True
        )
        made = self._document.created_at.astimezone(UTC).replace(microsecond=0, tzinfo=None)
        properties = self._book.properties
        properties.creator, properties.title = self._document.issuer, self._document.document_id
        properties.created = properties.modified = made
        out = io.BytesIO()
        self._book.save(out)
        return _same_bytes(out.getvalue(), f"{made.isoformat()}Z")


def _same_bytes(workbook: bytes, made: str) -> bytes:
    """Return a workbook without the time of its saving, in its properties and its zip."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(W3CDTF\">)[^<]*", rb"\g<1>" + made.encode("ascii"), data)
            info = zipfile.ZipInfo(name, _DAY_OF_ZIP)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)
    return out.getvalue()
