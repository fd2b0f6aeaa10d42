"""The kinds of papers: what each is called in a case, and which event storing it is."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from phone_audit.cases import layout
from phone_audit.model.custody import Event
from phone_audit.model.papers import (
    Arrangements,
    Attendance,
    Forwarding,
    HandBack,
    Handover,
    Letter,
    Notice,
    Response,
    Review,
    Summons,
)
from phone_audit.model.record import Record, from_json, is_written_form


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of paper is called in the case, and which event storing it is.

    ``outlives_withdrawal`` says that it tells nothing that was read from the phone.
    """

    name: str
    record: type[Record]
    event: Event
    outlives_withdrawal: bool = True


KINDS: Mapping[type[Record], Kind] = {
    kind.record: kind
    for kind in (
        Kind("notice", Notice, Event.PEMBERITAHUAN),
        Kind("handover", Handover, Event.TERIMA),
        Kind("response", Response, Event.TANGGAPAN, outlives_withdrawal=False),
        Kind("review", Review, Event.TINJAU, outlives_withdrawal=False),
        Kind("handback", HandBack, Event.KEMBALI),
        Kind("summons", Summons, Event.CATAT, outlives_withdrawal=False),
        Kind("forwarding", Forwarding, Event.SERAH_BERKAS, outlives_withdrawal=False),
        Kind("letter", Letter, Event.CATAT),
        Kind("attendance", Attendance, Event.CATAT),
        Kind("arrangements", Arrangements, Event.CATAT),
    )
}
_NAMED: Mapping[str, Kind] = {kind.name: kind for kind in KINDS.values()}


def outlives_withdrawal(path: str) -> bool:
    """Say whether a file stays when the holder withdraws: it tells nothing read from the phone."""
    paper = layout.paper_from(path)
    kind = _NAMED.get(paper[1]) if paper else None
    return layout.is_erasure(path) or (kind is not None and kind.outlives_withdrawal)


def paper_complaint(path: str, data: bytes) -> bool:
    """Say whether the bytes of a stored paper are none of its kind in canonical form."""
    paper = layout.paper_from(path)
    kind = _NAMED.get(paper[1]) if paper else None
    if kind is None:
        return True
    try:
        return not is_written_form(data, from_json(data, kind.record))
    except msgspec.DecodeError:
        return True
