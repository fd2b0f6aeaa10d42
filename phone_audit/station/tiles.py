"""A tile for each phone: what stands on it, in words, shape and colour; decided without drawing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from phone_audit.device.discover import Attached, Silent, State
from phone_audit.formats.safe_text import safe_text
from phone_audit.model.assessment import Outcome
from phone_audit.model.record import Words
from phone_audit.reporting.to_terminal import SHAPES
from phone_audit.reporting.wording import OUTCOME_LABELS, REASON_NAMES
from phone_audit.sources import all_sources
from phone_audit.station.board import ENDED, Board, Step, Work
from phone_audit.station.moves import awaits_second_reader

_LINE = 22  # characters a line of the narrowest tile has


class Tone(StrEnum):
    """The colour family of a tile; the word and the shape say the same without colour."""

    IDLE = "idle"
    ACT = "act"  # somebody has to do something now
    BUSY = "busy"
    NIL = "nil"
    CLARIFY = "clarify"
    SUSPECTED = "suspected"
    INDICATED = "indicated"
    UNKNOWN = "unknown"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One phone on the board.

    ``number`` is the exhibit's, ``None`` for a phone nobody has been named for. ``who``
    is the holder's name and is left out in banner mode; ``seat`` is where the phone is
    plugged in. ``state`` is the word with its
    shape, ``hint`` the next step in one sentence, ``share`` how far the reading is, 0 to
    1, ``None`` while nothing is read.
    """

    key: str
    number: int | None
    title: str
    who: str
    place: str
    seat: str | None = None
    state: Words
    hint: Words
    tone: Tone
    share: float | None = None


_TONES = {
    Outcome.NIL: Tone.NIL,
    Outcome.CLARIFY: Tone.CLARIFY,
    Outcome.SUSPECTED: Tone.SUSPECTED,
    Outcome.INDICATED_USE: Tone.INDICATED,
    Outcome.INCONCLUSIVE: Tone.UNKNOWN,
}


def tiles_of(board: Board) -> tuple[Tile, ...]:
    """Return what is on the table: phones without a holder, what is under way, what has ended.

    In that order, and by number within; what was returned comes last.
    """
    unnamed = [_unnamed(phone) for phone in board.unclaimed()]
    unnamed += [_silent(phone) for phone in board.silent if phone.seat not in board.seats]
    works = sorted(board.works.values(), key=lambda work: (_rank(work), work.number))
    return (*unnamed, *(_tile(work, board.phone_of(work.number)) for work in works))


def _rank(work: Work) -> int:
    if work.returned:
        return 2
    return 1 if work.step in ENDED else 0


def _unnamed(phone: Attached) -> Tile:
    return Tile(
        key=f"seat-{phone.seat}",
        number=None,
        title="?",
        who=safe_text(phone.model or phone.serial or "", 40),
        place=_place(phone.seat),
        seat=phone.seat,
        state=Words(id="? MILIK SIAPA", en="? WHOSE"),
        hint=Words(
            id="Enter: pilih milik siapa ponsel ini.",
            en="Enter: say whose phone this is.",
        ),
        tone=Tone.ACT,
    )


def _silent(phone: Silent) -> Tile:
    return Tile(
        key=f"silent-{phone.seat}",
        number=None,
        title="?",
        who=(phone.maker or "").title(),
        place=_place(phone.seat),
        state=Words(id="! DEBUG USB MATI", en="! USB DEBUGGING IS OFF"),
        hint=Words(
            id="Tampak, tetapi hanya mengisi daya atau transfer file. Enter: langkahnya.",
            en="Seen, but only charging or in file transfer. Enter: the steps.",
        ),
        tone=Tone.ACT,
    )


def _tile(work: Work, phone: Attached | None) -> Tile:
    state, hint, tone = _said(work, phone)
    return Tile(
        key=f"work-{work.number}",
        number=work.number,
        title=safe_text(work.label, 12),
        who=safe_text(work.holder.person.name, 60) if work.holder else "",
        place=_place(work.seat),
        seat=work.seat,
        state=state,
        hint=hint,
        tone=tone,
        share=_share(work),
    )


def _place(seat: str | None) -> str:
    return "" if seat is None else safe_text(seat.partition(":")[2], 24)


def _share(work: Work) -> float | None:
    if work.step is not Step.READING or work.source is None:
        return None
    return (work.source.index - 1) / max(1, work.source.total)


def _said(work: Work, phone: Attached | None) -> tuple[Words, Words, Tone]:
    """Return state, next step and tone of one exhibit."""
    match work.step:
        case Step.PREPARED:
            return _prepared(work, phone)
        case Step.CONNECTING:
            return _CONNECTING
        case Step.WAITING_FOR_HOLDER:
            return _WAITING
        case Step.READING:
            return _reading(work)
        case Step.MISSING:
            return _MISSING
        case Step.DONE:
            return _done(work)
        case Step.NOT_EXAMINED:
            return _not_examined(work)


def _prepared(work: Work, phone: Attached | None) -> tuple[Words, Words, Tone]:
    if phone is not None and phone.remedy is not None:
        if phone.state is State.UNAUTHORIZED:
            return _WAITING[0], phone.remedy, Tone.ACT
        return (
            Words(id="! TIDAK DAPAT DIBUKA", en="! CANNOT BE OPENED"),
            phone.remedy,
            Tone.ACT,
        )
    if work.trouble is not None:
        hint = Words(
            id=f"{safe_text(work.trouble.id, 200)} Tekan R untuk mencoba lagi.",
            en=f"{safe_text(work.trouble.en, 200)} Press R to try again.",
        )
        return Words(id="! BELUM BERHASIL", en="! NOT YET"), hint, Tone.ACT
    plug = Words(id="Pasang kabel ponsel ini.", en="Plug this phone in.")
    if work.reopened:
        plug = Words(
            id="Pasang ponsel ini, buka ubin ?-nya dengan Enter, pilih nama ini.",
            en="Plug this phone in, open its ? tile with Enter, choose this name.",
        )
    return Words(id="○ SIAP", en="○ PREPARED"), plug, Tone.IDLE


_CONNECTING = (
    Words(id="… MENYAMBUNG", en="… CONNECTING"),
    Words(id="Buka kunci layar ponsel.", en="Unlock the phone's screen."),
    Tone.BUSY,
)
_WAITING = (
    Words(id="! MENUNGGU IZIN", en="! WAITING FOR PERMISSION"),
    Words(
        id="Pemegang mengetuk Izinkan di layar ponsel. Tekan S untuk langkahnya.",
        en="The holder taps Allow on the phone. Press S for the steps.",
    ),
    Tone.ACT,
)
_MISSING = (
    Words(id="! TERCABUT", en="! UNPLUGGED"),
    Words(
        id="Pasang lagi ponsel yang sama; pembacaan dilanjutkan. X: akhiri dengan yang terbaca.",
        en="Plug the same phone in again; reading goes on. X: end with what was read.",
    ),
    Tone.ACT,
)


def _reading(work: Work) -> tuple[Words, Words, Tone]:
    source = work.source
    count = "" if source is None else f" {source.index}/{source.total}"
    return (
        Words(id=f"▸ MEMBACA{count}", en=f"▸ READING{count}"),
        _what_is_read(source.source if source is not None else None),
        Tone.BUSY,
    )


def _what_is_read(name: str | None) -> Words:
    """Return which source is being read, in one line, and that the cable stays in meanwhile.

    One line however long its title is: tiles that grow and shrink would dance.
    """
    title = _titles().get(name) if name is not None else None
    if title is None:
        return Words(id="Jangan cabut kabel.", en="Leave the cable in.")
    return Words(
        id=f"{_in_one_line(title.id)}\nJangan cabut kabel.",
        en=f"{_in_one_line(title.en)}\nLeave the cable in.",
    )


def _in_one_line(text: str) -> str:
    return text if len(text) <= _LINE else f"{text[: _LINE - 1]}…"


@cache
def _titles() -> Mapping[str, Words]:
    return {source.name: source.title for source in all_sources()}


def _done(work: Work) -> tuple[Words, Words, Tone]:
    assert work.outcome is not None
    label, shape = OUTCOME_LABELS[work.outcome], SHAPES[work.outcome]
    cut = work.interrupted or work.incomplete
    state = Words(
        id=f"{shape} {label.id}" + (" · tidak lengkap" if cut else ""),
        en=f"{shape} {label.en}" + (" · incomplete" if cut else ""),
    )
    if work.returned and awaits_second_reader(work):
        return state, _RETURNED_UNREAD, _TONES[work.outcome]
    if work.returned:
        return state, _RETURNED, _TONES[work.outcome]
    return state, _next_of(work), _TONES[work.outcome]


def _next_of(work: Work) -> Words:
    """Return what comes next with a phone that was read."""
    if work.outcome is Outcome.NIL or work.responded:
        return Words(id="K: kembalikan ponsel.", en="K: hand the phone back.")
    return Words(
        id="Enter: temuan. T: tanggapan, lalu K: kembalikan.",
        en="Enter: findings. T: response, then K: hand back.",
    )


_RETURNED = Words(id="Dikembalikan.", en="Handed back.")
_RETURNED_UNREAD = Words(id="Dikembalikan. V: pembaca kedua.", en="Handed back. V: second reader.")


def _not_examined(work: Work) -> tuple[Words, Words, Tone]:
    why = REASON_NAMES[work.reason] if work.reason else Words(id="", en="")
    state = Words(id=f"– TIDAK DIPERIKSA · {why.id}", en=f"– NOT EXAMINED · {why.en}")
    end = Words(
        id="Dicatat; tidak diartikan sebagai indikasi apa pun.",
        en="Recorded; not an indication of anything.",
    )
    return state, _RETURNED if work.returned else end, Tone.GONE


def totals_of(board: Board) -> Iterator[tuple[Words, int]]:
    """Yield the counts of the board; without the first, which is the sum, they add up to it."""
    works = tuple(board.works.values())
    yield Words(id="Semua", en="All"), len(works)
    yield (
        Words(id="belum", en="open"),
        sum(work.step not in ENDED for work in works),
    )
    for outcome in reversed(Outcome):
        count = sum(work.step is Step.DONE and work.outcome is outcome for work in works)
        label = OUTCOME_LABELS[outcome]
        yield (
            Words(
                id=f"{SHAPES[outcome]} {label.id.lower()}",
                en=f"{SHAPES[outcome]} {label.en.lower()}",
            ),
            count,
        )
    yield (
        Words(id="– tidak diperiksa", en="– not examined"),
        sum(work.step is Step.NOT_EXAMINED for work in works),
    )
