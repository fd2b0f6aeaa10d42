"""How commands print: one JSON document on stdout, or words; notes always on stderr."""

import sys
from typing import TYPE_CHECKING, Any

from phone_audit.cli import language
from phone_audit.cli.language import say_words
from phone_audit.errors import DeviceError
from phone_audit.formats.safe_text import safe_text

if TYPE_CHECKING:
    from rich.console import Console


def print_json(value: Any) -> None:
    """Print ``value`` as one JSON document, indented for people, sorted for scripts."""
    import msgspec

    document = msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=2)
    sys.stdout.write(document.decode() + "\n")


def console(*, stderr: bool = False) -> "Console":
    """Return a Rich console; the library is imported only by commands that draw."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, emoji=False, markup=False)


def device_trouble(error: DeviceError) -> str:
    """Return in the officer's language what is wrong with a phone and what to do about it.

    The kind of an error decides the sentence; what the library said follows only in
    English, where it is a sentence of the same language.
    """
    from phone_audit.device.discover import remedy_for, state_of

    if type(error) is DeviceError:  # said by a command, in the right language already
        return shown(str(error))
    remedy = remedy_for(state_of(error))
    if language.current() == "en" or remedy is None:
        return shown(str(error))
    return shown(f"{error.serial}: {say_words(remedy)}")


def shown(text: str) -> str:
    """Return text of unknown origin as any terminal can show it, controls made visible."""
    return safe_text(text)
