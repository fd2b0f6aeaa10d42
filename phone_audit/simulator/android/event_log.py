"""What ``logcat -b events`` prints of links that were opened, from Android 8 to 16."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from phone_audit.simulator.android.phone import Link, Phone
from phone_audit.simulator.android.printing import identity, millis, number_from

_TAGS = "am_create_activity:I am_new_intent:I wm_create_activity:I wm_new_intent:I *:S"
_KEPT = timedelta(hours=14)  # what the ring buffer of a phone in use holds
_VIEW = "android.intent.action.VIEW"


def event_logs(phone: Phone) -> Iterator[tuple[str, bytes]]:
    """Yield the command lines that ask for opened links, each with its answer.

    Format, with ``-v epoch`` and with ``-v threadtime -v year``::

        --------- beginning of events
                1763600000.123  1845  3021 I wm_create_activity: [0,79919737,1249,com.android.
        (one line) chrome/com.google.android.apps.chrome.IntentDispatcher,android.intent.action.
        VIEW,NULL,https://situs-umpama.example/...,268435456]
        2025-11-20 07:53:20.123  1845  3021 I am_new_intent: [...]

    A browser takes a link in one activity and hands it to another, so one tap leaves two
    lines. Between them stand activities that were started without an address. Nothing
    older than the phone's start is there. From Android 11 the tags begin with ``wm_``.

    Read from: AOSP ``EventLogTags.logtags``, ``ActivityStackSupervisor``/``ActivityTask
    Supervisor``, ``Uri.toSafeString``, ``liblog/logprint.cpp``, 8-16.
    """
    begin = phone.now - min(_KEPT, timedelta(seconds=phone.uptime_s))
    links = [link for link in phone.links if begin <= link.at < phone.now]
    for form, stamp in (("-v epoch", _epoch), ("-v threadtime -v year", _dated)):
        lines = ["--------- beginning of events"]
        for at, event in sorted(_events(phone, links)):
            lines.append(f"{stamp(phone, at)}  {_process(phone)} I {event}")
        yield f"logcat -b events -d {form} {_TAGS}", ("\n".join(lines) + "\n").encode()


def _events(phone: Phone, links: list[Link]) -> Iterator[tuple[datetime, str]]:
    prefix = "wm" if phone.sdk >= 30 else "am"
    for number, link in enumerate(links):
        task = number_from(1_000, 9_000, phone.serial, number)
        origin = "/".join(link.url.split("/")[:3])
        for kind, activity, after_ms, flags in (
            ("create_activity", link.activity, 0, 268_435_456),
            ("new_intent", f"{link.package}.LinkActivity", 430, 335_552_512),
        ):
            token = int(identity(phone.serial, number, kind), 16)
            event = (
                f"{prefix}_{kind}: [{link.user},{token},{task},{link.package}/{activity},"
                f"{_VIEW},NULL,{origin}/...,{flags}]"
            )
            yield link.at + timedelta(milliseconds=after_ms), event
        other = (
            f"{prefix}_create_activity: [{link.user},{task + 7},{task + 1},com.android.settings/"
            ".Settings,android.intent.action.MAIN,NULL,NULL,270532608]"
        )
        yield link.at + timedelta(minutes=3), other


def _process(phone: Phone) -> str:
    return f"{number_from(1_000, 3_000, phone.serial, 'pid'):5} {3021:5}"


def _epoch(_: Phone, at: datetime) -> str:
    seconds, rest = divmod(millis(at), 1_000)
    return f"{seconds:19}.{rest:03}"


def _dated(phone: Phone, at: datetime) -> str:
    local = at.astimezone(phone.tz)
    return f"{local:%Y-%m-%d %H:%M:%S}.{local.microsecond // 1_000:03}"
