"""Material that lies beside the repository and is never part of it."""

from pathlib import Path

import pytest

_SHARED = Path(__file__).parents[1] / ".." / "shared"


def shared(path: str) -> Path:
    """Return a file or folder of the shared reference material, or skip with its name."""
    found = (_SHARED / path).resolve()
    if not found.exists():
        pytest.skip(f"../shared/{path} is not beside this checkout")
    return found
