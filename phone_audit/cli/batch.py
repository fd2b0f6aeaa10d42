"""``batch``: a whole office from its roster, unattended, with totals that add up."""

import argparse
import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from phone_audit.cases.store import Case
from phone_audit.cli.batch_progress import Lines, Picture, sum_lines
from phone_audit.cli.examining import GRAVEST_FIRST
from phone_audit.cli.exits import Exit
from phone_audit.cli.handover import check_free, hand_over
from phone_audit.cli.language import say
from phone_audit.cli.office import now
from phone_audit.cli.output import console
from phone_audit.cli.table import add_table_arguments, opened_table
from phone_audit.errors import ReportError, UsageError
from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.roster.entries import Entry, read_roster
from phone_audit.roster.lot import Draw, draw
from phone_audit.station.board import ENDED, RUNNING, Board, Pairing
from phone_audit.station.engine import Engine
from phone_audit.station.unattended import Plan, Sum, plan, sum_up

_LOOK_S = 0.5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``batch``."""
    parser.add_argument("case", type=Path, metavar="CASE", help=say("folder kasus", "case folder"))
    parser.add_argument(
        "--roster",
        type=Path,
        metavar="FILE",
        required=True,
        help=say("daftar pegawai, CSV atau XLSX", "the people, CSV or XLSX"),
    )
    parser.add_argument(
        "--sample",
        metavar="20%",
        help=say(
            "hanya sebagian yang diundi, persen atau jumlah; butuh --seed",
            "only a part, drawn by lot, a percentage or a number; needs --seed",
        ),
    )
    parser.add_argument(
        "--seed",
        metavar="TEXT",
        help=say(
            "teks yang diumumkan sebelum undian; siapa pun dapat mengulang undian dengannya",
            "a text made public before the draw; anybody can draw again with it",
        ),
    )
    parser.add_argument(
        "--in-order",
        action="store_true",
        help=say(
            "ponsel tanpa port atau nomor seri pada daftar dihubungkan menurut urutan daftar, satu "
            "per satu; yang datang bersamaan bukan milik siapa pun",
            "phones without port or serial on the roster are plugged in in its order, one at a "
            "time; those that come together are nobody's",
        ),
    )
    parser.add_argument(
        "--until",
        metavar="HH:MM",
        help=say(
            "berhenti menunggu ponsel pada jam ini (atau +90m, +45s); yang sedang dibaca "
            "diselesaikan",
            "stop waiting for phones at this time (or +90m, +45s); what is being read is finished",
        ),
    )
    parser.add_argument(
        "--finish",
        action="store_true",
        help=say(
            "pada akhir, catat ponsel yang tidak datang sebagai tidak diperiksa "
            "(tidak_terhubung); tanpa ini dapat dilanjutkan kemudian",
            "at the end record phones that did not come as not examined (tidak_terhubung); "
            "without it a later run goes on",
        ),
    )
    parser.add_argument(
        "--handover",
        type=Path,
        metavar="DIR",
        help=say(
            "pada akhir buat folder baru untuk BKD: rekapitulasi, yang ditindaklanjuti, dan yang "
            "tidak diperiksa dengan alasannya",
            "at the end make a new folder for the BKD: the table, what is followed up, and what "
            "was not examined with the reason",
        ),
    )
    add_table_arguments(parser)
    parser.add_argument(
        "--json",
        action="store_true",
        help=say("satu kejadian JSON per baris", "one JSON event a line"),
    )
    parser.add_argument(
        "--fail-on",
        choices=[outcome.value for outcome in Outcome],
        metavar="OUTCOME",
        help=say(
            "keluar dengan kode 10 bila ada kesimpulan ini atau yang di atasnya",
            "exit with code 10 at this outcome or a graver one",
        ),
    )


def run(arguments: argparse.Namespace) -> int:
    """Examine everybody on the roster whose phone comes, until all are done or time is up.

    The first Ctrl-C starts nothing new and finishes what is read; the second ends that
    with what was read. Either way the case is whole and another run goes on.
    """
    if arguments.workers < 1:
        raise UsageError("--workers: 1 ...")
    if arguments.handover is not None:
        check_free(arguments.handover)
    until = None if arguments.until is None else until_time(arguments.until, now().astimezone())
    entries = read_roster(arguments.roster)
    entries, drawn = _drawn(entries, arguments)
    pairing = Pairing.IN_ORDER if arguments.in_order else Pairing.BY_HAND
    with Case.open(arguments.case, now) as case:
        planned = plan(case, entries, now())
        shown = Lines() if arguments.json else Picture(planned)
        shown.begin(planned, drawn, planned.unreachable(pairing))
        with (
            shown,
            opened_table(case, arguments, planned.works, pairing, shown.show) as (engine, blind),
            _interrupts(engine, shown),
        ):
            _wait(engine, set(planned.rows), until)
            blind()
            engine.close()
            board = engine.board
        if arguments.finish:
            board = _finish(case, planned, board)
        result = sum_up(board, planned)
        handed = arguments.handover is None or _hand_over(
            case, arguments.handover, planned, result, shown
        )
    shown.end(result)
    if not arguments.json:
        for line in sum_lines(result):
            console().print(line)
    if arguments.fail_on is not None:
        limit = GRAVEST_FIRST.index(Outcome(arguments.fail_on))
        if any(GRAVEST_FIRST.index(outcome) <= limit for outcome in result.outcomes):
            return Exit.OUTCOME
    return Exit.DONE if result.complete and handed else Exit.INCOMPLETE


def _hand_over(
    case: Case, folder: Path, planned: Plan, result: Sum, shown: Lines | Picture
) -> bool:
    """Make the folder for the BKD and say what is in it; ``False``: something was not made.

    Results that wait for a second reader are no fault of the batch: they are said, and
    ``handover`` makes the folder again when they were read.
    """
    if result.waiting:
        shown.note(
            say(
                f"Folder BKD belum dibuat: {result.waiting} ponsel belum selesai. Jalankan lagi, "
                "atau sebut --finish.",
                f"The folder for the BKD is not made yet: {result.waiting} phones are not "
                "finished. Run again, or name --finish.",
            )
        )
        return False
    notes = list(sum_lines(result))
    if planned.without_consent:
        rows = ", ".join(str(entry.row) for entry in planned.without_consent)
        notes.append(say(f"    baris daftar: {rows}", f"    rows of the roster: {rows}"))
    try:
        bundle = hand_over((case,), folder, notes)
    except ReportError as error:  # phones of this case that are on no roster
        shown.note(str(error))
        return False
    shown.handed_over(folder, bundle)
    return not bundle.not_made


def until_time(text: str, local: datetime) -> datetime:
    """Return the moment ``--until`` names: the next ``16:30``, or ``+90m`` from now.

    Raises:
        UsageError: it is neither.
    """
    if found := re.fullmatch(r"\+([0-9]{1,5})([smhdj])", text, re.ASCII):
        units = {"s": 1, "d": 1, "m": 60, "h": 3600, "j": 3600}  # detik, jam
        return local + timedelta(seconds=int(found[1]) * units[found[2]])
    found = re.fullmatch(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])", text, re.ASCII)
    if found is None:
        raise UsageError(f"--until {text[:40]!r}: 16:30, +90m, +45s")
    moment = local.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
    return moment if moment > local else moment + timedelta(days=1)


def _drawn(
    entries: tuple[Entry, ...], arguments: argparse.Namespace
) -> tuple[tuple[Entry, ...], Draw | None]:
    if (arguments.sample is None) != (arguments.seed is None):
        raise UsageError(
            say("--sample dan --seed hanya bersama-sama.", "--sample and --seed go together only.")
        )
    if arguments.sample is None:
        return entries, None
    return draw(entries, arguments.sample, arguments.seed)


def _wait(engine: Engine, numbers: set[int], until: datetime | None) -> None:
    """Return when all have ended, or nothing new is started and nothing runs any more."""

    def is_over(board: Board) -> bool:
        works = [board.works[number] for number in numbers]
        if engine.stopping:
            return not any(work.step in RUNNING for work in works)
        return all(work.step in ENDED for work in works)

    while not engine.settle(is_over, _LOOK_S):
        if engine.failed:
            return
        if until is not None and now() >= until:
            engine.stop()


@contextmanager
def _interrupts(engine: Engine, shown: "Lines | Picture") -> Iterator[None]:
    """Let the first Ctrl-C finish what is read, and the second end it with what was read."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    pressed = threading.Event()

    def interrupt(_number: int, _frame: object) -> None:
        if engine.stopping or pressed.is_set():
            threading.Thread(target=engine.leave, daemon=True).start()
        else:
            pressed.set()
            shown.note(
                say(
                    "Tidak ada ponsel baru yang dimulai; yang sedang dibaca diselesaikan. "
                    "Ctrl-C sekali lagi mengakhirinya dengan yang sudah terbaca.",
                    "No new phone is started; what is being read is finished. Ctrl-C once more "
                    "ends it with what was read.",
                )
            )
            threading.Thread(target=engine.stop, daemon=True).start()

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _finish(case: Case, planned: Plan, board: Board) -> Board:
    """Record phones that did not come as not examined, which is never an indication."""
    from phone_audit.station.board import Dropped, update

    for number in sorted(planned.rows):
        if board.works[number].step not in ENDED:
            case.exhibit(number).not_examined(
                NotExaminedReason.NOT_CONNECTED, "tidak terhubung sampai pemeriksaan selesai"
            )
            board = update(board, Dropped(number, NotExaminedReason.NOT_CONNECTED))
    return board
