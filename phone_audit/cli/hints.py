"""``hints``: names that merely resemble gambling sites, shown to two people and kept nowhere."""

import argparse
from pathlib import Path

from phone_audit.cases.store import Case
from phone_audit.cli.exits import Exit
from phone_audit.cli.keys import open_secret
from phone_audit.cli.language import say
from phone_audit.cli.office import now
from phone_audit.cli.output import shown
from phone_audit.cli.passphrase import add_key_passphrase
from phone_audit.errors import UsageError
from phone_audit.model.case import Examination
from phone_audit.model.evidence import Observable, ObservableKind
from phone_audit.reassess import examine_again
from phone_audit.settings import read_person
from phone_audit.signatures.load import from_snapshot
from phone_audit.signatures.match import Matcher
from phone_audit.sources import all_sources


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the phone, the key to its whole answers, and the second person."""
    parser.add_argument("case", type=Path, metavar="CASE", help=say("folder kasus", "case folder"))
    parser.add_argument(
        "exhibit",
        type=int,
        metavar="EXHIBIT",
        help=say("nomor perangkat", "number of the phone"),
    )
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
        matcher = Matcher(from_snapshot(case.signature_list(examination.signature_list.sha256)))
        names: set[str] = set()
        examine_again(examination, answers, all_sources(), matcher.telling(names.update))
    _tell_count(examination)
    for name in sorted(names):
        found = matcher.classify(Observable(kind=ObservableKind.HOST, value=name))
        print(f"  {shown(name)}  {found.reason}")
    return Exit.DONE


def _tell_count(examination: Examination) -> None:
    count = examination.assessment.hints
    print(
        say(
            f"{examination.document_id}: {count or 0} petunjuk. Petunjuk bukan temuan: nama hanya "
            "menyerupai nama situs judi, tidak masuk dokumen mana pun, dan tidak disimpan.",
            f"{examination.document_id}: {count or 0} hints. A hint is no finding: a name merely "
            "resembles those of gambling sites, stands in no document and is not kept.",
        )
    )
