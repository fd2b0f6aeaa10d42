"""People as documents print them: blocks of fields, and the lines below a signature; pure."""

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.case import EmploymentStatus, Holder, Person
from phone_audit.reporting import figures
from phone_audit.reporting.document import Field, Signer
from phone_audit.reporting.labels import Lexicon

_PPPK = frozenset({EmploymentStatus.PPPK, EmploymentStatus.PPPK_PART_TIME})
_NOBODY = Person(name="")


def holder_fields(holder: Holder | None, office: str, words: Lexicon) -> tuple[Field, ...]:
    """Return the block of the holder; what is not known has an empty value.

    PPPK have an NI PPPK and a grade instead of NIP and rank; people without one have the
    number they stand by on the attendance list, and no rank.
    """
    person = holder.person if holder else _NOBODY
    status = holder.status if holder else None
    rank = () if status is EmploymentStatus.NON_ASN else (_rank(person, status, words),)
    return (
        words.field("name", safe_text(person.name, 120)),
        _number(holder, words),
        words.field("status", status.value if status else ""),
        *rank,
        words.field("position", safe_text(person.position or "", 120)),
        words.field("unit", safe_text(person.unit or "", 120)),
        words.field("office", safe_text(office, 120)),
    )


def person_fields(person: Person | None, words: Lexicon) -> tuple[Field, ...]:
    """Return the block of an official: officer, witness, superior."""
    person = person or _NOBODY
    return (
        words.field("name", safe_text(person.name, 120)),
        words.field("nip", figures.nip(safe_text(person.nip or "", 40))),
        words.field("rank", safe_text(person.rank or "", 120)),
        words.field("position", safe_text(person.position or "", 120)),
        words.field("unit", safe_text(person.unit or "", 120)),
    )


def signer(role: str, person: Person | None, words: Lexicon) -> Signer:
    """Return the signature of an official; ``role`` is the key of the line above it."""
    number = figures.nip(safe_text(person.nip, 40)) if person and person.nip else ""
    return Signer(
        role=words[role],
        name=safe_text(person.name, 80) if person else "",
        number=f"NIP {number}" if number else "",
        gloss=words.gloss.get(role, ""),
    )


def holder_signer(holder: Holder | None, words: Lexicon, role: str = "signer_holder") -> Signer:
    """Return the signature of the holder, with the number that people of that status have."""
    plain = signer(role, holder.person if holder else None, words)
    if holder is None:
        return plain
    field = _number(holder, words)
    number = f"{field.label} {field.value}" if field.value else ""
    return Signer(role=plain.role, name=plain.name, number=number, gloss=plain.gloss)


def _number(holder: Holder | None, words: Lexicon) -> Field:
    if holder is not None and holder.status is EmploymentStatus.NON_ASN:
        return words.field("attendance", safe_text(holder.attendance_number or "", 40))
    key = "ni_pppk" if holder is not None and holder.status in _PPPK else "nip"
    number = holder.person.nip if holder else None
    return words.field(key, figures.nip(safe_text(number or "", 40)))


def _rank(person: Person, status: EmploymentStatus | None, words: Lexicon) -> Field:
    return words.field("grade" if status in _PPPK else "rank", safe_text(person.rank or "", 120))
