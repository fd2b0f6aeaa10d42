"""Which apps open links to web sites: the browsers whose traces are asked for next."""

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.pm import read_handlers
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import Covered, Reading
from phone_audit.model.phone import Browser, Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "browsers"

_HANDLERS = "link_handlers"
_ANDROID_8 = 26
_QUERY = (
    "cmd package query-activities --brief --user 0 -a android.intent.action.VIEW "
    "-c android.intent.category.BROWSABLE -d http://example.com"
)


def questions(known: Known) -> tuple[Question, ...]:
    """Return the one question; none before Android 8, whose browsers make no site channels.

    An unknown version is asked: a phone that does not know the command says so.
    """
    if known.sdk is not None and known.sdk < _ANDROID_8:
        return ()
    return (Question(source=NAME, topic=_HANDLERS, line=_QUERY),)


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read the packages that open ``http`` links, each once, in the phone's order.

    Format: ``com.android.chrome/com.google.android.apps.chrome.IntentDispatcher`` per
    handler; see ``formats.pm.read_handlers``. No handler is an answer; so is nothing
    else. No list of well-known browsers takes the place of a missing answer: a browser
    nobody asked about is a gap, not an absence.

    Read from: AOSP ``PackageManagerShellCommand.runQueryIntentActivities``, API 26-36.
    """
    if not captures:
        too_old = known.sdk is not None and known.sdk < _ANDROID_8
        absent = Gap(
            source=NAME, topic=_HANDLERS, reason=GapReason.ABSENT, detail="sebelum Android 8"
        )
        return Reading(gaps=(absent,) if too_old else ())
    packages: dict[str, None] = {}
    gaps = []
    complete = True
    for capture in captures:
        handlers = read_handlers(capture.text)
        packages.update(dict.fromkeys(handlers.packages))
        gap = gap_in(capture) or unread_lines(capture, handlers.unread)
        if gap is None and not handlers.answered:
            gap = gap_in(capture, GapReason.NOT_UNDERSTOOD)
        if gap is not None:
            gaps.append(gap)
            complete = False
    return Reading(
        facts=tuple(Browser(package=package) for package in packages),
        covered=(Covered(source=NAME, complete=complete, read=len(packages)),),
        gaps=tuple(gaps),
    )


SOURCE = Source(
    name=NAME,
    title=Words(id="Peramban pada perangkat", en="Browsers on the phone"),
    limits=Words(
        id="Hanya aplikasi pengguna utama yang dapat membuka tautan web. Peramban di dalam "
        "aplikasi lain tidak terlihat. Nama peramban tidak disimpan tersendiri.",
        en="Only apps of the main user that can open web links. Browsers inside other apps are "
        "not visible. Names of browsers are not kept by themselves.",
    ),
    questions=questions,
    read=read,
    needs=("identity",),
)
