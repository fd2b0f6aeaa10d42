"""Invented people, phones and examinations for the tests of reports; nothing here is real."""

from datetime import UTC, date, datetime, timedelta

from phone_audit.model.assessment import (
    Assessment,
    Circumstance,
    Finding,
    Outcome,
    SourceStatus,
    SourceSummary,
    Thresholds,
)
from phone_audit.model.capture import CaptureNote, Gap, GapReason, Medium
from phone_audit.model.case import (
    Assignment,
    Basis,
    CaseHeader,
    EmploymentStatus,
    Examination,
    Holder,
    Letterhead,
    Origin,
    PaperSize,
    Person,
    Program,
)
from phone_audit.model.evidence import (
    Presence,
)
from phone_audit.model.papers import (
    Answer,
    Choice,
    DocumentKind,
    HandBack,
    Handover,
    Letter,
    Notice,
    Papers,
    Response,
    Review,
)
from phone_audit.model.phone import ClockReading, PhoneIdentity, Profile, ProfileKind
from phone_audit.model.record import Words, canonical_json, replace, sha256_hex
from phone_audit.model.signature import (
    ListVersion,
    Measured,
    NameJudging,
    NameSet,
    Strength,
)
from phone_audit.reporting import to_pdf
from phone_audit.reporting.build import build
from phone_audit.reporting.document import ReportDocument, SourceWords
from phone_audit.reporting.legal_basis import load_legal_basis
from tests.reporting.findings import USE, app_finding, site_finding
from tests.reporting.places import REPORTS

STARTED = datetime(2026, 11, 19, 2, 14, 7, tzinfo=UTC)
ENDED = STARTED + timedelta(seconds=105)

SOURCE_WORDS = {
    "installed_apps": SourceWords(
        title=Words(id="Aplikasi terpasang", en="Installed apps"),
        limits=Words(
            id="Menunjukkan bahwa aplikasi ada pada perangkat, bukan siapa yang memasang atau "
            "membukanya.",
            en="Shows that an app is present, not who installed or opened it.",
        ),
    ),
    "app_use": SourceWords(
        title=Words(id="Statistik pemakaian", en="Usage statistics"),
        limits=Words(
            id="Menunjukkan waktu tampil di layar, bukan apa yang dilakukan di dalam aplikasi. "
            "Statistik lama dibuang oleh Android.",
            en="Shows time on screen, not what was done in an app. Android drops old statistics.",
        ),
    ),
    "site_channels": SourceWords(
        title=Words(id="Notifikasi situs", en="Site notifications"),
        limits=Words(
            id="Menunjukkan situs yang pernah meminta izin notifikasi, bukan kunjungan.",
            en="Shows sites that asked to send notifications, not visits.",
        ),
    ),
    "removed_apps": SourceWords(
        title=Words(id="Jejak aplikasi terhapus", en="Traces of removed apps"),
        limits=Words(
            id="Tercatat pernah ada; tidak menunjukkan pemakaian.",
            en="On record as once present; does not show use.",
        ),
    ),
}

PERSON = Person(
    name="Contoh Pegawai Satu",
    nip="198001012005011001",
    rank="Penata Muda (III/a)",
    position="Pengelola Layanan Operasional",
    unit="Bidang Layanan",
)
CASE = CaseHeader(
    case_id="0123456789abcdef0123456789abcdef",
    sidak="0117",
    assignment=Assignment(
        number="800.1.11.1/412/435.010/2026", dated=date(2026, 11, 18), issued_by="Inspektur"
    ),
    office="Dinas Contoh",
    location="Aula Dinas Contoh",
    letterhead=Letterhead(
        government="PEMERINTAH KOTA CONTOH",
        office="INSPEKTORAT DAERAH",
        address="Jalan Contoh Raya Nomor 1, Kota Contoh 61300",
        contact="Telepon (0321) 000000, Laman inspektorat.contoh.example, "
        "Pos-el inspektorat@contoh.example",
        place="Kota Contoh",
    ),
    officer=Person(name="Contoh Petugas Dua", nip="198502022010012002"),
    team_lead=Person(name="Contoh Ketua Lima", nip="197505052000031005"),
    witnesses=(
        Person(name="Contoh Saksi Tiga", nip="199003032015021003"),
        Person(name="Contoh Saksi Empat", nip="199104042016032004"),
    ),
    fictitious=True,
    opened_at=STARTED - timedelta(hours=1),
    program="phone-audit 0.1.0",
)


BY_NAME = NameJudging(
    trained=date(2026, 11, 9),
    weak={"game": 410, "number+suffix": 605},
    hint=-35,
    measured=(
        Measured(what=NameSet.ORDINARY_INDONESIAN, names=15_389, findings=0, hints=61),
        Measured(what=NameSet.GAMBLING_INDONESIAN, names=130_523, findings=78_901, hints=26_004),
    ),
)
"""How an invented list judges names that none of its entries holds."""


def note(number: int, command: str, *, source: str = "installed_apps") -> CaptureNote:
    """Return the note of one answered command."""
    at = STARTED + timedelta(seconds=number)
    return CaptureNote(
        number=number,
        source=source,
        command=command,
        command_sha256=sha256_hex(command.encode()),
        medium=Medium.SHELL,
        started_at=at,
        ended_at=at + timedelta(seconds=1),
        exit_code=0,
        complete=True,
        stdout_bytes=12_345 * number,
        stderr_bytes=0,
        sha256=sha256_hex(f"answer {number}".encode()),
    )


COMMANDS = tuple(
    note(number, command)
    for number, command in enumerate(
        (
            "getprop",
            "date +%s%N",
            "pm list users",
            "dumpsys package packages",
            "dumpsys usagestats",
            "dumpsys notification",
            "cmd package query-activities --brief -a android.intent.action.VIEW",
            "cat /proc/uptime",
        ),
        start=1,
    )
)

SOURCES = (
    SourceSummary(source="installed_apps", status=SourceStatus.COMPLETE, read=142, matched=0),
    SourceSummary(source="app_use", status=SourceStatus.COMPLETE, read=88, matched=0),
    SourceSummary(source="site_channels", status=SourceStatus.COMPLETE, read=12, matched=0),
    SourceSummary(source="removed_apps", status=SourceStatus.NOT_NEEDED, read=0, matched=0),
)


def examination(outcome: Outcome = Outcome.NIL, **changes: object) -> Examination:
    """Return an examination of an invented phone; keyword arguments replace its fields."""
    rule = list(Outcome).index(outcome) + 1
    findings: tuple[Finding, ...] = ()
    sources = SOURCES
    gaps: tuple[Gap, ...] = ()
    because: tuple[int, ...] = ()
    if outcome is Outcome.INDICATED_USE:
        findings, because = (app_finding(use=USE), site_finding()), (1,)
    elif outcome is Outcome.SUSPECTED:
        removed = app_finding(
            3,
            name="domino-contoh",
            circumstances=(Circumstance.REMOVED,),
            presence=Presence.DATA_KEPT,
            opened=None,
        )
        findings, because = (app_finding(), site_finding(), removed), (1,)
    elif outcome is Outcome.CLARIFY:
        findings = (
            site_finding(
                1,
                allowed=False,
                strength=Strength.WEAK,
                circumstances=(Circumstance.BLOCKED, Circumstance.SITE_RESTORED),
            ),
        )
        because = (1,)
    elif outcome is Outcome.INCONCLUSIVE:
        gaps = (
            Gap(source="installed_apps", topic="package_dump", reason=GapReason.UNPLUGGED),
            Gap(source="app_use", topic="usage", reason=GapReason.NOT_ASKED, user=0),
        )
        sources = (
            replace(SOURCES[0], status=SourceStatus.PARTIAL, read=61),
            replace(SOURCES[1], status=SourceStatus.UNREAD, read=0),
            *SOURCES[2:],
        )
    whole = Examination(
        document_id="LPP-2026-0117-003-7F3A",
        letter_number="700.1.2.3/117-003/LPP/435.010/2026",
        case=CASE,
        exhibit=3,
        label="0117-003",
        basis=Basis.CONSENTED,
        holder=Holder(person=PERSON, status=EmploymentStatus.PNS),
        origin=Origin.USB,
        started_at=STARTED,
        ended_at=ENDED,
        phone=PhoneIdentity(
            maker="Contoh",
            brand="Contoh",
            model="Phone A15",
            android="14",
            sdk=34,
            security_patch="2026-08-01",
            serial="CONTOH00012345",
            fingerprint="contoh/a15/a15:14/CONTOH.240801.001/1:user/release-keys",
            verified_boot="green",
            zone="Asia/Jakarta",
        ),
        clock=ClockReading(offset_ms=2_040, uncertainty_ms=120, measured_at=STARTED),
        profiles=(
            Profile(user=0, flags=0x13, profile=ProfileKind.OWNER, running=True),
            Profile(user=10, flags=0x30, profile=ProfileKind.WORK, running=True),
        ),
        interrupted=outcome is Outcome.INCONCLUSIVE,
        captures=COMMANDS,
        assessment=Assessment(
            outcome=outcome,
            rule=rule,
            thresholds=Thresholds(),
            because=because,
            minimum_coverage_met=outcome is not Outcome.INCONCLUSIVE,
            findings=findings,
            gaps=gaps,
            sources=sources,
        ),
        signature_list=ListVersion(
            name="judol-id",
            version="2026.11.10",
            released=date(2026, 11, 10),
            entries=214,
            sha256=sha256_hex(b"an invented list"),
            by_name=BY_NAME,
        ),
        program=Program(
            name="phone-audit",
            version="0.1.0",
            python="3.11.2",
            platform="Linux x86_64",
            adb="adb-shell 0.4.4",
        ),
    )
    return replace(whole, **changes)


def with_findings(findings: tuple[Finding, ...], **changes: object) -> Examination:
    """Return a SUSPECTED examination with exactly these findings."""
    whole = examination(Outcome.SUSPECTED, **changes)
    assessment = replace(
        whole.assessment, findings=findings, because=tuple(f.number for f in findings)
    )
    return replace(whole, assessment=assessment)


READER = Person(name="Contoh Pembaca Enam", nip="198101012006011006", position="Auditor Madya")
ANSWERED = ENDED + timedelta(minutes=4)


def papers(outcome: Outcome = Outcome.CLARIFY, **changes: object) -> Papers:
    """Return what people recorded around the phone of ``examination``, reviewed to ``outcome``."""
    whole = Papers(
        notice=Notice(
            at=STARTED - timedelta(minutes=6),
            choice=Choice.CONSENTED,
            holder=Holder(person=PERSON, status=EmploymentStatus.PNS),
            officer=CASE.officer,
            witnesses=CASE.witnesses,
        ),
        handover=Handover(
            at=STARTED - timedelta(minutes=4),
            model="Contoh Phone A15",
            accessories="casing dan kartu SIM tetap terpasang",
            condition="layar retak di sudut kiri atas",
            battery_percent=64,
            switched_on=True,
            unlocked_by_holder=True,
            airplane_mode=False,
        ),
        responses=(
            Response(
                at=ANSWERED,
                answer=Answer.ACCEPTS_EXPLAINING,
                text="Ponsel dipakai bersama anak saya.",
            ),
        ),
        reviews=(
            Review(
                at=ANSWERED + timedelta(minutes=20),
                reader=READER,
                evidence_sha256="0" * 64,
                outcome=outcome,
                reason="Aplikasi dipasang oleh penjual ponsel.",
            ),
        ),
        hand_back=HandBack(
            at=ANSWERED + timedelta(minutes=3),
            same_condition=True,
            authorisation_revoked=True,
            developer_options_restored=True,
        ),
        letters=(Letter(at=ANSWERED, document=DocumentKind.LPP, number="700.1.2.3/117-003/LPP"),),
    )
    return replace(whole, **changes)


def document_of(
    whole: Examination, lang: str = "id", told: Papers | None = None, *, copy: bool = False
) -> tuple[ReportDocument, bytes]:
    """Return the document and the evidence bytes of an examination."""
    evidence = canonical_json(whole)
    document = build(
        whole,
        sha256_hex(evidence),
        source_words=SOURCE_WORDS,
        legal_basis=load_legal_basis(REPORTS / "dasar-hukum.yaml"),
        papers=told,
        lang=lang,
        copy=copy,
    )
    return document, evidence


def rendered(
    whole: Examination, lang: str = "id", told: Papers | None = None, *, copy: bool = False
) -> bytes:
    """Return the PDF of an examination with its papers."""
    document, evidence = document_of(whole, lang, told, copy=copy)
    recorded = canonical_json(told.for_report()) if told else b""
    return to_pdf.render(document, evidence, REPORTS, recorded)


def bilingual(whole: Examination) -> Examination:
    """Return the examination in a case whose documents have a second line in English."""
    return replace(whole, case=replace(whole.case, bilingual=True, paper=PaperSize.F4))
