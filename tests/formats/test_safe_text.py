"""safe_text and one_line: nothing from a phone can break a page, a terminal or a reader."""

import struct
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.formats.safe_text import COVERED, one_line, safe_text

FONTS = sorted((Path(__file__).parents[2] / "reports/fonts").glob("*.ttf"))


def glyphs(font: Path) -> set[int]:
    """Return the code points a TrueType font has a glyph for (cmap format 4, OpenType 1.9)."""
    data = font.read_bytes()
    tables = {
        tag: data[offset : offset + length]
        for tag, _, offset, length in (
            struct.unpack(">4sIII", data[12 + 16 * i : 28 + 16 * i])
            for i in range(struct.unpack(">H", data[4:6])[0])
        )
    }
    cmap = tables[b"cmap"]
    for i in range(struct.unpack(">H", cmap[2:4])[0]):
        platform, encoding, at = struct.unpack(">HHI", cmap[4 + 8 * i : 12 + 8 * i])
        if (platform, encoding) == (3, 1):
            sub = cmap[at:]
    count = struct.unpack(">H", sub[6:8])[0] // 2

    def row(at: int) -> tuple[int, ...]:
        return struct.unpack(f">{count}H", sub[at : at + 2 * count])

    ends, starts = row(14), row(16 + 2 * count)
    deltas, offsets = row(16 + 4 * count), row(16 + 6 * count)
    found = set()
    for i in range(count):
        for code in range(starts[i], min(ends[i], 0xFFFE) + 1):
            if offsets[i]:
                at = 16 + 6 * count + 2 * i + offsets[i] + 2 * (code - starts[i])
                glyph = struct.unpack(">H", sub[at : at + 2])[0]
            else:
                glyph = (code + deltas[i]) & 0xFFFF
            if glyph:
                found.add(code)
    return found


def test_the_table_is_what_all_bundled_faces_cover_and_no_reader_can_be_fooled_by() -> None:
    assert len(FONTS) == 6
    common = set.intersection(*map(glyphs, FONTS))
    expected = {
        code
        for code in common
        if code == 0x20
        or (
            unicodedata.category(chr(code))[0] not in "CMZ"
            and unicodedata.bidirectional(chr(code)) not in {"R", "AL", "AN"}
        )
    }
    assert expected == COVERED


@pytest.mark.parametrize(
    ("given_text", "printed"),
    [
        ("id.contoh.slot", "id.contoh.slot"),
        ("cafe\u0301", "caf\u00e9"),
        ("Vi\u00ea\u0323t", "Vi\u1ec7t"),
        ("slot\u202egpj.apk", "slot<U+202E>gpj.apk"),
        ("sl\u200bot", "sl<U+200B>ot"),
        ("a\nb\tc\x00", "a<U+000A>b<U+0009>c<U+0000>"),
        ("\x1b]0;x\x07", "<U+001B>]0;x<U+0007>"),
        ("\u05d0\u0639", "<U+05D0><U+0639>"),
        ("\u4e2d\U0001f3b0", "<U+4E2D><U+1F3B0>"),
        ("z\u0334\u0335", "z<U+0334><U+0335>"),
        ("a\u00a0b\u00adc", "a<U+00A0>b<U+00AD>c"),
        ("\ud800\ufffd\U000e0041", "<U+D800><U+FFFD><U+E0041>"),
        ("#set page(width: 1cm) $x$ =cmd|' [red]", "#set page(width: 1cm) $x$ =cmd|' [red]"),
        ("", ""),
    ],
)
def test_what_is_printed(given_text: str, printed: str) -> None:
    assert safe_text(given_text) == printed


def test_a_long_text_says_that_it_was_cut_and_how_long_it_was() -> None:
    assert safe_text("x" * 200) == "x" * 200
    cut = safe_text("x" * 10_000)
    assert cut == "x" * (200 - len("[… 10000]")) + "[… 10000]"
    assert safe_text("\u202e" * 500).endswith("<U+202E>[… 500]")


@given(st.text(alphabet=st.characters(), max_size=400), st.integers(min_value=40, max_value=200))
def test_the_result_is_short_printable_and_stays_what_it_is(text: str, limit: int) -> None:
    safe = safe_text(text, limit)
    assert len(safe) <= limit
    assert set(map(ord, safe)) <= COVERED
    assert safe_text(safe, limit) == safe


def test_a_very_long_run_of_combining_marks_is_cut_before_it_is_composed() -> None:
    assert safe_text("a" + "\u0334\u0300" * 2_000_000).endswith("[… 4000001]")


def test_a_terminal_shows_letters_of_the_world_but_obeys_nothing() -> None:
    assert one_line("中文 ok") == "中文 ok"
    assert one_line("\x1b[31mmerah\x1b[0m\r\n") == ("<U+001B>[31mmerah<U+001B>[0m<U+000D><U+000A>")
    assert one_line("\x9b2J\u2028\u202e\u0639") == "<U+009B>2J<U+2028><U+202E><U+0639>"
