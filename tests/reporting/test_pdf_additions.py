"""What is behind a report: signatures, or something that only pretends to be."""

import io
from functools import cache

import pytest

from phone_audit.errors import ReportError
from phone_audit.keys.authorities import validation_context
from phone_audit.reporting.pdf_additions import Additions, additions
from phone_audit.reporting.pdf_signatures import signatures_of
from phone_audit.reporting.pdf_signing import Level, sign_pdf
from tests.reporting.credentials import root, time_stamper
from tests.reporting.test_pdf_signing import by_four, key, report, signed

pytestmark = pytest.mark.slow

NOTHING_ELSE = Additions(only_signatures=True)


@cache
def archived() -> bytes:
    context = validation_context([root().pem], [root().revocation_list()])
    return sign_pdf(
        report(), key(), level=Level.B_LTA, time_stamper=time_stamper(), validation=context
    )


def test_signatures_add_nothing_else() -> None:
    assert additions(signed(), report(), "x") == NOTHING_ELSE
    assert additions(by_four(), report(), "x") == NOTHING_ELSE
    assert additions(by_four(), signed(), "x") == NOTHING_ELSE


def test_time_stamps_and_revocation_data_are_no_more_than_that() -> None:
    assert additions(archived(), report(), "x") == NOTHING_ELSE
    later = sign_pdf(archived(), key("Contoh Ketua Lima"))
    assert additions(later, archived(), "x") == NOTHING_ELSE


def updated(change) -> bytes:
    """Return the report with something changed behind it, and then signed by somebody."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(report()))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return sign_pdf(out.getvalue(), key("Contoh Orang Lain"))


def turn_a_page(writer) -> None:
    from pyhanko.pdf_utils import generic

    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Rotate"] = generic.NumberObject(180)
    writer.mark_update(page.get_container_ref())


def write_over_a_page(writer) -> None:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.generic import pdf_name

    page = writer.root["/Pages"]["/Kids"][0].get_object()
    extra = writer.add_object(generic.StreamObject(stream_data=b"0 0 500 500 re f"))
    page[pdf_name("/Contents")] = generic.ArrayObject([page.raw_get("/Contents"), extra])
    writer.mark_update(page.get_container_ref())


def exchange_what_a_page_shows(writer) -> None:
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    stream = page["/Contents"]
    stream._data = stream.data.replace(b"0", b"1")
    stream._encoded_data = None
    writer.mark_update(page.raw_get("/Contents").reference)


def add_a_note(writer) -> None:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.generic import pdf_name

    page = writer.root["/Pages"]["/Kids"][0].get_object()
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject(generic.NumberObject(n) for n in (0, 0, 9, 9)),
        }
    )
    page[pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(note)])
    writer.mark_update(page.get_container_ref())


def open_with_an_action(writer) -> None:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.generic import pdf_name

    writer.root[pdf_name("/OpenAction")] = generic.DictionaryObject(
        {pdf_name("/S"): pdf_name("/JavaScript")}
    )
    writer.update_root()


def drop_a_page(writer) -> None:
    from pyhanko.pdf_utils import generic

    pages = writer.root["/Pages"]
    pages["/Kids"].pop()
    pages["/Count"] = generic.NumberObject(len(pages["/Kids"]))
    writer.mark_update(writer.root.raw_get("/Pages").reference)


@pytest.mark.parametrize(
    "change",
    [
        turn_a_page,
        write_over_a_page,
        exchange_what_a_page_shows,
        add_a_note,
        open_with_an_action,
        drop_a_page,
    ],
)
def test_a_signature_over_a_changed_report_is_told_apart(change) -> None:
    forged = updated(change)
    assert forged.startswith(report())
    (found,) = signatures_of(forged, "x.pdf")
    assert found.complaint is None  # the signature itself is whole: that is the trick
    assert not additions(forged, report(), "x").only_signatures


def test_a_signature_that_draws_on_a_page_is_pointed_out() -> None:
    from pyhanko import stamp
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    writer = IncrementalPdfFileWriter(io.BytesIO(report()))
    fields.append_signature_field(
        writer, fields.SigFieldSpec("Gambar", on_page=1, box=(100, 100, 300, 160))
    )
    metadata = signers.PdfSignatureMetadata(
        field_name="Gambar", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    pdf = (
        signers.PdfSigner(
            metadata, key().signer, stamp_style=stamp.TextStampStyle(stamp_text="Contoh")
        )
        .sign_pdf(writer)
        .getvalue()
    )
    assert additions(pdf, report(), "x") == Additions(only_signatures=True, drawn_on=(2,))


def test_what_cannot_be_read_is_one_clear_error() -> None:
    with pytest.raises(ReportError, match="x: this PDF cannot be read"):
        additions(report()[:-400], report()[:-400], "x")
