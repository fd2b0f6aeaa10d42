"""How a phone comes, goes back, or is not examined, and where its documents go."""

import argparse

from phone_audit.cli.language import say
from phone_audit.cli.papers import fields
from phone_audit.cli.papers.interface import (
    Done,
    Step,
    Verb,
    declare_document,
    declare_label,
    filed,
    filed_in_case,
)
from phone_audit.errors import UsageError
from phone_audit.model.assessment import NotExaminedReason
from phone_audit.model.papers import DocumentKind, Forwarding, HandBack, Handover, Letter
from phone_audit.model.record import Words


def declare_handover(parser: argparse.ArgumentParser) -> None:
    """Declare the flags of a handover."""
    for name, text in (
        ("--model", say("merek dan model", "maker and model")),
        ("--serial", say("nomor seri yang terbaca", "the serial as it is read")),
        ("--accessories", say("casing, SIM, kartu memori", "casing, SIM, memory card")),
        ("--condition", say("kondisi fisik", "how it looks")),
    ):
        parser.add_argument(name, metavar="TEXT", help=text)
    parser.add_argument(
        "--battery", type=fields.percent, metavar="0-100", help=say("baterai", "battery")
    )
    for name, text in (
        ("--switched-on", say("menyala", "switched on")),
        ("--unlocked-by-holder", say("dibuka kuncinya oleh pemegang", "unlocked by the holder")),
        ("--airplane-mode", say("modus pesawat aktif", "airplane mode on")),
    ):
        parser.add_argument(name, type=fields.yes_or_no, metavar="ya|tidak", help=text)
    declare_label(parser)


def handover(step: Step) -> Done:
    """Store how the phone was handed over."""
    given = step.arguments
    paper = Handover(
        at=step.at,
        model=given.model,
        serial=given.serial,
        accessories=given.accessories,
        condition=given.condition,
        battery_percent=given.battery,
        switched_on=given.switched_on,
        unlocked_by_holder=given.unlocked_by_holder,
        airplane_mode=given.airplane_mode,
    )
    return filed(step, paper)


def declare_return(parser: argparse.ArgumentParser) -> None:
    """Declare the flags of a return."""
    for name, text in (
        ("--same-condition", say("keadaan sama seperti saat diserahkan", "same condition")),
        ("--authorisation-revoked", say("otorisasi USB dicabut", "USB authorisation revoked")),
        (
            "--developer-options-restored",
            say("opsi pengembang dikembalikan", "developer options restored"),
        ),
    ):
        parser.add_argument(name, type=fields.yes_or_no, metavar="ya|tidak", help=text)
    parser.add_argument(
        "--difference", metavar="TEXT", help=say("yang berbeda", "what is different")
    )
    parser.add_argument(
        "--because",
        metavar="TEXT",
        help=say(
            "mengapa otorisasi tidak dicabut atau opsi tidak dikembalikan",
            "why the authorisation was not revoked or the options not set back",
        ),
    )
    parser.add_argument(
        "--complaint", metavar="TEXT", help=say("keluhan pemegang", "the holder's complaint")
    )


def hand_back(step: Step) -> Done:
    """Store how the phone went back."""
    given = step.arguments
    if given.same_condition is False and not given.difference:
        raise UsageError(
            say("--difference: uraikan yang berbeda.", "--difference: say what is different.")
        )
    if False in {given.authorisation_revoked, given.developer_options_restored} and (
        not given.because
    ):
        raise UsageError(
            say(
                "--because: tulis mengapa tidak dicabut atau tidak dikembalikan.",
                "--because: write why it was not revoked or not set back.",
            )
        )
    paper = HandBack(
        at=step.at,
        same_condition=given.same_condition,
        difference=given.difference,
        authorisation_revoked=given.authorisation_revoked,
        developer_options_restored=given.developer_options_restored,
        not_restored_because=given.because,
        complaint=given.complaint,
    )
    return filed(step, paper)


def declare_not_examined(parser: argparse.ArgumentParser) -> None:
    """Declare the flags of a phone that is not examined."""
    codes = [reason.value for reason in NotExaminedReason]
    codes.remove(NotExaminedReason.WITHDRAWN.value)
    codes.remove(NotExaminedReason.DECLINED.value)
    parser.add_argument(
        "--reason", required=True, choices=codes, help=say("alasan", "why it is not examined")
    )
    parser.add_argument("--note", metavar="TEXT", help=say("catatan", "a note"))
    declare_label(parser)


def not_examined(step: Step) -> Done:
    """Record that a phone is not examined; never an indication of anything."""
    exhibit = step.phone()
    reason = NotExaminedReason(step.arguments.reason)
    exhibit.not_examined(reason, step.arguments.note, actor=step.actor, role=step.role)
    return Done(
        exhibit=exhibit.number,
        document_id=exhibit.document_id,
        says=(
            Words(
                id=f"{exhibit.document_id}: tidak diperiksa ({reason.value}).",
                en=f"{exhibit.document_id}: not examined ({reason.value}).",
            ),
        ),
    )


def declare_forward(parser: argparse.ArgumentParser) -> None:
    """Declare the flags of a forwarding."""
    parser.add_argument(
        "--to", required=True, metavar="TEXT", help=say("kepada siapa", "to whom it was handed")
    )
    declare_document(parser)


def forward(step: Step) -> Done:
    """Store that documents were handed over."""
    documents = tuple(DocumentKind(kind.upper()) for kind in step.arguments.document)
    return filed(step, Forwarding(at=step.at, to=step.arguments.to, documents=documents))


def declare_letter(parser: argparse.ArgumentParser) -> None:
    """Declare the flags of a register number."""
    declare_document(parser)
    parser.add_argument("--number", required=True, metavar="TEXT", help="Nomor")


def letter(step: Step) -> Done:
    """Store the register number of a document."""
    kinds = [DocumentKind(kind.upper()) for kind in step.arguments.document]
    if len(kinds) > 1 or (not kinds and step.exhibit is not None):
        raise UsageError(
            say("--document: sebut satu jenis dokumen.", "--document: name one kind of document.")
        )
    kind = kinds[0] if kinds else DocumentKind.RKP
    if (kind is DocumentKind.RKP) is not (step.exhibit is None):
        raise UsageError(
            say(
                "RKP adalah dokumen sidak, tanpa nomor perangkat; yang lain dokumen perangkat.",
                "the RKP is about the sidak, without a phone; the others are about a phone.",
            )
        )
    paper = Letter(at=step.at, document=kind, number=step.arguments.number)
    return filed(step, paper) if step.exhibit else filed_in_case(step, paper)


VERBS = {
    "handover": Verb(
        Words(id="penyerahan perangkat (BAS)", en="the handover of the phone (BAS)"),
        declare_handover,
        handover,
        opens=True,
    ),
    "return": Verb(
        Words(id="pengembalian perangkat (BAK)", en="the return of the phone (BAK)"),
        declare_return,
        hand_back,
    ),
    "not-examined": Verb(
        Words(
            id="perangkat tidak diperiksa, dan mengapa; tanpa nomor, perangkat diberi nomor",
            en="the phone is not examined, and why; without a number the phone gets one",
        ),
        declare_not_examined,
        not_examined,
        opens=True,
    ),
    "forward": Verb(
        Words(
            id="berkas diserahkan kepada atasan atau BKPSDM",
            en="documents were handed to the superior or the personnel agency",
        ),
        declare_forward,
        forward,
    ),
    "letter": Verb(
        Words(
            id="Nomor dokumen menurut agenda surat; tanpa perangkat, Nomor RKP",
            en="a document's number in the register; without a phone, that of the RKP",
        ),
        declare_letter,
        letter,
        alone=True,
    ),
}
