"""The device side of the protocol, packet by packet."""

import base64
import struct

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA1
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.simulator.faults import (
    Disconnect,
    Flood,
    Garbage,
    Hang,
    Latency,
    Truncate,
    WrongChecksums,
)
from phone_audit.simulator.handset import Authorisation, Tap
from phone_audit.simulator.packets import VERSION_MIN, Command, Packet
from phone_audit.simulator.session import MAX_STREAMS, Session
from tests.simulator.host import Host, handset, shell_answer, shell_packets


def online(files=None, *, max_payload=4096, **options):
    host = Host(handset(files, **options), max_payload=max_payload)
    host.connect()
    return host


class Key:
    """A computer's key pair, made once: 2048 bits take a while."""

    private = generate_private_key(65537, 2048)

    @classmethod
    def line(cls) -> bytes:
        numbers = cls.private.public_key().public_numbers()
        body = struct.pack(
            "<II256s256sI", 64, 0, numbers.n.to_bytes(256, "little"), bytes(256), numbers.e
        )
        return base64.b64encode(body) + b" officer@laptop"

    @classmethod
    def sign(cls, token: bytes) -> bytes:
        return cls.private.sign(token, PKCS1v15(), Prehashed(SHA1()))


def test_a_phone_without_a_lock_introduces_itself() -> None:
    (answer,) = Host(handset()).connect()
    assert answer.command is Command.CNXN
    assert answer.data.startswith(
        b"device::ro.product.name=contoh;ro.product.model=Contoh 6;"
        b"ro.product.device=contoh6;features=shell_v2,"
    )


def test_nothing_is_heard_before_the_greeting() -> None:
    host = Host(handset())
    assert host.open("shell:getprop") == []
    assert host.connect()[0].command is Command.CNXN


def test_shell_v2_keeps_streams_and_exit_code_apart() -> None:
    host = online({"dumpsys_x.out": b"out", "dumpsys_x.err": b"err", "dumpsys_x.rc": b"7"})
    data, closed = host.read_all("shell,v2,raw:dumpsys x")
    assert shell_answer(data) == (b"out", b"err", 7)
    assert closed


@pytest.mark.parametrize("service", ["shell:dumpsys x", "shell,raw:dumpsys x", "exec:dumpsys x"])
def test_the_old_shell_merges_them(service: str) -> None:
    host = online({"dumpsys_x.out": b"out", "dumpsys_x.err": b"err", "dumpsys_x.rc": b"7"})
    assert host.read_all(service) == (b"errout", True)


def test_the_terminal_type_is_ignored() -> None:
    data, _ = online().read_all("shell,v2,TERM=xterm-256color,raw:echo hi")
    assert shell_answer(data) == (b"hi\n", b"", 0)


@pytest.mark.parametrize(
    "service",
    ["sync:", "shell:", "shell,v2,pty:", "localabstract:nothing", "tcp:22", "reboot:", "root:",
     "reverse:forward:tcp:1;tcp:2", "shellx:ls", "", "jdwp:1"],
)  # fmt: skip
def test_what_a_phone_does_not_offer_is_refused_at_once(service: str) -> None:
    phone = handset()
    host = Host(phone)
    host.connect()
    (answer,) = host.open(service, local=9)
    assert (answer.command, answer.arg0, answer.arg1) == (Command.CLSE, 0, 9)
    assert phone.asked == [service]


def test_an_answer_waits_for_every_okay() -> None:
    host = online({"dumpsys_x.out": bytes(10000)})
    okay, first = host.open("shell:dumpsys x")
    assert (okay.command, okay.arg1) == (Command.OKAY, 1)
    assert (first.command, len(first.data)) == (Command.WRTE, 4096)
    assert host.wait(60) == []
    (second,) = host.send(Command.OKAY, 1, first.arg0)
    assert len(second.data) == 4096
    third = host.send(Command.OKAY, 1, first.arg0)
    assert [len(packet.data) for packet in third] == [10000 - 2 * 4096]
    (end,) = host.send(Command.OKAY, 1, first.arg0)
    assert (end.command, end.arg0, end.arg1) == (Command.CLSE, first.arg0, 1)


def test_streams_do_not_wait_for_each_other() -> None:
    host = online({"dumpsys_slow.sleep": b"5", "dumpsys_slow.out": b"slow"})
    assert [p.command for p in host.open("shell:dumpsys slow", local=1)] == [Command.OKAY]
    assert host.read_all("shell:echo quick", local=2) == (b"quick\n", True)
    assert host.wait(4.9) == []
    (late,) = host.wait(0.2)
    assert (late.arg1, late.data) == (1, b"slow")


def test_the_session_tells_when_something_is_due() -> None:
    host = online({"dumpsys_slow.sleep": b"5", "dumpsys_hang.sleep": b"forever"})
    host.open("shell:dumpsys hang", local=1)
    assert host.session.advance(0.0) is None
    host.open("shell:dumpsys slow", local=2)
    assert host.session.advance(1.0) == 5.0


def test_a_host_may_close_first() -> None:
    host = online({"dumpsys_x.out": bytes(10000)})
    okay, *_ = host.open("shell:dumpsys x")
    (answer,) = host.send(Command.CLSE, 1, okay.arg0)
    assert answer.command is Command.CLSE
    assert host.send(Command.OKAY, 1, okay.arg0) == []
    assert host.send(Command.CLSE, 1, okay.arg0) == []


def test_packets_for_streams_of_others_are_not_heard() -> None:
    host = online({"dumpsys_hang.sleep": b"forever"})
    (okay,) = host.open("shell:dumpsys hang", local=5)
    for command in (Command.OKAY, Command.WRTE, Command.CLSE):
        assert host.send(command, 6, okay.arg0, b"x") == []
        assert host.send(command, 5, okay.arg0 + 1, b"x") == []
    assert [p.command for p in host.send(Command.WRTE, 5, okay.arg0, b"input")] == [Command.OKAY]


def test_too_many_streams_are_refused() -> None:
    host = online({"dumpsys_hang.sleep": b"forever"})
    for local in range(1, MAX_STREAMS + 1):
        assert host.open("shell:dumpsys hang", local)[0].command is Command.OKAY
    assert host.open("shell:dumpsys hang", 9999)[0].command is Command.CLSE


def test_an_old_host_gets_checksums_and_its_own_are_checked() -> None:
    host = Host(handset(), version=VERSION_MIN)
    host.connect()
    _, answer, *_ = host.open("shell:echo hi")
    assert answer.check == answer.checksum == sum(b"hi\n")
    host.send(Command.OPEN, 2, 0, b"shell:echo\0", check=1)
    assert host.session.gone


def test_a_new_host_gets_none_and_may_send_none() -> None:
    host = online()
    _, answer, *_ = host.open("shell:echo hi")
    assert answer.check == 0


def test_a_second_greeting_starts_anew() -> None:
    host = online({"dumpsys_hang.sleep": b"forever"})
    (okay,) = host.open("shell:dumpsys hang")
    assert host.connect()[0].command is Command.CNXN
    assert host.send(Command.WRTE, 1, okay.arg0, b"x") == []


def test_a_host_without_room_is_dropped() -> None:
    host = Host(handset(), max_payload=0)
    host.connect()
    assert host.session.gone


class TestAuthorisation:
    def challenged(self, **options) -> tuple[Host, bytes]:
        host = Host(handset(auth=Authorisation(**options)))
        (challenge,) = host.connect()
        assert (challenge.command, challenge.arg0, len(challenge.data)) == (Command.AUTH, 1, 20)
        return host, challenge.data

    def test_a_known_key_is_let_in(self) -> None:
        host, token = self.challenged(known_keys=(Key.line(),))
        (answer,) = host.send(Command.AUTH, 2, 0, Key.sign(token))
        assert answer.command is Command.CNXN

    def test_an_unknown_key_is_challenged_again_with_another_token(self) -> None:
        host, token = self.challenged(known_keys=(b"rubbish", b"QUJD x"))
        (answer,) = host.send(Command.AUTH, 2, 0, Key.sign(token))
        assert (answer.command, answer.arg0) == (Command.AUTH, 1)
        assert answer.data != token

    def test_a_signature_of_an_earlier_token_is_worthless(self) -> None:
        host, first = self.challenged(known_keys=(Key.line(),))
        (second,) = host.send(Command.AUTH, 2, 0, b"\0" * 256)
        assert host.send(Command.AUTH, 2, 0, Key.sign(first))[0].command is Command.AUTH
        assert second.data != first

    def test_nothing_is_served_before_the_holder_allows(self) -> None:
        host, _ = self.challenged()
        assert host.open("shell:getprop") == []
        assert host.send(Command.AUTH, 3, 0, Key.line() + b"\0") == []
        assert host.open("shell:getprop") == []
        assert host.wait(3600) == []

    @pytest.mark.parametrize("tap", [Tap.ALLOW, Tap.ALWAYS_ALLOW])
    def test_allowing(self, tap: Tap) -> None:
        host, _ = self.challenged(tap=tap)
        (answer,) = host.send(Command.AUTH, 3, 0, Key.line() + b"\0")
        assert answer.command is Command.CNXN

    def test_only_always_is_remembered(self) -> None:
        for tap, expected in ((Tap.ALLOW, Command.AUTH), (Tap.ALWAYS_ALLOW, Command.CNXN)):
            phone = handset(auth=Authorisation(tap=tap))
            first = Host(phone)
            first.connect()
            first.send(Command.AUTH, 3, 0, Key.line() + b"\0")
            again = Host(phone)
            (challenge,) = again.connect()
            (answer,) = again.send(Command.AUTH, 2, 0, Key.sign(challenge.data))
            assert answer.command is expected

    def test_denying_says_nothing_and_the_dialog_is_gone(self) -> None:
        phone = handset(auth=Authorisation(tap=Tap.DENY))
        host = Host(phone)
        host.connect()
        assert host.send(Command.AUTH, 3, 0, Key.line() + b"\0") == []
        phone.set_tap(Tap.ALLOW)
        assert host.wait() == []

    def test_a_holder_may_tap_later(self) -> None:
        phone = handset(auth=Authorisation())
        host = Host(phone)
        host.connect()
        host.send(Command.AUTH, 3, 0, Key.line() + b"\0")
        phone.set_tap(Tap.ALLOW)
        assert host.wait()[0].command is Command.CNXN

    def test_a_function_decides_by_the_key(self) -> None:
        seen = []

        def decide(key: bytes) -> Tap:
            seen.append(key)
            return Tap.DENY

        host, _ = self.challenged(tap=decide)
        host.send(Command.AUTH, 3, 0, Key.line() + b"\0")
        assert seen == [Key.line()]


FILES = {"dumpsys_x.out": b"0123456789" * 10, "dumpsys_x.rc": b"3"}


class TestFaults:
    def test_latency(self) -> None:
        host = online(FILES, faults=(Latency(seconds=3, on="^dumpsys"),))
        assert host.read_all("shell:echo now", local=1) == (b"now\n", True)
        assert len(host.open("shell:dumpsys x", local=2)) == 1
        assert host.wait(2.9) == []
        assert len(host.wait(0.2)) == 1

    def test_hang(self) -> None:
        host = online(FILES, faults=(Hang(on="dumpsys"), Latency(seconds=1)))
        assert len(host.open("shell:dumpsys x")) == 1
        assert host.wait(10**6) == []

    @pytest.mark.parametrize(("exit_packet", "code"), [(True, 3), (False, None)])
    def test_truncation(self, exit_packet: bool, code: int | None) -> None:
        fault = Truncate(on="dumpsys", after_bytes=15, exit_packet=exit_packet)
        data, closed = online(FILES, faults=(fault,)).read_all("shell,v2,raw:dumpsys x")
        assert shell_answer(data) == (b"012345678901234", b"", code)
        assert closed

    def test_disconnect_in_mid_answer(self) -> None:
        host = online(FILES, faults=(Disconnect(after_bytes=25),))
        data, closed = host.read_all("shell,v2,raw:dumpsys x")
        assert (len(data), closed) == (25, False)
        assert host.session.gone

    def test_disconnect_at_the_second_command(self) -> None:
        host = online(FILES, faults=(Disconnect(at_command=2),))
        assert host.read_all("shell:echo one", local=1) == (b"one\n", True)
        assert host.read_all("shell:echo two", local=2) == (b"", False)
        assert host.session.gone

    def test_flood(self) -> None:
        host = online(FILES, faults=(Flood(block=b"again "),))
        okay, packet = host.open("shell,v2,raw:dumpsys x")
        taken = b""
        for _ in range(50):
            assert len(packet.data) == 4096
            taken += packet.data
            (packet,) = host.send(Command.OKAY, 1, okay.arg0)
        packets, _ = shell_packets(taken)
        assert {kind for kind, _ in packets} == {1}
        assert b"".join(body for _, body in packets).startswith(b"again again ")

    def test_garbage_in_the_stream(self) -> None:
        host = online(FILES, faults=(Garbage(stream=b"\xff" * 5),))
        data, _ = host.read_all("shell,v2,raw:dumpsys x")
        assert data.startswith(b"\xff" * 5 + b"\x01\x64\0\0\0")

    def test_garbage_on_the_wire(self) -> None:
        session = online(FILES, faults=(Garbage(wire=b"not a packet"),)).session
        session.receive(open_packet("shell:dumpsys x"), 0.0)
        assert session.outgoing[1] == b"not a packet"

    def test_wrong_checksums(self) -> None:
        (answer,) = Host(handset(faults=(WrongChecksums(),))).connect()
        assert answer.check == answer.checksum + 1


def open_packet(service: str) -> bytes:
    return Packet(command=Command.OPEN, arg0=1, data=service.encode() + b"\0").to_bytes(0)


@given(data=st.binary(max_size=200), greeted=st.booleans())
def test_no_bytes_of_a_host_break_it(data: bytes, greeted: bool) -> None:
    session = online().session if greeted else Session(handset())
    session.receive(data, 0.0)
    session.advance(0.0)


HOSTILE = st.lists(
    st.tuples(
        st.sampled_from(Command),
        st.integers(0, 3),
        st.integers(0, 3),
        st.sampled_from([b"", b"shell:echo hi\0", b"\xff\xfe", b"shell,v2,raw:dumpsys hang\0"]),
    ),
    max_size=12,
)


@given(steps=HOSTILE, locked=st.booleans())
def test_no_order_of_packets_breaks_it(steps, locked: bool) -> None:
    files = {"dumpsys_hang.sleep": b"forever"}
    host = Host(handset(files, auth=Authorisation() if locked else None))
    host.connect()
    for command, arg0, arg1, data in steps:
        for packet in host.send(command, arg0, arg1, data):
            assert len(packet.data) <= 4096
        host.wait(1)
