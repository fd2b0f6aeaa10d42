"""What can be done with a phone as it stands: one table for keys, buttons and the help."""

from collections.abc import Callable
from dataclasses import dataclass

from phone_audit.model.assessment import Outcome
from phone_audit.model.record import Words
from phone_audit.station.board import ENDED, RUNNING, Board, Step, Work


@dataclass(frozen=True, slots=True)
class Move:
    """One thing an officer can do.

    ``key`` does it, ``short`` stands beside the key, ``long`` in the help. ``fits`` says
    whether it can be done with a phone; ``None``: it concerns the whole board.
    """

    key: str
    action: str
    short: Words
    long: Words
    fits: Callable[[Board, Work], bool] | None = None


def _done(_board: Board, work: Work) -> bool:
    return work.step is Step.DONE


def _prepared(_board: Board, work: Work) -> bool:
    return work.step is Step.PREPARED


def awaits_second_reader(work: Work) -> bool:
    """Say whether an outcome above NIHIL stands here that no second reader has confirmed."""
    return work.step is Step.DONE and work.outcome in _GRAVE and not work.reviewed


_GRAVE = frozenset({Outcome.INDICATED_USE, Outcome.SUSPECTED, Outcome.CLARIFY})

MOVES: tuple[Move, ...] = (
    Move(
        "t",
        "respond",
        Words(id="Tanggapan", en="Response"),
        Words(id="tanggapan pemegang atas hasil", en="the holder's response to the result"),
        _done,
    ),
    Move(
        "k",
        "hand_back",
        Words(id="Kembalikan", en="Hand back"),
        Words(id="kembalikan ponsel", en="hand the phone back"),
        lambda _board, work: work.step in ENDED and not work.returned,
    ),
    Move(
        "v",
        "review",
        Words(id="Tinjau", en="Review"),
        Words(id="pembaca kedua: konfirmasi atau turunkan", en="second reader: confirm or lower"),
        lambda _board, work: work.step is Step.DONE and work.outcome is not Outcome.NIL,
    ),
    Move(
        "z",
        "mend_return",
        Words(id="Perbaiki", en="Mend"),
        Words(
            id="perbaiki catatan pengembalian, selama belum dicetak",
            en="mend the record of the return while it is not printed",
        ),
        lambda _board, work: work.returned,
    ),
    Move(
        "p",
        "paper",
        Words(id="Cetak", en="Print"),
        Words(
            id="cetak stiker, tanda terima, laporan, atau pengembalian",
            en="print the label, the receipt, the report or the return",
        ),
        lambda _board, _work: True,
    ),
    Move(
        "r",
        "retry",
        Words(id="Coba lagi", en="Try again"),
        Words(id="coba lagi", en="try again"),
        lambda board, work: work.trouble is not None or board.trouble is not None,
    ),
    Move(
        "x",
        "give_up",
        Words(id="Akhiri", en="End"),
        Words(id="ponsel tercabut: akhiri dengan yang terbaca", en="end with what was read"),
        lambda _board, work: work.step is Step.MISSING,
    ),
    Move(
        "e",
        "correct",
        Words(id="Ganti pemegang", en="Other holder"),
        Words(id="belum dibaca: ganti pemegangnya", en="not read yet: another holder"),
        _prepared,
    ),
    Move(
        "d",
        "drop",
        Words(id="Tidak jadi", en="Leave out"),
        Words(id="tidak jadi diperiksa, dengan alasan", en="not examined after all"),
        _prepared,
    ),
    Move(
        "w",
        "withdraw",
        Words(id="Tarik persetujuan", en="Withdraws"),
        Words(
            id="pemegang menarik persetujuan: hentikan dan hapus",
            en="the holder withdraws: stop and erase",
        ),
        lambda _board, work: work.step is not Step.NOT_EXAMINED,
    ),
    Move(
        "c",
        "void",
        Words(id="Salah pemegang", en="Wrong holder"),
        Words(
            id="terbaca atas nama orang lain: hapus, ponsel bebas lagi",
            en="read under the wrong name: erase, the phone is free again",
        ),
        lambda _board, work: (
            work.step in RUNNING
            or (work.step is Step.DONE and not (work.responded or work.reviewed or work.returned))
        ),
    ),
    Move(
        "g",
        "join",
        Words(id="Milik siapa", en="Whose"),
        Words(id="pilih milik siapa ponsel yang belum bernama", en="say whose an unnamed phone is"),
    ),
    Move(
        "n",
        "admit",
        Words(id="Baru", en="New"),
        Words(
            id="pemegang baru: pilih, beri tahu, catat pilihan",
            en="a new holder: choose, notify, record the choice",
        ),
    ),
    Move(
        "u",
        "undo",
        Words(id="Batalkan", en="Undo"),
        Words(
            id="batalkan penggabungan terakhir yang belum dibaca",
            en="undo the last pairing not read yet",
        ),
    ),
    Move(
        "2",
        "second_reader",
        Words(id="Pembaca kedua", en="Second reader"),
        Words(
            id="daftar hasil yang menunggu pembaca kedua",
            en="the results that wait for a second reader",
        ),
    ),
    Move(
        "a",
        "print_list",
        Words(id="Daftar cetak", en="Print list"),
        Words(id="cetak semua yang belum dicetak", en="print everything not printed yet"),
    ),
    Move(
        "s",
        "steps",
        Words(id="Langkah", en="Steps"),
        Words(
            id="langkah mengaktifkan debug USB menurut merek", en="USB debugging, maker by maker"
        ),
    ),
    Move(
        "b",
        "banner",
        Words(id="Papan umum", en="Banner"),
        Words(
            id="nomor besar untuk layar yang dilihat umum, tanpa nama dan tanpa hasil",
            en="large numbers for a screen the room sees, without names and results",
        ),
    ),
    Move(
        "l",
        "sound",
        Words(id="Bunyi", en="Sound"),
        Words(id="bunyi pada setiap kesimpulan", en="a sound at every outcome"),
    ),
    Move(
        "question_mark",
        "help",
        Words(id="Bantuan", en="Help"),
        Words(id="semua tombol", en="all keys"),
    ),
    Move(
        "q",
        "leave",
        Words(id="Tutup", en="Close"),
        Words(id="tutup stasiun", en="close the station"),
    ),
)
"""In the order in which they are offered."""

BEFORE_AN_AUDIENCE = frozenset({"banner", "sound", "help", "leave", "steps"})
"""What can be done while names are hidden: nothing that would show one."""

_IN_THE_FOOTER = frozenset(
    {"respond", "hand_back", "review", "paper", "retry", "give_up", "admit", "help", "leave"}
)


def is_possible(move: Move, board: Board, work: Work | None, *, nameless: bool = False) -> bool:
    """Say whether a move can be made now, with this phone or none."""
    if nameless:
        return move.action in BEFORE_AN_AUDIENCE
    if move.action == "retry" and board.trouble is not None:
        return True
    if move.action == "join":
        return bool(board.unclaimed())
    if move.action == "second_reader":
        return any(awaits_second_reader(one) for one in board.works.values())
    return move.fits is None or (work is not None and move.fits(board, work))


def is_offered(move: Move) -> bool:
    """Say whether a possible move stands at the bottom of the screen, where room is short."""
    return move.action in _IN_THE_FOOTER


def moves_of(board: Board, work: Work) -> tuple[Move, ...]:
    """Return what can be done with one phone now."""
    return tuple(one for one in MOVES if one.fits is not None and is_possible(one, board, work))


def key_shown(move: Move) -> str:
    """Return the key as people read it."""
    return "?" if move.key == "question_mark" else move.key.upper()
