"""The PDF: its text, its structure, its bytes, and what hostile phones do to it."""

import io
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from phone_audit.errors import ReportError
from phone_audit.model.assessment import Outcome
from phone_audit.model.capture import Gap, GapReason
from phone_audit.model.case import Emblem, EmblemMedia, Examination
from phone_audit.model.papers import Answer, DocumentKind, Papers, Response, Review
from phone_audit.model.record import canonical_json, from_json, replace, sha256_hex
from phone_audit.reporting import to_pdf
from tests.reporting import examples
from tests.reporting.examples import bilingual, document_of, examination, papers, with_findings
from tests.reporting.findings import app_finding, many_findings, match, site_finding
from tests.reporting.golden import PDFS, SAMPLE, SAMPLES, golden_text, sample_pdf
from tests.reporting.peers import pdf_text, run, tool
from tests.reporting.places import GOLDEN, REPORTS


def rendered(whole: Examination, lang: str = "id", reports: Path = REPORTS) -> bytes:
    document, evidence = document_of(whole, lang)
    return to_pdf.render(document, evidence, reports)


made = examples.rendered


def reader(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def annex_begins(pdf: bytes) -> int:
    """Return the number of pages before the annex."""
    pages = [page.extract_text() for page in reader(pdf).pages]
    return next(i for i, text in enumerate(pages) if "LAMPIRAN METODE" in text)


@pytest.mark.peer
@pytest.mark.slow
@pytest.mark.parametrize("name", PDFS)
def test_the_text_of_every_document_is_the_golden_one(name: str, tmp_path: Path) -> None:
    golden = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert golden_text(name, tmp_path) == golden, (
        "a document says something else than before; if that is meant, refresh the golden files "
        "with `python -m tests.reporting.golden` and read the diff like code"
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_show_what_is_printed_today(name: str) -> None:
    data = (SAMPLE / f"{name}-contoh.pdf").read_bytes()
    shown = [page.extract_text() for page in reader(data).pages]
    told = "python -m tests.reporting.golden"
    assert shown == [page.extract_text() for page in reader(SAMPLES[name]()).pages], told
    assert all("CONTOH" in page for page in shown)
    assert len(data) <= 110_000 + 60_000 * (len(shown) - 1)


def test_there_is_a_sample_of_every_kind_and_nothing_else() -> None:
    assert set(SAMPLES) == {kind.value for kind in DocumentKind} | {"RKP-publik", "RKP-nama"}
    files = {path.name for path in SAMPLE.iterdir()}
    assert files == {f"{name}-contoh.pdf" for name in SAMPLES} | {"LPP-contoh.png"}


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_file_is_tagged_pdf_a_3a_and_ua_1_with_one_attachment(lang: str) -> None:
    whole = examination(Outcome.SUSPECTED)
    document, evidence = document_of(whole, lang)
    pdf = to_pdf.render(document, evidence, REPORTS)
    read = reader(pdf)
    root = read.root_object
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert root["/Lang"] == lang
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.startswith(b"%PDF-1.7")
    assert pdf.endswith(b"%%EOF\n")
    assert not read.is_encrypted
    assert dict(read.attachments) == {"bukti.json": [evidence]}
    (file,) = (entry.get_object() for entry in root["/AF"])
    assert file["/AFRelationship"] == "/Data"
    assert file["/EF"]["/F"].get_object()["/Subtype"] == "/application/json"
    assert sha256_hex(evidence) == document.evidence_sha256
    printed = "".join(read.pages[0].extract_text().split())
    assert document.evidence_sha256 in printed
    assert b"/JavaScript" not in pdf
    assert b"/URI" not in pdf


@pytest.mark.slow
def test_every_font_is_embedded_and_bundled() -> None:
    fonts = {
        descendant["/FontDescriptor"]["/FontName"]: "/FontFile2" in descendant["/FontDescriptor"]
        for page in reader(rendered(examination(Outcome.SUSPECTED))).pages
        for font in page["/Resources"]["/Font"].values()
        for descendant in (entry.get_object() for entry in font.get_object()["/DescendantFonts"])
    }
    assert all(fonts.values())
    assert {name.split("+")[1].split("-")[0] for name in fonts} == {
        "LiberationSans",
        "LiberationMono",
    }


@pytest.mark.slow
def test_every_page_carries_id_hash_and_its_number() -> None:
    whole = with_findings(many_findings(40))
    document, evidence = document_of(whole)
    pages = [
        page.extract_text() for page in reader(to_pdf.render(document, evidence, REPORTS)).pages
    ]
    assert len(pages) > 3
    for number, text in enumerate(pages, start=1):
        assert f"ID Dokumen {document.document_id}" in text
        assert f"{document.evidence_sha256[:16]}…" in text
        assert f"RAHASIA · Halaman {number} dari {len(pages)}" in text
        assert "CONTOH – data fiktif" in text


@pytest.mark.slow
def test_metadata_names_the_document_and_no_person() -> None:
    whole = examination(Outcome.SUSPECTED)
    metadata = reader(rendered(whole)).metadata
    assert metadata is not None
    assert (
        metadata.title == "LAPORAN PEMERIKSAAN PERANGKAT Nomor 700.1.2.3/117-003/LPP/435.010/2026"
    )
    assert metadata.author == "INSPEKTORAT DAERAH"
    assert metadata["/Keywords"].startswith("LPP-2026-0117-003-7F3A, SHA256=")
    assert metadata["/CreationDate"] == "D:20261119021552Z"
    told = " ".join(str(value) for value in metadata.values())
    for person in ("Pegawai", "Petugas", "Saksi", "Ketua", "19800101"):
        assert person not in told


@pytest.mark.slow
def test_the_same_examination_gives_the_same_bytes_in_any_zone_and_locale(tmp_path: Path) -> None:
    program = (
        "import sys; from tests.reporting.golden import sample_pdf; "
        "sys.stdout.buffer.write(sample_pdf())"
    )
    root = Path(__file__).parents[2]
    made = set()
    for zone, locale in (("Asia/Jayapura", "id_ID.UTF-8"), ("America/New_York", "C")):
        environment = {
            **os.environ,
            "TZ": zone,
            "LANG": locale,
            "LC_ALL": locale,
            "PYTHONPATH": str(root),
            "SOURCE_DATE_EPOCH": "1",
            "HOME": str(tmp_path),
        }
        made.add(
            subprocess.run(
                [sys.executable, "-c", program],
                env=environment,
                cwd=root,
                capture_output=True,
                check=True,
            ).stdout
        )
    assert made == {sample_pdf()}


@pytest.mark.slow
@pytest.mark.parametrize("count", [0, 1, 3, 5, 8])
def test_the_body_is_one_page_up_to_eight_findings(count: int) -> None:
    whole = with_findings(many_findings(count)) if count else examination(Outcome.NIL)
    pdf = rendered(whole)
    assert annex_begins(pdf) == 1
    pages = len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert len(pdf) <= 150_000 + 30_000 * (pages - 1)  # one page 150 KB, six pages 300 KB


@pytest.mark.slow
@pytest.mark.parametrize("count", [9, 20, 28, 34, 40])
def test_signatures_stay_together_and_never_stand_alone(count: int) -> None:
    pdf = rendered(with_findings(many_findings(count)))
    pages = [page.extract_text() for page in reader(pdf).pages]
    (signed,) = [text for text in pages if "Pemegang perangkat,\n" in text]
    for needed in ("F. Tanggapan", "Saksi II,", "Pembaca kedua,", "Contoh Ketua Lima", "19750505"):
        assert needed in signed


@pytest.mark.slow
def test_a_thousand_findings_and_a_thousand_gaps_are_all_printed() -> None:
    whole = with_findings(many_findings(1000))
    gaps = tuple(
        Gap(source="app_use", topic=f"topic{number:04}", reason=GapReason.TIMED_OUT, capture=number)
        for number in range(1000)
    )
    whole = replace(whole, assessment=replace(whole.assessment, gaps=gaps))
    text = "".join(page.extract_text() for page in reader(rendered(whole)).pages)
    assert all(f"topic{number:04}" in text for number in range(1000))
    assert all(f"id.contoh.slot{number:03}" in text for number in range(1, 1001, 2))


HOSTILE = (
    "#set page(width: 1cm)",
    "$x$ *bold* _it_ @ref <label> `raw` \\ // /* ~ -- ---",
    '#panic("x") #read("/etc/passwd")',
    "slot\u202egpj.apk",
    "\U0001f3b0\u4e2d\u6587\u05d0\u0639\u200b\x00\x1b[31m\r\n\t",
    "=cmd|' /C calc'!A0",
    "x" * 10_000,
    "\u0301" * 5_000,
    "",
    " ",
)


def hostile(text: str) -> Examination:
    app = app_finding(1, version_name=text, installer=text, originator=text, initiator=text)
    app = replace(
        app, value=text, match=match(text, signature_name=text, innocent_explanations=(text,))
    )
    site = replace(site_finding(2, host=text), value=text)
    whole = with_findings((app, site))
    phone = replace(
        whole.phone, brand=text, model=text, serial=text, android=text, fingerprint=text
    )
    gap = Gap(source=text, topic=text, reason=GapReason.NOT_UNDERSTOOD, detail=text)
    assessment = replace(whole.assessment, gaps=(gap,), institutional=(text,))
    note = replace(whole.captures[0], command=text)
    holder = whole.holder
    assert holder is not None
    person = replace(holder.person, name=text, nip=text, rank=text, position=text, unit=text)
    letterhead = whole.case.letterhead
    assert letterhead is not None
    case = replace(
        whole.case,
        letterhead=replace(letterhead, address=text, contact=text),
        location=text,
        legal_basis=(text,),
    )
    return replace(
        whole,
        phone=phone,
        assessment=assessment,
        captures=(note,),
        label=text,
        letter_number=text,
        holder=replace(holder, person=person),
        case=case,
    )


def hostile_papers(text: str) -> Papers:
    told = papers()
    assert told.notice is not None
    assert told.notice.holder is not None
    person = replace(told.notice.holder.person, name=text, unit=text)
    officer = replace(examples.READER, name=text)
    notice = replace(
        told.notice,
        holder=replace(told.notice.holder, person=person),
        officer=officer,
        witnesses=(officer, officer),
    )
    response = Response(at=examples.ANSWERED, answer=Answer.OBJECTS, text=text[:4000])
    review: Review = replace(told.reviews[0], reader=officer, reason=text[:4000])
    return replace(told, notice=notice, responses=(response, response), reviews=(review,))


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_text_from_a_phone_or_a_person_is_text(text: str) -> None:
    pdf = made(hostile(text), told=hostile_papers(text))
    read = reader(pdf)
    width = float(read.pages[0].mediabox.width)
    assert width == pytest.approx(210 / 25.4 * 72, abs=0.1)
    printed = "".join(page.extract_text() for page in read.pages)
    assert re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", printed) is None


@pytest.mark.slow
def test_markup_is_printed_letter_by_letter() -> None:
    printed = "".join(page.extract_text() for page in reader(rendered(hostile(HOSTILE[0]))).pages)
    assert "#set page(width: 1cm)" in printed.replace("\u200b", "")
    printed = "".join(page.extract_text() for page in reader(rendered(hostile(HOSTILE[3]))).pages)
    assert "slot<U+202E>gpj.apk" in printed.replace("\u200b", "").replace("\n", "")


@pytest.mark.slow
def test_long_names_stay_inside_the_page(tmp_path: Path) -> None:
    program = tool("pdftotext", "poppler-utils")
    path = tmp_path / "long.pdf"
    path.write_bytes(rendered(hostile("W" * 10_000)))
    boxes = run(program, "-bbox", path, "-")
    right = [float(edge) for edge in re.findall(r'xMax="([0-9.]+)"', boxes)]
    assert max(right) <= 210 / 25.4 * 72 - 10


@pytest.mark.peer
@pytest.mark.slow
def test_the_qr_code_holds_id_and_hash_and_nothing_else(tmp_path: Path) -> None:
    render, scan = tool("pdftoppm", "poppler-utils"), tool("zbarimg", "zbar-tools")
    document, evidence = document_of(examination(Outcome.SUSPECTED))
    (tmp_path / "report.pdf").write_bytes(to_pdf.render(document, evidence, REPORTS))
    run(render, "-r", "150", "-gray", "-singlefile", tmp_path / "report.pdf", tmp_path / "page")
    payload = run(scan, "--quiet", "--raw", tmp_path / "page.pgm").strip()
    assert payload == f"PHONE-AUDIT/1;ID={document.document_id};SHA256={document.evidence_sha256}"


def test_evidence_of_another_examination_is_refused() -> None:
    document, _ = document_of(examination())
    _, other = document_of(examination(Outcome.CLARIFY))
    with pytest.raises(ReportError, match="not the one this document was built from"):
        to_pdf.render(document, other, REPORTS)


def test_papers_of_another_document_are_refused() -> None:
    document, evidence = document_of(examination(Outcome.SUSPECTED), told=papers())
    for other in (b"", canonical_json(papers(Outcome.NIL).for_report())):
        with pytest.raises(ReportError, match="not those this document was built from"):
            to_pdf.render(document, evidence, REPORTS, other)


@pytest.mark.slow
def test_what_people_recorded_is_attached_beside_the_evidence() -> None:
    told = papers()
    pdf = made(examination(Outcome.SUSPECTED), told=told)
    attached = dict(reader(pdf).attachments)
    assert attached["catatan.json"] == [canonical_json(told.for_report())]
    assert len(attached["bukti.json"]) == 1
    assert b"hand_back" in attached["catatan.json"][0]
    assert from_json(attached["catatan.json"][0], Papers).hand_back is None


@pytest.mark.slow
def test_the_holders_copy_carries_no_attachment_and_says_so() -> None:
    read = reader(made(examination(Outcome.SUSPECTED), told=papers(), copy=True))
    assert dict(read.attachments) == {}
    first = " ".join(read.pages[0].extract_text().split())
    assert "SALINAN" in first
    assert "tersimpan pada berkas kasus" in first


@pytest.mark.slow
def test_the_timeline_is_a_figure_with_its_words() -> None:
    pdf = made(examination(Outcome.INDICATED_USE))
    told = [
        element["/Alt"]
        for element in structure(reader(pdf))
        if element.get("/S") == "/Figure" and "/Alt" in element
    ]
    (track,) = [text for text in told if "Garis waktu temuan 1" in text]
    assert "tampil di layar pada 4 hari, paling lama 40 menit sehari" in track
    assert "lalu lintas data pada 3 hari" in track
    assert "dipasang 2 Nov 2026" in track


def structure(read: pypdf.PdfReader) -> Iterator[pypdf.generic.DictionaryObject]:
    """Yield every element of the structure tree."""
    waiting = [read.root_object["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        if not isinstance(element, pypdf.generic.DictionaryObject):
            continue
        yield element
        below = element.get("/K", ())
        waiting += below if isinstance(below, list) else [below]
        waiting = [one for one in waiting if hasattr(one, "get_object")]


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="12">'
    b'<circle cx="5" cy="6" r="4" fill="#b01010"/></svg>'
)


@pytest.mark.slow
@pytest.mark.parametrize("media", EmblemMedia)
def test_the_emblem_of_the_case_stands_in_the_letterhead(media: EmblemMedia) -> None:
    data = SVG if media is EmblemMedia.SVG else small_png()
    whole = examination()
    letterhead = whole.case.letterhead
    assert letterhead is not None
    letterhead = replace(letterhead, emblem=Emblem(media=media, data=data))
    pdf = made(replace(whole, case=replace(whole.case, letterhead=letterhead)))
    alts = [element.get("/Alt") for element in structure(reader(pdf))]
    assert "Lambang daerah" in alts
    assert "LAMBANG" not in reader(pdf).pages[0].extract_text()


def small_png() -> bytes:
    """Return a red square of 4 by 5 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + check

    head = (4).to_bytes(4, "big") + (5).to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    rows = b"".join(b"\0" + b"\xb0\x10\x10" * 4 for _ in range(5))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


@pytest.mark.slow
def test_the_paper_of_the_case_wins_over_the_regions() -> None:
    page = reader(made(bilingual(examination()))).pages[0]
    assert float(page.mediabox.height) == pytest.approx(330 / 25.4 * 72, abs=0.1)


def copied(folder: Path) -> Path:
    """Return a copy of ``reports/`` whose templates may be changed; fonts are linked."""
    reports = folder / "reports"
    (reports / "templates").mkdir(parents=True)
    for template in (REPORTS / "templates").iterdir():
        (reports / "templates" / template.name).write_bytes(template.read_bytes())
    (reports / "fonts").symlink_to(REPORTS / "fonts")
    return reports


@pytest.mark.slow
def test_a_broken_template_is_named_with_its_line(tmp_path: Path) -> None:
    reports = copied(tmp_path)
    broken = reports / "templates" / "components.typ"
    lines = broken.read_text(encoding="utf-8").splitlines()
    broken.write_text("\n".join([*lines, "#let half = ("]), encoding="utf-8")
    with pytest.raises(ReportError, match=rf"components\.typ:{len(lines) + 1}") as caught:
        rendered(examination(), reports=reports)
    assert "unclosed delimiter" in str(caught.value)


@pytest.mark.slow
def test_a_region_changes_words_paper_and_emblem_without_python(tmp_path: Path) -> None:
    reports = copied(tmp_path)
    region = reports / "templates" / "region.typ"
    changed = (
        region.read_text(encoding="utf-8")
        .replace('#let paper = "a4"', '#let paper = "f4"')
        .replace("#let emblem = none", '#let emblem = "/templates/lambang.svg"')
        .replace("#let words = (:)", '#let words = (title: "LAPORAN CONTOH")')
    )
    region.write_text(changed, encoding="utf-8")
    (reports / "templates" / "lambang.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="12"><circle cx="5" cy="6" '
        'r="4"/></svg>',
        encoding="utf-8",
    )
    read = reader(rendered(examination(), reports=reports))
    text = read.pages[0].extract_text()
    assert "LAPORAN CONTOH" in text
    assert "LAMBANG" not in text
    assert float(read.pages[0].mediabox.height) == pytest.approx(330 / 25.4 * 72, abs=0.1)


@pytest.mark.peer
@pytest.mark.slow
def test_a_document_without_letterhead_holder_or_number_has_dots_to_fill(tmp_path: Path) -> None:
    whole = examination()
    case = replace(whole.case, letterhead=None, officer=None, team_lead=None, witnesses=())
    whole = replace(whole, case=case, holder=None, letter_number=None, clock=None)
    text = pdf_text(rendered(whole), tmp_path)
    assert text.startswith("RAHASIA\nLAPORAN PEMERIKSAAN PERANGKAT\nNomor:")
    assert "tidak terukur" in text
