import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.simulator.packets import Command, Packet, PacketReader, ProtocolViolation

PACKETS = st.lists(
    st.builds(
        Packet,
        command=st.sampled_from(Command),
        arg0=st.integers(0, 2**32 - 1),
        arg1=st.integers(0, 2**32 - 1),
        data=st.binary(max_size=40),
    ),
    max_size=5,
)


@given(packets=PACKETS, cuts=st.lists(st.integers(1, 30), max_size=20))
def test_packets_survive_any_cutting(packets: list[Packet], cuts: list[int]) -> None:
    data = b"".join(packet.to_bytes(packet.checksum) for packet in packets)
    reader = PacketReader()
    found = []
    for cut in cuts:
        found += reader.feed(data[:cut])
        data = data[cut:]
    found += reader.feed(data)
    assert [(p.command, p.arg0, p.arg1, p.data) for p in found] == [
        (p.command, p.arg0, p.arg1, p.data) for p in packets
    ]
    assert all(packet.check == packet.checksum for packet in found)


def test_the_header_is_the_one_on_the_wire() -> None:
    packet = Packet(command=Command.OPEN, arg0=1, arg1=0, data=b"shell:x\0")
    assert packet.to_bytes(packet.checksum) == (
        b"OPEN\x01\0\0\0\0\0\0\0\x08\0\0\0\xca\x02\0\0\xb0\xaf\xba\xb1shell:x\0"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"OPEN" + b"\0" * 20,  # magic
        b"NEPO" + b"\0" * 16 + b"\xb1\xba\xaf\xb0",  # no such command
        b"WRTE" + b"\0" * 8 + b"\x01\0\x10\0" + b"\0" * 4 + b"\xa8\xad\xab\xba",  # 1 MiB + 1
    ],
)
def test_what_is_no_packet_is_a_violation(data: bytes) -> None:
    with pytest.raises(ProtocolViolation):
        list(PacketReader().feed(data))
