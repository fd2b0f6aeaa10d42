"""Rules that hold for every test."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes depends on what else the machine does, so it decides nothing.
_UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("search", **_UNTIMED)
settings.register_profile("gate", derandomize=True, database=None, print_blob=True, **_UNTIMED)
settings.load_profile("gate" if os.environ.get("CI") else "search")

# Lists and keys of whoever runs the tests have no part in them, and stay as they are.
os.environ["PHONE_AUDIT_LISTS"] = str(Path(tempfile.gettempdir(), "phone-audit-tests", "no-lists"))
os.environ["PHONE_AUDIT_KEYS"] = str(Path(tempfile.gettempdir(), "phone-audit-tests", "no-keys"))
# Nor has a signature list that somebody installed.
os.environ["PHONE_AUDIT_SIGNATURES"] = str(Path(tempfile.gettempdir(), "phone-audit-tests", "no"))


def pytest_collection_modifyitems(items):
    """A test against a peer is slow by nature."""
    for item in items:
        if item.get_closest_marker("peer"):
            item.add_marker(pytest.mark.slow)


def pytest_terminal_summary(terminalreporter):
    if _nothing_may_be_skipped() and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("skipped tests count as failures here", red=True)


def pytest_sessionfinish(session, exitstatus):
    """Where everything is installed, a skipped test is a hole nobody sees: fail."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if _nothing_may_be_skipped() and reporter and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _nothing_may_be_skipped():
    return os.environ.get("PHONE_AUDIT_NOTHING_SKIPPED") == "1"


@pytest.fixture(scope="session", autouse=True)
def _the_shipped_list_is_read_once():
    """Read the shipped list once for hundreds of commands; other folders every time."""
    from phone_audit.resources import signatures_folder
    from phone_audit.signatures import load

    genuine, shipped = load.read_folder, signatures_folder()
    known = []

    def read_folder(folder):
        if folder != shipped:
            return genuine(folder)
        if not known:
            known.append(genuine(shipped))
        return known[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "read_folder", read_folder)
        yield
