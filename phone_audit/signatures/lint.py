"""Checks a whole list and shows everything that is wrong with it at once."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.record import Record, Words, replace
from phone_audit.model.signature import SignatureList
from phone_audit.signatures import corpus, decisions, versions
from phone_audit.signatures.corpus import BenignSet, Hit, innocent_hits, share_hits
from phone_audit.signatures.decisions import decision_hits
from phone_audit.signatures.entry_files import EntryFile
from phone_audit.signatures.entry_rules import ENTRY_LINTS, SYSTEM_PACKAGES
from phone_audit.signatures.fitting import fit
from phone_audit.signatures.folder import Entry, Folder
from phone_audit.signatures.look_alikes import LookAlikes
from phone_audit.signatures.match import Matcher
from phone_audit.signatures.pattern_rules import (
    FAMILY_LINTS,
    GROUP_LINTS,
    STEM_IN_TWO_FAMILIES,
    WORD_BLANKED,
    WORD_TWICE,
    words_blanked,
    words_twice,
)
from phone_audit.signatures.reading import read_folder, signature_of
from phone_audit.signatures.rules import MATCHES_NOTHING, About, Level, Lint, Rule
from phone_audit.signatures.strict_yaml import Complaint, Document, Place, Steps, read_document
from phone_audit.signatures.versions import version_hits

T = TypeVar("T")

UNREADABLE = Rule(
    "unreadable",
    Words(
        id="berkas atau bidang yang tidak dapat dibaca sebagaimana mestinya",
        en="a file or a field that cannot be read as it should be",
    ),
    Words(id="seperti dikatakan pada barisnya; lihat README.md", en="as its line says; README.md"),
)
RULES: tuple[Rule, ...] = tuple(
    {
        rule.code: rule
        for rule in (
            UNREADABLE,
            *(lint.rule for lint in ENTRY_LINTS),
            *(lint.rule for lint in FAMILY_LINTS),
            *(lint.rule for lint in GROUP_LINTS),
            STEM_IN_TWO_FAMILIES,
            WORD_TWICE,
            WORD_BLANKED,
            corpus.INNOCENT_MATCHES,
            corpus.SHARE_EXCEEDED,
            decisions.CONTRADICTED,
            decisions.DECIDED_TWICE,
            *versions.RULES,
        )
    }.values()
)
"""Every rule a list is held against, each code once."""


class Remark(Record):
    """One complaint of a lint, or of the loader under the code ``unreadable``."""

    path: str
    line: int
    column: int
    level: Level
    code: str
    complaint: Words
    remedy: Words

    def __str__(self) -> str:
        """Return the remark on one line, in English."""
        return self.say("en")

    def say(self, lang: str) -> str:
        """Return ``path:line:column: code: what is wrong (what to do)``."""
        what, remedy = self.complaint.say(lang), self.remedy.say(lang)
        where = f"{self.path}:{self.line}:{self.column}"
        return safe_text(f"{where}: {self.code}: {what} ({remedy})", 2_000)


def lint(folder: Path, today: date, benign: Iterable[BenignSet] = ()) -> tuple[Remark, ...]:
    """Return every complaint about the list in a folder, in order of file, line and column.

    Entries that cannot be read are complained of once, by the loader; the lints look
    at all the others, so that one broken file does not hide the faults of the rest.
    ``benign`` are sets of ordinary names that no rule may match more of than it declares.
    """
    read = read_folder(folder)
    signatures = in_force(read)
    remarks = [_unreadable(complaint) for complaint in read.complaints]
    for document, place, rule, detail in (
        *_of_files(read, signatures, today),
        *innocent_hits(read, signatures),
        *share_hits(read, signatures, benign),
        *decision_hits(read, signatures, today),
        *version_hits(read, today),
    ):
        remarks.append(_remark(document.path, place, rule, detail))
    return tuple(
        sorted(remarks, key=lambda one: (one.path, one.line, one.column, one.code, str(one)))
    )


def lint_entry(read: Folder, path: str, data: bytes, today: date) -> tuple[Remark, ...]:
    """Return every complaint about one new entry file, held against the list it shall join."""
    document = read_document(path, data)
    file = None if document.value is None else fit(document, EntryFile)
    remarks = [_unreadable(complaint) for complaint in document.complaints]
    if file is not None:
        entry = Entry(document, signature_of(file))
        joined = Folder(
            entries=[*read.entries, entry],
            innocent=read.innocent,
            signals=read.signals,
            score=read.score,
            families=read.families,
        )
        for complained, place, rule, detail in _of_files(joined, in_force(joined), today):
            if complained is document:
                remarks.append(_remark(path, place, rule, detail))
    return tuple(sorted(remarks, key=lambda one: (one.line, one.column, one.code)))


def in_force(read: Folder) -> SignatureList:
    """Return what could be read of a folder as a list, whatever else is wrong with it."""
    return SignatureList(
        name="lint",
        version="0",
        released=date.min,
        signatures=tuple(entry.signature for entry in read.entries),
        innocent=tuple(entry.innocent for entry in read.innocent),
        names=read.name_rules(),
    )


def _of_files(read: Folder, signatures: SignatureList, today: date) -> Iterator[Hit]:
    """Ask every lint that fits a file; an entry's examples are tried without rules of names."""
    innocent = signatures.innocent
    look_alikes = LookAlikes(
        (package for one in innocent for package in one.packages),
        (domain for one in innocent for domain in one.domains),
        SYSTEM_PACKAGES,
    )
    exact = Matcher(replace(signatures, names=None))
    about = About(today=today, matcher=exact, look_alikes=look_alikes)
    for entry in read.entries:
        yield from _asked(ENTRY_LINTS, entry.signature, entry.document, about)
    for innocent_entry in read.innocent:
        if not innocent_entry.innocent.packages and not innocent_entry.innocent.domains:
            yield innocent_entry.document, Place(), MATCHES_NOTHING, ""
    about = About(today=today, matcher=Matcher(signatures), look_alikes=look_alikes)
    homes: dict[str, str] = {}
    for family in read.families:
        yield from _asked(FAMILY_LINTS, family.family, family.document, about)
        for number, stem in enumerate(family.family.names):
            home = homes.setdefault(stem, family.family.id)
            if home != family.family.id:
                place = family.document.place("names", number)
                detail = f"{stem} ({home}, {family.family.id})"
                yield family.document, place, STEM_IN_TWO_FAMILIES, detail
    if read.signals is not None:
        document, signals = read.signals
        for number, group in enumerate(signals.groups):
            yield from _asked(GROUP_LINTS, group, document, about, ("groups", number))
        for steps, detail in words_twice(signals):
            yield document, document.place(*steps), WORD_TWICE, detail
        for steps, detail in words_blanked(signals):
            yield document, document.place(*steps), WORD_BLANKED, detail


def _asked(
    lints: tuple[Lint[T], ...], thing: T, document: Document, about: About, above: Steps = ()
) -> Iterator[Hit]:
    for one in lints:
        for steps, detail in one.faults(thing, about):
            yield document, document.place(*above, *steps), one.rule, detail


def _unreadable(complaint: Complaint) -> Remark:
    return Remark(
        path=complaint.path,
        line=complaint.place.line,
        column=complaint.place.column,
        level=Level.ERROR,
        code=UNREADABLE.code,
        complaint=complaint.what,
        remedy=complaint.remedy,
    )


def _remark(path: str, place: Place, rule: Rule, detail: str) -> Remark:
    complaint = rule.complaint
    return Remark(
        path=path,
        line=place.line,
        column=place.column,
        level=rule.level,
        code=rule.code,
        complaint=Words(id=complaint.id.format(detail), en=complaint.en.format(detail)),
        remedy=rule.remedy,
    )
