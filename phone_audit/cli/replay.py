"""``replay``: assess again from what is stored; equal bytes, or what differs."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from phone_audit.cases.store import Case
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.list_in_force import list_in_force
from phone_audit.cli.list_store import open_lists
from phone_audit.cli.output import print_json
from phone_audit.model.assessment import Assessment
from phone_audit.model.custody import ExhibitStatus
from phone_audit.model.record import Record, canonical_json
from phone_audit.pipeline import assess_again
from phone_audit.reporting.wording import OUTCOME_LABELS
from phone_audit.signatures.load import from_snapshot
from phone_audit.signatures.match import Matcher


class Comparison(Record):
    """One examination assessed again."""

    document_id: str
    equal: bool
    before: str
    after: str
    differs: tuple[str, ...] = ()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``replay``."""
    parser.add_argument("case", type=Path, metavar="CASE", help=say("folder kasus", "case folder"))
    parser.add_argument(
        "--current-list",
        action="store_true",
        help=say(
            "pakai daftar tanda dan daftar impor sekarang, bukan daftar hari itu",
            "use today's list and imported lists instead of those of that day",
        ),
    )
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Compare every stored assessment with the one its records lead to now."""
    case = Case.read(arguments.case)
    comparisons = tuple(_compare(case, current_list=arguments.current_list))
    if arguments.json:
        print_json(comparisons)
    else:
        for one in comparisons:
            _tell(one)
    same = all(one.equal for one in comparisons)
    return Exit.DONE if same or arguments.current_list else Exit.ALTERED


def _compare(case: Case, *, current_list: bool) -> Iterator[Comparison]:
    for stored in case.exhibits():
        if stored.status is not ExhibitStatus.EXAMINED:
            continue
        examination = case.exhibit(stored.number).examination()
        signatures = (
            list_in_force().signatures
            if current_list
            else from_snapshot(case.signature_list(examination.signature_list.sha256))
        )
        before = examination.assessment
        imported = open_lists() if current_list else None
        after = assess_again(examination, Matcher(signatures, imported))
        yield Comparison(
            document_id=examination.document_id,
            equal=canonical_json(before) == canonical_json(after),
            before=before.outcome,
            after=after.outcome,
            differs=tuple(_differences(before, after)),
        )


def _differences(before: Assessment, after: Assessment) -> Iterator[str]:
    for name in Assessment.__annotations__:
        if getattr(before, name) != getattr(after, name):
            yield name


def _tell(one: Comparison) -> None:
    if one.equal:
        print(f"{one.document_id}  " + say("sama, bita demi bita", "equal, byte for byte"))
        return
    labels = {outcome.value: words for outcome, words in OUTCOME_LABELS.items()}
    before, after = (say(labels[key].id, labels[key].en) for key in (one.before, one.after))
    print(f"{one.document_id}  " + say("berbeda", "differs") + f": {before} -> {after}")
    print("    " + ", ".join(one.differs))
