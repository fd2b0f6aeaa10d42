"""One entry of the signature list, the list itself, and what a name turned out to be."""

from datetime import date
from enum import StrEnum

from phone_audit.model.record import Record


class Strength(StrEnum):
    """How much an exact match with an entry may claim."""

    STRONG = "strong"  # KUAT
    MEDIUM = "medium"  # SEDANG
    WEAK = "weak"  # LEMAH


class Status(StrEnum):
    """How far an entry has been reviewed; only a reviewed one can match strongly."""

    EXPERIMENTAL = "experimental"
    REVIEWED = "reviewed"
    RETIRED = "retired"


class GamblingKind(StrEnum):
    """What sort of service an entry stands for (taxonomy of the signature guide)."""

    SLOT = "slot"
    TOGEL = "togel"
    POKER_QQ = "poker-qq"
    SPORTSBOOK = "sportsbook"
    LIVE_CASINO = "live-casino"
    SABUNG_AYAM = "sabung-ayam"
    TEMBAK_IKAN = "tembak-ikan"
    CRASH = "crash"
    GREY_CHIP = "grey-chip"  # social game whose chips are resold; the ministry acted against some
    NEAR = "near"  # around gambling, not gambling: predictions, social casinos


class ListedDomain(Record):
    """A registrable domain (or one tenant host below a shared suffix) with its validity.

    Outside ``valid_from``..``valid_until`` the name may belong to someone else; a
    trace dated outside is then only a matter for clarification. ``None``: open-ended.
    """

    domain: str
    valid_from: date | None = None
    valid_until: date | None = None


class Citation(Record):
    """Where a fact of an entry is publicly stated, when it was seen, and what it says."""

    url: str
    seen: date
    says: str


class Signature(Record):
    """One brand, operator or app family of the list.

    ``labels`` are names that its apps show on the screen; they claim no more than weak.
    """

    id: str
    name: str
    status: Status
    strength: Strength
    kind: GamblingKind
    added: date
    updated: date
    packages: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    domains: tuple[ListedDomain, ...] = ()
    sources: tuple[Citation, ...]
    innocent_explanations: tuple[str, ...] = ()
    examples_match: tuple[str, ...]
    examples_no_match: tuple[str, ...]
    proposer: str | None = None
    reviewer: str | None = None


class Innocent(Record):
    """Look-alikes that must never match, and why: packages, and registrable domains."""

    id: str
    why: str
    packages: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


class NameSet(StrEnum):
    """Names of which the truth is known, to measure rules about names on."""

    ORDINARY_INDONESIAN = "ordinary-indonesian"
    ORDINARY_GLOBAL = "ordinary-global"
    GAMBLING_INDONESIAN = "gambling-indonesian"


class Measured(Record):
    """How rules about names did on names they had not seen: counts, not rates.

    Written by ``tools/train_scorer.py`` from cross-validation by registrable domain, with
    thresholds that had not seen the names either.
    """

    what: NameSet
    names: int
    findings: int  # strong, medium or weak
    hints: int

    @property
    def ordinary(self) -> bool:
        """Whether findings among these names are false."""
        return self.what is not NameSet.GAMBLING_INDONESIAN


class NameJudging(Record):
    """From which score on a name no entry lists is a match, and how often that was wrong.

    ``weak`` and ``hint`` as in ``ScoreModel``; ``measured`` empty: nobody measured it.
    """

    trained: date
    weak: dict[str, int]
    hint: int
    measured: tuple[Measured, ...] = ()


class ListVersion(Record):
    """Which list an assessment rests on, as reports print it.

    ``by_name``: ``None``, its rules about names hold no score.
    """

    name: str
    version: str  # calendar version, "2026.11.23"
    released: date
    entries: int
    sha256: str  # of the list's canonical snapshot
    by_name: NameJudging | None = None


class SignalGroup(Record):
    """Words and shapes that say the same thing in a name; the group counts once.

    ``anywhere`` words stand anywhere in a part of the name, ``starts`` and ``ends`` only
    at its edges, ``before_number`` before two to four digits, ``numbers`` after a letter
    where the digits end, ``suffixes`` as the last label. ``game`` words name a game of
    chance; ``supporting`` groups never count towards the two signals of a weak match;
    ``against`` groups speak for an ordinary site: where one shows, a score alone is never
    more than a hint.
    """

    id: str
    says: str  # in Indonesian, for reports
    kind: GamblingKind | None = None
    game: bool = False
    supporting: bool = False
    against: bool = False
    anywhere: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    before_number: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()


class Family(Record):
    """Stems of brands that come back under ever new names: ``contoh88`` in ``rtpcontoh88x1``.

    ``names`` are whole: letters with their number, or letters alone that end in a word of
    the trade. What stands before may only be one of the function words of ``NameRules``.
    """

    id: str
    name: str
    kind: GamblingKind
    status: Status
    added: date
    updated: date
    names: tuple[str, ...]
    sources: tuple[Citation, ...]
    innocent_explanations: tuple[str, ...] = ()
    examples_match: tuple[str, ...]
    examples_no_match: tuple[str, ...]
    proposer: str | None = None
    reviewer: str | None = None


class ScoreModel(Record):
    """Weights of what can be read in a name, and the sums from which a name is worth a word.

    All numbers are hundredths of a natural logarithm of odds, so that no reader depends
    on how a float is printed. Long names gather more pieces than short ones, and pieces
    of one word say the same thing twice: the weights of a name with ``n`` features are
    multiplied by the square root of ``ordinary / n``; 0: they are added up as they are.
    ``weak`` says how much a name must reach for a weak match, by the signals it shows:
    ``game+suffix``, ``game``, ``signs`` (two, none of a game), ``number+suffix``,
    ``number``, ``word+suffix``, ``word``, ``suffix``, ``none``; a kind left out is never
    weak.
    ``hint``: enough for a hint. ``measured`` is what cross-validation found.
    """

    trained: date
    base: int
    weak: dict[str, int]
    hint: int
    weights: dict[str, int]
    ordinary: int = 0
    measured: tuple[Measured, ...] = ()


class NameRules(Record):
    """What can be said of names that no entry lists: families, signals, a score."""

    families: tuple[Family, ...] = ()
    function_words: tuple[str, ...] = ()  # before a brand, apart from it: rtp, daftar
    endings: tuple[str, ...] = ()  # after a brand, apart from it: login, vip
    groups: tuple[SignalGroup, ...] = ()
    blanked: tuple[str, ...] = ()  # parts of innocent words, taken out before words are looked for
    offices: tuple[str, ...] = ()  # beginnings of names that look like offices; never scored
    infrastructure: tuple[str, ...] = ()  # suffixes of machines; nobody chose names below them
    rented: tuple[str, ...] = ()  # how suffixes among those begin whose tenants choose names: s3
    package_words: tuple[str, ...] = ()  # at an edge of a part of a package name: a hint
    score: ScoreModel | None = None


class SignatureList(Record):
    """Every entry in force, in order of id; its canonical JSON is the snapshot kept in a case."""

    name: str
    version: str
    released: date
    signatures: tuple[Signature, ...]
    innocent: tuple[Innocent, ...] = ()
    names: NameRules | None = None  # None: exact names only


class NameClass(StrEnum):
    """What a single name turned out to be."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"
    HINT = "hint"
    INSTITUTIONAL = "institutional"
    NEAR = "near"
    NONE = "none"


class Classification(Record):
    """One name, its class, the entry that decided (``None``: no entry), and the reason.

    ``matched`` is the listed name that was hit (``contoh88.example`` for
    ``m.contoh88.example``), ``None`` when nothing was. ``reason`` is one short
    English sentence for officers of the list and for hearings.
    """

    name: str
    cls: NameClass
    signature: str | None = None
    matched: str | None = None
    reason: str
