"""The board as widgets: one tile for each phone, the totals, and the tile that has the focus."""

from collections.abc import Iterator

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import ItemGrid, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from phone_audit.model.record import Words
from phone_audit.station.board import Board
from phone_audit.station.tiles import Tile, Tone, tiles_of, totals_of

_BAR = 18  # characters
_MOST_AT_ONCE = 4  # tiles redrawn in one go
_WELCOME = Words(
    id="Belum ada ponsel di papan.\n\n"
    "1. Tekan N (atau klik N di bawah): pilih pemegang, bacakan pemberitahuan, catat pilihannya.\n"
    "2. Tempel stiker bernomor, lalu pasang kabel ponsel itu. S: langkah debug USB tiap merek.\n"
    "3. Pembacaan mulai sendiri. Setelah selesai: T tanggapan pemegang, K kembalikan ponsel.\n"
    "4. P: cetak satu dokumen. A: cetak semua yang belum dicetak, pada akhir pagi.\n\n"
    "Ponsel boleh juga dipasang dahulu: pilih ubinnya, tekan Enter, lalu pilih pemiliknya.",
    en="No phone is on the board yet.\n\n"
    "1. Press N (or click N below): choose the holder, read the notice out, record the choice.\n"
    "2. Stick the number on, then plug that phone in. S: USB debugging, maker by maker.\n"
    "3. Reading begins by itself. Afterwards: T the holder's response, K hand the phone back.\n"
    "4. P: print one document. A: print everything not printed yet, at the end of the morning.\n\n"
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
        self._tiles: tuple[Tile, ...] = ()
        self._views: dict[str, TileView] = {}
        self._last = ""  # the key of the tile that was redrawn last

    def compose(self) -> ComposeResult:
        """Return the grid, empty."""
        yield Static(_WELCOME.say(self._lang), id="welcome", markup=False)
        yield ItemGrid(min_column_width=26, id="tiles")

    async def draw(self, board: Board) -> None:
        """Bring the tiles to what the board says; the focus stays with its phone.

        Drawing takes time that keys and clicks wait for, so only some of the tiles are
        redrawn at once, those first whose state changed; the next call goes on.
        """
        if board is not self._board:
            self._board = board
            before, self._tiles = self._tiles, tiles_of(board)
            self.query_one("#welcome").display = not self._tiles
            if [tile.key for tile in self._tiles] != [tile.key for tile in before]:
                await self._arrange()
        for view, tile in self._stale()[:_MOST_AT_ONCE]:
            view.show(tile)
            self._last = tile.key

    def _stale(self) -> list[tuple["TileView", Tile]]:
        """Return what is drawn otherwise than it is, in the order in which it is redrawn."""
        pairs = [(self._views[tile.key], tile) for tile in self._tiles]
        after = next((n for n, (_, tile) in enumerate(pairs, 1) if tile.key == self._last), 0)
        stale = [one for one in (*pairs[after:], *pairs[:after]) if one[0].tile != one[1]]
        return sorted(stale, key=lambda one: one[0].tile.tone is one[1].tone)

    async def _arrange(self) -> None:
        """Put a view for each tile into the grid, in the tiles' order."""
        grid = self.query_one("#tiles", ItemGrid)
        tiles = self._tiles
        places = {tile.key: place for place, tile in enumerate(tiles)}
        focused = self.focused_tile()
        new = {
            tile.key: TileView(tile, self._lang) for tile in tiles if tile.key not in self._views
        }
        await grid.mount_all(new.values())
        gone = [view for key, view in self._views.items() if key not in places]
        before = self._views | new
        self._views = {tile.key: before[tile.key] for tile in tiles}
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
