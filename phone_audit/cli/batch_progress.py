"""What a batch shows while it runs: a picture on stderr, or JSON lines on stdout."""

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeGuard

import msgspec

from phone_audit.cli.handover import Bundle, as_json, said
from phone_audit.cli.language import say, say_words
from phone_audit.cli.office import source_words
from phone_audit.cli.output import console, shown
from phone_audit.model.record import canonical_json
from phone_audit.reporting.wording import OUTCOME_LABELS, REASON_NAMES
from phone_audit.roster.lot import Draw
from phone_audit.station.board import (
    ENDED,
    RUNNING,
    AwaitsTap,
    Board,
    CaseTrouble,
    Concluded,
    Dropped,
    Event,
    Failed,
    Pairing,
    PhoneCame,
    PhoneLeft,
    ReadOn,
    Started,
    Step,
    WentMissing,
    Work,
)
from phone_audit.station.unattended import Plan, Sum

_MOST_LINES = 16  # phones shown at once


class Lines:
    """One JSON object a line on stdout, in the order things happened.

    Format, no line names a person (``row`` is the row of the roster)::

        {"event":"begin","people":100,"planned":98,"without_consent":2}
        {"event":"started","exhibit":3,"label":"003","row":4}
        {"event":"concluded","exhibit":3,"interrupted":false,"outcome":"nil",...}
        {"event":"handover","folder":"untuk-bkd","files":[...],...}
        {"event":"end","examined":97,"people":100,...}
    """

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass

    def begin(self, plan: Plan, drawn: Draw | None, unreachable: Sequence[Work]) -> None:
        """Tell what the roster came to, and how it was drawn."""
        self._rows = plan.rows
        self._print(
            event="begin",
            people=len(plan.rows) + len(plan.without_consent),
            planned=len(plan.rows),
            rows_without_consent=[entry.row for entry in plan.without_consent],
            unreachable=[work.number for work in unreachable],
            draw=None if drawn is None else msgspec.to_builtins(drawn),
        )

    def show(self, board: Board, event: Event) -> None:
        """Print what happened to a phone; called by the engine's thread."""
        match event:
            case PhoneCame(phone):
                self._print(
                    event="phone_came",
                    seat=phone.seat,
                    serial=phone.serial,
                    state=phone.state,
                    nobodys=is_nobodys(event, board),
                )
            case PhoneLeft(seat):
                self._print(event="phone_left", seat=seat)
            case CaseTrouble(sentence):
                self._print(event="case_trouble", says=None if sentence is None else sentence.en)
            case Started() | AwaitsTap() | ReadOn() | WentMissing() | Failed():
                self._of(board.works[event.number], event)
            case Concluded() | Dropped():
                self._of(board.works[event.number], event)
            case _:
                pass

    def note(self, text: str) -> None:
        """Tell the person at the keyboard, who is not the reader of the lines."""
        print(text, file=sys.stderr)

    def handed_over(self, folder: Path, bundle: Bundle) -> None:
        """Print what is in the folder for the BKD, and what is not."""
        self._print(event="handover", **as_json(folder, bundle))

    def end(self, result: Sum) -> None:
        """Print the sum; its parts add up to ``people``."""
        self._print(
            event="end",
            people=result.people,
            examined=result.examined,
            incomplete=result.incomplete,
            outcomes={outcome.value: count for outcome, count in result.outcomes.items()},
            not_examined={reason.value: count for reason, count in result.not_examined.items()},
            waiting=result.waiting,
            without_consent=result.without_consent,
        )

    def _of(self, work: Work, event: Event) -> None:
        said: dict[str, Any] = {
            "event": _NAMES[type(event)],
            "exhibit": work.number,
            "label": work.label,
            "row": self._rows.get(work.number),
            "seat": work.seat,
        }
        match event:
            case ReadOn(_, source):
                said |= {"source": source.source, "index": source.index, "total": source.total}
            case Failed(_, trouble):
                said["says"] = trouble.en
            case Concluded():
                said |= {
                    "outcome": event.outcome,
                    "interrupted": event.interrupted,
                    "incomplete": event.incomplete,
                }
            case Dropped(_, reason):
                said["reason"] = reason
            case _:
                pass
        self._print(**said)

    def _print(self, **said: Any) -> None:
        sys.stdout.write(canonical_json(said).decode() + "\n")
        sys.stdout.flush()


_NAMES: dict[type[Any], str] = {
    Started: "started",
    AwaitsTap: "awaits_tap",
    ReadOn: "reading",
    WentMissing: "missing",
    Failed: "failed",
    Concluded: "concluded",
    Dropped: "not_examined",
}


class Picture:
    """Bars on stderr: the whole office with the time left, and a line for each phone being read.

    Where there is no terminal, one line when a phone is started and when it has ended.
    """

    def __init__(self, plan: Plan) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self._plan = plan
        self._live = sys.stderr.isatty()
        self._begun = time.monotonic()
        self._done_before = 0
        self._bars = Progress(
            TextColumn("{task.fields[name]}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[state]}"),
            console=console(stderr=True),
            disable=not self._live,
        )
        self._total = self._bars.add_task(
            "", total=len(plan.rows), name=say("Semua", "All"), state=""
        )
        self._tasks: dict[int, Any] = {}
        self._told: set[str] = set()  # seats of phones that were said to be nobody's

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def begin(self, plan: Plan, drawn: Draw | None, unreachable: Sequence[Work]) -> None:
        """Tell what the roster came to before anything is read."""
        self._done_before = sum(
            work.step in ENDED for work in plan.works if work.number in plan.rows
        )
        for line in begin_lines(plan, drawn, unreachable):
            console(stderr=True).print(line)

    def show(self, board: Board, event: Event) -> None:
        """Draw what happened; called by the engine's thread."""
        if isinstance(event, PhoneCame | PhoneLeft):
            self._count(board)
            if is_nobodys(event, board) and event.phone.seat not in self._told:
                self._told.add(event.phone.seat)
                self.note(_plug_in_again(event.phone.seat))
            return
        if isinstance(event, CaseTrouble):
            if event.sentence is not None:
                self.note(say_words(event.sentence))
            return
        number = getattr(event, "number", None)
        work = board.works.get(number) if isinstance(number, int) else None
        if work is not None:
            self._draw(work, event)
            self._count(board)

    def note(self, text: str) -> None:
        """Print a sentence above the bars."""
        self._bars.console.print(shown(text))

    def handed_over(self, folder: Path, bundle: Bundle) -> None:
        """Say what is in the folder for the BKD, and what is not."""
        for line in said(folder, bundle):
            self.note(shown(line))

    def end(self, result: Sum) -> None:
        """Nothing more to draw: the sum is printed on stdout."""
        self._bars.update(self._total, completed=result.people - result.waiting)

    def _draw(self, work: Work, event: Event) -> None:
        task = self._tasks.get(work.number)
        if work.step in RUNNING and task is None and len(self._tasks) < _MOST_LINES:
            task = self._tasks[work.number] = self._bars.add_task(
                "", total=1, name=shown(work.label), state=""
            )
        if task is not None:
            if work.source is not None:
                done, total = work.source.index - 1, work.source.total
                self._bars.update(task, total=total, completed=done)
            self._bars.update(task, state=state_of(work))
            if work.step not in RUNNING:
                self._bars.remove_task(self._tasks.pop(work.number))
        if not self._live and isinstance(event, Started | Failed | Concluded | Dropped):
            print(f"{shown(work.label)}: {state_of(work)}", file=sys.stderr)

    def _count(self, board: Board) -> None:
        works = [board.works[number] for number in self._plan.rows]
        ended = sum(work.step in ENDED for work in works)
        running = sum(work.step in RUNNING for work in works)
        state = say(f"{running} sedang dibaca", f"{running} being read")
        if left := _time_left(
            ended - self._done_before, len(works) - ended, time.monotonic() - self._begun
        ):
            state += f" · {left}"
        self._bars.update(self._total, completed=ended, state=state)


def is_nobodys(event: Event, board: Board) -> TypeGuard[PhoneCame]:
    """Tell whether a phone came that the order of the roster gives to nobody.

    It came together with others, so that nobody knows which of them is next.
    """
    if not isinstance(event, PhoneCame) or event.alone or board.pairing is not Pairing.IN_ORDER:
        return False
    return any(phone.seat == event.phone.seat for phone in board.unclaimed())


def _plug_in_again(seat: str) -> str:
    return say(
        f"Ponsel di {seat} datang bersama ponsel lain, sehingga tidak diketahui giliran siapa. "
        "Cabut, lalu pasang satu per satu menurut urutan daftar.",
        f"The phone at {seat} came together with others, so nobody knows whose turn it is. "
        "Unplug it, and plug phones in one by one in the order of the roster.",
    )


def _time_left(done: int, rest: int, elapsed_s: float) -> str:
    """Return how long the rest takes at the pace so far; empty while nobody can know."""
    if done < 1 or rest < 1:
        return ""
    minutes = round(elapsed_s / done * rest / 60)
    if minutes < 1:
        return say("kurang dari 1 menit lagi", "less than 1 minute left")
    return say(f"sekitar {minutes} menit lagi", f"about {minutes} min left")


def state_of(work: Work) -> str:
    """Return in a few words how one phone stands."""
    match work.step:
        case Step.CONNECTING:
            return say("menyambung", "connecting")
        case Step.WAITING_FOR_HOLDER:
            return say("menunggu ketukan Izinkan", "waiting for the tap on Allow")
        case Step.READING:
            if work.source is None:
                return say("membaca", "reading")
            title = say_words(source_words()[work.source.source].title)
            return say(f"membaca: {title}", f"reading: {title}")
        case Step.MISSING:
            return say("tercabut, ditunggu", "unplugged, waited for")
        case Step.DONE:
            assert work.outcome is not None
            words = say_words(OUTCOME_LABELS[work.outcome])
            cut = say(" (terputus)", " (interrupted)") if work.interrupted else ""
            return words + cut
        case Step.NOT_EXAMINED:
            why = say_words(REASON_NAMES[work.reason]) if work.reason else ""
            return say("tidak diperiksa", "not examined") + f" ({why})"
        case Step.PREPARED:
            return shown(say_words(work.trouble)) if work.trouble else say("menunggu", "waiting")


def begin_lines(plan: Plan, drawn: Draw | None, unreachable: Sequence[Work]) -> Iterator[str]:
    """Yield what people should know before a batch starts."""
    if drawn is not None:
        yield say(
            f'Undian: {drawn.size} dari {drawn.of} orang, benih "{shown(drawn.seed)}", '
            f"SHA-256 daftar {drawn.roster_sha256}.",
            f'Draw: {drawn.size} of {drawn.of} people, seed "{shown(drawn.seed)}", '
            f"SHA-256 of the roster {drawn.roster_sha256}.",
        )
        rows = ", ".join(map(str, drawn.rows))
        yield say(f"Baris yang terundi: {rows}", f"Rows drawn: {rows}")
    done = sum(work.step in ENDED for work in plan.works if work.number in plan.rows)
    if done:
        yield say(
            f"{done} sudah selesai pada kasus ini dan tidak diperiksa lagi.",
            f"{done} are done in this case already and are not examined again.",
        )
    if plan.without_consent:
        rows = ", ".join(str(entry.row) for entry in plan.without_consent)
        yield say(
            f"Tanpa nomor persetujuan, tidak dibaca: baris {rows}",
            f"Without the number of a consent, not read: rows {rows}",
        )
    if unreachable:
        rows = ", ".join(str(plan.rows[work.number]) for work in unreachable)
        yield say(
            f"Tanpa port dan nomor seri, tidak akan dikenali: baris {rows} "
            "(pakai --in-order bila ponsel dipasang menurut urutan daftar)",
            f"Without port and serial, will not be recognised: rows {rows} "
            "(use --in-order if phones are plugged in in the roster's order)",
        )


def sum_lines(result: Sum) -> Iterator[str]:
    """Yield the totals, which add up to the people of the roster."""
    yield say(f"Orang pada daftar: {result.people}", f"People on the roster: {result.people}")
    cut = (
        say(f" ({result.incomplete} tidak lengkap)", f" ({result.incomplete} incomplete)")
        if result.incomplete
        else ""
    )
    yield say(f"  diperiksa: {result.examined}", f"  examined: {result.examined}") + cut
    for outcome, count in result.outcomes.items():
        yield f"    {say_words(OUTCOME_LABELS[outcome])}: {count}"
    dropped = sum(result.not_examined.values())
    yield say(f"  tidak diperiksa: {dropped}", f"  not examined: {dropped}")
    for reason, count in result.not_examined.items():
        yield f"    {count} - {say_words(REASON_NAMES[reason])}"
    yield say(f"  belum selesai: {result.waiting}", f"  not finished yet: {result.waiting}")
    yield say(
        f"  tanpa nomor persetujuan: {result.without_consent}",
        f"  without the number of a consent: {result.without_consent}",
    )
