"""What is noticed about a signed PDF that is not as it was signed."""

import random

import pytest

from phone_audit.errors import PhoneAuditError, ReportError, UsageError
from phone_audit.keys.authorities import Trust
from phone_audit.reporting.pdf_signatures import signatures_of
from phone_audit.reporting.pdf_signing import sign_pdf
from tests.reporting.credentials import below_root, root
from tests.reporting.test_pdf_signing import by_four, key, report, signed

pytestmark = pytest.mark.slow


def problem(pdf: bytes, count: int) -> str | None:
    """Return what is wrong with a file that should carry so many signatures."""
    try:
        found = signatures_of(pdf, "x.pdf")
    except PhoneAuditError as error:
        return str(error)
    if len(found) != count:
        return f"{len(found)} signatures"
    told = [one.complaint.en for one in found if one.complaint]
    return told[0] if told else None


def flipped(pdf: bytes, place: int, bits: int) -> bytes:
    changed = bytearray(pdf)
    changed[place] ^= bits
    return bytes(changed)


def test_every_byte_of_an_appended_signature_counts() -> None:
    chance = random.Random(20261127)
    for place in chance.sample(range(len(report()), len(signed())), 250):
        bits = chance.choice((0x01, 0x20, 0x80, 0xFF))
        assert problem(flipped(signed(), place, bits), 1) is not None, (place, bits)


def test_every_byte_of_the_report_below_counts() -> None:
    chance = random.Random(20261128)
    for place in chance.sample(range(len(report())), 40):
        assert problem(flipped(signed(), place, 0x01), 1) is not None, place


def test_the_container_and_its_filling_count_byte_by_byte() -> None:
    begin = signed().index(b"/Contents <", len(report())) + len(b"/Contents <")
    end = signed().index(b">", begin)
    filling = signed()[begin:end].rstrip(b"0")
    places = [begin + len(filling) + 2, end - 1, begin, begin + 1, *range(begin + 40, end, 97)]
    for place in places:
        for bits in (0x01, 0x20):
            assert problem(flipped(signed(), place, bits), 1) is not None, place


def test_a_certificate_that_went_along_cannot_be_changed() -> None:
    name = b"Otoritas Induk Contoh".hex().encode()
    begin = signed().lower().index(name, len(report()))
    while begin > 0:
        assert problem(flipped(signed(), begin + 1, 0x01), 1) is not None
        begin = signed().lower().find(name, begin + 1)


def test_bytes_behind_the_last_signature_are_noticed() -> None:
    for extra in (b"\n", b" ", b"%", b"1 0 obj\n<<\n>>\nendobj\n"):
        assert problem(signed() + extra, 1) is not None


def test_a_file_cut_back_to_fewer_signatures_is_one_with_fewer() -> None:
    (first, *_) = signatures_of(by_four(), "x.pdf")
    earlier = by_four()[: first.signed_bytes]
    assert earlier == signed()
    assert problem(earlier, 1) is None


def test_pages_changed_by_an_update_are_noticed() -> None:
    import io

    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(signed()))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Rotate"] = generic.NumberObject(180)
    writer.mark_update(page.get_container_ref())
    out = io.BytesIO()
    writer.write(out)
    assert "other than signatures" in str(problem(out.getvalue(), 1))
    again = sign_pdf(out.getvalue(), key("Contoh Saksi Tiga"))
    first, second = signatures_of(again, "x.pdf")
    assert first.complaint is not None
    assert second.complaint is None


def test_without_a_signature_there_is_none() -> None:
    assert signatures_of(report(), "x.pdf") == ()


def test_trust_is_what_the_reader_has_certificates_for() -> None:
    assert signatures_of(signed(), "x.pdf")[0].trust is Trust.UNKNOWN
    assert signatures_of(signed(), "x.pdf", [below_root().pem])[0].trust is Trust.NOT_TRUSTED
    assert (
        signatures_of(signed(), "x.pdf", [below_root().pem, root().pem])[0].trust is Trust.TRUSTED
    )
    with pytest.raises(UsageError, match="no certificate"):
        signatures_of(signed(), "x.pdf", [b"x"])


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + b"[" * 10_000])
def test_what_cannot_be_read_is_one_clear_error(data: bytes) -> None:
    with pytest.raises(ReportError, match=r"x\.pdf: this PDF cannot be read"):
        signatures_of(data, "x.pdf")
