"""Who is on a roster: every row checked, every complaint with its row, all at once."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from phone_audit.errors import UsageError
from phone_audit.formats.safe_text import safe_text
from phone_audit.model.case import Basis, EmploymentStatus, Holder, Ownership
from phone_audit.model.record import Record
from phone_audit.roster.tables import Row, read_table
from phone_audit.settings import Orang, checked_nip

T = TypeVar("T")

_MOST_COMPLAINTS = 20

_COLUMNS = {
    "name": ("nama", "name", "namalengkap"),
    "nip": ("nip", "nippppk", "nipnipppk"),
    "status": ("status", "statuskepegawaian", "employment"),
    "unit": ("unit", "unitkerja", "opd", "perangkatdaerah"),
    "position": ("jabatan", "position"),
    "rank": ("pangkat", "pangkatgol", "golongan", "rank"),
    "attendance": ("nomordaftarhadir", "nodaftarhadir", "daftarhadir", "attendance"),
    "ownership": ("kepemilikan", "ownership", "perangkat"),
    "consent": ("persetujuan", "nomorpersetujuan", "pbt", "consent"),
    "open_tabs": ("tabterbuka", "opentabs"),
    "serial": ("serial", "nomorseri"),
    "port": ("port", "jalurusb", "usb"),
    "label": ("label", "stiker", "nomorlabel"),
}
_REQUIRED = ("name", "status")
_BY_HEADING = {heading: column for column, names in _COLUMNS.items() for heading in names}

_STATUS = {
    "pns": EmploymentStatus.PNS,
    "cpns": EmploymentStatus.CPNS,
    "pppk": EmploymentStatus.PPPK,
    "pppkparuhwaktu": EmploymentStatus.PPPK_PART_TIME,
    "nonasn": EmploymentStatus.NON_ASN,
    "honorer": EmploymentStatus.NON_ASN,
}
_OWNERSHIP = {
    "": Ownership.PERSONAL,
    "pribadi": Ownership.PERSONAL,
    "personal": Ownership.PERSONAL,
    "dinas": Ownership.OFFICE,
    "office": Ownership.OFFICE,
}
_YES = frozenset({"ya", "yes", "y", "true", "1"})
_NO = frozenset({"", "tidak", "no", "t", "n", "false", "0", "-"})


class Entry(Record):
    """One person of a roster and the phone expected from them.

    ``row`` is the row of the file. ``consent`` is the number of the signed notice;
    ``None``: none is known, so a personal phone may not be read yet. ``open_tabs`` is the
    separate line of that notice. ``serial`` and ``port`` (a USB path, ``1-1.2``) are
    ``None`` where nobody wrote down which phone or socket it will be.
    """

    row: int
    holder: Holder
    consent: str | None = None
    open_tabs: bool = False
    serial: str | None = None
    port: str | None = None
    label: str | None = None

    @property
    def basis(self) -> Basis | None:
        """Return the ground on which this phone may be read; ``None``: there is none yet."""
        if self.holder.ownership is Ownership.OFFICE:
            return Basis.OFFICE_DEVICE
        return Basis.CONSENTED if self.consent else None

    @property
    def key(self) -> str:
        """Return what tells this person apart on the roster: NIP, attendance number, or name."""
        return key_of(self.holder)


def key_of(holder: Holder) -> str:
    """Return what tells a person apart in an office: NIP, attendance number, or name and unit."""
    person = holder.person
    if person.nip:
        return f"nip:{person.nip}"
    if holder.attendance_number:
        return f"hadir:{holder.attendance_number}"
    return f"nama:{' '.join(person.name.split())}|{person.unit or ''}".casefold()


def read_roster(path: Path) -> tuple[Entry, ...]:
    """Return the people of a roster file (CSV or XLSX), in its order.

    Format, the first row names the columns; names in English work too::

        nama,nip,status,unit,kepemilikan,persetujuan,tab_terbuka,serial,port
        Contoh Pegawai Satu,19800101 200501 1 001,PNS,Bidang Layanan,pribadi,PBT-017,tidak,,1-1.2

    Only ``nama`` and ``status`` are required; non-ASN staff have a
    ``nomor_daftar_hadir`` instead of a NIP. A column with another name is an error, so
    that a misspelt ``persetujuan`` is not taken for "nobody agreed".

    Raises:
        UsageError: the file cannot be read, or rows are wrong. The message has one line
            per complaint, each beginning with file and row.
    """
    rows = read_table(path)
    if not rows:
        raise UsageError(f"{path}: tidak berisi apa pun (is empty)")
    columns = _columns(path, rows[0])
    complaints: list[str] = []
    entries: list[Entry] = []
    for row in rows[1:]:
        try:
            entries.append(_entry(row, columns))
        except UsageError as error:
            complaints.append(f"{path}:{row.number}: {error}")
    complaints += [f"{path}:{row}: {text}" for row, text in _clashes(entries)]
    if complaints:
        shown = complaints[:_MOST_COMPLAINTS]
        if more := len(complaints) - len(shown):
            shown.append(f"... dan {more} lagi (and {more} more)")
        raise UsageError("\n".join(shown))
    if not entries:
        raise UsageError(f"{path}: tidak ada orang di bawah baris judul (nobody below the header)")
    return tuple(entries)


def _columns(path: Path, header: Row) -> dict[int, str]:
    columns: dict[int, str] = {}
    for place, heading in enumerate(header.cells):
        if not heading:
            continue
        column = _BY_HEADING.get(_plain(heading))
        if column is None:
            known = ", ".join(names[0] for names in _COLUMNS.values())
            raise UsageError(
                f"{path}:{header.number}: kolom tidak dikenal (unknown column) "
                f"{_quoted(heading)}; yang dikenal (known): {known}"
            )
        if column in columns.values():
            raise UsageError(
                f"{path}:{header.number}: kolom {_quoted(heading)} ada dua kali (stands twice)"
            )
        columns[place] = column
    for column in _REQUIRED:
        if column not in columns.values():
            raise UsageError(
                f"{path}:{header.number}: kolom {_COLUMNS[column][0]} tidak ada (is missing)"
            )
    return columns


def _entry(row: Row, columns: dict[int, str]) -> Entry:
    cells = {
        column: row.cells[place] if place < len(row.cells) else ""
        for place, column in columns.items()
    }
    for place in row.rounded:
        if columns.get(place) in {"nip", "serial", "attendance", "consent", "label"}:
            raise UsageError(
                f"{_COLUMNS[columns[place]][0]} tersimpan sebagai angka dan sudah dibulatkan; "
                "ubah kolomnya menjadi teks dan ketik lagi (stored as a number and rounded; "
                "make the column text and type it again)"
            )
    if len(row.cells) > max(columns) + 1 and any(row.cells[max(columns) + 1 :]):
        raise UsageError(
            "lebih banyak isian daripada judul kolom (more cells than column headings)"
        )
    if any(not text.isprintable() for text in cells.values()):
        raise UsageError("berisi karakter yang tidak dapat dicetak (unprintable characters)")
    if not cells["name"]:
        raise UsageError("nama kosong (no name)")
    status = _chosen(_STATUS, cells["status"], "status")
    nip = cells.get("nip") or None
    if nip is not None:
        nip = checked_nip(nip)
    holder = Holder(
        person=Orang(
            nama=cells["name"],
            nip=nip,
            pangkat=cells.get("rank") or None,
            jabatan=cells.get("position") or None,
            unit=cells.get("unit") or None,
        ).person(),
        status=status,
        ownership=_chosen(_OWNERSHIP, cells.get("ownership", ""), "kepemilikan"),
        attendance_number=cells.get("attendance") or None,
    )
    return Entry(
        row=row.number,
        holder=holder,
        consent=_consent(cells.get("consent", "")),
        open_tabs=_yes(cells.get("open_tabs", ""), "tab_terbuka"),
        serial=cells.get("serial") or None,
        port=cells.get("port") or None,
        label=cells.get("label") or None,
    )


def _consent(text: str) -> str | None:
    """Return the number of the signed notice; a bare yes names no paper and is not enough."""
    plain = _plain(text)
    if plain in _NO or text == "-":
        return None
    if plain in _YES:
        raise UsageError(
            "persetujuan: tulis nomor lembar yang ditandatangani, bukan hanya ya "
            "(write the number of the signed sheet, not just yes)"
        )
    return text


def _yes(text: str, column: str) -> bool:
    plain = _plain(text)
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    raise UsageError(f"{column}: ya atau tidak, bukan {_quoted(text)} (yes or no)")


def _chosen(words: dict[str, T], text: str, column: str) -> T:
    found = words.get(_plain(text))
    if found is None:
        known = ", ".join(dict.fromkeys(str(value) for value in words.values()))
        raise UsageError(
            f"{column}: {_quoted(text)} tidak dikenal (unknown); pilih (choose) {known}"
        )
    return found


def _clashes(entries: Sequence[Entry]) -> Iterator[tuple[int, str]]:
    """Yield the row and the complaint for whatever may stand on a roster only once."""
    kinds: tuple[tuple[str, Callable[[Entry], str | None]], ...] = (
        ("orang yang sama (the same person)", lambda one: one.key),
        ("serial yang sama (the same serial)", lambda one: one.serial),
        ("port yang sama (the same port)", lambda one: one.port),
        ("label yang sama (the same label)", lambda one: one.label),
    )
    for what, of in kinds:
        seen: dict[str, int] = {}
        for entry in entries:
            value = of(entry)
            if value is None:
                continue
            first = seen.setdefault(value, entry.row)
            if first != entry.row:
                yield entry.row, f"{what} seperti baris {first} (as row {first})"


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _quoted(text: str) -> str:
    return f'"{safe_text(text, 40)}"'
