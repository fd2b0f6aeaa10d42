"""A whole office without anybody at the screen: the roster becomes works, and a sum at the end."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from phone_audit.cases.store import Case
from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.case import Basis
from phone_audit.model.papers import Choice, Notice
from phone_audit.roster.entries import Entry, key_of
from phone_audit.station.board import ENDED, Board, Pairing, Step, Work
from phone_audit.station.sheet import work_of, works_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a roster comes to in a case.

    ``works`` are all phones of the case, those of the roster that were not there yet
    included. ``without_consent`` are people whose personal phone may not be read, since
    no signed notice is known; they have no number. ``rows`` are the rows of the roster
    by number of the phone.
    """

    works: tuple[Work, ...]
    rows: dict[int, int]
    without_consent: tuple[Entry, ...]

    def unreachable(self, pairing: Pairing) -> tuple[Work, ...]:
        """Return the works no phone will ever come to by itself."""
        if pairing is Pairing.IN_ORDER:
            return ()
        return tuple(
            work
            for work in self.works
            if work.number in self.rows
            and work.step not in ENDED
            and work.port is None
            and work.serial is None
        )


def plan(case: Case, entries: Sequence[Entry], at: datetime) -> Plan:
    """Give everybody on the roster who agreed a number and a stored notice, once.

    Whoever is in the case already (by NIP, attendance number, or name and unit) keeps
    number and result, so that a second run goes on and examines nothing twice.

    Raises:
        CaseError: the case cannot be written.
        Refused: the case's officers and witnesses do not fit the rules of a notice.
    """
    known = {key_of(work.holder): work for work in works_of(case) if work.holder is not None}
    works = {work.number: work for work in works_of(case)}
    rows: dict[int, int] = {}
    without: list[Entry] = []
    for entry in entries:
        work = known.get(entry.key)
        if work is None and entry.basis is None:
            without.append(entry)
            continue
        if work is None:
            work = _enter(case, entry, at)
        if work.step is Step.PREPARED:
            work = replace(work, port=entry.port, serial=entry.serial)
        works[work.number] = work
        rows[work.number] = entry.row
    return Plan(works=tuple(works.values()), rows=rows, without_consent=tuple(without))


def _enter(case: Case, entry: Entry, at: datetime) -> Work:
    consented = entry.basis is Basis.CONSENTED
    exhibit = case.new_exhibit(entry.label)
    exhibit.file(
        Notice(
            at=at,
            choice=Choice.CONSENTED if consented else Choice.NOTIFIED,
            holder=entry.holder,
            open_tabs=entry.open_tabs,
            officer=case.header.officer,
            witnesses=case.header.witnesses,
            paper=entry.consent,
        )
    )
    return work_of(exhibit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What became of the people of a roster; the parts add up to ``people``.

    ``waiting`` are phones that did not come or were not finished: another run goes on
    with them.
    """

    people: int
    examined: int
    incomplete: int
    outcomes: dict[Outcome, int]
    not_examined: dict[NotExaminedReason, int]
    waiting: int
    without_consent: int

    @property
    def complete(self) -> bool:
        """Say whether everybody's phone was examined whole."""
        return self.examined == self.people and not self.incomplete


def sum_up(board: Board, plan: Plan) -> Sum:
    """Return what became of the people of a roster."""
    works = [board.works[number] for number in plan.rows]
    done = [work for work in works if work.step is Step.DONE]
    outcomes = Counter(work.outcome for work in done if work.outcome is not None)
    dropped = Counter(work.reason for work in works if work.reason is not None)
    return Sum(
        people=len(works) + len(plan.without_consent),
        examined=len(done),
        incomplete=sum(work.interrupted or work.incomplete for work in done),
        outcomes={outcome: outcomes[outcome] for outcome in Outcome if outcomes[outcome]},
        not_examined={one: dropped[one] for one in NotExaminedReason if dropped[one]},
        waiting=sum(work.step not in ENDED for work in works),
        without_consent=len(plan.without_consent),
    )
