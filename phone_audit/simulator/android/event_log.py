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


def push_log(phone: Phone) -> tuple[str, bytes]:
    """Return the command line that asks for notifications, with its answer.

    Format, from Android 8 on with the channel; other people's messages stand among them::

        1763600000.123  1845  3021 I notification_enqueue: [10123,4711,com.android.chrome,6,
        (one line) p#https://situs-umpama.example#1,0,Notification(channel=web:https://situs-
        umpama.example;13175332115626424 pri=0 contentView=null ...),1]

    Read from: AOSP ``EventLogTags.logtags``, ``Notification.toString``, 8-9.
    """
    begin = phone.now - min(_KEPT, timedelta(seconds=phone.uptime_s))
    events = []
    for browsing in phone.browsers:
        for site in browsing.channels:
            if site.last_push_at is not None and begin <= site.last_push_at < phone.now:
                channel = f"web:{site.origin};13175332115626424"
                text = (
                    f"notification_enqueue: [10123,4711,{browsing.package},6,p#{site.origin}#1,"
                    f"{browsing.user},Notification(channel={channel} pri=0 contentView=null),1]"
                )
                events.append((site.last_push_at, text))
    for number, chat in enumerate(phone.chats):
        text = (
            f"notification_enqueue: [10200,4800,com.whatsapp,1,{chat.number}@s.whatsapp.net,0,"
            f"Notification(channel=individual_chat_{number} pri=1 contentView=null),1]"
        )
        events.append((phone.now - timedelta(minutes=7 * (number + 1)), text))
    lines = ["--------- beginning of events"]
    lines += [f"{_epoch(phone, at)}  {_process(phone)} I {text}" for at, text in sorted(events)]
    line = "logcat -b events -d -v epoch notification_enqueue:I *:S"
    return line, ("\n".join(lines) + "\n").encode()


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
