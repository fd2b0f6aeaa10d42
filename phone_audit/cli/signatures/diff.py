"""``signatures diff``: what changed between two lists, and what stored cases would say."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.output import print_json
from phone_audit.cli.signatures.interface import Action, add_json, line
from phone_audit.model.assessment import Outcome
from phone_audit.model.record import Record, Words
from phone_audit.model.signature import Strength
from phone_audit.reporting.wording import OUTCOME_LABELS, STRENGTHS

if TYPE_CHECKING:
    from phone_audit.model.assessment import Assessment
    from phone_audit.model.signature import SignatureList
    from phone_audit.signatures.difference import ChangedEntry, Difference, ListedEntry

_MOST_SHOWN = 12


class Rejudged(Record):
    """One stored examination under the new list: its outcome then and now.

    ``gone`` are values that were findings and no longer are, ``changed`` those whose
    strength or entry differs.
    """

    case: str
    document_id: str
    before: Outcome
    after: Outcome
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the two lists and the cases."""
    add_json(parser)
    lists = say("folder, berkas rilis, atau kasus", "a folder, a release file, or a case")
    parser.add_argument("old", type=Path, metavar="OLD", help=lists)
    parser.add_argument(
        "new",
        type=Path,
        nargs="?",
        metavar="NEW",
        help=say("tanpa ini: daftar yang dipakai sekarang", "without it: the list in use"),
    )
    parser.add_argument(
        "--case",
        type=Path,
        metavar="CASE",
        nargs="+",
        action="extend",
        default=[],
        help=say(
            "kasus yang dinilai ulang dengan daftar baru",
            "cases to be judged again with the new list",
        ),
    )


def run(arguments: argparse.Namespace) -> int:
    """Tell the differences; of cases, which examinations would come out otherwise."""
    from phone_audit.cli.list_in_force import list_in_force, opened
    from phone_audit.signatures.difference import difference

    old, new = opened(arguments.old).whole, list_in_force(arguments.new).whole
    found = difference(old, new)
    rejudged = [one for case in arguments.case for one in _rejudged(case, new.signatures)]
    if arguments.json:
        document: dict[str, object] = {"difference": found}
        if arguments.case:
            document |= {"examinations": rejudged, "note": _note()}
        print_json(document)
        return Exit.DONE
    for text in _lines(found):
        print(line(text))
    if arguments.case:
        for text in _case_lines(rejudged):
            print(line(text))
    return Exit.DONE


def _rejudged(path: Path, signatures: "SignatureList") -> Iterator[Rejudged]:
    from phone_audit.cases.store import Case
    from phone_audit.model.custody import ExhibitStatus
    from phone_audit.reassess import assess_again
    from phone_audit.signatures.match import Matcher

    matcher = Matcher(signatures)
    case = Case.read(path)
    for stored in case.exhibits():
        if stored.status is not ExhibitStatus.EXAMINED:
            continue
        examination = case.exhibit(stored.number).examination()
        before, after = examination.assessment, assess_again(examination, matcher)
        was, now = _claims(before), _claims(after)
        yield Rejudged(
            case=str(path),
            document_id=examination.document_id,
            before=before.outcome,
            after=after.outcome,
            gone=tuple(sorted({value for value, _ in was - now} - {value for value, _ in now})),
            changed=tuple(f"{value}: {claim}" for value, claim in sorted(now - was)),
        )


def _claims(assessment: "Assessment") -> set[tuple[str, str]]:
    return {
        (one.value, f"{one.match.strength.value} ({one.match.signature})")
        for one in assessment.findings
    }


def _lines(found: "Difference") -> Iterator[str]:
    yield f"{found.old_version} → {found.new_version}"
    if found.is_empty:
        yield say("kedua daftar sama isinya", "the two lists say the same")
        return
    yield from _section("+", say("tanda baru", "new entries"), map(_listed, found.added))
    yield from _section("-", say("ditarik", "retired"), map(_listed, found.retired))
    yield from _section(
        "!",
        say(
            "hilang tanpa alasan: pindahkan ke retired/, id tidak boleh dipakai ulang",
            "gone without a reason: move them to retired/, ids are never reused",
        ),
        map(_listed, found.vanished),
    )
    yield from _section(
        "~",
        say("berubah", "changed"),
        (text for one in found.changed if one.matters for text in _changed(one)),
        most=None,
    )
    said = [one.id for one in found.changed if not one.matters]
    if said:
        title = say(
            f"hanya sumber, tanggal atau penjelasannya berubah ({len(said)})",
            f"only sources, dates or explanations changed ({len(said)})",
        )
        yield f"· {title}: " + ", ".join(_shortened(said))
    yield from _section(
        ">",
        say("nama berpindah", "names that moved"),
        (f"{one.name}: {one.old} → {one.new}" for one in found.moved),
        most=None,
    )
    yield from _section(
        "+", say("nama tak bersalah baru", "new innocent names"), iter(found.innocent_added)
    )
    yield from _section(
        "!",
        say("tidak lagi dilindungi sebagai tak bersalah", "no longer protected as innocent"),
        iter(found.innocent_lost),
        most=None,
    )
    for mark, title, names in (
        ("+", say("batang keluarga baru", "new stems of families"), found.stems_added),
        ("-", say("batang keluarga dihapus", "stems taken out"), found.stems_removed),
        ("+", say("kata tanda baru", "new words of signals"), found.words_added),
        ("-", say("kata tanda dihapus", "words taken out"), found.words_removed),
    ):
        if names:
            yield f"{mark} {title} ({len(names)}): " + ", ".join(_shortened(names))
    for change in found.thresholds:
        title = say("ambang nilai", "threshold of the score")
        yield f"~ {title} {change.field}: {change.old} → {change.new}"
    if found.weights_changed:
        count = found.weights_changed
        yield say(f"~ {count} bobot nilai berubah", f"~ {count} weights of the score changed")


def _case_lines(rejudged: list[Rejudged]) -> Iterator[str]:
    yield ""
    count = len(rejudged)
    other = [one for one in rejudged if one.before != one.after]
    yield say(
        f"{len(other)} dari {count} pemeriksaan akan berbeda kesimpulannya",
        f"{len(other)} of {count} examinations would come out otherwise",
    )
    for one in rejudged:
        if one.before == one.after and not one.gone and not one.changed:
            continue
        before, after = (say_words(OUTCOME_LABELS[key]) for key in (one.before, one.after))
        yield f"  {one.document_id}  {before} → {after}"
        for value in one.gone:
            yield say(f"    - {value}: bukan lagi temuan", f"    - {value}: no finding any more")
        for text in one.changed:
            yield f"    ~ {text}"
    yield _note()


def _note() -> str:
    return say(
        "Hanya jejak yang tersimpan yang dapat dinilai ulang: nama yang dulu tidak cocok tidak "
        "disimpan, jadi tanda baru tidak dapat menemukan apa pun dalam kasus lama.",
        "Only stored traces can be judged again: names that did not match were not kept, so new "
        "entries can find nothing in old cases.",
    )


def _changed(one: "ChangedEntry") -> Iterator[str]:
    before, after = (say_words(STRENGTHS[strength]) for strength in one.strength)
    yield f"{one.id}: {one.name}" + (f"  {before} → {after}" if before != after else "")
    for mark, names in (("+", one.names_added), ("-", one.names_removed)):
        yield from (f"  {mark} {name}" for name in names)
    for change in one.changes:
        yield f"  {change.field}: {change.old or '-'} → {change.new or '-'}"


def _listed(one: "ListedEntry") -> str:
    strength = say_words(STRENGTHS[Strength(one.strength)])
    because = f": {one.because}" if one.because else ""
    names = say(f"{one.names} nama", f"{one.names} names")
    return f"{one.id}: {one.name} ({strength}, {names}){because}"


def _section(
    mark: str, title: str, lines: Iterator[str], *, most: int | None = _MOST_SHOWN
) -> Iterator[str]:
    texts = list(lines)
    if not texts:
        return
    yield f"{mark} {title} ({len(texts)})" if most else f"{mark} {title}"
    yield from (f"    {text}" for text in (texts if most is None else _shortened(texts)))


def _shortened(names: list[str] | tuple[str, ...]) -> list[str]:
    """Return the first names, and how many more there are; all are in the JSON."""
    more = len(names) - _MOST_SHOWN
    shown = list(names[:_MOST_SHOWN])
    if more > 0:
        shown.append(say(f"... dan {more} lagi (--json)", f"... and {more} more (--json)"))
    return shown


ACTION = Action(
    name="diff",
    help=Words(
        id="apa yang berubah antara dua daftar, dan kasus mana yang akan berbeda",
        en="what changed between two lists, and which cases would come out otherwise",
    ),
    add_arguments=add_arguments,
    run=run,
)
