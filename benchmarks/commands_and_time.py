"""What one examination costs: commands sent, bytes, CPU of this computer; and sixteen at once.

    python benchmarks/commands_and_time.py

Phones are simulated, in a process of their own, and speak ADB on loopback: one browser, a second
profile, one matched app.
A command is what a phone is sent at once, as the phone itself counts services that are opened;
the questions in it are counted beside it. Bytes are those on the cable, both ways, with the frames
of ADB. Reading is the CPU time of every source's ``read``, a part of the whole. The sixteen answer
each question slowly, so that the ratio shows waiting side by side and not the speed of this
computer.
Bars: product page, section 6: at most 12 shell commands, 0.3 s CPU, 16 phones in 1.3 times the
time of one.
"""

import dataclasses
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from phone_audit import resources
from phone_audit.batch import Result, examine_many
from phone_audit.cases.store import Case
from phone_audit.cli.demo import case_header, demo_job
from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.assessment import Thresholds
from phone_audit.model.capture import Capture
from phone_audit.model.evidence import Reading
from phone_audit.model.phone import Known
from phone_audit.model.record import replace
from phone_audit.pipeline import Office
from phone_audit.signatures.load import load, snapshot, version_of
from phone_audit.signatures.match import Matcher
from phone_audit.simulator.android.apps import add_user
from phone_audit.simulator.android.phone import PhoneUser
from phone_audit.simulator.daemon import plugged_in
from phone_audit.simulator.faults import Latency
from phone_audit.simulator.handset import Handset
from phone_audit.simulator.office import DemoPhone, crowd
from phone_audit.simulator.shell_service import shell_request
from phone_audit.sources import all_sources
from phone_audit.sources.interface import Source


class Run(NamedTuple):
    """What examining some phones cost, and what the first of them was asked."""

    wall_s: float
    cpu_s: float
    reading_s: float
    asked: Sequence[str]
    lines: Sequence[str]
    heard_bytes: int
    said_bytes: int
    result: Result


def now() -> datetime:
    return datetime.now(UTC)


def with_two_profiles(apps: int) -> DemoPhone:
    """Invent a phone with that many apps, one of them matched, and a space for second apps."""
    demo = crowd(apps, now())
    clone = PhoneUser(id=999, name="XSpace", flags=0x801010)
    return replace(demo, phone=add_user(demo.phone, clone))


def serve(phones: Sequence[DemoPhone], latency_s: float, pipe: Connection) -> None:
    """Be the phones, in a process of their own, until told to stop; then say what was asked."""
    faults = (Latency(seconds=latency_s),) if latency_s else ()
    handsets = [Handset(CaptureFolder(one.files(), clock=now), faults=faults) for one in phones]
    with plugged_in(handsets) as plugged:
        pipe.send([phone.port for phone in plugged])
        pipe.recv()
        first = plugged[0]
        pipe.send((first.asked, first.lines, first.handset.heard_bytes, first.handset.said_bytes))


def timed(source: Source, spent: list[float]) -> Source:
    """Return the source with a ``read`` that also notes the CPU time it took."""
    read: Callable[[Known, tuple[Capture, ...]], Reading] = source.read

    def noting(known: Known, captures: tuple[Capture, ...]) -> Reading:
        started = time.thread_time()
        reading = read(known, captures)
        spent.append(time.thread_time() - started)
        return reading

    return dataclasses.replace(source, read=noting)


def run(phones: Sequence[DemoPhone], latency_s: float = 0.0) -> Run:
    """Examine phones and return what it cost on this side of the cable."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=serve, args=(phones, latency_s, theirs))
    process.start()
    ports = ours.recv()
    signatures = load(resources.signatures_folder())
    spent: list[float] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        Case.create(Path(folder) / "case", case_header(), now) as case,
    ):
        case.keep_signature_list(snapshot(signatures), version_of(signatures).sha256)
        office = Office(
            header=case.header,
            sources=[timed(source, spent) for source in all_sources()],
            matcher=Matcher(signatures),
            list_version=version_of(signatures),
            thresholds=Thresholds(),
            clock=now,
        )
        jobs = [
            demo_job(demo, port, Path(folder) / "keys")
            for demo, port in zip(phones, ports, strict=True)
        ]
        started, cpu = time.perf_counter(), time.process_time()
        results = examine_many(case, office, jobs)
        wall_s, cpu_s = time.perf_counter() - started, time.process_time() - cpu
    ours.send("stop")
    told = ours.recv()
    process.join()
    return Run(wall_s, cpu_s, sum(spent), *told, results[0])


def cost(run: Run) -> str:
    """Say what went to one phone and what came from it."""
    commands = [one for one in run.asked if shell_request(one) is not None]
    return (
        f"{len(commands):2} shell commands (bar 12) with {len(run.lines)} questions, "
        f"{run.heard_bytes / 1000:.1f} kB to the phone, {run.said_bytes / 1000:.0f} kB from it"
    )


def main() -> None:
    for apps in (100, 400, 1000):
        demo = with_two_profiles(apps)
        run([demo])  # warm
        done = run([demo])
        print(
            f"{apps:5} apps: {cost(done)}; {done.wall_s:.2f} s wall, "
            f"{done.cpu_s:.2f} s CPU (bar 0.3 for 400), "
            f"{done.reading_s * 1000:.0f} ms of it reading"
        )
    one = run([crowd(100, now())], latency_s=0.3).wall_s
    sixteen = run([crowd(100, now()) for _ in range(16)], latency_s=0.3).wall_s
    print(f"16 phones at once / 1: {sixteen:.2f} s / {one:.2f} s = {sixteen / one:.2f} (bar 1.3)")


if __name__ == "__main__":
    main()
