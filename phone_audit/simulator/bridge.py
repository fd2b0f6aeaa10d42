"""An abstract socket of the phone, which on this computer is a socket on loopback."""

import socket
import threading
from collections.abc import Callable

from phone_audit.simulator.handset import LocalSocket

_CONNECT_S = 2.0


class Bridge:
    """A socket that never blocks, with what could not be written to it yet."""

    due = 0.0  # what a socket says is sent at once

    def __init__(self, other: socket.socket) -> None:
        other.settimeout(0)
        self.socket = other
        self._unsent = b""
        self._broken = False

    @property
    def flushed(self) -> bool:
        """Tell whether everything given has been written, so that more may be asked for."""
        return not self._unsent

    def take(self, size: int) -> bytes | None:
        """Return what the socket says now: bytes, none at its end, ``None`` for nothing yet."""
        if self._broken:
            return b""
        try:
            return self.socket.recv(size)
        except BlockingIOError:
            return None
        except OSError:
            return b""

    def give(self, data: bytes) -> None:
        """Write ``data`` as far as the socket takes it; ``flush`` writes the rest."""
        self._unsent += data
        self.flush()

    def flush(self) -> None:
        """Write what is left over, as far as the socket takes it."""
        try:
            while self._unsent:
                self._unsent = self._unsent[self.socket.send(self._unsent) :]
        except BlockingIOError:
            return
        except OSError:
            self._unsent, self._broken = b"", True

    def close(self) -> None:
        """Close the socket; whoever is behind it reads its end."""
        self.socket.close()


def open_bridge(behind: LocalSocket, handlers: list[threading.Thread]) -> Bridge | None:
    """Connect to what stands behind an abstract socket; ``None`` if nobody listens.

    A function runs in a thread of its own, added to ``handlers``; it ends when it has
    read the end of its socket.
    """
    if isinstance(behind, tuple):
        try:
            return Bridge(socket.create_connection(behind, timeout=_CONNECT_S))
        except OSError:
            return None
    ours, theirs = socket.socketpair()
    handler = threading.Thread(target=_serve, args=(behind, theirs), name="local socket")
    handler.daemon = True
    handlers[:] = [thread for thread in handlers if thread.is_alive()] + [handler]
    handler.start()
    return Bridge(ours)


def _serve(handler: Callable[[socket.socket], None], connection: socket.socket) -> None:
    with connection:
        handler(connection)
