"""``station``: the full-screen board officers work at."""

import argparse
import os
import subprocess
import sys
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from phone_audit.cases.store import Case
from phone_audit.cli import language
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.office import now
from phone_audit.cli.rendering import document_of, format_named, render_into_case
from phone_audit.cli.table import add_table_arguments, opened_table
from phone_audit.errors import CaseError, UsageError
from phone_audit.roster.entries import Entry, read_roster
from phone_audit.station.board import Pairing
from phone_audit.station.desk import Desk
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
        "--print-command",
        metavar="COMMAND",
        help=say(
            "perintah yang menerima berkas PDF; baku: penampil PDF sistem",
            "a command that takes a PDF; default: the system's PDF viewer",
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
    if not sys.stdin.isatty() or not sys.stdout.isatty():
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
    with opened_table(case, arguments, works_of(case), Pairing.ONLY_ONE) as (engine, blind):
        station = Station(
            Desk(case, engine, roster, now),
            lang=lang,
            report=lambda number: _on_screen(case, number, lang),
            show_paper=lambda number: _paper(case, number, lang, arguments.print_command),
        )
        station.run()
        blind()
        engine.close()


def _on_screen(case: Case, number: int, lang: str) -> object:
    """Return what a stored examination says, as the terminal shows it."""
    from phone_audit.reporting.to_terminal import terminal

    exhibit = case.exhibit(number)
    return terminal(document_of(exhibit.examination(), exhibit.evidence_bytes(), lang))


def _paper(case: Case, number: int, lang: str, command: str | None) -> str:
    """Render the report into the case and hand it to a viewer or printer; return its name."""
    path = render_into_case(case.exhibit(number), format_named("pdf"), lang)
    if command:
        words = [*command.split(), str(path)]
    elif sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - a file this program just made
        return path.name
    else:
        words = ["open" if sys.platform == "darwin" else "xdg-open", str(path)]
    try:
        subprocess.Popen(  # noqa: S603 - the officer's own viewer, and a file of the case
            words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise CaseError(
            say(
                f"{path}: sudah dibuat, tetapi tidak dapat dibuka: {error.strerror}",
                f"{path}: made, but cannot be opened: {error.strerror}",
            )
        ) from error
    return path.name


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
