"""What an office or officer writes in TOML files: the sidak, the holder, and thresholds.

The keys are Indonesian, as in the documents, because officers write these files.
"""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from phone_audit.errors import UsageError
from phone_audit.model.assessment import Thresholds
from phone_audit.model.case import (
    Assignment,
    EmploymentStatus,
    Holder,
    Letterhead,
    Ownership,
    Person,
    Zone,
)
from phone_audit.model.record import Record

T = TypeVar("T")


class Orang(Record):
    """One person: ``nama``, ``nip`` (blanks allowed), ``pangkat``, ``jabatan``, ``unit``."""

    nama: str
    nip: str | None = None
    pangkat: str | None = None
    jabatan: str | None = None
    unit: str | None = None

    def person(self) -> Person:
        """Return the person with a checked NIP."""
        return Person(
            name=self.nama,
            nip=None if self.nip is None else checked_nip(self.nip),
            rank=self.pangkat,
            position=self.jabatan,
            unit=self.unit,
        )


class SuratTugas(Record):
    """The written order: ``nomor``, ``tanggal``, ``pejabat`` who issued it."""

    nomor: str
    tanggal: date | None = None
    pejabat: str | None = None


class Kop(Record):
    """Letterhead: ``pemerintah``, ``kantor``, ``alamat``, ``kontak``, ``tempat`` of signing."""

    pemerintah: str
    kantor: str
    alamat: str | None = None
    kontak: str | None = None
    tempat: str | None = None


class Ambang(Record):
    """Thresholds of use: ``hari_min``, ``menit_min``, ``kunjungan_min``."""

    hari_min: int = 2
    menit_min: int = 5
    kunjungan_min: int = 5


class Sidak(Record):
    """The file given to ``case new --from``; every field may also come from an option.

    Format::

        nomor_sidak = "0117"
        opd = "Dinas Contoh"
        lokasi = "Aula Dinas Contoh"
        zona = "WIB"
        [surat_tugas]
        nomor = "800.1.11.1/412/435.010/2026"
        tanggal = 2026-11-18
        [petugas]
        nama = "Contoh Petugas Dua"
        nip = "19850202 201001 2 002"
        [[saksi]]
        nama = "Contoh Saksi Tiga"
    """

    nomor_sidak: str | None = None
    opd: str | None = None
    lokasi: str | None = None
    zona: Zone = Zone.WIB
    surat_tugas: SuratTugas | None = None
    kop: Kop | None = None
    dasar: tuple[str, ...] = ()
    petugas: Orang | None = None
    ketua_tim: Orang | None = None
    saksi: tuple[Orang, ...] = ()

    def assignment(self) -> Assignment | None:
        """Return the written order, or ``None`` when the file names none."""
        order = self.surat_tugas
        if order is None:
            return None
        return Assignment(number=order.nomor, dated=order.tanggal, issued_by=order.pejabat)

    def letterhead(self) -> Letterhead | None:
        """Return the letterhead, or ``None`` when the file holds none."""
        if self.kop is None:
            return None
        return Letterhead(
            government=self.kop.pemerintah,
            office=self.kop.kantor,
            address=self.kop.alamat,
            contact=self.kop.kontak,
            place=self.kop.tempat,
        )


class Pemegang(Record):
    """The file given to ``examine --holder``.

    Format::

        nama = "Contoh Pegawai Satu"
        nip = "19800101 200501 1 001"
        status_kepegawaian = "PNS"
        kepemilikan = "pribadi"
        pangkat = "Penata Muda (III/a)"
        jabatan = "Pengelola Layanan Operasional"
        unit = "Dinas Contoh, Bidang Layanan"
    """

    nama: str
    status_kepegawaian: EmploymentStatus
    kepemilikan: Ownership = Ownership.PERSONAL
    nip: str | None = None
    pangkat: str | None = None
    jabatan: str | None = None
    unit: str | None = None
    nomor_daftar_hadir: str | None = None

    def holder(self) -> Holder:
        """Return the holder with a checked NIP."""
        return Holder(
            person=Orang(
                nama=self.nama,
                nip=self.nip,
                pangkat=self.pangkat,
                jabatan=self.jabatan,
                unit=self.unit,
            ).person(),
            status=self.status_kepegawaian,
            ownership=self.kepemilikan,
            attendance_number=self.nomor_daftar_hadir,
        )


def checked_nip(text: str) -> str:
    """Return a NIP as 18 digits; blanks between its groups are dropped.

    Format: ``19800101 200501 1 001`` - date of birth, month of appointment, sex,
    serial number.

    Raises:
        UsageError: it is not a NIP. Sixteen digits are a NIK, which has no place here.
    """
    digits = re.sub(r"\s", "", text)
    if re.fullmatch(r"[0-9]{16}", digits):
        raise UsageError("16 digit adalah NIK; NIK tidak dicatat (16 digits are a NIK)")
    if not re.fullmatch(r"[0-9]{8}[0-9]{6}[12][0-9]{3}", digits):
        raise UsageError(
            "NIP harus 18 digit, contoh 19800101 200501 1 001 "
            f"(not a NIP: {len(digits)} characters)"
        )
    return digits


def read_sidak(path: Path) -> Sidak:
    """Read a sidak file. Raises UsageError that names the file and the field."""
    return _read(path, Sidak)


def read_holder(path: Path) -> Holder:
    """Read a holder file. Raises UsageError that names the file and the field."""
    file = _read(path, Pemegang)
    try:
        return file.holder()
    except UsageError as error:
        raise UsageError(f"{path}: nip: {error}") from error


def read_thresholds(path: Path | None) -> Thresholds:
    """Read thresholds from a TOML file with ``[ambang]``; ``None`` gives the defaults."""
    if path is None:
        return Thresholds()
    ambang = _read(path, _Station).ambang
    return Thresholds(
        min_days=ambang.hari_min, min_minutes=ambang.menit_min, min_visits=ambang.kunjungan_min
    )


class CapWaktu(Record):
    """``alamat`` of a time-stamp service (RFC 3161); without it none is asked."""

    alamat: str | None = None


class TandaTangan(Record):
    """``akar``: files with certificates of authorities that are trusted, beside the settings."""

    akar: tuple[str, ...] = ()


class SigningSettings(Record):
    """What signatures on PDFs and time stamps rest on."""

    time_stamp_url: str | None = None
    roots: tuple[bytes, ...] = ()


def read_signing(path: Path | None) -> SigningSettings:
    """Read ``[cap_waktu]`` and ``[tanda_tangan]``; ``None`` gives neither service nor roots."""
    if path is None:
        return SigningSettings()
    station = _read(path, _Station)
    roots = []
    for name in station.tanda_tangan.akar:
        try:
            roots.append((path.parent / name).read_bytes())
        except OSError as error:
            raise UsageError(f"{path}: [tanda_tangan] akar: {name}: {error.strerror}") from error
    return SigningSettings(time_stamp_url=station.cap_waktu.alamat, roots=tuple(roots))


class _Station(Record):
    ambang: Ambang = Ambang()
    cap_waktu: CapWaktu = CapWaktu()
    tanda_tangan: TandaTangan = TandaTangan()


def _read(path: Path, kind: type[T]) -> T:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(
            f"{path}: tidak dapat dibaca (cannot be read): {error.strerror}"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: bukan TOML yang sah (not valid TOML): {error}") from error
    try:
        return msgspec.convert(data, kind, strict=True)
    except msgspec.ValidationError as error:
        raise UsageError(f"{path}: {error}") from error
