"""The station: the board full-screen, and the officers' steps by key or mouse."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Footer, Static

from phone_audit.errors import PhoneAuditError, Refused
from phone_audit.formats.safe_text import safe_text
from phone_audit.model.assessment import NotExaminedReason, Outcome, lower_outcomes
from phone_audit.model.case import EmploymentStatus, Holder, Ownership, Person
from phone_audit.model.papers import Answer, Choice, HandBack, Handover
from phone_audit.model.record import Words, replace
from phone_audit.station.board import RUNNING, CaseTrouble, Step, Work
from phone_audit.station.desk import Admission, Desk
from phone_audit.station.screen.board_view import BoardView, TileView, totals_line
from phone_audit.station.screen.dialogs import (
    Answered,
    Choose,
    Picked,
    PickPerson,
    Reading,
)
from phone_audit.station.screen.forms import (
    KEYS,
    OTHER,
    SAME,
    YES,
    confirm_form,
    hand_back_form,
    join_form,
    notice_form,
    reason_form,
    response_form,
    review_form,
)
from phone_audit.station.steps import CHARGING_ONLY, MAKERS, maker_of
from phone_audit.station.tiles import Tile

_REDRAW_S = 0.2

CSS = """
#head { height: auto; padding: 0 1; background: $panel; }
#trouble { height: auto; padding: 0 1; background: $error; color: $text; display: none; }
#trouble.on { display: block; }
#tiles { height: auto; grid-gutter: 0 1; }
.tile { height: 7; border: round $surface-lighten-2; padding: 0 1; }
.tile:focus { border: heavy $accent; }
.tile.act { border: round $warning; }
.tile.busy { border: round $primary; }
.tile.nil { border: round $success; }
.tile.clarify { border: round $secondary; }
.tile.suspected { border: double $warning; }
.tile.indicated { border: double $error; }
.tile.unknown { border: dashed $foreground; }
.tile.gone { border: round $surface-lighten-1; color: $text-muted; }
.banner .tile { height: 9; }
Choose, PickPerson, Reading { align: center middle; }
.dialog { width: 90%; max-width: 96; height: auto; max-height: 92%; border: thick $accent;
  background: $surface; padding: 0 1; }
.dialog-title { text-style: bold; padding: 0 0 1 0; width: 100%; }
.reading { height: auto; max-height: 100%; }
.buttons { height: auto; align: left middle; }
.buttons Button { margin: 0 1 0 0; min-width: 10; height: 3; width: auto; }
.keys { color: $text-muted; width: 100%; }
#people { height: auto; max-height: 12; }
"""


class Station(App[None]):
    """What stands on the table, redrawn five times a second from the engine's board.

    ``report`` gives what a stored examination says, to be read on screen; ``show_paper``
    opens a document for printing and returns its name. Both may raise PhoneAuditError,
    which is shown and changes nothing.
    """

    CSS = CSS
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "admit", "Baru"),
        Binding("g", "join", "Gabungkan"),
        Binding("s", "steps", "Langkah"),
        Binding("t", "respond", "Tanggapan"),
        Binding("k", "hand_back", "Kembalikan"),
        Binding("v", "review", "Tinjau"),
        Binding("p", "paper", "Cetak"),
        Binding("b", "banner", "Papan"),
        Binding("question_mark", "help", "Bantuan"),
        Binding("q", "leave", "Tutup"),
        Binding("r", "retry", show=False),
        Binding("x", "give_up", show=False),
        Binding("w", "withdraw", show=False),
        Binding("d", "drop", show=False),
        Binding("u", "undo", show=False),
        Binding("l", "sound", show=False),
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
        show_paper: Callable[[int], str],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._lang = lang
        self._report = report
        self._show_paper = show_paper
        self._nameless = False
        self._sound = False
        self._ended = 0
        self._head = ""
        self.title = desk.case.header.office

    def compose(self) -> ComposeResult:
        """Return head, trouble line, board and keys."""
        yield Static(id="head", markup=False)
        yield Static(id="trouble", markup=False)
        yield BoardView(self._lang)
        yield Footer()

    async def on_mount(self) -> None:
        """Draw, and go on drawing."""
        self.set_interval(_REDRAW_S, self.redraw)
        await self.redraw()

    async def redraw(self) -> None:
        """Bring the screen to what the board says by now."""
        board = self._desk.engine.board
        header = self._desk.case.header
        place = f"{header.office} · {header.location} · {header.assignment.number}"
        head = f"{safe_text(place, 200)}\n{totals_line(board, self._lang)}"
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
        await self.query_one(BoardView).draw(board, nameless=self._nameless)

    # Moving about

    def action_focus_by(self, by: int, rows: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual passes it so
        """Move to a neighbouring tile."""
        self.query_one(BoardView).step(by, rows=rows)

    def on_tile_view_opened(self, message: TileView.Opened) -> None:
        """Show what is known of a phone."""
        if message.tile.number is None:
            self.action_join()
        else:
            self._detail(message.tile)

    def _detail(self, tile: Tile) -> None:
        work = self._work(tile)
        if work is None:
            return
        title = Words(id=f"{work.label} · {tile.who}", en=f"{work.label} · {tile.who}")
        if work.step is Step.DONE:
            self._try(
                lambda: self.push_screen(Reading(title, self._lang, self._report(work.number)))
            )
            return
        text = f"{tile.state.say(self._lang)}\n\n{tile.hint.say(self._lang)}"
        self.push_screen(Reading(title, self._lang, text))

    # One phone, from its holder to its return

    def action_admit(self) -> None:
        """Choose the holder, show the notice, record the choice."""
        self._pick(self._ask_choice)

    def _pick(self, then: Callable[[Picked], None]) -> None:
        self.push_screen(
            PickPerson(
                Words(id="Pemegang ponsel", en="Holder of the phone"),
                self._lang,
                self._desk.people,
                self._desk.is_there,
            ),
            lambda picked: None if picked is None else then(picked),
        )

    def _ask_choice(self, picked: Picked) -> None:
        entry = picked.entry
        holder = entry.holder if entry is not None else _typed(picked.typed)
        form = notice_form(
            self._lang,
            holder,
            paper=(entry.consent if entry is not None else None) or "",
            label=(entry.label if entry is not None else None) or "",
        )

        def answered(answer: Answered) -> None:
            if answer.value == OTHER:
                self._ask(
                    reason_form(self._lang),
                    lambda why: self._admit(picked, answer, NotExaminedReason(why.value)),
                )
            else:
                self._admit(picked, answer, None)

        self._ask(form, answered)

    def _admit(self, picked: Picked, answer: Answered, reason: NotExaminedReason | None) -> None:
        entry = picked.entry
        holder = entry.holder if entry is not None else _typed(picked.typed)
        choice = Choice.NOT_ASKED if reason is not None else Choice(answer.value)
        if choice is Choice.NOTIFIED:
            holder = replace(holder, ownership=Ownership.OFFICE)
        condition = answer.fields["condition"]
        reads = choice in {Choice.CONSENTED, Choice.NOTIFIED}
        admission = Admission(
            holder=holder,
            choice=choice,
            open_tabs=answer.boxes["tabs"] and reads,
            label=answer.fields["label"] or None,
            paper=answer.fields["paper"] or None,
            handover=Handover(at=self._desk.now(), condition=condition) if condition else None,
            reason=reason,
            port=entry.port if entry is not None else None,
            serial=entry.serial if entry is not None else None,
        )
        self._try(lambda: self._desk.admit(admission))

    def action_join(self) -> None:
        """Say whose phone an unnamed phone is."""
        tile = self._focused()
        unclaimed = self._desk.engine.board.unclaimed()
        seat = next(
            (one.seat for one in unclaimed if tile and tile.key == f"seat-{one.seat}"), None
        )
        if seat is None and len(unclaimed) == 1:
            seat = unclaimed[0].seat
        waiting = [
            work
            for _, work in sorted(self._desk.engine.board.works.items())
            if work.step is Step.PREPARED and work.seat is None
        ]
        if seat is None or not waiting:
            self._note(
                "Pilih ponsel tanpa pemegang, dan siapkan pemegangnya dengan N.",
                "Choose a phone without a holder, and prepare the holder with N.",
            )
            return
        there = seat
        self._ask(
            join_form(self._lang, there, waiting),
            lambda answer: self._try(lambda: self._desk.join(int(answer.value), there)),
        )

    def action_steps(self) -> None:
        """Show how USB debugging is switched on, for the maker in question first."""
        tile = self._focused()
        work = self._work(tile) if tile else None
        phone = self._desk.engine.board.phone_of(work.number) if work else None
        known = maker_of(phone.model if phone else None)
        ordered = sorted(MAKERS, key=lambda maker: maker is not known)
        parts = []
        for maker in ordered:
            lines = [
                f"  {number}. {step.say(self._lang)}"
                for number, step in enumerate(maker.steps, start=1)
            ]
            parts.append("\n".join([maker.name, *lines]))
        parts.append(CHARGING_ONLY.say(self._lang))
        title = Words(id="Mengaktifkan debug USB", en="Switching USB debugging on")
        self.push_screen(Reading(title, self._lang, "\n\n".join(parts)))

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
                lambda why: self._try(
                    lambda: self._desk.drop(work.number, NotExaminedReason(why.value))
                ),
            )

    def action_undo(self) -> None:
        """Take back the last pairing."""
        number = self._desk.undo()
        if number is None:
            self._note("Tidak ada yang dapat dibatalkan.", "There is nothing to undo.")

    def action_respond(self) -> None:
        """Record what the holder answers to the result."""
        work = self._focused_work()
        if work is None or work.step is not Step.DONE:
            return
        self._ask(
            response_form(self._lang, work),
            lambda answer: self._try(
                lambda: self._desk.respond(work.number, Answer(answer.value), answer.fields["text"])
            ),
        )

    def action_hand_back(self) -> None:
        """Go through the list for handing a phone back, and record it."""
        work = self._focused_work()
        if work is None or work.step in RUNNING:
            return

        def answered(answer: Answered) -> None:
            back = HandBack(
                at=self._desk.now(),
                same_condition=answer.value == SAME,
                difference=answer.fields["difference"] or None,
                authorisation_revoked=answer.boxes["revoked"],
                developer_options_restored=answer.boxes["restored"],
                complaint=answer.fields["complaint"] or None,
            )
            self._try(lambda: self._desk.hand_back(work.number, back))

        self._ask(hand_back_form(self._lang, work), answered)

    def action_review(self) -> None:
        """Let a second reader confirm an outcome, or lower it with a reason."""
        work = self._focused_work()
        if work is None or work.step is not Step.DONE:
            return
        assessment = self._desk.case.exhibit(work.number).examination().assessment
        outcomes = (assessment.outcome, *lower_outcomes(assessment))

        def answered(answer: Answered) -> None:
            nip = "".join(answer.fields["nip"].split()) or None
            reader = Person(name=answer.fields["reader"], nip=nip)
            reason = answer.fields["reason"] or None
            self._try(lambda: self._desk.review(work.number, reader, Outcome(answer.value), reason))

        self._ask(review_form(self._lang, work, outcomes), answered)

    def action_paper(self) -> None:
        """Open the phone's report for printing."""
        work = self._focused_work()
        if work is not None and work.step is Step.DONE:
            self._try(lambda: self.notify(self._show_paper(work.number)))

    # The room

    def action_banner(self) -> None:
        """Show or hide names: a projector may be facing the room."""
        self._nameless = not self._nameless
        self.set_class(self._nameless, "banner")

    def action_sound(self) -> None:
        """Ring at every outcome, or stop ringing."""
        self._sound = not self._sound
        self._note(
            "Bunyi menyala." if self._sound else "Bunyi mati.",
            "Sound on." if self._sound else "Sound off.",
        )

    def action_help(self) -> None:
        """Show every key."""
        text = "\n".join(f"{key:<6}{words.say(self._lang)}" for key, words in KEYS)
        self.push_screen(Reading(Words(id="Tombol", en="Keys"), self._lang, text))

    def action_leave(self) -> None:
        """Close the station; what is being read is finished first."""
        running = sum(work.step in RUNNING for work in self._desk.engine.board.works.values())
        if not running:
            self.exit()
            return
        self._confirm(
            Words(id="Menutup stasiun", en="Closing the station"),
            Words(
                id=f"{running} ponsel sedang dibaca dan diselesaikan dahulu.",
                en=f"{running} phones are being read and are finished first.",
            ),
            self.exit,
        )

    # How it is done

    def _ask(self, form: Choose, then: Callable[[Answered], None]) -> None:
        self.push_screen(form, lambda answer: None if answer is None else then(answer))

    def _confirm(self, title: Words, text: Words, act: Callable[[], object]) -> None:
        self._ask(
            confirm_form(self._lang, title, text),
            lambda answer: self._try(act) if answer.value == YES else None,
        )

    def _try(self, act: Callable[[], object]) -> None:
        """Do a step; what cannot be done is said, and the board stays as it is."""
        try:
            act()
        except Refused as refused:
            self._warn(self._say(refused.indonesian, refused.english))
        except PhoneAuditError as error:
            self._warn(str(error))

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

    def _work(self, tile: Tile) -> Work | None:
        if tile.number is None:
            return None
        return self._desk.engine.board.works.get(tile.number)

    def _say(self, id_text: str, en_text: str) -> str:
        return en_text if self._lang == "en" else id_text


def _typed(name: str) -> Holder:
    """Return a holder of whom only the name was typed: nobody on the roster fitted."""
    return Holder(person=Person(name=name), status=EmploymentStatus.NON_ASN)
