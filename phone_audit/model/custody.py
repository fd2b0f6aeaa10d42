"""The log of a case: who did what with which phone and which file, record by record."""

from datetime import datetime
from enum import StrEnum

from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.capture import CaptureNote, Medium
from phone_audit.model.record import Record, canonical_json, sha256_hex


class Event(StrEnum):
    """``kejadian`` of the chain of custody; the value is what the log and the LOG document say."""

    BUAT = "BUAT"  # the case was created; always record 1, never again
    BUKA = "BUKA"  # the case was opened for writing
    TERIMA = "TERIMA"  # the phone was handed over
    LABEL = "LABEL"  # the phone got its number in the case
    PEMBERITAHUAN = "PEMBERITAHUAN"  # the holder was notified, and answered
    IZIN_USB = "IZIN_USB"  # the holder allowed this computer's key
    SAMBUNG = "SAMBUNG"  # the phone was connected
    BACA_MULAI = "BACA_MULAI"  # reading began
    PERINTAH = "PERINTAH"  # one command was sent, and this is what came back
    BACA_SELESAI = "BACA_SELESAI"  # reading ended
    TERPUTUS = "TERPUTUS"  # the phone was unplugged while it was read
    GAGAL = "GAGAL"  # something did not work, or was found interrupted and put right
    HASH = "HASH"  # a file of evidence was stored
    CATAT = "CATAT"  # a fact about the sidak or a letter was recorded
    TIDAK_DIPERIKSA = "TIDAK_DIPERIKSA"  # the phone is not examined; never an indication
    TANGGAPAN = "TANGGAPAN"  # the holder answered the result
    TINJAU = "TINJAU"  # an outcome was reviewed
    TURUNKAN = "TURUNKAN"  # an outcome was lowered, with its reason
    CETAK = "CETAK"  # a document was rendered
    TANDA_TANGAN = "TANDA_TANGAN"  # a document was signed
    KEMBALI = "KEMBALI"  # the phone was given back
    SALIN = "SALIN"  # a copy was made
    SERAH_BERKAS = "SERAH_BERKAS"  # files were handed over
    HAPUS = "HAPUS"  # something was erased


class Role(StrEnum):
    """``peran``: in what capacity the actor of a record acted."""

    PROGRAM = "alat"
    OFFICER = "petugas"
    TEAM_LEAD = "ketua_tim"
    COORDINATOR = "koordinator"
    WITNESS = "saksi"
    HOLDER = "pemegang"
    SECOND_READER = "pembaca_kedua"


class LoggedCommand(Record):
    """What the log says of one command: that it was sent, and what came back.

    The log outlives an erasure, so it never holds a name that an erasure has to take
    away: ``command`` hides every package and host of this phone between ``‹`` and
    ``›``. ``note_sha256`` is the SHA-256 of the full note in canonical JSON, as
    ``evidence.json`` holds it; its times and hashes keep it from being guessed.
    """

    number: int
    source: str
    command: str
    medium: Medium
    started_at: datetime
    ended_at: datetime
    exit_code: int | None
    complete: bool
    stdout_bytes: int
    stderr_bytes: int
    sha256: str  # of stdout
    note_sha256: str


def logged(note: CaptureNote, command: str) -> LoggedCommand:
    """Return what the log says of a command, written as ``command``."""
    return LoggedCommand(
        number=note.number,
        source=note.source,
        command=command,
        medium=note.medium,
        started_at=note.started_at,
        ended_at=note.ended_at,
        exit_code=note.exit_code,
        complete=note.complete,
        stdout_bytes=note.stdout_bytes,
        stderr_bytes=note.stderr_bytes,
        sha256=note.sha256,
        note_sha256=note_sha256(note),
    )


def note_sha256(note: CaptureNote) -> str:
    """Return the SHA-256 of a note's canonical bytes: how a note is recognised again."""
    return sha256_hex(canonical_json(note))


class LogRecord(Record):
    """One line of ``log.jsonl``, in canonical JSON.

    ``seq`` is the line's number, from 1. ``at`` is UTC by the computer's clock.
    ``object`` is a file inside the case (``exhibits/003/evidence.json``) or a name
    without slash (a document id); ``object_sha256`` is of that file's bytes.
    ``previous_sha256`` is the SHA-256 of the line before, without its line break;
    64 zeros in record 1. ``capture`` is there for ``PERINTAH`` only, ``reason`` for
    ``TIDAK_DIPERIKSA`` only. ``erased`` are the files this record erased (``HAPUS``):
    paths inside the case that are no longer there. ``None``: does not apply.
    """

    seq: int
    at: datetime
    event: Event
    actor: str
    role: Role
    exhibit: int | None = None
    object: str | None = None
    object_sha256: str | None = None
    note: str | None = None
    reason: NotExaminedReason | None = None
    capture: LoggedCommand | None = None
    erased: tuple[str, ...] = ()
    previous_sha256: str


class ExhibitStatus(StrEnum):
    """How far the examination of one phone has come."""

    OPEN = "belum_selesai"  # labelled; nothing concluded yet, or the program was interrupted
    EXAMINED = "diperiksa"
    NOT_EXAMINED = "tidak_diperiksa"


class ErasureReason(StrEnum):
    """Why content of an exhibit was erased."""

    WITHDRAWN = "dihentikan_pemegang"  # the holder withdrew: what was read goes at once
    NOT_THE_HOLDERS = "bukan_milik"  # read under the wrong person's name: it goes at once
    RETENTION = "masa_simpan"  # the time to keep it has passed
    REQUESTED = "permintaan"  # asked for, with a reason of its own


class ErasedFile(Record):
    """One file that is gone: where it was, and the SHA-256 the log still knows."""

    path: str
    sha256: str


class Counted(Record):
    """What of an erased examination still counts in the office table; no name, no finding.

    ``asn`` is ``None`` where nobody recorded the holder's employment status.
    """

    outcome: Outcome
    full_coverage: bool
    asn: bool | None = None
    handed_over: bool = True
    forwarded: bool = False
    summoned: bool = False


class Erasure(Record):
    """The record of one erasure (``HAPUS``): ids, hashes, time and officer, no content.

    ``counted`` is ``None`` after a withdrawal, and where the phone was another person's:
    then only the status remains. ``because`` is what was written about an erasure that
    was asked for, ``None`` for the others.
    """

    document_id: str
    exhibit: int
    at: datetime
    reason: ErasureReason
    actor: str
    role: Role
    files: tuple[ErasedFile, ...]
    counted: Counted | None = None
    because: str | None = None


class StoredExhibit(Record):
    """One phone of a case, as the log tells it.

    ``evidence_sha256`` is ``None`` until the examination is concluded; ``reason`` and
    ``note`` say why a phone was not examined. ``reports`` are paths inside the case,
    oldest first. ``notified`` says that a notice is stored under which the phone may be
    read, ``open_tabs`` that it covers open tabs. ``erased`` are the records of what
    was erased, paths inside the case; ``emptied`` says that nothing is left.
    """

    number: int
    label: str
    document_id: str
    labelled_at: datetime
    status: ExhibitStatus
    commands: int
    evidence_sha256: str | None = None
    reason: NotExaminedReason | None = None
    note: str | None = None
    reports: tuple[str, ...] = ()
    notified: bool = False
    open_tabs: bool = False
    handed_over: bool = False
    erased: tuple[str, ...] = ()
    emptied: bool = False
