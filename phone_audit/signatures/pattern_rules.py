"""The lints of families and of signals: what can never match, and what counts twice."""

import re
from collections import Counter
from collections.abc import Iterator

from phone_audit.model.evidence import Observable, ObservableKind
from phone_audit.model.record import Words
from phone_audit.model.signature import Family
from phone_audit.signatures import rules
from phone_audit.signatures.families import Affixes, Families
from phone_audit.signatures.name_parts import NameParts, words_of
from phone_audit.signatures.pattern_files import GroupFile, SignalsFile
from phone_audit.signatures.rules import About, Fault, Lint, Rule
from phone_audit.signatures.strict_yaml import Steps

_FEWEST_EXAMPLES = 3
_SHORTEST_ANYWHERE = 4  # characters; three letters stand in ordinary words everywhere
_BRAND_NUMBER = re.compile(r"\d{2,4}")
_WORD_FIELDS = ("anywhere", "starts", "ends", "before_number")


def _example_misses(family: Family, about: About) -> Iterator[Fault]:
    for number, example in enumerate(family.examples_match):
        found = about.matcher.classify(Observable(kind=ObservableKind.HOST, value=example))
        if found.signature != family.id:
            yield ("examples", "match", number), ascii(example)


def _example_hits(family: Family, about: About) -> Iterator[Fault]:
    for number, example in enumerate(family.examples_no_match):
        found = about.matcher.classify(Observable(kind=ObservableKind.HOST, value=example))
        if found.signature == family.id:
            yield ("examples", "no_match", number), f"{example!a} → {family.id}"


def _few_examples(family: Family, _: About) -> Iterator[Fault]:
    match, no_match = len(family.examples_match), len(family.examples_no_match)
    if min(match, no_match) < _FEWEST_EXAMPLES:
        yield ("examples",), f"match {match}, no_match {no_match} < {_FEWEST_EXAMPLES}"


def _stem_never_found(family: Family, _: About) -> Iterator[Fault]:
    """A stem is found only if it is letters with their number, or six letters and more."""
    reader = Families((), Affixes())
    for number, name in enumerate(family.names):
        if name not in reader.stems(_alone(name)):
            yield ("names", number), name


def _alone(name: str) -> NameParts:
    return NameParts(owned=f"{name}.example", text=name, suffix="example", words=words_of(name))


def _stem_twice(family: Family, _: About) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, name in enumerate(family.names):
        if name in seen:
            yield ("names", number), name
        seen.add(name)


FAMILY_LINTS: tuple[Lint[Family], ...] = (
    Lint(rules.NO_SOURCE, rules.no_sources),
    Lint(rules.FUTURE_DATE, rules.future_dates),
    Lint(rules.DATES_BACKWARDS, rules.dates_backwards),
    Lint(rules.NO_REVIEWER, rules.reviewed_by_nobody),
    Lint(rules.NO_PROPOSER, rules.proposed_by_nobody),
    Lint(rules.NO_INNOCENT_EXPLANATION, rules.no_innocent_explanation),
    Lint(rules.CLAIMS_TOO_MUCH, rules.claims_too_much),
    Lint(rules.NO_EXAMPLES, _few_examples),
    Lint(rules.EXAMPLE_MISSES, _example_misses),
    Lint(rules.EXAMPLE_HITS, _example_hits),
    Lint(rules.STALE, rules.stale),
    Lint(rules.UNREVIEWED, rules.unreviewed_for_long),
    Lint(
        Rule(
            "stem-never-found",
            Words(id='batang "{}" tidak akan pernah ditemukan', en='the stem "{}" is never found'),
            Words(
                id="huruf dengan 2-4 angka, atau sedikitnya enam huruf",
                en="letters with 2 to 4 digits, or six letters and more",
            ),
        ),
        _stem_never_found,
    ),
    Lint(
        Rule(
            "stem-twice",
            Words(id='batang "{}" tertulis dua kali', en='the stem "{}" is written twice'),
            Words(id="sisakan satu", en="keep one"),
        ),
        _stem_twice,
    ),
)

STEM_IN_TWO_FAMILIES = Rule(
    "stem-in-two-families",
    Words(id="batang itu ada dalam dua keluarga: {}", en="the stem stands in two families: {}"),
    Words(id="sisakan dalam satu keluarga", en="keep it in one family"),
)
WORD_TWICE = Rule(
    "word-twice",
    Words(id="satu kata dihitung dua kali: {}", en="one word counts twice: {}"),
    Words(
        id="sisakan dalam satu kelompok; dua tanda harus dua hal yang berbeda",
        en="keep it in one group; two signals must be two different things",
    ),
)


def _no_words(group: GroupFile, _: About) -> Iterator[Fault]:
    if not any(getattr(group, name) for name in (*_WORD_FIELDS, "numbers", "suffixes")):
        yield (), ""


def _short_words(group: GroupFile, _: About) -> Iterator[Fault]:
    for number, word in enumerate(group.anywhere):
        if len(word) < _SHORTEST_ANYWHERE:
            yield ("anywhere", number), word


def _numbers_never_found(group: GroupFile, _: About) -> Iterator[Fault]:
    for number, digits in enumerate(group.numbers):
        if not _BRAND_NUMBER.fullmatch(digits):
            yield ("numbers", number), digits


def _suffix_that_counts(group: GroupFile, _: About) -> Iterator[Fault]:
    if group.suffixes and not group.supporting:
        yield ("suffixes",), ""


def _game_without_kind(group: GroupFile, _: About) -> Iterator[Fault]:
    if group.game and group.kind is None:
        yield ("game",), ""


GROUP_LINTS: tuple[Lint[GroupFile], ...] = (
    Lint(rules.MATCHES_NOTHING, _no_words),
    Lint(
        Rule(
            "word-too-short",
            Words(
                id='kata "{}" terlalu pendek untuk dicari di mana saja',
                en='the word "{}" is too short to be looked for anywhere',
            ),
            Words(
                id="pindahkan ke starts, ends atau before_number",
                en="move it to starts, ends or before_number",
            ),
        ),
        _short_words,
    ),
    Lint(
        Rule(
            "number-never-found",
            Words(id='angka "{}" tidak akan pernah ditemukan', en='the number "{}" is never found'),
            Words(id="dua sampai empat digit", en="two to four digits"),
        ),
        _numbers_never_found,
    ),
    Lint(
        Rule(
            "suffix-counts",
            Words(id="akhiran domain dihitung sebagai tanda", en="a suffix of domains counts"),
            Words(id="supporting: true", en="supporting: true"),
        ),
        _suffix_that_counts,
    ),
    Lint(
        Rule(
            "game-without-kind",
            Words(id="permainan tanpa jenis", en="a game without a kind"),
            Words(id="isi kind", en="add kind"),
        ),
        _game_without_kind,
    ),
)

WORD_BLANKED = Rule(
    "word-blanked",
    Words(
        id="kata itu selalu dikosongkan lebih dulu: {}", en="the word is always blanked first: {}"
    ),
    Words(id="keluarkan salah satunya", en="take out one of the two"),
)


def words_twice(file: SignalsFile) -> Iterator[Fault]:
    """Find a word that two groups hold, or one group in the same field twice."""
    homes: dict[str, str] = {}
    for number, group in enumerate(file.groups):
        for name in (*_WORD_FIELDS, "numbers", "suffixes"):
            words: tuple[str, ...] = getattr(group, name)
            for index, word in enumerate(words):
                key = f".{word}" if name == "suffixes" else word
                home = homes.setdefault(key, group.id)
                repeated = Counter(words[: index + 1])[word] > 1
                if home != group.id or repeated:
                    yield ("groups", number, name, index), f"{word} ({home}, {group.id})"


def words_blanked(file: SignalsFile) -> Iterator[Fault]:
    """Find words that can never be seen, because a part of them is taken out before."""
    for number, group in enumerate(file.groups):
        for name in _WORD_FIELDS:
            words: tuple[str, ...] = getattr(group, name)
            for index, word in enumerate(words):
                if blank := next((blank for blank in file.blanked if blank in word), None):
                    steps: Steps = ("groups", number, name, index)
                    yield steps, f"{word} ({blank})"
