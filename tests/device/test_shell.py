import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.device.shell import Ending, shell
from phone_audit.errors import LinkTimeout, ServiceRefused, Unplugged

GONE = Unplugged("memori", "the cable is out")
SILENCE = LinkTimeout("memori", "silent")


def packet(kind, data):
    return struct.pack("<BI", kind, len(data)) + data


EXIT_0 = packet(3, b"\0")


class ToldStream:
    """A stream that says what it is told to, chunk by chunk; an error is raised in its turn."""

    def __init__(self, chunks, *, in_order=True):
        self.chunks = list(chunks)
        self.ended_in_order = in_order
        self.closed = 0
        self.limits = []

    def read(self, timeout_s):
        self.limits.append(timeout_s)
        if not self.chunks:
            return b""
        chunk = self.chunks.pop(0)
        if isinstance(chunk, Exception):
            raise chunk
        return chunk

    def write(self, data, timeout_s):
        raise AssertionError("nothing is ever sent to a command")

    def close(self):
        self.closed += 1


class ToldLink:
    address = "memori"

    def __init__(self, *chunks, features=("shell_v2",), in_order=True):
        self.features = frozenset(features)
        self.stream = ToldStream(chunks, in_order=in_order)
        self.opened = []

    def open(self, service, timeout_s):
        self.opened.append((service, timeout_s))
        return self.stream

    def close(self):
        pass


def test_both_streams_and_the_exit_code_are_kept_apart():
    link = ToldLink(packet(1, b"out\n") + packet(2, b"err\n"), packet(1, b"\xff\x00\r\n"), EXIT_0)
    answer = shell(link, "getprop", 5)
    assert link.opened == [("shell,v2,raw:getprop", 5)]
    assert answer.stdout == b"out\n\xff\x00\r\n"
    assert answer.stderr == b"err\n"
    assert (answer.exit_code, answer.ending, answer.complete) == (0, Ending.EXIT, True)
    assert link.stream.closed == 1


@given(
    parts=st.lists(st.tuples(st.sampled_from([1, 2]), st.binary(max_size=20)), max_size=8),
    code=st.integers(0, 255),
    cuts=st.lists(st.integers(1, 12), max_size=60),
)
def test_packets_may_be_cut_anywhere(parts, code, cuts):
    whole = b"".join(packet(*part) for part in parts) + packet(3, bytes([code]))
    chunks = []
    for cut in cuts:
        chunks.append(whole[:cut])
        whole = whole[cut:]
    answer = shell(ToldLink(*filter(None, [*chunks, whole])), "getprop", 5)
    assert answer.stdout == b"".join(data for kind, data in parts if kind == 1)
    assert answer.stderr == b"".join(data for kind, data in parts if kind == 2)
    assert (answer.exit_code, answer.complete) == (code, True)


@pytest.mark.parametrize(
    ("chunks", "in_order", "ending"),
    [
        ([packet(1, b"half")], True, Ending.CUT),
        ([packet(1, b"half")], False, Ending.GONE),
        ([packet(1, b"half"), GONE], False, Ending.GONE),
        ([packet(1, b"half"), SILENCE], False, Ending.TIME),
        ([packet(1, b"half") + b"\3\1\0\0\0"], True, Ending.CUT),
        ([packet(1, b"half") + b"\3"], True, Ending.CUT),
        ([packet(1, b"half") + packet(3, b"")], True, Ending.CUT),
        ([struct.pack("<BI", 1, 0xFFFFFFFF) + b"half"], True, Ending.CUT),
        ([struct.pack("<BI", 1, 5) + b"half"], True, Ending.CUT),
    ],
)
def test_an_answer_without_its_exit_packet_is_kept_and_not_complete(chunks, in_order, ending):
    link = ToldLink(*chunks, in_order=in_order)
    answer = shell(link, "getprop", 5)
    assert (answer.stdout, answer.exit_code) == (b"half", None)
    assert (answer.ending, answer.complete) == (ending, False)
    assert link.stream.closed == 1


def test_packets_for_terminals_are_passed_over():
    answer = shell(ToldLink(packet(5, b"80x24") + packet(1, b"x") + EXIT_0), "getprop", 5)
    assert (answer.stdout, answer.exit_code) == (b"x", 0)


def test_nothing_after_the_exit_packet_counts():
    answer = shell(ToldLink(packet(1, b"a") + EXIT_0 + packet(1, b"b")), "getprop", 5)
    assert answer.stdout == b"a"


def test_an_answer_larger_than_the_limit_is_cut_there():
    link = ToldLink(packet(1, b"12345"), packet(2, b"67890"), packet(1, b"x"), EXIT_0)
    answer = shell(link, "getprop", 5, largest=8)
    assert (answer.stdout, answer.stderr) == (b"12345", b"678")
    assert (answer.ending, answer.complete) == (Ending.TOO_LARGE, False)
    assert link.stream.closed == 1


def test_an_answer_of_exactly_the_limit_is_complete():
    assert shell(ToldLink(packet(1, b"12345"), EXIT_0), "getprop", 5, largest=5).complete


def test_an_older_phone_has_one_stream_and_no_exit_code():
    link = ToldLink(b"one\r\n", b"two\r\n", features=["cmd"])
    answer = shell(link, "getprop", 5)
    assert link.opened == [("shell:getprop", 5)]
    assert (answer.stdout, answer.exit_code) == (b"one\r\ntwo\r\n", None)
    assert (answer.ending, answer.complete) == (Ending.CLOSED, True)


@pytest.mark.parametrize(
    ("chunks", "ending"),
    [([b"half"], Ending.GONE), ([b"half", GONE], Ending.GONE), ([b"half", SILENCE], Ending.TIME)],
)
def test_an_older_phones_answer_is_complete_only_if_the_phone_ended_it(chunks, ending):
    answer = shell(ToldLink(*chunks, features=[], in_order=False), "getprop", 5)
    assert (answer.stdout, answer.ending, answer.complete) == (b"half", ending, False)


def test_an_older_phones_answer_has_a_largest_size_too():
    answer = shell(ToldLink(b"123", b"456", features=[]), "getprop", 5, largest=4)
    assert (answer.stdout, answer.ending) == (b"1234", Ending.TOO_LARGE)


def test_the_whole_command_has_one_time_limit():
    link = ToldLink(*[packet(1, b"x")] * 3, EXIT_0)
    assert shell(link, "getprop", 60).complete
    limits = link.stream.limits
    assert max(limits) <= 60
    assert limits == sorted(set(limits), reverse=True)


def test_a_command_that_trickles_for_ever_is_stopped():
    link = ToldLink()
    link.stream.read = lambda timeout_s: packet(1, b"")
    assert shell(link, "getprop", 0.02).ending is Ending.TIME


def test_a_silence_may_have_a_limit_of_its_own():
    link = ToldLink(packet(1, b"x"), EXIT_0)
    assert shell(link, "getprop", 60, 3).complete
    assert link.stream.limits == [3, 3]


def test_starting_a_command_does_not_take_its_whole_time_limit():
    link = ToldLink(EXIT_0)
    shell(link, "getprop", 300)
    assert link.opened == [("shell,v2,raw:getprop", 10)]


def test_a_command_that_did_not_start_has_no_answer():
    link = ToldLink()

    def refuse(service, timeout_s):
        raise ServiceRefused("memori", "no")

    link.open = refuse
    with pytest.raises(ServiceRefused):
        shell(link, "getprop", 5)
