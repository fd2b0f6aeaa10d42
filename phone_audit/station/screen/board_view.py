"""The board as widgets: one tile for each phone, the totals, and the tile that has the focus."""

from collections.abc import Iterator, Mapping, Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import ItemGrid, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from phone_audit.model.record import Words
from phone_audit.station.board import Board
from phone_audit.station.tiles import Tile, Tone, tiles_of, totals_of

_BAR = 18  # characters
_WELCOME = Words(
    id="Belum ada ponsel di papan.\n\n"
    "1. Tekan N (atau klik N di bawah): pilih pemegang, bacakan pemberitahuan, catat pilihannya.\n"
    "2. Tempel stiker bernomor, lalu pasang kabel ponsel itu. S: langkah debug USB tiap merek.\n"
    "3. Pembacaan mulai sendiri. Setelah selesai: T tanggapan pemegang, K kembalikan ponsel.\n\n"
    "Ponsel boleh juga dipasang dahulu: pilih ubinnya, tekan Enter, lalu pilih pemiliknya.",
    en="No phone is on the board yet.\n\n"
    "1. Press N (or click N below): choose the holder, read the notice out, record the choice.\n"
    "2. Stick the number on, then plug that phone in. S: USB debugging, maker by maker.\n"
    "3. Reading begins by itself. Afterwards: T the holder's response, K hand the phone back.\n\n"
    "Phones may be plugged in first, too: choose the tile, press Enter, then choose its owner.",
)


class TileView(Static, can_focus=True):
    """One phone. Enter or a click opens it."""

    BINDINGS = [("enter", "open", "")]  # noqa: RUF012 - Textual reads it so

    class Opened(Message):
        """Somebody wants to see this phone."""

        def __init__(self, tile: Tile) -> None:
            super().__init__()
            self.tile = tile

    def __init__(self, tile: Tile, lang: str) -> None:
        super().__init__("", classes=f"tile {tile.tone}", markup=False)
        self._lang = lang
        self.tile = tile
        self.show(tile)

    def show(self, tile: Tile) -> None:
        """Draw what stands on the tile now."""
        if tile.tone is not self.tile.tone:
            self.remove_class(str(self.tile.tone)).add_class(str(tile.tone))
        self.tile = tile
        self.border_title = tile.title
        self.border_subtitle = tile.place
        self.update(tile_text(tile, self._lang))

    def action_open(self) -> None:
        """Say that this phone is to be shown."""
        self.post_message(self.Opened(self.tile))

    def on_click(self) -> None:
        """Open what was clicked."""
        self.action_open()


def tile_text(tile: Tile, lang: str) -> Text:
    """Return the lines of a tile: holder, state, progress or next step."""
    lines = Text(overflow="ellipsis", no_wrap=False)
    if tile.who:
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
        self._board: Board | None = None
        self._drawn: tuple[Tile, ...] = ()

    def compose(self) -> ComposeResult:
        """Return the grid, empty."""
        yield Static(_WELCOME.say(self._lang), id="welcome", markup=False)
        yield ItemGrid(min_column_width=26, id="tiles")

    async def draw(self, board: Board) -> None:
        """Bring the tiles to what the board says; the focus stays with its phone."""
        if board is self._board:
            return
        self._board = board
        tiles = tiles_of(board)
        before, self._drawn = self._drawn, tiles
        if tiles == before:
            return
        self.query_one("#welcome").display = not tiles
        grid = self.query_one("#tiles", ItemGrid)
        views = {view.tile.key: view for view in grid.query(TileView)}
        for tile in tiles:
            if tile.key in views:
                views[tile.key].show(tile)
        if [tile.key for tile in tiles] != [tile.key for tile in before]:
            await self._arrange(grid, views, tiles)

    async def _arrange(
        self, grid: ItemGrid, views: Mapping[str, TileView], tiles: Sequence[Tile]
    ) -> None:
        places = {tile.key: place for place, tile in enumerate(tiles)}
        focused = self.focused_tile()
        new = [TileView(tile, self._lang) for tile in tiles if tile.key not in views]
        await grid.mount_all(new)
        gone = [view for key, view in views.items() if key not in places]
        if focused is not None and focused.key not in places:
            # A phone that gets its holder becomes another tile at the same place.
            heir = next(
                (tile for tile in tiles if tile.place and tile.place == focused.place), None
            )
            if heir is not None:
                self.focus_on(heir.key)
        for view in gone:
            await view.remove()
        grid.sort_children(key=lambda view: places.get(getattr(view, "tile", tiles[0]).key, 0))
        if (now := self.screen.focused) is not None:
            now.scroll_visible(animate=False)

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
