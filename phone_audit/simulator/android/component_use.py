"""What ``dumpsys usagestats app-component-usage`` prints, from Android 14 to 16."""

from datetime import datetime, timedelta

from phone_audit.simulator.android.phone import Phone
from phone_audit.simulator.android.printing import local_seconds, map_order


def dump_component_use(phone: Phone) -> bytes:
    """Return the last use of each package since the phone started, the users together.

    Format; removed packages keep their line, and without any use nothing is printed::

        App Component Usages:
          package=id.contoh.permainan lastUsed="2026-11-20 20:58:41"

    Read from: AOSP ``UsageStatsService.dump`` (``mLastTimeComponentUsedGlobal``), 14-16.
    """
    booted = phone.now - timedelta(seconds=phone.uptime_s)
    last: dict[str, datetime] = {"com.android.systemui": booted + timedelta(seconds=20)}
    used = [(use.package, use.sessions) for use in phone.uses]
    used += [(app.package, app.sessions) for app in phone.gone]
    for package, sessions in used:
        for session in sessions:
            if booted <= session.start < phone.now:
                last[package] = max(last.get(package, session.end), session.end)
    lines = ["App Component Usages:"]
    lines += [
        f'  package={package} lastUsed="{local_seconds(last[package], phone.tz)}"'
        for package in map_order(last)
    ]
    return ("\n".join(lines) + "\n").encode()
