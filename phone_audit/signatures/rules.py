"""The lints of an entry as a table: code, complaint, remedy, and a predicate each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Generic, TypeVar

from phone_audit.formats.hostname import registrable
from phone_audit.model.evidence import Observable, ObservableKind
from phone_audit.model.record import Words
from phone_audit.model.signature import (
    Classification,
    Family,
    GamblingKind,
    Signature,
    Status,
    Strength,
)
from phone_audit.signatures.app_labels import is_plain
from phone_audit.signatures.look_alikes import LookAlikes
from phone_audit.signatures.match import Matcher, is_institutional
from phone_audit.signatures.strict_yaml import Steps

STALE_AFTER = timedelta(days=730)
UNREVIEWED_FOR = timedelta(days=180)

SYSTEM_PACKAGES = (
    "android",
    "com.android",
    "com.coloros",
    "com.google.android",
    "com.heytap",
    "com.huawei",
    "com.mediatek",
    "com.miui",
    "com.oneplus",
    "com.oplus",
    "com.oppo",
    "com.qualcomm",
    "com.samsung.android",
    "com.sec.android",
    "com.transsion",
    "com.vivo",
    "com.xiaomi",
)
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


def _no_names(signature: Signature, _: About) -> Iterator[Fault]:
    if not signature.packages and not signature.labels and not signature.domains:
        yield ("match",), ""


def _only_labels(signature: Signature, _: About) -> Iterator[Fault]:
    alone = signature.labels and not signature.packages and not signature.domains
    if alone and signature.strength is not Strength.WEAK:
        yield ("strength",), ""


def _plain_label(signature: Signature, _: About) -> Iterator[Fault]:
    for number, label in enumerate(signature.labels):
        if is_plain(label):
            yield ("match", "labels", number), label


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


def _validity_backwards(signature: Signature, _: About) -> Iterator[Fault]:
    for number, listed in enumerate(signature.domains):
        begin, end = listed.valid_from, listed.valid_until
        if begin is not None and end is not None and end < begin:
            yield ("match", "domains", number), listed.domain


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


def _strong_unreviewed(signature: Signature, _: About) -> Iterator[Fault]:
    if signature.strength is Strength.STRONG and signature.status is not Status.REVIEWED:
        yield ("strength",), ""


def _strong_grey(signature: Signature, _: About) -> Iterator[Fault]:
    if signature.kind is GamblingKind.GREY_CHIP and signature.strength is Strength.STRONG:
        yield ("strength",), ""


def _near_not_weak(signature: Signature, _: About) -> Iterator[Fault]:
    if signature.kind is GamblingKind.NEAR and signature.strength is not Strength.WEAK:
        yield ("strength",), ""


def _institutional(signature: Signature, _: About) -> Iterator[Fault]:
    for number, listed in enumerate(signature.domains):
        if is_institutional(listed.domain):
            yield ("match", "domains", number), listed.domain


def _system_package(signature: Signature, _: About) -> Iterator[Fault]:
    for number, package in enumerate(signature.packages):
        if any(package == name or package.startswith(f"{name}.") for name in SYSTEM_PACKAGES):
            yield ("match", "packages", number), package


def _look_alike(signature: Signature, about: About) -> Iterator[Fault]:
    told_apart = " ".join(signature.examples_no_match)
    for number, package in enumerate(signature.packages):
        near = about.look_alikes.of_package(package)
        if near and near not in told_apart:
            yield ("match", "packages", number), f"{package} ~ {near}"
    for number, listed in enumerate(signature.domains):
        near = about.look_alikes.of_domain(registrable(listed.domain) or "")
        if near and near not in told_apart:
            yield ("match", "domains", number), f"{listed.domain} ~ {near}"


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


def _no_examples(signature: Signature, _: About) -> Iterator[Fault]:
    if not signature.examples_match:
        yield ("examples",), "match"
    if not signature.examples_no_match:
        yield ("examples",), "no_match"


def _example_misses(signature: Signature, about: About) -> Iterator[Fault]:
    for number, example in enumerate(signature.examples_match):
        if all(found.signature != signature.id for found in _all(example, about.matcher)):
            yield ("examples", "match", number), ascii(example)


def _example_hits(signature: Signature, about: About) -> Iterator[Fault]:
    for number, example in enumerate(signature.examples_no_match):
        for found in _all(example, about.matcher):
            if found.signature is not None:
                yield ("examples", "no_match", number), f"{example!a} → {found.signature}"


def stale(listed: Listed, about: About) -> Iterator[Fault]:
    """Find what nobody looked at for long."""
    if about.today - listed.updated > STALE_AFTER:
        yield ("updated",), listed.updated.isoformat()


def unreviewed_for_long(listed: Listed, about: About) -> Iterator[Fault]:
    """Find proposals that nobody reviewed or withdrew."""
    waiting = listed.status is Status.EXPERIMENTAL
    if waiting and about.today - listed.added > UNREVIEWED_FOR:
        yield ("status",), listed.added.isoformat()


def _all(example: str, matcher: Matcher) -> tuple[Classification, ...]:
    """Judge an example as a name of every kind: ``com.contoh.slot`` could be any."""
    return tuple(matcher.classify(Observable(kind=kind, value=example)) for kind in ObservableKind)


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

ENTRY_LINTS: tuple[Lint[Signature], ...] = (
    Lint(MATCHES_NOTHING, _no_names),
    Lint(
        Rule(
            "labels-only",
            Words(id="hanya nama aplikasi, tetapi bukan weak", en="only labels, yet not weak"),
            Words(
                id="strength: weak; siapa pun boleh menamai aplikasinya demikian",
                en="strength: weak; anybody may call an app so",
            ),
        ),
        _only_labels,
    ),
    Lint(
        Rule(
            "plain-label",
            Words(
                id='"{}" hanya memuat kata yang dipakai banyak permainan biasa',
                en='"{}" holds only words that many ordinary games use',
            ),
            Words(
                id="keluarkan: nama ini tidak membedakan apa pun",
                en="take it out: the label tells nothing apart",
            ),
        ),
        _plain_label,
    ),
    Lint(NO_SOURCE, no_sources),
    Lint(FUTURE_DATE, future_dates),
    Lint(DATES_BACKWARDS, dates_backwards),
    Lint(
        Rule(
            "validity-backwards",
            Words(id="{} berakhir sebelum mulai", en="{} ends before it begins"),
            Words(
                id="valid_from hari pertama, valid_until hari terakhir",
                en="valid_from is the first day, valid_until the last",
            ),
        ),
        _validity_backwards,
    ),
    Lint(NO_REVIEWER, reviewed_by_nobody),
    Lint(NO_PROPOSER, proposed_by_nobody),
    Lint(
        Rule(
            "strong-unreviewed",
            Words(id="strong tanpa telaah", en="strong without review"),
            Words(
                id="mintakan telaah, atau turunkan strength",
                en="have it reviewed, or lower the strength",
            ),
        ),
        _strong_unreviewed,
    ),
    Lint(
        Rule(
            "strong-grey",
            Words(
                id="permainan koin tidak boleh strong: sebagian permainan sejenis terdaftar resmi",
                en="a chip game cannot match strongly: other games of its kind are registered",
            ),
            Words(id="strength: medium atau weak", en="strength: medium or weak"),
        ),
        _strong_grey,
    ),
    Lint(
        Rule(
            "near-not-weak",
            Words(
                id="yang hanya berkaitan dengan judi tidak pernah menjadi temuan",
                en="what is only near gambling is never a finding",
            ),
            Words(id="strength: weak", en="strength: weak"),
        ),
        _near_not_weak,
    ),
    Lint(
        Rule(
            "institutional",
            Words(
                id="{} adalah nama instansi; halamannya mungkin disusupi",
                en="{} is the name of an institution; its pages may have been broken into",
            ),
            Words(
                id="keluarkan; pencocok melaporkan situs seperti itu tersendiri",
                en="take it out; the matcher reports such hosts apart",
            ),
        ),
        _institutional,
    ),
    Lint(
        Rule(
            "system-package",
            Words(
                id="{} tampak seperti bagian Android atau sistem pabrikan",
                en="{} looks like a part of Android or of a maker's system",
            ),
            Words(
                id="keluarkan: ada pada ponsel tanpa dipilih pemegangnya",
                en="take it out: it is on phones whose holders never chose it",
            ),
        ),
        _system_package,
    ),
    Lint(
        Rule(
            "look-alike",
            Words(
                id="hampir sama dengan nama yang tidak bersalah: {}",
                en="nearly the same as an innocent name: {}",
            ),
            Words(
                id="pastikan bukan salah ketik, lalu tulis nama yang mirip itu di no_match",
                en="make sure it is no slip, then write the look-alike under no_match",
            ),
            Level.WARNING,
        ),
        _look_alike,
    ),
    Lint(NO_INNOCENT_EXPLANATION, no_innocent_explanation),
    Lint(CLAIMS_TOO_MUCH, claims_too_much),
    Lint(NO_EXAMPLES, _no_examples),
    Lint(EXAMPLE_MISSES, _example_misses),
    Lint(EXAMPLE_HITS, _example_hits),
    Lint(STALE, stale),
    Lint(UNREVIEWED, unreviewed_for_long),
)
