import pytest

from phone_audit.formats.capture_folder import Answer
from phone_audit.simulator.faults import Disconnect, Garbage, Hang, Latency, Truncate
from phone_audit.simulator.shell_service import Ending, ShellRequest, play, shell_request
from tests.simulator.host import shell_answer


@pytest.mark.parametrize(
    ("service", "line", "v2"),
    [
        ("shell:getprop", "getprop", False),
        ("shell,v2,raw:getprop", "getprop", True),
        ("shell,v2,TERM=xterm-256color,raw:a:b", "a:b", True),
        ("shell,raw:x", "x", False),
        ("exec:screencap -p", "screencap -p", False),
        ("shell:two\nlines", "two\nlines", False),
    ],
)
def test_shell_services(service: str, line: str, v2: bool) -> None:
    assert shell_request(service) == ShellRequest(line=line, v2=v2)


@pytest.mark.parametrize("service", ["shell:", "shell,v2:", "shel:x", "shellv2:x", "sync:", ""])
def test_other_services_are_none(service: str) -> None:
    assert shell_request(service) is None


@pytest.mark.parametrize("size", [1, 3, 7, 4096, 10**6])
def test_a_stream_is_the_same_in_pieces_of_any_size(size: int) -> None:
    said = Answer(stdout=bytes(range(256)) * 300, stderr=b"e", exit_code=300)
    request = ShellRequest(line="x", v2=True)

    def taken(step: int) -> bytes:
        playback = play(request, lambda _: said, (), number=1, now=0.0)
        return b"".join(iter(lambda: playback.take(step, 0.0), b""))

    assert taken(size) == taken(12345)
    assert taken(size).startswith(b"\x02\x01\0\0\0e\x01\0\x80\0\0\0\x01\x02")
    assert taken(size).endswith(b"\x03\x01\0\0\0\x2c")  # one byte: 300 is 44 to a shell


SCRIPT = (
    "N=ab; dumpsys a; echo $N.1.$?; echo $N.1.$? >&2; dumpsys b; echo $N.2.$?; echo $N.2.$? >&2"
)
ANSWERS = {
    "dumpsys a": Answer(stdout=b"a\0\xff", stderr=b"no", exit_code=20),
    "dumpsys b": Answer(stdout=b"b" * 100_000, delay_s=3.0),
}


def said(line: str) -> Answer:
    if line.startswith("echo "):
        return Answer(stdout=f"{line.removeprefix('echo ')}\n".encode())
    return ANSWERS[line]


def played(*faults, v2: bool = True, until: float = 0.0, size: int = 4096) -> tuple[bytes, bool]:
    """What a script has sent by then, and whether it is over."""
    request = ShellRequest(line=SCRIPT, v2=v2)
    playback = play(request, said, faults, number=1, now=0.0)
    taken = b""
    for now in (0.0, until):
        while data := playback.take(size, now):
            taken += data
    return taken, data == b""


def test_a_script_answers_command_after_command() -> None:
    first, over = played()
    assert (shell_answer(first), over) == ((b"a\0\xffab.1.20\n", b"noab.1.0\n", None), False)
    whole, over = played(until=3.0)
    assert over
    assert shell_answer(whole) == (
        b"a\0\xffab.1.20\n" + b"b" * 100_000 + b"ab.2.0\n",
        b"noab.1.0\nab.2.0\n",
        0,
    )


def test_an_old_shell_merges_a_script_too() -> None:
    whole, over = played(v2=False, until=3.0)
    assert over
    assert whole.startswith(b"noa\0\xffab.1.20\nab.1.0\nbbb")
    assert whole.endswith(b"bbbab.2.0\nab.2.0\n")


def test_a_fault_strikes_its_own_question() -> None:
    cut, over = played(Truncate(on="dumpsys b", after_bytes=5), until=3.0)
    assert over
    assert shell_answer(cut) == (b"a\0\xffab.1.20\nbbbbb", b"noab.1.0\n", None)
    short, over = played(Truncate(on="dumpsys b", after_bytes=5, exit_packet=True), until=3.0)
    assert shell_answer(short)[0] == b"a\0\xffab.1.20\nbbbbbab.2.0\n"
    hung, over = played(Hang(on="dumpsys b"), until=1e9)
    assert (shell_answer(hung)[0], over) == (b"a\0\xffab.1.20\n", False)
    late, over = played(Latency(on="dumpsys b", seconds=2.0), until=4.9)
    assert (late, over) == (played()[0], False)


def test_a_cable_is_pulled_in_the_middle_of_one_question() -> None:
    request = ShellRequest(line=SCRIPT, v2=True)
    for fault in (
        Disconnect(on="dumpsys b", after_bytes=7),
        Disconnect(at_command=9, after_bytes=7),
    ):
        playback = play(request, said, (fault,), number=8, now=0.0)
        sent = b"".join(iter(lambda playback=playback: playback.take(4096, 0.0), None))
        rest = playback.take(4096, 3.0)
        assert sent + rest[:-7] == played()[0]
        assert playback.take(4096, 3.0) == b""
        assert playback.ending is Ending.DISCONNECT


def test_garbage_comes_before_its_own_question() -> None:
    fault = Garbage(on="dumpsys b", wire=b"?", stream=b"!!")
    playback = play(ShellRequest(line=SCRIPT, v2=True), said, (fault,), number=1, now=0.0)
    assert playback.wire_garbage == b"?"
    sent, _ = played(fault, until=3.0)
    assert sent.startswith(played()[0] + b"!!\x01")
