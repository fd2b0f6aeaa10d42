"""PBT: the notice of an examination and the holder's statement; pure."""

from collections.abc import Sequence

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.case import Ownership
from phone_audit.model.papers import Arrangements, Choice, DocumentKind
from phone_audit.reporting import figures
from phone_audit.reporting.document import Box, Field, Sheet
from phone_audit.reporting.dossier import Dossier, paper_sha256
from phone_audit.reporting.form_labels import NOTICE
from phone_audit.reporting.frame import frame, legal_texts, place_and_day
from phone_audit.reporting.labels import COMMON, Lexicon, lexicon
from phone_audit.reporting.legal_basis import LegalBasis
from phone_audit.reporting.people import holder_fields, holder_signer, signer
from phone_audit.reporting.voice import Voice
from phone_audit.reporting.wording import OWNERSHIP


class NoticeDocument(Sheet):
    """A PBT. Boxes are ticked where the holder's choice is recorded, else left to the pen."""

    kind: str = "PBT"
    controller: tuple[Field, ...]
    holder: tuple[Field, ...]
    phone: tuple[Field, ...]
    personal: Box
    agree: Box
    decline: Box
    office: Box
    tabs: Box
    declined: bool


def build_notice(
    dossier: Dossier, *, legal_basis: Sequence[LegalBasis], lang: str = "id"
) -> NoticeDocument:
    """Return the notice of one phone, with the holder's choice as far as it is recorded."""
    case, notice = dossier.case, dossier.papers.notice
    voice = Voice(lang=lang, zone=case.zone)
    words = lexicon(lang, COMMON, NOTICE, bilingual=case.bilingual)
    at = notice.at if notice else dossier.exhibit.labelled_at
    holder = dossier.holder
    arranged = dossier.sidak.arrangements or Arrangements(at=at)
    *texts, _ = legal_texts(case, legal_basis, holder.status if holder else None, at, voice)
    choice = notice.choice if notice else None
    base = frame(
        case,
        words,
        kind=DocumentKind.PBT.value,
        lang=lang,
        document_id=dossier.document_id(DocumentKind.PBT),
        at=at,
        sha256=paper_sha256(notice),
        letter_number=dossier.papers.number_of(DocumentKind.PBT),
    )
    base["values"] = {
        "dasar": "; ".join(texts),
        "nomor": safe_text(case.assignment.number, 120),
        "hari": str(arranged.retention_days),
        "kontak": safe_text(arranged.complaints_to or "", 200),
    }
    base["gloss_values"] = {"dasar": NOTICE["rules_above"].en}
    return NoticeDocument(
        **base,
        controller=_controller(dossier, arranged, words),
        holder=holder_fields(holder, case.office, words),
        phone=_phone(dossier, words, voice),
        personal=_box("pbt_personal", words, ticked=choice in _PERSONAL),
        agree=_box("pbt_agree", words, ticked=choice is Choice.CONSENTED),
        decline=_box("pbt_decline", words, ticked=choice is Choice.DECLINED),
        office=_box("pbt_office", words, ticked=choice is Choice.NOTIFIED),
        tabs=_box("pbt_tabs", words, ticked=bool(notice and notice.open_tabs)),
        declined=choice is Choice.DECLINED,
        place_and_day=place_and_day(case, notice.at if notice else None, lang),
        signers=(
            holder_signer(holder, words, "signer_holder_stating"),
            signer("signer_officer", dossier.officer, words),
        ),
    )


_PERSONAL = frozenset({Choice.CONSENTED, Choice.DECLINED})


def _box(key: str, words: Lexicon, *, ticked: bool) -> Box:
    return Box(label=words[key], ticked=ticked)


def _controller(dossier: Dossier, arranged: Arrangements, words: Lexicon) -> tuple[Field, ...]:
    head = dossier.case.letterhead
    named = ", ".join(filter(None, (head.government, head.office))) if head else ""
    retention = words["retention_value"].format(days=arranged.retention_days)
    return (
        words.field("controller", safe_text(arranged.controller or named, 200)),
        words.field("contact", safe_text((head and head.contact) or "", 200)),
        words.field("protection_officer", safe_text(arranged.protection_officer or "", 200)),
        words.field("processing_time", words["processing_time_value"]),
        words.field("retention", retention),
    )


def _phone(dossier: Dossier, words: Lexicon, voice: Voice) -> tuple[Field, ...]:
    notice, holder = dossier.papers.notice, dossier.holder
    owner = OWNERSHIP[holder.ownership].say(voice.lang) if holder else ""
    if holder is None and notice is not None and notice.choice is Choice.NOTIFIED:
        owner = OWNERSHIP[Ownership.OFFICE].say(voice.lang)
    return (
        words.field("label", safe_text(dossier.exhibit.label, 60)),
        words.field("ownership", owner),
        words.field(
            "read_at",
            figures.moment(notice.at, voice.zone, voice.lang) if notice else "",
        ),
    )
