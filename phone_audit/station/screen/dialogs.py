"""Questions to the officer, one dialog each; every answer is a value, and Escape is none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, ItemGrid, Vertical, VerticalScroll
from textual.events import Key as KeyPressed
from textual.screen import ModalScreen
from textual.widgets import Button, Checkbox, Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from phone_audit.model.record import Words
from phone_audit.roster.entries import Entry

A = TypeVar("A")


class Dialog(ModalScreen[A | None], Generic[A]):
    """A box over the board; Escape closes it without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "")]

    def __init__(self, title: Words, lang: str) -> None:
        super().__init__()
        self._title = title.say(lang)
        self._lang = lang

    def say(self, id_text: str, en_text: str) -> str:
        """Return the sentence of the screen's language."""
        return en_text if self._lang == "en" else id_text

    def compose(self) -> ComposeResult:
        """Return the box with the dialog's own content."""
        with Vertical(classes="dialog"):
            yield Label(self._title, classes="dialog-title", markup=False)
            yield from self.content()

    def content(self) -> ComposeResult:
        """Return what stands below the title."""
        yield from ()


class Box(Checkbox):
    """A box that is seen, and whose tick can be told, without colour."""

    BUTTON_LEFT = ""
    BUTTON_RIGHT = ""

    @property
    def BUTTON_INNER(self) -> str:  # type: ignore[override]  # noqa: N802 - Textual names it so
        """Return what stands in the box."""
        return "[✓]" if self.value else "[ ]"


class Reading(Dialog[str]):
    """Something to read, and what can be done next: a key or a click gives its name."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter", "dismiss(None)", ""),
        ("left", "app.focus_previous", ""),
        ("right", "app.focus_next", ""),
    ]

    def __init__(self, title: Words, lang: str, body: object, keys: Sequence["Key"] = ()) -> None:
        super().__init__(title, lang)
        self._body = body
        self._keys = keys

    def content(self) -> ComposeResult:
        """Return the text, which scrolls, and the buttons."""
        with VerticalScroll(classes="reading"):
            yield Static(self._body, markup=False)  # type: ignore[arg-type]
        yield from buttons(self._keys, self.say("Tutup", "Close"), self._lang)

    def on_mount(self) -> None:
        """Let the arrow keys scroll the text."""
        self.query_one(".reading").focus()

    def on_key(self, event: KeyPressed) -> None:
        """Answer with a key, which means nothing more to the board below."""
        for answer in self._keys:
            if event.key == answer.key:
                event.stop()
                self.dismiss(answer.value)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with a button; the last one closes."""
        values = {f"key-{key.key}": key.value for key in self._keys}
        self.dismiss(values.get(event.button.id or ""))


def buttons(keys: Sequence["Key"], close: str, lang: str) -> ComposeResult:
    """Yield one button for each key, and one that closes without an answer."""
    with ItemGrid(min_column_width=22, classes="buttons"):
        for key in keys:
            label = f"{key.key.upper()}  {key.words.say(lang)}"
            yield Button(label, id=f"key-{key.key}", classes=key.style, compact=True)
        yield Button(f"Esc  {close}", id="close", compact=True)


@dataclass(frozen=True, slots=True)
class Picked:
    """Whose it is: somebody prepared already, a person of the roster, or a typed name."""

    entry: Entry | None = None
    typed: str = ""
    work: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One line of a list of people, and what choosing it means."""

    text: str
    picked: Picked


class PickPerson(Dialog[Picked]):
    """Type-ahead on name, NIP or unit; the arrow keys choose, Enter takes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("down", "move(1)", ""),
        ("up", "move(-1)", ""),
    ]

    def __init__(
        self,
        title: Words,
        lang: str,
        find: Callable[[str], Sequence[Candidate]],
        hint: str = "",
        *,
        only_these: bool = False,
    ) -> None:
        super().__init__(title, lang)
        self._find = find
        self._only_these = only_these
        self._hint = hint
        self._found: tuple[Candidate, ...] = ()

    def content(self) -> ComposeResult:
        """Return the field and the people that fit it."""
        if self._hint:
            yield Label(self._hint, classes="keys", markup=False)
        yield Input(placeholder=self.say("Nama atau NIP", "Name or NIP"), id="who", compact=True)
        yield OptionList(id="people", markup=False, compact=True)
        yield Label("", id="nobody", classes="keys", markup=False)
        with ItemGrid(min_column_width=22, classes="buttons"):
            yield Button(self.say("Enter  Pilih", "Enter  Choose"), id="take", compact=True)
            yield Button(self.say("Esc  Batal", "Esc  Cancel"), id="close", compact=True)

    def on_mount(self) -> None:
        """Begin with everybody."""
        self._show("")
        self.query_one("#who", Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        self._show(event.value)

    def on_input_submitted(self) -> None:
        """Take the marked person, or the name as it was typed."""
        self._take()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take, or close."""
        if event.button.id == "take":
            self._take()
        else:
            self.dismiss(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the person that was clicked."""
        self.dismiss(self._found[event.option_index].picked)

    def action_move(self, by: int) -> None:
        """Move the mark while the field keeps the focus."""
        people = self.query_one("#people", OptionList)
        if self._found:
            people.highlighted = ((people.highlighted or 0) + by) % len(self._found)

    def _take(self) -> None:
        marked = self.query_one("#people", OptionList).highlighted
        typed = " ".join(self.query_one("#who", Input).value.split())
        if marked is not None and marked < len(self._found):
            self.dismiss(self._found[marked].picked)
        elif typed and not self._only_these:
            self.dismiss(Picked(typed=typed))

    def _show(self, text: str) -> None:
        self._found = tuple(self._find(text))
        people = self.query_one("#people", OptionList)
        people.clear_options()
        people.add_options([Option(one.text) for one in self._found])
        people.highlighted = 0 if self._found else None
        people.display = bool(self._found)
        self.query_one("#nobody").display = not self._only_these
        said = (
            self.say(
                "↑↓ pindah. Tidak ada pada daftar: ketik nama lengkap lalu Enter.",
                "↑↓ move. Not on the roster: type the full name, then Enter.",
            )
            if self._found
            else self.say(
                "Tidak ada pada daftar. Enter: pakai nama ini; status dan NIP ditanyakan.",
                "Not on the roster. Enter: take this name; status and NIP are asked next.",
            )
        )
        self.query_one("#nobody", Label).update(said)


@dataclass(frozen=True, slots=True)
class Key:
    """One answer of a ``Choose`` dialog: the key that gives it, and what the button says."""

    key: str
    words: Words
    value: str
    style: str = "default"


@dataclass(frozen=True, slots=True)
class Answered:
    """The value of the key that was pressed, and fields and boxes by their ids."""

    value: str
    fields: dict[str, str]
    boxes: dict[str, bool]


class Choose(Dialog[Answered]):
    """A text, fields and boxes to fill, and one key for each answer.

    Keys work while no field has the focus, so at once, unless something has to be filled
    in first (``fill_first``, ``boxes_first``); Enter in a field goes on to the next. A
    ``careful`` one begins with no answer in focus: Enter pressed once too often, out of the
    dialog before, consents to nothing and erases nothing.
    """

    AUTO_FOCUS = ""

    def __init__(
        self,
        title: Words,
        lang: str,
        text: str,
        keys: Sequence[Key],
        *,
        fields: Sequence[tuple[str, Words, str]] = (),
        boxes: Sequence[tuple[str, Words, bool]] = (),
        fill_first: bool = False,
        boxes_first: bool = False,
        careful: bool = False,
    ) -> None:
        super().__init__(title, lang)
        self._careful = careful
        self._fill_first = fill_first
        self._boxes_first = boxes_first
        self._text = text
        self._keys = keys
        self._fields = fields
        self._boxes = boxes

    def content(self) -> ComposeResult:
        """Return the text, what is to be filled in, and the buttons."""
        with VerticalScroll(classes="reading"):
            yield Static(self._text, markup=False)
            if self._boxes_first:
                yield from self._compose_boxes()
            for name, words, value in self._fields:
                with Horizontal(classes="field"):
                    yield Label(words.say(self._lang), markup=False)
                    yield Input(value=value, id=name, compact=True)
            if not self._boxes_first:
                yield from self._compose_boxes()
        yield from buttons(self._keys, self.say("Batal", "Cancel"), self._lang)

    def _compose_boxes(self) -> ComposeResult:
        for name, words, ticked in self._boxes:
            yield Box(words.say(self._lang), ticked, id=name, compact=True)

    def on_mount(self) -> None:
        """Give the first button the focus, or what has to be filled in first."""
        first = f"#key-{self._keys[0].key}"
        if self._boxes_first and self._boxes:
            first = f"#{self._boxes[0][0]}"
        elif self._fill_first:
            first = f"#{self._fields[0][0]}"
        elif self._careful:
            first = ".reading"  # where the arrow keys scroll
        self.query_one(first).focus()

    def on_input_submitted(self) -> None:
        """Go on to the next field or button."""
        self.focus_next()

    def on_key(self, event: KeyPressed) -> None:
        """Answer with a key, unless it is typed into a field; the board below never sees it."""
        if isinstance(self.focused, Input):
            return
        for answer in self._keys:
            if event.key == answer.key:
                event.stop()
                self._answer(answer)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with a button."""
        for key in self._keys:
            if event.button.id == f"key-{key.key}":
                self._answer(key)
                return
        self.dismiss(None)

    def _answer(self, key: Key) -> None:
        fields = {
            name: self.query_one(f"#{name}", Input).value.strip() for name, *_ in self._fields
        }
        boxes = {name: self.query_one(f"#{name}", Box).value for name, *_ in self._boxes}
        self.dismiss(Answered(key.value, fields, boxes))
