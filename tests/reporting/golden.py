"""Refresh the golden files and the sample: ``python -m tests.reporting.golden``."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from phone_audit.model.assessment import Outcome
from phone_audit.reporting import to_json
from tests.reporting.examples import bilingual, document_of, examination, papers, rendered
from tests.reporting.peers import pdf_text
from tests.reporting.places import GOLDEN, REPORTS

SAMPLE = REPORTS / "sample"


def golden_json(outcome: Outcome) -> str:
    """Return the document's JSON with one field a line, for diffs that can be read."""
    document, evidence = document_of(examination(outcome))
    fields = json.loads(to_json.render(document, evidence, REPORTS))
    return json.dumps(fields, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _lpp(outcome: Outcome) -> Callable[[], bytes]:
    return lambda: rendered(examination(outcome))


PDFS: Mapping[str, Callable[[], bytes]] = {
    **{outcome.value: _lpp(outcome) for outcome in Outcome},
    "lowered": lambda: rendered(examination(Outcome.INDICATED_USE), told=papers()),
    "lowered_to_nil": lambda: rendered(examination(Outcome.SUSPECTED), told=papers(Outcome.NIL)),
    "confirmed": lambda: rendered(examination(Outcome.SUSPECTED), told=papers(Outcome.SUSPECTED)),
    "copy": lambda: rendered(examination(Outcome.SUSPECTED), told=papers(), copy=True),
    "bilingual": lambda: rendered(bilingual(examination(Outcome.SUSPECTED)), told=papers()),
}
"""Every PDF whose text is kept, by the name of its golden file."""


def golden_text(name: str, folder: Path) -> str:
    """Return the text of a PDF as poppler reads it."""
    return pdf_text(PDFS[name](), folder)


def sample_pdf() -> bytes:
    """Return the report of an invented phone that ``reports/sample`` shows."""
    return rendered(examination(Outcome.SUSPECTED), told=papers(Outcome.SUSPECTED))


def refresh() -> None:
    """Write every golden file and the sample anew; read the diff like code."""
    GOLDEN.mkdir(exist_ok=True)
    SAMPLE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for outcome in Outcome:
            (GOLDEN / f"{outcome}.json").write_text(golden_json(outcome), encoding="utf-8")
        for one in PDFS:
            text = golden_text(one, Path(name))
            (GOLDEN / f"{one}.txt").write_text(text, encoding="utf-8")
    pdf = SAMPLE / "LPP-contoh.pdf"
    pdf.write_bytes(sample_pdf())
    program = shutil.which("pdftoppm")
    if program is not None:
        subprocess.run(
            [program, "-r", "96", "-png", "-singlefile", pdf, SAMPLE / "LPP-contoh"], check=True
        )


if __name__ == "__main__":
    refresh()
