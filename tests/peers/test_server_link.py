"""Links through AOSP's adb server, to AOSP's adbd."""

import hashlib
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from phone_audit.device.direct import Authorisation
from phone_audit.device.discover import State, adb_server_version, discover
from phone_audit.device.interface import Device
from phone_audit.device.server import AdbServer
from phone_audit.device.shell import Ending, shell
from phone_audit.errors import ServiceRefused, Unauthorized, Unplugged
from phone_audit.model.capture import Capture, GapReason, Question
from phone_audit.model.case import Origin
from phone_audit.model.record import replace
from tests.real_adbd import free_port

pytestmark = pytest.mark.peer

NO_KEYS = Authorisation(keys=tuple)
PATIENCE_S = 60.0
NEVER_S = 3600.0


def much():
    """Return 20 MB that are not all alike."""
    return random.Random(2).randbytes(20_000_000)


@pytest.fixture
def server(adb_server):
    return AdbServer(port=adb_server.port)


@pytest.fixture
def link_to(adb_server, server):
    """Let the server know a phone, and open a link to it."""
    links = []

    def open_link(phone):
        adb_server.connect(phone)
        (device,) = (one for one in server.devices() if one.serial == phone.address)
        links.append(server.link(device))
        return links[-1]

    yield open_link
    for link in links:
        link.close()


def test_a_running_server_says_its_version(adb_server, server):
    assert server.version() == adb_server_version(port=adb_server.port)
    assert 30 < server.version() < 1000


def test_a_server_that_does_not_run_is_not_started():
    port = free_port()
    server = AdbServer(port=port)
    with pytest.raises(Unplugged, match="no adb server answers"):
        server.version()
    assert discover(NO_KEYS, server=f"127.0.0.1:{port}", usb=False).attached == ()
    assert adb_server_version(port=port) is None
    with pytest.raises(Unplugged):
        server.devices()


def test_streams_exit_code_and_bytes_come_as_they_were_sent(phones, link_to):
    link = link_to(phones.start("contoh"))
    assert {"shell_v2", "cmd"} <= link.features
    answer = shell(link, r"printf '\377\376\000\351\r\n'; echo salah >&2; exit 3", PATIENCE_S)
    assert answer.stdout == b"\xff\xfe\x00\xe9\r\n"
    assert (answer.stderr, answer.exit_code, answer.ending) == (b"salah\n", 3, Ending.EXIT)


def test_twenty_megabytes(phones, link_to):
    data = much()
    link = link_to(phones.start("besar", {"dumpsys_role.out": data}))
    answer = shell(link, "dumpsys role", PATIENCE_S)
    assert answer.complete
    assert hashlib.sha256(answer.stdout).digest() == hashlib.sha256(data).digest()


def test_a_service_the_phone_does_not_offer_is_refused_without_waiting(phones, link_to):
    link = link_to(phones.start("contoh"))
    with pytest.raises(ServiceRefused):
        link.open("localabstract:nothing_devtools_remote", NEVER_S)
    assert shell(link, "echo masih", PATIENCE_S).stdout == b"masih\n"


def test_a_quick_command_does_not_wait_for_a_slow_one(phones, link_to):
    link = link_to(phones.start("contoh"))
    slow = link.open("shell,v2,raw:sleep 3600", PATIENCE_S)
    assert shell(link, "echo cepat", PATIENCE_S).stdout == b"cepat\n"
    slow.close()


def test_eight_phones_at_once_each_with_its_own_answer(phones, link_to):
    table = [
        link_to(phones.start(f"ponsel{number}", {"dumpsys_role.out": b"%d" % number * 500_000}))
        for number in range(8)
    ]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda link: shell(link, "dumpsys role", PATIENCE_S), table))
    assert [answer.stdout for answer in answers] == [b"%d" % n * 500_000 for n in range(8)]


def test_phones_are_told_apart_by_their_transport_and_not_by_their_serial(
    phones, adb_server, server
):
    for name in ("satu", "dua"):
        adb_server.connect(phones.start(name, {"dumpsys_role.out": name.encode()}))
    links = [server.link(replace(one, serial="0123456789ABCDEF")) for one in server.devices()]
    said = [shell(link, "dumpsys role", PATIENCE_S).stdout for link in links]
    assert sorted(said) == [b"dua", b"satu"]


def test_a_browsers_debugging_socket_takes_and_gives_millions_of_bytes(phones, link_to, browser):
    phone = phones.start("peramban", sockets={"chrome_devtools_remote": browser})
    asked = Device(
        lambda: link_to(phone),
        origin=Origin.ADB_SERVER,
        address="meja 1",
        clock=lambda: datetime.now(UTC),
    )
    data = much()[:3_000_000]
    for question in (b"?", data):
        stream = asked.open_local("chrome_devtools_remote", PATIENCE_S)
        stream.write(len(question).to_bytes(4, "big") + question, PATIENCE_S)
        answer = b""
        while part := stream.read(PATIENCE_S):
            answer += part
        stream.close()
        assert answer == question[::-1]
    asked.close()


def test_a_phone_that_dies_in_mid_answer_is_not_taken_for_one_that_finished(phones, link_to):
    phone = phones.start("mati", {"dumpsys_role.out": much()})
    link = link_to(phone)
    stream = link.open("shell,v2,raw:dumpsys role", PATIENCE_S)
    assert stream.read(PATIENCE_S)
    phone.kill()
    while stream.read(PATIENCE_S):
        pass
    assert not stream.ended_in_order


def test_the_old_shell_of_a_phone_that_dies_is_not_taken_for_complete(phones, link_to):
    phone = phones.start("mati", {"dumpsys_role.out": much()})
    link = link_to(phone)
    link.features = frozenset()
    assert shell(link, "echo utuh", PATIENCE_S).ending is Ending.CLOSED
    opened = link.open

    def open_and_die(service, timeout_s):
        stream = opened(service, timeout_s)
        assert stream.read(PATIENCE_S)
        phone.kill()
        return stream

    link.open = open_and_die
    assert shell(link, "dumpsys role", PATIENCE_S).ending is Ending.GONE


def test_a_dead_phone_makes_gaps_and_a_new_one_answers(phones, adb_server, server):
    phone = phones.start("contoh", {"dumpsys_role.out": b"ada"})
    adb_server.connect(phone)
    (found,) = discover(NO_KEYS, server=server.address, usb=False).attached
    device = Device(
        found.opener, origin=found.how, address=found.address, clock=lambda: datetime.now(UTC)
    )
    question = Question(source="roles", topic="roles", line="dumpsys role", timeout_s=60)
    answer = device.ask(question, 1)
    assert isinstance(answer, Capture)
    assert answer.stdout == b"ada"
    phone.kill()
    assert device.ask(question, 2).reason is GapReason.UNPLUGGED


def test_several_questions_share_a_command_through_the_server_too(phones, link_to):
    data = much()
    phone = phones.start("banyak", {"dumpsys_role.out": b"\xff\0ada", "dumpsys_user.out": data})
    link = link_to(phone)
    device = Device(
        lambda: link,
        origin=Origin.ADB_SERVER,
        address=link.address,
        clock=lambda: datetime.now(UTC),
    )
    lines = ("dumpsys role", "dumpsys user", "dumpsys role")
    asked = [Question(source="s", topic="t", line=line, timeout_s=60) for line in lines]
    assert [one.stdout for one in device.ask_all(asked, 1)] == [b"\xff\0ada", data, b"\xff\0ada"]


def test_what_is_attached(phones, adb_server, server):
    ready = phones.start("siap")
    asking = phones.start("tanya", auth="ask")
    adb_server.connect(ready)
    adb_server.connect(asking)
    found = {
        one.serial: one for one in discover(NO_KEYS, server=server.address, usb=False).attached
    }
    assert found[ready.address].state is State.READY
    assert found[ready.address].how is Origin.ADB_SERVER
    assert found[ready.address].remedy is None
    assert found[asking.address].state is State.UNAUTHORIZED
    assert "Izinkan" in found[asking.address].remedy.id
    with pytest.raises(Unauthorized):
        found[asking.address].opener()


def test_coming_and_going_is_told(phones, adb_server, server):
    with server.track_devices() as watch:
        assert watch.wait(PATIENCE_S) == ()
        assert watch.wait(0.01) is None
        phone = phones.start("datang")
        adb_server.connect(phone)
        states = []
        while "device" not in states:
            states += [one.state for one in watch.wait(PATIENCE_S)]
        phone.kill()
        while "offline" not in states and server.devices():
            states += [one.state for one in watch.wait(PATIENCE_S)]


def test_a_server_that_is_stopped_takes_its_phones_along(phones, adb_server, server, link_to):
    link = link_to(phones.start("contoh"))
    stream = link.open("shell,v2,raw:echo awal; sleep 3600", PATIENCE_S)
    assert b"awal" in stream.read(PATIENCE_S)
    with server.track_devices() as watch:
        assert watch.wait(PATIENCE_S)
        adb_server.stop()
        with pytest.raises(Unplugged):
            watch.wait(PATIENCE_S)
    with pytest.raises(Unplugged):
        link.open("shell,v2,raw:getprop", PATIENCE_S)
    assert not stream.ended_in_order


def test_a_phone_on_a_port_of_this_computer_is_found_too(phones, server):
    phone = phones.start("contoh")
    found = discover(NO_KEYS, server=None, usb=False, tcp=[phone.address]).attached
    assert [(one.key, one.state) for one in found] == [(f"tcp:{phone.address}", State.READY)]
    link = found[0].opener()
    assert shell(link, "echo ada", PATIENCE_S).stdout == b"ada\n"
    link.close()
    phone.kill()
    (gone,) = discover(NO_KEYS, server=None, usb=False, tcp=[phone.address]).attached
    assert gone.state is State.OFFLINE
