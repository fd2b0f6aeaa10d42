"""Makes documents from what a case stores, and keeps them there; every making is an event."""

from collections.abc import Callable, Mapping
from pathlib import Path

from phone_audit import resources
from phone_audit.cases.exhibit import Exhibit
from phone_audit.cases.store import Case
from phone_audit.cli import language
from phone_audit.cli.language import say
from phone_audit.cli.rendering import document_of, format_named, render_into_case
from phone_audit.errors import UsageError
from phone_audit.model.assessment import NEEDS_SECOND_READER
from phone_audit.model.custody import Event, ExhibitStatus, StoredExhibit
from phone_audit.model.papers import DocumentKind, Papers
from phone_audit.model.record import canonical_json
from phone_audit.reporting import figures
from phone_audit.reporting.custody import build_custody, custody_evidence
from phone_audit.reporting.document import Sheet
from phone_audit.reporting.dossier import Dossier
from phone_audit.reporting.legal_basis import load_legal_basis
from phone_audit.reporting.notice import build_notice
from phone_audit.reporting.receipts import build_handover, build_return
from phone_audit.reporting.stickers import build_stickers
from phone_audit.reporting.summons import build_summons
from phone_audit.reporting.typeset import typeset

REPORT, COPY, LABELS, EVERYTHING = "lpp", "salinan", "label", "all"


def dossier_of(case: Case, exhibit: Exhibit) -> Dossier:
    """Return one phone of a case with its papers, and its examination where there is one."""
    stored = exhibit.stored
    examined = stored.status is ExhibitStatus.EXAMINED and not stored.emptied
    return Dossier(
        case=case.header,
        exhibit=stored,
        papers=exhibit.papers(),
        sidak=case.papers(),
        examination=exhibit.examination() if examined else None,
    )


def _notice(dossier: Dossier) -> Sheet:
    legal_basis = load_legal_basis(resources.reports_folder() / "dasar-hukum.yaml")
    return build_notice(dossier, legal_basis=legal_basis, lang=language.current())


_FORMS: Mapping[str, Callable[[Dossier], Sheet]] = {
    "pbt": _notice,
    "bas": lambda dossier: build_handover(dossier, lang=language.current()),
    "bak": lambda dossier: build_return(dossier, lang=language.current()),
    "spg": lambda dossier: build_summons(dossier, lang=language.current()),
}
DOCUMENTS = (REPORT, *_FORMS, "log", COPY, LABELS, EVERYTHING)
"""What ``report --document`` takes."""

BLANK_FORMS = ("pbt", "bas", "bak")
"""Forms that can be printed before anybody comes."""

_IN_ORDER = ("pbt", "bas", REPORT, "bak", "log", "spg")
"""Everything about one phone, in the order of the morning. A copy is made on request only."""


def possible(case: Case, stored: StoredExhibit) -> tuple[str, ...]:
    """Return the documents that can be made of a phone, in order."""
    if stored.emptied:
        return ()
    if stored.status is not ExhibitStatus.EXAMINED:
        return ("pbt", "bas", "bak", "log")
    outcome = dossier_of(case, case.exhibit(stored.number)).outcome
    return _IN_ORDER if outcome in NEEDS_SECOND_READER else _IN_ORDER[:-1]


def make(case: Case, exhibit: Exhibit, name: str) -> Path:
    """Make one document of a phone and keep it in the case; return the file.

    Raises:
        UsageError: it cannot be made of this phone.
        ReportError: its template is broken, or nobody may be called.
    """
    stored = exhibit.stored
    needs_result = name in {REPORT, COPY, "spg"}
    if stored.emptied or (needs_result and stored.status is not ExhibitStatus.EXAMINED):
        raise UsageError(
            say(
                f"Tidak ada pemeriksaan tersimpan untuk perangkat {exhibit.number}.",
                f"There is no stored examination of phone {exhibit.number}.",
            )
        )
    if name == REPORT:
        return render_into_case(exhibit, format_named("pdf"), language.current())
    if name == COPY:
        return _copy(exhibit)
    dossier = dossier_of(case, exhibit)
    reports = resources.reports_folder()
    if name == "log":
        evidence = custody_evidence(dossier, case.records())
        sheet: Sheet = build_custody(evidence, lang=language.current())
        data = typeset(sheet, reports, {"evidence": canonical_json(evidence)})
    else:
        sheet = _FORMS[name](dossier)
        data = typeset(sheet, reports)
    return exhibit.add_report(f"{dossier.document_id(DocumentKind(name.upper()))}.pdf", data)


def _copy(exhibit: Exhibit) -> Path:
    """Make the holder's copy of the report: without attachments."""
    told = exhibit.papers().for_report()
    document = document_of(
        exhibit.examination(), exhibit.evidence_bytes(), language.current(), told, copy=True
    )
    data = typeset(document, resources.reports_folder())
    return exhibit.add_report(f"{exhibit.document_id}-salinan.pdf", data, event=Event.SALIN)


def make_labels(case: Case, numbers: tuple[int, ...] = ()) -> Path:
    """Make the sheet of labels of these phones, or of all, and keep it in the case."""
    sheet = build_stickers(case.header, case.records(), numbers, lang=language.current())
    codes = [sticker.payload for sticker in sheet.stickers]
    data = typeset(sheet, resources.reports_folder(), codes=codes)
    return case.add_report(f"{sheet.document_id}.pdf", data)


def make_blank(case: Case, name: str) -> Path:
    """Make a form that belongs to no phone yet, with what the case knows; dots for the rest.

    Raises:
        UsageError: there is no such form.
    """
    if name not in BLANK_FORMS:
        raise UsageError(
            say(
                f"--blank hanya untuk {', '.join(BLANK_FORMS)}.",
                f"--blank is for {', '.join(BLANK_FORMS)} only.",
            )
        )
    header = case.header
    year = figures.local(header.opened_at, header.zone).year
    number = f"{year:04d}-{header.sidak}-000-{header.case_id[:4].upper()}"
    nobody = StoredExhibit(
        number=0,
        label="",
        document_id=f"LPP-{number}",
        labelled_at=header.opened_at,
        status=ExhibitStatus.OPEN,
        commands=0,
    )
    dossier = Dossier(case=header, exhibit=nobody, papers=Papers(), sidak=case.papers())
    data = typeset(_FORMS[name](dossier), resources.reports_folder())
    return case.add_report(f"{name.upper()}-{number}.pdf", data)
