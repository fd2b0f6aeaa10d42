"""Every document as PDF: structure, bytes, pages, and what hostile texts do to it."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
import typst

from phone_audit.errors import ReportError
from phone_audit.model.case import Holder
from phone_audit.model.papers import Answer, HandBack, Handover, Papers, Response
from phone_audit.model.record import replace, sha256_hex
from phone_audit.reporting.custody import build_custody
from phone_audit.reporting.document import Sheet
from phone_audit.reporting.dossier import Dossier
from phone_audit.reporting.notice import build_notice
from phone_audit.reporting.recap import build_names, build_recap
from phone_audit.reporting.receipts import build_handover, build_return
from phone_audit.reporting.summons import build_summons
from phone_audit.reporting.typeset import typeset
from tests.reporting import examples
from tests.reporting.dossiers import CALL, LEGAL_BASIS, NAMES, dossier, evidence, site
from tests.reporting.golden import PDFS, SHEETS, set_type
from tests.reporting.peers import run, tool
from tests.reporting.test_to_pdf import HOSTILE, copied

pytestmark = pytest.mark.slow


def reader(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


@pytest.fixture(scope="module")
def pdfs() -> dict[str, bytes]:
    return {name: set_type(make()) for name, make in SHEETS.items()}


@pytest.mark.parametrize("name", SHEETS)
def test_every_document_is_tagged_pdf_a_3a_and_ua_1(pdfs: dict[str, bytes], name: str) -> None:
    pdf = pdfs[name]
    read = reader(pdf)
    root = read.root_object
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert root["/Lang"] == "id"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.endswith(b"%%EOF\n")
    assert b"/JavaScript" not in pdf
    assert set(read.attachments) == ({"bukti.json"} if name == "log" else set())
    for page in read.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            for below in font.get_object()["/DescendantFonts"]:
                assert "/FontFile2" in below.get_object()["/FontDescriptor"]
    assert len(pdf) <= 150_000 + 30_000 * (len(read.pages) - 1)


@pytest.mark.parametrize("name", SHEETS)
def test_metadata_names_no_person_and_pages_carry_the_id(pdfs: dict[str, bytes], name: str) -> None:
    sheet = SHEETS[name]()
    read = reader(pdfs[name])
    told = " ".join(str(value) for value in (read.metadata or {}).values())
    for person in ("Pegawai", "Petugas", "Saksi", "Koordinator Sembilan", "19800101"):
        assert person not in told
    assert sheet.document_id in str(read.metadata and read.metadata["/Keywords"])
    if name == "lbl":
        return
    for number, page in enumerate(read.pages, start=1):
        text = page.extract_text()
        assert f"ID Dokumen {sheet.document_id}" in text
        assert ("RAHASIA ·" in text) is (name != "rkp_public")
        assert f"Halaman {number} dari {len(read.pages)}" in text
        if sheet.evidence_sha256:
            assert f"{sheet.evidence_sha256[:16]}…" in text


def test_each_form_is_one_page(pdfs: dict[str, bytes]) -> None:
    pages = {name: len(reader(pdf).pages) for name, pdf in pdfs.items()}
    assert pages.pop("log") <= 2
    assert set(pages.values()) == {1}, pages


@pytest.mark.parametrize("name", ["pbt", "bas", "bak", "spg"])
def test_forms_fit_on_one_sheet_of_folio_too(name: str) -> None:
    read = reader(set_type(replace(SHEETS[name](), paper="f4")))
    assert len(read.pages) == 1
    assert float(read.pages[0].mediabox.height) == pytest.approx(330 / 25.4 * 72, abs=0.1)


def test_the_compiler_warns_of_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """A size that is chosen again in each round, and differs, would be warned of."""
    told: list[str] = []

    def compile_and_listen(*arguments: object, **named: object) -> object:
        pdf, warnings = typst.compile_with_warnings(*arguments, **named)
        told.extend(map(str, warnings))
        return pdf

    monkeypatch.setattr(typst, "compile", compile_and_listen)
    for make in PDFS.values():
        make()
    assert told == []


def test_the_same_documents_come_out_in_any_zone_and_locale(
    pdfs: dict[str, bytes], tmp_path: Path
) -> None:
    program = (
        "import sys; from tests.reporting.golden import PDFS, SHEETS, set_type; import hashlib\n"
        "for name, make in SHEETS.items():\n"
        "    print(name, hashlib.sha256(set_type(make())).hexdigest())"
    )
    root = Path(__file__).parents[2]
    environment = {
        **os.environ,
        "TZ": "America/New_York",
        "LC_ALL": "C",
        "PYTHONPATH": str(root),
        "SOURCE_DATE_EPOCH": "1",
        "HOME": str(tmp_path),
    }
    shown = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        cwd=root,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    made = dict(line.split() for line in shown.splitlines())
    assert made == {name: sha256_hex(pdf) for name, pdf in pdfs.items()}


def hostile(text: str) -> Dossier:
    """Return a dossier with the text wherever somebody can type one."""
    person = replace(examples.PERSON, name=text, nip=text, rank=text, position=text, unit=text)
    short = text[:4000]
    told = examples.papers()
    assert told.notice is not None
    assert told.notice.holder is not None
    holder: Holder = replace(told.notice.holder, person=person, attendance_number=text)
    notice = replace(told.notice, holder=holder, officer=person, witnesses=(person, person))
    papers: Papers = replace(
        told,
        notice=notice,
        handover=Handover(
            at=examples.STARTED, model=text, serial=text, accessories=text, condition=text
        ),
        hand_back=HandBack(
            at=examples.ANSWERED, same_condition=False, difference=text, complaint=text
        ),
        responses=(Response(at=examples.ANSWERED, answer=Answer.OBJECTS, text=short),),
        summons=replace(
            CALL, signed_by=person, before=person, signer_role=text, place=text, copies=(text,) * 3
        ),
    )
    case = replace(examples.CASE, office=text, location=text, officer=person, legal_basis=(text,))
    assert case.letterhead is not None
    case = replace(case, letterhead=replace(case.letterhead, office=text, contact=text))
    whole = dossier(case=case, papers=papers)
    sidak = whole.sidak
    assert sidak.arrangements is not None
    arranged = replace(
        sidak.arrangements,
        team=text,
        coordinator=person,
        controller=text,
        complaints_to=text,
        protection_officer=text,
    )
    exhibit = replace(whole.exhibit, label=text[:64])
    return replace(whole, sidak=replace(sidak, arrangements=arranged), exhibit=exhibit)


def hostile_sheets(text: str) -> list[Sheet]:
    whole = hostile(text)
    table = replace(site(), case=whole.case, papers=whole.sidak)
    return [
        build_notice(whole, legal_basis=LEGAL_BASIS),
        build_handover(whole),
        build_return(whole),
        build_summons(whole),
        build_recap((table,)),
        build_custody(evidence(case=whole.case, papers=whole.papers, exhibit=whole.exhibit)),
    ]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_text_from_people_is_text(text: str) -> None:
    for sheet in hostile_sheets(text):
        read = reader(set_type(sheet))
        size = sorted((float(read.pages[0].mediabox.width), float(read.pages[0].mediabox.height)))
        assert size[0] == pytest.approx(210 / 25.4 * 72, abs=0.1), sheet.kind
        printed = "".join(page.extract_text() for page in read.pages)
        assert re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", printed) is None
        assert sheet.document_id in printed


def test_long_names_stay_inside_the_page(tmp_path: Path) -> None:
    program = tool("pdftotext", "poppler-utils")
    path = tmp_path / "long.pdf"
    for sheet in hostile_sheets("W" * 10_000):
        path.write_bytes(set_type(sheet))
        boxes = run(program, "-bbox", path, "-")
        width = float(re.findall(r'<page width="([0-9.]+)"', boxes)[0])
        right = [float(edge) for edge in re.findall(r'xMax="([0-9.]+)"', boxes)]
        assert max(right) <= width - 10, sheet.kind


@pytest.mark.peer
def test_every_label_can_be_scanned(pdfs: dict[str, bytes], tmp_path: Path) -> None:
    render, scan = tool("pdftoppm", "poppler-utils"), tool("zbarimg", "zbar-tools")
    (tmp_path / "labels.pdf").write_bytes(pdfs["lbl"])
    run(render, "-r", "150", "-gray", "-singlefile", tmp_path / "labels.pdf", tmp_path / "page")
    read = run(scan, "--quiet", "--raw", tmp_path / "page.pgm").split()
    sheet = SHEETS["lbl"]()
    assert sorted(read) == sorted(one.payload for one in sheet.stickers)


@pytest.mark.parametrize("name", ["pbt", "bas", "log", "spg", "rkp", "rkp_names", "lbl"])
def test_a_broken_template_is_named_with_its_line(name: str, tmp_path: Path) -> None:
    sheet = SHEETS[name]()
    reports = copied(tmp_path)
    template = reports / "templates" / f"{sheet.template or sheet.kind.lower()}.typ"
    lines = template.read_text(encoding="utf-8").splitlines()
    template.write_text("\n".join([*lines, "#undefined-thing"]), encoding="utf-8")
    with pytest.raises(ReportError, match=rf"{template.name}:{len(lines) + 1}"):
        set_type(sheet, reports)


def test_every_choice_in_a_document_is_its_own(tmp_path: Path) -> None:
    reports = copied(tmp_path)
    template = reports / "templates" / "pbt.typ"
    text = template.read_text(encoding="utf-8")
    for word in ("pertama", "kedua"):
        text += f'\n#once-chosen(() => "pilihan {word}", word => [#word])\n'
    template.write_text(text, encoding="utf-8")
    shown = reader(set_type(SHEETS["pbt"](), reports)).pages[-1].extract_text()
    assert "pilihan pertama pilihan kedua" in " ".join(shown.split())


def test_a_missing_template_is_an_error(tmp_path: Path) -> None:
    reports = copied(tmp_path)
    (reports / "templates" / "pbt.typ").unlink()
    with pytest.raises(ReportError, match=r"pbt\.typ"):
        typeset(SHEETS["pbt"](), reports)


def test_a_region_says_fixed_sentences_in_its_own_words(tmp_path: Path) -> None:
    reports = copied(tmp_path)
    region = reports / "templates" / "region.typ"
    text = region.read_text(encoding="utf-8").replace(
        "#let words = (:)",
        '#let words = (title_bas: "TANDA TERIMA", ba_only_here: "Hanya di **{tempat}**, {nomor}.")',
    )
    region.write_text(text, encoding="utf-8")
    page = reader(set_type(SHEETS["bas"](), reports)).pages[0]
    printed = " ".join(page.extract_text().split())
    assert "TANDA TERIMA" in printed
    assert "Hanya di Aula Dinas Contoh, 800.1.11.1/412/435.010/2026." in printed


def test_fifty_sites_and_five_hundred_names_flow_over_pages() -> None:
    sites = [
        site(100 * n, where=f"Tempat {n:02}", case_id=f"{n:02x}" * 0 or "0") for n in range(50)
    ]
    sites = [
        replace(one, case=replace(one.case, case_id=f"{n:032x}")) for n, one in enumerate(sites)
    ]
    read = reader(set_type(build_recap(sites)))
    printed = "".join(page.extract_text() for page in read.pages)
    assert len(read.pages) > 2
    assert all(f"Tempat {n:02}" in printed for n in range(50))
    (signed,) = [page for page in read.pages if "Koordinator,\n" in page.extract_text()]
    assert "bukan jumlah pegawai" in " ".join(signed.extract_text().split())
    names = reader(set_type(build_names(sites, NAMES * 250)))
    assert len(names.pages) > 10
