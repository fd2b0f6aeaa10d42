"""What the holder is told, chooses, answers and takes back."""

import argparse
from pathlib import Path

from phone_audit.cli.language import say
from phone_audit.cli.papers import fields
from phone_audit.cli.papers.interface import (
    Done,
    Step,
    Verb,
    declare_label,
    declare_nothing,
    filed,
)
from phone_audit.errors import UsageError
from phone_audit.model.papers import Answer, Choice, Notice, Response
from phone_audit.model.record import Words, replace
from phone_audit.settings import read_holder, read_person


def declare_notice(parser: argparse.ArgumentParser) -> None:
    """Declare the flags of a notice."""
    parser.add_argument(
        "--choice",
        choices=[choice.value for choice in Choice],
        help=say("pilihan pemegang", "what the holder chose"),
    )
    parser.add_argument(
        "--holder",
        type=Path,
        metavar="FILE",
        help=say("berkas TOML tentang pemegang", "a TOML file about the holder"),
    )
    parser.add_argument(
        "--open-tabs",
        type=fields.yes_or_no,
        metavar="ya|tidak",
        help=say("menyetujui baris tab peramban", "agrees to the line about open tabs"),
    )
    parser.add_argument(
        "--officer", type=Path, metavar="FILE", help=say("petugas pemeriksa", "who examines")
    )
    parser.add_argument(
        "--witness",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help=say("saksi; dua kali untuk dua saksi", "a witness; twice for two"),
    )
    parser.add_argument(
        "--sheet", metavar="TEXT", help=say("letak lembar bertanda tangan", "the signed sheet")
    )
    declare_label(parser)


def notice(step: Step) -> Done:
    """Store a notice; what is not given is taken from the version before, else the case."""
    given = step.arguments
    before = step.exhibit.papers().notice if step.exhibit else None
    if given.choice is None and before is None:
        raise UsageError(
            say(
                "--choice belum diberikan: bersedia, diberitahu, atau tidak_bersedia.",
                "--choice is missing: bersedia, diberitahu, or tidak_bersedia.",
            )
        )
    header = step.case.header
    paper = before or Notice(
        at=step.at,
        choice=Choice(given.choice),
        officer=header.officer,
        witnesses=header.witnesses,
    )
    changes: dict[str, object] = {"at": step.at if given.at or before is None else paper.at}
    if given.choice is not None:
        changes["choice"] = Choice(given.choice)
    if given.holder is not None:
        changes["holder"] = read_holder(given.holder)
    if given.open_tabs is not None:
        changes["open_tabs"] = given.open_tabs
    if given.officer is not None:
        changes["officer"] = read_person(given.officer)
    if given.witness:
        changes["witnesses"] = tuple(read_person(path) for path in given.witness)
    if given.sheet is not None:
        changes["paper"] = given.sheet
    return filed(step, replace(paper, **changes))


def declare_response(parser: argparse.ArgumentParser) -> None:
    """Declare the flags of the holder's answer."""
    parser.add_argument(
        "--answer",
        required=True,
        choices=[answer.value for answer in Answer],
        help=say("jawaban pemegang", "what the holder answers"),
    )
    parser.add_argument(
        "--text", metavar="TEXT", help=say("penjelasan atau keberatan", "explanation or objection")
    )


def response(step: Step) -> Done:
    """Store the holder's answer."""
    given = step.arguments
    return filed(step, Response(at=step.at, answer=Answer(given.answer), text=given.text))


def withdraw(step: Step) -> Done:
    """Record that the holder withdraws; a run stops, what was read is erased at once."""
    exhibit = step.phone()
    place = exhibit.withdraw(actor=step.actor, role=step.role)
    return Done(
        exhibit=exhibit.number,
        document_id=exhibit.document_id,
        stored=str(place),
        says=(
            Words(
                id=f"{exhibit.document_id}: persetujuan ditarik; yang terbaca dari perangkat ini "
                "dihapus. Hal ini tidak diartikan sebagai indikasi apa pun.",
                en=f"{exhibit.document_id}: consent withdrawn; what was read from this phone is "
                "erased. This is not an indication of anything.",
            ),
        ),
    )


VERBS = {
    "notice": Verb(
        Words(
            id="pemberitahuan dan pilihan pemegang (PBT); tanpa nomor, perangkat diberi nomor",
            en="the notice and the holder's choice (PBT); without a number the phone gets one",
        ),
        declare_notice,
        notice,
        opens=True,
    ),
    "response": Verb(
        Words(id="tanggapan pemegang atas hasil", en="the holder's answer to the result"),
        declare_response,
        response,
    ),
    "withdraw": Verb(
        Words(
            id="pemegang menarik persetujuan: pemeriksaan berhenti, yang terbaca dihapus",
            en="the holder withdraws: the run stops, what was read is erased",
        ),
        declare_nothing,
        withdraw,
    ),
}
