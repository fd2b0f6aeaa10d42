"""What an imported list of a million names and more costs, beside a Python set in the same run.

    python benchmarks/imported_lists.py [NAMES ...]

NAMES are list sizes, 1,000,000 and 5,000,000 unless given. Each step runs in a process of its
own, so that memory can be told apart: importing a text file; opening the list; asking it for
10,000 hosts with all their parents, one of two of them listed, as the matcher does. The set is
what a script would do: read the file, keep every line, look up each parent.
Bars, product page, section 6, for 1,000,000: ready 50 ms, memory added 30 MB, 10,000 hosts
150 ms. On a busy machine read the CPU times and the ratios.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

HOSTS = 10_000
RUNS = 5
BAR_READY_MS, BAR_MB, BAR_HOSTS_MS = 50, 30, 150
_WORDS = ("slot", "togel", "rtp", "gacor", "bet", "poker", "dewa", "raja")
_ENDS = ("com", "xyz", "net", "co.id", "site", "pages.dev", "org", "vip")


def name(number: int) -> str:
    """Return the invented domain of a number, in no order that an alphabet knows."""
    mixed = number * 2_654_435_761 % (1 << 32)
    return f"{_WORDS[mixed % 8]}{mixed:x}.{_ENDS[mixed // 8 % 8]}"


def hosts(names: int) -> list[str]:
    """Return hosts as browsers hold them; every second one lies below a listed domain."""
    below = ("www.", "m.", "a.b.", "")
    return [
        below[number % 4] + name(number * 37 % names if number % 2 else names + number)
        for number in range(HOSTS)
    ]


def resident_mb() -> float:
    """Return the memory this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def timed(work: Callable[[], object]) -> tuple[float, float, object]:
    """Return wall and CPU milliseconds of a step, and what it gave."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return (time.perf_counter() - wall) * 1e3, (time.process_time() - cpu) * 1e3, result


def best(work: Callable[[], object]) -> tuple[float, float]:
    """Return the lowest wall and CPU milliseconds of several runs."""
    runs = [timed(work)[:2] for _ in range(RUNS)]
    return min(wall for wall, _ in runs), min(cpu for _, cpu in runs)


def bring(source: Path, folder: Path, _names: int) -> dict[str, float]:
    from phone_audit import resources
    from phone_audit.lists.importing import Importer, Request
    from phone_audit.signatures.load import load
    from phone_audit.signatures.match import Matcher

    standing = Matcher(load(resources.signatures_folder())).standing
    importer = Importer(folder, standing, "benchmark")
    before = resident_mb()
    request = Request(name="besar", path=source)
    wall, cpu, _ = timed(lambda: importer.bring(request, datetime.now(UTC)))
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    return {"wall_s": wall / 1e3, "cpu_s": cpu / 1e3, "added_mb": peak_mb() - before, "mb": size}


def ask(_source: Path, folder: Path, names: int) -> dict[str, float]:
    from phone_audit.formats.hostname import with_parents
    from phone_audit.lists.store import Shelf, Store
    from phone_audit.model.evidence import Observable, ObservableKind
    from phone_audit.signatures.listed import Answers

    wanted = [Observable(kind=ObservableKind.HOST, value=host) for host in hosts(names)]
    before = resident_mb()
    wall, cpu, shelf = timed(Store(folder).open)
    assert isinstance(shelf, Shelf)

    def answer() -> int:
        answers = Answers(shelf, wanted)
        said = (answers.about(one.kind, tuple(with_parents(one.value))) for one in wanted)
        return sum(one.block is not None for one in said)

    first, first_cpu, found = timed(answer)
    assert found == HOSTS // 2, found
    again, again_cpu = best(answer)
    with_shelf = resident_mb()
    shelf.close()
    return {
        "ready_ms": wall,
        "ready_cpu_ms": cpu,
        "first_ms": first,
        "first_cpu_ms": first_cpu,
        "hosts_ms": again,
        "hosts_cpu_ms": again_cpu,
        "added_mb": with_shelf - before,
    }


def as_set(source: Path, _folder: Path, names: int) -> dict[str, float]:
    from phone_audit.formats.hostname import with_parents

    wanted = hosts(names)
    before = resident_mb()

    def build() -> set[str]:
        with source.open() as file:
            return {line.strip() for line in file}

    wall, cpu, listed = timed(build)
    assert isinstance(listed, set)
    found = sum(any(one in listed for one in with_parents(host)) for host in wanted)
    assert found == HOSTS // 2
    again, again_cpu = best(
        lambda: sum(any(one in listed for one in with_parents(host)) for host in wanted)
    )
    return {
        "ready_ms": wall,
        "ready_cpu_ms": cpu,
        "hosts_ms": again,
        "hosts_cpu_ms": again_cpu,
        "added_mb": resident_mb() - before,
    }


STEPS = {"bring": bring, "ask": ask, "as_set": as_set}


def apart(step: str, source: Path, folder: Path, names: int) -> dict[str, float]:
    """Run one step in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--step", step, str(source), str(folder), str(names)],
        stdout=subprocess.PIPE,
        check=True,
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def measure(names: int) -> None:
    with tempfile.TemporaryDirectory(prefix="imported-lists-") as root:
        source, folder = Path(root, "besar.txt"), Path(root, "lists")
        with source.open("w") as file:
            file.writelines(f"{name(number)}\n" for number in range(names))
        came = apart("bring", source, folder, names)
        ours = apart("ask", source, folder, names)
        plain = apart("as_set", source, folder, names)
    print(f"{names:,} domains")
    print(
        f"  import       {came['wall_s']:6.1f} s  (CPU {came['cpu_s']:.1f} s), "
        f"peak memory added {came['added_mb']:.0f} MB, {came['mb']:.0f} MB on disk"
    )
    for what, key, bar, unit in (
        ("ready", "ready_ms", BAR_READY_MS, "ms"),
        ("memory added", "added_mb", BAR_MB, "MB"),
        (f"{HOSTS:,} hosts", "hosts_ms", BAR_HOSTS_MS, "ms"),
    ):
        cpu = key.replace("_ms", "_cpu_ms")
        extra = f" (CPU {ours[cpu]:.1f})" if unit == "ms" else ""
        theirs = f" (CPU {plain[cpu]:.1f})" if unit == "ms" else ""
        print(
            f"  {what:<12} {ours[key]:8.1f} {unit}{extra}, bar {bar}; "
            f"set {plain[key]:8.1f} {unit}{theirs}; ratio {ours[key] / plain[key]:.3f}"
        )
    print(
        f"  {HOSTS:,} hosts, first time {ours['first_ms']:.1f} ms (CPU {ours['first_cpu_ms']:.1f})"
    )


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--step"]:
        step, source, folder, names = arguments[1:]
        print(json.dumps(STEPS[step](Path(source), Path(folder), int(names))))
        return
    for names in map(int, arguments or ["1000000", "5000000"]):
        measure(names)


if __name__ == "__main__":
    main(sys.argv[1:])
