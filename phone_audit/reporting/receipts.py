"""BAS and BAK: the receipts of a phone that is handed over and given back; pure."""

from datetime import datetime
from typing import Any

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.papers import DocumentKind, HandBack
from phone_audit.model.record import replace
from phone_audit.reporting import figures, spelled
from phone_audit.reporting.build import phone_name
from phone_audit.reporting.document import Box, Field, Sheet
from phone_audit.reporting.dossier import Dossier, paper_sha256
from phone_audit.reporting.form_labels import RECEIPT
from phone_audit.reporting.frame import frame, place_and_day
from phone_audit.reporting.labels import COMMON, Lexicon, lexicon
from phone_audit.reporting.people import holder_fields, holder_signer, person_fields, signer
from phone_audit.reporting.voice import Voice
from phone_audit.reporting.wording import OWNERSHIP


class ReceiptDocument(Sheet):
    """A BAS or BAK. ``statement``, ``condition`` and ``title`` are keys of its labels.

    ``condition`` is the sentence below the phone: that it is only examined here, or that
    the settings are as before.
    """

    title: str
    statement: str
    condition: str
    first: tuple[Field, ...]
    second: tuple[Field, ...]
    witnesses: tuple[Field, ...]
    phone: tuple[Field, ...]


def build_handover(dossier: Dossier, *, lang: str = "id") -> ReceiptDocument:
    """Return the receipt of the handover; without its paper, a form to be filled by hand."""
    paper = dossier.papers.handover
    voice, words = _speech(dossier, lang)
    base = _base(dossier, DocumentKind.BAS, paper.at if paper else None, words, voice)
    base["evidence_sha256"] = paper_sha256(paper)
    return ReceiptDocument(
        **base,
        title="title_bas",
        statement="ba_handed_over",
        condition="ba_only_here",
        phone=(*_phone(dossier, words, voice), *_as_received(dossier, words, voice)),
    )


def build_return(dossier: Dossier, *, lang: str = "id") -> ReceiptDocument:
    """Return the receipt of the return; without its paper, a form to be filled by hand."""
    paper = dossier.papers.hand_back
    voice, words = _speech(dossier, lang)
    base = _base(dossier, DocumentKind.BAK, paper.at if paper else None, words, voice)
    base["evidence_sha256"] = paper_sha256(paper)
    base["values"]["keadaan"] = _state(paper, voice.lang)
    if words.gloss:
        base["gloss_values"]["keadaan"] = _state(paper, "en")
    whole = paper is None or (paper.authorisation_revoked and paper.developer_options_restored)
    return ReceiptDocument(
        **base,
        title="title_bak",
        statement="ba_given_back",
        condition="ba_revoked" if whole else "ba_not_all_revoked",
        phone=(*_phone(dossier, words, voice), *_as_returned(dossier, words, voice)),
    )


def _speech(dossier: Dossier, lang: str) -> tuple[Voice, Lexicon]:
    case = dossier.case
    words = lexicon(lang, COMMON, RECEIPT, bilingual=case.bilingual)
    return Voice(lang=lang, zone=case.zone), words


def _base(
    dossier: Dossier, kind: DocumentKind, at: datetime | None, words: Lexicon, voice: Voice
) -> dict[str, Any]:
    case, holder = dossier.case, dossier.holder
    first, second = dossier.witnesses
    base = frame(
        case,
        words,
        kind=kind.value,
        lang=voice.lang,
        document_id=dossier.document_id(kind),
        at=at or dossier.exhibit.labelled_at,
        letter_number=dossier.papers.number_of(kind),
    )
    return base | {
        "values": _values(dossier, at, voice),
        "gloss_values": _values(dossier, at, replace(voice, lang="en")) if words.gloss else {},
        "first": holder_fields(holder, case.office, words),
        "second": person_fields(dossier.officer, words),
        "witnesses": tuple(
            words.field(key, _named(person.name, person.nip, person.position) if person else "")
            for key, person in (("witness_1", first), ("witness_2", second))
        ),
        "place_and_day": place_and_day(case, at, voice.lang),
        "signers": (
            holder_signer(holder, words, "signer_first"),
            signer("signer_second", dossier.officer, words),
            signer("signer_witness_1", first, words),
            signer("signer_witness_2", second, words),
        ),
    }


def _values(dossier: Dossier, at: datetime | None, voice: Voice) -> dict[str, str]:
    case = dossier.case
    values = {
        "nomor": safe_text(case.assignment.number, 120),
        "tempat": safe_text(case.location, 120),
    }
    if at is None:
        return values
    local = figures.local(at, case.zone)
    clock = figures.hour_and_minute(at, case.zone)
    if voice.lang == "id":
        return values | {
            "hari": spelled.day_name(local),
            "tanggal_terbilang": spelled.date_words(local),
            "jam": f"{clock} ({spelled.time_words(local.hour, local.minute)})",
        }
    return values | {
        "hari": spelled.day_name(local, voice.lang),
        "tanggal_terbilang": figures.day(local, "en"),
        "jam": clock,
    }


def _named(name: str, nip: str | None, position: str | None) -> str:
    number = f"NIP {figures.nip(safe_text(nip, 40))}" if nip else ""
    parts = (safe_text(name, 80), number, safe_text(position or "", 80))
    return ", ".join(part for part in parts if part)


def _phone(dossier: Dossier, words: Lexicon, voice: Voice) -> tuple[Field, ...]:
    examined, seen, holder = dossier.examination, dossier.papers.handover, dossier.holder
    name = safe_text((seen and seen.model) or "", 80)
    serial = (seen and seen.serial) or ""
    if examined is not None:
        name = name or phone_name(examined.phone)
        serial = serial or examined.phone.serial or ""
    if name and holder is not None:
        owner = OWNERSHIP[holder.ownership].say(voice.lang)
        name = voice.phrase("model_owner", model=name, owner=owner)
    return (
        words.field("phone", name),
        words.field("label", safe_text(dossier.exhibit.label, 60)),
        words.field("serial", figures.masked(safe_text(serial, 60))),
    )


def _as_received(dossier: Dossier, words: Lexicon, voice: Voice) -> tuple[Field, ...]:
    seen = dossier.papers.handover
    battery = seen.battery_percent if seen else None
    states = (
        ("state_on", seen and seen.switched_on),
        ("state_unlocked", seen and seen.unlocked_by_holder),
        ("state_airplane", seen and seen.airplane_mode),
    )
    boxes = tuple(Box(label=words[key], ticked=bool(value)) for key, value in states)
    return (
        words.field("accessories", safe_text((seen and seen.accessories) or "", 400)),
        words.field("condition", safe_text((seen and seen.condition) or "", 400)),
        words.field("battery", "" if battery is None else f"{battery}%"),
        replace(words.field("initial_state", ""), boxes=boxes),
        words.field("received_at", _moment(seen.at if seen else None, voice)),
    )


def _as_returned(dossier: Dossier, words: Lexicon, voice: Voice) -> tuple[Field, ...]:
    seen, back = dossier.papers.handover, dossier.papers.hand_back
    took = ""
    if seen is not None and back is not None and back.at >= seen.at:
        took = figures.duration(round((back.at - seen.at).total_seconds() * 1000), voice.lang)
    difference = safe_text((back and back.difference) or "", 400)
    because = safe_text((back and back.not_restored_because) or "", 400)
    return (
        words.field("received_at", _moment(seen.at if seen else None, voice)),
        words.field("returned_at", _moment(back.at if back else None, voice)),
        words.field("took", took),
        _yes_no("same_condition", back.same_condition if back else None, words),
        *([words.field("difference", difference)] if difference else []),
        _yes_no("revoked", back.authorisation_revoked if back else None, words),
        _yes_no("restored", back.developer_options_restored if back else None, words),
        *([words.field("not_restored_because", because)] if because else []),
        words.field("complaint", _complaint(back, words)),
    )


def _complaint(back: HandBack | None, words: Lexicon) -> str:
    if back is None:
        return ""
    return safe_text(back.complaint, 400) if back.complaint else words["none_stated"]


def _yes_no(key: str, value: bool | None, words: Lexicon) -> Field:  # noqa: FBT001 - a record's own answer
    boxes = (
        Box(label=words["yes"], ticked=value is True),
        Box(label=words["no"], ticked=value is False),
    )
    return replace(words.field(key, ""), boxes=boxes)


def _state(paper: HandBack | None, lang: str) -> str:
    if paper is None or paper.same_condition is None:
        return ""
    return RECEIPT["ba_same" if paper.same_condition else "ba_different"].say(lang)


def _moment(at: datetime | None, voice: Voice) -> str:
    return figures.moment(at, voice.zone, voice.lang) if at else ""
