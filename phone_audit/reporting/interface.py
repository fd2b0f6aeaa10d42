"""What a report format is, and which formats there are."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol

import phone_audit.reporting
from phone_audit.reporting.document import ReportDocument


class Render(Protocol):
    """Document in, bytes out; the same input gives the same bytes."""

    def __call__(
        self, document: ReportDocument, evidence: bytes, reports: Path, papers: bytes = b""
    ) -> bytes:
        """Return the rendering.

        ``evidence`` is the file as stored (``evidence.json``), ``reports`` the folder with
        templates and fonts, ``papers`` what people recorded, in canonical JSON.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to render a report; the caller writes and hashes the bytes."""

    name: str
    suffix: str
    render: Render


def all_formats() -> tuple[Format, ...]:
    """Return every format, in order of name.

    A module ``to_x`` of this package with a ``FORMAT`` is one; a module that fails to
    import stops the program.
    """
    found = []
    for module in iter_modules(phone_audit.reporting.__path__):
        if module.name.startswith("to_"):
            loaded = import_module(f"{phone_audit.reporting.__name__}.{module.name}")
            candidate = getattr(loaded, "FORMAT", None)
            if isinstance(candidate, Format):
                found.append(candidate)
    return tuple(sorted(found, key=lambda one: one.name))
