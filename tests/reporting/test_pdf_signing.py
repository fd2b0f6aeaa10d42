"""Signing PDFs: every level, several signers, and what is said when it cannot be done."""

import io
import re
import shutil
import subprocess
import sys
from functools import cache

import pypdf
import pytest

from phone_audit.errors import ReportError, UsageError
from phone_audit.keys.authorities import Trust, validation_context
from phone_audit.model.assessment import Outcome
from phone_audit.reporting import to_pdf
from phone_audit.reporting.pdf_signatures import signatures_of
from phone_audit.reporting.pdf_signing import (
    Level,
    SigningKey,
    sign_pdf,
    signatures_in,
)
from tests.reporting.credentials import PASSPHRASE, below_root, root, time_stamper
from tests.reporting.examples import document_of, examination
from tests.reporting.places import REPORTS

pytestmark = pytest.mark.slow


@cache
def report() -> bytes:
    document, evidence = document_of(examination(Outcome.SUSPECTED), "id")
    return to_pdf.render(document, evidence, REPORTS)


@cache
def key(person: str = "Contoh Petugas Dua") -> SigningKey:
    return SigningKey.from_p12(root().p12(person), PASSPHRASE)


@cache
def signed() -> bytes:
    return sign_pdf(report(), key(), reason="Pemeriksaan", location="Kota Contoh", program="0.1.0")


def test_the_report_stays_byte_for_byte_and_a_line_break_separates_the_signature() -> None:
    assert report().endswith(b"%%EOF\n")
    assert signed().startswith(report())
    assert re.match(rb"\d+ 0 obj\n", signed()[len(report()) :])
    bare = report().removesuffix(b"\n")
    assert sign_pdf(bare, key()).startswith(report())


def test_the_signature_holds_and_covers_the_whole_file() -> None:
    (found,) = signatures_of(signed(), "x.pdf", [root().pem])
    assert found.signer == "Contoh Petugas Dua"
    assert found.issuer == "Otoritas Induk Contoh"
    assert found.holds
    assert found.whole_file
    assert found.trust is Trust.TRUSTED
    assert found.complaint is None
    assert found.stamped_at is None
    assert not found.is_time_stamp


@cache
def by_four() -> bytes:
    pdf = signed()
    for person in ("Contoh Saksi Tiga", "Contoh Saksi Empat", "Contoh Ketua Lima"):
        pdf = sign_pdf(pdf, key(person))
    return pdf


def test_four_people_sign_one_after_another() -> None:
    found = signatures_of(by_four(), "x.pdf", [root().pem])
    assert [one.signer for one in found] == [
        "Contoh Petugas Dua",
        "Contoh Saksi Tiga",
        "Contoh Saksi Empat",
        "Contoh Ketua Lima",
    ]
    assert all(one.holds and one.complaint is None for one in found)
    assert [one.whole_file for one in found] == [False, False, False, True]
    assert signatures_in(by_four()) == 4
    assert signatures_in(report()) == 0


def structure(pdf: bytes) -> dict[str, object]:
    """Return what a PDF/A-3a and PDF/UA-1 reader looks for first."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    catalog = reader.root_object
    metadata = catalog["/Metadata"].get_object().get_data().decode()
    pages = [page.extract_text() for page in reader.pages]
    return {
        "part": re.search(r"pdfaid:part(?:>|=\")(\d)", metadata)[1],
        "conformance": re.search(r"pdfaid:conformance(?:>|=\")(\w)", metadata)[1],
        "ua": re.search(r"pdfuaid:part(?:>|=\")(\d)", metadata)[1],
        "marked": catalog["/MarkInfo"]["/Marked"],
        "lang": catalog["/Lang"],
        "tagged": "/StructTreeRoot" in catalog,
        "title shown": catalog["/ViewerPreferences"]["/DisplayDocTitle"],
        "attached": len(catalog["/AF"]),
        "attachment": reader.attachments["bukti.json"],
        "pages": pages,
        "keywords": reader.metadata["/Keywords"],
    }


def test_archive_and_accessibility_structure_survive_four_signatures() -> None:
    assert structure(by_four()) == structure(report())


def test_signatures_draw_nothing() -> None:
    reader = pypdf.PdfReader(io.BytesIO(by_four()))
    for page in reader.pages:
        for annotation in page.get("/Annots", ()):
            widget = annotation.get_object()
            if widget["/Subtype"] == "/Widget":
                assert [float(side) for side in widget["/Rect"]] == [0, 0, 0, 0]


def test_every_signature_has_a_name_that_can_be_read_aloud() -> None:
    fields = pypdf.PdfReader(io.BytesIO(by_four())).trailer["/Root"]["/AcroForm"]["/Fields"]
    assert [field.get_object()["/TU"] for field in fields] == [
        f"Tanda tangan elektronik {number}" for number in range(1, 5)
    ]


def test_with_a_time_stamp() -> None:
    pdf = sign_pdf(report(), key(), level=Level.B_T, time_stamper=time_stamper())
    (found,) = signatures_of(pdf, "x.pdf", [root().pem])
    assert found.complaint is None
    assert found.trust is Trust.TRUSTED
    assert found.stamped_at is not None


def test_for_the_archive_with_revocation_data() -> None:
    context = validation_context([root().pem], [root().revocation_list()])
    pdf = sign_pdf(
        report(), key(), level=Level.B_LTA, time_stamper=time_stamper(), validation=context
    )
    signature, stamp = signatures_of(pdf, "x.pdf", [root().pem])
    assert (signature.is_time_stamp, stamp.is_time_stamp) == (False, True)
    assert signature.complaint is stamp.complaint is None
    assert stamp.whole_file
    assert b"/DSS" in pdf
    later = sign_pdf(pdf, key("Contoh Ketua Lima"))
    assert [one.complaint for one in signatures_of(later, "x.pdf")] == [None] * 3


def test_without_revocation_data_there_is_no_archive_level() -> None:
    context = validation_context([below_root().pem], [below_root().revocation_list()])
    with pytest.raises(ReportError, match="cannot be made"):
        sign_pdf(
            report(), key(), level=Level.B_LTA, time_stamper=time_stamper(), validation=context
        )


@pytest.mark.parametrize("level", [Level.B_T, Level.B_LTA])
def test_a_level_that_needs_a_service_says_so(level: Level) -> None:
    with pytest.raises(UsageError, match="time-stamp service"):
        sign_pdf(report(), key(), level=level)
    if level is Level.B_LTA:
        with pytest.raises(UsageError, match="certificates"):
            sign_pdf(report(), key(), level=level, time_stamper=time_stamper())


def test_an_rsa_key_signs_as_well() -> None:
    pdf = sign_pdf(report(), SigningKey.from_p12(root().p12("Contoh RSA", kind="rsa"), PASSPHRASE))
    (found,) = signatures_of(pdf, "x.pdf", [root().pem])
    assert found.complaint is None


def test_a_chain_without_its_root_is_taken_and_not_called_proven() -> None:
    whole = SigningKey.from_p12(below_root().p12("Contoh A"), PASSPHRASE)
    part = SigningKey.from_p12(below_root().p12("Contoh B", whole_chain=False), PASSPHRASE)
    assert (whole.chain_is_proven, part.chain_is_proven) == (True, False)
    for one in (whole, part):
        (found,) = signatures_of(sign_pdf(report(), one), "x.pdf", [root().pem])
        assert found.complaint is None
        assert found.trust is Trust.TRUSTED


@pytest.mark.parametrize(
    ("data", "passphrase"), [(b"", PASSPHRASE), (b"no p12", PASSPHRASE), (None, "salah")]
)
def test_a_file_that_does_not_open_is_said_so(data: bytes | None, passphrase: str) -> None:
    with pytest.raises(UsageError, match="passphrase"):
        SigningKey.from_p12(root().p12("x") if data is None else data, passphrase)


@pytest.mark.parametrize("data", [b"", b"no pdf", b"%PDF-1.7\n", report()[:5000]])
def test_what_is_no_pdf_is_not_signed(data: bytes) -> None:
    with pytest.raises(ReportError):
        sign_pdf(data, key())


@pytest.mark.parametrize("data", [b"", b"x", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END"])
def test_what_is_no_certificate_is_said_so(data: bytes) -> None:
    with pytest.raises(UsageError, match="no certificate"):
        validation_context([data])
    with pytest.raises(UsageError, match="no certificate"):
        validation_context([], [data])


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyhanko.sign.signers", None)
    with pytest.raises(UsageError, match=r"phone-audit\[tte\]"):
        SigningKey.from_p12(root().p12("x"), PASSPHRASE)


@pytest.mark.peer
@pytest.mark.parametrize("count", [1, 4])
def test_poppler_agrees(count: int, tmp_path) -> None:
    if shutil.which("pdfsig") is None:
        pytest.skip("poppler-utils is not installed")
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed() if count == 1 else by_four())
    shown = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout
    assert shown.count("Signature is Valid.") == count
    assert shown.count("Total document signed") == 1
    assert shown.count("ETSI.CAdES.detached") == count
