"""``report``: make documents of stored phones again, at any time, without the phone."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from phone_audit.cases.exhibit import Exhibit
from phone_audit.cases.store import Case
from phone_audit.cli import language
from phone_audit.cli.documents import (
    DOCUMENTS,
    EVERYTHING,
    LABELS,
    REPORT,
    make,
    make_blank,
    make_labels,
    possible,
)
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.office import now
from phone_audit.cli.output import console, print_json, shown
from phone_audit.cli.rendering import format_named, on_screen, render_all_into_case, tell_locked
from phone_audit.cli.summons_dates import complaints_about
from phone_audit.errors import UsageError
from phone_audit.model.assessment import NEEDS_SECOND_READER
from phone_audit.model.custody import ExhibitStatus
from phone_audit.model.record import Words

ON_SCREEN = "terminal"
"""A rendering that is looked at and not kept."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``report``."""
    parser.add_argument("case", type=Path, metavar="CASE", help=say("folder kasus", "case folder"))
    parser.add_argument(
        "exhibits",
        type=int,
        nargs="*",
        metavar="EXHIBIT",
        help=say("nomor perangkat; tanpa ini semua", "number of a phone; without, all of them"),
    )
    parser.add_argument(
        "--document",
        choices=DOCUMENTS,
        default=REPORT,
        help=say(
            "lpp (baku), pbt, bas, bak, log, spg, salinan untuk pemegang, label, atau all",
            "lpp (default), pbt, bas, bak, log, spg, salinan (the holder's copy), label, or all",
        ),
    )
    parser.add_argument(
        "--blank",
        action="store_true",
        help=say(
            "formulir kosong pbt, bas, atau bak, untuk diisi tangan",
            "an empty pbt, bas or bak, to be filled by hand",
        ),
    )
    parser.add_argument(
        "--format",
        default="pdf",
        metavar="NAME",
        help=say(
            "pdf (baku), html, csv, json, case, atau terminal untuk dibaca di layar; selain pdf "
            "hanya untuk lpp",
            "pdf (default), html, csv, json, case, or terminal to read it on screen; others than "
            "pdf for lpp only",
        ),
    )
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Render and say where the files are."""
    document, name = arguments.document, arguments.format
    if document != REPORT and name != "pdf":
        raise UsageError(
            say(f"--format {name} hanya untuk lpp.", f"--format {name} is for the lpp only.")
        )
    output = None if name == ON_SCREEN else format_named(name)
    with Case.open(arguments.case, now) as case:
        if output is None:
            for exhibit in _wanted(case, arguments):
                console().print(on_screen(exhibit, language.current()))
            return Exit.DONE
        if arguments.blank:
            files = [make_blank(case, document)]
        elif document == REPORT:
            lang = language.current()
            files = list(render_all_into_case(_wanted(case, arguments), output, lang))
        else:
            files = list(_make(case, arguments))
        warnings = tuple(_warnings(case, arguments)) if document in {"spg", EVERYTHING} else ()
    for words in warnings:
        print(shown(say_words(words)), file=sys.stderr)
    if arguments.json:
        print_json({"reports": [str(file) for file in files], "warnings": warnings})
    else:
        for file in files:
            print(file)
        tell_locked(case)
    return Exit.DONE


def _make(case: Case, arguments: argparse.Namespace) -> Iterator[Path]:
    document = arguments.document
    if document != LABELS:
        for exhibit in _wanted(case, arguments):
            names = possible(case, exhibit.stored) if document == EVERYTHING else (document,)
            for name in names:
                yield make(case, exhibit, name)
    if document in {LABELS, EVERYTHING}:
        numbers = tuple(arguments.exhibits)
        known = {stored.number for stored in case.exhibits()}
        _refuse_unknown(set(numbers) - known)
        yield make_labels(case, numbers)


def _wanted(case: Case, arguments: argparse.Namespace) -> list[Exhibit]:
    """Return the phones that are named, else all of which the document can be made."""
    document = REPORT if arguments.document == "salinan" else arguments.document
    stored = case.exhibits()
    if document in {REPORT, "spg"}:
        able = {one.number for one in stored if document in possible(case, one)}
        numbers = {one.number for one in stored if one.status is ExhibitStatus.EXAMINED}
    else:
        able = {one.number for one in stored if not one.emptied}
        numbers = able
    _refuse_unknown(set(arguments.exhibits) - numbers)
    return [case.exhibit(number) for number in arguments.exhibits or sorted(able)]


def _refuse_unknown(unknown: set[int]) -> None:
    if unknown:
        first = min(unknown)
        raise UsageError(
            say(
                f"Tidak ada pemeriksaan tersimpan untuk perangkat {first}.",
                f"There is no stored examination of phone {first}.",
            )
        )


def _warnings(case: Case, arguments: argparse.Namespace) -> Iterator[Words]:
    """Yield what an official should know before a call is sent."""
    for stored in case.exhibits():
        if arguments.exhibits and stored.number not in arguments.exhibits:
            continue
        if "spg" not in possible(case, stored):
            continue
        exhibit = case.exhibit(stored.number)
        papers = exhibit.papers()
        computed = exhibit.examination().assessment.outcome
        if computed in NEEDS_SECOND_READER and not papers.reviews:
            yield Words(
                id=f"{stored.document_id}: kesimpulan masih konsep; belum dibaca pembaca kedua.",
                en=f"{stored.document_id}: the outcome is a draft; no second reader has read it.",
            )
        if papers.summons is not None:
            for words in complaints_about(papers.summons, case):
                yield Words(
                    id=f"{stored.document_id}: {words.id}", en=f"{stored.document_id}: {words.en}"
                )
