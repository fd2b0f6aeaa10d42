"""``verify`` on a lone PDF: what it carries, what its pages say, and whether they agree."""

from pathlib import Path

from phone_audit import __version__, resources
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.office import source_words
from phone_audit.cli.output import print_json, shown
from phone_audit.errors import UsageError
from phone_audit.reporting.legal_basis import load_legal_basis
from phone_audit.reporting.lone_pdf import Comparison, LonePdf, Rebuilt, inspect, rebuild
from phone_audit.reporting.wording import OUTCOME_LABELS

_TRUSTED = frozenset({Rebuilt.IDENTICAL, Rebuilt.NOT_COMPARABLE})
"""Anything else is not what this version would print; appended bytes may redraw a page."""


def verify_pdf(path: Path, *, as_json: bool) -> int:
    """Check one PDF against its own attachment, render it again, and say what holds.

    Raises:
        EvidenceAltered: its parts do not agree; the message says which.
        ReportError: it is no PDF of this program.
    """
    try:
        pdf = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    lone = inspect(pdf, path.name)
    reports = resources.reports_folder()
    comparison = rebuild(
        pdf,
        lone,
        source_words=source_words(),
        legal_basis=load_legal_basis(reports / "dasar-hukum.yaml"),
        reports=reports,
        version=__version__,
    )
    if as_json:
        print_json(
            {
                "document_id": lone.document_id,
                "evidence_sha256": lone.evidence_sha256,
                "rebuilt": comparison.result,
                "says": say_words(comparison.words),
                "unaltered": comparison.result in _TRUSTED,
            }
        )
    else:
        _tell(path, lone, comparison)
    return Exit.DONE if comparison.result in _TRUSTED else Exit.ALTERED


def _tell(path: Path, lone: LonePdf, comparison: Comparison) -> None:
    print(f"{path.name}: {shown(lone.document_id)}")
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
    print(f"  {shown(say_words(comparison.words))}")
    verdict = (
        say("TIDAK BERUBAH.", "UNALTERED.")
        if comparison.result in _TRUSTED
        else say("BERUBAH sejak dicetak.", "ALTERED since it was rendered.")
    )
    print(f"  {verdict}")
