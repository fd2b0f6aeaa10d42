import socket

import pytest


@pytest.fixture
def unused_port():
    """A port of this computer on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]
