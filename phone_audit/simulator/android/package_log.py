"""The log of installations and removals that Samsung's package service prints with ``-a``."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from phone_audit.simulator.android.changes import Change, changes
from phone_audit.simulator.android.package import dump_packages
from phone_audit.simulator.android.phone import Phone
from phone_audit.simulator.android.printing import number_from

_SYSTEM_UID = 1000


def dump_package_all(phone: Phone) -> bytes:
    """Return the answer to ``dumpsys package -a`` of a Samsung phone.

    Format: the ordinary dump, a heading, and the log as it lies on the phone::

        pm_debug_info.txt:
        2026-11-20 20:58:41.123: START INSTALL PACKAGE: observer{133061357}
                  stagedDir{/data/app/vmdl1456751445.tmp}
                  pkg{id.contoh.permainan}
                  versionCode{102}
                  Request from{com.android.vending}
        2026-11-20 20:58:43.001: result of install: 1{133061357}

    Read from: One UI 6-8 ``InstallingSession.installStage``, ``DeletePackageHelper`` and
    ``PackageManagerService.dump``.
    """
    booted = phone.now - timedelta(seconds=phone.uptime_s)
    records = [(change.at, list(_record(phone, change))) for change in changes(phone)]
    records.append((booted, [f"{_stamp(phone, booted)}: {_BOOT}"]))
    lines = ["", "pm_debug_info.txt:"]
    lines += [line for _, record in sorted(records) for line in record]
    return dump_packages(phone) + ("\n".join(lines) + "\n").encode()


_BOOT = "Finished scanning non-system apps. Time: 512 ms, packageCount: 90 , timePerPackage: 5"


def _record(phone: Phone, change: Change) -> Iterator[str]:
    app = change.app
    observer = number_from(1, 268_435_455, phone.serial, app.package, change.at)
    begin, end = _stamp(phone, change.at), _stamp(phone, change.at + timedelta(seconds=1))
    if change.removal:
        yield f"{begin}: START DELETE PACKAGE: observer{{{observer}}}"
        yield f"pkg{{{app.package}}}, user{{{change.user}}}, caller{{{_SYSTEM_UID}}} flags{{0}}"
        yield f"{end}: result of delete: 1{{{observer}}}"
        return
    yield f"{begin}: START INSTALL PACKAGE: observer{{{observer}}}"
    yield f"          stagedDir{{/data/app/vmdl{observer}.tmp}}"
    yield f"          pkg{{{app.package}}}"
    yield f"          versionCode{{{app.version_code}}}"
    yield f"          Request from{{{app.installer or 'null'}}}"
    yield f"{end}: result of install: 1{{{observer}}}"


def _stamp(phone: Phone, moment: datetime) -> str:
    return moment.astimezone(phone.tz).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
