import re
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phone_audit.formats.posix_regex import PatternError, translate


def matches(pattern: str, line: bytes, *, extended: bool = True) -> bool:
    return re.search(translate(pattern, extended=extended), line, re.DOTALL) is not None


@pytest.mark.parametrize(
    ("pattern", "line", "expected"),
    [
        (r"^ +User ([0-9]+|null):", b"    User 10: ceDataInode=1", True),
        (r"^ +User ([0-9]+|null):", b"User 10:", False),
        (r"mId='[^']*'", b"NotificationChannel{mId='web:https://contoh.example;1'", True),
        (r"[[:alnum:]_.]+=[[:space:]]*$", b"a_b.9= \t", True),
        (r"[]a]", b"]", True),
        (r"[^]a]", b"]a", False),
        (r"[a\.]", b"\\", True),  # a backslash in brackets is itself
        (r"[a-]", b"-", True),
        (r"(a|b){2,3}c", b"xabac", True),
        (r"a{2}", b"a", False),
        (r"\(\)\{\}\|\*\+\?\.\^\$\[", b"(){}|*+?.^$[", True),
        ("é+", "ééé".encode(), True),
        ("", b"", True),
    ],
)
def test_extended_expressions(pattern: str, line: bytes, expected: bool) -> None:
    assert matches(pattern, line) is expected


@pytest.mark.parametrize(
    ("pattern", "line", "expected"),
    [
        ("a+b?", b"a+b?", True),
        ("a+b?", b"aab", False),
        (r"\(ab\)\{2\}", b"abab", True),
        ("(a|b)", b"(a|b)", True),
        ("a^b$c", b"a^b$c", True),
        ("*a", b"*a", True),
        (r"\(*a\)", b"*a", True),
        ("^*a", b"*a", True),
        ("^a$", b"a", True),
    ],
)
def test_basic_expressions(pattern: str, line: bytes, expected: bool) -> None:
    assert matches(pattern, line, extended=False) is expected


@pytest.mark.parametrize(
    "pattern",
    [
        r"\w", r"\b", r"(a)\1", "a**", "a+?", "()", "a|", "|a", "(|a)", "*a", "^*", "(*a)", "a{",
        "a{2", "a{,3}", "a{3,2}", "[a", "[", "(", ")", "a\\", "[[:nosuch:]]", "[[.a.]]", "[[=a=]]",
        "[z-a]", "[é]", r"\<a", "[[:alpha:", "[a-", "a|()", "{2}",
    ],
)  # fmt: skip
def test_what_phones_read_differently_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        translate(pattern, extended=True)


@pytest.mark.parametrize("pattern", [r"a\|b", r"a\+", r"a\?", "a**", r"\(a", r"a\}", r"\{2\}"])
def test_what_libraries_add_to_basic_expressions_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        translate(pattern, extended=False)


ATOMS = st.sampled_from(
    ["a", "b", "=", ".", "[ab]", "[^a]", "[[:digit:]]", "[a-c1]", r"\.", r"\|", "1", " ", "-"]
)
REPEATS = st.sampled_from(["", "", "", "*", "+", "?", "{2}", "{1,2}", "{2,}"])
SEQUENCES = st.lists(st.builds("{}{}".format, ATOMS, REPEATS), min_size=1, max_size=4).map("".join)
EXTENDED = st.recursive(
    SEQUENCES,
    lambda inner: st.one_of(
        st.builds("({}){}".format, inner, REPEATS),
        st.builds("{}|{}".format, inner, inner),
        st.builds("({}|{})".format, inner, inner),
    ),
    max_leaves=4,
)
LINES = st.lists(
    st.text(alphabet="abc1=.-| é", max_size=8).map(lambda text: text.encode()),
    min_size=1,
    max_size=5,
)


@pytest.mark.slow
@pytest.mark.peer
@settings(max_examples=150)
@given(
    pattern=st.one_of(
        EXTENDED, st.builds("^{}".format, SEQUENCES), st.builds("{}$".format, SEQUENCES)
    ),
    lines=LINES,
)
def test_the_same_lines_match_as_in_grep(pattern: str, lines: list[bytes]) -> None:
    grep = shutil.which("grep")
    if grep is None:
        pytest.skip("grep is not installed")
    ran = subprocess.run(
        [grep, "-aE", "--", pattern],
        input=b"".join(line + b"\n" for line in lines),
        capture_output=True,
        env={"LC_ALL": "C"},
        check=False,
    )
    assert ran.returncode in {0, 1}, ran.stderr
    ours = re.compile(translate(pattern, extended=True), re.DOTALL)
    assert ran.stdout.split(b"\n")[:-1] == [line for line in lines if ours.search(line)]
