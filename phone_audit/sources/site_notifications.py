"""Web sites that asked in a browser to send notifications, and what the holder answered."""

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.dumpsys_notification import (
    NotificationDump,
    WebChannel,
    read_notifications,
)
from phone_audit.formats.hostname import normalise
from phone_audit.formats.pm import is_package_name
from phone_audit.model.capture import Capture, Gap, GapReason, Medium, Question
from phone_audit.model.evidence import Covered, Reading, Sighting, SiteTrace, SiteTraceKind
from phone_audit.model.phone import Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "site_notifications"

_CHANNELS = "channels"
_SERVICE = "notification_service"

_ANDROID_8 = 26
_USERS_APART = 100_000
_BLOCKED, _UNSPECIFIED = 0, -1000
_HEADING = "Current Notification Manager state"
_FILTER = (
    rf"({_HEADING}|AppSettings: [^ ]+ \([0-9A-Z_]+\)|Restored without uid:"
    r"|NotificationChannel\{mId=.[^,]*https?:.*"
    r"|\*\*\* SERVICE .*|Permission Denial.*|java\.lang\.SecurityException.*)"
)


def questions(known: Known) -> tuple[Question, ...]:
    """Return one question per browser; none before Android 8, which has no channels.

    The redacted output is asked for, and cut down on the phone to the lines of web
    channels: the rest of it can hold names and numbers of chat partners. Only a browser
    that is itself on the list may be named in the log.
    """
    if known.sdk is not None and known.sdk < _ANDROID_8:
        return ()
    browsers = [package for package in known.browsers if is_package_name(package)]
    return tuple(
        Question(
            source=NAME,
            topic=_CHANNELS,
            line=_line(package),
            shown=None if package in known.watched else _line(f"‹peramban {number}›"),
            subject=package,
        )
        for number, package in enumerate(browsers, start=1)
    )


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per site, browser and user.

    Format: ``NotificationChannel{mId='web:https://situs.invalid;13404473600000000', ...``
    below the ``AppSettings: package (uid)`` it belongs to; see
    ``formats.dumpsys_notification``. The number is when the holder answered.
    ``mImportance=0`` is "block"; ``mDeleted`` means taken back later. The user is the
    uid divided by 100000; a channel without uid came with a backup.

    ``--package`` compares parts of names, so lines about other packages can come
    along; they are passed over. A bug report holds every package and may hold the
    service twice: each channel is taken once, closed profiles are left out.

    Read from: AOSP ``PreferencesHelper.dump`` and ``NotificationChannel``, API 26-36;
    Chromium ``SiteChannelsManager``, 59-140.
    """
    if not captures:
        return Reading(gaps=(_why_nothing(known),))
    gaps: list[Gap] = []
    traces: dict[tuple[str, int | None, str, bool], tuple[SiteTrace, list[int]]] = {}
    complete = True
    sections_answered = False
    for capture in captures:
        dump = read_notifications(capture.text)
        sections_answered = sections_answered or dump.answered
        for gap in _gaps_of(capture, dump):
            gaps.append(gap)
            complete = False
        for channel in dump.channels:
            trace = _trace(channel)
            if capture.question.subject not in {None, channel.package} or known.is_closed(
                trace.user
            ):
                continue
            key = (trace.via, trace.user, channel.origin, trace.restored)
            traces.setdefault(key, (trace, []))[1].append(capture.number)
    if not sections_answered and all(one.question.medium is Medium.SECTION for one in captures):
        gaps.append(Gap(source=NAME, topic=_SERVICE, reason=GapReason.NOT_UNDERSTOOD))
        complete = False
    found = [item for item in traces.values() if item[0].host]
    if len(found) < len(traces):
        missing = len(traces) - len(found)
        gaps.append(
            Gap(
                source=NAME,
                topic=_CHANNELS,
                reason=GapReason.NOT_UNDERSTOOD,
                detail=f"{missing} alamat",
            )
        )
    return Reading(
        sightings=tuple(
            Sighting(record=trace, captures=tuple(numbers)) for trace, numbers in found
        ),
        covered=(Covered(source=NAME, complete=complete, read=len(traces)),),
        gaps=tuple(gaps),
    )


def _why_nothing(known: Known) -> Gap:
    if known.sdk is not None and known.sdk < _ANDROID_8:
        return Gap(
            source=NAME, topic=_CHANNELS, reason=GapReason.ABSENT, detail="sebelum Android 8"
        )
    detail = "" if known.browsers else "tidak ada peramban yang diketahui"
    return Gap(source=NAME, topic=_CHANNELS, reason=GapReason.NOT_ASKED, detail=detail)


def _line(package: str) -> str:
    return f"dumpsys notification --package {package} | grep -oE '{_FILTER}'"


def _trace(channel: WebChannel) -> SiteTrace:
    importance = channel.importance
    return SiteTrace(
        host=normalise(channel.origin) or "",
        trace=SiteTraceKind.NOTIFICATION_CHANNEL,
        via=channel.package,
        user=None if channel.uid is None else channel.uid // _USERS_APART,
        decided_at=channel.decided_at,
        allowed=None if importance in {None, _UNSPECIFIED} else importance != _BLOCKED,
        removed=channel.deleted,
        last_push_at=channel.last_push_at,
        restored=channel.restored,
    )


def _gaps_of(capture: Capture, dump: NotificationDump) -> list[Gap]:
    found = [gap_in(capture), unread_lines(capture, dump.unread)]
    if dump.hidden_names:
        found.append(
            gap_in(capture, GapReason.ABSENT, f"{dump.hidden_names} nama situs disembunyikan")
        )
    silent = not dump.answered and _HEADING in capture.question.line
    if silent and found[0] is None:
        found.append(gap_in(capture, GapReason.NOT_UNDERSTOOD))
    return [gap for gap in found if gap is not None]


SOURCE = Source(
    name=NAME,
    title=Words(id="Situs yang meminta izin notifikasi", en="Sites that asked to notify"),
    limits=Words(
        id="Menunjukkan bahwa peramban menampilkan permintaan izin suatu situs dan ada jawaban "
        "pada waktu itu. Permintaan dapat muncul dari iklan atau pengalihan. Situs yang tidak "
        "meminta izin, modus penyamaran, Samsung Internet, dan Firefox tidak terlihat.",
        en="Shows that a browser put a site's request on screen and that it was answered at that "
        "time. Advertising and redirects can cause requests. Sites that never asked, private "
        "mode, Samsung Internet and Firefox are not visible.",
    ),
    questions=questions,
    read=read,
    needs=("browsers", "installed_apps"),
    sections={"DUMP OF SERVICE notification": _SERVICE},
)
