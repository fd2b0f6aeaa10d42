"""What a report format is, and which formats there are."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import phone_audit.reporting
from phone_audit.reporting.document import ReportDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to render a document: document in, bytes out; the caller writes and hashes.

    ``render`` takes the document, the evidence file as stored (``evidence.json``) and
    the folder ``reports/`` with templates and fonts. The same three give the same bytes.
    """

    name: str
    suffix: str
    render: Callable[[ReportDocument, bytes, Path], bytes]


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
