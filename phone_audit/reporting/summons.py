"""SPG: the draft of a summons, or of an invitation to clarify; identities only; pure."""

from phone_audit.errors import ReportError
from phone_audit.formats.safe_text import safe_text
from phone_audit.model.assessment import NEEDS_SECOND_READER, Outcome
from phone_audit.model.case import EmploymentStatus, Person
from phone_audit.model.papers import Call, DocumentKind, Summons
from phone_audit.model.record import replace
from phone_audit.reporting import figures, spelled
from phone_audit.reporting.document import Field, Sheet, Signer
from phone_audit.reporting.dossier import Dossier, paper_sha256
from phone_audit.reporting.frame import frame, place_and_day
from phone_audit.reporting.labels import COMMON, Lexicon, lexicon
from phone_audit.reporting.list_labels import SUMMONS
from phone_audit.reporting.people import holder_fields, person_fields, signer
from phone_audit.reporting.voice import Voice

_ROMAN = {1: "I", 2: "II"}


class SummonsDocument(Sheet):
    """An SPG. ``title`` is filled in already; ``about`` and ``closing`` are keys of its labels."""

    kind: str = "SPG"
    title: str
    title_gloss: str
    about: str
    closing: str
    called: tuple[Field, ...]
    before: tuple[Field, ...]
    meeting: tuple[Field, ...]
    copies: tuple[str, ...]


def form_of_call(dossier: Dossier) -> Call:
    """Return how the holder is asked to come.

    Whoever is not an ASN, and whoever only has something to clarify, is invited; an
    official may turn a summons into an invitation, and back only where a summons fits.
    """
    holder = dossier.holder
    if holder is not None and holder.status is EmploymentStatus.NON_ASN:
        return Call.INVITATION
    wanted = dossier.papers.summons.call if dossier.papers.summons else None
    clarify = dossier.outcome is Outcome.CLARIFY
    return wanted or (Call.INVITATION if clarify else Call.SUMMONS)


def build_summons(dossier: Dossier, *, lang: str = "id") -> SummonsDocument:
    """Return the draft; what is not known prints as dots, and so does what it is about.

    Raises:
        ReportError: the outcome that stands rests on no match, so nobody is called.
    """
    if dossier.outcome not in NEEDS_SECOND_READER:
        raise ReportError(
            f"{dossier.exhibit.document_id}: the outcome that stands rests on no match; there is "
            "nothing to call anybody for"
        )
    case = dossier.case
    voice = Voice(lang=lang, zone=case.zone)
    words = lexicon(lang, COMMON, SUMMONS, bilingual=case.bilingual)
    call = dossier.papers.summons
    examined = dossier.examination
    at = call.at if call else (examined.ended_at if examined else dossier.exhibit.labelled_at)
    summons = form_of_call(dossier) is Call.SUMMONS
    order = _ROMAN.get(call.order if call else 1, "I")
    title = "title_spg" if summons else "title_invitation"
    base = frame(
        case,
        words,
        kind=DocumentKind.SPG.value,
        lang=lang,
        document_id=dossier.document_id(DocumentKind.SPG),
        at=at,
        sha256=paper_sha256(call),
        letter_number=dossier.papers.number_of(DocumentKind.SPG),
    )
    base["values"] = {
        "dugaan": "",
        "tanggal": figures.day(figures.local(examined.started_at, case.zone), lang)
        if examined
        else "",
        "laporan": safe_text(dossier.exhibit.document_id, 60),
    }
    return SummonsDocument(
        **base,
        title=words[title].format(number=order),
        title_gloss=words.gloss.get(title, "").format(number=order),
        about="spg_about" if summons else "spg_clarify",
        closing="spg_done" if summons else "spg_thanks",
        called=_called(dossier, words),
        before=person_fields(call.before if call else None, words),
        meeting=_meeting(call, words, voice),
        copies=tuple(safe_text(copy, 120) for copy in (call.copies if call else ())),
        place_and_day=_dated(dossier, call, lang),
        signers=(_signer(call, words),),
    )


def _called(dossier: Dossier, words: Lexicon) -> tuple[Field, ...]:
    """Return the lines the BKN form has: name, number, rank, position, unit."""
    left_out = {words["status"], words["office"]}
    fields = holder_fields(dossier.holder, dossier.case.office, words)
    return tuple(field for field in fields if field.label not in left_out)


def _dated(dossier: Dossier, call: Summons | None, lang: str) -> str:
    undated = place_and_day(dossier.case, None, lang)
    return undated + figures.day(call.dated, lang) if call and call.dated else undated


def _meeting(call: Summons | None, words: Lexicon, voice: Voice) -> tuple[Field, ...]:
    on = call.on if call else None
    at = call.at_time if call else None
    return (
        words.field("day", spelled.day_name(on, voice.lang) if on else ""),
        words.field("date", figures.day(on, voice.lang) if on else ""),
        words.field("time", f"{at:%H.%M} {voice.zone.value}" if at else ""),
        words.field("place", safe_text((call and call.place) or "", 160)),
    )


def _signer(call: Summons | None, words: Lexicon) -> Signer:
    person: Person | None = call.signed_by if call else None
    plain = signer("signer_superior", person, words)
    role = safe_text((call and call.signer_role) or "", 80) or plain.role
    return replace(plain, role=f"{role},")
