"""Refresh the golden files and the sample: ``python -m tests.reporting.golden``."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from phone_audit.model.assessment import Outcome
from phone_audit.model.papers import Choice, Papers, Summons
from phone_audit.model.record import canonical_json, replace
from phone_audit.reporting import to_json
from phone_audit.reporting.custody import build_custody
from phone_audit.reporting.document import Sheet
from phone_audit.reporting.dossier import Dossier
from phone_audit.reporting.notice import build_notice
from phone_audit.reporting.recap import build_names, build_recap
from phone_audit.reporting.receipts import build_handover, build_return
from phone_audit.reporting.stickers import StickerSheet
from phone_audit.reporting.summons import build_summons
from phone_audit.reporting.typeset import typeset
from tests.reporting.dossiers import (
    CALL,
    LEGAL_BASIS,
    NAMES,
    blank,
    dossier,
    evidence,
    stickers,
    two_sites,
)
from tests.reporting.examples import CASE, bilingual, document_of, examination, papers, rendered
from tests.reporting.peers import pdf_text
from tests.reporting.places import GOLDEN, REPORTS

SAMPLE = REPORTS / "sample"


def golden_json(outcome: Outcome) -> str:
    """Return the document's JSON with one field a line, for diffs that can be read."""
    document, evidence = document_of(examination(outcome))
    fields = json.loads(to_json.render(document, evidence, REPORTS))
    return json.dumps(fields, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _declined() -> Papers:
    told = papers()
    assert told.notice is not None
    return replace(told, notice=replace(told.notice, choice=Choice.DECLINED))


def _with_call(outcome: Outcome, call: Summons | None = CALL, **changes: object) -> Dossier:
    return dossier(outcome, papers=papers(outcome, summons=call), **changes)


def _bilingual() -> Dossier:
    return dossier(case=replace(CASE, bilingual=True))


SHEETS: Mapping[str, Callable[[], Sheet]] = {
    "pbt": lambda: build_notice(dossier(), legal_basis=LEGAL_BASIS),
    "pbt_blank": lambda: build_notice(blank(), legal_basis=LEGAL_BASIS),
    "pbt_declined": lambda: build_notice(dossier(papers=_declined()), legal_basis=LEGAL_BASIS),
    "pbt_bilingual": lambda: build_notice(_bilingual(), legal_basis=LEGAL_BASIS),
    "bas": lambda: build_handover(dossier()),
    "bas_blank": lambda: build_handover(blank()),
    "bak": lambda: build_return(dossier()),
    "bak_blank": lambda: build_return(blank()),
    "bak_bilingual": lambda: build_return(_bilingual()),
    "log": lambda: build_custody(evidence()),
    "spg": lambda: build_summons(_with_call(Outcome.SUSPECTED)),
    "spg_second": lambda: build_summons(_with_call(Outcome.SUSPECTED, replace(CALL, order=2))),
    "spg_invitation": lambda: build_summons(_with_call(Outcome.CLARIFY)),
    "spg_blank": lambda: build_summons(_with_call(Outcome.INDICATED_USE, None)),
    "rkp": lambda: build_recap(two_sites()),
    "rkp_public": lambda: build_recap(two_sites(), public=True),
    "rkp_names": lambda: build_names(two_sites(), NAMES),
    "lbl": stickers,
}
"""Every document beside the LPP, by the name of its golden file."""


def set_type(sheet: Sheet, reports: Path = REPORTS) -> bytes:
    """Return a document as PDF with what belongs to its kind."""
    attached = {"evidence": canonical_json(evidence())} if sheet.kind == "LOG" else {}
    codes = [one.payload for one in sheet.stickers] if isinstance(sheet, StickerSheet) else []
    return typeset(sheet, reports, attached, codes)


def _lpp(outcome: Outcome) -> Callable[[], bytes]:
    return lambda: rendered(examination(outcome))


PDFS: Mapping[str, Callable[[], bytes]] = {
    **{outcome.value: _lpp(outcome) for outcome in Outcome},
    "lowered": lambda: rendered(examination(Outcome.INDICATED_USE), told=papers()),
    "lowered_to_nil": lambda: rendered(examination(Outcome.SUSPECTED), told=papers(Outcome.NIL)),
    "confirmed": lambda: rendered(examination(Outcome.SUSPECTED), told=papers(Outcome.SUSPECTED)),
    "copy": lambda: rendered(examination(Outcome.SUSPECTED), told=papers(), copy=True),
    "bilingual": lambda: rendered(bilingual(examination(Outcome.SUSPECTED)), told=papers()),
    **{name: lambda make=make: set_type(make()) for name, make in SHEETS.items()},
}
"""Every PDF whose text is kept, by the name of its golden file."""


def golden_text(name: str, folder: Path) -> str:
    """Return the text of a PDF as poppler reads it."""
    return pdf_text(PDFS[name](), folder)


def sample_pdf() -> bytes:
    """Return the report of an invented phone that ``reports/sample`` shows."""
    return rendered(examination(Outcome.SUSPECTED), told=papers(Outcome.SUSPECTED))


SAMPLES: Mapping[str, Callable[[], bytes]] = {
    "LPP": sample_pdf,
    **{
        name: PDFS[golden]
        for name, golden in {
            "PBT": "pbt",
            "BAS": "bas",
            "BAK": "bak",
            "LOG": "log",
            "SPG": "spg",
            "RKP": "rkp",
            "RKP-publik": "rkp_public",
            "RKP-nama": "rkp_names",
            "LBL": "lbl",
        }.items()
    },
}
"""One of each kind of document, as ``reports/sample`` shows it."""


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
    for name, make in SAMPLES.items():
        (SAMPLE / f"{name}-contoh.pdf").write_bytes(make())
    pdf = SAMPLE / "LPP-contoh.pdf"
    program = shutil.which("pdftoppm")
    if program is not None:
        subprocess.run(
            [program, "-r", "96", "-png", "-singlefile", pdf, SAMPLE / "LPP-contoh"], check=True
        )


if __name__ == "__main__":
    refresh()
