"""How commands print: one JSON document on stdout, or words; notes always on stderr."""

import sys
from typing import TYPE_CHECKING, Any

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


def shown(text: str) -> str:
    """Return text of unknown origin as any terminal can show it, controls made visible."""
    return safe_text(text)
