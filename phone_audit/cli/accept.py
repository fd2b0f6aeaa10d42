"""``accept``: take a document back into the case that was signed elsewhere (BSrE, ``sign``)."""

import argparse
import sys
from pathlib import Path

from phone_audit.cases.store import Case
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.office import now
from phone_audit.cli.output import print_json
from phone_audit.cli.sign import add_trust, read_file, tell_signatures, trust_of
from phone_audit.errors import EvidenceAltered, UsageError
from phone_audit.reporting.lone_pdf import same_content
from phone_audit.reporting.pdf_additions import additions
from phone_audit.reporting.pdf_signatures import PdfSignature, signatures_of

_SIDAK = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``accept``."""
    parser.add_argument("case", type=Path, metavar="CASE", help=say("folder kasus", "case folder"))
    parser.add_argument(
        "exhibit",
        type=int,
        metavar="EXHIBIT",
        help=say(
            "nomor perangkat; 0 untuk dokumen seluruh sidak",
            "number of the phone; 0 for a document about the whole sidak",
        ),
    )
    parser.add_argument(
        "file", type=Path, metavar="FILE", help=say("PDF yang sudah ditandatangani", "signed PDF")
    )
    parser.add_argument(
        "--rewritten",
        action="store_true",
        help=say(
            "terima juga bila layanan tanda tangan menulis ulang PDF-nya; bunyi semua halaman dan "
            "lampirannya harus sama",
            "also accept a PDF that the signing service wrote anew; the text of all pages and its "
            "attachments must be equal",
        ),
    )
    parser.add_argument("--by", metavar="NAME", help=say("siapa yang menerima", "who takes it in"))
    add_trust(parser)
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Look at every signature, find the document it is of, and store what came back."""
    pdf = read_file(arguments.file)
    name = arguments.file.name
    found = signatures_of(pdf, name, trust_of(arguments).roots)
    if not found:
        raise UsageError(
            say(f"{name}: tidak bertanda tangan", f"{name}: there is no signature on it")
        )
    for one in found:
        if one.complaint is not None:
            raise EvidenceAltered(name, f"{one.signer}: {say_words(one.complaint)}")
    exhibit = None if arguments.exhibit == _SIDAK else arguments.exhibit
    with Case.open(arguments.case, now) as case:
        if exhibit is not None:
            case.exhibit(exhibit)
        path, rewritten = _original(case, exhibit, pdf, name, rewritten=arguments.rewritten)
        place = case.keep_signed(
            path, pdf, note=_note(found, rewritten=rewritten), exhibit=exhibit, actor=arguments.by
        )
    if arguments.json:
        print_json({"stored": str(place), "of": path, "rewritten": rewritten, "signatures": found})
        return Exit.DONE
    tell_signatures(found)
    print(place)
    return Exit.DONE


def _original(
    case: Case, exhibit: int | None, pdf: bytes, name: str, *, rewritten: bool
) -> tuple[str, bool]:
    """Return the stored document that was signed, and whether its bytes were written anew."""
    stored = case.documents(exhibit)
    begins = [path for path, data in stored if pdf.startswith(data) and len(pdf) > len(data)]
    if begins:
        path = max(begins, key=lambda path: len(dict(stored)[path]))
        added = additions(pdf, dict(stored)[path], name)
        if not added.only_signatures:
            raise EvidenceAltered(name, "something other than signatures was added to it")
        for page in added.drawn_on:
            print(_drawn(page), file=sys.stderr)
        return path, False
    for path, data in stored:
        if same_content(pdf, data, name):
            if rewritten:
                return path, True
            raise UsageError(
                say(
                    f"{name}: isinya sama dengan {path}, tetapi layanan tanda tangan menulis ulang "
                    "berkasnya; bandingkan dengan mata, lalu pakai --rewritten.",
                    f"{name}: its content equals {path}, but the signing service wrote the file "
                    "anew; compare by eye, then use --rewritten.",
                )
            )
    raise UsageError(
        say(
            f"{name}: bukan dokumen perangkat {exhibit or 0} dalam kasus ini",
            f"{name}: is no document of phone {exhibit or 0} in this case",
        )
    )


def _drawn(page: int) -> str:
    return say(
        f"PERHATIAN: tanda tangan digambar di halaman {page}; PDF/A dan PDF/UA tidak lagi dijamin.",
        f"NOTE: a signature is drawn on page {page}; PDF/A and PDF/UA are no longer certain.",
    )


def _note(found: tuple[PdfSignature, ...], *, rewritten: bool) -> str:
    """Return what the log says: certificates, not names, since the holder may be a signer."""
    signers = [
        f"{one.issuer[:60]} {one.certificate_sha256[:16]}" for one in found if not one.is_time_stamp
    ]
    text = f"{len(signers)}: " + "; ".join(signers)
    return (text + ("; rewritten" if rewritten else ""))[:1000]
