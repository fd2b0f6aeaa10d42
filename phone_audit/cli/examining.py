"""Runs examinations for a command: progress on screen, reports in the case, an exit code."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from phone_audit.batch import MOST_WORKERS, Job, Result, examine_many
from phone_audit.cases.store import Case
from phone_audit.cli import language
from phone_audit.cli.board import Board, results_table
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.office import prepare
from phone_audit.cli.output import console, device_trouble, print_json
from phone_audit.cli.rendering import format_named, render_into_case, tell_locked
from phone_audit.model.assessment import Outcome

GRAVEST_FIRST = tuple(Outcome)
"""The outcomes from the gravest to NIL."""


def add_running_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare how results are shown and what they mean for a script."""
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))
    parser.add_argument(
        "--no-pdf", action="store_true", help=say("tanpa membuat PDF", "do not render PDFs")
    )
    parser.add_argument(
        "--fail-on",
        choices=[outcome.value for outcome in Outcome],
        metavar="OUTCOME",
        help=say(
            "keluar dengan kode 10 bila ada kesimpulan ini atau yang di atasnya",
            "exit with code 10 at this outcome or a graver one",
        ),
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=MOST_WORKERS,
        metavar="N",
        help=say("ponsel yang dibaca bersamaan", "phones read at the same time"),
    )


def run_jobs(
    case: Case,
    jobs: Sequence[Job],
    arguments: argparse.Namespace,
    *,
    record_unreached: bool,
    before_rendering: Callable[[], None] = lambda: None,
) -> int:
    """Examine, render, tell, and return the exit code.

    ``before_rendering`` may record what reports tell beside the examinations.

    Raises:
        DeviceError: the one phone that was asked for could not be reached.
    """
    office = prepare(case, arguments)
    with Board(jobs, quiet=arguments.json) as board:
        results = examine_many(
            case,
            office,
            jobs,
            workers=arguments.workers,
            record_unreached=record_unreached,
            on_progress=board.show,
        )
    if not record_unreached and len(results) == 1 and results[0].trouble is not None:
        raise results[0].trouble
    before_rendering()
    reports = {} if arguments.no_pdf else _render(results)
    if arguments.json:
        print_json([_as_json(result, reports) for result in results])
    else:
        console().print(results_table(results))
        for path in reports.values():
            print(path)
        if reports:
            tell_locked(case)
    return exit_code(results, arguments.fail_on)


def _render(results: Sequence[Result]) -> dict[int, Path]:
    """Render one PDF per examined phone; return the files by exhibit."""
    pdf = format_named("pdf")
    return {
        result.exhibit.number: render_into_case(result.exhibit, pdf, language.current())
        for result in results
        if result.exhibit is not None and result.examination is not None
    }


def exit_code(results: Sequence[Result], fail_on: str | None) -> int:
    """Return what the run means for a script."""
    assessments = [one.examination.assessment for one in results if one.examination]
    if fail_on is not None:
        limit = GRAVEST_FIRST.index(Outcome(fail_on))
        if any(GRAVEST_FIRST.index(one.outcome) <= limit for one in assessments):
            return Exit.OUTCOME
    if not assessments:
        return Exit.NO_PHONE
    whole = all(
        one.examination
        and not one.examination.interrupted
        and one.examination.assessment.minimum_coverage_met
        for one in results
    )
    return Exit.DONE if whole else Exit.INCOMPLETE


def _as_json(result: Result, reports: dict[int, Path]) -> dict[str, object]:
    number = result.exhibit.number if result.exhibit else None
    examination = result.examination
    report = reports.get(number) if number is not None else None
    return {
        "name": result.job.name,
        "exhibit": number,
        "document_id": result.exhibit.document_id if result.exhibit else None,
        "outcome": examination.assessment.outcome if examination else None,
        "rule": examination.assessment.rule if examination else None,
        "findings": [
            {"value": one.value, "signature": one.match.signature, "strength": one.match.strength}
            for one in examination.assessment.findings
        ]
        if examination
        else [],
        "gaps": len(examination.assessment.gaps) if examination else None,
        "interrupted": examination.interrupted if examination else None,
        "not_examined": device_trouble(result.trouble) if result.trouble else None,
        "report": str(report) if report else None,
    }
