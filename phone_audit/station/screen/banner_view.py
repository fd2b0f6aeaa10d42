"""The banner on the screen: numbers as large as the terminal allows."""

from collections.abc import Iterator, Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from phone_audit.station.banner import Banner, Call
from phone_audit.station.screen.big_letters import ROWS, big, can_be_big, side_by_side, width_of


class BannerView(Vertical):
    """Two calls, one above the other, redrawn when they or the terminal change."""

    def __init__(self, lang: str) -> None:
        super().__init__(id="banner")
        self._lang = lang
        self._drawn: object = None

    def compose(self) -> ComposeResult:
        """Return both halves."""
        yield Static(id="to-table", classes="call", markup=False)
        yield Static(id="to-tap", classes="call", markup=False)

    def draw(self, banner: Banner) -> None:
        """Bring the numbers to what the board says."""
        state = (banner, self.size)
        if state == self._drawn:
            return
        self._drawn = state
        width, height = self.size.width, self.size.height // 2
        for name, call in (("#to-table", banner.to_the_table), ("#to-tap", banner.to_tap)):
            self.query_one(name, Static).update(call_text(call, self._lang, width, height))


def call_text(call: Call, lang: str, width: int, height: int) -> Text:
    """Return a call in ``height`` lines: the heading, large where it fits, and the numbers."""
    lines = [*_heading(call, lang, width, height)]
    lines += _numbers(call, width, height - len(lines))
    return Text("\n".join(lines[:height]), no_wrap=True, overflow="crop")


def _heading(call: Call, lang: str, width: int, height: int) -> Iterator[str]:
    words = call.words.say(lang)
    if height >= 3 * ROWS and width_of(words) <= width:
        yield from big(words)
    else:
        yield f"{call.sign} {words}"
    yield ""


def _numbers(call: Call, width: int, height: int) -> Iterator[str]:
    """Yield the numbers in rows, as large as all of them fit; the rest is counted."""
    if not call.labels:
        yield "–"
        return
    if not all(map(can_be_big, call.labels)):
        yield from _plain(call.labels, width)
        return
    scale = next((one for one in (3, 2) if _fits(call.labels, width, height, one)), 1)
    left = list(call.labels)
    while left:
        drawn, count = side_by_side(left, width, scale)
        below = 2 if len(left) > count else 0  # room to say which are left
        if not count or height < ROWS * scale + below:
            break
        yield from drawn
        yield ""
        left, height = left[count:], height - ROWS * scale - 1
    if left:
        yield _rest(left, width)


def _rest(labels: Sequence[str], width: int) -> str:
    """Return the numbers that have no large room, and how many have none in this line either."""
    for shown in range(len(labels), 0, -1):
        more = len(labels) - shown
        line = f"+ {', '.join(labels[:shown])}" + (f" … +{more}" if more else "")
        if len(line) <= width:
            return line
    return f"+{len(labels)}"


def _fits(labels: tuple[str, ...], width: int, height: int, scale: int) -> bool:
    left = labels
    while left:
        _, count = side_by_side(left, width, scale)
        height -= ROWS * scale + 1
        if not count or height < -1:
            return False
        left = left[count:]
    return True


def _plain(labels: tuple[str, ...], width: int) -> Iterator[str]:
    line = ""
    for label in labels:
        if line and len(line) + len(label) + 3 > width:
            yield line
            line = ""
        line = f"{line}   {label}".lstrip()
    yield line
