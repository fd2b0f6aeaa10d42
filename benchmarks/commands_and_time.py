"""What one examination costs: commands sent, bytes, CPU of this computer; and sixteen at once.

    python benchmarks/commands_and_time.py

Phones are simulated and speak ADB on loopback. The sixteen answer each command slowly, so that
the ratio shows waiting side by side and not the speed of this computer. Bars: product page,
section 6: at most 12 shell commands, 0.3 s CPU, 16 phones in 1.3 times the time of one.
"""

import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from phone_audit import resources
from phone_audit.batch import Job, examine_many
from phone_audit.cases.store import Case
from phone_audit.cli.demo import case_header, demo_job
from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.assessment import Thresholds
from phone_audit.pipeline import Office
from phone_audit.signatures.load import load, snapshot, version_of
from phone_audit.signatures.match import Matcher
from phone_audit.simulator.daemon import SimulatedPhone, plugged_in
from phone_audit.simulator.faults import Latency
from phone_audit.simulator.handset import Handset
from phone_audit.simulator.office import DemoPhone, crowd
from phone_audit.sources import all_sources


def now() -> datetime:
    return datetime.now(UTC)


def run(phones: Sequence[DemoPhone], latency_s: float = 0.0) -> tuple[float, SimulatedPhone]:
    """Examine phones; return wall seconds and the first phone, with what it was asked."""
    signatures = load(resources.signatures_folder())
    faults = (Latency(seconds=latency_s),) if latency_s else ()
    handsets = [Handset(CaptureFolder(one.files(), clock=now), faults=faults) for one in phones]
    with (
        tempfile.TemporaryDirectory() as folder,
        plugged_in(handsets) as plugged,
        Case.create(Path(folder) / "case", case_header(), now) as case,
    ):
        case.keep_signature_list(snapshot(signatures), version_of(signatures).sha256)
        office = Office(
            header=case.header,
            sources=all_sources(),
            matcher=Matcher(signatures),
            list_version=version_of(signatures),
            thresholds=Thresholds(),
            clock=now,
        )
        jobs: list[Job] = [
            demo_job(demo, phone, Path(folder) / "keys")
            for demo, phone in zip(phones, plugged, strict=True)
        ]
        started = time.perf_counter()
        examine_many(case, office, jobs)
        return time.perf_counter() - started, plugged[0]


def main() -> None:
    for apps in (100, 400, 1000):
        demo = crowd(apps, now())
        run([demo])  # warm
        process = time.process_time()
        wall, phone = run([demo])
        cpu = time.process_time() - process
        shell = [one for one in phone.asked if one.startswith("shell")]
        print(
            f"{apps:5} apps: {len(shell):2} shell commands (bar 12), {wall:.2f} s wall, "
            f"{cpu:.2f} s CPU (bar 0.3), list and simulated phone in the same process included"
        )
    one, _ = run([crowd(100, now())], latency_s=0.3)
    sixteen, _ = run([crowd(100, now()) for _ in range(16)], latency_s=0.3)
    print(f"16 phones at once / 1: {sixteen:.2f} s / {one:.2f} s = {sixteen / one:.2f} (bar 1.3)")


if __name__ == "__main__":
    main()
