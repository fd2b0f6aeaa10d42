"""``signatures why``: the path by which the matcher decided about a name."""

import argparse
import re
from collections.abc import Callable, Iterator, Mapping

from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.list_store import open_lists
from phone_audit.cli.output import print_json, shown
from phone_audit.cli.signatures.class_words import class_words
from phone_audit.cli.signatures.feature_words import feature_words
from phone_audit.cli.signatures.interface import (
    NAME_KINDS,
    Action,
    add_list_and_json,
    add_lists,
    asked,
    line,
    whole_list,
)
from phone_audit.formats.certificates import normalise
from phone_audit.model.evidence import Observable, ObservableKind
from phone_audit.model.record import Words
from phone_audit.signatures.trail import Explanation, Step, StepTaken

_WORDS = {
    ObservableKind.CERTIFICATE: Words(id="sertifikat penanda tangan", en="certificate of a signer"),
    ObservableKind.HOST: Words(id="situs", en="host"),
    ObservableKind.LABEL: Words(id="nama yang ditampilkan aplikasi", en="what an app shows"),
    ObservableKind.PACKAGE: Words(id="paket", en="package"),
}
_PACKAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)+")
_PACKAGES_BEGIN = frozenset(
    {"air", "app", "br", "cc", "ch", "cn", "co", "com", "de", "dev", "eu", "fr", "games", "id"}
    | {"in", "info", "io", "it", "jp", "kr", "me", "mobi", "my", "net", "nl", "org", "ph", "pl"}
    | {"ru", "sg", "th", "tr", "tv", "tw", "uk", "us", "vn", "xyz"}
)
_MOST_FEATURES = 12
_HUNDREDTHS = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the names, and what they are where it cannot be seen."""
    add_list_and_json(parser)
    add_lists(parser)
    parser.add_argument(
        "--kind",
        choices=sorted(NAME_KINDS),
        help=say(
            "jenis nama; tanpa ini ditebak dari bentuknya",
            "what the names are; otherwise told by their shape",
        ),
    )
    parser.add_argument(
        "names",
        metavar="NAME",
        nargs="+",
        help=say("domain, alamat web atau nama paket", "a domain, a web address or a package"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Print for each name every step of the matcher and where it stopped."""
    from phone_audit.signatures.match import Matcher

    imported = open_lists() if arguments.lists else None
    matcher = Matcher(whole_list(arguments).signatures, imported)
    explained = [
        (kind, matcher.explain(Observable(kind=kind, value=asked(kind, name))))
        for name in arguments.names
        for kind in _kinds(name, arguments.kind)
    ]
    if arguments.json:
        print_json([_as_json(kind, explanation) for kind, explanation in explained])
        return Exit.DONE
    for number, (kind, explanation) in enumerate(explained):
        if number:
            print()
        for text in _lines(kind, explanation):
            print(line(text))
    return Exit.DONE


def _kinds(name: str, chosen: str | None) -> list[ObservableKind]:
    """Return what a name can be: ``id.zeus88.com`` is judged as a host and as a package."""
    if chosen is not None:
        return [NAME_KINDS[chosen]]
    if "." not in name and normalise(name) is not None:
        return [ObservableKind.CERTIFICATE]
    first, last = name.partition(".")[0].lower(), name.rpartition(".")[2].lower()
    if _PACKAGE.fullmatch(name) is None or first not in _PACKAGES_BEGIN:
        return [ObservableKind.HOST]
    if last in _PACKAGES_BEGIN:
        return [ObservableKind.HOST, ObservableKind.PACKAGE]
    return [ObservableKind.PACKAGE]


def _as_json(kind: ObservableKind, explanation: Explanation) -> dict[str, object]:
    found = explanation.classification
    return {
        "name": found.name,
        "kind": kind,
        "class": found.cls,
        "signature": found.signature,
        "matched": found.matched,
        "reason": found.reason,
        "stopped_at": explanation.steps[-1].step,
        "steps": explanation.steps,
    }


def _lines(kind: ObservableKind, explanation: Explanation) -> Iterator[str]:
    found = explanation.classification
    what = say_words(_WORDS[kind])
    yield f"{shown(found.name)}  ({what})"
    last = len(explanation.steps) - 1
    for number, taken in enumerate(explanation.steps):
        mark = "■" if number == last else "·"
        yield f"  {mark} {say_words(_TITLES[taken.step]):<30}  {_SAID[taken.step](taken)}"
        for weight, text in _sum(taken):
            yield f"      {_hundredths(weight):>7}  {text}"
    entry = f"  {found.signature}" if found.signature else ""
    matched = f"  ({found.matched})" if found.matched else ""
    yield f"  = {class_words(found.cls)}{entry}{matched}"
    yield f"    {found.reason}"


def _sum(taken: StepTaken) -> Iterator[tuple[int, str]]:
    """Yield what a score adds up, heaviest first."""
    if taken.base is None:
        return
    yield taken.base, say("titik awal setiap nama", "where every name begins")
    for weighed in taken.weighed[:_MOST_FEATURES]:
        yield weighed.weight, feature_words(weighed.feature)
    if rest := taken.weighed[_MOST_FEATURES:]:
        text = say(f"{len(rest)} ciri lain yang lebih ringan", f"{len(rest)} lighter features")
        yield sum(weighed.weight for weighed in rest), text


_TITLES: Mapping[Step, Words] = {
    Step.NORMALISE: Words(id="dinormalkan", en="normalised"),
    Step.INNOCENT: Words(id="halaman blokir, tak bersalah", en="block pages, innocent names"),
    Step.INSTITUTION: Words(id="milik instansi", en="of an institution"),
    Step.CARRIED: Words(id="kata judi pada situs instansi", en="gambling words it carries"),
    Step.ALLOWED: Words(id="dikecualikan daftar impor", en="allowed by imported lists"),
    Step.EXACT: Words(id="nama terdaftar", en="listed names"),
    Step.IMPORTED: Words(id="daftar impor", en="imported lists"),
    Step.OWNER: Words(id="bagian milik seseorang", en="the part somebody owns"),
    Step.FAMILY: Words(id="keluarga nama", en="families of names"),
    Step.SIGNALS: Words(id="dua tanda", en="two signals"),
    Step.SCORE: Words(id="nilai", en="score"),
    Step.LEET: Words(id="angka sebagai huruf", en="digits as letters"),
    Step.NARROW: Words(id="bagian yang dimaksud", en="the part that is meant"),
    Step.WORDS: Words(id="kata pada nama paket", en="words in a package name"),
}


def _normalised(taken: StepTaken) -> str:
    return _first(taken) or say("bukan nama situs web", "not the name of a web host")


def _looked_up(taken: StepTaken) -> str:
    if taken.found:
        return f"{taken.found[0]} → {taken.entry}"
    return say("tidak: ", "no: ") + ", ".join(taken.asked)


def _institution(taken: StepTaken) -> str:
    if taken.found:
        return say(
            "ya; tidak pernah menjadi temuan bagi pemegang",
            "yes; never a finding against a holder",
        )
    return say("bukan", "no")


def _carried(taken: StepTaken) -> str:
    if not taken.found:
        return say("tidak ada", "none")
    return f'"{taken.found[0]}"' + (f" → {taken.entry}" if taken.entry else "")


def _owner(taken: StepTaken) -> str:
    if not taken.found:
        return say(
            "tidak ada: akhiran bersama atau nama mesin penyedia awan",
            "none: a shared suffix, or a cloud provider's machine",
        )
    owned, text = taken.found
    return f"{owned}; " + say(f'yang dibaca: "{text}"', f'read: "{text}"')


def _family(taken: StepTaken) -> str:
    tried = ", ".join(taken.asked)
    if taken.found:
        return f'"{taken.found[0]}" → {taken.entry}'
    return (
        say(f"tidak; batang yang dicoba: {tried}", f"no; stems tried: {tried}")
        if tried
        else (say("tidak; tidak ada batang di dalamnya", "no; no stem stands in it"))
    )


def _signals(taken: StepTaken) -> str:
    told = "; ".join(taken.found) or say("tidak ada", "none")
    if taken.entry:
        return f"{told} → {taken.entry}"
    return told + say(
        "; kurang: perlu dua kelompok, satu di antaranya permainan, tanpa menghitung TLD",
        "; too little: two groups are needed, one of a game, not counting the TLD",
    )


def _score(taken: StepTaken) -> str:
    if taken.score is None:
        return say(
            "tidak dinilai: menyerupai nama kantor, hanya angka, atau daftar tanpa bobot",
            "not scored: like an office's name, digits alone, or a list without weights",
        )
    weak = "–" if taken.weak is None else _hundredths(taken.weak)
    hint = "–" if taken.hint is None else _hundredths(taken.hint)
    text = say(
        f"{_hundredths(taken.score)} (lemah mulai {weak}, petunjuk mulai {hint})",
        f"{_hundredths(taken.score)} (weak from {weak}, hint from {hint})",
    )
    if taken.entry:
        return f"{text} → {taken.entry}"
    if taken.weak is not None and taken.score >= taken.weak:
        return text + say(
            "; kurang: perlu dua bacaan yang dapat diperiksa, satu di antaranya bukan TLD",
            "; too little: two readings that can be checked are needed, one not the TLD",
        )
    return text


def _leet(taken: StepTaken) -> str:
    if taken.found:
        return say(f'dibaca "{taken.found[0]}"', f'read as "{taken.found[0]}"')
    return say("tidak ada angka di antara huruf", "no digits between letters")


def _narrow(taken: StepTaken) -> str:
    return taken.found[0]


def _words(taken: StepTaken) -> str:
    if taken.found:
        return say(f'memuat "{taken.found[0]}"', f'holds "{taken.found[0]}"')
    return say("tidak ada", "none")


_SAID: Mapping[Step, Callable[[StepTaken], str]] = {
    Step.NORMALISE: _normalised,
    Step.INNOCENT: _looked_up,
    Step.INSTITUTION: _institution,
    Step.CARRIED: _carried,
    Step.ALLOWED: _looked_up,
    Step.EXACT: _looked_up,
    Step.IMPORTED: _looked_up,
    Step.OWNER: _owner,
    Step.FAMILY: _family,
    Step.SIGNALS: _signals,
    Step.SCORE: _score,
    Step.LEET: _leet,
    Step.NARROW: _narrow,
    Step.WORDS: _words,
}


def _first(taken: StepTaken) -> str | None:
    return taken.found[0] if taken.found else None


def _hundredths(number: int) -> str:
    return f"{number / _HUNDREDTHS:+.2f}"


ACTION = Action(
    name="why",
    help=Words(
        id="jalan menuju keputusan tentang sebuah nama",
        en="the path to the decision about a name",
    ),
    add_arguments=add_arguments,
    run=run,
)
