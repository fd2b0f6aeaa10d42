from contextlib import ExitStack

import pytest

from phone_audit.simulator.daemon import SimulatedPhone
from tests.station.table import OFFICE, Table


@pytest.fixture
def table(tmp_path):
    with ExitStack() as stack:
        table = Table(tmp_path, stack)
        yield table
        table.close()


@pytest.fixture
def plugged():
    with ExitStack() as stack:
        yield lambda number: stack.enter_context(SimulatedPhone(OFFICE[number].handset()))
