"""A PDF without its case: intact, tampered with in every way we could think of, or hostile."""

import io
import shutil
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import NameObject, TextStringObject

from phone_audit.errors import EvidenceAltered, PhoneAuditError, ReportError
from phone_audit.model.assessment import Outcome
from phone_audit.model.case import Examination
from phone_audit.model.record import Words, canonical_json, replace, sha256_hex
from phone_audit.reporting import to_pdf
from phone_audit.reporting.document import SourceWords
from phone_audit.reporting.legal_basis import load_legal_basis
from phone_audit.reporting.lone_pdf import Comparison, LonePdf, Rebuilt, inspect, rebuild
from tests.reporting.dossiers import evidence
from tests.reporting.examples import SOURCE_WORDS, document_of, examination, papers, rendered
from tests.reporting.golden import SHEETS, set_type
from tests.reporting.places import REPORTS

pytestmark = pytest.mark.slow


def made(whole: Examination, lang: str = "id") -> bytes:
    document, evidence = document_of(whole, lang)
    return to_pdf.render(document, evidence, REPORTS)


@pytest.fixture(scope="module")
def report() -> bytes:
    return made(examination(Outcome.SUSPECTED))


def again(pdf: bytes, lone: LonePdf, **changes: object) -> Comparison:
    arguments: dict[str, object] = {
        "source_words": SOURCE_WORDS,
        "legal_basis": load_legal_basis(REPORTS / "dasar-hukum.yaml"),
        "reports": REPORTS,
        "version": "0.1.0",
        **changes,
    }
    return rebuild(pdf, lone, **arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_an_untouched_report_is_identical_to_its_rebuild(lang: str) -> None:
    whole = examination(Outcome.INDICATED_USE)
    pdf = made(whole, lang)
    lone = inspect(pdf)
    assert lone.document_id == whole.document_id
    assert lone.evidence == canonical_json(whole)
    assert lone.evidence_sha256 == sha256_hex(lone.evidence)
    assert lone.examination == whole
    assert lone.lang == lang
    assert again(pdf, lone).result is Rebuilt.IDENTICAL


def test_what_follows_the_report_is_told(report: bytes) -> None:
    signed = report + b"1 0 obj\n<<>>\nendobj\n"
    compared = again(signed, inspect(report))
    assert compared.result is Rebuilt.APPENDED
    assert "20 bita" in compared.words.id
    assert compared.length == len(report)


def test_no_changed_byte_passes_as_identical(report: bytes) -> None:
    lone = inspect(report)
    for place in range(0, len(report), len(report) // 18):
        changed = bytearray(report)
        changed[place] ^= 0x20
        try:
            seen = inspect(bytes(changed), "ubah.pdf")
        except (ReportError, EvidenceAltered):
            continue
        compared = again(bytes(changed), seen)
        assert compared.result is Rebuilt.DIFFERS
        assert seen.evidence == lone.evidence


def rewritten(report: bytes, evidence: bytes, keywords: str | None = None) -> bytes:
    """Return the report with another attachment, as somebody with a PDF editor would make it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(report))
    names = writer.root_object["/Names"]["/EmbeddedFiles"]["/Names"]
    stream = names[1].get_object()["/EF"]["/F"].get_object()
    stream.set_data(evidence)
    if keywords is not None:
        writer.add_metadata({NameObject("/Keywords"): TextStringObject(keywords)})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_replaced_attachment_is_named(report: bytes) -> None:
    other = canonical_json(examination(Outcome.NIL))
    with pytest.raises(EvidenceAltered, match=r"bukti\.json has SHA-256"):
        inspect(rewritten(report, other))


def test_a_replaced_attachment_with_matching_metadata_is_caught_by_the_print(
    report: bytes,
) -> None:
    other = canonical_json(examination(Outcome.NIL))
    keywords = f"LPP-2026-0117-003-7F3A, SHA256={sha256_hex(other)}"
    with pytest.raises(EvidenceAltered, match="is not printed"):
        inspect(rewritten(report, other, keywords))


def test_another_id_in_the_metadata_is_caught(report: bytes) -> None:
    evidence = inspect(report).evidence
    keywords = f"LPP-2026-0117-004-7F3A, SHA256={sha256_hex(evidence)}"
    with pytest.raises(EvidenceAltered, match="page 1 does not carry the id"):
        inspect(rewritten(report, evidence, keywords))


def test_evidence_of_another_document_is_caught() -> None:
    document, _ = document_of(examination())
    evidence = canonical_json(replace(examination(), document_id="LPP-2026-0117-009-0000"))
    other = replace(document, evidence_sha256=sha256_hex(evidence))
    with pytest.raises(EvidenceAltered, match="belongs to LPP-2026-0117-009-0000"):
        inspect(to_pdf.render(other, evidence, REPORTS))


def test_a_report_that_says_something_else_is_told_with_its_first_words() -> None:
    whole = examination(Outcome.SUSPECTED)
    document, evidence = document_of(whole)
    harsher = replace(document.conclusion, label="TERINDIKASI DIGUNAKAN")
    pdf = to_pdf.render(replace(document, conclusion=harsher), evidence, REPORTS)
    compared = again(pdf, inspect(pdf))
    assert compared.result is Rebuilt.DIFFERS
    assert compared.words.id.startswith("Halaman 1 berbunyi “TERINDIKASI DIGUNAKAN")
    assert "seharusnya “PATUT DICURIGAI" in compared.words.id


def test_missing_pages_are_counted() -> None:
    document, evidence = document_of(examination())
    commands = document.annex.commands * 20
    pdf = to_pdf.render(
        replace(document, annex=replace(document.annex, commands=commands)), evidence, REPORTS
    )
    compared = again(pdf, inspect(pdf))
    assert "yang disusun ulang 3" in compared.words.id


def test_another_version_is_not_held_against_the_report() -> None:
    whole = examination()
    older = replace(whole, program=replace(whole.program, version="0.0.9"))
    words = {
        **SOURCE_WORDS,
        "installed_apps": SourceWords(
            title=Words(id="Daftar aplikasi", en="App list"), limits=Words(id="-", en="-")
        ),
    }
    pdf = made(older)
    lone = inspect(pdf)
    assert again(pdf, lone).result is Rebuilt.IDENTICAL
    compared = again(pdf, lone, source_words=words)
    assert compared.result is Rebuilt.NOT_COMPARABLE
    assert "0.0.9" in compared.words.id


def test_templates_and_legal_texts_that_changed_are_not_held_against_the_report(
    report: bytes, tmp_path: Path
) -> None:
    shutil.copytree(REPORTS, tmp_path / "reports", ignore=shutil.ignore_patterns("sample"))
    lone = inspect(report)
    region = tmp_path / "reports/templates/region.typ"
    texts = tmp_path / "reports/dasar-hukum.yaml"
    for file, change in (
        (region, b'#let words = (title: "LAPORAN LAIN")\n'),
        (texts, b"- {id: baru, text: Peraturan baru, applies_to: [PNS, PPPK, non-ASN]}\n"),
    ):
        good = file.read_bytes()
        assert again(report, lone, reports=tmp_path / "reports").result is Rebuilt.IDENTICAL
        file.write_bytes(good + b"\n" + change)
        basis = load_legal_basis(texts)
        compared = again(report, lone, reports=tmp_path / "reports", legal_basis=basis)
        assert compared.result is Rebuilt.NOT_COMPARABLE
        assert "templates or legal texts" in compared.words.en
        file.write_bytes(good)


def test_evidence_this_version_cannot_read_is_intact_but_not_comparable() -> None:
    document, _ = document_of(examination())
    evidence = b'{"schema_version":"7"}'
    pdf = to_pdf.render(replace(document, evidence_sha256=sha256_hex(evidence)), evidence, REPORTS)
    lone = inspect(pdf)
    assert lone.examination is None
    assert again(pdf, lone).result is Rebuilt.NOT_COMPARABLE


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"hello",
        b"%PDF-",
        b"%PDF-1.7\n%%EOF",
        b"%PDF-1.7\n" + b"<<" * 20_000,
        b"%PDF-1.7\n" + b"[" * 20_000 + b"\nstartxref\n9\n%%EOF\n",
        b"%PDF-1.7\n1 0 obj\n<</Pages 1 0 R>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF",
    ],
    ids=range(7),
)
def test_what_is_no_report_is_one_clear_error(junk: bytes) -> None:
    with pytest.raises(ReportError, match=r"aneh\.pdf"):
        inspect(junk, "aneh.pdf")


def test_a_damaged_report_is_told_from_a_file_that_never_was_one(report: bytes) -> None:
    broken = report.replace(b"/Keywords(", b"/Keyworts(")
    assert broken != report
    for damaged in (broken, report[: len(report) * 9 // 10], b"x" + report):
        with pytest.raises(EvidenceAltered, match=r"aneh\.pdf: is not as it was made"):
            inspect(damaged, "aneh.pdf")
    # Cut before anything legible, only its name still says what it was.
    with pytest.raises(EvidenceAltered):
        inspect(report[:500], "LPP-2026-0117-003-7F3A-salinan.pdf")
    with pytest.raises(ReportError):
        inspect(report[:500], "aneh.pdf")


def test_a_report_cut_anywhere_never_crashes_and_never_passes(report: bytes) -> None:
    for length in range(0, len(report) - 200, len(report) // 25):
        with pytest.raises(PhoneAuditError):
            inspect(report[:length], "potong.pdf")
    for missing in (1, 3):  # the end of %%EOF and its line break, which readers forgive
        cut = report[:-missing]
        assert again(cut, inspect(cut)).result is Rebuilt.DIFFERS


def test_a_pdf_of_somebody_else_is_not_ours(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(ReportError, match="not a report of phone-audit"):
        inspect(out.getvalue())


def test_a_report_with_papers_is_rebuilt_from_both_attachments() -> None:
    pdf = rendered(examination(Outcome.SUSPECTED), told=papers())
    lone = inspect(pdf)
    assert lone.papers == papers().for_report()
    assert again(pdf, lone).result is Rebuilt.IDENTICAL
    other = replace(lone, papers=papers(Outcome.NIL).for_report())
    assert again(pdf, other).result is Rebuilt.DIFFERS
    assert again(pdf, replace(lone, papers=None)).result is Rebuilt.DIFFERS


def test_the_holders_copy_cannot_be_checked_alone_and_says_so() -> None:
    pdf = rendered(examination(Outcome.SUSPECTED), told=papers(), copy=True)
    with pytest.raises(ReportError, match="carries no evidence file"):
        inspect(pdf)


def test_a_chain_of_custody_is_rebuilt_from_its_records() -> None:
    pdf = set_type(SHEETS["log"]())
    lone = inspect(pdf)
    assert lone.custody == evidence()
    assert again(pdf, lone).result is Rebuilt.IDENTICAL
    changed = replace(evidence(), label="0117-004")
    assert again(pdf, replace(lone, custody=changed)).result is Rebuilt.DIFFERS


def test_a_record_exchanged_in_the_attachment_of_a_log_is_noticed() -> None:
    pdf = set_type(SHEETS["log"]())
    whole = evidence()
    first, *rest = whole.records
    other = replace(whole, records=(replace(first, actor="Orang Lain"), *rest))
    with pytest.raises(EvidenceAltered, match="the document was made for"):
        inspect(rewritten(pdf, canonical_json(other)))


@pytest.mark.parametrize(
    "name", ["pbt", "bas", "bak", "spg", "rkp", "rkp_names", "lbl", "bas_blank"]
)
def test_documents_without_evidence_cannot_be_checked_alone_and_say_so(name: str) -> None:
    with pytest.raises(ReportError, match="carries no evidence file"):
        inspect(set_type(SHEETS[name]()))
