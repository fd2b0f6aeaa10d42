"""What documents say, in words and in order; every rendering prints this and nothing else."""

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


class Box(Record):
    """A choice with a box before it; ``ticked`` where the record says so."""

    label: str
    ticked: bool = False


class Field(Record):
    """One line ``label : value``; an empty value is printed as dots.

    ``code`` marks values set in the typewriter face. ``boxes`` are choices, printed
    instead of a value.
    """

    label: str
    value: str
    code: bool = False
    boxes: tuple[Box, ...] = ()


class Head(Record):
    """Kop surat, already safe to print. ``emblem`` is an SVG; empty: none."""

    government: str
    office: str
    lines: tuple[str, ...] = ()
    emblem: str = ""


class Signer(Record):
    """One signature: role, name and the line below it. Empty values are printed as dots."""

    role: str
    name: str = ""
    number: str = ""
    gloss: str = ""


class Sheet(Record):
    """What every document has: who issues it, its ids, and the words of its template.

    ``kind`` names the template (``lpp.typ``), unless ``template`` names another.
    ``evidence_sha256`` is the hash that
    every page carries: of the file the document was made from; empty where there is
    none yet. ``created_at`` is the only time a rendering may use. ``labels`` are
    headings and fixed sentences by key, with ``{name}`` where ``values`` are filled in; a
    region's template may say some of them in other words, the rest of the record it
    may only place. ``gloss`` are the same in English, in bilingual documents only;
    ``gloss_values`` are filled into them where they differ.
    ``paper`` is ``a4``, ``f4`` or empty: what the region's template says.
    """

    schema_version: str = DOCUMENT_SCHEMA_VERSION
    kind: str
    template: str = ""
    lang: str
    document_id: str
    letter_number: str = ""
    evidence_sha256: str = ""
    qr_payload: str = ""
    created_at: datetime
    program: str
    issuer: str
    fictitious: bool
    secret: bool = True
    paper: str = ""
    labels: dict[str, str]
    gloss: dict[str, str]
    values: dict[str, str]
    gloss_values: dict[str, str]
    head: Head | None
    legal_basis: tuple[str, ...] = ()
    place_and_day: str = ""
    signers: tuple[Signer, ...] = ()


class Conclusion(Record):
    """Section C. ``draft`` is empty where no second reader is needed or one has confirmed.

    ``outcome`` is the one that stands, ``computed`` what the rules gave. ``review`` says
    who confirmed or lowered it and when, ``reason`` why it was lowered; empty: not yet.
    """

    outcome: Outcome
    computed: Outcome
    label: str
    sentence: str
    rule: str
    because: str = ""
    thresholds: str
    draft: str = ""
    review: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()
    label_gloss: str = ""
    sentence_gloss: str = ""


class Answered(Record):
    """Box F: which box is ticked, and what the holder said; empty: to be filled by hand.

    ``short`` is what fits into the box, ``whole`` each answer in full for the annex.
    """

    boxes: tuple[Box, ...]
    unsigned: Box
    short: str = ""
    whole: tuple[str, ...] = ()


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


class Mark(Record):
    """A dated record in a figure: how many days after the first, and which shape."""

    day: int
    shape: str  # "begin", "change", "site", "other"


class Track(Record):
    """What one finding shows day by day, for a figure; days count from the figure's first.

    ``screen`` are days with minutes on screen, ``traffic`` days with data. ``before``
    names records older than the figure. ``alt`` says the same in a sentence.
    """

    finding: int
    value: str
    alt: str
    screen: tuple[tuple[int, int], ...] = ()
    traffic: tuple[int, ...] = ()
    marks: tuple[Mark, ...] = ()
    before: str = ""


class DayFigure(Record):
    """The time the tracks share: ``days`` days from ``first``; ``ticks`` are dated days."""

    days: int
    first: str
    last: str
    ticks: tuple[tuple[int, str], ...]
    most_minutes: int
    tracks: tuple[Track, ...]
    left_out: int = 0


class Annex(Record):
    """LMP: method, versions and limits."""

    figure: DayFigure | None = None
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
    reasons: tuple[str, ...] = ()


class ReportDocument(Sheet):
    """An LPP with its LMP annex. Its canonical JSON is the exchange form.

    ``created_at`` is the end of the examination or the newest paper the report says
    something of. ``papers_sha256`` is the hash of the second attachment, ``catatan.json``:
    what people recorded; empty where nothing was. ``copy`` marks the holder's copy
    (``salinan``), which carries no attachment.
    """

    kind: str = "LPP"
    copy: bool = False
    papers_sha256: str = ""
    holder: tuple[Field, ...]
    phone: tuple[Field, ...]
    initial_state: tuple[Field, ...]
    conclusion: Conclusion
    findings: tuple[FindingLine, ...]
    finding_notes: tuple[str, ...]
    integrity: tuple[Field, ...]
    answered: Answered
    annex: Annex
