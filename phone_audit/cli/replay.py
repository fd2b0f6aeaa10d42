"""``replay``: assess again from what is stored; equal bytes, or what differs."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from phone_audit import __version__
from phone_audit.cases.store import Case
from phone_audit.cli.exits import Exit
from phone_audit.cli.hints import counted
from phone_audit.cli.keys import open_secret
from phone_audit.cli.language import say
from phone_audit.cli.list_in_force import list_in_force
from phone_audit.cli.list_store import open_lists
from phone_audit.cli.output import print_json
from phone_audit.cli.passphrase import add_key_passphrase
from phone_audit.model.assessment import Assessment
from phone_audit.model.case import Examination
from phone_audit.model.custody import ExhibitStatus
from phone_audit.model.record import Record, replace
from phone_audit.reassess import assess_again, examine_again
from phone_audit.reporting.wording import OUTCOME_LABELS
from phone_audit.signatures.load import from_snapshot
from phone_audit.signatures.match import Matcher
from phone_audit.sources import all_sources


class Comparison(Record):
    """One examination assessed again.

    ``rests_on`` says from what: ``answers`` (whole, sealed) or ``records``. ``differs``
    names the parts of the examination that came out otherwise; ``made_by`` is the version
    of the program that made it, where another one is running. ``hints`` is told on
    request: how many hosts merely resemble gambling sites by name. It counts for nothing.
    """

    document_id: str
    rests_on: str
    equal: bool
    before: str
    after: str
    differs: tuple[str, ...] = ()
    made_by: str | None = None
    hints: int | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``replay``."""
    parser.add_argument("case", type=Path, metavar="CASE", help=say("folder kasus", "case folder"))
    parser.add_argument(
        "--key",
        type=Path,
        metavar="FILE",
        help=say(
            "paruh rahasia kunci kantor: mulai dari jawaban mentah yang disegel",
            "the office key's private half: begin with the sealed whole answers",
        ),
    )
    parser.add_argument(
        "--current-list",
        action="store_true",
        help=say(
            "pakai daftar tanda dan daftar impor sekarang, bukan daftar hari itu",
            "use today's list and imported lists instead of those of that day",
        ),
    )
    parser.add_argument(
        "--hints",
        action="store_true",
        help=say(
            "sebut juga berapa nama situs yang sekadar menyerupai nama situs judi",
            "also say how many site names merely resemble those of gambling sites",
        ),
    )
    add_key_passphrase(parser)
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Compare every stored assessment with the one its records or answers lead to now."""
    identity = None if arguments.key is None else open_secret(arguments.key, arguments).identity
    case = Case.read(arguments.case)
    comparisons = tuple(_compare(case, identity, current_list=arguments.current_list))
    if not arguments.hints:
        comparisons = tuple(replace(one, hints=None) for one in comparisons)
    if arguments.json:
        print_json(comparisons)
    else:
        for one in comparisons:
            _tell(one)
            if arguments.hints:
                print(f"    {counted(one.hints)}")
    same = all(one.equal for one in comparisons)
    return Exit.DONE if same or arguments.current_list else Exit.ALTERED


def _compare(case: Case, identity: str | None, *, current_list: bool) -> Iterator[Comparison]:
    for stored in case.exhibits():
        if stored.status is not ExhibitStatus.EXAMINED or stored.emptied:
            continue
        examination = case.exhibit(stored.number).examination()
        signatures = (
            list_in_force().signatures
            if current_list
            else from_snapshot(case.signature_list(examination.signature_list.sha256))
        )
        matcher = Matcher(signatures, open_lists() if current_list else None)
        answers = () if identity is None else case.sealed_answers(stored.number, identity)
        if answers:
            again = examine_again(examination, answers, all_sources(), matcher)
        else:
            assessment = assess_again(examination, matcher)
            again = replace(examination, assessment=assessment)
        differs = tuple(_differences(examination, again))
        version = examination.program.version
        yield Comparison(
            document_id=examination.document_id,
            rests_on="answers" if answers else "records",
            equal=not differs,
            before=examination.assessment.outcome,
            after=again.assessment.outcome,
            differs=differs,
            made_by=None if version == __version__ else version,
            hints=again.assessment.hints,
        )


_COMPARED = ("phone", "clock", "profiles", "context", "covered", "asked", "interrupted")
"""Parts of an examination that follow from the answers, beside the assessment."""


def _differences(before: Examination, after: Examination) -> Iterator[str]:
    for name in Assessment.__annotations__:
        if getattr(before.assessment, name) != getattr(after.assessment, name):
            yield f"assessment.{name}"
    for name in _COMPARED:
        if getattr(before, name) != getattr(after, name):
            yield name


def _tell(one: Comparison) -> None:
    from_what = (
        say("dari jawaban mentah", "from whole answers")
        if one.rests_on == "answers"
        else say("dari catatan", "from records")
    )
    if one.equal:
        equal = say("sama, bita demi bita", "equal, byte for byte")
        print(f"{one.document_id}  {equal} ({from_what})")
        return
    labels = {outcome.value: words for outcome, words in OUTCOME_LABELS.items()}
    before, after = (say(labels[key].id, labels[key].en) for key in (one.before, one.after))
    differs = say("berbeda", "differs")
    print(f"{one.document_id}  {differs}: {before} -> {after} ({from_what})")
    print("    " + ", ".join(one.differs))
    if one.made_by is not None:
        print(
            "    "
            + say(
                f"diperiksa dengan versi {one.made_by}, yang berjalan {__version__}",
                f"examined by version {one.made_by}, running is {__version__}",
            )
        )
