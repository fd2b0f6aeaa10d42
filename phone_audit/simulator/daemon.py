"""Simulated phones on loopback: one thread each, any number of connections."""

import contextlib
import os
import selectors
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

from phone_audit.simulator.command_list import questions_in
from phone_audit.simulator.handset import Handset, Tap
from phone_audit.simulator.session import Session
from phone_audit.simulator.shell_service import shell_request

_READ_BYTES = 256 * 1024
_HANDLER_END_S = 2.0
_MOST_UNSENT_BYTES = 4 * 1024 * 1024
"""A host that does not read gets no further answers until it has read some."""


class _Connection:
    """A host's socket with the session behind it."""

    def __init__(self, host: socket.socket, handset: Handset) -> None:
        host.settimeout(0)
        with contextlib.suppress(OSError):  # the host may be gone already
            host.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = host
        self.session = Session(handset)
        self._handset = handset
        self.due: float | None = None
        self._unsent = bytearray()

    @property
    def over(self) -> bool:
        return self.session.gone and not self._unsent

    def wants(self) -> int:
        """Return which events of the host's socket matter now."""
        reading = len(self._unsent) < _MOST_UNSENT_BYTES and not self.session.gone
        return (selectors.EVENT_READ if reading else 0) | (
            selectors.EVENT_WRITE if self._unsent else 0
        )

    def read(self, now: float) -> None:
        try:
            data = self.socket.recv(_READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._handset.heard_bytes += len(data)
            self.session.receive(data, now)
        else:
            self.lose()

    def advance(self, now: float) -> None:
        keeps_up = len(self._unsent) < _MOST_UNSENT_BYTES
        self.due = self.session.advance(now) if keeps_up else None

    def write(self) -> None:
        self._unsent += b"".join(self.session.outgoing)
        self.session.outgoing.clear()
        try:
            while self._unsent:
                sent = self.socket.send(self._unsent)
                self._handset.said_bytes += sent
                del self._unsent[:sent]
        except BlockingIOError:
            return
        except OSError:
            self.lose()

    def lose(self) -> None:
        """Forget a host that is gone, with all it had not read."""
        self.session.hang_up()
        self.session.outgoing.clear()
        self._unsent.clear()

    def close(self) -> None:
        self.session.hang_up()
        with contextlib.suppress(OSError):  # already reset by the host
            self.socket.shutdown(socket.SHUT_WR)
        self.socket.close()


class SimulatedPhone:
    """A phone that is not there: speaks the device side of ADB on 127.0.0.1.

    Used as a context manager; inside it listens on ``port``::

        with SimulatedPhone(Handset(CaptureFolder(files))) as phone:
            examine(phone.address)
        assert phone.asked == ["shell,v2,raw:getprop"]

    One thread serves every connection. It touches nothing but its own sockets, starts
    no process and reads no file.
    """

    def __init__(self, handset: Handset, port: int = 0) -> None:
        self.handset = handset
        self.port = port
        self._thread: threading.Thread | None = None
        self._waker: socket.socket | None = None
        self._stopping = threading.Event()

    @property
    def address(self) -> str:
        """Return where the phone listens, as ``adb connect`` takes it."""
        return f"127.0.0.1:{self.port}"

    @property
    def serial(self) -> str:
        """Return the serial number the phone itself tells (``ro.serialno``)."""
        return self.handset.serial

    @property
    def asked(self) -> tuple[str, ...]:
        """Return every service any host has opened so far, refused ones included."""
        return tuple(self.handset.asked)

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the questions among ``asked``, each line of a script by itself."""
        requests = (shell_request(service) for service in self.handset.asked)
        return tuple(
            line
            for request in requests
            if request is not None
            for line in questions_in(request.line)
        )

    def __enter__(self) -> Self:
        self.plug()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.unplug()

    def plug(self) -> None:
        """Start to listen; after ``unplug`` again on the same port."""
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if os.name == "posix":  # elsewhere the option lets a second phone take the port
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", self.port))
            listener.listen(16)
            listener.settimeout(0)
        except OSError:
            listener.close()
            raise
        self.port = listener.getsockname()[1]
        self._stopping.clear()
        self._waker, woken = socket.socketpair()
        self._thread = threading.Thread(
            target=self._serve, args=(listener, woken), name=f"simulated phone {self.serial}"
        )
        self._thread.daemon = True
        self._thread.start()

    def unplug(self) -> None:
        """Drop every connection at once and stop listening; return when all is closed."""
        if self._thread is None or self._waker is None:
            return
        self._stopping.set()
        self._wake()
        self._thread.join()
        self._thread = None
        self._waker.close()
        for handler in self.handset.handlers:
            handler.join(timeout=_HANDLER_END_S)

    def tap(self, tap: Tap) -> None:
        """Do what the holder does at the screen, also about a dialog that is showing."""
        self.handset.set_tap(tap)
        self._wake()

    def _wake(self) -> None:
        if self._waker is not None:
            with contextlib.suppress(OSError):  # nobody sleeps on an unplugged phone
                self._waker.send(b"!")

    def _serve(self, listener: socket.socket, woken: socket.socket) -> None:
        woken.settimeout(0)
        connections: list[_Connection] = []
        try:
            while not self._stopping.is_set():
                self._turn(listener, woken, connections)
        finally:
            for connection in connections:
                connection.close()
            listener.close()
            woken.close()

    def _turn(
        self, listener: socket.socket, woken: socket.socket, connections: list[_Connection]
    ) -> None:
        """Wait until something happens, then let every connection do what it can."""
        ready = _wait(listener, woken, connections)
        now = time.monotonic()
        if woken in ready:
            woken.recv(_READ_BYTES)
        if listener in ready:
            connections.extend(_accepted(listener, self.handset))
        for connection in list(connections):
            if connection.socket in ready:
                connection.read(now)
            for bridge, _ in connection.session.bridges():
                bridge.flush()
            connection.advance(now)
            connection.write()
            if connection.over:
                connections.remove(connection)
                connection.close()


def _wait(
    listener: socket.socket, woken: socket.socket, connections: Iterable[_Connection]
) -> set[socket.socket]:
    """Return the sockets something can be read from; empty when only time has passed."""
    due = [connection.due for connection in connections if connection.due is not None]
    timeout = max(0.0, min(due) - time.monotonic()) if due else None
    with selectors.DefaultSelector() as selector:
        selector.register(listener, selectors.EVENT_READ)
        selector.register(woken, selectors.EVENT_READ)
        for connection in connections:
            if wanted := connection.wants():
                selector.register(connection.socket, wanted)
            for bridge, readable in connection.session.bridges():
                wanted = (selectors.EVENT_READ if readable else 0) | (
                    0 if bridge.flushed else selectors.EVENT_WRITE
                )
                if wanted:
                    selector.register(bridge.socket, wanted)
        return {
            key.fileobj
            for key, events in selector.select(timeout)
            if events & selectors.EVENT_READ and isinstance(key.fileobj, socket.socket)
        }


def _accepted(listener: socket.socket, handset: Handset) -> Iterator[_Connection]:
    while True:
        try:
            host, _ = listener.accept()
        except OSError:  # nobody is waiting, or whoever waited has gone
            return
        if handset.pulled:
            host.close()
        else:
            yield _Connection(host, handset)


@contextlib.contextmanager
def plugged_in(handsets: Iterable[Handset]) -> Iterator[tuple[SimulatedPhone, ...]]:
    """Plug in many phones at once, each on a port of its own, and unplug them all after."""
    with contextlib.ExitStack() as table:
        yield tuple(table.enter_context(SimulatedPhone(handset)) for handset in handsets)
