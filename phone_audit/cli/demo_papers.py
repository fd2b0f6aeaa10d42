"""The people of the demo: what an invented office records, and the documents made of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from phone_audit.batch import Job
from phone_audit.cases.exhibit import Exhibit
from phone_audit.cases.store import Case
from phone_audit.cli import language
from phone_audit.cli.documents import REPORT, make, make_labels, possible
from phone_audit.cli.office import now
from phone_audit.cli.recap import make_recap
from phone_audit.model.assessment import NEEDS_SECOND_READER, NotExaminedReason
from phone_audit.model.case import Basis, EmploymentStatus, Person
from phone_audit.model.custody import ExhibitStatus, Role
from phone_audit.model.papers import (
    Answer,
    Arrangements,
    Attendance,
    Choice,
    HandBack,
    Handover,
    HeadCount,
    Notice,
    Response,
    Review,
)
from phone_audit.simulator.office import DemoPhone

_READER = Person(name="Contoh Pembaca Enam", nip="198101012006011006", position="Auditor Madya")
_COORDINATOR = Person(name="Contoh Koordinator Sembilan", nip="197303031997031009")
_ABSENT = 2
"""So many of each group have not come to the roll call."""


def receive_phones(case: Case, jobs: Sequence[Job]) -> list[Job]:
    """Record what comes before a phone is read: its label, the notice, the handover."""
    officer = case.header.officer
    actor = officer.name if officer else None
    received = []
    for job in jobs:
        exhibit = case.new_exhibit(job.label)
        consented = job.basis is Basis.CONSENTED
        notice = Notice(
            at=now(),
            choice=Choice.CONSENTED if consented else Choice.NOTIFIED,
            holder=job.holder,
            officer=officer,
            witnesses=case.header.witnesses,
        )
        exhibit.file(notice, actor=actor)
        exhibit.file(_handover(), actor=actor)
        received.append(replace(job, exhibit=exhibit.number))
    return received


def record_the_morning(case: Case, office: Sequence[DemoPhone]) -> None:
    """Record the roll call, and what happened around each phone after reading.

    A phone that was not reached is recorded as not examined. The first phone whose
    outcome rests on a match is read a second time; the others stay drafts, as they would
    at this hour.
    """
    officer = case.header.officer
    actor = officer.name if officer else None
    case.file(
        Arrangements(
            at=now(),
            team="Tim 1",
            coordinator=_COORDINATOR,
            protection_officer="Sekretaris Daerah Kota Contoh",
            complaints_to="Pejabat Pelindungan Data, Telepon (0321) 000001",
        ),
        actor=actor,
    )
    case.file(_roll_call(office), actor=actor)
    reviewed = False
    for stored in case.exhibits():
        exhibit = case.exhibit(stored.number)
        if stored.status is ExhibitStatus.OPEN:
            exhibit.not_examined(NotExaminedReason.NOT_CONNECTED)
        if stored.status is ExhibitStatus.EXAMINED:
            reviewed = _after_reading(exhibit, actor, reviewed=reviewed) or reviewed
        exhibit.file(
            HandBack(
                at=now(),
                same_condition=True,
                authorisation_revoked=True,
                developer_options_restored=True,
            ),
            actor=actor,
        )


def make_documents(case: Case) -> tuple[Path, ...]:
    """Make every document of the first phone, the labels, and the office table."""
    first = case.exhibits()[0]
    exhibit = case.exhibit(first.number)
    names = [name for name in possible(case, first) if name != REPORT]  # made already
    files = [make(case, exhibit, name) for name in names]
    files.append(make_labels(case))
    _, tables = make_recap([case], lang=language.current())
    return (*files, *tables)


def _roll_call(office: Sequence[DemoPhone]) -> Attendance:
    groups = Counter(_group(demo.holder.status) for demo in office)
    present = HeadCount(pns=groups["pns"], pppk=groups["pppk"], non_asn=groups["non_asn"])
    staff = HeadCount(
        pns=present.pns + _ABSENT, pppk=present.pppk + _ABSENT, non_asn=present.non_asn + _ABSENT
    )
    return Attendance(at=now(), staff=staff, present=present)


def _group(status: EmploymentStatus) -> str:
    if status is EmploymentStatus.NON_ASN:
        return "non_asn"
    return "pppk" if "PPPK" in status.value else "pns"


def _handover() -> Handover:
    return Handover(
        at=now(),
        accessories="casing dan kartu SIM tetap terpasang",
        condition="normal",
        battery_percent=70,
        switched_on=True,
        unlocked_by_holder=True,
        airplane_mode=False,
    )


def _after_reading(exhibit: Exhibit, actor: str | None, *, reviewed: bool) -> bool:
    """Record the holder's answer; say whether a second reader confirmed the outcome."""
    outcome = exhibit.examination().assessment.outcome
    if outcome not in NEEDS_SECOND_READER:
        exhibit.file(Response(at=now(), answer=Answer.ACCEPTS), actor=actor)
        return False
    answer = Response(
        at=now(),
        answer=Answer.ACCEPTS_EXPLAINING,
        text="Ponsel ini juga dipakai anggota keluarga saya.",
    )
    exhibit.file(answer, actor=actor)
    if reviewed:
        return False
    exhibit.file(
        Review(
            at=now(),
            reader=_READER,
            evidence_sha256=exhibit.stored.evidence_sha256 or "",
            outcome=outcome,
        ),
        actor=_READER.name,
        role=Role.SECOND_READER,
    )
    return True
