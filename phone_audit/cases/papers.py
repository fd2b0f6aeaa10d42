"""Stores what people record about a phone or a sidak: each paper a file, hashed, never replaced."""

from pathlib import Path
from typing import TypeVar

import msgspec

from phone_audit.cases import layout
from phone_audit.cases.ledger import Ledger, choice_note
from phone_audit.cases.log import Log
from phone_audit.cases.paper_kinds import KINDS
from phone_audit.cases.stored import read_stored
from phone_audit.errors import CaseError, Refused
from phone_audit.model.assessment import Assessment, lower_outcomes
from phone_audit.model.case import Ownership, Person, is_same_person
from phone_audit.model.custody import Event, ExhibitStatus, Role, StoredExhibit
from phone_audit.model.papers import (
    Arrangements,
    Attendance,
    CasePaper,
    CasePapers,
    Choice,
    Forwarding,
    HandBack,
    Handover,
    Letter,
    Notice,
    Paper,
    Papers,
    Response,
    Review,
    Summons,
)
from phone_audit.model.record import Record, canonical_json, from_json

R = TypeVar("R", bound=Record)

LONGEST_TEXT = 4000
"""Characters a text in a paper may have: it has to be printed."""


def store(
    log: Log,
    paper: Paper | CasePaper,
    *,
    exhibit: int | None,
    actor: str | None,
    role: Role,
) -> Path:
    """Store a paper as its next version, with the record that vouches for it.

    Raises:
        CaseError: a text is too long or no text, or it cannot be written.
    """
    kind = KINDS[type(paper)]
    data = _canonical(paper)
    with log.exclusive() as ledger:
        version = 1
        while not ledger.is_free(layout.paper_of(kind.name, version, exhibit)):
            version += 1
        event, note = kind.event, None
        if isinstance(paper, Notice):
            note = choice_note(paper.choice, open_tabs=paper.open_tabs)
        elif isinstance(paper, Review) and paper.reason is not None:
            event = Event.TURUNKAN
        draft = log.draft(
            event, exhibit=exhibit, actor=actor, role=role if actor else Role.PROGRAM, note=note
        )
        return log.place(layout.paper_of(kind.name, version, exhibit), data, draft)


def papers_of(log: Log, exhibit: int) -> Papers:
    """Return what was recorded about one phone.

    Raises:
        EvidenceAltered: a paper is not what the log says.
        CaseError: another version of the program wrote one.
    """
    ledger = log.refresh()
    letters = _all(log, ledger, exhibit, Letter)
    return Papers(
        notice=_newest(log, ledger, exhibit, Notice),
        handover=_newest(log, ledger, exhibit, Handover),
        responses=_all(log, ledger, exhibit, Response),
        reviews=_all(log, ledger, exhibit, Review),
        hand_back=_newest(log, ledger, exhibit, HandBack),
        summons=_newest(log, ledger, exhibit, Summons),
        forwardings=_all(log, ledger, exhibit, Forwarding),
        letters=_newest_letters(letters),
    )


def papers_of_case(log: Log) -> CasePapers:
    """Return what was recorded about the sidak as a whole; raises like ``papers_of``."""
    ledger = log.refresh()
    return CasePapers(
        attendance=_newest(log, ledger, None, Attendance),
        arrangements=_newest(log, ledger, None, Arrangements),
        letters=_newest_letters(_all(log, ledger, None, Letter)),
    )


def check_notice(notice: Notice, stored: StoredExhibit) -> None:
    """Refuse a notice that does not fit the phone or what happened to it already.

    Raises:
        Refused: a personal phone without consent, or a refusal after reading began.
    """
    phone = stored.document_id
    personal = notice.holder is not None and notice.holder.ownership is Ownership.PERSONAL
    if personal and notice.choice is Choice.NOTIFIED:
        raise Refused(
            f"{phone}: perangkat pribadi memerlukan persetujuan; pemberitahuan saja hanya cukup "
            "untuk perangkat dinas",
            f"{phone}: a personal phone needs consent; being notified is enough for an office "
            "phone only",
        )
    begun = stored.commands > 0 or stored.status is ExhibitStatus.EXAMINED
    if notice.choice is Choice.DECLINED and begun:
        raise Refused(
            f"{phone}: pembacaan sudah dimulai; catat penarikan persetujuan, bukan penolakan",
            f"{phone}: reading has begun; record that the holder withdraws, not a refusal",
        )
    if notice.choice is Choice.DECLINED and notice.open_tabs:
        raise Refused(
            f"{phone}: yang tidak bersedia tidak menyetujui pembacaan tab",
            f"{phone}: whoever declines does not agree to open tabs",
        )


def check_hand_back(back: HandBack) -> None:
    """Refuse a return that leaves open what the holder and the hearing will ask about.

    Raises:
        Refused: the phone looks different, or was not set back, and nobody says how or why.
    """
    if back.same_condition is False and not (back.difference or "").strip():
        raise Refused(
            "keadaan ponsel berbeda: uraikan perbedaannya",
            "the phone's condition is different: say what differs",
        )
    undone = False in {back.authorisation_revoked, back.developer_options_restored}
    if undone and not (back.not_restored_because or "").strip():
        raise Refused(
            "otorisasi USB belum dicabut atau opsi pengembang belum dikembalikan: lakukan dan "
            "centang, atau tulis alasannya",
            "the USB authorisation is not revoked or the developer options are not set back: do "
            "it and tick it, or write why not",
        )


def check_second_reader(reader: Person, papers: Papers, *, officer: Person | None) -> None:
    """Refuse whoever may not look at a phone's result as a second person.

    ``officer`` is who examined the phone.

    Raises:
        Refused: the reader has no name, examined the phone or witnessed it.
    """
    if not reader.name.strip():
        raise Refused("sebut nama pembaca kedua", "name the second reader")
    if officer is None:
        raise Refused(
            "petugas pemeriksa perangkat ini belum dicatat, sehingga tidak dapat dipastikan "
            "bahwa pembaca kedua orang lain; catat petugas dengan versi baru pemberitahuan",
            "it is not recorded who examined this phone, so nobody can be another person; "
            "record the officer with a new version of the notice",
        )
    if is_same_person(reader, officer):
        raise Refused(
            "pembaca kedua harus orang lain dari petugas pemeriksa",
            "the second reader has to be another person than the examining officer",
        )
    witnesses = papers.notice.witnesses if papers.notice else ()
    if any(is_same_person(reader, witness) for witness in witnesses):
        raise Refused(
            "saksi bukan anggota tim dan tidak dapat menjadi pembaca kedua",
            "a witness is no member of the team and cannot be the second reader",
        )


def check_review(
    review: Review, assessment: Assessment, papers: Papers, *, officer: Person | None
) -> None:
    """Refuse a review that the rules for second readers do not allow.

    ``officer`` is who examined the phone.

    Raises:
        Refused: the reader has no name, examined it or witnessed it, raises the outcome,
            lowers it without a reason, or lowers it to what may not be said.
    """
    check_second_reader(review.reader, papers, officer=officer)
    computed = assessment.outcome
    if review.outcome is computed:
        changed = bool(papers.reviews) and papers.reviews[-1].outcome is not computed
    else:
        changed = True
        allowed = [one.value for one in lower_outcomes(assessment)]
        if review.outcome.value not in allowed:
            raise Refused(
                f"kesimpulan {computed.value} hanya dapat dikonfirmasi atau diturunkan menjadi "
                f"{', '.join(allowed) or '(tidak ada)'}, bukan {review.outcome.value}",
                f"the outcome {computed.value} may be confirmed or lowered to "
                f"{', '.join(allowed) or '(nothing)'}, not changed to {review.outcome.value}",
            )
    if changed and not (review.reason or "").strip():
        raise Refused(
            "kesimpulan hanya diturunkan, atau penurunannya dibatalkan, dengan alasan tertulis",
            "an outcome is lowered, or a lowering taken back, with a written reason only",
        )


def _canonical(paper: Record) -> bytes:
    try:
        data = canonical_json(paper)
        same = canonical_json(from_json(data, type(paper))) == data
    except (UnicodeEncodeError, msgspec.DecodeError) as error:
        raise CaseError(f"this paper cannot be stored: {error}") from error
    if not same:
        raise CaseError("this paper would read differently from what was written")
    longest = max((len(text) for text in _texts(msgspec.to_builtins(paper))), default=0)
    if longest > LONGEST_TEXT:
        raise CaseError(f"a text of {longest} characters is too long; {LONGEST_TEXT} are the most")
    return data


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    if isinstance(value, (list, tuple)):
        return [text for one in value for text in _texts(one)]
    return []


def _paths(ledger: Ledger, exhibit: int | None, name: str) -> list[str]:
    paths = []
    version = 1
    while not ledger.is_free(path := layout.paper_of(name, version, exhibit)):
        if path in ledger.files:
            paths.append(path)
        version += 1
    return paths


def _all(log: Log, ledger: Ledger, exhibit: int | None, record: type[R]) -> tuple[R, ...]:
    paths = _paths(ledger, exhibit, KINDS[record].name)
    return tuple(_read(log, path, record) for path in paths)


def _newest(log: Log, ledger: Ledger, exhibit: int | None, record: type[R]) -> R | None:
    paths = _paths(ledger, exhibit, KINDS[record].name)
    return _read(log, paths[-1], record) if paths else None


def _newest_letters(letters: tuple[Letter, ...]) -> tuple[Letter, ...]:
    newest = {letter.document: letter for letter in letters}
    return tuple(newest[kind] for kind in sorted(newest))


def _read(log: Log, path: str, record: type[R]) -> R:
    data = read_stored(log, path)
    try:
        return from_json(data, record)
    except msgspec.DecodeError as error:
        raise CaseError(f"{path}: this version of the program cannot read it: {error}") from error
