"""What an office or officer writes in TOML files: the sidak, the holder, and thresholds.

The keys are Indonesian, as in the documents, because officers write these files.
"""

import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import TypeVar

import msgspec

from phone_audit.cases.retention import RetentionRules
from phone_audit.errors import UsageError
from phone_audit.model.assessment import Thresholds
from phone_audit.model.case import (
    Assignment,
    Emblem,
    EmblemMedia,
    EmploymentStatus,
    Holder,
    Letterhead,
    Ownership,
    PaperSize,
    Person,
    Zone,
)
from phone_audit.model.nip import digits_of, nip_complaint
from phone_audit.model.papers import Arrangements, Call, Summons
from phone_audit.model.record import Record

T = TypeVar("T")

MOST_EMBLEM_BYTES = 64 * 1024
"""The emblem goes into the evidence file of every phone, and a report shall fit in an e-mail."""


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
    """Letterhead: who issues the documents, and the file with the region's emblem.

    ``lambang`` is an SVG or PNG of at most 64 KiB, relative to the TOML file.
    """

    pemerintah: str
    kantor: str
    alamat: str | None = None
    kode_pos: str | None = None
    telepon: str | None = None
    laman: str | None = None
    pos_el: str | None = None
    kontak: str | None = None
    tempat: str | None = None
    lambang: str | None = None

    def letterhead(self, folder: Path) -> Letterhead:
        """Return the letterhead; ``folder`` is where the file of the emblem is looked for."""
        parts = (("Telepon", self.telepon), ("Laman", self.laman), ("Pos-el", self.pos_el))
        contact = ", ".join(f"{word} {value}" for word, value in parts if value)
        return Letterhead(
            government=self.pemerintah,
            office=self.kantor,
            address=" ".join(filter(None, (self.alamat, self.kode_pos))) or None,
            contact=self.kontak or contact or None,
            place=self.tempat,
            emblem=read_emblem(folder / self.lambang) if self.lambang else None,
        )


class PelindunganData(Record):
    """What the notice has to name: controller, its officer, whom to turn to, how long kept."""

    pengendali: str | None = None
    pejabat: str | None = None
    pengaduan: str | None = None
    hari_simpan: int = 7


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
        tim = "Tim 2"
        kertas = "f4"
        dwibahasa = true
        hari_libur = [2026-12-26]
        [surat_tugas]
        nomor = "800.1.11.1/412/435.010/2026"
        tanggal = 2026-11-18
        [petugas]
        nama = "Contoh Petugas Dua"
        nip = "19850202 201001 2 002"
        [[saksi]]
        nama = "Contoh Saksi Tiga"
        [kop]
        pemerintah = "PEMERINTAH KOTA CONTOH"
        kantor = "INSPEKTORAT DAERAH"
        lambang = "lambang.svg"
        [pelindungan_data]
        pengaduan = "Pejabat Pelindungan Data, Telepon (0321) 000000"
    """

    nomor_sidak: str | None = None
    opd: str | None = None
    lokasi: str | None = None
    zona: Zone | None = None
    tim: str | None = None
    kertas: PaperSize | None = None
    dwibahasa: bool = False
    hari_libur: tuple[date, ...] = ()
    surat_tugas: SuratTugas | None = None
    kop: Kop | None = None
    dasar: tuple[str, ...] = ()
    petugas: Orang | None = None
    ketua_tim: Orang | None = None
    saksi: tuple[Orang, ...] = ()
    koordinator: Orang | None = None
    pelindungan_data: PelindunganData = PelindunganData()

    def assignment(self) -> Assignment | None:
        """Return the written order, or ``None`` when the file names none."""
        order = self.surat_tugas
        if order is None:
            return None
        return Assignment(number=order.nomor, dated=order.tanggal, issued_by=order.pejabat)

    def letterhead(self, folder: Path) -> Letterhead | None:
        """Return the letterhead, or ``None`` when the file holds none."""
        return None if self.kop is None else self.kop.letterhead(folder)

    def arrangements(self, at: datetime) -> Arrangements:
        """Return how the sidak is held, for the papers of the case."""
        data = self.pelindungan_data
        if data.hari_simpan < 0:
            raise UsageError("pelindungan_data.hari_simpan: tidak boleh negatif (is negative)")
        return Arrangements(
            at=at,
            team=self.tim,
            coordinator=self.koordinator.person() if self.koordinator else None,
            controller=data.pengendali,
            protection_officer=data.pejabat,
            complaints_to=data.pengaduan,
            retention_days=data.hari_simpan,
            holidays=self.hari_libur,
        )


class Panggilan(Record):
    """The file given to ``paper CASE EXHIBIT summons --from``: what is known of a call.

    Format::

        panggilan = 1
        tanggal_surat = 2026-11-20
        tanggal = 2026-11-26
        jam = 09:00:00
        tempat = "Ruang Rapat BKPSDM"
        peran_penanda_tangan = "Atasan langsung"
        [penanda_tangan]
        nama = "Contoh Atasan Enam"
        [menghadap]
        nama = "Contoh Pejabat Tujuh"
    """

    panggilan: int = 1
    bentuk: Call | None = None
    tanggal_surat: date | None = None
    tanggal: date | None = None
    jam: time | None = None
    tempat: str | None = None
    tidak_hadir: date | None = None
    peran_penanda_tangan: str | None = None
    penanda_tangan: Orang | None = None
    menghadap: Orang | None = None
    tembusan: tuple[str, ...] = ()

    def summons(self, at: datetime) -> Summons:
        """Return the call as it is stored."""
        if self.panggilan not in {1, 2}:
            raise UsageError("panggilan: 1 atau 2 (1 or 2)")
        return Summons(
            at=at,
            order=self.panggilan,
            call=self.bentuk,
            dated=self.tanggal_surat,
            signed_by=self.penanda_tangan.person() if self.penanda_tangan else None,
            signer_role=self.peran_penanda_tangan,
            before=self.menghadap.person() if self.menghadap else None,
            on=self.tanggal,
            at_time=self.jam,
            place=self.tempat,
            missed_on=self.tidak_hadir,
            copies=self.tembusan,
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
    """Return a NIP or NI PPPK as 18 digits; blanks between its groups are dropped.

    Raises:
        UsageError: it is not one; the message says why.
    """
    complaint = nip_complaint(text)
    if complaint is not None:
        raise UsageError(f"{complaint.id} ({complaint.en})")
    return digits_of(text)


def read_emblem(path: Path) -> Emblem:
    """Read a region's emblem. Raises UsageError that says what is wrong with the file."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path}: tidak dapat dibaca (cannot be read): {error.strerror}"
        ) from error
    if len(data) > MOST_EMBLEM_BYTES:
        raise UsageError(
            f"{path}: {len(data)} bita; lambang paling besar {MOST_EMBLEM_BYTES} bita "
            "(the emblem is too large; it goes into every report)"
        )
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Emblem(media=EmblemMedia.PNG, data=data)
    if b"<svg" in data[:4096]:
        return Emblem(media=EmblemMedia.SVG, data=data)
    raise UsageError(f"{path}: lambang harus SVG atau PNG (must be SVG or PNG)")


def read_sidak(path: Path) -> Sidak:
    """Read a sidak file. Raises UsageError that names the file and the field."""
    return _read(path, Sidak)


def read_person(path: Path) -> Person:
    """Read a file about one person. Raises UsageError that names the file and the field."""
    file = _read(path, Orang)
    try:
        return file.person()
    except UsageError as error:
        raise UsageError(f"{path}: nip: {error}") from error


def read_summons(path: Path, at: datetime) -> Summons:
    """Read a file about a call. Raises UsageError that names the file and the field."""
    file = _read(path, Panggilan)
    try:
        return file.summons(at)
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error


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


class Retensi(Record):
    """``nihil_hari`` for phones on which nothing was found, ``arsip_hari`` after archiving."""

    nihil_hari: int = 7
    arsip_hari: int = 30


def read_retention(path: Path | None) -> RetentionRules:
    """Read ``[retensi]``; ``None`` gives the defaults."""
    found = Retensi() if path is None else _read(path, _Station).retensi
    if found.nihil_hari < 0 or found.arsip_hari < 0:
        raise UsageError(f"{path}: [retensi]: hari tidak negatif (days cannot be negative)")
    return RetentionRules(nothing_found_days=found.nihil_hari, archived_days=found.arsip_hari)


class _Station(Record):
    ambang: Ambang = Ambang()
    retensi: Retensi = Retensi()
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
