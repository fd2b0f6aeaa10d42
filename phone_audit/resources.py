"""Where the signature list, templates and fonts are, installed or checked out."""

from pathlib import Path


def _root() -> Path:
    """Return the folder that holds ``signatures/`` and ``reports/``.

    A wheel carries copies beside the code; a checkout has them at its root.
    """
    package = Path(__file__).parent
    carried = package / "_data"
    return carried if carried.is_dir() else package.parent


def signatures_folder() -> Path:
    """Return the folder of the shipped signature list."""
    return _root() / "signatures"


def reports_folder() -> Path:
    """Return the folder of report templates, fonts and legal texts."""
    return _root() / "reports"
