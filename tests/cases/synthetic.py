"""An invented case: names, phones and commands that do not exist."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from phone_audit.cases.exhibit import Exhibit
from phone_audit.cases.store import Case
from phone_audit.model.assessment import (
    Assessment,
    Finding,
    Match,
    Outcome,
    SourceStatus,
    SourceSummary,
    Thresholds,
)
from phone_audit.model.capture import CaptureNote, Medium
from phone_audit.model.case import (
    Assignment,
    Basis,
    CaseHeader,
    EmploymentStatus,
    Examination,
    Holder,
    Origin,
    Person,
    Program,
)
from phone_audit.model.custody import Event
from phone_audit.model.evidence import InstalledApp, Sighting
from phone_audit.model.papers import Choice, Notice
from phone_audit.model.phone import PhoneIdentity
from phone_audit.model.record import canonical_json, replace, sha256_hex
from phone_audit.model.signature import (
    Citation,
    GamblingKind,
    ListVersion,
    Signature,
    SignatureList,
    Status,
    Strength,
)

MORNING = datetime(2026, 11, 19, 0, 14, 7, 120394, tzinfo=UTC)

_PACKAGE = "id.contoh.permainan"

_LIST = SignatureList(
    name="contoh",
    version="2026.11.18",
    released=date(2026, 11, 18),
    signatures=(
        Signature(
            id="contoh88",
            name="Contoh88",
            status=Status.REVIEWED,
            strength=Strength.STRONG,
            kind=GamblingKind.SLOT,
            added=date(2026, 11, 3),
            updated=date(2026, 11, 3),
            packages=(_PACKAGE,),
            sources=(Citation(url="https://daftar.example", seen=date(2026, 11, 2), says="Synt."),),
            examples_match=(_PACKAGE,),
            examples_no_match=("id.contoh.lain",),
        ),
    ),
)
SNAPSHOT = canonical_json(_LIST)
SNAPSHOT_SHA256 = sha256_hex(SNAPSHOT)


def ticking(start: datetime = MORNING, step_ms: int = 7) -> Callable[[], datetime]:
    """Return a clock that moves on a little each time it is asked."""
    times = iter(range(0, 1 << 62, step_ms))
    return lambda: start + timedelta(milliseconds=next(times))


def header() -> CaseHeader:
    return CaseHeader(
        case_id="00112233445566778899aabbccddeeff",
        sidak="0117",
        assignment=Assignment(number="800/117/SYNTHETIC", dated=date(2026, 11, 17)),
        office="Dinas Contoh",
        location="Aula “Contoh”, lantai 2",
        officer=Person(name="Petugas Sintetis", nip="199001012015011001"),
        fictitious=True,
        opened_at=MORNING,
        program="phone-audit 0.0.0",
    )


def note(number: int, answer: bytes = b"synthetic") -> CaptureNote:
    line = f"pm list packages -i -U --user {number}"
    return CaptureNote(
        number=number,
        source="installed_apps",
        command=line,
        command_sha256=sha256_hex(line.encode()),
        medium=Medium.SHELL,
        started_at=MORNING + timedelta(seconds=number),
        ended_at=MORNING + timedelta(seconds=number, milliseconds=350),
        exit_code=0,
        complete=True,
        stdout_bytes=len(answer),
        stderr_bytes=0,
        sha256=sha256_hex(answer),
    )


def notice(choice: Choice = Choice.CONSENTED, **changes: object) -> Notice:
    person = Person(name="Pegawai Sintetis", nip="199202022016021002")
    whole = Notice(
        at=MORNING,
        choice=choice,
        holder=Holder(person=person, status=EmploymentStatus.PNS),
        officer=header().officer,
        witnesses=(Person(name="Saksi Sintetis"),),
    )
    return replace(whole, **changes)


def noticed(case: Case, label: str | None = None) -> Exhibit:
    """Label a phone whose holder agreed to the examination."""
    exhibit = case.new_exhibit(label)
    exhibit.file(notice(), actor="Petugas Sintetis")
    return exhibit


def examination(
    exhibit: Exhibit,
    commands: int = 2,
    *,
    found: bool = True,
    first_answer: bytes = b"synthetic",
) -> Examination:
    finding = Finding(
        number=1,
        sources=("installed_apps",),
        value=_PACKAGE,
        user=0,
        match=Match(
            signature="contoh88",
            signature_name="Contoh88",
            kind=GamblingKind.SLOT,
            strength=Strength.STRONG,
            matched=_PACKAGE,
            reason="the package is listed",
        ),
        sightings=(Sighting(record=InstalledApp(package=_PACKAGE, user=0), captures=(1,)),),
    )
    return Examination(
        document_id=exhibit.document_id,
        case=header(),
        exhibit=exhibit.number,
        label=exhibit.label,
        basis=Basis.CONSENTED,
        origin=Origin.USB,
        started_at=MORNING,
        ended_at=MORNING + timedelta(seconds=20),
        phone=PhoneIdentity(maker="Contoh", model="C-1", sdk=34, serial="SYNTHETIC0001"),
        captures=tuple(
            note(number, first_answer if number == 1 else b"synthetic")
            for number in range(1, commands + 1)
        ),
        assessment=Assessment(
            outcome=Outcome.SUSPECTED if found else Outcome.NIL,
            rule=2 if found else 5,
            thresholds=Thresholds(),
            because=(1,) if found else (),
            minimum_coverage_met=True,
            findings=(finding,) if found else (),
            sources=(
                SourceSummary(
                    source="installed_apps",
                    status=SourceStatus.COMPLETE,
                    read=142,
                    matched=int(found),
                ),
            ),
        ),
        signature_list=ListVersion(
            name=_LIST.name,
            version=_LIST.version,
            released=_LIST.released,
            entries=1,
            sha256=SNAPSHOT_SHA256,
        ),
        program=Program(
            name="phone-audit", version="0.0.0", python="3.11", platform="synthetic", adb="none"
        ),
    )


def examine(case: Case, commands: int = 2) -> Exhibit:
    """Take one invented phone through its examination."""
    case.keep_signature_list(SNAPSHOT, SNAPSHOT_SHA256)
    exhibit = noticed(case)
    exhibit.event(Event.BACA_MULAI)
    for number in range(1, commands + 1):
        exhibit.keep(note(number))
    exhibit.conclude(examination(exhibit, commands))
    return exhibit


def small_case(path: Path) -> Path:
    """Make a finished case of one phone with one report, and return its folder."""
    with Case.create(path, header(), ticking()) as case:
        exhibit = examine(case)
        exhibit.add_report(f"{exhibit.document_id}.pdf", b"%PDF-1.7 synthetic\n%%EOF\n")
        exhibit.event(Event.KEMBALI, note="dikembalikan")
    return path
