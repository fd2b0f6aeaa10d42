"""Letters that are read from the other end of a hall: blocks of five rows, or a multiple."""

from collections.abc import Sequence

ROWS = 5

_GLYPHS = {
    "0": "### #.# #.# #.# ###",
    "1": ".#. ##. .#. .#. ###",
    "2": "### ..# ### #.. ###",
    "3": "### ..# .## ..# ###",
    "4": "#.# #.# ### ..# ..#",
    "5": "### #.. ### ..# ###",
    "6": "### #.. ### #.# ###",
    "7": "### ..# ..# .#. .#.",
    "8": "### #.# ### #.# ###",
    "9": "### #.# ### ..# ###",
    "A": "### #.# ### #.# #.#",
    "B": "##. #.# ##. #.# ##.",
    "C": "### #.. #.. #.. ###",
    "D": "##. #.# #.# #.# ##.",
    "E": "### #.. ##. #.. ###",
    "F": "### #.. ##. #.. #..",
    "G": "#### #... #.## #..# ####",
    "H": "#.# #.# ### #.# #.#",
    "I": "# # # # #",
    "J": "..# ..# ..# #.# ###",
    "K": "#..# #.#. ##.. #.#. #..#",
    "L": "#.. #.. #.. #.. ###",
    "M": "#...# ##.## #.#.# #...# #...#",
    "N": "#..# ##.# #.## #..# #..#",
    "O": "### #.# #.# #.# ###",
    "P": "### #.# ### #.. #..",
    "Q": "#### #..# #..# #.## ####",
    "R": "##. #.# ##. #.# #.#",
    "S": ".## #.. .#. ..# ##.",
    "T": "### .#. .#. .#. .#.",
    "U": "#.# #.# #.# #.# ###",
    "V": "#.# #.# #.# #.# .#.",
    "W": "#...# #...# #.#.# ##.## #...#",
    "X": "#.# #.# .#. #.# #.#",
    "Y": "#.# #.# .#. .#. .#.",
    "Z": "### ..# .#. #.. ###",
    "-": "... ... ### ... ...",
    "+": "... .#. ### .#. ...",
    "/": "..# ..# .#. #.. #..",
    " ": ".. .. .. .. ..",
}
_CELLS = 2  # a cell of a terminal is twice as high as wide
_GAP = 1  # empty columns of a glyph's size between two letters


def can_be_big(text: str) -> bool:
    """Say whether every character of a text has a large form."""
    return bool(text) and all(character in _GLYPHS for character in text.upper())


def width_of(text: str, scale: int = 1) -> int:
    """Return how many cells a text takes."""
    columns = [len(_GLYPHS[character].split()[0]) for character in text.upper()]
    return (sum(columns) + _GAP * (len(columns) - 1)) * _CELLS * scale


def big(text: str, scale: int = 1) -> tuple[str, ...]:
    """Return a text in large letters, ``ROWS * scale`` lines; it has to be ``can_be_big``."""
    glyphs = [_GLYPHS[character].split() for character in text.upper()]
    lines = []
    for row in range(ROWS):
        pixels = ("." * _GAP).join(glyph[row] for glyph in glyphs)
        line = "".join(("█" if pixel == "#" else " ") * (_CELLS * scale) for pixel in pixels)
        lines += [line] * scale
    return tuple(lines)


def side_by_side(texts: Sequence[str], width: int, scale: int = 1) -> tuple[tuple[str, ...], int]:
    """Return one row of large texts as far as they fit into ``width``, and how many those are."""
    apart = " " * (2 * _CELLS * scale)
    chosen: list[str] = []
    room = width
    for text in texts:
        needed = width_of(text, scale) + (len(apart) if chosen else 0)
        if needed > room:
            break
        room -= needed
        chosen.append(text)
    drawn = [big(text, scale) for text in chosen]
    lines = tuple(apart.join(parts) for parts in zip(*drawn, strict=True)) if drawn else ()
    return lines, len(chosen)
