"""``devices``: what is attached now, in which state, and what to do next."""

import argparse

from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.output import console, print_json, shown
from phone_audit.cli.reaching import add_reaching_arguments, look, option_for
from phone_audit.device.discover import Attached, State

_STATES = {
    State.READY: ("siap", "ready", "green"),
    State.UNAUTHORIZED: ("belum diizinkan", "not authorised", "yellow"),
    State.OFFLINE: ("tidak menjawab", "offline", "red"),
    State.BUSY: ("dipegang program lain", "busy", "yellow"),
    State.NO_PERMISSION: ("tidak boleh dibuka", "no permission", "red"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``devices``."""
    add_reaching_arguments(parser)
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """List the phones; exit 6 when none is ready."""
    found = look(arguments)
    if arguments.json:
        print_json(
            {
                "devices": [_as_json(phone) for phone in found.attached],
                "notes": [say_words(note) for note in found.notes],
            }
        )
    else:
        _tell(found.attached, [say_words(note) for note in found.notes])
    ready = any(phone.state is State.READY for phone in found.attached)
    return Exit.DONE if ready else Exit.NO_PHONE


def _as_json(phone: Attached) -> dict[str, str | None]:
    remedy = phone.remedy
    return {
        "key": phone.key,
        "connection": phone.how,
        "serial": phone.serial,
        "usb_path": phone.usb_path,
        "model": phone.model,
        "state": phone.state,
        "option": option_for(phone),
        "remedy": say_words(remedy) if remedy else None,
    }


def _tell(phones: tuple[Attached, ...], notes: list[str]) -> None:
    from rich.table import Table
    from rich.text import Text

    if phones:
        table = Table(show_lines=True)
        for heading in (
            say("Ponsel", "Phone"),
            say("Keadaan", "State"),
            say("Langkah berikutnya", "What to do next"),
        ):
            table.add_column(heading, overflow="fold")
        for phone in phones:
            indonesian, english, colour = _STATES[phone.state]
            remedy = phone.remedy
            name = "\n".join(filter(None, (phone.model, phone.serial, phone.address)))
            table.add_row(
                Text(shown(name.replace("\n", " · "))),
                Text(say(indonesian, english), style=colour),
                Text(
                    say_words(remedy)
                    if remedy
                    else f"phone-audit examine CASE {option_for(phone)} --basis ..."
                ),
            )
        console().print(table)
    else:
        print(
            say(
                "Tidak ada ponsel. Sambungkan kabel, buka kunci layar, aktifkan Opsi pengembang > "
                "Proses debug USB.",
                "No phone. Attach the cable, unlock the screen, switch on Developer options > "
                "USB debugging.",
            )
        )
    for note in notes:
        print(f"• {note}")
