"""``erase``: the retention run, and what is erased because somebody asked for it."""

import argparse
from pathlib import Path

from phone_audit.cases.retention import ARCHIVED, Retention, RetentionRules, retention_of
from phone_audit.cases.store import Case
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.office import now
from phone_audit.cli.output import print_json, shown
from phone_audit.errors import UsageError
from phone_audit.model.custody import ErasureReason, Event, ExhibitStatus, Role, StoredExhibit
from phone_audit.model.tally import counted, standing_outcome
from phone_audit.reporting.wording import OUTCOME_LABELS
from phone_audit.settings import read_retention


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``erase``."""
    parser.add_argument("case", type=Path, metavar="CASE", help=say("folder kasus", "case folder"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--due",
        action="store_true",
        help=say("hapus semua yang masa simpannya lewat", "erase all whose time has passed"),
    )
    what.add_argument(
        "--exhibit",
        type=int,
        metavar="N",
        help=say("hapus perangkat ini; butuh --reason", "erase this phone; needs --reason"),
    )
    what.add_argument(
        "--archived",
        type=int,
        metavar="N",
        help=say(
            "catat bahwa proses perangkat ini selesai dan berkasnya diserahkan ke unit kearsipan",
            "record that this phone's procedure ended and its files went to the records unit",
        ),
    )
    parser.add_argument(
        "--reason",
        metavar="TEXT",
        help=say("alasan, tanpa nama orang", "why, without anybody's name"),
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=say("hanya tampilkan, tidak menghapus", "only show, erase nothing"),
    )
    parser.add_argument("--by", metavar="NAME", help=say("siapa yang menghapus", "who erases"))
    parser.add_argument(
        "--settings",
        type=Path,
        metavar="FILE",
        help=say("berkas TOML dengan [retensi]", "a TOML file with [retensi]"),
    )
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Show the clocks, or erase and record it; the chain holds afterwards as before."""
    rules = read_retention(arguments.settings)
    changes = arguments.due or arguments.exhibit is not None or arguments.archived is not None
    if (arguments.exhibit is not None) != (arguments.reason is not None):
        raise UsageError(
            say("--exhibit dan --reason hanya bersama.", "--exhibit and --reason go together.")
        )
    if arguments.dry_run or not changes:
        with Case.read(arguments.case) as case:
            return _show(arguments, _clocks(case, rules))
    erased: list[int] = []
    with Case.open(arguments.case, now) as case:
        if arguments.archived is not None:
            _archive(case, arguments.archived, arguments.by)
        elif arguments.exhibit is not None:
            _erase(case, arguments.exhibit, ErasureReason.REQUESTED, arguments)
            erased.append(arguments.exhibit)
        else:
            moment = now()
            for clock in _clocks(case, rules):
                if clock.is_due(moment):
                    _erase(case, clock.exhibit, ErasureReason.RETENTION, arguments)
                    erased.append(clock.exhibit)
        clocks = _clocks(case, rules)
    return _show(arguments, clocks, tuple(erased))


def _erase(case: Case, number: int, reason: ErasureReason, arguments: argparse.Namespace) -> None:
    exhibit = case.exhibit(number)
    kept = None
    if _is_readable(exhibit.stored):
        kept = counted(exhibit.examination(), exhibit.papers())
    exhibit.erase(reason, kept, actor=arguments.by, because=arguments.reason)


def _archive(case: Case, number: int, by: str | None) -> None:
    exhibit = case.exhibit(number)
    if not _is_readable(exhibit.stored):
        raise UsageError(
            say(
                f"Perangkat {number} tidak memiliki pemeriksaan tersimpan.",
                f"There is no stored examination of phone {number}.",
            )
        )
    role = Role.OFFICER if by else Role.PROGRAM
    exhibit.event(Event.SERAH_BERKAS, note=ARCHIVED, actor=by, role=role)


def _clocks(case: Case, rules: RetentionRules) -> tuple[Retention, ...]:
    records = case.records()
    found = []
    for stored in case.exhibits():
        outcome = None
        if _is_readable(stored):
            exhibit = case.exhibit(stored.number)
            outcome = standing_outcome(exhibit.examination(), exhibit.papers())
        found.append(retention_of(stored, outcome, records, rules))
    return tuple(found)


def _is_readable(stored: StoredExhibit) -> bool:
    return stored.status is ExhibitStatus.EXAMINED and not stored.emptied


def _show(
    arguments: argparse.Namespace, clocks: tuple[Retention, ...], erased: tuple[int, ...] = ()
) -> int:
    moment = now()
    if arguments.json:
        print_json(
            {
                "erased": erased,
                "due": [one.exhibit for one in clocks if one.is_due(moment)],
                "clocks": clocks,
            }
        )
        return Exit.DONE
    for one in clocks:
        print(shown(_line(one, due=one.is_due(moment), gone=one.exhibit in erased)))
    return Exit.DONE


def _line(one: Retention, *, due: bool, gone: bool) -> str:
    label = say_words(OUTCOME_LABELS[one.outcome]) if one.outcome is not None else "-"
    text = f"{one.exhibit:03d}  {one.document_id}  {label}: {say_words(one.why)}"
    if gone:
        return text + say("; DIHAPUS sekarang", "; ERASED now")
    if one.due_at is None:
        return text
    when = f"{one.due_at:%Y-%m-%d}"
    if due:
        return text + say(f"; jatuh tempo sejak {when}", f"; due since {when}")
    return text + say(f"; dihapus pada {when}", f"; to be erased on {when}")
