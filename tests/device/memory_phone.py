"""A phone without sockets: the test says what it sends, and reads what it was sent."""

import threading
import time

from phone_audit.device.multiplexer import Multiplexer
from phone_audit.device.packets import (
    HEADER_BYTES,
    Command,
    Packet,
    decode_header,
    encode_header,
)
from phone_audit.device.wires import PacketWire
from phone_audit.errors import LinkTimeout, Unplugged

PATIENCE_S = 10.0


class MemoryPhone:
    """A Wire whose other end is the test; ``piece`` cuts what is read into small parts."""

    address = "memori"

    def __init__(self, *, piece: int = 1 << 30) -> None:
        self.piece = piece
        self.takes_data = True
        self.is_closed = False
        self.heard_checksum = None
        self._changed = threading.Condition()
        self._to_host = bytearray()
        self._from_host = bytearray()
        self._gone = False

    # The wire

    def read(self, count, timeout_s):
        with self._changed:
            self._changed.wait_for(lambda: self._to_host or self._gone, timeout_s)
            if not self._to_host and self._gone:
                raise Unplugged(self.address, "the cable is out")
            data = bytes(self._to_host[: min(count, self.piece)])
            del self._to_host[: len(data)]
            return data

    def write(self, data, timeout_s):
        with self._changed:
            if self._gone:
                raise Unplugged(self.address, "the cable is out")
            if not self.takes_data:
                raise LinkTimeout(self.address, "the phone takes no more data")
            self._from_host += data
            self._changed.notify_all()

    def interrupt(self):
        self.leave()

    def close(self):
        self.is_closed = True

    # The test's side

    def say(self, command, arg0=0, arg1=0, payload=b"", *, with_checksum=True):
        packet = Packet(command, arg0, arg1, payload)
        self.say_bytes(encode_header(packet, with_checksum=with_checksum) + payload)

    def say_bytes(self, data):
        with self._changed:
            self._to_host += data
            self._changed.notify_all()

    def leave(self):
        with self._changed:
            self._gone = True
            self._changed.notify_all()

    def hear(self, timeout_s=PATIENCE_S):
        """Return the next packet the host sent."""
        deadline = time.monotonic() + timeout_s
        with self._changed:
            while True:
                if len(self._from_host) >= HEADER_BYTES:
                    header = decode_header(bytes(self._from_host[:HEADER_BYTES]))
                    end = HEADER_BYTES + header.length
                    if len(self._from_host) >= end:
                        payload = bytes(self._from_host[HEADER_BYTES:end])
                        del self._from_host[:end]
                        self.heard_checksum = header.checksum
                        return Packet(header.command, header.arg0, header.arg1, payload)
                left = deadline - time.monotonic()
                assert left > 0, "the host sent nothing"
                self._changed.wait(left)

    @property
    def unheard(self):
        with self._changed:
            return bytes(self._from_host)

    def link(self, *, max_payload=4096, stall_s=15.0, features=frozenset({"shell_v2"})):
        packets = PacketWire(self, stall_s=stall_s)
        packets.checksums = False
        return Multiplexer(packets, features=features, max_payload=max_payload)

    def accept(self, remote_id):
        """Answer an OPEN and return the host's stream id."""
        opened = self.hear()
        assert opened.command is Command.OPEN
        self.say(Command.OKAY, remote_id, opened.arg0)
        return opened.arg0
