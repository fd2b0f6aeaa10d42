"""What imported lists say of names: the port they stand behind, and what a hit may claim.

Pure: whoever calls the matcher opens the lists and hands them in.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from phone_audit.formats.hostname import is_address, normalise, with_parents
from phone_audit.model.assessment import Match
from phone_audit.model.evidence import Observable, ObservableKind
from phone_audit.model.imported_list import ImportedList, ListedName
from phone_audit.model.record import Record
from phone_audit.model.signature import Strength

ID_PREFIX = "daftar:"
"""How the id under which a hit on an imported list stands begins; no entry has a colon."""

_LISTED_KINDS = (ObservableKind.PACKAGE, ObservableKind.HOST, ObservableKind.CERTIFICATE)
"""What lists may hold; what an app calls itself is no name that anybody owns."""

_NOT_READ = "Daftar ini dibuat pihak lain; nama di dalamnya tidak ditelaah satu per satu."
_SHARED = (
    "Perangkat dapat dipakai bersama; aplikasi dapat dipasang oleh anggota keluarga, termasuk anak."
)
_MAY_BE_INNOCENT = {
    ObservableKind.HOST: (
        "Nama dapat berpindah pemilik, atau situsnya disusupi, sesudah atau sebelum didaftarkan.",
        "Iklan dapat membuka situs ini di tab baru tanpa dikehendaki pemegang.",
    ),
    ObservableKind.PACKAGE: (_SHARED,),
    ObservableKind.CERTIFICATE: (
        (
            "Penanda tangan yang sama dapat membuat aplikasi lain yang bukan judi; nama paket ini "
            "sendiri tidak tercantum dalam daftar itu."
        ),
        _SHARED,
    ),
}


class Listed(Protocol):
    """Imported lists, opened; may be asked from many threads."""

    @property
    def lists(self) -> tuple[ImportedList, ...]:
        """Return the lists in force."""

    def rows(
        self, kind: ObservableKind, names: Collection[str]
    ) -> Mapping[str, tuple[ListedName, ...]]:
        """Return what they say of exactly these names; what none holds is left out."""


class KeptNames:
    """The lists of an examination as far as it kept them: enough to decide it again."""

    def __init__(self, lists: Sequence[ImportedList], names: Iterable[ListedName]) -> None:
        self.lists = tuple(lists)
        self._rows: dict[tuple[ObservableKind, str], tuple[ListedName, ...]] = {}
        known = {one.name for one in lists}
        for row in names:
            if row.list not in known:
                continue  # nobody can say which list that was
            key = (row.kind, row.name)
            self._rows[key] = (*self._rows.get(key, ()), row)

    def rows(
        self, kind: ObservableKind, names: Collection[str]
    ) -> Mapping[str, tuple[ListedName, ...]]:
        """Return what was kept of exactly these names."""
        return {name: self._rows[kind, name] for name in names if (kind, name) in self._rows}


NO_LISTS = KeptNames((), ())
"""None was imported, or none may be used."""


class Said(Record):
    """What the lists say of one name, its parents considered.

    ``block`` and ``allow`` are the rows that count, ``None``: there is none. ``rows`` are
    all that cover the name.
    """

    rows: tuple[ListedName, ...] = ()
    block: ListedName | None = None
    allow: ListedName | None = None


_NOTHING = Said()


class Answers:
    """What the lists say of a number of names that were looked up together."""

    def __init__(self, listed: Listed, observables: Iterable[Observable]) -> None:
        """Look up all names at once, hosts with all their parents."""
        self._lists = {one.name: one for one in listed.lists}
        self._rows: dict[ObservableKind, Mapping[str, tuple[ListedName, ...]]] = {}
        if not self._lists:
            return
        wanted: dict[ObservableKind, set[str]] = {kind: set() for kind in _LISTED_KINDS}
        for observable in observables:
            if observable.kind in wanted:
                wanted[observable.kind].update(_names(observable))
        for kind, names in wanted.items():
            if names:
                self._rows[kind] = listed.rows(kind, names)

    @property
    def has_lists(self) -> bool:
        """Whether any list was asked at all."""
        return bool(self._lists)

    def about(self, kind: ObservableKind, names: Sequence[str]) -> Said:
        """Return what is said of ``names[0]``; the others are its parents, nearest first."""
        rows = self._rows.get(kind)
        if not rows or rows.keys().isdisjoint(names):  # of nearly every name nothing is said
            return _NOTHING
        covering = [
            row
            for name in names
            if name in rows
            for row in rows[name]
            if row.scope.covers(itself=name == names[0])
        ]
        if not covering:
            return _NOTHING
        return Said(
            rows=tuple(covering),
            block=self._first([row for row in covering if not row.allow]),
            allow=self._first([row for row in covering if row.allow]),
        )

    def list_of(self, row: ListedName) -> ImportedList:
        """Return the list that a row stands in."""
        return self._lists[row.list]

    def _first(self, rows: Sequence[ListedName]) -> ListedName | None:
        """Return the row that counts where several lists hold a name or its parents.

        What may claim most, then the widest name, so that one site is one finding, then
        the newest list, lists with a date of their own first.
        """

        def order(row: ListedName) -> tuple[bool, int, bool, int, str]:
            one = self.list_of(row)
            weightless = not (one.over_entries if row.allow else one.verified_by)
            width = row.name.count(".")
            return weightless, width, one.dated is None, -one.day.toordinal(), row.list

        return rows[0] if len(rows) == 1 else min(rows, key=order, default=None)


def strength_of(one: ImportedList) -> Strength:
    """Return what a hit may claim: medium, unless somebody vouches for each of the names."""
    return Strength.STRONG if one.verified_by else Strength.MEDIUM


def reason_for(one: ImportedList, row: ListedName, name: str) -> str:
    """Return why a name matches, in one sentence of a report."""
    dated = f"bertanggal {one.dated}" if one.dated else f"tanpa tanggal, diimpor {one.day}"
    below = "" if row.name == name else f"; {name} berada di bawahnya"
    read = (
        f"diverifikasi oleh {one.verified_by}"
        if one.verified_by
        else "daftar pihak lain, tidak ditelaah satu per satu"
    )
    subject = f"Sertifikat {row.name}" if row.kind is ObservableKind.CERTIFICATE else row.name
    return (
        f'{subject} tercantum dalam daftar "{one.name}" {dated}, baris {row.line}{below}; {read}.'
    )


def match_for(one: ImportedList, row: ListedName, name: str) -> Match:
    """Return the match of a name with a row of an imported list."""
    title = f'Daftar "{one.name}", {one.dated or one.day}'
    return Match(
        signature=f"{ID_PREFIX}{one.name}",
        signature_name=f"{title}: {row.says}" if row.says else title,
        kind=one.kind,
        strength=strength_of(one),
        matched=row.name,
        reason=reason_for(one, row, name),
        innocent_explanations=(
            *(() if one.verified_by else (_NOT_READ,)),
            *_MAY_BE_INNOCENT[row.kind],
        ),
    )


def _names(observable: Observable) -> Iterable[str]:
    """Return what to look up: a host with its parents, the last label left out; else the name."""
    if observable.kind is not ObservableKind.HOST:
        return (observable.value,)
    host = normalise(observable.value)
    if host is None:
        return ()
    if is_address(host):
        return ()  # no list may hold one
    return [name for name in with_parents(host) if "." in name]
