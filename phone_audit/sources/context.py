"""Circumstances of the phone that say how far its answers reach; none ever raises an outcome."""

from collections.abc import Mapping

from phone_audit.formats.answers import gap_in
from phone_audit.formats.getprop import read_getprop
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import Covered, Reading
from phone_audit.model.phone import Context, ContextKind, Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "context"

_SU = "root_files"
_BOOT = "verified_boot"
_DEBUGGABLE = "debuggable"
_TAGS = "build_tags"
_SECURE = "secure_build"
_AUTO_TIME = "auto_time"
_PRIVATE_DNS = "private_dns"
_PROTECTION = "advanced_protection"
_PROPERTIES = "properties"

_ANDROID_9, _ANDROID_16 = 28, 36
_TEST_KEYS = "test-keys"
_SU_PATHS = ("/system/bin/su", "/system/xbin/su", "/sbin/su")


def questions(known: Known) -> tuple[Question, ...]:
    """Return single settings and properties, and whether a ``su`` file lies in view.

    ``/data/adb`` is not listed: every phone since Android 10 has that folder closed to
    the shell user, so that a refusal says nothing.
    """
    lines = {
        _SU: f"ls {' '.join(_SU_PATHS)}",
        _BOOT: "getprop ro.boot.verifiedbootstate",
        _DEBUGGABLE: "getprop ro.debuggable",
        _TAGS: "getprop ro.build.tags",
        _SECURE: "getprop ro.secure",
        _AUTO_TIME: "settings get global auto_time",
    }
    if known.sdk is not None and known.sdk >= _ANDROID_9:
        lines[_PRIVATE_DNS] = "settings get global private_dns_mode"
    if known.sdk is not None and known.sdk >= _ANDROID_16:
        lines[_PROTECTION] = "settings get secure advanced_protection_mode"
    return tuple(Question(source=NAME, topic=topic, line=line) for topic, line in lines.items())


def read(_known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read each circumstance that holds; what does not hold leaves no record.

    Format: one value per line. ``settings get`` prints ``null`` for what was never set;
    ``getprop NAME`` an empty line. ``ls`` names the files that are there on stdout and
    complains about the others on stderr, before Android 7 between them, which here is the
    ordinary case. A bug report
    has the properties as ``[name]: [value]``.

    Read from: AOSP ``SettingsService`` (``get``), toybox ``getprop`` and ``ls``,
    ``Settings.Global.PRIVATE_DNS_MODE``, ``AdvancedProtectionService``; API 24-36.
    """
    facts: list[Context] = []
    gaps: list[Gap] = []
    for capture in captures:
        gap = _trouble(capture)
        if gap is None:
            for topic, value in _values(capture):
                if value in _MEANINGS[topic]:
                    facts += [fact for fact in (_MEANINGS[topic][value],) if fact is not None]
                else:
                    gap = gap_in(capture, GapReason.NOT_UNDERSTOOD)
        if gap is not None:
            gaps.append(gap)
    return Reading(
        facts=tuple(facts),
        covered=(Covered(source=NAME, complete=not gaps, read=len(captures)),) if captures else (),
        gaps=tuple(gaps),
    )


def _trouble(capture: Capture) -> Gap | None:
    """Return why an answer cannot be used; complaints of ``ls`` about absent files are none."""
    if capture.question.topic == _SU:
        return None if capture.complete else gap_in(capture, GapReason.CUT)
    return gap_in(capture)


def _values(capture: Capture) -> tuple[tuple[str, str], ...]:
    """Return what was said to each topic, one value or one file at a time."""
    topic = capture.question.topic
    if topic == _PROPERTIES:
        told = read_getprop(capture.text)
        if not told.values:
            return ((_BOOT, "?"),)  # no property at all: nothing was understood
        return (
            (_BOOT, told.get("ro.boot.verifiedbootstate") or ""),
            (_DEBUGGABLE, told.get("ro.debuggable") or ""),
            *((_TAGS, tag) for tag in _tags(told.get("ro.build.tags") or "")),
            (_SECURE, told.get("ro.secure") or ""),
        )
    if topic == _SU:
        lines = (line.strip() for line in capture.text.split("\n"))
        return tuple((_SU, line) for line in lines if not line.startswith("ls: "))
    if topic == _TAGS:
        return tuple((_TAGS, tag) for tag in _tags(capture.text.strip()))
    return ((topic, capture.text.strip()),)


def _tags(text: str) -> tuple[str, ...]:
    """Return the one tag that says something; makers add others of their own."""
    return tuple(tag for tag in text.split(",") if tag == _TEST_KEYS)


def _boot(value: str) -> Context:
    return Context(context=ContextKind.UNLOCKED_BOOT, value=value)


_MEANINGS: Mapping[str, Mapping[str, Context | None]] = {
    _SU: {
        "": None,
        **{path: Context(context=ContextKind.ROOT_SIGNS, value=path) for path in _SU_PATHS},
    },
    _BOOT: {
        "": None,
        "green": None,
        "yellow": None,
        "orange": _boot("orange"),
        "red": _boot("red"),
    },
    _DEBUGGABLE: {"": None, "0": None, "1": Context(context=ContextKind.DEBUGGABLE_BUILD)},
    _TAGS: {_TEST_KEYS: Context(context=ContextKind.ROOT_SIGNS, value=_TEST_KEYS)},
    _SECURE: {
        "": None,
        "1": None,
        "0": Context(context=ContextKind.ROOT_SIGNS, value="ro.secure=0"),
    },
    _AUTO_TIME: {"null": None, "1": None, "0": Context(context=ContextKind.CLOCK_BY_HAND)},
    # The mode only: the server's name is the holder's choice and nobody's business.
    _PRIVATE_DNS: {
        "null": None,
        "off": None,
        "opportunistic": None,
        "hostname": Context(context=ContextKind.PRIVATE_DNS, value="hostname"),
    },
    _PROTECTION: {
        "null": None,
        "0": None,
        "1": Context(context=ContextKind.ADVANCED_PROTECTION),
    },
}
"""What each value of each topic means; ``None``: nothing remarkable."""

SOURCE = Source(
    name=NAME,
    title=Words(id="Keadaan perangkat", en="Circumstances of the phone"),
    limits=Words(
        id="Menunjukkan keadaan yang memengaruhi keandalan jawaban perangkat, misalnya tanda akses "
        "root atau jam yang disetel sendiri. Tidak satu pun merupakan kesalahan pemegang dan "
        "tidak memengaruhi kesimpulan. Penyembunyian akses root tidak terlihat.",
        en="Shows circumstances that affect how far the phone's answers can be relied on, such as "
        "signs of root access or a clock set by hand. None of them is a fault of the holder, and "
        "none influences the outcome. Root access that hides itself is not visible.",
    ),
    questions=questions,
    read=read,
    needs=("identity",),
    sections={"SYSTEM PROPERTIES": _PROPERTIES},
)
