"""What reading the largest answers of a phone costs, beside a floor measured in the same run.

    python benchmarks/parsing.py

The floor is cutting the text into lines and matching each once against a plain pattern: less
than that no reader in this language can do. Phones are simulated, with 100, 400 and 1,000
packages; the answers are whole, as an old phone that knows no filter gives them. Times are CPU
time, medians of several runs. Bar, product page, section 6: the package dump of 400 packages,
1.3 MB, in 20 ms.
"""

import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from phone_audit.formats.dumpsys_netstats import read_netstats
from phone_audit.formats.dumpsys_notification import read_notifications
from phone_audit.formats.dumpsys_package import read_package_dump
from phone_audit.formats.dumpsys_usagestats import read_usage
from phone_audit.model.record import replace
from phone_audit.simulator.android.netstats import dump_netstats
from phone_audit.simulator.android.notification import dump_notification
from phone_audit.simulator.android.package import dump_packages
from phone_audit.simulator.android.phone import Browsing, Phone, Session, SiteChannel, Use
from phone_audit.simulator.android.usagestats import UsageDump
from phone_audit.simulator.office import crowd

RUNS = 15
BAR_PACKAGES, BAR_MS = 400, 20.0
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
_PLAIN = re.compile(r" *(\w+)[=: ]")

Reader = Callable[[str], object]


def floor(text: str) -> None:
    """Cut a text into lines and match each once."""
    for line in text.splitlines():
        _PLAIN.match(line)


def answers(phone: Phone) -> Iterator[tuple[str, str, Reader]]:
    """Yield the name, the text and the reader of each answer that is timed."""
    watched = frozenset(phone.watched)
    uids = frozenset(app.app_id for app in phone.apps if app.package in watched)
    phone, package = _lived_in(phone), phone.browsers[0].package
    yield "package packages", dump_packages(phone).decode(), read_package_dump
    yield (
        "usagestats file",
        UsageDump(phone).stored_files(0, "daily").decode(),
        lambda text: read_usage(text, packages=watched, user=0),
    )
    yield (
        "notification",
        dump_notification(phone, package).decode(),
        read_notifications,
    )
    yield (
        "netstats --checkin",
        dump_netstats(phone).decode(),
        lambda text: read_netstats(text, uids),
    )


def _lived_in(phone: Phone) -> Phone:
    """Return the phone with every app used on eight days, and as many sites as apps."""
    uses = tuple(
        Use(
            package=app.package,
            sessions=tuple(
                Session(start=NOW - timedelta(days=days, minutes=number % 600), seconds=90)
                for days in range(1, 9)
            ),
        )
        for number, app in enumerate(phone.apps)
    )
    sites = tuple(
        SiteChannel(
            origin=f"https://situs{number}.invalid", decided_at=NOW - timedelta(hours=number)
        )
        for number in range(len(phone.apps))
    )
    browsing = Browsing(package=phone.browsers[0].package, channels=sites)
    return replace(phone, uses=uses, browsers=(browsing,))


def medians_ms(readers: Sequence[Reader], text: str) -> list[float]:
    """Return the median CPU time of each reader, in milliseconds.

    The readers take turns, so that a moment in which this computer is busy meets all.
    """
    spent: list[list[float]] = [[] for _ in readers]
    for _ in range(RUNS):
        for read, times in zip(readers, spent, strict=True):
            started = time.process_time()
            read(text)
            times.append((time.process_time() - started) * 1000)
    return [statistics.median(times) for times in spent]


def main() -> None:
    print(f"{'answer':20} {'packages':>8} {'MB':>6} {'floor ms':>9} {'read ms':>8} {'ratio':>6}")
    for packages in (100, 400, 1000):
        for name, text, read in answers(crowd(packages, NOW).phone):
            read(text)  # warm
            base, spent = medians_ms((floor, read), text)
            has_bar = name == "package packages" and packages == BAR_PACKAGES
            print(
                f"{name:20} {packages:8} {len(text.encode()) / 1e6:6.2f} {base:9.2f} {spent:8.2f} "
                f"{spent / base:6.2f}" + (f"  (bar {BAR_MS:.0f} ms)" if has_bar else "")
            )


if __name__ == "__main__":
    main()
