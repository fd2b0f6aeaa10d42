import hashlib
import shlex
import shutil
import subprocess

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from phone_audit.formats.filters import FilterError, apply, is_filter
from phone_audit.formats.shell_line import parse_line

TEXT = b"""\
Package [id.contoh.bank] (a1):
  userId=10123
    User 0: installed=true notLaunched=false
    User 10: installed=false notLaunched=true
Package [id.contoh.slot] (b2):
  userId=10124
"""


def through(line: str, data: bytes = TEXT) -> tuple[bytes, int]:
    return apply(parse_line(line), data)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("grep userId", b"  userId=10123\n  userId=10124\n"),
        ("grep -oE 'userId=[0-9]+'", b"userId=10123\nuserId=10124\n"),
        ("grep -iE '^PACKAGE' | cut -d ' ' -f 2", b"[id.contoh.bank]\n[id.contoh.slot]\n"),
        (
            "grep -vE 'User|userId' | cut -d '[' -f2 | cut -d ']' -f 1",
            b"id.contoh.bank\nid.contoh.slot\n",
        ),
        ("grep -c installed", b"2\n"),
        ("grep -nF -A 1 'contoh.slot]'", b"5:Package [id.contoh.slot] (b2):\n6-  userId=10124\n"),
        (
            "grep -A1 Package | tail -n 3",
            b"--\nPackage [id.contoh.slot] (b2):\n  userId=10124\n",
        ),
        ("grep -e slot -e bank -o", b"bank\nslot\n"),
        ("grep -xE ' +userId=[0-9]*'", b"  userId=10123\n  userId=10124\n"),
        ("grep -wo User", b"User\nUser\n"),
        ("grep -on 1", b"1:1\n2:1\n2:1\n4:1\n6:1\n6:1\n"),
        ("head -n 1", b"Package [id.contoh.bank] (a1):\n"),
        ("head -1", b"Package [id.contoh.bank] (a1):\n"),
        ("head -c 7", b"Package"),
        ("tail -n1", b"  userId=10124\n"),
        ("tail -2 | head -n 1", b"Package [id.contoh.slot] (b2):\n"),
        ("tail -c 6", b"10124\n"),
        ("tail -c 0", b""),
        ("tail -n 0", b""),
        ("sed -n 2p", b"  userId=10123\n"),
        ("sed -n 2,1p", b"  userId=10123\n"),
        ("sed -n 99p", b""),
        ("sort -r | tail -1", b"    User 0: installed=true notLaunched=false\n"),
        ("grep -o Package | sort -u", b"Package\n"),
        ("sha256sum", hashlib.sha256(TEXT).hexdigest().encode() + b"  -\n"),
        ("cut -c 1-4,6 | head -n 1", b"Packg\n"),
        ("cut -c -2 | tail -n1", b"  \n"),
    ],
)  # fmt: skip
def test_what_comes_out(line: str, expected: bytes) -> None:
    assert through(line) == (expected, 0)


def test_a_grep_that_selects_nothing_says_so_and_the_last_stage_decides() -> None:
    assert through("grep nothing") == (b"", 1)
    assert through("grep -c nothing") == (b"0\n", 1)
    assert through("grep nothing | sort") == (b"", 0)
    assert through("sort | grep -v .") == (b"", 1)
    assert through("grep x", b"") == (b"", 1)
    assert through("grep -o 'z*'", b"aa\n") == (b"", 0)
    assert through("grep -ov User") == (b"", 0)


def test_a_line_without_the_whole_word_is_selected_by_its_absence() -> None:
    # POSIX, GNU and busybox; toybox 0.8.9 loses "aa" (loses_lines_in_toybox).
    assert through("grep -w -v a", b"aa\naab\na=\naa a\n") == (b"aa\naab\n", 0)


def test_no_stage_gives_the_data_back() -> None:
    assert apply((), b"\xff\x00") == (b"\xff\x00", 0)


def test_bytes_that_are_no_text_pass_unchanged() -> None:
    assert through("grep b | head -n 1", b"a\n\xff\x00b\r\n") == (b"\xff\x00b\r\n", 0)


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"b\na", b"a\nb\n"), (b"", b""), (b"\n", b"\n"), (b"\xff\n\x00\n", b"\x00\n\xff\n")],
)
def test_sorting_ends_every_line(data: bytes, expected: bytes) -> None:
    assert through("sort", data) == (expected, 0)


def test_numbers_are_compared_as_numbers() -> None:
    numbers = b"10\n9\n-2\nx\n1.5\n1.25\n9\n"
    assert through("sort -n", numbers)[0] == b"-2\nx\n1.25\n1.5\n9\n9\n10\n"
    assert through("sort -run", numbers)[0] == b"10\n9\n1.5\n1.25\nx\n-2\n"


def test_a_last_line_without_its_end_keeps_that_form_where_tools_do() -> None:
    assert through("head -n 5", b"a\nb") == (b"a\nb", 0)
    assert through("tail -n 1", b"a\nb") == (b"b", 0)
    assert through("sed -n 2p", b"a\nb") == (b"b", 0)
    assert through("grep b", b"a\nb") == (b"b\n", 0)
    assert through("cut -d: -f1", b"a:b") == (b"a\n", 0)


def test_cutting_counts_characters_as_the_phone_does() -> None:
    assert through("cut -c 1-2", "héllo\n".encode()) == ("hé\n".encode(), 0)
    assert through("cut -c 2", b"\xff\xfe\n") == (b"\xfe\n", 0)


@pytest.mark.parametrize(
    "line",
    [
        "tr a b", "grep", "grep -q x", "grep x file", "grep -EF x", "grep -wx x", "grep -P x",
        "grep -E 'a**'", "grep -A x y",
        "grep -o -A 1 x", "cut -f 1 -c 1", "cut", "cut -f 0", "cut -f x", "cut -d ab -f 1",
        "sort -k 2", "sort file", "head -n x", "head -n -1", "head -n 1 -c 1", "tail -n +2",
        "sed p", "sed -n", "sed -n 1d", "sed -n /x/p", "sed -n 1p 2p", "sha256sum file",
        "grep -e", "cut -d",
    ],
)  # fmt: skip
def test_what_no_question_of_ours_uses_is_refused(line: str) -> None:
    with pytest.raises(FilterError):
        through(line)


def test_the_longer_alternative_has_to_stand_first() -> None:
    # The one documented difference to a phone, which would print "ab" both times.
    assert through("grep -oE 'ab|a'", b"ab\n")[0] == b"ab\n"
    assert through("grep -oE 'a|ab'", b"ab\n")[0] == b"a\n"


def test_filters_are_known_by_name() -> None:
    assert is_filter("grep")
    assert not is_filter("tee")


WORDS = st.sampled_from([b"a", b"ab", b"abc", b"b", b"=", b" ", b"_", b"10", b"9", b"A", b":", b""])
DATA = st.builds(
    bytes.__add__,
    st.lists(st.lists(WORDS, max_size=5).map(b"".join), max_size=8).map(
        lambda lines: b"".join(line + b"\n" for line in lines)
    ),
    st.sampled_from([b"", b"a", b"ab=10"]),
)
GREPS = st.builds(
    "grep {} {} {}".format,
    st.sampled_from(["", "-w", "-x"]),
    st.lists(st.sampled_from(["-i", "-v", "-n", "-c", "-A 1", "-A2"]), max_size=3).map(" ".join),
    st.sampled_from(["a", "ab", "b:", "-e a -e 1", "-F -e a -e ab", "'^a'", "'0$'", "'[ab]'"]),
)
ONLY = st.builds(
    "grep {} {}".format,
    st.sampled_from(["-o", "-on", "-oi", "-ow"]),
    st.sampled_from(["a", "'[ab][ab]*'", "-E '(ab|a)+'", "-F -e a -e ab", "'a.'", "'[a-z]='"]),
)
FIELDS = st.builds(
    "cut {} -f {}".format,
    st.sampled_from(["-d=", "-d :", "-d ' '"]),
    st.sampled_from(["1", "2-", "-2", "2-3", "1,3"]),
)
OTHERS = st.one_of(
    st.builds("cut -c {}".format, st.sampled_from(["1", "2-3", "1,3-"])),
    st.builds("sort {}".format, st.sampled_from(["", "-r", "-u", "-ur"])),
    st.builds("head {}".format, st.sampled_from(["-n 2", "-1", "-c 3", "-n0", ""])),
    st.builds("tail {}".format, st.sampled_from(["-n 2", "-1", "-c 3", ""])),
    st.sampled_from(["sed -n 2p", "sed -n 1,2p", "sha256sum"]),
)  # fmt: skip


def as_the_peer(words: list[str], data: bytes) -> tuple[bytes, int]:
    ran = subprocess.run(
        words, input=data, capture_output=True, env={"LC_ALL": "C.UTF-8"}, check=False
    )
    assert not ran.stderr, ran.stderr
    return ran.stdout, ran.returncode


@pytest.mark.slow
@pytest.mark.peer
@settings(max_examples=120)
@given(line=st.one_of(GREPS, ONLY, FIELDS, OTHERS), data=DATA)
def test_gnu_tools_say_the_same(line: str, data: bytes) -> None:
    words = shlex.split(line)
    if shutil.which(words[0]) is None:
        pytest.skip(f"{words[0]} is not installed")
    assert apply((tuple(words),), data) == as_the_peer(words, data)


def loses_lines_in_toybox(words: list[str]) -> bool:
    """``grep -w -v`` drops a line that holds no whole word but ends in the pattern.

    toybox 0.8.9 steps over "aa" one letter at a time and, at the end of the line, forgets to
    ask again whether anything matched: ``do_grep`` leaves its loop, with neither a match nor a
    line printed. POSIX selects every line that does not match, as GNU, busybox and ours do;
    no question of ours uses ``-w``.
    """
    return words[0] == "grep" and {"-w", "-v"} <= set(words)


@pytest.mark.slow
@pytest.mark.peer
@settings(max_examples=120)
@given(line=st.one_of(GREPS, ONLY, OTHERS), data=DATA)
def test_toybox_says_the_same(line: str, data: bytes) -> None:
    # Without FIELDS: a line that lacks the delimiter is printed twice, whole or not at all
    # by toybox 0.8.9, depending on its length; ours prints it whole, as POSIX says.
    toybox = shutil.which("toybox")
    if toybox is None:
        pytest.skip("toybox is not installed")
    words = shlex.split(line)
    assume(not loses_lines_in_toybox(words))
    assert apply((tuple(words),), data) == as_the_peer([toybox, *words], data)
