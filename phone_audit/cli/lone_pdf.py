"""``verify`` on a lone PDF: what it carries, what its pages say, who signed, and who vouches."""

import argparse
from pathlib import Path

from phone_audit import __version__, resources
from phone_audit.cases.desk import current
from phone_audit.cases.proof import SUFFIX, Proven, prove
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.office import source_words
from phone_audit.cli.output import print_json, shown
from phone_audit.cli.sign import read_file, tell_signatures, trust_of
from phone_audit.cli.signed_by import signed_by_lines
from phone_audit.errors import ReportError
from phone_audit.keys.authorities import Trust
from phone_audit.model.record import Record, Words, sha256_hex
from phone_audit.reporting.legal_basis import load_legal_basis
from phone_audit.reporting.lone_pdf import (
    Comparison,
    LonePdf,
    Rebuilt,
    damage_told,
    inspect,
    rebuild,
)
from phone_audit.reporting.pdf_additions import Additions, additions
from phone_audit.reporting.pdf_signatures import PdfSignature, signatures_of
from phone_audit.reporting.wording import OUTCOME_LABELS


class Finding(Record):
    """What was found about one PDF.

    ``comparison`` is ``None`` for a document that carries no evidence to render it from;
    ``proven`` where no proof lies beside it. ``unaltered`` is what all of it comes to.
    """

    sha256: str
    document_id: str | None
    evidence_sha256: str | None
    comparison: Comparison | None
    signatures: tuple[PdfSignature, ...]
    additions: Additions | None
    proven: Proven | None
    complaint: Words | None

    @property
    def unaltered(self) -> bool:
        """Say whether nothing speaks against it, and something for it."""
        return self.complaint is None

    @property
    def is_vouched_for(self) -> bool:
        """Say whether every byte was compared with something, not only the attachment."""
        trusted = any(one.trust is Trust.TRUSTED for one in self.signatures)
        if self.proven is not None or trusted or self.comparison is None:
            return True
        return self.comparison.result is not Rebuilt.NOT_COMPARABLE


_NOT_AS_RENDERED = Words(
    id="tidak sama dengan yang disusun dari lampirannya",
    en="is not what is rendered from its attachment",
)
_UNSIGNED_ADDITION = Words(
    id="di belakang laporan ditambahkan hal yang bukan tanda tangan",
    en="something that is no signature was added behind the report",
)


def verify_pdf(path: Path, arguments: argparse.Namespace) -> int:
    """Check one PDF against its attachment, its signatures and its proof, and say what holds.

    Raises:
        EvidenceAltered: its parts do not agree or cannot be read; the message says which.
        ReportError: it is no PDF of this program, and nothing vouches for it.
    """
    pdf = read_file(path)
    proof_path = arguments.proof or path.with_name(path.name + SUFFIX)
    proven = None
    if arguments.proof is not None or proof_path.is_file():
        proven = prove(pdf, read_file(proof_path), path.name, current())
    # Without the mark of a signature there is none, and no need for the library.
    with damage_told(pdf, path.name):
        signatures = (
            signatures_of(pdf, path.name, trust_of(arguments).roots) if b"/ByteRange" in pdf else ()
        )
    try:
        lone: LonePdf | None = inspect(pdf, path.name)
    except ReportError:
        if proven is None and not signatures:
            raise
        lone = None  # no evidence is attached: what vouches for it has to be enough
    finding = _finding(pdf, path.name, lone, signatures, proven)
    if arguments.json:
        print_json(_as_json(finding))
    else:
        _tell(path, lone, finding)
    if not finding.unaltered:
        return Exit.ALTERED
    if arguments.signed and not (proven is not None and proven.by.recognised):
        if not arguments.json:
            print(
                say(
                    "TIDAK ADA TANDA TANGAN stasiun dari kantor yang dikenal di komputer ini.",
                    "NO SIGNATURE of a station whose office is known on this computer.",
                )
            )
        return Exit.ALTERED
    return Exit.DONE


def _finding(
    pdf: bytes,
    name: str,
    lone: LonePdf | None,
    signatures: tuple[PdfSignature, ...],
    proven: Proven | None,
) -> Finding:
    comparison = added = None
    complaint = next((one.complaint for one in signatures if one.complaint is not None), None)
    if lone is not None:
        reports = resources.reports_folder()
        comparison = rebuild(
            pdf,
            lone,
            source_words=source_words(),
            legal_basis=load_legal_basis(reports / "dasar-hukum.yaml"),
            reports=reports,
            version=__version__,
        )
        if comparison.result is Rebuilt.APPENDED:
            with damage_told(pdf, name):
                added = additions(pdf, pdf[: comparison.length], name) if signatures else None
            if added is None or not added.only_signatures:
                complaint = complaint or _UNSIGNED_ADDITION
        elif comparison.result is Rebuilt.DIFFERS:
            complaint = complaint or _NOT_AS_RENDERED
    return Finding(
        sha256=sha256_hex(pdf),
        document_id=None if lone is None else lone.document_id,
        evidence_sha256=None if lone is None else lone.evidence_sha256,
        comparison=comparison,
        signatures=signatures,
        additions=added,
        proven=proven,
        complaint=complaint,
    )


def _as_json(finding: Finding) -> dict[str, object]:
    comparison = finding.comparison
    return {
        "document_id": finding.document_id,
        "evidence_sha256": finding.evidence_sha256,
        "sha256": finding.sha256,
        "rebuilt": None if comparison is None else comparison.result,
        "says": None if comparison is None else say_words(comparison.words),
        "signatures": finding.signatures,
        "drawn_on": () if finding.additions is None else finding.additions.drawn_on,
        "proven": finding.proven,
        "complaint": None if finding.complaint is None else say_words(finding.complaint),
        "unaltered": finding.unaltered,
    }


def _tell(path: Path, lone: LonePdf | None, finding: Finding) -> None:
    print(f"{path.name}: {shown(finding.document_id or finding.sha256)}")
    if lone is not None:
        _tell_parts(lone)
    if finding.comparison is not None:
        print(f"  {shown(say_words(finding.comparison.words))}")
    tell_signatures(finding.signatures)
    for page in () if finding.additions is None else finding.additions.drawn_on:
        print(
            "  "
            + say(
                f"PERHATIAN: sebuah tanda tangan digambar di halaman {page}; bandingkan bagian "
                "itu dengan mata.",
                f"NOTE: a signature is drawn on page {page}; compare that part by eye.",
            )
        )
    if finding.proven is not None:
        for number, line in enumerate(signed_by_lines(finding.proven.by, document=True)):
            print(("    " if number else "  ") + line)
    if finding.complaint is not None:
        print("  " + shown(say_words(finding.complaint)))
        print("  " + say("BERUBAH sejak dicetak.", "ALTERED since it was rendered."))
    elif finding.is_vouched_for:
        print("  " + say("TIDAK BERUBAH.", "UNALTERED."))
    else:
        print(
            "  "
            + say(
                "TIDAK BERUBAH sejauh dapat diperiksa di sini. Bunyi halaman tidak dibandingkan: "
                "periksa kasusnya, atau pakai versi dan templat yang membuatnya.",
                "UNALTERED as far as can be checked here. What its pages say was not compared: "
                "verify its case, or use the version and templates that made it.",
            )
        )


def _tell_parts(lone: LonePdf) -> None:
    if lone.examination is not None:
        label = OUTCOME_LABELS[lone.examination.assessment.outcome]
        print(f"  {say('Kesimpulan alat', 'Outcome')}: {say_words(label)}")
    print(
        f"  {say('SHA-256 berkas bukti', 'SHA-256 of the evidence file')}: {lone.evidence_sha256}"
    )
    print(
        "  "
        + say(
            "Lampiran, metadata, dan cetakan di setiap halaman saling cocok.",
            "Attachment, metadata and what is printed on every page agree.",
        )
    )
