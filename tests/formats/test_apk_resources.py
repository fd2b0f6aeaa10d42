import random
import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.formats.apk_resources import Resources
from phone_audit.formats.resource_chunks import DamagedFile
from phone_audit.simulator.android.apk import LABEL, string_pool, table

LAYOUTS = [
    {"layout": layout, "compact": compact, "utf_8": utf_8}
    for layout in ("plain", "sparse", "short")
    for compact in (False, True)
    for utf_8 in (False, True)
]
TEXTS = {b"": {0: "Default", 3: "Tetap"}, b"en": {0: "English"}, b"in": {0: "Indonesia é 🎰"}}


def text(data, entry=0, limit=200):
    return Resources(data).text(LABEL + entry, limit)


@pytest.mark.parametrize("options", LAYOUTS, ids=str)
def test_every_layout_of_entries(options):
    data = table(TEXTS, **options)
    assert [text(data, entry) for entry in (0, 1, 3)] == ["Indonesia é 🎰", None, "Tetap"]


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        ([b"en", b"", b"id"], b"id"),
        ([b"en", b"in", b""], b"in"),
        ([b"en", b"", b"de"], b""),
        ([b"de", b"en"], b"en"),
        ([b"de", b"fr"], b"de"),
    ],
)
def test_indonesian_then_default_then_english_then_any(languages, expected):
    assert text(table({one: {0: repr(one)} for one in languages})) == repr(expected)


def test_references_are_followed_in_the_language_of_each():
    data = table({b"": {0: LABEL + 1, 1: LABEL + 2, 2: "Default"}, b"id": {2: "Indonesia"}})
    assert text(data) == "Indonesia"


def test_a_circle_of_references_ends():
    with pytest.raises(DamagedFile):
        text(table({b"": {0: LABEL + 1, 1: LABEL, 2: "x"}}))


@pytest.mark.parametrize(
    "reference", [0, 0x01040000, 0x7F020000, 0x7F01FFFF, 0xFFFFFFFF, LABEL + 9]
)
def test_a_reference_to_nothing_is_nothing(reference):
    assert Resources(table(TEXTS)).text(reference, 10) is None


def test_a_text_is_cut_at_the_limit():
    whole = "é🎰" * 60
    assert text(table({b"": {0: whole}}, utf_8=True), limit=5) == "é🎰é🎰é"
    assert text(table({b"": {0: whole}}, utf_8=False), limit=5) == "é🎰é\ufffd"


def test_an_emoji_as_java_writes_it():
    paired = "🎰".encode("utf-16-be")
    raw = b"".join(
        chr(unit).encode("utf-8", "surrogatepass") for unit in struct.unpack(">2H", paired)
    )
    data = table({b"": {0: "xxxxxx"}}).replace(b"xxxxxx", raw)
    assert text(data) == "🎰"


def test_bytes_that_are_no_text_become_a_mark():
    assert text(table({b"": {0: "xxxx"}}).replace(b"xxxx", b"a\xff\xfeb")) == "a\ufffd\ufffdb"


@pytest.mark.parametrize(
    "data",
    [b"", b"\x02\x00\x0c\x00", b"\0" * 100, b"\xff" * 100, string_pool(["x"], utf_8=True)],
    ids=["nothing", "half", "zero", "ones", "pool"],
)
def test_what_is_no_table_is_said_to_be_damaged(data):
    with pytest.raises(DamagedFile):
        Resources(data)


@pytest.mark.parametrize("options", LAYOUTS, ids=str)
def test_damaged_copies_raise_nothing_else(options):
    whole = table(TEXTS, **options)
    dice = random.Random(str(options))
    refused = 0
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        if dice.random() < 0.3:
            del data[dice.randrange(len(data)) :]
        try:
            for entry in (0, 1, 3):
                text(bytes(data), entry)
        except DamagedFile:
            refused += 1
    assert 0 < refused < 300


WHOLE = table(TEXTS, layout="sparse")


@given(st.binary(max_size=400), st.integers(0, len(WHOLE)), st.integers(0, 60))
def test_hostile_bytes_raise_nothing_else(junk, at, taken):
    for data in (junk, WHOLE[:at] + junk + WHOLE[at + taken :]):
        with suppress(DamagedFile):
            text(data)


def tables(parts):
    return struct.pack("<HHII", 2, 12, 12 + len(parts), 1) + parts


def package(parts):
    return struct.pack("<HHII", 0x0200, 12, 12 + len(parts), 0x7F) + parts


@pytest.mark.parametrize(
    "parts",
    [
        struct.pack("<HHI", 0, 8, 8) * 100_001,
        package(struct.pack("<HHI", 0, 8, 8) * 20_001) * 5,
        package(struct.pack("<HHIBBHIIIII", 0x0201, 28, 32, 1, 0, 0, 0, 0, 8, 0, 0) * 2_001),
    ],
    ids=["in the table", "in its packages", "of one type"],
)
def test_too_many_parts_are_refused(parts):
    with pytest.raises(DamagedFile, match="too many"):
        Resources(tables(parts))
