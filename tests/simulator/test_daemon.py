"""The phone on a real socket: connections, back pressure, abstract sockets, an orderly end."""

import contextlib
import socket
import threading

import pytest

from phone_audit.simulator.daemon import SimulatedPhone, plugged_in
from phone_audit.simulator.faults import Disconnect, Flood
from phone_audit.simulator.handset import Authorisation, Tap
from phone_audit.simulator.packets import Command
from tests.simulator.host import SocketHost, handset, shell_answer

BIG = bytes(range(256)) * 10_000
FAR_TOO_MUCH = 64 * 1024 * 1024


@pytest.fixture(autouse=True)
def _nothing_is_left_running():
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before


def test_a_command_over_the_socket() -> None:
    with SimulatedPhone(handset({"dumpsys_x.out": BIG})) as phone, SocketHost(phone) as host:
        assert host.receive().command is Command.CNXN
        data, end = host.read_all("shell,v2,raw:dumpsys x")
        assert shell_answer(data) == (BIG, b"", 0)
        assert end.command is Command.CLSE
        host.read_all("sync:", local=2)
        assert phone.asked == ("shell,v2,raw:dumpsys x", "sync:")
        assert phone.lines == ("dumpsys x",)
        assert phone.address == f"127.0.0.1:{phone.port}"
    assert phone.handset.heard_bytes > 24 * 2
    assert phone.handset.said_bytes > len(BIG) + len(BIG) // phone.handset.max_payload * 24


def test_two_hosts_at_once() -> None:
    with SimulatedPhone(handset()) as phone, SocketHost(phone) as one, SocketHost(phone) as two:
        assert one.receive().command is Command.CNXN
        assert one.read_all("shell:echo 1")[0] == b"1\n"
        assert two.receive().command is Command.CNXN
        assert two.read_all("shell:echo 2")[0] == b"2\n"
        assert one.read_all("shell:echo 3", local=2)[0] == b"3\n"


def test_a_delay_is_waited_for_without_the_host() -> None:
    phone = SimulatedPhone(handset({"dumpsys_x.sleep": b"0.05", "dumpsys_x.out": b"late"}))
    with phone, SocketHost(phone) as host:
        host.receive()
        assert host.read_all("shell:dumpsys x")[0] == b"late"


def test_unplugging_ends_every_connection_and_plugging_in_begins_anew() -> None:
    phone = SimulatedPhone(handset({"dumpsys_x.sleep": b"forever"}))
    with phone:
        port = phone.port
        with SocketHost(phone) as host:
            host.receive()
            host.send(Command.OPEN, 1, 0, b"shell:dumpsys x\0")
            assert host.receive().command is Command.OKAY
            phone.unplug()
            assert host.receive() is None
        with pytest.raises(ConnectionRefusedError):
            SocketHost(phone)
        phone.plug()
        assert phone.port == port
        with SocketHost(phone) as host:
            assert host.receive().command is Command.CNXN


def test_a_cable_pulled_in_mid_answer() -> None:
    phone = SimulatedPhone(
        handset({"dumpsys_x.out": BIG}, faults=(Disconnect(after_bytes=70_000),))
    )
    with phone, SocketHost(phone, max_payload=4096) as host:
        host.receive()
        data, end = host.read_all("shell:dumpsys x")
        assert (data, end) == (BIG[:70_000], None)


def test_a_cable_pulled_for_good_is_not_put_back() -> None:
    phone = SimulatedPhone(
        handset({"dumpsys_x.out": BIG}, faults=(Disconnect(after_bytes=70, for_good=True),))
    )
    with phone:
        with SocketHost(phone) as host:
            host.receive()
            assert host.read_all("shell:dumpsys x") == (BIG[:70], None)
        with socket.create_connection(("127.0.0.1", phone.port), timeout=10) as later:
            assert later.recv(1) == b""


def test_a_host_that_never_reads_keeps_no_other_waiting() -> None:
    phone = SimulatedPhone(handset(faults=(Flood(),)))
    with phone, SocketHost(phone, max_payload=1024 * 1024) as host:
        host.receive()
        for local in range(1, 60):
            host.send(Command.OPEN, local, 0, b"shell:dumpsys x\0")
        with SocketHost(phone) as other:
            assert other.receive().command is Command.CNXN


@pytest.mark.parametrize("data", [b"", b"\0", b"GET / HTTP/1.1\r\n\r\n", b"\xff" * 100_000])
def test_a_host_that_speaks_something_else_is_dropped(data: bytes) -> None:
    with SimulatedPhone(handset()) as phone:
        with socket.create_connection(("127.0.0.1", phone.port), timeout=10) as stranger:
            stranger.sendall(data)
            stranger.shutdown(socket.SHUT_WR)
            with contextlib.suppress(ConnectionResetError):
                assert stranger.recv(100) == b""
        with SocketHost(phone) as host:
            assert host.receive().command is Command.CNXN


def test_a_holder_taps_while_the_dialog_shows() -> None:
    with SimulatedPhone(handset(auth=Authorisation())) as phone, SocketHost(phone) as host:
        assert host.receive().command is Command.AUTH
        key = b"QUJD officer@laptop\0"
        host.send(Command.AUTH, 3, 0, key, check=sum(key))
        phone.tap(Tap.ALLOW)
        assert host.receive().command is Command.CNXN


def echo_upper(connection: socket.socket) -> None:
    while data := connection.recv(65536):
        connection.sendall(data.upper())


def test_an_abstract_socket_answered_by_a_function() -> None:
    phone = SimulatedPhone(handset(local_sockets={"chrome_devtools_remote": echo_upper}))
    with phone, SocketHost(phone) as host:
        host.receive()
        host.send(Command.OPEN, 1, 0, b"localabstract:chrome_devtools_remote\0")
        remote = host.receive().arg0
        host.send(Command.WRTE, 1, remote, b"hello")
        answers = {packet.command: packet for packet in (host.receive(), host.receive())}
        assert answers[Command.WRTE].data == b"HELLO"
        assert Command.OKAY in answers
        host.send(Command.OKAY, 1, remote)
        host.send(Command.CLSE, 1, remote)
        assert host.receive().command is Command.CLSE


def say_and_leave(connection: socket.socket) -> None:
    connection.sendall(BIG)


def test_a_function_that_leaves_closes_the_stream_after_its_last_byte() -> None:
    with SimulatedPhone(handset(local_sockets={"x": say_and_leave})) as phone:
        with SocketHost(phone, max_payload=4096 * 16) as host:
            host.receive()
            data, end = host.read_all("localabstract:x")
        assert data == BIG
        assert end.command is Command.CLSE


def test_a_writer_waits_until_the_socket_has_taken_it_all() -> None:
    gate = threading.Event()
    taken = []

    def slow_reader(connection: socket.socket) -> None:
        gate.wait(10)
        while data := connection.recv(65536):
            taken.append(data)

    phone = SimulatedPhone(handset(local_sockets={"x": slow_reader}))
    written = 0
    with phone, SocketHost(phone) as host:
        host.receive()
        host.send(Command.OPEN, 1, 0, b"localabstract:x\0")
        remote = host.receive().arg0
        host.socket.settimeout(0.2)
        with contextlib.suppress(TimeoutError):  # no OKAY once the socket is full
            while written < FAR_TOO_MUCH:
                host.send(Command.WRTE, 1, remote, bytes(262144))
                written += 262144
                assert host.receive().command is Command.OKAY
        assert written < FAR_TOO_MUCH
        gate.set()
        host.socket.settimeout(10)
        assert host.receive().command is Command.OKAY
        host.send(Command.CLSE, 1, remote)
        assert host.receive().command is Command.CLSE
    assert sum(map(len, taken)) == written


def test_an_abstract_socket_bridged_to_a_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        target = server.getsockname()[:2]
        phone = SimulatedPhone(handset(local_sockets={"web": target, "dead": ("127.0.0.1", 1)}))
        with phone, SocketHost(phone) as host:
            host.receive()
            host.send(Command.OPEN, 1, 0, b"localabstract:web\0")
            host.receive()
            behind, _ = server.accept()
            with behind:
                behind.sendall(b"from behind")
                assert host.receive().data == b"from behind"
            host.send(Command.OPEN, 2, 0, b"localabstract:dead\0")
            assert host.receive().command is Command.CLSE


def test_a_whole_office() -> None:
    with plugged_in([handset(serial=f"S{n}") for n in range(8)]) as phones:
        assert len({phone.port for phone in phones}) == 8
        assert [phone.serial for phone in phones] == [f"S{n}" for n in range(8)]
        for phone in phones:
            with SocketHost(phone) as host:
                assert host.receive().command is Command.CNXN


def test_a_port_in_use_is_an_error_and_leaves_nothing_behind() -> None:
    with SimulatedPhone(handset()) as phone, pytest.raises(OSError, match="in use"):
        SimulatedPhone(handset(), port=phone.port).plug()
