"""Golden captures, broken in every way: no crash, nothing invented, nothing lost in silence."""

import random

import pytest

from phone_audit.model.capture import GapReason
from phone_audit.model.record import replace, sha256_hex
from tests.captures import (
    captures_of,
    description,
    golden_names,
    known_of,
    read_golden,
    source_of,
)
from tests.formats.test_work import grown
from tests.work.steps import work

NAMES = golden_names()
# Framed by HTTP, or a file of its own: whole, or no answer.
JSON = ("open_tabs/", "tab_history/", "stored_data/", "download_contents/")
TEXTS = [name for name in NAMES if not name.startswith(JSON)]
REPORTS = [
    name for name in NAMES if all(one.get("section") for one in description(name)["answer"])
]  # a section of a file can refuse nothing


def again(name, change, only=None, *, texts=False):
    """Read a golden capture with one answer, or each, or each that is text, changed.

    What is no text is damaged in every way by the tests of its format.
    """
    changed = []
    for index, one in enumerate(captures_of(name)):
        wanted = only in {None, index} and not (texts and b"\0" in one.stdout)
        stdout = change(one.stdout) if wanted else one.stdout
        changed.append(replace(one, stdout=stdout, sha256=sha256_hex(stdout)))
    return source_of(name).read(known_of(name), tuple(changed))


def names_in(reading):
    return {
        getattr(one.record, "package", getattr(one.record, "host", "")) for one in reading.sightings
    }


@pytest.mark.parametrize("name", NAMES)
def test_cut_at_every_line_nothing_is_invented(name):
    whole = names_in(read_golden(name))
    for index, one in enumerate(captures_of(name)):
        lines = one.stdout.splitlines(keepends=True)
        for count in range(len(lines)):
            kept = b"".join(lines[:count])
            reading = again(name, lambda _, kept=kept: kept, only=index)
            assert names_in(reading) <= whole


DAMAGE = {
    "cut": lambda data, at: data[:at],
    "nul": lambda data, at: data[:at] + b"\0" + data[at:],
    "byte": lambda data, at: data[:at] + b"\xff" + data[at:],
    "changed": lambda data, at: data[:at] + b"\xff" + data[at + 1 :],
}
PLACES = 60  # in each answer; every byte of every answer takes minutes and was tried


def told_in(reading):
    """Return who and what each sighting is about: package or site, user, and through which app."""
    return {
        (
            type(one.record),
            getattr(one.record, "package", None) or getattr(one.record, "host", None),
            getattr(one.record, "user", None),
            getattr(one.record, "via", None),
        )
        for one in reading.sightings
    }


def may_tell(name):
    """Return what a damaged answer may be about at most: what the whole one is about."""
    whole = told_in(read_golden(name))
    if name.startswith("open_tabs/"):  # the browser's name comes in an answer of its own
        whole |= {(kind, host, user, "unknown") for kind, host, user, _ in whole}
    return whole


def may_name(name):
    """Tell whether a name stands in the answers, or is one the question was about."""
    said = b"".join(one.stdout for one in captures_of(name)).decode(errors="replace")
    known = names_in(read_golden(name))
    return lambda one: one in known or one in said


@pytest.mark.slow
@pytest.mark.parametrize("how", DAMAGE)
@pytest.mark.parametrize("name", NAMES)
def test_hurt_at_any_byte_nobody_gets_what_belongs_to_another(name, how):
    # Half a name is no name, and what follows a heading that cannot be read is nobody's.
    whole = may_tell(name)
    for index, one in enumerate(captures_of(name)):
        if b"\0" in one.stdout:
            continue  # no text: any change gives another one
        size = len(one.stdout)
        step = size // PLACES + 1
        for at in range(len(name) % step, size, step):
            reading = again(name, lambda data, at=at: DAMAGE[how](data, at), only=index)
            assert told_in(reading) <= whole, at


def mixed(lines, kind):
    """Return lines twice, shuffled, or each with the one before it again."""
    if kind == "twice":
        return lines + lines
    if kind == "shuffled":
        return random.Random(len(lines)).sample(lines, len(lines))
    return [line for pair in zip([b"", *lines], lines, strict=False) for line in pair]


@pytest.mark.parametrize("kind", ["twice", "shuffled", "echoed"])
@pytest.mark.parametrize("name", NAMES)
def test_lines_out_of_their_order_name_nobody_new(name, kind):
    reading = again(
        name, lambda data: b"".join(mixed(data.splitlines(keepends=True), kind)), texts=True
    )
    assert all(map(may_name(name), names_in(reading)))
    if kind == "twice":
        assert told_in(reading) <= may_tell(name)


@pytest.mark.parametrize("name", NAMES)
def test_lines_of_another_version_or_maker_between_do_no_harm(name):
    # What a phone says in two grammars at once is read in both or counted, and never crashes.
    others = [one for one in NAMES if one.startswith(name.partition("/")[0])]
    for other in others:
        strange = b"".join(one.stdout for one in captures_of(other)).splitlines(keepends=True)
        again(name, lambda data, strange=strange: data + b"".join(strange))
        again(
            name,
            lambda data, strange=strange: b"".join(
                line + strange[at % len(strange)] if strange else line
                for at, line in enumerate(data.splitlines(keepends=True))
            ),
        )


@pytest.mark.parametrize("sdk", [None, 23, 24, 30, 37, 99])
@pytest.mark.parametrize("name", NAMES)
def test_an_answer_under_a_version_it_is_not_of(name, sdk):
    known = replace(known_of(name), sdk=sdk)
    reading = source_of(name).read(known, captures_of(name))
    assert all(map(may_name(name), names_in(reading)))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_line_of_ten_megabytes_between(name):
    whole = may_tell(name)
    long = b"\n" + b"package=a.b " * 870_000 + b"\n"
    for index in range(len(captures_of(name))):
        reading = again(name, lambda data: data + long, only=index, texts=True)
        assert told_in(reading) <= whole
        if names_in(reading) != names_in(read_golden(name)):
            assert reading.gaps


@pytest.mark.slow
@pytest.mark.parametrize("renamed", [True, False], ids=["others", "the-same"])
@pytest.mark.parametrize("name", NAMES)
def test_eight_times_the_answer_takes_eight_times_the_work(name, renamed):
    def cost(times):
        captures = []
        for one in captures_of(name):
            data = grown(one.stdout, times) if renamed else one.stdout * times
            captures.append(replace(one, stdout=one.stdout if b"\0" in one.stdout else data))
        return work(lambda: source_of(name).read(known_of(name), tuple(captures)))

    assert cost(32) < cost(4) * 8 * 1.35


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_without_its_end_is_never_complete(name):
    cut = tuple(replace(one, complete=False) for one in captures_of(name))
    reading = source_of(name).read(known_of(name), cut)
    assert reading.gaps
    if not name.startswith("identity/"):
        assert not any(one.complete for one in reading.covered)


@pytest.mark.parametrize("end", [b"\r\n", b"\r\r\n"], ids=["crlf", "crcrlf"])
@pytest.mark.parametrize("name", NAMES)
def test_any_line_end_reads_the_same(name, end):
    whole = read_golden(name)
    reading = again(name, lambda data: data.replace(b"\r\n", b"\n").replace(b"\n", end), texts=True)
    assert reading == whole


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(
    "junk",
    [
        b"\0\0\0\n",
        b"\xff\xfe\xfd\n",
        "\u202e\u2028x\n".encode(),
        b"a" * 100_000 + b"\n",
        b"=\n" * 50,
    ],
    ids=["nul", "bytes", "unicode", "long", "many"],
)
def test_junk_before_and_after_takes_nothing_away(name, junk):
    reading = again(name, lambda data: junk + data + b"\n" + junk, texts=True)
    whole = read_golden(name)
    assert names_in(whole) <= names_in(reading)
    assert len(reading.sightings) >= len(whole.sightings)


@pytest.mark.parametrize("name", [name for name in NAMES if "identity" not in name])
def test_an_answer_that_is_only_junk_is_a_gap(name):
    reading = again(name, lambda _: b"omong kosong\n\xff\xff\n")
    assert reading.gaps
    assert reading.sightings == ()
    assert not any(one.complete for one in reading.covered)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in REPORTS])
@pytest.mark.parametrize(
    ("stderr", "reason"),
    [
        (b"java.lang.SecurityException: Shell does not have permission\n", GapReason.REFUSED),
        (b"Can't find service: x\n", GapReason.ABSENT),
        (b"Error: Unknown option: -U\n", GapReason.FAILED),
    ],
)
def test_a_refusal_is_a_gap(name, stderr, reason):
    refused = tuple(
        replace(one, stdout=b"", stderr=stderr, exit_code=1) for one in captures_of(name)
    )
    reading = source_of(name).read(known_of(name), refused)
    assert reason in {gap.reason for gap in reading.gaps}
    assert reading.sightings == ()
    assert not any(one.complete for one in reading.covered)
