"""How long ``phone-audit --help`` takes beside a Python that does nothing.

python benchmarks/start_up.py
"""

import statistics
import subprocess
import sys
import time

RUNS = 11


def seconds(*arguments: str) -> float:
    """Return the median wall time of a command."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    nothing = seconds("-c", "pass")
    told = seconds("-m", "phone_audit", "--help")
    print(
        f"--help {told * 1000:.0f} ms (bar 150), python itself {nothing * 1000:.0f} ms, "
        f"ratio {told / nothing:.1f}"
    )


if __name__ == "__main__":
    main()
