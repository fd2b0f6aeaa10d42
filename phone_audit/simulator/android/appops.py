"""What ``dumpsys appops --package PACKAGE`` prints, from Android 9 to 16."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from phone_audit.simulator.android.phone import Phone
from phone_audit.simulator.android.printing import Lines, local_seconds

_OPS = ("VIBRATE", "READ_CLIPBOARD", "WAKE_LOCK")
"""Used by every invented app whenever it is on screen."""


def dump_appops(phone: Phone, package: str) -> bytes:
    """Return the answer for one package.

    Format since Android 10; from 11 on between ``null=[`` and ``]``; in 9 the state is
    written ``Access: top   = 2026-11-19 22:10:05.456``; before 9 the option does not exist::

        Current AppOps Service state:
          Uid u0a234:
            state=cch
            Package id.contoh.warung:
              VIBRATE (allow):
                  Access: [top-s] 2026-11-19 22:10:05.456 (-1d4h3m2s100ms) duration=+162ms

    Read from: AOSP ``AppOpsService.dump``, API 28-36, and a real Android 10 phone.
    """
    if phone.sdk < 28:
        return b"Unknown option: --package\n"
    out = Lines()
    out.add("Current AppOps Service state:")
    out.add("  Settings:")
    out.add("    top_state_settle_time=+5s0ms")
    app = next((app for app in phone.apps if app.package == package), None)
    for use in phone.uses:
        started = [one.start for one in use.sessions if one.start < phone.now]
        if app is None or use.package != package or not started:
            continue
        out.add(f"  Uid u{use.user}a{app.app_id - 10_000}:")
        out.add("    state=cch")
        out.add(f"    Package {package}:")
        for line in _ops(phone, started):
            out.add(line)
    return out.text().encode()


def _ops(phone: Phone, started: Sequence[datetime]) -> Iterator[str]:
    for number, op in enumerate(_OPS):
        at = max(started) + timedelta(seconds=number + 1)
        ago = int((phone.now - at).total_seconds())
        when = f"{local_seconds(at, phone.tz)}.456 (-{ago // 60}m{ago % 60}s100ms)"
        yield f"      {op} (allow): "
        if phone.sdk < 29:
            yield f"          Access: top   = {when}"
        elif phone.sdk < 30:
            yield f"          Access: [top-s] {when} duration=+162ms"
        else:
            yield "        null=["
            yield f"          Access: [top-s] {when} duration=+162ms"
            yield "        ]"
