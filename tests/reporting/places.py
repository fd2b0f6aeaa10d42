"""Where the repository keeps what the tests of reports read."""

from pathlib import Path

REPORTS = Path(__file__).parents[2] / "reports"
GOLDEN = Path(__file__).parent / "golden"
