"""What a lint is: a rule with its remedy, and a predicate; those that fit every kind of file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Generic, TypeVar

from phone_audit.model.record import Words
from phone_audit.model.signature import (
    Family,
    Signature,
    Status,
)
from phone_audit.signatures.look_alikes import LookAlikes
from phone_audit.signatures.match import Matcher
from phone_audit.signatures.strict_yaml import Steps

STALE_AFTER = timedelta(days=730)
UNREVIEWED_FOR = timedelta(days=180)

_CLAIMS_TOO_MUCH = (
    "barang bukti",
    "bersalah",
    "melanggar",
    "membuktikan",
    "pelaku",
    "penjudi",
    "positif judol",
    "tersangka",
    "terbukti",
)

T = TypeVar("T")
Listed = Signature | Family
"""What has dates, sources, examples and people behind it."""


class Level(StrEnum):
    """Whether a list may be released with this complaint."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of complaint: its code, what it says, and what to do about it.

    ``{}`` in the complaint is filled with the detail of a fault.
    """

    code: str
    complaint: Words
    remedy: Words
    level: Level = Level.ERROR


@dataclass(frozen=True, slots=True)
class About:
    """What a predicate may look at besides the entry itself."""

    today: date
    matcher: Matcher
    look_alikes: LookAlikes


Fault = tuple[Steps, str]
"""Where in the file, and what fills the ``{}`` of the complaint."""


@dataclass(frozen=True, slots=True)
class Lint(Generic[T]):
    """One rule, and where it finds fault with a ``T``."""

    rule: Rule
    faults: Callable[[T, About], Iterator[Fault]]


def no_sources(listed: Listed, _: About) -> Iterator[Fault]:
    """Find a record without a source."""
    if not listed.sources:
        yield ("sources",), ""


def future_dates(listed: Listed, about: About) -> Iterator[Fault]:
    """Find dates after today."""
    dates: list[tuple[Steps, date]] = [
        (("added",), listed.added),
        (("updated",), listed.updated),
        *((("sources", i, "seen"), source.seen) for i, source in enumerate(listed.sources)),
    ]
    for steps, day in dates:
        if day > about.today:
            yield steps, day.isoformat()


def dates_backwards(listed: Listed, _: About) -> Iterator[Fault]:
    """Find a last change before the first one, or before a source was seen."""
    if listed.updated < listed.added:
        yield ("updated",), f"{listed.updated} < added {listed.added}"
    for number, source in enumerate(listed.sources):
        if source.seen > listed.updated:
            yield ("sources", number, "seen"), f"updated {listed.updated} < seen {source.seen}"


def reviewed_by_nobody(listed: Listed, _: About) -> Iterator[Fault]:
    """Find what was reviewed by nobody, or by the one who proposed it."""
    if listed.status is not Status.REVIEWED:
        return
    if not listed.reviewer:
        yield ("status",), "-"
    elif listed.reviewer == listed.proposer:
        yield ("reviewer",), listed.reviewer


def proposed_by_nobody(listed: Listed, _: About) -> Iterator[Fault]:
    """Find what nobody proposed."""
    if not listed.proposer:
        yield (), ""


def no_innocent_explanation(listed: Listed, _: About) -> Iterator[Fault]:
    """Find what says nothing in favour of a holder."""
    if not listed.innocent_explanations:
        yield (), ""


def claims_too_much(listed: Listed, _: About) -> Iterator[Fault]:
    """Find words that say of a person what no list can know."""
    texts: list[tuple[Steps, str]] = [
        (("name",), listed.name),
        *((("sources", i, "says"), source.says) for i, source in enumerate(listed.sources)),
        *(
            (("innocent_explanations", i), text)
            for i, text in enumerate(listed.innocent_explanations)
        ),
    ]
    for steps, text in texts:
        plain = text.lower().replace("tidak membuktikan", "")
        for word in _CLAIMS_TOO_MUCH:
            if word in plain:
                yield steps, word


def stale(listed: Listed, about: About) -> Iterator[Fault]:
    """Find what nobody looked at for long."""
    if about.today - listed.updated > STALE_AFTER:
        yield ("updated",), listed.updated.isoformat()


def unreviewed_for_long(listed: Listed, about: About) -> Iterator[Fault]:
    """Find proposals that nobody reviewed or withdrew."""
    waiting = listed.status is Status.EXPERIMENTAL
    if waiting and about.today - listed.added > UNREVIEWED_FOR:
        yield ("status",), listed.added.isoformat()


MATCHES_NOTHING = Rule(
    "matches-nothing",
    Words(id="tidak memuat nama apa pun", en="lists no name at all"),
    Words(id="tambahkan nama di bawah match", en="add a name under match"),
)
NO_SOURCE = Rule(
    "no-source",
    Words(id="tanpa sumber", en="no source"),
    Words(
        id="tulis di mana dan kapan hal itu dinyatakan terbuka; tanpa itu hanya kabar burung",
        en="say where and when it was publicly stated; without that it is hearsay",
    ),
)
FUTURE_DATE = Rule(
    "future-date",
    Words(id="{} ada di masa depan", en="{} lies in the future"),
    Words(id="tulis hari kejadiannya", en="write the day it happened"),
)
DATES_BACKWARDS = Rule(
    "dates-backwards",
    Words(id="tanggal terbalik: {}", en="dates run backwards: {}"),
    Words(
        id="updated adalah hari perubahan terakhir, tidak sebelum added dan seen",
        en="updated is the day of the last change, not before added and seen",
    ),
)
NO_REVIEWER = Rule(
    "no-reviewer",
    Words(
        id="reviewed, tetapi penelaahnya tidak ada atau pengusulnya sendiri: {}",
        en="reviewed, but by nobody or by its own proposer: {}",
    ),
    Words(
        id="orang lain mengisi reviewer, atau status: experimental",
        en="somebody else fills in reviewer, or status: experimental",
    ),
)
NO_PROPOSER = Rule(
    "no-proposer",
    Words(id="tidak ada pengusul", en="nobody proposed it"),
    Words(id="isi proposer", en="add proposer"),
)
NO_INNOCENT_EXPLANATION = Rule(
    "no-innocent-explanation",
    Words(id="tanpa penjelasan lain", en="no innocent explanation"),
    Words(
        id="tulis bagaimana nama itu dapat ada pada ponsel orang yang tidak berjudi",
        en="say how the name can be on a phone whose holder does not gamble",
    ),
)
CLAIMS_TOO_MUCH = Rule(
    "claims-too-much",
    Words(
        id='kata "{}" menyatakan lebih dari yang dapat diketahui daftar',
        en='the words "{}" claim more than a list can know',
    ),
    Words(id="tulis apa yang dikatakan sumber", en="say what the source states"),
)
NO_EXAMPLES = Rule(
    "no-examples",
    Words(id="contoh kurang: {}", en="too few examples: {}"),
    Words(
        id="tambahkan nama yang harus dan yang tidak boleh cocok",
        en="add names that must, and names that must not match",
    ),
)
EXAMPLE_MISSES = Rule(
    "example-misses",
    Words(
        id="{} seharusnya cocok dengan berkas ini, tetapi tidak",
        en="{} should match this file and does not",
    ),
    Words(id="perbaiki contohnya atau namanya", en="correct the example or the names of the file"),
)
EXAMPLE_HITS = Rule(
    "example-hits",
    Words(id="{}, padahal tidak boleh cocok", en="{}, and should not match"),
    Words(
        id="perbaiki contohnya atau tanda yang mencocokkannya",
        en="correct the example or the entry it matches",
    ),
)
STALE = Rule(
    "stale",
    Words(id="tidak ditinjau sejak {}", en="not looked at since {}"),
    Words(
        id="periksa apakah nama-namanya masih milik operator, lalu isi updated",
        en="check that the names are still the operator's, then set updated",
    ),
    Level.WARNING,
)
UNREVIEWED = Rule(
    "unreviewed",
    Words(id="belum ditelaah sejak {}", en="waiting for a review since {}"),
    Words(id="telaah, atau tarik ke retired/", en="review it, or withdraw it to retired/"),
    Level.WARNING,
)
