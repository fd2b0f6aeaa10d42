"""``review``: a second reader confirms the outcome of a phone, or lowers it with a reason."""

import argparse
from pathlib import Path

from phone_audit.cases.store import Case
from phone_audit.cli.arguments import add_phone
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.office import now
from phone_audit.cli.output import print_json
from phone_audit.cli.papers.fields import moment
from phone_audit.errors import UsageError
from phone_audit.model.assessment import Outcome, lower_outcomes
from phone_audit.model.custody import Role
from phone_audit.model.papers import Review
from phone_audit.reporting.wording import OUTCOME_LABELS
from phone_audit.settings import read_person

_READERS = (Role.SECOND_READER, Role.TEAM_LEAD)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the phone, the reader, and what the reader decides."""
    add_phone(parser)
    parser.add_argument(
        "--reader",
        type=Path,
        required=True,
        metavar="FILE",
        help=say(
            "berkas TOML pembaca kedua; bukan petugas pemeriksa dan bukan saksi",
            "a TOML file about the second reader; neither the examining officer nor a witness",
        ),
    )
    parser.add_argument(
        "--role",
        choices=[role.value for role in _READERS],
        default=Role.SECOND_READER.value,
        help=say("peran pembaca kedua", "in what role the reader reads"),
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--confirm",
        action="store_true",
        help=say("membenarkan kesimpulan alat", "confirm the computed outcome"),
    )
    what.add_argument(
        "--lower",
        choices=[outcome.value for outcome in Outcome],
        metavar="OUTCOME",
        help=say("menurunkan menjadi", "lower it to"),
    )
    parser.add_argument(
        "--reason",
        metavar="TEXT",
        help=say("alasan tertulis; wajib bila diturunkan", "the written reason; needed to lower"),
    )
    parser.add_argument("--at", metavar="TIME", help=say("kapan; baku: sekarang", "when"))
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Store the review and say what the outcome is now.

    Raises:
        Refused: the reader may not review it, or not like this.
    """
    reader = read_person(arguments.reader)
    with Case.open(arguments.case, now) as case:
        exhibit = case.exhibit(arguments.exhibit)
        assessment = exhibit.examination().assessment
        outcome = Outcome(arguments.lower) if arguments.lower else assessment.outcome
        if arguments.lower and outcome is assessment.outcome:
            allowed = ", ".join(one.value for one in lower_outcomes(assessment)) or "-"
            raise UsageError(
                say(
                    f"{outcome.value} adalah kesimpulan alat sendiri; gunakan --confirm, atau "
                    f"turunkan menjadi: {allowed}.",
                    f"{outcome.value} is the computed outcome itself; use --confirm, or lower it "
                    f"to: {allowed}.",
                )
            )
        review = Review(
            at=moment(arguments.at, case.header.zone, now()),
            reader=reader,
            role=Role(arguments.role),
            evidence_sha256=exhibit.stored.evidence_sha256 or "",
            outcome=outcome,
            reason=arguments.reason,
        )
        exhibit.file(review, actor=reader.name, role=review.role)
    if arguments.json:
        print_json(
            {
                "exhibit": exhibit.number,
                "document_id": exhibit.document_id,
                "computed": assessment.outcome,
                "outcome": outcome,
            }
        )
        return Exit.DONE
    label = say_words(OUTCOME_LABELS[outcome])
    print(
        f"{exhibit.document_id}: "
        + (
            say(f"diturunkan menjadi {label}.", f"lowered to {label}.")
            if arguments.lower
            else say(f"{label} dibenarkan.", f"{label} confirmed.")
        )
    )
    return Exit.DONE
