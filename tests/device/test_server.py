import socket
import threading
from contextlib import suppress

import pytest

from phone_audit.device.server import AdbServer, ServerDevice, parse_devices
from phone_audit.errors import (
    LinkTimeout,
    NoAccess,
    PhoneAuditError,
    ServiceRefused,
    Unauthorized,
    Unplugged,
)

PHONE = ServerDevice(serial="CONTOH1", state="device", transport_id=3)


def counted(text):
    return b"%04x" % len(text) + text


class ScriptedServer:
    """Answers requests from a table, each answer in pieces of a given size; keeps what was asked.

    A missing request is answered by closing the connection, a list by its items in turn.
    """

    def __init__(self, answers, piece):
        self.answers = {key: list(value) for key, value in answers.items()}
        self.piece = piece
        self.asked = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self):
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _serve(self):
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            connection.settimeout(10)
            # A client that is done resets the connection.
            with connection, connection.makefile("rb") as stream, suppress(OSError):
                self._converse(connection, stream)

    def _converse(self, connection, stream):
        while digits := stream.read(4):
            request = stream.read(int(digits, 16)).decode()
            self.asked.append(request)
            answers = self.answers.get(request)
            if not answers:
                return
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            for start in range(0, len(answer), self.piece):
                connection.send(answer[start : start + self.piece])
            if request.startswith(("shell", "host:version", "host:devices", "host-")):
                return


@pytest.fixture
def serve():
    servers = []

    def start(answers, piece=1):
        servers.append(ScriptedServer(answers, piece))
        return AdbServer(port=servers[-1].port), servers[-1]

    yield start
    for server in servers:
        server.close()


OKAY = [b"OKAY"]
READY = {
    "host:transport-id:3": OKAY,
    "host-transport-id:3:features": [b"OKAY" + counted(b"shell_v2,cmd")],
}


def failing(sentence):
    return [b"FAIL" + counted(sentence)]


def test_an_answer_may_come_in_any_number_of_pieces(serve):
    server, _ = serve({"host:version": [b"OKAY" + counted(b"0029")]})
    assert server.version() == 41


def test_phones_are_listed_with_their_state(serve):
    line = b"CONTOH1                device usb:1-1.2 product:c model:C_1 device:c transport_id:3\n"
    server, _ = serve({"host:devices-l": [b"OKAY" + counted(line * 20)]}, piece=7)
    assert len(server.devices()) == 20


def test_a_phone_is_chosen_by_its_transport(serve):
    server, script = serve({**READY, "shell,v2,raw:getprop": [b"OKAYhello"]})
    link = server.link(PHONE)
    stream = link.open("shell,v2,raw:getprop", 10)
    data = b""
    while part := stream.read(10):
        data += part
    assert data == b"hello"
    assert link.features == {"shell_v2", "cmd"}
    assert script.asked[-2:] == ["host:transport-id:3", "shell,v2,raw:getprop"]
    stream.close()
    stream.close()


def test_a_server_from_before_transport_ids_is_asked_by_serial(serve):
    server, script = serve(
        {
            "host:transport:CONTOH1": OKAY,
            "host-serial:CONTOH1:features": [b"OKAY" + counted(b"")],
        }
    )
    link = server.link(ServerDevice(serial="CONTOH1", state="device"))
    assert link.features == frozenset()
    assert script.asked == ["host:transport:CONTOH1", "host-serial:CONTOH1:features"]


@pytest.mark.parametrize(
    ("sentence", "meaning"),
    [
        (b"device unauthorized.\nThis adb server's $ADB_VENDOR_KEYS is not set", Unauthorized),
        (b"device still authorizing", Unauthorized),
        (b"no permissions (user in plugdev group; are your udev rules wrong?)", NoAccess),
        (b"insufficient permissions for device", NoAccess),
        (b"device offline", Unplugged),
        (b"device 'CONTOH1' not found", Unplugged),
        (b"no device with transport id '3'", Unplugged),
        (b"device still connecting", Unplugged),
        (b"\xff\xfe", ServiceRefused),
        (b"", ServiceRefused),
    ],
)
def test_a_servers_refusal_has_a_meaning(serve, sentence, meaning):
    server, _ = serve({"host:transport-id:3": failing(sentence)})
    with pytest.raises(meaning):
        server.link(PHONE)


def test_a_refused_service_and_a_lost_phone_are_two_things(serve):
    answers = {**READY, "shell:x": failing(b"closed")}
    server, _ = serve(answers)
    link = server.link(PHONE)
    with pytest.raises(ServiceRefused):
        link.open("shell:x", 10)
    answers["host:transport-id:3"] = [b"OKAY", b"OKAY", *failing(b"device offline")]
    server, _ = serve(answers)
    link = server.link(PHONE)
    with pytest.raises(Unplugged, match="lost the phone"):
        link.open("shell:x", 10)


@pytest.mark.parametrize("answer", [b"", b"OK", b"OKAY", b"OKAY00", b"OKAY0010half"])
def test_a_server_that_breaks_off_is_gone(serve, answer):
    server, _ = serve({"host:devices-l": [answer]})
    with pytest.raises(Unplugged, match="closed the connection"):
        server.devices()


@pytest.mark.parametrize(
    "answer", [b"HTTP/1.1 400", b"OKAYzzzz", b"OKAY-001x", b"OKAY0004zzzz", b"OKAY+0x1"]
)
def test_something_else_that_listens_is_no_server(serve, answer):
    server, _ = serve({"host:version": [answer], "host:devices-l": [answer]})
    with pytest.raises(Unplugged, match="is no adb server"):
        server.version()
    if b"0004" not in answer:
        with pytest.raises(Unplugged, match="is no adb server"):
            server.devices()


def test_a_server_that_says_nothing_is_not_waited_for_long():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = AdbServer(port=silent.getsockname()[1])
        with pytest.raises(LinkTimeout):
            server.devices(0.01)


def test_nobody_listens(unused_port):
    with pytest.raises(Unplugged, match="no adb server answers"):
        AdbServer(port=unused_port).version()


def test_a_request_longer_than_the_protocol_is_not_sent(serve):
    server, script = serve(READY)
    link = server.link(PHONE)
    with pytest.raises(ServiceRefused, match="longer"):
        link.open("shell:" + "x" * 70_000, 10)
    assert not any(request.startswith("shell") for request in script.asked)


def test_a_silent_command_is_a_timeout_and_the_stream_lives(serve):
    server, _ = serve({**READY, "localabstract:x": [b"OKAY"]})
    stream = server.link(PHONE).open("localabstract:x", 10)
    with pytest.raises(LinkTimeout):
        stream.read(0.01)
    assert not stream.ended_in_order
    stream.close()


def device(serial, state, **fields):
    return ServerDevice(serial=serial, state=state, **fields)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "CONTOH1                device usb:1-1.2 product:c model:C_1 device:c transport_id:3",
            device("CONTOH1", "device", usb_path="1-1.2", model="C_1", transport_id=3),
        ),
        (
            "127.0.0.1:5555         device product:c model:C_1 device:c transport_id:12",
            device("127.0.0.1:5555", "device", model="C_1", transport_id=12),
        ),
        (
            "CONTOH1                unauthorized usb:2-4 transport_id:1",
            device("CONTOH1", "unauthorized", usb_path="2-4", transport_id=1),
        ),
        ("CONTOH1                offline", device("CONTOH1", "offline")),
        ("CONTOH1\tdevice", device("CONTOH1", "device")),
        (
            "????????????    no permissions (udev?); see [http://x] usb:1-2 transport_id:4",
            device("????????????", "no permissions", usb_path="1-2", transport_id=4),
        ),
        (
            "(no serial number)     device usb:1-3 transport_id:5",
            device("(no serial number)", "device", usb_path="1-3", transport_id=5),
        ),
        (
            "CONTOH1 device model:a:b transport_id:99999999999999999999",
            device("CONTOH1", "device", model="a:b"),
        ),
        ("CONTOH1 device transport_id:x", device("CONTOH1", "device")),
    ],
)
def test_lines_of_the_device_list(line, expected):
    assert parse_devices(line + "\n") == (expected,)


def test_two_phones_of_one_serial_are_two_phones():
    listed = "SAMA device usb:1-1 transport_id:1\nSAMA device usb:1-2 transport_id:2\n"
    assert [one.transport_id for one in parse_devices(listed)] == [1, 2]


@pytest.mark.parametrize("line", ["", "   ", "CONTOH1", "\x00", "device" * 1000 + "\n" * 1000])
def test_lines_that_are_no_phone_are_left_out(line):
    assert parse_devices(line) == ()


def test_errors_of_a_server_are_errors_of_this_program(serve):
    server, _ = serve({})
    with pytest.raises(PhoneAuditError):
        server.version()
