import struct
import subprocess
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.device import script as scripts
from phone_audit.device.script import (
    LONGEST_SCRIPT,
    Script,
    how_many_fit,
    new_script,
    read_script,
    run,
)
from phone_audit.device.shell import LARGEST_ANSWER, Ending
from phone_audit.formats.shell_line import ShellGrammarError, parse_line, quote
from tests.device.test_allowed import PERMITTED
from tests.device.test_shell import EXIT_0, GONE, SILENCE, ToldLink, packet

NONCE = "0123456789abcdef0123456789abcdef"
OTHER = "fedcba9876543210fedcba9876543210"
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
LINES = ("getprop", "pm list users", "dumpsys role")

lines = st.lists(st.sampled_from(PERMITTED), min_size=1, max_size=6).map(tuple)


@pytest.fixture(autouse=True)
def known_nonce(monkeypatch):
    monkeypatch.setattr(scripts.secrets, "token_hex", lambda _: NONCE)


def frame(number, code=0, nonce=NONCE):
    return f"{nonce}.{number}.{code}\n".encode()


def clock():
    """Every look at it is a second later."""
    ticks = count()
    return lambda: NOON + timedelta(seconds=next(ticks))


def reply_to(*chunks, lines=LINES, limits=None, features=("shell_v2",), in_order=True):
    link = ToldLink(*chunks, features=features, in_order=in_order)
    return run(link, lines, limits or [30] * len(lines), clock())


# What is sent


def test_the_shape_of_a_script():
    assert new_script(("getprop", "pm list users")).text == (
        f"N={NONCE}; getprop; echo $N.1.$?; echo $N.1.$? >&2"
        "; pm list users; echo $N.2.$?; echo $N.2.$? >&2"
    )


def test_every_script_has_a_nonce_of_its_own(monkeypatch):
    monkeypatch.undo()
    nonces = {new_script(LINES).nonce for _ in range(50)}
    assert len(nonces) == 50
    assert {len(nonce) for nonce in nonces} == {32}


@given(lines)
def test_a_script_is_read_back_as_it_was_written(lines):
    script = Script(NONCE, lines)
    assert read_script(script.text) == script


grammatical = st.lists(
    st.one_of(
        st.text(st.characters(exclude_characters="'\n\r\0"), max_size=12).map(quote),
        st.sampled_from([f"'{scripts._frame(1)}'", "'; reboot'", '"a;b"', "'N=0'", "| grep x"]),
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


@given(st.lists(grammatical, min_size=1, max_size=4).map(tuple))
def test_a_frame_in_quotes_is_no_frame(lines):
    for line in lines:
        try:
            parse_line(line)
        except ShellGrammarError:
            return
    assert read_script(Script(NONCE, lines).text).lines == lines


@given(lines, st.data())
def test_one_changed_character_makes_it_no_script_or_another_line(lines, data):
    text = Script(NONCE, lines).text
    at = data.draw(st.integers(0, len(text)))
    put = data.draw(st.sampled_from(["", ";", "\n", "$", "'", '"', "&", "|", "0", " ", "x"]))
    cut = data.draw(st.integers(0, 3))
    changed = text[:at] + put + text[at + cut :]
    script = read_script(changed)
    assert script is None or script.text == changed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "getprop",
        f"N={NONCE}",
        f"N={NONCE}; ",
        f"N={NONCE}; getprop",
        f"N={NONCE[:-1]}; getprop; echo $N.1.$?; echo $N.1.$? >&2",
        f"N={NONCE.upper()}; getprop; echo $N.1.$?; echo $N.1.$? >&2",
        f"M={NONCE}; getprop; echo $N.1.$?; echo $N.1.$? >&2",
        f"N={NONCE}; getprop; echo $N.2.$?; echo $N.2.$? >&2",
        f"N={NONCE}; getprop; echo $N.1.$?; echo $N.1.$? >&2;",
        f"N={NONCE}; getprop; echo $N.1.$?; echo $N.1.$? >&2; reboot",
        f"N={NONCE}; getprop; echo $N.1.$?; echo $N.1.$? >&2\n",
        f"N={NONCE}; getprop; reboot; echo $N.1.$?; echo $N.1.$? >&2",
        f"N={NONCE}; ; echo $N.1.$?; echo $N.1.$? >&2",
        f"N={NONCE}; getprop; echo $N.1.$?; echo $N.1.$? >/data/x",
        f"reboot; N={NONCE}; getprop; echo $N.1.$?; echo $N.1.$? >&2",
    ],
)
def test_anything_else_is_no_script(text):
    assert read_script(text) is None


def test_a_script_that_never_ends_a_quote_is_read_in_linear_time():
    assert read_script(f"N={NONCE}; " + "'" * 200_001) is None
    assert read_script(f"N={NONCE}; " + "a'" * 100_001 + "b") is None


@given(st.lists(st.sampled_from([*PERMITTED, "dumpsys " + "ü" * 900]), min_size=1, max_size=60))
def test_as_many_lines_as_fit(lines):
    fit = how_many_fit(lines)
    assert fit == 1 or len(Script(NONCE, tuple(lines[:fit])).text.encode()) <= LONGEST_SCRIPT
    if fit < len(lines):
        assert len(Script(NONCE, tuple(lines[: fit + 1])).text.encode()) > LONGEST_SCRIPT


def test_a_line_too_long_to_share_still_goes():
    assert how_many_fit(["x" * 5000, "getprop"]) == 1


# What comes back


def test_each_line_has_its_own_answer():
    reply = reply_to(
        packet(1, b"[a]: [b]\n" + frame(1)),
        packet(2, frame(1)),
        packet(2, b"no users\n" + frame(2, 0)),
        packet(1, frame(2, 255)),
        packet(1, b"roles" + frame(3, 1)) + packet(2, frame(3)),
        EXIT_0,
    )
    assert reply.ending is Ending.EXIT
    assert [part[:4] for part in reply.parts] == [
        (b"[a]: [b]\n", b"", 0, True),
        (b"", b"no users\n", 255, True),
        (b"roles", b"", 1, True),
    ]
    assert [part.ended_at for part in reply.parts] == [
        NOON,
        NOON + timedelta(seconds=1),
        NOON + timedelta(seconds=2),
    ]


def test_a_single_line_is_sent_as_it_is():
    link = ToldLink(packet(1, frame(1)), EXIT_0)
    reply = run(link, ("getprop",), (7,), clock())
    assert link.opened == [("shell,v2,raw:getprop", 7)]
    assert reply.parts[0][:4] == (frame(1), b"", 0, True)


def test_a_script_is_one_command():
    link = ToldLink(packet(1, frame(1)), EXIT_0)
    run(link, LINES, (7, 8, 9), clock())
    assert link.opened == [("shell,v2,raw:" + Script(NONCE, LINES).text, 7)]


contents = st.one_of(
    st.binary(max_size=40),
    st.sampled_from(
        [
            NONCE.encode(),
            NONCE[:20].encode(),
            frame(1, nonce=OTHER),
            f"{NONCE}.".encode(),
            f"{NONCE}.x\n".encode(),
            f"{NONCE}.1.".encode(),
            b"\0\0\xff\xfe\r",
            b"\n\n",
        ]
    ),
)
sections = st.lists(st.tuples(contents, contents, st.integers(0, 255)), min_size=2, max_size=5)


@given(sections, st.lists(st.integers(1, 30), max_size=80), st.booleans())
def test_bytes_are_exact_however_they_arrive(sections, cuts, stderr_first):
    out = b"".join(o + frame(i, c) for i, (o, _, c) in enumerate(sections, start=1))
    err = b"".join(e + frame(i) for i, (_, e, _) in enumerate(sections, start=1))
    streams = [packet(2, err), packet(1, out)] if stderr_first else [packet(1, out), packet(2, err)]
    whole = b"".join(streams) + EXIT_0
    chunks = []
    for cut in cuts:
        chunks.append(whole[:cut])
        whole = whole[cut:]
    asked = tuple("getprop" for _ in sections)
    reply = reply_to(*filter(None, [*chunks, whole]), lines=asked)
    assert [part[:4] for part in reply.parts] == [(o, e, c, True) for o, e, c in sections]


@pytest.mark.parametrize(
    "printed",
    [
        frame(1, nonce=OTHER) * 3,
        b"N=" + NONCE.encode() + b"; echo $N.1.$?",  # a shell that repeats the command
        f"{NONCE}.2.0\n".encode(),  # the frame of another line
        f"{NONCE}.1.x\n".encode(),
        f"{NONCE}.1.0000\n".encode(),
        f"{NONCE}.1.0 \n".encode(),
        f"{NONCE[:31]}.1.0\n".encode(),
    ],
)
def test_what_only_looks_like_a_frame_is_content(printed):
    reply = reply_to(
        packet(1, printed + frame(1)) + packet(2, printed + frame(1)),
        packet(1, b"x" + frame(2)) + packet(2, frame(2)),
        EXIT_0,
        lines=LINES[:2],
    )
    assert [part[:2] for part in reply.parts] == [(printed, printed), (b"x", b"")]
    assert all(part.complete for part in reply.parts)


def test_a_large_answer_between_small_ones():
    large = bytes(range(256)) * 80_000  # 20 MB
    body = b"a" + frame(1) + large + frame(2) + b"c" + frame(3)
    pieces = [packet(1, body[at : at + 65_536]) for at in range(0, len(body), 65_536)]
    reply = reply_to(packet(2, frame(1) + frame(2) + frame(3)), *pieces, EXIT_0)
    assert [part.complete for part in reply.parts] == [True] * 3
    assert [len(part.stdout) for part in reply.parts] == [1, len(large), 1]
    assert reply.parts[1].stdout == large


@pytest.mark.parametrize("filler", [b"\n", NONCE[:1].encode(), NONCE.encode(), NONCE[:31].encode()])
def test_an_answer_full_of_beginnings_is_searched_once(filler):
    body = filler * (2_000_000 // len(filler))
    pieces = [packet(1, body[at : at + 100]) for at in range(0, len(body), 100)]
    reply = reply_to(
        *pieces, packet(1, frame(1) + frame(2)) + packet(2, frame(1) + frame(2)), lines=LINES[:2]
    )
    assert reply.parts[0].stdout == body


DONE = packet(1, b"one\n" + frame(1)) + packet(2, frame(1))


@pytest.mark.parametrize(
    ("last", "in_order", "ending"),
    [
        (SILENCE, False, Ending.TIME),
        (GONE, False, Ending.GONE),
        (None, True, Ending.CUT),
        (EXIT_0, True, Ending.EXIT),
    ],
)
@pytest.mark.parametrize("half", [b"", b"ha", b"ha" + NONCE[:9].encode(), b"ha" + frame(2)[:-1]])
def test_a_line_without_its_frame_is_not_complete(last, in_order, ending, half):
    chunks = [DONE, packet(1, half), *filter(None, [last])]
    reply = reply_to(*chunks, in_order=in_order)
    assert reply.ending is ending
    assert [part[:4] for part in reply.parts] == [
        (b"one\n", b"", 0, True),
        (half[:2], b"", None, False),
    ]
    assert not reply.silent


def test_a_line_that_ended_in_one_stream_only_is_not_complete():
    reply = reply_to(DONE, packet(1, b"two" + frame(2, 3) + b"th"), packet(2, b"err"), SILENCE)
    assert reply.parts[1][:4] == (b"two", b"err", 3, False)
    assert len(reply.parts) == 2


def test_nothing_at_all_is_one_silent_part():
    reply = reply_to(GONE, in_order=False)
    assert [part[:4] for part in reply.parts] == [(b"", b"", None, False)]
    assert reply.silent


def test_bytes_behind_the_last_frame_are_not_passed_over():
    for stray in (packet(1, b"x"), packet(2, b"x")):
        last = packet(1, b"two" + frame(2)) + packet(2, frame(2))
        reply = reply_to(DONE, last, stray, EXIT_0, lines=LINES[:2])
        assert [part.complete for part in reply.parts] == [True, False]


def test_an_answer_too_large_is_cut_in_the_line_that_was_too_large():
    block = packet(1, bytes(8 * 1024 * 1024))
    reply = reply_to(DONE, *[block] * (LARGEST_ANSWER // (8 * 1024 * 1024)), EXIT_0)
    assert reply.ending is Ending.TOO_LARGE
    assert [part.complete for part in reply.parts] == [True, False]


def test_every_line_has_its_own_time_limit():
    link = ToldLink(DONE, packet(1, b"two"), packet(1, frame(2)) + packet(2, frame(2)), SILENCE)
    run(link, LINES, (30, 60, 5), clock())
    assert [round(limit) for limit in link.stream.limits] == [30, 60, 60, 5]


def test_after_the_last_line_only_the_shells_end_is_waited_for():
    link = ToldLink(DONE, packet(1, frame(2)) + packet(2, frame(2)), SILENCE)
    reply = run(link, LINES[:2], (30, 60), clock())
    assert round(link.stream.limits[-1]) == 10
    assert [part.complete for part in reply.parts] == [True, True]


# Older phones: one stream


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_an_older_phone_has_one_stream_and_the_frames_tell_its_exit_codes(end):
    def both(number, code):
        return frame(number, code)[:-1] + end + frame(number)[:-1] + end

    reply = reply_to(
        b"[a]: [b]" + end + both(1, 0) + b"err" + both(2, 20)[:50],
        both(2, 20)[50:] + b"three" + both(3, 1),
        features=(),
    )
    assert reply.ending is Ending.CLOSED
    assert [part[:4] for part in reply.parts] == [
        (b"[a]: [b]" + end, b"", 0, True),
        (b"err", b"", 20, True),
        (b"three", b"", 1, True),
    ]


def test_an_older_phones_cut_answer_is_not_complete():
    reply = reply_to(
        b"a" + frame(1) + frame(1) + b"b" + frame(2, 4), GONE, features=(), in_order=False
    )
    assert [part[:4] for part in reply.parts] == [
        (b"a", b"", 0, True),
        (b"b", b"", 4, False),
    ]


# A shell we did not write

SAID = {
    "printf 'a\\0b\\377'": (b"a\0b\xff", b"", 0),
    "printf x; false": (b"x", b"", 1),
    "printf oops >&2; (exit 7)": (b"", b"oops", 7),
    "printf 'one\\ntwo\\n' | grep -c o": (b"2\n", b"", 0),
    "true": (b"", b"", 0),
    "printf '\\n'": (b"\n", b"", 0),
}


@pytest.mark.parametrize("shell", ["/bin/sh", "/bin/mksh", "/bin/bash"])
@pytest.mark.peer
def test_real_shells_print_the_frames(shell):
    text = Script(NONCE, tuple(SAID)).text
    try:
        ran = subprocess.run([shell, "-c", text], capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip(f"{shell} is not installed")
    exit_packet = struct.pack("<BIB", 3, 1, ran.returncode)
    reply = reply_to(packet(1, ran.stdout) + packet(2, ran.stderr), exit_packet, lines=tuple(SAID))
    assert [part[:3] for part in reply.parts] == list(SAID.values())
    assert all(part.complete for part in reply.parts)
