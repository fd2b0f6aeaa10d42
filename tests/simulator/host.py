"""A computer as plain as can be: speaks ADB packets to a session or over a socket."""

import socket
import struct

from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.simulator.handset import Handset
from phone_audit.simulator.packets import (
    VERSION_SKIP_CHECKSUM,
    Command,
    Packet,
    PacketReader,
)
from phone_audit.simulator.session import Session

PROPS = b"ro.product.name=contoh\nro.product.model=Contoh 6\nro.product.device=contoh6\n"


def handset(files=None, **options):
    """A synthetic phone that answers ``files`` (paths below ``cmds/``)."""
    answers = {f"cmds/{name}": data for name, data in (files or {}).items()}
    return Handset(CaptureFolder({"props": PROPS, **answers}), **options)


class Host:
    """The computer's side, over a Session: no socket, no thread, a clock that tests turn."""

    def __init__(self, phone, version=VERSION_SKIP_CHECKSUM, max_payload=4096):
        self.session = Session(phone)
        self.version = version
        self.max_payload = max_payload
        self.checks = True
        self.now = 0.0
        self._reader = PacketReader()

    def send(self, command, arg0=0, arg1=0, data=b"", check=None):
        """Send one packet; return what the phone sends back at once."""
        packet = Packet(command=command, arg0=arg0, arg1=arg1, data=data)
        if check is None:
            check = packet.checksum if self.checks else 0
        self.session.receive(packet.to_bytes(check), self.now)
        return self.received()

    def wait(self, seconds=0.0):
        """Let time pass; return what the phone sends."""
        self.now += seconds
        self.session.advance(self.now)
        return self.received()

    def received(self):
        data = b"".join(self.session.outgoing)
        self.session.outgoing.clear()
        return list(self._reader.feed(data))

    def connect(self):
        answer = self.send(Command.CNXN, self.version, self.max_payload, b"host::features=shell_v2")
        if answer and answer[0].command is Command.CNXN:
            self.checks = min(self.version, answer[0].arg0) < VERSION_SKIP_CHECKSUM
        return answer

    def open(self, service, local=1):
        return self.send(Command.OPEN, local, 0, service.encode() + b"\0")

    def read_all(self, service, local=1):
        """Open a service and take its stream to the end; the bytes, and whether it was closed."""
        waiting = self.open(service, local)
        taken = b""
        while waiting:
            packet = waiting.pop(0)
            if packet.command is Command.WRTE:
                taken += packet.data
                waiting += self.send(Command.OKAY, local, packet.arg0)
            elif packet.command is Command.CLSE:
                return taken, True
            waiting = waiting or self.wait()
        return taken, False


def shell_packets(data):
    """Shell v2 packets as (kind, data), and what is left over."""
    found = []
    while len(data) >= 5:
        kind, length = struct.unpack_from("<BI", data)
        if len(data) < 5 + length:
            break
        found.append((kind, data[5 : 5 + length]))
        data = data[5 + length :]
    return found, data


def shell_answer(data):
    """(stdout, stderr, exit code or None) of a shell v2 stream."""
    packets, _ = shell_packets(data)
    stdout = b"".join(body for kind, body in packets if kind == 1)
    stderr = b"".join(body for kind, body in packets if kind == 2)
    code = next((body[0] for kind, body in packets if kind == 3), None)
    return stdout, stderr, code


class SocketHost:
    """The computer's side over a real socket, for what only a socket can show."""

    def __init__(self, phone, max_payload=65536):
        self.socket = socket.create_connection(("127.0.0.1", phone.port), timeout=10)
        self._reader = PacketReader()
        self._waiting = []
        banner = b"host::features=shell_v2"
        self.send(Command.CNXN, VERSION_SKIP_CHECKSUM, max_payload, banner, check=sum(banner))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, command, arg0=0, arg1=0, data=b"", check=0):
        packet = Packet(command=command, arg0=arg0, arg1=arg1, data=data)
        self.socket.sendall(packet.to_bytes(check))

    def receive(self):
        """The next packet, or None when the phone has hung up."""
        while not self._waiting:
            try:
                data = self.socket.recv(65536)
            except ConnectionResetError:
                return None
            if not data:
                return None
            self._waiting += self._reader.feed(data)
        return self._waiting.pop(0)

    def read_all(self, service, local=1):
        """Open a service; its bytes, and the last packet (CLSE, or None for a hang-up)."""
        self.send(Command.OPEN, local, 0, service.encode() + b"\0")
        taken = b""
        while True:
            packet = self.receive()
            if packet is None:
                return taken, None
            if packet.arg1 != local:
                continue  # a late word about an earlier stream
            if packet.command is Command.CLSE:
                self.send(Command.CLSE, local, packet.arg0)
                return taken, packet
            if packet.command is Command.WRTE:
                taken += packet.data
                self.send(Command.OKAY, local, packet.arg0)
