"""What people watch while phones are examined, and the table they are left with."""

import sys
from collections.abc import Sequence
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from phone_audit.batch import Job, Progress, Result, Stage
from phone_audit.cli.language import say, say_words
from phone_audit.cli.office import source_words
from phone_audit.cli.output import console, device_trouble, shown
from phone_audit.model.assessment import Finding, Outcome
from phone_audit.model.capture import Gap
from phone_audit.model.evidence import Covered
from phone_audit.reporting.wording import (
    CIRCUMSTANCES,
    GAP_REASONS,
    OUTCOME_LABELS,
    STRENGTHS,
)

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

_MOST_FINDINGS = 4  # in a row of the table; the report has all of them


class Board:
    """One line per phone on stderr, redrawn in place; plain lines where there is no terminal."""

    def __init__(self, jobs: Sequence[Job], *, quiet: bool = False) -> None:
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bars

        self._jobs = jobs
        self._lock = Lock()
        self._live = sys.stderr.isatty() and not quiet
        self._quiet = quiet
        self._bars = Bars(
            TextColumn("{task.fields[name]}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[state]}"),
            console=console(stderr=True),
            disable=not self._live,
        )
        self._tasks = [
            self._bars.add_task("", total=1, name=shown(job.name), state=say("menunggu", "waiting"))
            for job in jobs
        ]

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

    def show(self, progress: Progress) -> None:
        """Draw one step of one phone. Called from many threads."""
        task = self._tasks[progress.index]
        state = _state(progress)
        with self._lock:
            if progress.step is not None:
                done = progress.step.index - 1
                self._bars.update(task, total=progress.step.total, completed=done, state=state)
            elif progress.stage is Stage.DONE:
                total = self._bars.tasks[task].total
                self._bars.update(task, completed=total, state=state)
            else:
                self._bars.update(task, state=state)
            if not self._live and not self._quiet and progress.stage is not Stage.READING:
                print(f"{shown(self._jobs[progress.index].name)}: {state}", file=sys.stderr)


def _state(progress: Progress) -> str:
    match progress.stage:
        case Stage.CONNECTING:
            return say("menyambung", "connecting")
        case Stage.WAITING_FOR_HOLDER:
            return say(
                "menunggu pemegang mengetuk Izinkan di layar ponsel",
                "waiting for the holder to tap Allow on the phone",
            )
        case Stage.READING:
            assert progress.step is not None
            title = say_words(source_words()[progress.step.source].title)
            return say(
                f"membaca {progress.step.index} dari {progress.step.total}: {title}",
                f"reading {progress.step.index} of {progress.step.total}: {title}",
            )
        case Stage.DONE:
            return say("selesai", "done")
        case Stage.NOT_REACHED:
            return say("tidak diperiksa", "not examined")


def results_table(results: Sequence[Result]) -> "Table":
    """Return one row per phone: its outcome in shape, colour and word, and why."""
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True, expand=True)
    table.add_column(say("No", "No"), no_wrap=True)
    table.add_column(say("Perangkat", "Phone"), overflow="fold", ratio=3)
    table.add_column(say("Kesimpulan alat (bukan putusan)", "Outcome (not a decision)"), ratio=3)
    table.add_column(say("Mengapa", "Why"), overflow="fold", ratio=5)
    for result in results:
        label = result.exhibit.label if result.exhibit else "-"
        table.add_row(label, Text(shown(result.job.name)), outcome_text(result), Text(why(result)))
    return table


def outcome_text(result: Result) -> "Text":
    """Return shape, word and colour of one result."""
    from rich.text import Text

    from phone_audit.reporting.to_terminal import COLOURS, SHAPES

    if result.examination is None:
        return Text("– " + say("TIDAK DIPERIKSA", "NOT EXAMINED"), style="dim")
    outcome = result.examination.assessment.outcome
    words = say_words(OUTCOME_LABELS[outcome])
    return Text(f"{SHAPES[outcome]} {words}", style=f"bold {COLOURS[outcome]}")


def why(result: Result) -> str:
    """Return the findings of one phone in a few words, or why there are none."""
    if result.withdrawn:
        return say(
            "pemegang menarik persetujuan; yang sudah terbaca dihapus",
            "the holder withdrew; what had been read was erased",
        )
    if result.examination is None:
        return device_trouble(result.trouble) if result.trouble else ""
    assessment = result.examination.assessment
    lines = [_finding(finding) for finding in assessment.findings[:_MOST_FINDINGS]]
    if more := len(assessment.findings) - len(lines):
        lines.append(say(f"dan {more} temuan lain", f"and {more} more findings"))
    if not lines:
        lines.append(_nothing_among(result.examination.covered))
    if result.examination.interrupted:
        lines.append(say("terputus di tengah pemeriksaan", "unplugged during the examination"))
    elif assessment.outcome is Outcome.INCONCLUSIVE:
        lines += dict.fromkeys(_gap(gap) for gap in assessment.gaps[:_MOST_FINDINGS])
    elif assessment.gaps:
        count = len(assessment.gaps)
        lines.append(say(f"{count} celah dicatat", f"{count} gaps recorded"))
    return "\n".join(lines)


def _finding(finding: Finding) -> str:
    """Return one finding in a line: name, strength, profile, use, and what may explain it."""
    strength = say_words(STRENGTHS[finding.match.strength])
    words = [f"{shown(finding.value)} ({strength})"]
    if finding.user:
        words.append(say(f"profil {finding.user}", f"profile {finding.user}"))
    if finding.use is not None and finding.use.days:
        days = finding.use.days
        words.append(say(f"dipakai sedikitnya {days} hari", f"used on at least {days} days"))
    words += [say_words(CIRCUMSTANCES[one]) for one in finding.circumstances]
    return ", ".join(words)


def _gap(gap: Gap) -> str:
    """Return what was not read, and why."""
    source = source_words().get(gap.source)
    title = say_words(source.title) if source else gap.source
    return f"{title}: {say_words(GAP_REASONS[gap.reason])}"


def _nothing_among(covered: Sequence[Covered]) -> str:
    """Say how much was looked at without a match: apps over every profile, and sites."""
    apps = sum(one.read for one in covered if one.source == "installed_apps")
    sites = sum(one.read for one in covered if one.source == "site_notifications")
    return say(
        f"{apps} aplikasi dan {sites} situs dibaca, tidak ada yang cocok",
        f"{apps} apps and {sites} sites read, no match",
    )
