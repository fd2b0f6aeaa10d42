"""What a report says, in words and in order; every rendering prints this and nothing else."""

from collections.abc import Mapping
from datetime import datetime

from phone_audit.model.assessment import Outcome
from phone_audit.model.record import Record, Words

DOCUMENT_SCHEMA_VERSION = "1"


class SourceWords(Record):
    """What a source says about itself: its title, and what it does not show."""

    title: Words
    limits: Words


SourceVocabulary = Mapping[str, SourceWords]
"""Words of every source by its name; an unknown name is printed as it stands."""


class Field(Record):
    """One line ``label : value``. ``code`` marks values set in the typewriter face.

    ``boxes`` are choices ticked by hand, printed instead of a value.
    """

    label: str
    value: str
    code: bool = False
    boxes: tuple[str, ...] = ()


class Head(Record):
    """Kop surat, already safe to print."""

    government: str
    office: str
    lines: tuple[str, ...] = ()


class Signer(Record):
    """One signature: role, name and the line below it. Empty values are printed as dots."""

    role: str
    name: str = ""
    number: str = ""


class Conclusion(Record):
    """Section C. ``draft`` is empty where no second reader is needed."""

    outcome: Outcome
    label: str
    sentence: str
    rule: str
    because: str = ""
    thresholds: str
    draft: str = ""
    notes: tuple[str, ...] = ()


class FindingLine(Record):
    """One finding as a row of table D, with what is known and what may explain it."""

    number: int
    sources: str
    sources_short: str
    value: str
    sign: str
    sign_name: str
    strength: str
    when: tuple[str, ...]
    known: tuple[str, ...]
    explanations: tuple[str, ...] = ()
    reference: str


class SourceLine(Record):
    """One source: how far it was read, counts, and what it does not show."""

    title: str
    status: str
    read: str
    matched: str
    limits: str


class GapLine(Record):
    """One thing that was not read, and why."""

    source: str
    topic: str
    reason: str
    user: str
    reference: str


class CommandLine(Record):
    """One command with times, exit code, size and hash of its answer."""

    number: int
    command: str
    started: str
    ended: str
    exit: str
    size: str
    sha256: str


class TimelineLine(Record):
    """What the phone recorded of one finding on one local day."""

    day: str
    finding: int
    value: str
    on_screen: str
    traffic: str
    records: str


class Annex(Record):
    """LMP: method, versions and limits."""

    timeline: tuple[TimelineLine, ...] = ()
    context: tuple[Field, ...] = ()
    limits: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    gaps: tuple[GapLine, ...]
    rules: tuple[str, ...]
    versions: tuple[Field, ...]
    changes: tuple[str, ...]
    again: tuple[str, ...]
    principles: tuple[str, ...]
    commands: tuple[CommandLine, ...]


class ReportDocument(Record):
    """An LPP with its LMP annex. Its canonical JSON is the exchange form.

    ``created_at`` is the end of the examination: the only time a rendering may use.
    ``labels`` are headings and fixed sentences by key; a region's template may say
    some of them in other words, the rest of the record it may only place.
    """

    schema_version: str = DOCUMENT_SCHEMA_VERSION
    kind: str = "LPP"
    lang: str
    document_id: str
    letter_number: str
    evidence_sha256: str
    qr_payload: str
    created_at: datetime
    program: str
    issuer: str
    fictitious: bool
    labels: dict[str, str]
    head: Head | None
    legal_basis: tuple[str, ...]
    holder: tuple[Field, ...]
    phone: tuple[Field, ...]
    initial_state: tuple[Field, ...]
    conclusion: Conclusion
    findings: tuple[FindingLine, ...]
    finding_notes: tuple[str, ...]
    integrity: tuple[Field, ...]
    place_and_day: str
    signers: tuple[Signer, ...]
    annex: Annex
