"""The log of a case: who did what with which phone and which file, record by record."""

from datetime import datetime
from enum import StrEnum

from phone_audit.model.assessment import NotExaminedReason
from phone_audit.model.capture import CaptureNote
from phone_audit.model.record import Record


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
    TIDAK_DIPERIKSA = "TIDAK_DIPERIKSA"  # the phone is not examined; never an indication
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


class LogRecord(Record):
    """One line of ``log.jsonl``, in canonical JSON.

    ``seq`` is the line's number, from 1. ``at`` is UTC by the computer's clock.
    ``object`` is a file inside the case (``exhibits/003/evidence.json``) or a name
    without slash (a document id); ``object_sha256`` is of that file's bytes.
    ``previous_sha256`` is the SHA-256 of the line before, without its line break;
    64 zeros in record 1. ``capture`` is there for ``PERINTAH`` only, ``reason`` for
    ``TIDAK_DIPERIKSA`` only. ``None``: does not apply.
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
    capture: CaptureNote | None = None
    previous_sha256: str


class ExhibitStatus(StrEnum):
    """How far the examination of one phone has come."""

    OPEN = "belum_selesai"  # labelled; nothing concluded yet, or the program was interrupted
    EXAMINED = "diperiksa"
    NOT_EXAMINED = "tidak_diperiksa"


class StoredExhibit(Record):
    """One phone of a case, as the log tells it.

    ``evidence_sha256`` is ``None`` until the examination is concluded; ``reason`` and
    ``note`` say why a phone was not examined. ``reports`` are paths inside the case,
    oldest first.
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
