"""Our own link against AOSP's adbd."""

import hashlib
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from phone_audit.device.direct import Authorisation, open_tcp
from phone_audit.device.interface import Device
from phone_audit.device.keys import ensure_key, load_keys
from phone_audit.device.shell import Ending, shell
from phone_audit.errors import ServiceRefused, Unauthorized, Unplugged
from phone_audit.model.capture import Capture, GapReason, Question
from phone_audit.model.case import Origin

pytestmark = pytest.mark.peer

NO_KEYS = Authorisation(keys=tuple)
PATIENCE_S = 60.0
NEVER_S = 3600.0  # longer than any test runs: whoever waits for it has failed


@pytest.fixture
def link_to():
    """Open links that are closed after the test."""
    links = []

    def open_link(phone, authorisation=NO_KEYS):
        links.append(open_tcp("127.0.0.1", phone.port, authorisation))
        return links[-1]

    yield open_link
    for link in links:
        link.close()


def much():
    """Return 20 MB that are not all alike."""
    return random.Random(1).randbytes(20_000_000)


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


def test_many_small_commands_on_one_link(phones, link_to):
    link = link_to(phones.start("contoh"))
    for number in range(200):
        assert shell(link, f"echo {number}", PATIENCE_S).stdout == b"%d\n" % number


def test_a_service_the_phone_does_not_offer_is_refused_without_waiting(phones, link_to):
    link = link_to(phones.start("contoh"))
    for _ in range(3):
        with pytest.raises(ServiceRefused):
            link.open("localabstract:nothing_devtools_remote", NEVER_S)
    assert shell(link, "echo masih", PATIENCE_S).stdout == b"masih\n"


def test_a_quick_command_does_not_wait_for_a_slow_one(phones, link_to):
    link = link_to(phones.start("contoh"))
    slow = link.open("shell,v2,raw:sleep 3600", PATIENCE_S)
    assert shell(link, "echo cepat", PATIENCE_S).stdout == b"cepat\n"
    slow.close()
    assert shell(link, "echo lagi", PATIENCE_S).complete


def test_an_answer_nobody_reads_does_not_hold_up_another(phones, link_to):
    link = link_to(phones.start("besar", {"dumpsys_role.out": much()}))
    lazy = link.open("shell,v2,raw:dumpsys role", PATIENCE_S)
    assert lazy.read(PATIENCE_S)
    assert shell(link, "echo cepat", PATIENCE_S).stdout == b"cepat\n"


def test_many_commands_at_once_on_one_link(phones, link_to):
    data = much()[:2_000_000]
    link = link_to(phones.start("besar", {"dumpsys_role.out": data}))
    with ThreadPoolExecutor(8) as pool:
        lines = ["dumpsys role", "echo kecil"] * 8
        answers = list(pool.map(lambda line: shell(link, line, PATIENCE_S), lines))
    assert all(answer.complete for answer in answers)
    assert {answer.stdout for answer in answers} == {data, b"kecil\n"}


def test_eight_phones_at_once_each_with_its_own_answer(phones, link_to):
    table = [
        phones.start(f"ponsel{number}", {"dumpsys_role.out": b"%d" % number * 500_000})
        for number in range(8)
    ]
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda phone: shell(link_to(phone), "dumpsys role", PATIENCE_S), table)
        )
    assert [answer.stdout for answer in answers] == [b"%d" % n * 500_000 for n in range(8)]


def test_two_phones_of_one_serial_are_two_phones(phones, link_to):
    same = {"ro.serialno": "0123456789ABCDEF"}
    one = phones.start("satu", {"dumpsys_role.out": b"satu"}, props=same)
    two = phones.start("dua", {"dumpsys_role.out": b"dua"}, props=same)
    said = [
        (shell(link, "getprop ro.serialno", PATIENCE_S), shell(link, "dumpsys role", PATIENCE_S))
        for link in map(link_to, (one, two))
    ]
    assert [role.stdout for _, role in said] == [b"satu", b"dua"]
    assert said[0][0].stdout == said[1][0].stdout == b"0123456789ABCDEF\n"


def test_a_command_longer_than_a_packet_of_old_phones(phones, link_to):
    link = link_to(phones.start("contoh"))
    for length in (500, 505, 512, 4096, 15_000):
        text = "x" * length
        assert shell(link, f"echo {text}", PATIENCE_S).stdout == text.encode() + b"\n"


# What goes wrong on a table


class Meanwhile:
    """A link on which something happens as soon as the first data has come."""

    def __init__(self, link, happens):
        self.features, self.address = link.features, link.address
        self.close = link.close
        self._link, self._happens = link, happens

    def open(self, service, timeout_s):
        stream = self._link.open(service, timeout_s)
        read, happens = stream.read, [self._happens]

        def first_read(timeout_s):
            data = read(timeout_s)
            while happens:
                happens.pop()()
            return data

        stream.read = first_read
        return stream


def device(opener):
    return Device(opener, origin=Origin.TCP, address="meja 1", clock=lambda: datetime.now(UTC))


def question(timeout_s=NEVER_S, line="dumpsys role"):
    return Question(source="roles", topic="roles", line=line, timeout_s=int(timeout_s))


def test_a_phone_that_dies_in_mid_answer_leaves_half_of_it_and_then_gaps(phones, link_to):
    phone = phones.start("mati", {"dumpsys_role.out": much()})
    asked = device(lambda: Meanwhile(link_to(phone), phone.kill))
    half = asked.ask(question(), 1)
    assert isinstance(half, Capture)
    assert (half.complete, half.exit_code) == (False, None)
    assert 0 < len(half.stdout) < 20_000_000
    assert half.sha256 == hashlib.sha256(half.stdout).hexdigest()
    assert [asked.ask(question(), number).reason for number in (2, 3)] == [
        GapReason.UNPLUGGED,
        GapReason.UNPLUGGED,
    ]


def test_a_phone_that_freezes_in_mid_answer_is_waited_for_as_long_as_was_said(phones, link_to):
    phone = phones.start("beku", {"dumpsys_role.out": much()})
    answer = shell(Meanwhile(link_to(phone), phone.freeze), "dumpsys role", 1.0)
    phone.thaw()
    assert (answer.ending, answer.complete) == (Ending.TIME, False)
    assert 0 < len(answer.stdout) < 20_000_000


def test_a_phone_that_comes_back_is_asked_on(phones, link_to):
    phone = phones.start("kembali", {"dumpsys_role.out": b"ada"})
    asked = device(lambda: link_to(phone))
    assert asked.ask(question(), 1).stdout == b"ada"
    phone.restart()
    assert asked.ask(question(), 2).stdout == b"ada"


def test_a_command_that_hangs_ends_and_the_link_lives(phones, link_to):
    phone = phones.start("gantung", {"dumpsys_user.sleep": b"forever", "dumpsys_role.out": b"ada"})
    opened = []

    def opener():
        opened.append(link_to(phone))
        return opened[-1]

    asked = device(opener)
    assert asked.ask(question(1, "dumpsys user"), 1).reason is GapReason.TIMED_OUT
    assert asked.ask(question(), 2).stdout == b"ada"
    assert len(opened) == 1


def test_nobody_listens_any_more(phones):
    phone = phones.start("mati")
    phone.kill()
    with pytest.raises(Unplugged):
        open_tcp("127.0.0.1", phone.port, NO_KEYS)


def test_a_browsers_debugging_socket_takes_and_gives_millions_of_bytes(phones, link_to, browser):
    phone = phones.start("peramban", sockets={"chrome_devtools_remote": browser})
    asked = device(lambda: link_to(phone))
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


# "Allow USB debugging?"


@pytest.fixture(scope="module")
def office_keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    ensure_key(folder)
    return folder


def authorisation(folder, *, wait_s=PATIENCE_S, waiting=None):
    return Authorisation(
        keys=lambda: load_keys(folder), wait_s=wait_s, on_waiting_for_holder=waiting
    )


def test_the_holder_taps_allow(phones, link_to, office_keys):
    phone = phones.start("izin", auth="ask")
    told = []

    def tap(address):
        told.append(address)
        phone.allow()

    link = link_to(phone, authorisation(office_keys, waiting=tap))
    assert shell(link, "echo boleh", PATIENCE_S).stdout == b"boleh\n"
    assert told == [phone.address]


@pytest.mark.parametrize(
    "tap", [lambda phone: phone.deny(), lambda phone: None], ids=["denied", "ignored"]
)
def test_denied_and_ignored_look_alike(phones, office_keys, tap):
    phone = phones.start("tolak", auth="ask")
    asking = authorisation(office_keys, wait_s=1.0, waiting=lambda _: tap(phone))
    with pytest.raises(Unauthorized, match="denied or not seen"):
        open_tcp("127.0.0.1", phone.port, asking)


def test_a_phone_that_knows_the_key_does_not_ask(phones, link_to, office_keys):
    phone = phones.start("kenal", auth="ask", adb_keys=office_keys / "adbkey.pub")
    link = link_to(phone, authorisation(office_keys, waiting=lambda _: pytest.fail("asked")))
    assert shell(link, "echo kenal", PATIENCE_S).complete
    assert phone.questions() == 0


def test_any_of_several_keys_will_do(phones, link_to, office_keys, tmp_path):
    ensure_key(tmp_path)
    phone = phones.start("kenal", auth="ask", adb_keys=office_keys / "adbkey.pub")
    both = Authorisation(keys=lambda: (*load_keys(tmp_path), *load_keys(office_keys)))
    assert shell(link_to(phone, both), "echo kenal", PATIENCE_S).complete


def test_a_phone_that_asks_for_a_key_we_do_not_have(phones):
    phone = phones.start("kunci", auth="ask")
    with pytest.raises(Unauthorized, match="there is none"):
        open_tcp("127.0.0.1", phone.port, NO_KEYS)
