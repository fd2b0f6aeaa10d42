"""Invented dossiers, logs and sites for the tests of documents beside the report."""

from datetime import date, time, timedelta

from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.case import EmploymentStatus, Person
from phone_audit.model.custody import (
    Counted,
    Event,
    ExhibitStatus,
    LogRecord,
    Role,
    StoredExhibit,
    logged,
)
from phone_audit.model.papers import (
    Arrangements,
    Attendance,
    CasePapers,
    HeadCount,
    Papers,
    Summons,
)
from phone_audit.model.record import canonical_json, replace, sha256_hex
from phone_audit.reporting.custody import CustodyEvidence, custody_evidence
from phone_audit.reporting.dossier import Dossier
from phone_audit.reporting.legal_basis import load_legal_basis
from phone_audit.reporting.recap import NameLine
from phone_audit.reporting.recap_counts import Device, Site
from phone_audit.reporting.stickers import StickerSheet, build_stickers
from tests.reporting.examples import (
    ANSWERED,
    CASE,
    COMMANDS,
    ENDED,
    STARTED,
    examination,
    papers,
)
from tests.reporting.places import REPORTS

LEGAL_BASIS = load_legal_basis(REPORTS / "dasar-hukum.yaml")
EXHIBIT = StoredExhibit(
    number=3,
    label="0117-003",
    document_id="LPP-2026-0117-003-7F3A",
    labelled_at=STARTED - timedelta(minutes=7),
    status=ExhibitStatus.EXAMINED,
    commands=8,
    notified=True,
    handed_over=True,
)
COORDINATOR = Person(name="Contoh Koordinator Sembilan", nip="197303031997031009")
SIDAK = CasePapers(
    attendance=Attendance(
        at=STARTED,
        staff=HeadCount(pns=20, pppk=6, non_asn=8),
        present=HeadCount(pns=18, pppk=5, non_asn=6),
    ),
    arrangements=Arrangements(
        at=STARTED,
        team="Tim 1",
        coordinator=COORDINATOR,
        protection_officer="Sekretaris Daerah Kota Contoh",
        complaints_to="Pejabat Pelindungan Data, Telepon (0321) 000001",
    ),
)
CALL = Summons(
    at=ANSWERED,
    dated=date(2026, 11, 20),
    signed_by=Person(name="Contoh Atasan Tujuh", nip="197001011995031007"),
    before=Person(
        name="Contoh Pejabat Delapan",
        nip="197202021996031008",
        rank="Pembina (IV/a)",
        position="Kepala Bidang",
        unit="BKPSDM",
    ),
    on=date(2026, 11, 26),
    at_time=time(9),
    place="Ruang Rapat BKPSDM",
    copies=("Kepala BKPSDM",),
)


def dossier(outcome: Outcome = Outcome.SUSPECTED, **changes: object) -> Dossier:
    """Return the dossier of the examined phone, reviewed and answered."""
    whole = Dossier(
        case=CASE,
        exhibit=EXHIBIT,
        papers=papers(outcome),
        sidak=SIDAK,
        examination=examination(outcome),
    )
    return replace(whole, **changes)


def blank() -> Dossier:
    """Return the dossier of a phone that was only labelled."""
    exhibit = replace(EXHIBIT, status=ExhibitStatus.OPEN, commands=0)
    return dossier(exhibit=exhibit, papers=Papers(), sidak=CasePapers(), examination=None)


def log() -> tuple[LogRecord, ...]:
    """Return the log of a case with two phones; phone 3 is the examined one."""
    records: list[LogRecord] = []
    before = "0" * 64

    def add(event: Event, exhibit: int | None = None, **fields: object) -> None:
        nonlocal before
        whole = LogRecord(
            seq=len(records) + 1,
            at=STARTED + timedelta(seconds=len(records)),
            event=event,
            actor="phone-audit 0.1.0",
            role=Role.PROGRAM,
            exhibit=exhibit,
            previous_sha256=before,
        )
        records.append(replace(whole, **fields))
        before = sha256_hex(canonical_json(records[-1]))

    officer = {"actor": "Contoh Petugas Dua", "role": Role.OFFICER}
    digest = {"object_sha256": sha256_hex(b"file")}
    add(Event.BUAT, object="case.json", **digest)
    add(Event.LABEL, 2, object="LPP-2026-0117-002-0B0B", note="0117-002")
    add(Event.LABEL, 3, object=EXHIBIT.document_id, note=EXHIBIT.label)
    notice = "exhibits/003/papers/notice_1.json"
    add(Event.PEMBERITAHUAN, 3, object=notice, note="bersedia", **digest, **officer)
    add(Event.TERIMA, 3, object="exhibits/003/papers/handover_1.json", **digest, **officer)
    add(Event.BACA_MULAI, 3)
    add(Event.PERINTAH, 3, capture=logged(COMMANDS[0], COMMANDS[0].command))
    add(Event.PERINTAH, 2, capture=logged(COMMANDS[0], COMMANDS[0].command))
    add(Event.PERINTAH, 3, capture=logged(COMMANDS[1], "dumpsys package ‹nama 1›"))
    add(Event.HASH, 3, object="exhibits/003/evidence.json", **digest)
    add(Event.BACA_SELESAI, 3)
    add(Event.KEMBALI, 3, object="exhibits/003/papers/handback_1.json", **digest, **officer)
    add(Event.CETAK, 3, object=f"exhibits/003/reports/{EXHIBIT.document_id}.pdf", **digest)
    add(Event.BUKA)
    return tuple(records)


def evidence(**changes: object) -> CustodyEvidence:
    """Return what the LOG of phone 3 is made of."""
    return custody_evidence(dossier(**changes), log())


def stickers() -> StickerSheet:
    """Return the labels of both phones."""
    return build_stickers(CASE, log())


def examined(
    number: int, outcome: Outcome = Outcome.NIL, *, asn: bool | None = True, full: bool = True
) -> Device:
    """Return an examined phone as the table counts it."""
    return Device(
        document_id=f"LPP-2026-0117-{number:03}-7F3A",
        status=ExhibitStatus.EXAMINED,
        handed_over=True,
        counted=Counted(outcome=outcome, full_coverage=full, asn=asn),
        confirmed=outcome in {Outcome.NIL, Outcome.INCONCLUSIVE},
        began_at=STARTED + timedelta(minutes=number),
        ended_at=ENDED + timedelta(minutes=number),
    )


def missed(number: int, reason: NotExaminedReason, *, handed_over: bool = False) -> Device:
    """Return a phone that was not examined."""
    return Device(
        document_id=f"LPP-2026-0117-{number:03}-7F3A",
        status=ExhibitStatus.NOT_EXAMINED,
        reason=reason,
        handed_over=handed_over,
    )


def site(base: int = 0, *, where: str = "Aula Dinas Contoh", case_id: str = "0") -> Site:
    """Return a site of 24 examined phones and 2 that were not."""
    devices = [
        *(
            examined(base + number, asn=number % 4 != 0, full=number % 3 != 0)
            for number in range(1, 21)
        ),
        examined(base + 21, Outcome.SUSPECTED),
        examined(base + 22, Outcome.CLARIFY, asn=False),
        examined(base + 23, Outcome.INDICATED_USE),
        examined(base + 24, Outcome.INCONCLUSIVE),
        missed(base + 25, NotExaminedReason.DECLINED),
        missed(base + 26, NotExaminedReason.NOT_ANDROID, handed_over=True),
    ]
    case = replace(CASE, location=where, case_id=case_id * 32)
    return Site(case=case, papers=SIDAK, devices=tuple(devices))


def two_sites() -> tuple[Site, Site]:
    """Return the tables of two teams."""
    return site(), site(100, where="Kantor Kecamatan Contoh Utara", case_id="1")


NAMES = tuple(
    NameLine(
        report=f"LPP-2026-0117-{number:03}-7F3A",
        label=f"0117-{number:03}",
        name="Contoh Pegawai Satu",
        number="NIP 19800101 200501 1 001",
        status=EmploymentStatus.PNS.value,
        unit="Bidang Layanan",
        outcome="PATUT DICURIGAI",
        state="konsep",
    )
    for number in (21, 22)
)
