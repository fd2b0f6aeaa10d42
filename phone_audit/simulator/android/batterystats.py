"""What ``dumpsys batterystats`` says of packages, from Android 8 to 16."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from phone_audit.simulator.android.changes import changes
from phone_audit.simulator.android.phone import Phone
from phone_audit.simulator.android.printing import number_from

_DAYS_KEPT = 10
_SINCE_LAST_CHARGE = timedelta(hours=20)  # how long ago the invented phone was charged in full
_FORMAT_2 = 34


def dump_daily(phone: Phone) -> bytes:
    """Return the answer to ``dumpsys batterystats --daily``.

    Format: the running day first, then the earlier ones, the last first::

        Daily stats:
          Current start time: 2026-11-20-01-03-22
          Next min deadline: 2026-11-21-01-00-00
          Next max deadline: 2026-11-21-03-00-00
            Package changes:
              Update id.contoh.permainan vers=0
          Daily from 2026-11-19-01-10-11 to 2026-11-20-01-03-22:
            Package changes:
              Update com.android.chrome vers=787110000

    A removal prints ``vers=0``.

    Read from: AOSP ``BatteryStats.dumpDailyLocked``, ``BatteryStatsImpl``
    (``recordDailyStatsLocked``, ``notePackageUninstalledLocked``), 8-16.
    """
    bounds = _bounds(phone)
    start = bounds[-1]
    next_day = (start + timedelta(days=1)).astimezone(phone.tz)
    lines = ["Daily stats:", f"  Current start time: {_stamp(phone, start)}"]
    lines.append(f"  Next min deadline: {next_day:%Y-%m-%d}-01-00-00")
    lines.append(f"  Next max deadline: {next_day:%Y-%m-%d}-03-00-00")
    lines += _changed(phone, start, phone.now)
    for begin, end in zip(bounds[-2::-1], bounds[:0:-1], strict=True):
        lines.append(f"  Daily from {_stamp(phone, begin)} to {_stamp(phone, end)}:")
        lines += _changed(phone, begin, end)
        lines.append("    Discharge step durations:")
        lines.append("      #0: +14m22s611ms to 61 (screen-on, power-save-off)")
    return ("\n".join(lines) + "\n\n").encode()


def dump_history(phone: Phone) -> bytes:
    """Return the answer to ``dumpsys batterystats --history``.

    Format: the time since the history begins, or from Android 14 on the date and time::

        Battery History (0% used, 9124 used of 4096KB, 47 strings using 4816):
                            0 (14) RESET:TIME: 2026-11-19-07-10-00
              +1h02m03s004ms (2) 099 c0100021 +top=u0a280:"id.contoh.permainan"

        Battery History [Format: 2] (0% used, 9124B used of 4096KB, 47 strings using 4816):
          11-19 08:12:03.004 099 +top=u0a280:"id.contoh.permainan"

    Other entries of the same lines name sync accounts, and so people.

    Read from: AOSP ``BatteryStats.HistoryPrinter``, ``TimeUtils.formatDuration``, 8-16.
    """
    begin = phone.now - _SINCE_LAST_CHARGE
    dated = phone.sdk >= _FORMAT_2
    kind = "[Format: 2] " if dated else ""
    lines = [f"Battery History {kind}(0% used, 9124 used of 4096KB, 47 strings using 4816):"]
    clock = f"RESET:TIME: {_stamp(phone, begin)}"
    lines.append(f"{_when(phone, begin, begin)} {clock}" if dated else f"{0:>20} (14) {clock}")
    state = "" if dated else " c0100021"
    for at, what in sorted(_entries(phone, begin)):
        count = "" if dated else " (2)"
        level = f"{99 - int((at - begin) / timedelta(minutes=20)):03}"
        lines.append(f"{_when(phone, begin, at)}{count} {level}{state} {what}")
    return ("\n".join(lines) + "\n\n").encode()


def _bounds(phone: Phone) -> list[datetime]:
    """Return when the days of statistics began: at about one o'clock, when a charge ended."""
    last = phone.now.astimezone(phone.tz).replace(hour=1, minute=0, second=0, microsecond=0)
    if last + timedelta(hours=1) > phone.now:
        last -= timedelta(days=1)
    return [
        last - timedelta(days=ago) + timedelta(seconds=number_from(0, 3_000, phone.serial, ago))
        for ago in range(_DAYS_KEPT, -1, -1)
    ]


def _changed(phone: Phone, begin: datetime, end: datetime) -> list[str]:
    found = [change for change in changes(phone, since=begin) if change.at < end]
    if not found:
        return []
    return ["    Package changes:"] + [
        f"      Update {change.app.package} vers={0 if change.removal else change.app.version_code}"
        for change in found
    ]


def _entries(phone: Phone, begin: datetime) -> Iterator[tuple[datetime, str]]:
    for use in phone.uses:
        app = phone.app(use.package)
        for session in use.sessions:
            if begin <= session.start < phone.now:
                who = f'u{use.user}a{app.app_id - 10_000}:"{use.package}"'
                yield session.start, f"+screen +top={who}"
                yield session.end, f"-top={who}"
    for gone in phone.gone:
        for session in gone.sessions:
            if begin <= session.start < phone.now:
                who = f'u{gone.user}a{gone.app_id - 10_000}:"{gone.package}"'
                yield session.start, f"+top={who}"
                yield session.end, f"-top={who}"
    for change in changes(phone, since=begin):
        if change.removal:
            yield change.at, f'pkgunin=0:"{change.app.package}"'
        else:
            yield change.at, f'pkginst={change.app.version_code}:"{change.app.package}"'
    for chat in phone.chats:
        at = begin + timedelta(hours=1)
        yield at, f'+sync=u0a60:"com.whatsapp/{chat.name}" +top=u0a60:"com.whatsapp"'


def _when(phone: Phone, begin: datetime, at: datetime) -> str:
    if phone.sdk >= _FORMAT_2:
        return "  " + at.astimezone(phone.tz).strftime("%m-%d %H:%M:%S.%f")[:-3]
    seconds, milliseconds = divmod(round((at - begin) / timedelta(milliseconds=1)), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}h{minutes:02}m{seconds:02}s" if hours else f"{minutes}m{seconds:02}s"
    return f"+{text}{milliseconds:03}ms".rjust(21)


def _stamp(phone: Phone, moment: datetime) -> str:
    return moment.astimezone(phone.tz).strftime("%Y-%m-%d-%H-%M-%S")
