"""The board as widgets: one tile for each phone, the totals, and the tile that has the focus."""

from collections.abc import Iterator

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import ItemGrid, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from phone_audit.station.board import Board
from phone_audit.station.tiles import Tile, Tone, tiles_of, totals_of

_BAR = 18  # characters


class TileView(Static, can_focus=True):
    """One phone. Enter or a second click opens it."""

    BINDINGS = [("enter", "open", "")]  # noqa: RUF012 - Textual reads it so

    class Opened(Message):
        """Somebody wants to see this phone."""

        def __init__(self, tile: Tile) -> None:
            super().__init__()
            self.tile = tile

    def __init__(self, tile: Tile, lang: str, *, nameless: bool) -> None:
        super().__init__("", classes=f"tile {tile.tone}", markup=False)
        self._lang = lang
        self.tile = tile
        self.show(tile, nameless=nameless)

    def show(self, tile: Tile, *, nameless: bool) -> None:
        """Draw what stands on the tile now."""
        if tile.tone is not self.tile.tone:
            self.remove_class(str(self.tile.tone)).add_class(str(tile.tone))
        self.tile = tile
        self.border_title = tile.title
        self.border_subtitle = tile.place
        self.update(tile_text(tile, self._lang, nameless=nameless))

    def action_open(self) -> None:
        """Say that this phone is to be shown."""
        self.post_message(self.Opened(self.tile))

    def on_click(self) -> None:
        """Open at a click: the first gives the focus, Textual sends both."""
        self.action_open()


def tile_text(tile: Tile, lang: str, *, nameless: bool) -> Text:
    """Return the lines of a tile: holder, state, progress or next step."""
    lines = Text(overflow="ellipsis", no_wrap=False)
    if not nameless and tile.who:
        lines.append(tile.who + "\n", style="bold")
    lines.append(tile.state.say(lang) + "\n", style="bold reverse" if _calls(tile) else "bold")
    if tile.share is not None:
        done = round(tile.share * _BAR)
        lines.append("█" * done + "░" * (_BAR - done) + "\n")
    lines.append(tile.hint.say(lang))
    return lines


def _calls(tile: Tile) -> bool:
    return tile.tone is Tone.ACT


class BoardView(VerticalScroll):
    """All tiles in a grid that fits the terminal; new phones appear, changed ones are redrawn."""

    def __init__(self, lang: str) -> None:
        super().__init__(id="board", can_focus=False)
        self._lang = lang
        self._drawn: tuple[Tile, ...] = ()
        self._nameless = False

    def compose(self) -> ComposeResult:
        """Return the grid, empty."""
        yield ItemGrid(min_column_width=26, id="tiles")

    async def draw(self, board: Board, *, nameless: bool) -> None:
        """Bring the tiles to what the board says; the tile with the focus keeps it."""
        tiles = tiles_of(board)
        if tiles == self._drawn and nameless == self._nameless:
            return
        grid = self.query_one("#tiles", ItemGrid)
        views = {view.tile.key: view for view in grid.query(TileView)}
        if [tile.key for tile in tiles] == [tile.key for tile in self._drawn]:
            for tile in tiles:
                views[tile.key].show(tile, nameless=nameless)
        else:
            focused = self.focused_tile()
            await grid.remove_children()
            await grid.mount_all(TileView(tile, self._lang, nameless=nameless) for tile in tiles)
            if focused is not None:
                self.focus_on(focused.key)
        self._drawn, self._nameless = tiles, nameless

    def focused_tile(self) -> Tile | None:
        """Return the tile that has the focus."""
        focused = self.screen.focused
        return focused.tile if isinstance(focused, TileView) else None

    def focus_on(self, key: str) -> None:
        """Give a tile the focus, if it is there."""
        for view in self.query(TileView):
            if view.tile.key == key:
                view.focus()

    def step(self, by: int, *, rows: bool = False) -> None:
        """Move the focus to a neighbour: by tiles, or by rows of the grid."""
        views = list(self.query(TileView))
        if not views:
            return
        focused = self.screen.focused
        if not isinstance(focused, TileView):
            views[0].focus()
            return
        columns = len({view.region.x for view in views}) or 1
        place = views.index(focused) + by * (columns if rows else 1)
        if 0 <= place < len(views):
            views[place].focus()
            views[place].scroll_visible()


def totals_line(board: Board, lang: str) -> str:
    """Return the counts in one line; those behind the first add up to it."""
    return " · ".join(_counts(board, lang))


def _counts(board: Board, lang: str) -> Iterator[str]:
    for number, (words, count) in enumerate(totals_of(board)):
        if number < 2 or count:
            yield f"{words.say(lang)} {count}"
