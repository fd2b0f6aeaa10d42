"""``hints``: names that merely resemble gambling sites, shown to two people and kept nowhere."""

import argparse
from pathlib import Path

from phone_audit.cases.store import Case
from phone_audit.cli.arguments import add_phone
from phone_audit.cli.exits import Exit
from phone_audit.cli.keys import open_secret
from phone_audit.cli.language import say
from phone_audit.cli.office import now
from phone_audit.cli.output import shown
from phone_audit.cli.passphrase import add_key_passphrase
from phone_audit.errors import UsageError
from phone_audit.model.case import Examination
from phone_audit.reassess import hints_again
from phone_audit.settings import read_person
from phone_audit.signatures.load import from_snapshot
from phone_audit.sources import all_sources


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the phone, the key to its whole answers, and the second person."""
    add_phone(parser)
    parser.add_argument(
        "--key",
        type=Path,
        metavar="FILE",
        help=say(
            "paruh rahasia kunci kantor: nama hanya ada dalam jawaban mentah yang disegel",
            "the office key's private half: names stand in the sealed whole answers only",
        ),
    )
    parser.add_argument(
        "--agreed-by",
        type=Path,
        metavar="FILE",
        help=say(
            "berkas TOML orang kedua yang setuju dan ikut melihat; bukan petugas pemeriksa",
            "a TOML file about the second person who agrees and looks too; not the examiner",
        ),
    )
    add_key_passphrase(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print how many hints there are; with key and second person, also which.

    Raises:
        Refused: the second person examined or witnessed this phone.
        UsageError: a key without a second person, or the other way round; no sealed answers.
    """
    if (arguments.key is None) is not (arguments.agreed_by is None):
        raise UsageError(
            say(
                "nama petunjuk hanya ditampilkan dengan --key dan --agreed-by bersama",
                "the names of hints are shown with --key and --agreed-by together only",
            )
        )
    if arguments.key is None:
        _tell_count(Case.read(arguments.case).exhibit(arguments.exhibit).examination())
        return Exit.DONE
    reader = read_person(arguments.agreed_by)
    identity = open_secret(arguments.key, arguments).identity
    with Case.open(arguments.case, now) as case:
        exhibit = case.exhibit(arguments.exhibit)
        examination = exhibit.examination()
        answers = case.sealed_answers(exhibit.number, identity)
        if not answers:
            raise UsageError(
                say(
                    "jawaban mentah perangkat ini tidak disegel, sehingga nama petunjuk tidak ada",
                    "this phone's whole answers were not sealed, so the names are nowhere",
                )
            )
        exhibit.show_hints_to(reader)
        signatures = from_snapshot(case.signature_list(examination.signature_list.sha256))
        names = hints_again(examination, answers, all_sources(), signatures)
    _tell_count(examination)
    for name, reason in names.items():
        print(f"    {shown(name)}  {shown(reason)}")
    return Exit.DONE


def _tell_count(examination: Examination) -> None:
    print(f"{examination.document_id}  {counted(examination.assessment.hints)}")


def counted(hints: int | None) -> str:
    """Return how many names merely resemble; ``None``: an earlier version did not count them."""
    if hints is None:
        return say("petunjuk: tidak dihitung oleh versi itu", "hints: not counted by that version")
    return say(
        f"petunjuk: {hints} nama situs sekadar menyerupai nama situs judi. Bukan temuan; "
        "namanya tidak disimpan.",
        f"hints: {hints} site names merely resemble those of gambling sites. No finding; "
        "the names are not kept.",
    )
