import threading

import pytest

from phone_audit.device.direct import Authorisation, open_tcp, shake_hands
from phone_audit.device.packets import MAX_PAYLOAD, VERSION, Command, checksum
from phone_audit.errors import DeviceError, LinkTimeout, Unauthorized, Unplugged
from tests.device.memory_phone import PATIENCE_S, MemoryPhone

BANNER = b"device::ro.product.name=contoh;ro.product.model=C_1;features=shell_v2,cmd,stat_v2"
TOKEN = bytes(range(20))
AUTH_TOKEN, SIGNATURE, PUBLIC_KEY = 1, 2, 3


class Key:
    def __init__(self, name):
        self.public_key = name

    def sign(self, token):
        return b"signed by " + self.public_key + token


ONE, TWO = Key(b"one"), Key(b"two")


def greeting(phone, *keys, timeout_s=PATIENCE_S, wait_s=PATIENCE_S, waiting=None):
    """Shake hands in a thread; return a function that waits for the link or the error."""
    outcome = []
    authorisation = Authorisation(keys=lambda: keys, wait_s=wait_s, on_waiting_for_holder=waiting)

    def run():
        try:
            outcome.append(shake_hands(phone, authorisation, timeout_s))
        except DeviceError as error:
            outcome.append(error)

    thread = threading.Thread(target=run)
    thread.start()

    def wait():
        thread.join(PATIENCE_S)
        assert outcome, "still shaking hands"
        if isinstance(outcome[0], DeviceError):
            assert phone.is_closed
            raise outcome[0]
        outcome[0].close()
        return outcome[0]

    return wait


@pytest.fixture
def phone():
    return MemoryPhone()


def test_a_phone_without_authentication_greets_back(phone):
    link = greeting(phone)
    hello = phone.hear()
    assert (hello.command, hello.arg0, hello.arg1) == (Command.CNXN, VERSION, MAX_PAYLOAD)
    assert hello.payload == b"host::features=shell_v2,cmd,stat_v2,ls_v2"
    phone.say(Command.CNXN, VERSION, 256 * 1024, BANNER)
    link = link()
    assert link.features == {"shell_v2", "cmd", "stat_v2"}
    assert link.max_payload == 256 * 1024
    assert link.address == "memori"


def test_delayed_acknowledgement_is_not_offered(phone):
    link = greeting(phone)
    assert b"delayed_ack" not in phone.hear().payload
    phone.say(Command.CNXN, VERSION, 4096, BANNER)
    link()


def test_the_first_packet_carries_a_checksum_and_later_ones_as_agreed(phone):
    link = greeting(phone)
    hello = phone.hear()
    assert phone.heard_checksum == checksum(hello.payload)
    phone.say(Command.CNXN, VERSION, 4096, BANNER)
    assert not link()._packets.checksums


def test_an_older_phone_keeps_its_checksums(phone):
    link = greeting(phone)
    phone.say(Command.CNXN, VERSION - 1, 4096, BANNER)
    assert link()._packets.checksums


@pytest.mark.parametrize(
    ("said", "taken"), [(0, 4096), (1, 4096), (0xFFFFFFFF, MAX_PAYLOAD), (8192, 8192)]
)
def test_no_phone_talks_us_into_absurd_packets(phone, said, taken):
    link = greeting(phone)
    phone.say(Command.CNXN, VERSION, said, BANNER)
    assert link().max_payload == taken


@pytest.mark.parametrize(
    ("banner", "features"),
    [
        (b"device::", set()),
        (b"device::ro.product.name=x;", set()),
        (b"device::features=shell_v2\0", {"shell_v2"}),
        (b"device::features=", set()),
        (b"device::a=\xff\xfe;features=shell_v2,,cmd", {"shell_v2", "cmd"}),
    ],
)
def test_banners(phone, banner, features):
    link = greeting(phone)
    phone.say(Command.CNXN, VERSION, 4096, banner)
    assert link().features == features


@pytest.mark.parametrize("state", [b"recovery::", b"sideload::", b"bootloader::", b"", b"\xff"])
def test_a_phone_that_is_not_running_android_is_not_asked(phone, state):
    link = greeting(phone)
    phone.say(Command.CNXN, VERSION, 4096, state)
    with pytest.raises(DeviceError, match="not running Android"):
        link()


def test_a_known_key_needs_no_holder(phone):
    link = greeting(phone, ONE, TWO, waiting=lambda _: pytest.fail("the holder was asked"))
    phone.hear()
    phone.say(Command.AUTH, AUTH_TOKEN, 0, TOKEN)
    answer = phone.hear()
    assert (answer.command, answer.arg0) == (Command.AUTH, SIGNATURE)
    assert answer.payload == b"signed by one" + TOKEN
    other = bytes(20)
    phone.say(Command.AUTH, AUTH_TOKEN, 0, other)
    assert phone.hear().payload == b"signed by two" + other
    phone.say(Command.CNXN, VERSION, 4096, BANNER)
    assert "shell_v2" in link().features


def test_a_challenge_left_over_from_another_connection_costs_no_key(phone):
    link = greeting(phone, ONE)
    phone.hear()
    for _ in range(2):
        phone.say(Command.AUTH, AUTH_TOKEN, 0, TOKEN)
        assert phone.hear().arg0 == SIGNATURE
    phone.say(Command.CNXN, VERSION, 4096, BANNER)
    link()


def until_asked(phone):
    phone.hear()
    while True:
        phone.say(Command.AUTH, AUTH_TOKEN, 0, TOKEN)
        answer = phone.hear()
        if answer.arg0 == PUBLIC_KEY:
            return answer


def test_the_holder_is_asked_once_for_an_unknown_key_and_may_allow_it(phone):
    waiting = []
    link = greeting(phone, ONE, TWO, waiting=waiting.append)
    assert until_asked(phone).payload == b"one\0"
    phone.say(Command.AUTH, AUTH_TOKEN, 0, TOKEN)  # some phones ask again meanwhile
    phone.say(Command.CNXN, VERSION, 4096, BANNER)
    link()
    assert waiting == ["memori"]
    assert phone.unheard == b""


def test_a_holder_who_does_not_tap_is_waited_for_as_long_as_was_said(phone):
    link = greeting(phone, ONE, wait_s=0.01)
    until_asked(phone)
    with pytest.raises(Unauthorized, match=r"within 0.01 s .* tap Allow"):
        link()


def test_no_key_at_all(phone):
    link = greeting(phone)
    phone.say(Command.AUTH, AUTH_TOKEN, 0, TOKEN)
    with pytest.raises(Unauthorized, match="there is none"):
        link()


def test_keys_are_not_even_loaded_where_no_phone_wants_one(phone):
    authorisation = Authorisation(keys=lambda: pytest.fail("loaded"))
    phone.say(Command.CNXN, VERSION, 4096, BANNER)
    shake_hands(phone, authorisation, PATIENCE_S).close()


@pytest.mark.parametrize("token", [b"", bytes(19), bytes(21), bytes(4096)])
def test_nothing_but_a_challenge_is_signed(phone, token):
    link = greeting(phone, ONE)
    phone.hear()
    phone.say(Command.AUTH, AUTH_TOKEN, 0, token)
    with pytest.raises(Unplugged, match="challenge"):
        link()
    assert phone.unheard == b""


def test_silence(phone):
    link = greeting(phone, timeout_s=0.01)
    with pytest.raises(LinkTimeout, match="no answer"):
        link()


def test_a_phone_that_leaves_while_the_holder_thinks(phone):
    link = greeting(phone, ONE)
    until_asked(phone)
    phone.leave()
    with pytest.raises(Unplugged):
        link()


def test_wireless_debugging_is_refused_in_words(phone):
    link = greeting(phone)
    phone.say(Command.STLS, 0x01000000)
    with pytest.raises(DeviceError, match="use the cable"):
        link()


def test_what_an_earlier_host_left_behind_is_passed_over(phone):
    link = greeting(phone)
    phone.say(Command.WRTE, 5, 6, b"left over")
    phone.say(Command.CLSE, 5, 6)
    phone.say(Command.CNXN, VERSION, 4096, BANNER)
    link()


@pytest.mark.parametrize(
    ("command", "arg0"), [(Command.WRTE, 1), (Command.AUTH, 9), (Command.OKAY, 1)]
)
def test_a_handshake_comes_to_an_end(phone, command, arg0):
    link = greeting(phone, ONE)
    for _ in range(200):
        phone.say(command, arg0, 1)
    with pytest.raises(Unplugged, match="does not come to an end"):
        link()


def test_something_else_listens_there(phone):
    link = greeting(phone)
    phone.say_bytes(b"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n")
    with pytest.raises(Unplugged, match="does not speak ADB"):
        link()


def test_nobody_listens(unused_port):
    with pytest.raises(Unplugged, match="cannot be connected"):
        open_tcp("127.0.0.1", unused_port, Authorisation(keys=tuple))
