"""Checks a whole list and shows everything that is wrong with it at once."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from phone_audit.model.evidence import Observable, ObservableKind
from phone_audit.model.record import Record
from phone_audit.model.signature import NameClass, SignatureList
from phone_audit.signatures.load import Entry, Folder, name_rules, read_folder
from phone_audit.signatures.match import Matcher
from phone_audit.signatures.rules import LINTS, About, Level, Lint
from phone_audit.signatures.strict_yaml import Steps

_FINDING = frozenset({NameClass.STRONG, NameClass.MEDIUM, NameClass.WEAK})
_FEWEST_EXAMPLES = 3


class Remark(Record):
    """One complaint of a lint, or of the loader under the code ``unreadable``."""

    path: str
    line: int
    level: Level
    code: str
    complaint: str
    remedy: str

    def __str__(self) -> str:
        """Return ``path:line: code: what is wrong (what to do)``."""
        return f"{self.path}:{self.line}: {self.code}: {self.complaint} ({self.remedy})"


def lint(folder: Path, today: date) -> tuple[Remark, ...]:
    """Return every complaint about the list in a folder, in order of file and line.

    Entries that cannot be read are complained of once, by the loader; the lints look
    at all the others, so that one broken file does not hide the faults of the rest.
    """
    read = read_folder(folder)
    remarks = [
        Remark(
            path=complaint.path,
            line=complaint.line,
            level=Level.ERROR,
            code="unreadable",
            complaint=complaint.what,
            remedy=complaint.remedy,
        )
        for complaint in read.complaints
    ]
    exact = About(today=today, matcher=Matcher(_in_force(read)))
    for entry in read.entries:
        for rule in LINTS:
            for steps, detail in rule.faults(entry.signature, exact):
                remarks.append(_remark(rule, entry, steps, detail))
    remarks += _innocent_remarks(read)
    remarks += _family_remarks(read, today)
    remarks += _version_remarks(read, today)
    return tuple(sorted(remarks, key=lambda remark: (remark.path, remark.line, remark.code)))


def _remark(rule: Lint, entry: Entry, steps: Steps, detail: str) -> Remark:
    return Remark(
        path=entry.document.path,
        line=entry.document.line(*steps),
        level=rule.level,
        code=rule.code,
        complaint=rule.complaint.format(detail),
        remedy=rule.remedy,
    )


def _in_force(
    read: Folder, *, with_innocent: bool = True, with_names: bool = False
) -> SignatureList:
    return SignatureList(
        name="lint",
        version="0",
        released=date.min,
        signatures=tuple(entry.signature for entry in read.entries),
        innocent=tuple(entry.innocent for entry in read.innocent) if with_innocent else (),
        names=name_rules(read) if with_names else None,
    )


def _innocent_remarks(read: Folder) -> Iterator[Remark]:
    """Complain of innocent names that would match if the innocent list were not asked first."""
    exact = Matcher(_in_force(read, with_innocent=False))
    with_names = Matcher(_in_force(read, with_innocent=False, with_names=True))
    for entry in read.innocent:
        innocent = entry.innocent
        names = [("packages", i, name) for i, name in enumerate(innocent.packages)]
        names += [("domains", i, name) for i, name in enumerate(innocent.domains)]
        for place, number, name in names:
            kind = ObservableKind.PACKAGE if place == "packages" else ObservableKind.HOST
            found = exact.classify(Observable(kind=kind, value=name))
            if found.cls is NameClass.NONE:
                found = with_names.classify(Observable(kind=kind, value=name))
                if found.cls not in _FINDING:
                    continue
            yield Remark(
                path=entry.document.path,
                line=entry.document.line(place, number),
                level=Level.ERROR,
                code="innocent-matches",
                complaint=f"{name} is innocent, yet {found.signature} matches it",
                remedy="one of the two is wrong",
            )
        if not names:
            yield Remark(
                path=entry.document.path,
                line=1,
                level=Level.ERROR,
                code="matches-nothing",
                complaint="the innocent file lists no package and no domain",
                remedy="add a name",
            )


def _family_remarks(read: Folder, today: date) -> Iterator[Remark]:
    """Run the examples of each family; only the lints that fit a family are asked."""
    matcher = Matcher(_in_force(read, with_names=True))
    for entry in read.families:
        family = entry.family
        faults: list[tuple[Steps, str, str, str]] = []
        for number, example in enumerate(family.examples_match):
            found = matcher.classify(Observable(kind=ObservableKind.HOST, value=example))
            if found.signature != family.id:
                what = f"{example!a} should match this family and does not"
                steps: Steps = ("examples", "match", number)
                faults.append((steps, "example-misses", what, "correct the example or the names"))
        for number, example in enumerate(family.examples_no_match):
            found = matcher.classify(Observable(kind=ObservableKind.HOST, value=example))
            if found.signature == family.id:
                what = f"{example!a} matches this family and should not"
                steps = ("examples", "no_match", number)
                faults.append((steps, "example-hits", what, "correct the example or the names"))
        if min(len(family.examples_match), len(family.examples_no_match)) < _FEWEST_EXAMPLES:
            what = f"fewer than {_FEWEST_EXAMPLES} examples or counterexamples"
            faults.append((("examples",), "no-examples", what, "add some of either kind"))
        if not family.sources:
            faults.append((("sources",), "no-source", "no source", "say where it was stated"))
        if not family.innocent_explanations:
            what = "no innocent explanation"
            faults.append(((), "no-innocent-explanation", what, "say how it can be innocent"))
        if not family.proposer:
            faults.append(((), "no-proposer", "nobody proposed it", "add proposer"))
        if family.updated > today or family.updated < family.added:
            what = f"updated {family.updated} lies in the future or before added"
            faults.append((("updated",), "future-date", what, "write the day it happened"))
        for steps, code, complaint, remedy in faults:
            yield Remark(
                path=entry.document.path,
                line=entry.document.line(*steps),
                level=Level.ERROR,
                code=code,
                complaint=complaint,
                remedy=remedy,
            )


def _version_remarks(read: Folder, today: date) -> Iterator[Remark]:
    if read.version is None:
        return
    latest = max((entry.signature.updated for entry in read.entries), default=date.min)
    if latest > read.version.released:
        newest = next(entry for entry in read.entries if entry.signature.updated == latest)
        yield Remark(
            path=newest.document.path,
            line=newest.document.line("updated"),
            level=Level.ERROR,
            code="version-not-raised",
            complaint=f"changed on {latest}, after the list's release of {read.version.released}",
            remedy="raise version and released in VERSION, and say why in CHANGELOG.md",
        )
    if read.version.released > today:
        yield Remark(
            path=read.version_path,
            line=1,
            level=Level.ERROR,
            code="future-date",
            complaint=f"released {read.version.released} lies in the future",
            remedy="write the day it happened",
        )
