"""Refresh the golden files and the sample: ``python -m tests.reporting.golden``."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from phone_audit.model.assessment import Outcome
from phone_audit.reporting import to_json, to_pdf
from tests.reporting.examples import document_of, examination
from tests.reporting.peers import pdf_text
from tests.reporting.places import GOLDEN, REPORTS

SAMPLE = REPORTS / "sample"


def golden_json(outcome: Outcome) -> str:
    """Return the document's JSON with one field a line, for diffs that can be read."""
    document, evidence = document_of(examination(outcome))
    fields = json.loads(to_json.render(document, evidence, REPORTS))
    return json.dumps(fields, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def golden_text(outcome: Outcome, folder: Path) -> str:
    """Return the text of the outcome's PDF as poppler reads it."""
    document, evidence = document_of(examination(outcome))
    return pdf_text(to_pdf.render(document, evidence, REPORTS), folder)


def sample_pdf() -> bytes:
    """Return the report of an invented phone that ``reports/sample`` shows."""
    document, evidence = document_of(examination(Outcome.SUSPECTED))
    return to_pdf.render(document, evidence, REPORTS)


def refresh() -> None:
    """Write every golden file and the sample anew; read the diff like code."""
    GOLDEN.mkdir(exist_ok=True)
    SAMPLE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for outcome in Outcome:
            (GOLDEN / f"{outcome}.txt").write_text(
                golden_text(outcome, Path(name)), encoding="utf-8"
            )
            (GOLDEN / f"{outcome}.json").write_text(golden_json(outcome), encoding="utf-8")
    pdf = SAMPLE / "LPP-contoh.pdf"
    pdf.write_bytes(sample_pdf())
    program = shutil.which("pdftoppm")
    if program is not None:
        subprocess.run(
            [program, "-r", "96", "-png", "-singlefile", pdf, SAMPLE / "LPP-contoh"], check=True
        )


if __name__ == "__main__":
    refresh()
