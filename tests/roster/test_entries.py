import pytest

from phone_audit.errors import UsageError
from phone_audit.model.case import Basis, EmploymentStatus, Ownership
from phone_audit.roster.entries import read_roster

HEADER = "nama,nip,status,unit,kepemilikan,persetujuan,tab_terbuka,serial,port,label\n"
ONE = "Contoh Pegawai Satu,19800101 200501 1 001,PNS,Bidang Layanan,pribadi,PBT-017,ya,R58,1-1.2,7"


def roster(tmp_path, *lines, header=HEADER):
    path = tmp_path / "roster.csv"
    path.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_row_becomes_a_person_and_the_phone_expected_from_them(tmp_path):
    (entry,) = read_roster(roster(tmp_path, ONE))
    person = entry.holder.person
    assert (person.name, person.nip, person.unit) == (
        "Contoh Pegawai Satu",
        "198001012005011001",
        "Bidang Layanan",
    )
    assert entry.holder.status is EmploymentStatus.PNS
    assert (entry.row, entry.consent, entry.open_tabs) == (2, "PBT-017", True)
    assert (entry.serial, entry.port, entry.label) == ("R58", "1-1.2", "7")
    assert entry.basis is Basis.CONSENTED


def test_a_personal_phone_without_a_signed_sheet_has_no_basis(tmp_path):
    path = roster(
        tmp_path,
        "Satu,,Non-ASN,,,,,,,",
        "Dua,,Non ASN,,pribadi,tidak,,,,",
        "Tiga,,honorer,,dinas,,,,,",
    )
    personal, declined, office = read_roster(path)
    assert personal.basis is None
    assert declined.basis is None
    assert office.holder.ownership is Ownership.OFFICE
    assert office.basis is Basis.OFFICE_DEVICE


def test_headings_may_be_english_and_in_any_order(tmp_path):
    path = roster(tmp_path, "PNS;Satu;A-1", header="Status;Name;Consent\n")
    (entry,) = read_roster(path)
    assert (entry.holder.person.name, entry.consent) == ("Satu", "A-1")


def test_every_wrong_row_is_named_at_once(tmp_path):
    path = roster(
        tmp_path,
        ONE,
        "Dua,1980,PNS,,,,,,,",
        ",,PNS,,,,,,,",
        "Empat,,Pejabat,,,,,,,",
        "Lima,,PNS,,,ya,,,,",
        "Enam,,PNS,,,,mungkin,,,",
        "Tujuh,,PNS,,kantor,,,,,",
        ONE,
        "Sembilan,,PNS,,,,,,,7",
        "Sepuluh,3578010101800001,PNS,,,,,,,",
    )
    with pytest.raises(UsageError) as caught:
        read_roster(path)
    rows = [line.split(":")[1] for line in str(caught.value).splitlines()]
    assert rows == ["3", "4", "5", "6", "7", "8", "11", "9", "9", "9", "9", "10"]
    assert "NIK" in str(caught.value)


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        ("nama,status,persetujan\n", 'unknown column\\) "persetujan"'),
        ("nama,unit\n", "kolom status tidak ada"),
        ("nama,status,name\n", "dua kali"),
    ],
)
def test_a_misspelt_heading_is_an_error(tmp_path, header, complaint):
    with pytest.raises(UsageError, match=complaint):
        read_roster(roster(tmp_path, "Satu,PNS,x", header=header))


def test_a_roster_of_nobody_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="tidak ada orang"):
        read_roster(roster(tmp_path))
    with pytest.raises(UsageError, match="tidak berisi"):
        read_roster(roster(tmp_path, header=""))


def test_more_cells_than_headings_are_not_dropped_silently(tmp_path):
    with pytest.raises(UsageError, match="lebih banyak isian"):
        read_roster(roster(tmp_path, ONE + ",lagi"))


def test_a_rounded_nip_of_a_workbook_is_refused(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["nama", "nip", "status"])
    book.active.append(["Satu", 198001012005011001, "PNS"])
    path = tmp_path / "roster.xlsx"
    book.save(path)
    with pytest.raises(UsageError, match=":2: nip tersimpan sebagai angka"):
        read_roster(path)


def test_long_lists_of_complaints_are_cut_and_counted(tmp_path):
    with pytest.raises(UsageError, match="dan 30 lagi"):
        read_roster(roster(tmp_path, *["Satu,1,PNS,,,,,,,"] * 50))
