"""What a report says of lists that others made: which were in force, and what stands in them."""

from collections.abc import Iterator
from datetime import date

from phone_audit.formats.hostname import normalise, with_parents
from phone_audit.formats.safe_text import safe_text
from phone_audit.model.assessment import Finding
from phone_audit.model.case import Examination
from phone_audit.model.evidence import ObservableKind
from phone_audit.model.imported_list import ImportedList, ListedName, ListRole
from phone_audit.reporting import figures
from phone_audit.reporting.voice import Voice


def imported_line(one: ImportedList, today: date, voice: Voice) -> str:
    """Return all that tells which list it was, how old, and how far it may be relied on."""
    allow = one.role is ListRole.ALLOW
    read = (
        voice.phrase("imported_read", who=safe_text(one.verified_by, 120))
        if one.verified_by
        else voice.phrase("imported_unread")
    )
    return voice.phrase(
        "imported_line",
        name=safe_text(one.name, 40),
        dated=_dated(one, voice),
        days=figures.number(one.age_days(today), voice.lang),
        entries=figures.number(one.entries, voice.lang),
        role=voice.phrase("imported_allow" if allow else "imported_block"),
        source=safe_text(one.source or "", 200) or voice.phrase("imported_not_said"),
        licence=safe_text(one.licence or "", 80) or voice.phrase("imported_not_said"),
        read=read,
    )


def listings(finding: Finding, examination: Examination, voice: Voice) -> tuple[str, ...]:
    """Return where imported lists hold a finding's name, by list, date and line."""
    return tuple(
        voice.phrase(
            "signer_on_imported" if row.kind is ObservableKind.CERTIFICATE else "on_imported",
            certificate=safe_text(row.name, 64),
            name=safe_text(one.name, 40),
            dated=_dated(one, voice),
            line=figures.number(row.line, voice.lang),
        )
        for one, row in _rows(finding, examination)
        if not row.allow
    )


def exceptions(finding: Finding, examination: Examination, voice: Voice) -> tuple[str, ...]:
    """Return which imported lists make an exception of a finding's name all the same."""
    return tuple(
        voice.phrase("excepted_by", name=safe_text(one.name, 40), dated=_dated(one, voice))
        for one, row in _rows(finding, examination)
        if row.allow
    )


def _dated(one: ImportedList, voice: Voice) -> str:
    day = figures.day(one.day, voice.lang)
    return voice.phrase("imported_dated" if one.dated else "imported_undated", date=day)


def _rows(finding: Finding, examination: Examination) -> Iterator[tuple[ImportedList, ListedName]]:
    """Yield what the lists say of the names that were seen, each row once."""
    lists = {one.name: one for one in examination.imported_lists}
    seen = {
        (observable.kind, observable.value)
        for sighting in finding.sightings
        for observable in sighting.record.observables
    }
    for row in examination.listed_names:
        if row.list in lists and any(_covers(row, kind, name) for kind, name in seen):
            yield lists[row.list], row


def _covers(row: ListedName, kind: ObservableKind, name: str) -> bool:
    if row.kind is not kind:
        return False
    if kind is not ObservableKind.HOST:
        return row.name == name
    host = normalise(name)
    return host is not None and any(
        row.name == parent and row.scope.covers(itself=parent == host)
        for parent in with_parents(host)
    )
