"""Browsers without a phone: links whose streams end at a function on a pair of sockets."""

import socket
import threading
from contextlib import suppress

from phone_audit.errors import LinkTimeout, ServiceRefused, Unplugged


class SocketStream:
    """A Stream over one end of a socket pair; ``cut`` makes its end one without order."""

    def __init__(self, ours, *, cut=False, piece=65_536):
        self._ours = ours
        self._cut = cut
        self._piece = piece
        self._ended = False
        self.closed = False

    @property
    def ended_in_order(self):
        return self._ended and not self._cut

    def read(self, timeout_s):
        self._ours.settimeout(max(timeout_s, 0.001))
        try:
            data = self._ours.recv(self._piece)
        except TimeoutError:
            raise LinkTimeout("memori", "silent") from None
        except ConnectionError:
            data = b""
        self._ended = not data
        return data

    def write(self, data, timeout_s):
        self._ours.settimeout(max(timeout_s, 0.001))
        try:
            self._ours.sendall(data)
        except TimeoutError:
            raise LinkTimeout("memori", "does not take it") from None
        except OSError:
            raise Unplugged("memori", "the service has ended") from None

    def close(self):
        self.closed = True
        self._ours.close()


class BrowserLink:
    """A link to a phone on which one browser runs; ``serve`` is given each connection."""

    features = frozenset({"shell_v2"})
    address = "memori"

    def __init__(self, serve, **options):
        self.opened = []
        self.streams = []
        self._serve = serve
        self._options = options
        self._threads = []

    def open(self, service, timeout_s):
        self.opened.append(service)
        if self._serve is None:
            raise ServiceRefused("memori", "nobody listens")
        ours, theirs = socket.socketpair()
        thread = threading.Thread(target=self._run, args=(theirs,))
        thread.start()
        self._threads.append(thread)
        self.streams.append(SocketStream(ours, **self._options))
        return self.streams[-1]

    def close(self):
        for stream in self.streams:
            stream.close()
        for thread in self._threads:
            thread.join()

    def _run(self, theirs):
        with theirs, suppress(OSError):  # whoever listened has heard enough
            self._serve(theirs)


def says(*parts):
    """Serve one request with fixed bytes, then close."""

    def serve(connection):
        connection.recv(65_536)
        for part in parts:
            connection.sendall(part)

    return serve


def keeps_saying(head, part):
    """Serve one request with bytes that never end."""

    def serve(connection):
        connection.recv(65_536)
        connection.sendall(head)
        while True:
            connection.sendall(part)

    return serve
