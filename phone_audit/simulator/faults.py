"""Ways in which a simulated phone misbehaves, each tied to the questions it happens on."""

import re

from phone_audit.model.record import Record


class _OnCommand(Record):
    """``on`` is searched in a question; the empty pattern fits each one.

    A shell command that holds several questions is struck at those it happens on.
    """

    on: str = ""

    def strikes(self, line: str) -> bool:
        """Tell whether this happens on the question ``line``."""
        return re.search(self.on, line) is not None


class Latency(_OnCommand):
    """The phone thinks ``seconds`` before the first byte of an answer."""

    seconds: float


class Hang(_OnCommand):
    """The command never answers; the stream stays open."""


class Truncate(_OnCommand):
    """The answer ends after ``after_bytes`` of stdout, with or without its exit packet."""

    after_bytes: int
    exit_packet: bool = False


class Disconnect(_OnCommand):
    """The cable is pulled after ``after_bytes`` of an answer have left the phone.

    ``at_command`` restricts it to the k-th question the phone was asked, from 1; several
    can have come in one shell command.
    ``for_good``: nobody puts the cable back; whoever connects later is hung up on.
    """

    after_bytes: int = 0
    at_command: int | None = None
    for_good: bool = False


class Flood(_OnCommand):
    """The command prints ``block`` for ever."""

    block: bytes = b"flood\n"


class Garbage(_OnCommand):
    """Bytes that belong nowhere come before the answer.

    ``wire`` goes out between two packets, ``stream`` inside the stream, where shell v2
    packets are expected.
    """

    wire: bytes = b""
    stream: bytes = b""


class WrongChecksums(Record):
    """Every packet carries a checksum that is one too high."""


Fault = Latency | Hang | Truncate | Disconnect | Flood | Garbage | WrongChecksums
