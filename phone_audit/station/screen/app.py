"""The station: the board full-screen, and the officers' steps by key or mouse."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Footer, Static

from phone_audit.errors import PhoneAuditError, Refused
from phone_audit.formats.safe_text import safe_text
from phone_audit.model.assessment import NotExaminedReason
from phone_audit.model.record import Words
from phone_audit.station.banner import banner_of, progress
from phone_audit.station.board import ENDED, RUNNING, CaseTrouble, Step, Work
from phone_audit.station.desk import Desk
from phone_audit.station.moves import MOVES, is_offered, is_possible, key_shown, moves_of
from phone_audit.station.prints import Print, Printing
from phone_audit.station.screen.banner_view import BannerView
from phone_audit.station.screen.board_view import BoardView, TileView, totals_line
from phone_audit.station.screen.dialogs import Answered, Choose, Key, Picked, PickPerson, Reading
from phone_audit.station.screen.forms import (
    PRINT,
    STEPS_TITLE,
    YES,
    confirm_form,
    leave_form,
    makers_steps,
    reason_form,
    steps_text,
)
from phone_audit.station.screen.print_desk import PrintDesk
from phone_audit.station.screen.reception import Reception
from phone_audit.station.screen.returning import Returning
from phone_audit.station.screen.second_reading import SecondReading
from phone_audit.station.tiles import Tile

_REDRAW_S = 0.1


class Station(App[None]):
    """What stands on the table, redrawn ten times a second from the engine's board.

    ``report`` gives what a stored examination says, to be read on screen; it may raise
    PhoneAuditError, which is shown and changes nothing. ``printing`` makes documents and
    hands them on to a viewer or printer.
    """

    CSS_PATH = "station.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "focus_by(-1)", show=False),
        Binding("right", "focus_by(1)", show=False),
        Binding("up", "focus_by(-1, True)", show=False),
        Binding("down", "focus_by(1, True)", show=False),
    ]

    def __init__(
        self,
        desk: Desk,
        *,
        lang: str,
        report: Callable[[int], object],
        printing: Printing,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._lang = lang
        self._report = report
        self._reception = Reception(
            desk, lang, ask=self._ask, pick=self._pick, attempt=self._attempt
        )
        self._returning = Returning(desk, lang, ask=self._ask, attempt=self._attempt)
        self._second_reading = SecondReading(
            desk, lang, ask=self._ask, pick=self._pick, attempt=self._attempt
        )
        self._print_desk = PrintDesk(
            desk,
            printing,
            lang,
            ask=self._ask,
            note=lambda words: self._note(words.id, words.en),
            warn=lambda words: self._warn(words.say(lang)),
        )
        self._nameless = False
        self._sound = False
        self._ended = 0
        self._head = ""
        self._offered: object = None
        self.title = desk.case.header.office
        for move in MOVES:
            self.bind(
                move.key,
                move.action,
                description=move.short.say(lang),
                show=is_offered(move),
                key_display=key_shown(move),
            )

    def compose(self) -> ComposeResult:
        """Return head, trouble line, board and keys."""
        yield Static(id="head", markup=False)
        yield Static(id="trouble", markup=False)
        yield BoardView(self._lang)
        yield BannerView(self._lang)
        yield Footer()

    async def on_mount(self) -> None:
        """Draw, and go on drawing."""
        self.set_interval(_REDRAW_S, self.redraw)
        await self.redraw()

    async def redraw(self) -> None:
        """Bring the screen to what the board says by now."""
        if not self.query("#trouble"):  # the screen is being closed
            return
        board = self._desk.engine.board
        header = self._desk.case.header
        place = f"{header.office} · {header.location} · {header.assignment.number}"
        banner = banner_of(board)
        said = totals_line(board, self._lang)
        if self._nameless:  # a result beside a number is as good as a name
            said = progress(banner).say(self._lang) + self._say(" · B: kembali", " · B: back")
        head = f"{safe_text(place, 200)}\n{said}"
        if head != self._head:
            self._head = head
            self.query_one("#head", Static).update(head)
        trouble = self.query_one("#trouble", Static)
        trouble.set_class(board.trouble is not None, "on")
        if board.trouble is not None:
            again = self._say("R: coba lagi", "R: try again")
            trouble.update(f"{safe_text(board.trouble.say(self._lang), 300)} · {again}")
        ended = sum(work.step is Step.DONE for work in board.works.values())
        if self._sound and ended > self._ended:
            self.bell()
        self._ended = ended
        self._print_desk.tell()
        if self._nameless:
            self.query_one(BannerView).draw(banner)
        await self.query_one(BoardView).draw(board)
        self._offer()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer at the bottom of the screen what can be done with the phone in focus."""
        move = next((one for one in MOVES if one.action == action), None)
        if move is None or not self.is_running:
            return super().check_action(action, parameters)
        board, work = self._desk.engine.board, self._work(self._focused())
        return is_possible(move, board, work, nameless=self._nameless)

    def on_descendant_focus(self) -> None:
        """Another phone, other keys."""
        self._offer()

    def _offer(self) -> None:
        """Have the keys at the bottom drawn anew where others are possible now."""
        board, work = self._desk.engine.board, self._work(self._focused())
        offered = [
            move.key for move in MOVES if is_possible(move, board, work, nameless=self._nameless)
        ]
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    # Moving about

    def action_focus_by(self, by: int, rows: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual passes it so
        """Move to a neighbouring tile."""
        self.query_one(BoardView).step(by, rows=rows)

    def on_tile_view_opened(self, message: TileView.Opened) -> None:
        """Show what is known of a phone, and what can be done with it."""
        if self._nameless:
            self._note("Papan tanpa nama: B untuk kembali.", "Names are hidden: B to go back.")
        elif message.tile.seat is not None and message.tile.number is None:
            self._reception.receive(message.tile.seat)
        elif message.tile.number is None:
            self.action_steps()
        else:
            self._detail(message.tile)

    def _detail(self, tile: Tile) -> None:
        work = self._work(tile)
        if work is None:
            return
        board = self._desk.engine.board
        keys = [Key(one.key, one.short, one.action) for one in moves_of(board, work)]
        if work.step is Step.WAITING_FOR_HOLDER or work.step is Step.PREPARED:
            keys.append(Key("s", STEPS_TITLE, "steps"))
        title = Words(id=f"{work.label} · {tile.who}", en=f"{work.label} · {tile.who}")
        parts = [tile.state.say(self._lang), tile.hint.say(self._lang)]
        phone = board.phone_of(work.number)
        if work.step is Step.WAITING_FOR_HOLDER or (work.step is Step.PREPARED and phone):
            parts.append(makers_steps(self._lang, phone.model if phone else None))
        said = "\n\n".join(filter(None, parts))

        def show() -> None:
            body = self._report(work.number) if work.step is Step.DONE else said
            self.push_screen(
                Reading(title, self._lang, body, keys),
                lambda action: self._act_on(tile.key, action),
            )

        self._attempt(show)

    def _act_on(self, key: str, action: str | None) -> None:
        """Do what was chosen in the detail of a phone, with that phone in focus."""
        if action is None:
            return

        async def act() -> None:
            await self.run_action(action)

        self.query_one(BoardView).focus_on(key)
        self.call_after_refresh(act)

    # One phone, from its holder to its return

    def action_admit(self) -> None:
        """Choose the holder, show the notice, record the choice."""
        self._reception.receive()

    def action_correct(self) -> None:
        """Choose another holder for a phone that was not read yet."""
        work = self._focused_work()
        if work is not None and work.step is Step.PREPARED:
            self._reception.correct(work)

    def action_join(self) -> None:
        """Say whose phone an unnamed phone is."""
        tile = self._focused()
        seats = [one.seat for one in self._desk.engine.board.unclaimed()]
        if tile is not None and tile.seat in seats:
            self._reception.receive(tile.seat)
        elif len(seats) == 1:
            self._reception.receive(seats[0])
        else:
            self._note(
                "Pilih dahulu ubin ponsel yang belum bernama.",
                "Choose the tile of an unnamed phone first.",
            )

    def action_steps(self) -> None:
        """Show how USB debugging is switched on, for the maker in question first."""
        work = self._work(self._focused())
        phone = self._desk.engine.board.phone_of(work.number) if work else None
        tile = self._focused()
        model = phone.model if phone else (tile.who if tile and tile.number is None else None)
        text = steps_text(self._lang, model)
        self.push_screen(Reading(STEPS_TITLE, self._lang, text))

    def action_retry(self) -> None:
        """Try a phone again, or the case that could not be written."""
        if self._desk.engine.board.trouble is not None:
            self._desk.engine.tell(CaseTrouble(None))
        work = self._focused_work()
        if work is not None:
            self._desk.try_again(work.number)

    def action_give_up(self) -> None:
        """Wait no longer for an unplugged phone."""
        work = self._focused_work()
        if work is not None and work.step is Step.MISSING:
            self._desk.give_up(work.number)

    def action_withdraw(self) -> None:
        """Stop and erase, when the holder withdraws."""
        work = self._focused_work()
        if work is None or work.step is Step.NOT_EXAMINED:
            return
        self._confirm(
            Words(id="Pemegang menarik persetujuan", en="The holder withdraws"),
            Words(
                id="Pembacaan dihentikan dan semua yang terbaca dari ponsel ini dihapus sekarang.",
                en="Reading stops, and everything read from this phone is erased now.",
            ),
            lambda: self._desk.withdraw(work.number),
        )

    def action_drop(self) -> None:
        """Record that a prepared phone is not examined after all."""
        work = self._focused_work()
        if work is not None and work.step is Step.PREPARED:
            self._ask(
                reason_form(self._lang),
                lambda why: self._attempt(
                    lambda: self._desk.drop(work.number, NotExaminedReason(why.value))
                ),
            )

    def action_void(self) -> None:
        """Take back a phone that is or was read under the wrong person's name."""
        work = self._focused_work()
        if work is None or work.step not in RUNNING | {Step.DONE}:
            return
        who = work.holder.person.name if work.holder else ""
        self._confirm(
            Words(id=f"{work.label} · salah pemegang", en=f"{work.label} · wrong holder"),
            Words(
                id=f"Ponsel ini bukan milik {who}. Semua yang terbaca dihapus sekarang dan "
                "dicatat; nomor ini ditutup sebagai bukan miliknya. Ponsel dapat diperiksa lagi "
                "atas nama pemiliknya, dengan pemberitahuan dan nomor baru.",
                en=f"This phone is not {who}'s. Everything read is erased now, and that is "
                "recorded; this number is closed as not the holder's. The phone can be examined "
                "again under its owner's name, with a notice and a number of their own.",
            ),
            lambda: self._desk.void(work.number),
        )

    def action_undo(self) -> None:
        """Take back the last pairing."""
        number = self._desk.undo()
        if number is None:
            self._note(
                "Tidak ada yang dapat dibatalkan. Sudah dibaca: C salah pemegang.",
                "There is nothing to undo. Read already: C wrong holder.",
            )

    def action_respond(self) -> None:
        """Record what the holder answers to the result."""
        work = self._focused_work()
        if work is not None and work.step is Step.DONE:
            self._returning.respond(work)

    def action_hand_back(self) -> None:
        """Go through the list for handing a phone back, and record it."""
        work = self._focused_work()
        if work is not None and work.step in ENDED and not work.returned:
            self._attempt(lambda: self._returning.hand_back(work))

    def action_mend_return(self) -> None:
        """Mend the record of a return."""
        work = self._focused_work()
        if work is not None and work.returned:
            self._attempt(lambda: self._returning.hand_back(work))

    def action_review(self) -> None:
        """Let a second reader confirm an outcome, or lower it with a reason."""
        work = self._focused_work()
        if work is not None and work.step is Step.DONE:
            self._attempt(lambda: self._second_reading.review(work))

    def action_second_reader(self) -> None:
        """List the results that no second reader has confirmed yet; choosing one opens it."""
        self._second_reading.choose(self._open)

    def action_paper(self) -> None:
        """Ask which document of the phone is printed."""
        work = self._focused_work()
        if work is not None:
            self._attempt(lambda: self._print_desk.print_one(work))

    def action_print_list(self) -> None:
        """Print everything that is not printed yet."""
        self._attempt(self._print_desk.print_list)

    def _open(self, number: int) -> None:
        self.query_one(BoardView).focus_on(f"work-{number}")
        tile = self._focused()
        if tile is not None:
            self._detail(tile)

    # The room

    def action_banner(self) -> None:
        """Show or hide names: a projector may be facing the room."""
        self._nameless = not self._nameless
        self.set_class(self._nameless, "banner")
        if self._nameless:
            self.screen.set_focus(None)
        self.call_after_refresh(self.redraw)

    def action_sound(self) -> None:
        """Ring at every outcome, or stop ringing."""
        self._sound = not self._sound
        self._note(
            "Bunyi menyala." if self._sound else "Bunyi mati.",
            "Sound on." if self._sound else "Sound off.",
        )

    def action_help(self) -> None:
        """Show every key."""
        text = "\n".join(f"{key_shown(one):<4}{one.long.say(self._lang)}" for one in MOVES)
        enter = self._say("Enter atau klik: buka ponsel.", "Enter or a click: open a phone.")
        text = f"{enter}\n{text}"
        self.push_screen(Reading(Words(id="Tombol", en="Keys"), self._lang, text))

    def action_leave(self) -> None:
        """Close the station; what is being read is finished first, what is unprinted is offered."""
        running = sum(work.step in RUNNING for work in self._desk.engine.board.works.values())
        unprinted: list[Print] = []
        self._attempt(lambda: unprinted.extend(self._desk.unprinted()))
        if not running and not unprinted:
            self.exit()
            return

        def answered(answer: Answered) -> None:
            if answer.value == PRINT:
                self.action_print_list()
            else:
                self.exit()

        self._ask(leave_form(self._lang, running, unprinted), answered)

    # How it is done

    def _ask(self, form: Choose, then: Callable[[Answered], object]) -> None:
        def answered(answer: Answered | None) -> None:
            if answer is not None:
                then(answer)

        self.push_screen(form, answered)

    def _pick(self, dialog: PickPerson, then: Callable[[Picked], None]) -> None:
        self.push_screen(dialog, lambda picked: None if picked is None else then(picked))

    def _confirm(self, title: Words, text: Words, act: Callable[[], object]) -> None:
        self._ask(
            confirm_form(self._lang, title, text),
            lambda answer: self._attempt(act) if answer.value == YES else None,
        )

    def _attempt(self, act: Callable[[], object]) -> bool:
        """Do a step; what cannot be done is said, and the board stays as it is."""
        try:
            act()
        except Refused as refused:
            self._warn(self._say(refused.indonesian, refused.english))
        except PhoneAuditError as error:
            self._warn(str(error))
        else:
            return True
        return False

    def _warn(self, text: str) -> None:
        self.notify(safe_text(text, 300), severity="warning", timeout=12, markup=False)

    def _note(self, id_text: str, en_text: str) -> None:
        self.notify(self._say(id_text, en_text), markup=False)

    def _focused(self) -> Tile | None:
        return self.query_one(BoardView).focused_tile()

    def _focused_work(self) -> Work | None:
        tile = self._focused()
        work = self._work(tile) if tile is not None else None
        if work is None:
            self._note("Pilih dahulu satu ponsel.", "Choose a phone first.")
        return work

    def _work(self, tile: Tile | None) -> Work | None:
        if tile is None or tile.number is None:
            return None
        return self._desk.engine.board.works.get(tile.number)

    def _say(self, id_text: str, en_text: str) -> str:
        return en_text if self._lang == "en" else id_text
