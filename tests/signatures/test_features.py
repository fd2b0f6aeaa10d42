"""What can be read in a name, feature by feature."""

import pytest

from phone_audit.model.signature import SignalGroup
from phone_audit.signatures.families import Affixes
from phone_audit.signatures.features import features
from phone_audit.signatures.name_parts import name_parts
from phone_audit.signatures.signals import Signals

AFFIXES = Affixes(("rtp",), ("vip",))
SIGNALS = Signals(
    (
        SignalGroup(id="angka", says="angka", numbers=("88",)),
        SignalGroup(id="slot", says="slot", game=True, anywhere=("slot",)),
    ),
    (),
)


def read(host: str) -> list[str] | None:
    parts = name_parts(host)
    assert parts is not None
    return features(parts, SIGNALS.found(parts), AFFIXES)


def test_letters_are_cut_into_pieces_of_three_four_and_six_and_edges_are_marked() -> None:
    found = read("abcde.example")
    assert found is not None
    pieces = [one for one in found if one.strip("^$").isalpha()]
    assert pieces == [
        *("^ab", "abc", "bcd", "cde", "de$"),
        *("^abc", "abcd", "bcde", "cde$"),
        *("^abcde", "abcde$"),
    ]


def test_of_what_is_left_beside_a_function_word_the_edges_are_marked() -> None:
    found = read("rtpabc.example")
    assert found is not None
    assert found.count("^abc") == 1
    assert found.count("abc$") == 2  # once at the end of the whole run
    assert "^abc$" not in found


def test_one_letter_is_one_piece() -> None:
    found = read("a.example")
    assert found is not None
    assert found[:2] == ["^a$", "=a"]


@pytest.mark.parametrize(
    ("host", "wanted"),
    [
        ("rtpzebravip.example", {">rtp", "<vip", "=zebra", "^ze", "bra$"}),
        ("zebra88.xyz", {"#88", "9:2", "[angka]", "[angka]|.xyz", ".xyz", "d2|.xyz", "&a2d2"}),
        ("slotku88.example", {"[angka+slot]", "[slot]", "ku88$"}),
        ("12zebra.example", {"#^12", "2zeb"}),
        ("7-zebra.example", {"#=7", "-:2"}),
        ("m.zebra.blogspot.com", {".blogspot.com", ".com", "<:1", "2|.blogspot.com", "2|a"}),
        ("zebrä.example", {"[*]", "=zebra"}),
        ("樱桃88.example", {"[*]", "[*]88"}),
    ],
)
def test_a_name_shows(host: str, wanted: set[str]) -> None:
    host = host.encode("idna").decode("ascii")
    found = read(host)
    assert found is not None
    assert wanted <= set(found)


@pytest.mark.parametrize(
    "host", ["8888.example", "1c2d3e4f-aaaa-bbbb.example", "0a1b2c3d4e5f.example"]
)
def test_nothing_is_read_where_nobody_chose_the_name(host: str) -> None:
    assert read(host) is None


def test_letters_and_digits_by_turns_are_a_machines_word() -> None:
    found = read("a1b2c3d4.example")
    assert found is not None
    assert "[mesin]" in found
    assert not any(one.startswith("#") for one in found)
