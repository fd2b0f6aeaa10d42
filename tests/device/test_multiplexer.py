import struct
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.device import multiplexer
from phone_audit.device.packets import MAX_PAYLOAD, Command, Packet, encode_header
from phone_audit.errors import LinkTimeout, ServiceRefused, Unplugged
from tests.device.memory_phone import PATIENCE_S, MemoryPhone


@pytest.fixture
def phone():
    return MemoryPhone()


@pytest.fixture
def link(phone):
    link = phone.link()
    yield link
    link.close()


def in_thread(work):
    """Start ``work``; return a function that waits for its result or raises its error."""
    pool = ThreadPoolExecutor(1)
    future = pool.submit(work)
    pool.shutdown(wait=False)
    return lambda: future.result(PATIENCE_S)


def opened(phone, link, remote_id=7, service="shell,v2,raw:getprop"):
    stream = in_thread(lambda: link.open(service, PATIENCE_S))
    local_id = phone.accept(remote_id)
    return stream(), local_id


def test_a_service_is_opened_by_its_name(phone, link):
    stream = in_thread(lambda: link.open("shell,v2,raw:getprop", PATIENCE_S))
    packet = phone.hear()
    assert (packet.command, packet.arg1) == (Command.OPEN, 0)
    assert packet.arg0 > 0
    assert packet.payload == b"shell,v2,raw:getprop\0"
    phone.say(Command.OKAY, 7, packet.arg0)
    assert stream().remote_id == 7


def test_a_refused_service_is_known_at_once(phone, link):
    stream = in_thread(lambda: link.open("localabstract:nothing", 3600.0))
    phone.say(Command.CLSE, 0, phone.hear().arg0)
    with pytest.raises(ServiceRefused):
        stream()


def test_a_phone_that_does_not_answer_is_told_to_forget_the_stream(phone, link):
    with pytest.raises(LinkTimeout):
        link.open("shell:x", 0.01)
    late = phone.hear()
    phone.say(Command.OKAY, 9, late.arg0)
    answer = phone.hear()
    assert answer == Packet(Command.CLSE, late.arg0, 9)


def test_a_request_longer_than_the_phone_takes_is_not_sent(phone, link):
    with pytest.raises(ServiceRefused, match="longer"):
        link.open("shell:" + "x" * 5000, PATIENCE_S)
    assert phone.unheard == b""


def test_data_is_acknowledged_when_it_is_read_and_not_before(phone, link):
    stream, local_id = opened(phone, link)
    phone.say(Command.WRTE, 7, local_id, b"satu")
    phone.say(Command.OPEN, 1, 0, b"probe\0")  # answered by the same thread, so in order
    assert phone.hear() == Packet(Command.CLSE, 0, 1)
    assert phone.unheard == b""
    assert stream.read(PATIENCE_S) == b"satu"
    assert phone.hear() == Packet(Command.OKAY, local_id, 7)


def test_the_end_comes_after_the_data(phone, link):
    stream, local_id = opened(phone, link)
    phone.say(Command.WRTE, 7, local_id, b"habis")
    phone.say(Command.CLSE, 7, local_id)
    assert stream.read(PATIENCE_S) == b"habis"
    assert stream.read(PATIENCE_S) == b""
    assert stream.read(PATIENCE_S) == b""
    assert stream.ended_in_order


def test_an_empty_packet_is_not_the_end(phone, link):
    stream, local_id = opened(phone, link)
    phone.say(Command.WRTE, 7, local_id, b"")
    assert phone.hear().command is Command.OKAY
    phone.say(Command.WRTE, 7, local_id, b"x")
    assert stream.read(PATIENCE_S) == b"x"


def test_silence_is_not_the_end(phone, link):
    stream, local_id = opened(phone, link)
    with pytest.raises(LinkTimeout):
        stream.read(0.01)
    phone.say(Command.WRTE, 7, local_id, b"x")
    assert stream.read(PATIENCE_S) == b"x"
    assert not stream.ended_in_order


def test_data_reaches_the_stream_it_is_for(phone, link):
    first, first_id = opened(phone, link, remote_id=7)
    second, second_id = opened(phone, link, remote_id=8)
    phone.say(Command.WRTE, 8, second_id, b"dua")
    phone.say(Command.WRTE, 7, first_id, b"satu")
    assert first.read(PATIENCE_S) == b"satu"
    assert second.read(PATIENCE_S) == b"dua"


def test_a_stream_nobody_reads_does_not_hold_up_another(phone, link):
    _lazy, lazy_id = opened(phone, link, remote_id=7)
    eager, eager_id = opened(phone, link, remote_id=8)
    phone.say(Command.WRTE, 7, lazy_id, b"x" * 4096)
    for number in range(20):
        phone.say(Command.WRTE, 8, eager_id, b"%d" % number)
        assert eager.read(PATIENCE_S) == b"%d" % number


def test_a_stream_that_was_closed_is_closed_once_and_its_data_answered(phone, link):
    stream, local_id = opened(phone, link)
    stream.close()
    stream.close()
    assert phone.hear() == Packet(Command.CLSE, local_id, 7)
    phone.say(Command.WRTE, 7, local_id, b"late")
    assert phone.hear() == Packet(Command.CLSE, local_id, 7)
    assert phone.unheard == b""


def test_a_stream_the_phone_ended_is_not_closed_again(phone, link):
    stream, local_id = opened(phone, link)
    phone.say(Command.CLSE, 7, local_id)
    assert stream.read(PATIENCE_S) == b""
    stream.close()
    phone.say(Command.OPEN, 5, 0, b"x\0")
    assert phone.hear() == Packet(Command.CLSE, 0, 5)


def test_an_end_for_an_unknown_stream_is_not_answered(phone, link):
    phone.say(Command.CLSE, 7, 4711)
    phone.say(Command.OKAY, 7, 4711)
    assert phone.hear() == Packet(Command.CLSE, 4711, 7)
    assert phone.unheard == b""


def test_a_phone_cannot_open_anything_here(phone, link):
    phone.say(Command.OPEN, 3, 0, b"tcp:22\0")
    assert phone.hear() == Packet(Command.CLSE, 0, 3)


def test_long_data_is_sent_in_parts_each_after_the_one_before_was_taken(phone, link):
    stream, local_id = opened(phone, link)
    done = in_thread(lambda: stream.write(b"a" * 4096 + b"b" * 10, PATIENCE_S))
    assert phone.hear() == Packet(Command.WRTE, local_id, 7, b"a" * 4096)
    assert phone.unheard == b""
    phone.say(Command.OKAY, 7, local_id)
    assert phone.hear() == Packet(Command.WRTE, local_id, 7, b"b" * 10)
    phone.say(Command.OKAY, 7, local_id)
    done()


def test_data_the_phone_does_not_take_is_a_timeout(phone, link):
    stream, _ = opened(phone, link)
    with pytest.raises(LinkTimeout):
        stream.write(b"x", 0.01)


def test_nothing_can_be_written_to_a_service_that_has_ended(phone, link):
    stream, local_id = opened(phone, link)
    phone.say(Command.CLSE, 7, local_id)
    assert stream.read(PATIENCE_S) == b""
    with pytest.raises(Unplugged, match="ended"):
        stream.write(b"x", PATIENCE_S)


def test_a_phone_that_leaves_is_noticed_by_everybody_at_once(phone, link):
    first, first_id = opened(phone, link, remote_id=7)
    second, _ = opened(phone, link, remote_id=8)
    opening = in_thread(lambda: link.open("shell:x", 3600.0))
    phone.hear()
    waiting = in_thread(lambda: second.read(3600.0))
    phone.say(Command.WRTE, 7, first_id, b"what was sent before")
    phone.leave()
    with pytest.raises(Unplugged, match="cable"):
        opening()
    with pytest.raises(Unplugged, match="cable"):
        waiting()
    assert first.read(PATIENCE_S) == b"what was sent before"
    with pytest.raises(Unplugged):
        first.read(PATIENCE_S)
    assert not first.ended_in_order
    with pytest.raises(Unplugged):
        link.open("shell:x", PATIENCE_S)


def test_closing_the_link_wakes_whoever_waits_and_lets_go_of_the_wire(phone):
    link = phone.link()
    stream, _ = opened(phone, link)
    waiting = in_thread(lambda: stream.read(3600.0))
    link.close()
    link.close()
    with pytest.raises(Unplugged):
        waiting()
    stream.close()
    assert phone.is_closed
    with pytest.raises(Unplugged, match="closed"):
        link.open("shell:x", PATIENCE_S)


def test_a_packet_that_was_not_sent_whole_makes_the_link_useless(phone, link):
    stream, _ = opened(phone, link)
    phone.takes_data = False
    with pytest.raises(LinkTimeout):
        stream.write(b"x", PATIENCE_S)
    phone.takes_data = True
    with pytest.raises(Unplugged, match="takes no more data"):
        link.open("shell:x", PATIENCE_S)


def header(command, length, magic=None, arg0=7, arg1=1):
    word = int(command)
    return struct.pack(
        "<6I", word, arg0, arg1, length, 0, word ^ 0xFFFFFFFF if magic is None else magic
    )


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (header(Command.WRTE, 0xFFFFFFFF), "4294967295 bytes"),
        (header(Command.WRTE, MAX_PAYLOAD + 1), "1048577 bytes"),
        (header(Command.WRTE, 0, magic=0), "magic"),
        (header(0x41414141, 0), "unknown command"),
        (b"\xff" * 24, "magic"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "magic"),
        (header(Command.CNXN, 0), "CNXN"),
        (header(Command.AUTH, 0), "AUTH"),
        (header(Command.SYNC, 0), "SYNC"),
        (header(Command.STLS, 0), "STLS"),
    ],
)
def test_a_phone_that_does_not_speak_adb_is_left(phone, link, data, complaint):
    stream, _ = opened(phone, link)
    phone.say_bytes(data)
    with pytest.raises(Unplugged, match=complaint):
        stream.read(PATIENCE_S)


def test_data_of_another_stream_number_is_no_protocol(phone, link):
    stream, local_id = opened(phone, link, remote_id=7)
    phone.say(Command.WRTE, 8, local_id, b"x")
    with pytest.raises(Unplugged, match="another stream"):
        stream.read(PATIENCE_S)


def test_data_before_the_stream_is_open_is_no_protocol(phone, link):
    opening = in_thread(lambda: link.open("shell:x", 3600.0))
    phone.say(Command.WRTE, 7, phone.hear().arg0, b"x")
    with pytest.raises(Unplugged, match="another stream"):
        opening()


def test_a_flood_that_nobody_asked_for_is_cut_off_before_it_fills_the_memory(phone, link):
    stream, local_id = opened(phone, link)
    for _ in range(10):
        phone.say(Command.WRTE, 7, local_id, b"x" * 4096)
    taken = []
    with pytest.raises(Unplugged, match="without regard"):
        taken += iter(lambda: stream.read(PATIENCE_S), b"")
    assert len(taken) < 10


def test_a_flood_of_strays_is_cut_off(phone, link):
    stream, _ = opened(phone, link)
    stray = encode_header(Packet(Command.CLSE, 1, 4711), with_checksum=False)
    phone.say_bytes(stray * 1002)
    with pytest.raises(Unplugged, match="flood"):
        stream.read(PATIENCE_S)


def test_the_strays_of_many_closed_streams_are_no_flood(phone, link, monkeypatch):
    monkeypatch.setattr(multiplexer, "_MOST_STRAYS", 8)
    for _ in range(10):
        stream, local_id = opened(phone, link)
        stream.close()
        assert phone.hear().command is Command.CLSE
        for _ in range(3):
            phone.say(Command.CLSE, 7, local_id)


@pytest.mark.slow
def test_a_packet_that_stops_half_way_breaks_the_link(phone):
    link = phone.link(stall_s=0.0)
    stream, _ = opened(phone, link)
    phone.say_bytes(header(Command.WRTE, 100) + b"half")
    with pytest.raises(Unplugged, match="middle of a packet"):
        stream.read(PATIENCE_S)
    link.close()


def test_a_wrong_checksum_is_noticed_where_phones_still_send_one(phone, link):
    link._packets.checksums = True
    stream = in_thread(lambda: link.open("shell:x", PATIENCE_S))
    packet = phone.hear()
    phone.say(Command.OKAY, 7, packet.arg0)
    stream = stream()
    phone.say_bytes(header(Command.WRTE, 1, arg1=packet.arg0) + b"x")
    with pytest.raises(Unplugged, match="checksum"):
        stream.read(PATIENCE_S)


@pytest.mark.slow
@given(
    chunks=st.lists(st.tuples(st.integers(0, 2), st.binary(min_size=1, max_size=40)), max_size=12),
    piece=st.integers(1, 30),
)
def test_every_stream_gets_its_own_bytes_however_they_are_cut(chunks, piece):
    phone = MemoryPhone(piece=piece)
    link = phone.link()
    streams = [opened(phone, link, remote_id=number + 1) for number in range(3)]
    for number, data in chunks:
        stream, local_id = streams[number]
        phone.say(Command.WRTE, number + 1, local_id, data)
        assert stream.read(PATIENCE_S) == data
        assert phone.hear() == Packet(Command.OKAY, local_id, number + 1)
    link.close()


@given(noise=st.binary(max_size=200))
def test_noise_neither_crashes_nor_hangs(noise):
    phone = MemoryPhone()
    link = phone.link()
    stream, _ = opened(phone, link)
    phone.say_bytes(noise)
    phone.leave()
    with pytest.raises(Unplugged):
        stream.read(PATIENCE_S)
    link.close()
    assert phone.is_closed
