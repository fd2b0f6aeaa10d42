"""The lints of the signature list as a table: code, complaint, remedy, and a predicate each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from phone_audit.model.evidence import Observable, ObservableKind
from phone_audit.model.signature import (
    Classification,
    GamblingKind,
    Signature,
    Status,
    Strength,
)
from phone_audit.signatures.match import Matcher, is_institutional
from phone_audit.signatures.strict_yaml import Steps

STALE_AFTER = timedelta(days=730)

_SYSTEM_PACKAGES = (
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


class Level(StrEnum):
    """Whether a list may be released with this complaint."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class About:
    """What a predicate may look at besides the entry itself."""

    today: date
    matcher: Matcher


Fault = tuple[Steps, str]
"""Where in the entry, and what fills the ``{}`` of the complaint."""


@dataclass(frozen=True, slots=True)
class Lint:
    """One rule: its code, what it complains of, what to do, and where it finds fault."""

    code: str
    complaint: str
    remedy: str
    faults: Callable[[Signature, About], Iterator[Fault]]
    level: Level = Level.ERROR


def _no_names(signature: Signature, _: About) -> Iterator[Fault]:
    if not signature.packages and not signature.domains:
        yield ("match",), ""


def _no_sources(signature: Signature, _: About) -> Iterator[Fault]:
    if not signature.sources:
        yield ("sources",), ""


def _future_dates(signature: Signature, about: About) -> Iterator[Fault]:
    dates: list[tuple[Steps, date]] = [
        (("added",), signature.added),
        (("updated",), signature.updated),
        *((("sources", i, "seen"), source.seen) for i, source in enumerate(signature.sources)),
    ]
    for steps, day in dates:
        if day > about.today:
            yield steps, day.isoformat()


def _updated_before_added(signature: Signature, _: About) -> Iterator[Fault]:
    if signature.updated < signature.added:
        yield ("updated",), signature.updated.isoformat()


def _validity_backwards(signature: Signature, _: About) -> Iterator[Fault]:
    for number, listed in enumerate(signature.domains):
        begin, end = listed.valid_from, listed.valid_until
        if begin is not None and end is not None and end < begin:
            yield ("match", "domains", number), listed.domain


def _reviewed_by_nobody(signature: Signature, _: About) -> Iterator[Fault]:
    if signature.status is Status.REVIEWED and not signature.reviewer:
        yield ("status",), ""


def _proposed_by_nobody(signature: Signature, _: About) -> Iterator[Fault]:
    if not signature.proposer:
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
        if any(package == name or package.startswith(f"{name}.") for name in _SYSTEM_PACKAGES):
            yield ("match", "packages", number), package


def _no_innocent_explanation(signature: Signature, _: About) -> Iterator[Fault]:
    if not signature.innocent_explanations:
        yield (), ""


def _claims_too_much(signature: Signature, _: About) -> Iterator[Fault]:
    texts: list[tuple[Steps, str]] = [
        (("name",), signature.name),
        *((("sources", i, "says"), source.says) for i, source in enumerate(signature.sources)),
        *(
            (("innocent_explanations", i), text)
            for i, text in enumerate(signature.innocent_explanations)
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
        if all(found.signature != signature.id for found in _both(example, about.matcher)):
            yield ("examples", "match", number), ascii(example)


def _example_hits(signature: Signature, about: About) -> Iterator[Fault]:
    for number, example in enumerate(signature.examples_no_match):
        for found in _both(example, about.matcher):
            if found.signature is not None:
                yield ("examples", "no_match", number), f"{example!a} matches {found.signature}"


def _stale(signature: Signature, about: About) -> Iterator[Fault]:
    if about.today - signature.updated > STALE_AFTER:
        yield ("updated",), signature.updated.isoformat()


LINTS = (
    Lint(
        "matches-nothing",
        "the entry lists no package and no domain",
        "add a name under match",
        _no_names,
    ),
    Lint(
        "no-source",
        "no source",
        "say where and when it was publicly stated; without that it is hearsay",
        _no_sources,
    ),
    Lint("future-date", "{} lies in the future", "write the day it happened", _future_dates),
    Lint(
        "dates-backwards",
        "updated {} is before added",
        "updated is the day of the last change, added at the earliest",
        _updated_before_added,
    ),
    Lint(
        "validity-backwards",
        "{} ends before it begins",
        "valid_from is the first day, valid_until the last",
        _validity_backwards,
    ),
    Lint(
        "no-reviewer",
        "reviewed, but not said by whom",
        "add reviewer, or set status: experimental",
        _reviewed_by_nobody,
    ),
    Lint("no-proposer", "nobody proposed it", "add proposer", _proposed_by_nobody),
    Lint(
        "strong-unreviewed",
        "strong without review",
        "have it reviewed, or lower the strength",
        _strong_unreviewed,
    ),
    Lint(
        "strong-grey",
        "a chip game cannot match strongly: other games of its kind are registered",
        "strength: medium or weak",
        _strong_grey,
    ),
    Lint(
        "near-not-weak",
        "what is only near gambling is never a finding",
        "strength: weak",
        _near_not_weak,
    ),
    Lint(
        "institutional",
        "{} is the name of an institution; its pages may have been broken into",
        "take it out; the matcher reports such hosts apart",
        _institutional,
    ),
    Lint(
        "system-package",
        "{} looks like a part of Android or of a maker's system",
        "take it out: it is on phones whose holders never chose it",
        _system_package,
    ),
    Lint(
        "no-innocent-explanation",
        "no innocent explanation",
        "say how the name can be on a phone whose holder does not gamble",
        _no_innocent_explanation,
    ),
    Lint(
        "claims-too-much",
        'the words "{}" claim more than a list can know',
        "say what the source states",
        _claims_too_much,
    ),
    Lint(
        "no-examples",
        "no examples under {}",
        "add names that must, and names that must not match",
        _no_examples,
    ),
    Lint(
        "example-misses",
        "{} should match this entry and does not",
        "correct the example or the names under match",
        _example_misses,
    ),
    Lint(
        "example-hits",
        "{}, and should match nothing",
        "correct the example or the entry it matches",
        _example_hits,
    ),
    Lint(
        "stale",
        "not looked at since {}",
        "check that the names are still the operator's, then set updated",
        _stale,
        Level.WARNING,
    ),
)


def _both(example: str, matcher: Matcher) -> tuple[Classification, Classification]:
    """Judge an example as a package and as a host: ``com.contoh.slot`` could be either."""
    kinds = (ObservableKind.PACKAGE, ObservableKind.HOST)
    package, host = (matcher.classify(Observable(kind=kind, value=example)) for kind in kinds)
    return package, host
