"""``signatures show``: everything a list knows about one id, as a hearing needs it."""

import argparse
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.output import print_json, shown
from phone_audit.cli.signatures.class_words import class_words
from phone_audit.cli.signatures.imported import show_imported
from phone_audit.cli.signatures.interface import Action, add_list_and_json, line, whole_list
from phone_audit.errors import UsageError
from phone_audit.model.record import Words
from phone_audit.model.signature import (
    Citation,
    Family,
    Innocent,
    NameClass,
    NameRules,
    SignalGroup,
    Signature,
    Status,
)
from phone_audit.reporting.name_judging import NAME_SETS
from phone_audit.reporting.wording import KINDS

if TYPE_CHECKING:
    from phone_audit.signatures.dossier import Dossier, KnownName, TriedExample

_HUNDREDTHS = 100
_STATUS = {
    Status.REVIEWED: Words(id="sudah ditelaah", en="reviewed"),
    Status.EXPERIMENTAL: Words(id="usulan, belum ditelaah", en="a proposal, not reviewed"),
    Status.RETIRED: Words(id="ditarik", en="retired"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which id, of which list."""
    add_list_and_json(parser)
    parser.add_argument(
        "id",
        metavar="ID",
        help=say(
            "id seperti tercetak dalam laporan, misalnya joker123 atau nama-dua-tanda",
            "an id as a report prints it, such as joker123 or nama-dua-tanda",
        ),
    )


def run(arguments: argparse.Namespace) -> int:
    """Print all that is known of one id."""
    from phone_audit.signatures.dossier import dossier, ids_near
    from phone_audit.signatures.listed import ID_PREFIX

    if arguments.id.startswith(ID_PREFIX):
        return show_imported(arguments.id.removeprefix(ID_PREFIX), arguments)
    whole = whole_list(arguments)
    found = dossier(whole, arguments.id)
    if found is None:
        wanted = shown(arguments.id)
        near = ", ".join(ids_near(whole, arguments.id))
        hint = say(f" (mirip: {near})", f" (near: {near})") if near else ""
        raise UsageError(say(f'tidak ada tanda "{wanted}"', f'no entry "{wanted}"') + hint)
    if arguments.json:
        print_json(found)
    else:
        for text in _lines(found):
            print(line(text))
    return Exit.DONE


def _lines(found: "Dossier") -> Iterator[str]:
    if found.entry is not None:
        yield from _of_entry(found, found.entry)
    elif found.family is not None:
        yield from _of_family(found, found.family)
    elif found.group is not None:
        yield from _of_group(found.group)
    elif found.innocent is not None:
        yield from _of_innocent(found.innocent)
    elif found.rules is not None:
        yield from _of_rule(found.id, found.rules)
    yield from _section(
        say("Keputusan tentang nama yang meragukan", "Decisions about ambiguous names"),
        (
            f"{one.decided} {one.name}: {one.decision} ({one.by}): {one.reason}"
            for one in found.decisions
        ),
    )
    yield from _section(
        say("Riwayat", "History"), (f"{told.version}  {told.says}" for told in found.history)
    )
    yield f"  {say('Daftar', 'List')}: {found.list_name} {found.list_version}"


def _of_entry(found: "Dossier", entry: Signature) -> Iterator[str]:
    yield f"{entry.id}: {entry.name}"
    yield f"  {say_words(KINDS[entry.kind])} · {_status(entry)}"
    if found.retired_because is not None:
        because = found.retired_because
        yield say(f"  DITARIK: {because}", f"  RETIRED: {because}")
        yield "  " + say(
            "Tanda ini tidak mengenali apa pun lagi; kasus lama menyimpan daftar waktu itu.",
            "It matches nothing any more; old cases keep the list of their day.",
        )
    yield from _section(say("Mengenali", "Matches"), map(_name, found.names))
    yield from _sources(entry.sources)
    yield from _explanations(entry.innocent_explanations)
    yield from _people(entry)
    yield from _section(
        say("Keluarga nama yang juga mengenalinya", "Families that know its names as well"),
        found.related,
    )
    yield from _examples(found)


def _of_family(found: "Dossier", family: Family) -> Iterator[str]:
    yield f"{family.id}: {family.name}"
    yield f"  {say_words(KINDS[family.kind])} · {_status(family)}"
    yield "  " + say(
        "Keluarga nama: batang yang berdiri utuh dalam nama situs yang tidak terdaftar. "
        f"Hasilnya {class_words(NameClass.MEDIUM)}, dan hanya dugaan berdasarkan nama.",
        "A family of names: stems that stand whole in the name of a site no entry lists. "
        f"What it gives is {class_words(NameClass.MEDIUM)}, and a guess by name only.",
    )
    count = len(family.names)
    yield from _section(say(f"{count} batang", f"{count} stems"), (", ".join(family.names),))
    yield from _sources(family.sources)
    yield from _explanations(family.innocent_explanations)
    yield from _people(family)
    yield from _section(
        say("Tanda dengan batang yang sama", "Entries with the same stems"),
        (", ".join(found.related),) if found.related else (),
    )
    yield from _examples(found)


def _of_group(group: SignalGroup) -> Iterator[str]:
    yield f"{group.id}: {group.says}"
    yield "  " + say(
        "Kelompok tanda: kata atau bentuk dalam nama situs, dihitung satu kali. Satu kelompok saja "
        "paling jauh petunjuk dan tidak pernah menjadi temuan.",
        "A group of signals: words or shapes in a site's name, counted once. One group alone is a "
        "hint at most and never a finding.",
    )
    if group.game:
        yield "  " + say("Menyebut permainan.", "Names a game of chance.")
    if group.against:
        yield "  " + say(
            "Meringankan: di mana kata ini ada, nilai saja tidak pernah lebih dari petunjuk.",
            "Speaks for an ordinary site: where it shows, a score alone is a hint at most.",
        )
    if group.supporting:
        yield "  " + say(
            "Hanya pendukung: tidak dihitung di antara dua tanda.",
            "Supporting only: does not count towards two signals.",
        )
    for title, words in (
        (say("di mana saja", "anywhere"), group.anywhere),
        (say("di awal kata", "where a word begins"), group.starts),
        (say("di akhir kata", "where a word ends"), group.ends),
        (say("sebelum 2-4 angka", "before 2 to 4 digits"), group.before_number),
        (say("angka sesudah huruf", "digits after a letter"), group.numbers),
        (say("akhiran domain", "suffixes of domains"), group.suffixes),
    ):
        yield from _section(title, (", ".join(words),) if words else ())


def _of_innocent(innocent: Innocent) -> Iterator[str]:
    yield f"{innocent.id}: {innocent.why}"
    yield "  " + say(
        "Daftar tak bersalah: nama-nama ini ditanya paling dulu dan tidak pernah cocok.",
        "The innocent list: these names are asked first and never match.",
    )
    yield from _section(say("Domain", "Domains"), innocent.domains)
    yield from _section(say("Paket", "Packages"), innocent.packages)


def _of_rule(name: str, rules: NameRules) -> Iterator[str]:
    from phone_audit.signatures.unlisted import TWO_SIGNALS

    weak = class_words(NameClass.WEAK)
    if name == TWO_SIGNALS:
        yield f"{name}: " + say("dua tanda dalam nama", "two signals in a name")
        yield "  " + say(
            "Situs yang tidak terdaftar, dengan sedikitnya dua kelompok tanda yang berbeda dalam "
            f"namanya, satu di antaranya permainan. Hasilnya {weak}: dugaan berdasarkan nama; isi "
            "situs tidak diperiksa. Akhiran domain tidak dihitung.",
            "A site no entry lists, with at least two different groups of signals in its name, one "
            f"of them of a game. What it gives is {weak}: a guess by name; what the site holds was "
            "not looked at. Suffixes of domains do not count.",
        )
        groups = (f"{one.id}{' *' if one.game else ''}: {one.says}" for one in rules.groups)
        yield from _section(say("Kelompok (* permainan)", "Groups (* of a game)"), groups)
        return
    yield f"{name}: " + say("nilai dan tanda dalam nama", "a score and signals in a name")
    yield "  " + say(
        "Situs yang tidak terdaftar, yang namanya mencapai nilai tertentu dan memuat sedikitnya "
        f"dua bacaan yang dapat diperiksa orang. Hasilnya {weak}: dugaan berdasarkan nama. "
        "Penjumlahannya: phone-audit signatures why NAMA.",
        "A site no entry lists, whose name reaches a score and holds at least two readings a "
        f"person can check. What it gives is {weak}: a guess by name. How it adds up: phone-audit "
        "signatures why NAME.",
    )
    score = rules.score
    if score is None:
        return
    limits = [f"{shape}: {value / _HUNDREDTHS:.2f}" for shape, value in sorted(score.weak.items())]
    limits.append(f"{class_words(NameClass.HINT)}: {score.hint / _HUNDREDTHS:.2f}")
    yield from _section(
        say("Nilai sedikitnya, menurut tanda", "Score at least, by signals"), limits
    )
    yield from _section(
        say(f"Diukur, dilatih {score.trained}", f"Measured, trained {score.trained}"),
        (
            say(
                f"{one.findings} temuan{' keliru' if one.ordinary else ''} dan {one.hints} "
                f"petunjuk di antara {one.names} {say_words(NAME_SETS[one.what])}",
                f"{one.findings}{' false' if one.ordinary else ''} findings and {one.hints} "
                f"hints among {one.names} {say_words(NAME_SETS[one.what])}",
            )
            for one in score.measured
        ),
    )


def _status(thing: Signature | Family) -> str:
    added = say("ditambahkan", "added")
    updated = say("diperbarui", "updated")
    status = say_words(_STATUS[thing.status])
    return f"{status} · {added} {thing.added} · {updated} {thing.updated}"


def _name(known: "KnownName") -> str:
    period = _validity(known.valid_from, known.valid_until)
    return f"{known.name}{period}: {class_words(known.cls)}. {known.reason}"


def _validity(begin: date | None, end: date | None) -> str:
    return f" ({begin or ''} – {end or ''})" if begin or end else ""


def _sources(sources: tuple[Citation, ...]) -> Iterator[str]:
    yield from _section(
        say("Sumber, dengan tanggal dilihat", "Sources, with the day they were seen"),
        (f"{source.seen} {source.url}: {source.says}" for source in sources),
    )


def _explanations(texts: tuple[str, ...]) -> Iterator[str]:
    yield from _section(say("Penjelasan lain", "Other explanations"), texts)


def _people(thing: Signature | Family) -> Iterator[str]:
    title = say("Pengusul; penelaah", "Proposer; reviewer")
    yield from _section(title, (f"{thing.proposer or '-'}; {thing.reviewer or '-'}",))


def _examples(found: "Dossier") -> Iterator[str]:
    should = say("harus cocok", "should match")
    should_not = say("tidak boleh cocok", "should not match")
    kept, broken = say("ya", "kept"), say("TIDAK", "NOT KEPT")
    yield from _section(
        say("Contoh, dicoba sekarang", "Examples, tried now"),
        (
            f"{one.name}: {should if one.should_match else should_not}: "
            f"{kept if one.kept else broken} ({_what(one, found.id)})"
            for one in found.examples
        ),
    )


def _what(tried: "TriedExample", wanted: str) -> str:
    """Say what became of an example; that another rule knows it is no fault of this one."""
    words = class_words(tried.cls)
    if tried.signature is None:
        return words
    if tried.signature == wanted:
        return f"{words}: {tried.signature}"
    return say(
        f"bukan oleh tanda ini; {tried.signature}: {words}",
        f"not by this one; {tried.signature}: {words}",
    )


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    texts = tuple(lines)
    if texts:
        yield f"  {title}:"
        yield from (f"    {text}" for text in texts)


ACTION = Action(
    name="show",
    help=Words(
        id="semua tentang satu tanda: sumber, kekuatan, riwayat, penjelasan lain",
        en="everything about one entry: sources, strength, history, other explanations",
    ),
    add_arguments=add_arguments,
    run=run,
)
