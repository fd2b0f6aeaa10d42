"""The lints of an entry: what it may list, how strongly, and whether its examples hold."""

from collections.abc import Iterator

from phone_audit.formats.hostname import normalise, registrable
from phone_audit.model.evidence import Observable, ObservableKind
from phone_audit.model.record import Words
from phone_audit.model.signature import (
    Classification,
    GamblingKind,
    Signature,
    Status,
    Strength,
)
from phone_audit.signatures import rules
from phone_audit.signatures.app_labels import is_plain
from phone_audit.signatures.institutions import is_institutional
from phone_audit.signatures.match import Matcher
from phone_audit.signatures.rules import About, Fault, Level, Lint, Rule

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


def _validity_backwards(signature: Signature, _: About) -> Iterator[Fault]:
    for number, listed in enumerate(signature.domains):
        begin, end = listed.valid_from, listed.valid_until
        if begin is not None and end is not None and end < begin:
            yield ("match", "domains", number), listed.domain


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
    """A look-alike among the counterexamples was thought of, and is left in peace."""
    told_apart = {*signature.examples_no_match}
    told_apart |= {host for name in signature.examples_no_match if (host := normalise(name))}
    for number, package in enumerate(signature.packages):
        near = about.look_alikes.of_package(package)
        if near and near not in told_apart:
            yield ("match", "packages", number), f"{package} ~ {near}"
    for number, listed in enumerate(signature.domains):
        near = about.look_alikes.of_domain(registrable(listed.domain) or "")
        if near and near not in told_apart:
            yield ("match", "domains", number), f"{listed.domain} ~ {near}"


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


def _all(example: str, matcher: Matcher) -> tuple[Classification, ...]:
    """Judge an example as a name of every kind: ``com.contoh.slot`` could be any."""
    return tuple(matcher.classify(Observable(kind=kind, value=example)) for kind in ObservableKind)


ENTRY_LINTS: tuple[Lint[Signature], ...] = (
    Lint(rules.MATCHES_NOTHING, _no_names),
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
    Lint(rules.NO_SOURCE, rules.no_sources),
    Lint(rules.FUTURE_DATE, rules.future_dates),
    Lint(rules.DATES_BACKWARDS, rules.dates_backwards),
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
    Lint(rules.NO_REVIEWER, rules.reviewed_by_nobody),
    Lint(rules.NO_PROPOSER, rules.proposed_by_nobody),
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
    Lint(rules.NO_INNOCENT_EXPLANATION, rules.no_innocent_explanation),
    Lint(rules.CLAIMS_TOO_MUCH, rules.claims_too_much),
    Lint(rules.NO_EXAMPLES, _no_examples),
    Lint(rules.EXAMPLE_MISSES, _example_misses),
    Lint(rules.EXAMPLE_HITS, _example_hits),
    Lint(rules.STALE, rules.stale),
    Lint(rules.UNREVIEWED, rules.unreviewed_for_long),
)
