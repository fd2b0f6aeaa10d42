"""What ``dumpsys activity`` prints of recent tasks and of processes that ended."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from phone_audit.simulator.android.phone import Phone, Session, Use
from phone_audit.simulator.android.printing import Lines, identity, local_seconds, number_from

_USERS_APART = 100_000
_MOST_ENDS = 16
_MOST_TASKS = 20


def dump_recents(phone: Phone) -> bytes:
    """Return the answer to ``dumpsys activity recents``.

    Format, up to 10 ``TaskRecord{``, up to 9 ``realActivity=``, up to 8 times since 1970::

        ACTIVITY MANAGER RECENT TASKS (dumpsys activity recents)
          Recent tasks:
          * Recent #0: Task{456f360 #26 type=standard A=10234:id.contoh.warung U=0 ...}
            userId=0 effectiveUid=u0a234 ...
            intent={act=android.intent.action.MAIN ... cmp=id.contoh.warung/.MainActivity}
            mActivityComponent=id.contoh.warung/.MainActivity
            hasBeenVisible=true ... lastActiveTime=93211054 (inactive for 120s)

    Tasks left before the phone was started are put back with the time of the start.

    Read from: AOSP ``RecentTasks.dump``, ``TaskRecord.dump`` (7-10), ``Task.dump`` (11-16)
    and a real Android 10 phone.
    """
    out = Lines()
    out.add("ACTIVITY MANAGER RECENT TASKS (dumpsys activity recents)")
    out.add("mRecentsUid=10082")
    out.add("  Recent tasks:")
    for number, (use, left) in enumerate(_last_left(phone)[:_MOST_TASKS]):
        for line in _task(phone, number, use, left):
            out.add(line)
    return out.text().encode()


def dump_exit_info(phone: Phone, package: str) -> bytes:
    """Return the answer to ``dumpsys activity exit-info PACKAGE`` (Android 11 and later).

    Format: three lines for each end since Android 12, one fact a line in 11::

        ACTIVITY MANAGER PROCESS EXIT INFO (dumpsys activity exit-info)
        Last Timestamp of Persistence Into Persistent Storage: 2026-11-20 08:00:01.123
          package: id.contoh.warung
            Historical Process Exit for uid=10234
                ApplicationExitInfo #0:
                  timestamp=2026-11-19 22:10:05.456 pid=12034 realUid=10234 ... user=0
                  process=id.contoh.warung reason=10 (USER REQUESTED) subreason=22 (REMOVE TASK)

    Each session ends with the task being swiped away, some minutes later; an app whose data
    were cleared, with that.

    Read from: AOSP ``AppExitInfoTracker`` and ``ApplicationExitInfo.dump``, API 30-36.
    """
    out = Lines()
    out.add("ACTIVITY MANAGER PROCESS EXIT INFO (dumpsys activity exit-info)")
    saved = local_seconds(phone.now - timedelta(minutes=7), phone.tz)
    out.add(f"Last Timestamp of Persistence Into Persistent Storage: {saved}.123")
    ends = {(one.user, one.at): True for one in phone.cleared if one.package == package}
    for use in phone.uses:
        if use.package == package:
            moments = (_end(one) for one in use.sessions)
            ends |= {(use.user, at): False for at in moments if at < phone.now}
    app = next((app for app in phone.apps if app.package == package), None)
    if app is None or not ends:
        return out.text().encode()
    out.add(f"  package: {package}")
    for user in sorted({user for user, _ in ends}):
        uid = user * _USERS_APART + app.app_id
        out.add(f"    Historical Process Exit for uid={uid}")
        own = sorted(((at, why) for (who, at), why in ends.items() if who == user), reverse=True)
        for number, (at, cleared) in enumerate(own[:_MOST_ENDS]):
            out.add(f"        ApplicationExitInfo #{number}:")
            for line in _exit(phone, package, uid, at, cleared=cleared):
                out.add(f"          {line}")
    return out.text().encode()


def _exit(phone: Phone, package: str, uid: int, at: datetime, *, cleared: bool) -> Iterator[str]:
    shown = f"{local_seconds(at, phone.tz)}.456"
    pid = number_from(2_000, 30_000, package, shown)
    uids = f"realUid={uid} packageUid={uid} definingUid={uid} user={uid // _USERS_APART}"
    sizes = "importance=400 pss=120MB rss=210MB"
    why = f"stop {package} due to clear data" if cleared else "remove task"
    detail = "21 (FORCE STOP)" if cleared else "22 (REMOVE TASK)"
    if phone.sdk >= 31:
        yield f"timestamp={shown} pid={pid} {uids}"
        yield f"process={package} reason=10 (USER REQUESTED) subreason={detail} status=0"
        yield f"{sizes} description={why} state=empty trace=null"
    else:
        yield f"timestamp={shown}"
        yield from f"pid={pid} {uids} process={package}".split(" ")
        yield "reason=10 (USER REQUESTED)"
        yield from ("status=0", *sizes.split(" "))
        yield from (f"description={why}", "state=empty", "trace=null")


def _task(phone: Phone, number: int, use: Use, left: datetime) -> Iterator[str]:
    package, user = use.package, use.user
    app = next((app for app in phone.apps if app.package == package), None)
    app_id = app.app_id if app is not None else 10_999
    component = f"{package}/.MainActivity"
    task = number_from(10, 900, package, user, "task")
    where = "StackId=-1 sz=0" if phone.sdk < 30 else "visible=false mode=fullscreen sz=0"
    name = f"A={package}" if phone.sdk < 30 else f"type=standard A={app_id}:{package}"
    kind = "TaskRecord" if phone.sdk < 30 else "Task"
    yield (
        f"  * Recent #{number}: {kind}{{{identity(package, user, 'task')} #{task} {name} "
        f"U={user} {where}}}"
    )
    yield (
        f"    userId={user} effectiveUid=u{user}a{app_id - 10_000} mCallingUid=u0a82 "
        "mUserSetupComplete=true mCallingPackage=com.android.launcher3"
    )
    yield f"    affinity={package}"
    yield (
        "    intent={act=android.intent.action.MAIN cat=[android.intent.category.LAUNCHER] "
        f"flg=0x10200000 cmp={component}}}"
    )
    yield f"    {'mActivityComponent' if phone.sdk >= 29 else 'realActivity'}={component}"
    yield f"    stackId={task}"
    yield (
        "    hasBeenVisible=true mResizeMode=RESIZE_MODE_RESIZEABLE isResizeable=true "
        f"{_active(phone, left)}"
    )


def _active(phone: Phone, left: datetime) -> str:
    started = phone.now - timedelta(seconds=phone.uptime_s)
    if phone.sdk < 28:
        inactive = int((phone.now - left).total_seconds())
        return f"lastActiveTime={round(left.timestamp() * 1000)} (inactive for {inactive}s)"
    since_start = round((max(left, started + timedelta(seconds=15)) - started).total_seconds())
    return (
        f"lastActiveTime={since_start * 1000 + 58} (inactive for {phone.uptime_s - since_start}s)"
    )


def _last_left(phone: Phone) -> list[tuple[Use, datetime]]:
    """Return apps with the moment each was last left, latest first."""
    found = [
        (use, max(min(one.end, phone.now) for one in use.sessions if one.start < phone.now))
        for use in phone.uses
        if any(one.start < phone.now for one in use.sessions)
    ]
    return sorted(found, key=_left, reverse=True)


def _left(found: tuple[Use, datetime]) -> tuple[datetime, str, int]:
    return found[1], found[0].package, found[0].user


def _end(session: Session) -> datetime:
    return session.end + timedelta(minutes=4)
