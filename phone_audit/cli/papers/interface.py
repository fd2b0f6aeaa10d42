"""What a verb of ``paper`` is: its help, its flags, and the step that records."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from phone_audit.cases.exhibit import Exhibit
from phone_audit.cases.store import Case
from phone_audit.cli.language import say
from phone_audit.model.custody import Role
from phone_audit.model.papers import CasePaper, CasePapers, DocumentKind, Paper, Papers
from phone_audit.model.record import Record, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a verb works with: the open case, the phone if one is named, the flags."""

    case: Case
    exhibit: Exhibit | None
    arguments: argparse.Namespace
    at: datetime
    actor: str | None
    role: Role

    def phone(self) -> Exhibit:
        """Return the phone; one without number gets the next."""
        if self.exhibit is not None:
            return self.exhibit
        return self.case.new_exhibit(getattr(self.arguments, "label", None))


class Done(Record):
    """What came of a verb: the phone, the file, sentences for people, and warnings."""

    says: tuple[Words, ...]
    exhibit: int | None = None
    document_id: str | None = None
    stored: str | None = None
    warnings: tuple[Words, ...] = ()
    papers: Papers | None = None
    sidak: CasePapers | None = None


@dataclass(frozen=True, slots=True)
class Verb:
    """One kind of paper: its help, its flags, and the step that records it.

    ``opens`` says that a phone without number gets one; ``alone`` that the paper is
    about the sidak and takes no phone.
    """

    help: Words
    declare: Callable[[argparse.ArgumentParser], None]
    record: Callable[[Step], Done]
    opens: bool = False
    alone: bool = False


def declare_nothing(parser: argparse.ArgumentParser) -> None:
    """Declare no flag beside those every verb has."""


def declare_label(parser: argparse.ArgumentParser) -> None:
    """Declare the label of a phone that has no number yet."""
    parser.add_argument(
        "--label",
        metavar="TEXT",
        help=say("nomor pada stiker perangkat baru", "number on the sticker of a new phone"),
    )


def declare_document(parser: argparse.ArgumentParser) -> None:
    """Declare which document, or documents, the paper is about."""
    parser.add_argument(
        "--document",
        choices=[kind.value.lower() for kind in DocumentKind],
        action="append",
        default=[],
        help=say("jenis dokumen", "kind of document"),
    )


def filed(step: Step, paper: Paper) -> Done:
    """Store a paper about a phone; one without number gets the next.

    Raises:
        Refused: a rule of the procedure forbids it.
        CaseError: it cannot be stored.
    """
    exhibit = step.phone()
    place = exhibit.file(paper, actor=step.actor, role=step.role)
    name = f"{exhibit.document_id}: {place.name}"
    return Done(
        exhibit=exhibit.number,
        document_id=exhibit.document_id,
        stored=str(place),
        says=(Words(id=f"{name} tersimpan.", en=f"{name} is stored."),),
    )


def filed_in_case(step: Step, paper: CasePaper) -> Done:
    """Store a paper about the sidak.

    Raises:
        CaseError: it cannot be stored.
    """
    place = step.case.file(paper, actor=step.actor, role=step.role)
    return Done(
        stored=str(place),
        says=(Words(id=f"{place.name} tersimpan.", en=f"{place.name} is stored."),),
    )
