"""What officers write in TOML files is read strictly, and a mistake is named."""

from datetime import UTC, date, datetime, time

import pytest

from phone_audit.errors import UsageError
from phone_audit.model.case import EmblemMedia, PaperSize, Zone
from phone_audit.model.papers import Call
from phone_audit.settings import (
    MOST_EMBLEM_BYTES,
    checked_nip,
    read_emblem,
    read_holder,
    read_person,
    read_sidak,
    read_summons,
)

AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
SIDAK = """
nomor_sidak = "0117"
opd = "Dinas Contoh"
lokasi = "Aula"
zona = "WITA"
tim = "Tim 2"
kertas = "f4"
dwibahasa = true
hari_libur = [2026-12-26]
[surat_tugas]
nomor = "800/1"
[koordinator]
nama = "Contoh Koordinator"
[kop]
pemerintah = "PEMERINTAH KOTA CONTOH"
kantor = "INSPEKTORAT DAERAH"
alamat = "Jalan Contoh 1, Kota Contoh"
kode_pos = "61300"
telepon = "(0321) 000000"
pos_el = "x@contoh.example"
lambang = "lambang.svg"
[pelindungan_data]
pengendali = "Pemerintah Kota Contoh"
pengaduan = "Telepon (0321) 000001"
hari_simpan = 5
"""


@pytest.fixture
def file(tmp_path):
    def write(text, name="x.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    "text", ["19800101 200501 1 001", "198001012005011001", "19900312 202321 2 007"]
)
def test_a_nip_is_eighteen_digits(text):
    assert checked_nip(text) == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("1234567890123456", "NIK"),
        ("19801301 200501 1 001", "date of birth"),
        ("19800230 200501 1 001", "date of birth"),
        ("19800101 198501 1 001", "appointed 1985"),
        ("19800101 200500 1 001", "month of appointment 00"),
        ("19800101 200501 3 001", "not a NIP"),
        ("19800101 200501 1 00x", "not a NIP"),
        ("", "not a NIP"),
    ],
)
def test_what_is_no_nip_is_refused_with_the_reason(text, complaint):
    with pytest.raises(UsageError, match=complaint):
        checked_nip(text)


def test_a_sidak_file_holds_all_a_case_needs(file):
    (file("<svg xmlns='http://www.w3.org/2000/svg'/>", "lambang.svg"))
    path = file(SIDAK)
    sidak = read_sidak(path)
    assert (sidak.zona, sidak.kertas, sidak.dwibahasa) == (Zone.WITA, PaperSize.F4, True)
    letterhead = sidak.letterhead(path.parent)
    assert letterhead.address == "Jalan Contoh 1, Kota Contoh 61300"
    assert letterhead.contact == "Telepon (0321) 000000, Pos-el x@contoh.example"
    assert letterhead.emblem.media is EmblemMedia.SVG
    arranged = sidak.arrangements(AT)
    assert (arranged.team, arranged.retention_days) == ("Tim 2", 5)
    assert arranged.coordinator.name == "Contoh Koordinator"
    assert arranged.holidays == (date(2026, 12, 26),)


def test_a_negative_time_to_keep_is_refused(file):
    sidak = read_sidak(file(SIDAK.replace("hari_simpan = 5", "hari_simpan = -1")))
    with pytest.raises(UsageError, match="hari_simpan"):
        sidak.arrangements(AT)


def test_emblems_are_svg_or_png_and_small(tmp_path):
    png = tmp_path / "l.png"
    png.write_bytes(b"\x89PNG\r\n\x1a\n...")
    assert read_emblem(png).media is EmblemMedia.PNG
    for data, complaint in (
        (b"\xff\xd8\xff", "SVG or PNG"),
        (b"<svg>" + b" " * MOST_EMBLEM_BYTES, "too large"),
    ):
        png.write_bytes(data)
        with pytest.raises(UsageError, match=complaint):
            read_emblem(png)
    with pytest.raises(UsageError, match="cannot be read"):
        read_emblem(tmp_path / "none.svg")


def test_a_person_and_a_holder_have_a_checked_nip(file):
    assert read_person(file('nama = "A"\nnip = "19800101 200501 1 001"')).nip is not None
    wrong = file('nama = "A"\nnip = "1"\nstatus_kepegawaian = "PNS"')
    with pytest.raises(UsageError, match=r"x\.toml: nip"):
        read_holder(wrong)
    with pytest.raises(UsageError, match=r"x\.toml.*status_kepegawaian"):
        read_person(wrong)
    with pytest.raises(UsageError, match=r"x\.toml: nip"):
        read_person(file('nama = "A"\nnip = "1"'))


def test_a_call_is_read_with_its_dates(file):
    call = read_summons(
        file(
            "panggilan = 2\ntanggal = 2026-11-26\njam = 09:00:00\n"
            'bentuk = "undangan_klarifikasi"\ntembusan = ["Kepala BKPSDM"]\n'
            '[menghadap]\nnama = "B"'
        ),
        AT,
    )
    assert (call.order, call.on, call.at_time) == (2, date(2026, 11, 26), time(9))
    assert (call.call, call.before.name) == (Call.INVITATION, "B")
    with pytest.raises(UsageError, match="1 or 2"):
        read_summons(file("panggilan = 3"), AT)


@pytest.mark.parametrize("text", ["nama = ", "nama = 1", 'nama = "A"\nnik = "1"'])
def test_a_mistake_names_the_file(file, text):
    with pytest.raises(UsageError, match=r"x\.toml"):
        read_person(file(text))
