"""``station``: the full-screen board officers work at."""

import argparse
import sys
from contextlib import ExitStack, closing
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from phone_audit.cases.store import Case
from phone_audit.cli import language
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.office import now
from phone_audit.cli.printing import Printer, outlet_of
from phone_audit.cli.rendering import on_screen
from phone_audit.cli.table import add_table_arguments, opened_table
from phone_audit.errors import UsageError
from phone_audit.roster.entries import Entry, read_roster
from phone_audit.station.board import Pairing
from phone_audit.station.desk import Desk
from phone_audit.station.prints import Sheet
from phone_audit.station.sheet import works_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``station``."""
    parser.add_argument(
        "case",
        type=Path,
        nargs="?",
        metavar="CASE",
        help=say("folder kasus", "case folder"),
    )
    parser.add_argument(
        "--roster",
        type=Path,
        metavar="FILE",
        help=say(
            "daftar pegawai (CSV atau XLSX) untuk memilih pemegang dengan mengetik",
            "the people (CSV or XLSX), to choose holders by typing",
        ),
    )
    parser.add_argument(
        "--practice",
        type=int,
        metavar="N",
        help=say(
            "berlatih dengan N ponsel simulasi dan kasus rekaan yang dihapus setelahnya",
            "practise with N simulated phones and an invented case that is removed afterwards",
        ),
    )
    parser.add_argument(
        "--print-to",
        choices=("viewer", "printer"),
        default="viewer",
        help=say(
            "satu dokumen dibuka di penampil PDF (baku) atau langsung dicetak",
            "a single document is opened in the PDF viewer (default) or printed straight away",
        ),
    )
    parser.add_argument(
        "--print-at-once",
        type=_sheets,
        default=frozenset(),
        metavar="label,bas,lpp,bak",
        help=say(
            "jenis dokumen yang dicetak begitu ada: stiker dan BAS saat penyerahan, LPP setelah "
            "pembacaan, BAK saat pengembalian",
            "kinds printed as soon as there is one: label and BAS at the handover, LPP after the "
            "reading, BAK at the return",
        ),
    )
    parser.add_argument(
        "--print-command",
        metavar="COMMAND",
        help=say(
            "perintah yang menerima berkas PDF, sebagai ganti penampil dan pencetak sistem",
            "a command that takes a PDF, instead of the system's viewer and printer",
        ),
    )
    add_table_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Open the board and go on where the case was; close it when the officers do.

    Raises:
        UsageError: no terminal, no case, or the ``tui`` extra is not installed.
    """
    if find_spec("textual") is None:
        raise UsageError(
            say(
                "Papan stasiun butuh pustaka textual: pasang phone-audit[tui].",
                "The board needs textual: install phone-audit[tui].",
            )
        )
    if (arguments.case is None) == (arguments.practice is None):
        raise UsageError(
            say("Sebut folder kasus, atau --practice N.", "Name a case, or --practice N.")
        )
    if not all(one.isatty() for one in (sys.stdin, sys.stdout, sys.stderr)):  # drawn on the last
        raise UsageError(
            say(
                "Papan stasiun butuh terminal; tanpa terminal gunakan batch.",
                "The board needs a terminal; without one use batch.",
            )
        )
    roster = read_roster(arguments.roster) if arguments.roster else ()
    with ExitStack() as stack:
        if arguments.practice is not None:
            roster = _practise(arguments, stack)
        case = stack.enter_context(Case.open(arguments.case, now))
        show_board(case, roster, arguments)
    return Exit.DONE


def show_board(case: Case, roster: tuple[Entry, ...], arguments: argparse.Namespace) -> None:
    """Run the board over an open case until the officers close it."""
    from phone_audit.station.screen.app import Station

    lang = language.current()
    outlet = outlet_of(arguments.print_to, arguments.print_command)
    with (
        closing(Printer(case, outlet, arguments.print_at_once)) as printer,
        opened_table(case, arguments, works_of(case), Pairing.ONLY_ONE, printer.heard) as (
            engine,
            blind,
        ),
    ):
        station = Station(
            Desk(case, engine, roster, now),
            lang=lang,
            report=lambda number: on_screen(case.exhibit(number), lang),
            printing=printer,
        )
        station.run()
        blind()
        engine.close()


def _sheets(text: str) -> frozenset[Sheet]:
    """Return the kinds of documents that ``--print-at-once`` names."""
    try:
        return frozenset(Sheet(word.strip().lower()) for word in text.split(",") if word.strip())
    except ValueError as error:
        raise argparse.ArgumentTypeError(", ".join(Sheet)) from error


def _practise(arguments: argparse.Namespace, stack: ExitStack) -> tuple[Entry, ...]:
    """Invent a case and plug simulated phones in; return the people they belong to."""
    from phone_audit.cli.demo import case_header
    from phone_audit.simulator.daemon import plugged_in
    from phone_audit.simulator.office import MOST_PHONES, demo_office

    if not 1 <= arguments.practice <= MOST_PHONES:
        raise UsageError(f"--practice: 1 ... {MOST_PHONES}")
    folder = Path(stack.enter_context(TemporaryDirectory(prefix="phone-audit-practice-")))
    office = demo_office(now(), arguments.practice)
    phones = stack.enter_context(plugged_in(demo.handset() for demo in office))
    Case.create(folder / "latihan", case_header(), now).close()
    arguments.case = folder / "latihan"
    arguments.key_folder = folder / "keys"
    arguments.tcp = [phone.address for phone in phones]
    arguments.server = None
    return tuple(
        Entry(row=row, holder=demo.holder, port=phone.address)
        for row, (demo, phone) in enumerate(zip(office, phones, strict=True), start=2)
    )
