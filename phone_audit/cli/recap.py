"""``recap``: the office table of one or several teams; for the public; its annex of names."""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from phone_audit import resources
from phone_audit.cases.store import Case
from phone_audit.cli import language
from phone_audit.cli.arguments import add_cases
from phone_audit.cli.doubles import refuse_doubles
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.office import now
from phone_audit.cli.output import console, print_json
from phone_audit.formats.safe_text import safe_text
from phone_audit.model.assessment import NEEDS_SECOND_READER
from phone_audit.model.custody import Counted, Event, ExhibitStatus, StoredExhibit
from phone_audit.model.record import replace, sha256_hex
from phone_audit.model.tally import counted, holder_of, standing_outcome
from phone_audit.reporting.document import Sheet
from phone_audit.reporting.labels import COMMON, lexicon
from phone_audit.reporting.people import holder_signer
from phone_audit.reporting.recap import (
    NameLine,
    NamesDocument,
    RecapDocument,
    build_names,
    build_recap,
)
from phone_audit.reporting.recap_counts import Device, Site
from phone_audit.reporting.recap_labels import RECAP
from phone_audit.reporting.typeset import typeset
from phone_audit.reporting.wording import OUTCOME_LABELS

if TYPE_CHECKING:
    from rich.table import Table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the cases and which tables are made of them."""
    add_cases(parser)
    parser.add_argument(
        "--public",
        action="store_true",
        help=say(
            "untuk umum: hanya jumlah, angka di bawah 3 disembunyikan",
            "for the public: sums only, numbers below 3 hidden",
        ),
    )
    parser.add_argument(
        "--names",
        action="store_true",
        help=say("lampiran nama, RAHASIA", "the annex of names, secret"),
    )
    parser.add_argument(
        "--format",
        choices=tuple(_FORMATS),
        default="pdf",
        help=say("pdf (baku) atau xlsx, lembar kerja", "pdf (default) or xlsx, a spreadsheet"),
    )
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Make the tables and keep them in the first case.

    Raises:
        ReportError: the numbers do not add up; the message names each sum that fails.
    """
    with ExitStack() as stack:
        cases = [stack.enter_context(Case.open(path, now)) for path in arguments.cases]
        table, files = make_recap(
            cases,
            lang=language.current(),
            public=arguments.public,
            names=arguments.names,
            form=arguments.format,
        )
    if arguments.json:
        print_json({"recap": table, "files": [str(file) for file in files]})
        return Exit.DONE
    console().print(_on_screen(table))
    for file in files:
        print(file)
    return Exit.DONE


def make_recap(
    cases: Sequence[Case],
    *,
    lang: str,
    public: bool = False,
    names: bool = False,
    form: str = "pdf",
) -> tuple[RecapDocument, tuple[Path, ...]]:
    """Make the table of these cases, or its public form, and with ``names`` the annex.

    ``names`` alone makes the annex only. The table is returned in any case. ``form`` is
    ``pdf`` or ``xlsx``.

    Raises:
        ReportError: the numbers do not add up.
    """
    sites = sites_of(cases)
    table = build_recap(sites, lang=lang, public=public)
    files = []
    if public or not names:
        files.append(keep_table(cases, table, "-publik" if public else "", form))
    if names:
        lines = tuple(line for case in cases for line in name_lines(case, lang))
        files.append(keep_table(cases, build_names(sites, lines, lang=lang), "-nama", form))
    return table, tuple(files)


def sites_of(cases: Sequence[Case]) -> tuple[Site, ...]:
    """Return what several teams' cases count for one table.

    Raises:
        ReportError: one phone is in two of them.
    """
    refuse_doubles(cases)
    return tuple(site_of(case) for case in cases)


def site_of(case: Case) -> Site:
    """Return what a case counts for the table, erased phones included.

    Raises:
        CaseError: an examination cannot be read.
    """
    erased = {one.exhibit: one.counted for one in case.erasures() if one.counted is not None}
    return Site(
        case=case.header,
        papers=case.papers(),
        devices=tuple(
            _device(case, stored, erased.get(stored.number)) for stored in case.exhibits()
        ),
    )


def _device(case: Case, stored: StoredExhibit, erased: Counted | None) -> Device:
    device = Device(
        document_id=stored.document_id,
        status=stored.status,
        reason=stored.reason if stored.status is ExhibitStatus.NOT_EXAMINED else None,
        handed_over=stored.handed_over,
    )
    if stored.status is not ExhibitStatus.EXAMINED:
        return device
    if stored.emptied:
        return replace(device, counted=erased)
    exhibit = case.exhibit(stored.number)
    examination, papers = exhibit.examination(), exhibit.papers()
    needed = examination.assessment.outcome in NEEDS_SECOND_READER
    return replace(
        device,
        counted=counted(examination, papers),
        confirmed=not needed or bool(papers.reviews),
        began_at=examination.started_at,
        ended_at=examination.ended_at,
    )


def name_lines(case: Case, lang: str) -> Iterator[NameLine]:
    """Yield the phones of a case whose outcome has to be followed up, with their holders."""
    words = lexicon(lang, COMMON, RECAP)
    for stored in case.exhibits():
        if stored.status is not ExhibitStatus.EXAMINED or stored.emptied:
            continue
        exhibit = case.exhibit(stored.number)
        examination, papers = exhibit.examination(), exhibit.papers()
        outcome = standing_outcome(examination, papers)
        if outcome not in NEEDS_SECOND_READER:
            continue
        holder = holder_of(examination, papers)
        named = holder_signer(holder, words)
        yield NameLine(
            report=stored.document_id,
            label=safe_text(stored.label, 64),
            name=named.name,
            number=named.number,
            status=holder.status.value if holder else "",
            unit=safe_text((holder and holder.person.unit) or "", 120),
            outcome=OUTCOME_LABELS[outcome].say(lang),
            state=words["state_confirmed" if papers.reviews else "state_draft"],
        )


def keep_table(cases: Sequence[Case], sheet: Sheet, suffix: str, form: str = "pdf") -> Path:
    """Set a table, keep it in the first case, and tell every case that it was made."""
    data = _FORMATS[form](sheet)
    first, *others = cases
    path = first.add_report(f"{sheet.document_id}{suffix}.{form}", data)
    for case in others:
        case.event(Event.CETAK, about=path.name, about_sha256=sha256_hex(data))
    return path


def _pdf(sheet: Sheet) -> bytes:
    return typeset(sheet, resources.reports_folder())


def _xlsx(sheet: Sheet) -> bytes:
    from phone_audit.reporting.recap_sheet import render_names, render_recap

    if isinstance(sheet, NamesDocument):
        return render_names(sheet)
    assert isinstance(sheet, RecapDocument)
    return render_recap(sheet)


_FORMATS: Mapping[str, Callable[[Sheet], bytes]] = {"pdf": _pdf, "xlsx": _xlsx}


def _on_screen(table: RecapDocument) -> "Table":
    """Return the numbers one below the other, a column for each site and one for the sum."""
    from rich.table import Table

    words = table.labels
    columns = (*table.rows, table.total)
    shown = Table(title=words["title_rkp"])
    shown.add_column("")
    for number, row in enumerate(table.rows, start=1):
        shown.add_column(f"{number}. {row.office}", justify="right", overflow="fold")
    shown.add_column(words["row_total"], justify="right")
    for key in ("handed_over", "examined", "not_examined"):
        shown.add_row(words[f"col_{key}"], *(getattr(row, key) for row in columns))
    shown.add_section()
    split = "" if table.public else f" ({words['col_asn']}+{words['col_non_asn']})"
    for place, name in enumerate(table.result_names):
        values = ("+".join(filter(None, row.results[place])) for row in columns)
        shown.add_row(name + split, *values)
    shown.add_section()
    for key in ("forwarded", "summoned"):
        shown.add_row(words[f"col_{key}"], *(getattr(row, key) for row in columns))
    return shown
