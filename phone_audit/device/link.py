"""The small port both ADB libraries stand behind: a link to one phone, and streams on it."""

from collections.abc import Callable
from typing import Protocol


class Stream(Protocol):
    """One service running on the phone: a two-way flow of bytes."""

    @property
    def ended_in_order(self) -> bool:
        """Whether the phone itself ended the service; after a cut, more might have come."""

    def read(self, timeout_s: float) -> bytes:
        """Return the next bytes as they come, ``b""`` once the service has ended.

        Raises:
            LinkTimeout: nothing came in time; the stream may be read again.
            Unplugged: the phone or the way to it is gone. What came before was returned.
        """

    def write(self, data: bytes, timeout_s: float) -> None:
        """Send all of ``data``.

        Raises:
            LinkTimeout: the phone did not take it in time; close the stream.
            Unplugged: the phone is gone, or the service has ended.
        """

    def close(self) -> None:
        """End the service. Never raises, may be called twice."""


class Link(Protocol):
    """A connection to one phone that has accepted this computer.

    Streams of one link may be used from different threads, one thread per stream.
    """

    @property
    def features(self) -> frozenset[str]:
        """What the phone says it can do, such as ``shell_v2``."""

    @property
    def address(self) -> str:
        """How the phone was reached, for people: ``127.0.0.1:5555``, ``usb 1-1.2``."""

    def open(self, service: str, timeout_s: float) -> Stream:
        """Start a service such as ``shell,v2,raw:getprop`` and return its stream.

        Raises:
            ServiceRefused: the phone does not offer it; known within one round trip.
            LinkTimeout: no answer at all; do not use this link any more.
            Unplugged: the phone is gone.
        """

    def close(self) -> None:
        """End every stream and let go of the phone. Never raises, may be called twice."""


Opener = Callable[[], Link]
"""Opens a fresh link to the same phone, raising a DeviceError where that cannot be done."""
