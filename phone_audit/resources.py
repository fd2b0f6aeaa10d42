"""Where the signature list, templates and fonts are, and the lists an office imported."""

import os
from collections.abc import Mapping
from pathlib import Path

SIGNATURES_VARIABLE = "PHONE_AUDIT_SIGNATURES"
LISTS_VARIABLE = "PHONE_AUDIT_LISTS"


def _root() -> Path:
    """Return the folder that holds ``signatures/`` and ``reports/``.

    A wheel carries copies beside the code; a checkout has them at its root.
    """
    package = Path(__file__).parent
    carried = package / "_data"
    return carried if carried.is_dir() else package.parent


def is_installed() -> bool:
    """Say whether the program was installed as a package; a checkout's list may be edited."""
    return (Path(__file__).parent / "_data").is_dir()


def signatures_folder() -> Path:
    """Return the folder of the shipped signature list."""
    return _root() / "signatures"


def reports_folder() -> Path:
    """Return the folder of report templates, fonts and legal texts."""
    return _root() / "reports"


def installed_list_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of a signature list installed beside the program; it need not exist.

    The one that ``PHONE_AUDIT_SIGNATURES`` names, else ``signatures`` in this user's data.
    """
    if named := environment.get(SIGNATURES_VARIABLE):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("phone-audit", appauthor=False) / "signatures"


def lists_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of imported lists, which need not exist.

    The one that ``PHONE_AUDIT_LISTS`` names, else ``lists`` in this user's data.
    """
    if named := environment.get(LISTS_VARIABLE):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("phone-audit", appauthor=False) / "lists"
