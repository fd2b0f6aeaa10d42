import pytest

from phone_audit.formats.capture_folder import Answer
from phone_audit.simulator.shell_service import ShellRequest, play, shell_request


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
        return b"".join(iter(lambda: playback.take(step), b""))

    assert taken(size) == taken(12345)
    assert taken(size).startswith(b"\x02\x01\0\0\0e\x01\0\x80\0\0\0\x01\x02")
    assert taken(size).endswith(b"\x03\x01\0\0\0\x2c")  # one byte: 300 is 44 to a shell
