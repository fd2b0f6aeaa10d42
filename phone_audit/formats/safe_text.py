"""Text from a phone made safe to print: what has no glyph or no shape is shown as a number."""

import unicodedata
from collections.abc import Callable
from itertools import chain

# Every code point for which all bundled faces (Liberation Sans and Mono 2.1.5) have a glyph,
# less what must never be printed as it is: controls, format characters, combining marks
# that composition left over, spaces but the plain one, and right-to-left letters.
# tests/formats/test_safe_text.py compares it with the font files.
_COVERED = """
20-7E A1-AC AE-236 238-2FF 374-375 37A-37E 384-38A 38C 38E-3A1 3A3-3CE 3D0-482 48A-513
51A-51D 1D00-1DBF 1E00-1E9B 1E9E 1EA0-1EF9 1F00-1F15 1F18-1F1D 1F20-1F45 1F48-1F4D 1F50-1F57
1F59 1F5B 1F5D 1F5F-1F7D 1F80-1FB4 1FB6-1FC4 1FC6-1FD3 1FD6-1FDB 1FDD-1FEF 1FF2-1FF4
1FF6-1FFE 2010 2012-2015 2017-2022 2026 2030 2032-2034 2039-203A 203C 203E 2044 205E
2074-2079 207F-2089 2090-2094 20A0-20B5 20BF 2105 2113 2116-2117 2122 2126 212E 214D-214E
2153-2154 215B-215E 2184 2190-2195 21A8 21D4 2202 2206 220F 2211-2212 2215 2219-221A
221E-221F 2229 222B 2248 2260-2262 2264-2265 2302 2310 2320-2321 2500 2502 250C 2510 2514
2518 251C 2524 252C 2534 253C 2550-256C 2580 2584 2588 258C 2590-2593 25A0-25A1 25AA-25AC
25B2 25BA 25BC 25C4 25CA-25CC 25CF-25D9 25E6 263A-263C 2640 2642 2660 2663 2665-2666
2669-266C 266F 2C60-2C6D 2C71-2C77 2E17 A717-A721 A788-A78C FB01-FB02 FB29
"""


def _ranges(table: str) -> tuple[range, ...]:
    parts = (entry.split("-") for entry in table.split())
    return tuple(range(int(part[0], 16), int(part[-1], 16) + 1) for part in parts)


COVERED = frozenset(chain.from_iterable(_ranges(_COVERED)))
"""Code points that a report may print as they are."""

# Canonical composition joins at most four characters into one, so this many raw
# characters for each printed one are enough to know that a text is too long.
_COMPOSED_OF = 4
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def safe_text(text: str, limit: int = 200) -> str:
    r"""Return ``text`` as one line that every report can print and nobody can misread.

    Composed (NFC) first; then every character without a glyph in the bundled fonts, and
    every control, line break, text-direction override, zero-width character,
    left-over combining mark and right-to-left letter is written as its number::

        >>> safe_text("slot\u202egpj.apk")
        'slot<U+202E>gpj.apk'

    A result longer than ``limit`` characters is cut and ends in a mark that tells how
    long the text was, ``[… 10000]``; an escape is never cut in half. The result is safe
    text again, and applying this twice changes nothing. Markup of a template or a
    terminal library is plain text here: whoever prints it escapes it.

    Read from: Unicode Standard Annex 15 (NFC), 9 (directions); Unicode 14 and later.
    """
    return _escape(text, limit, lambda character: ord(character) in COVERED)


def one_line(text: str, limit: int = 2000) -> str:
    r"""Return ``text`` as one line that a terminal and a log can show.

    As ``safe_text``, but letters of every left-to-right script stay as they are. Escape
    sequences lose their power and stay visible::

        >>> one_line("\x1b[31mmerah\x07")
        '<U+001B>[31mmerah<U+0007>'
    """
    return _escape(text, limit, _terminal_shows)


def _terminal_shows(character: str) -> bool:
    return (
        character.isprintable()
        and unicodedata.category(character)[0] != "M"
        and unicodedata.bidirectional(character) not in _RIGHT_TO_LEFT
    )


def _escape(text: str, limit: int, shown: Callable[[str], bool]) -> str:
    # Cut before composing: reordering a long run of combining marks takes quadratic time.
    head = text[: _COMPOSED_OF * (limit + 1)]
    pieces = [
        character if shown(character) else f"<U+{ord(character):04X}>"
        for character in unicodedata.normalize("NFC", head)
    ]
    whole = "".join(pieces)
    if len(whole) <= limit:
        return whole
    mark = f"[… {len(text)}]"
    kept: list[str] = []
    room = limit - len(mark)
    for piece in pieces:
        room -= len(piece)
        if room < 0:
            break
        kept.append(piece)
    return "".join(kept) + mark
