"""Who the phone says it is, and how its clock stands beside the computer's."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from phone_audit.formats.answers import gap_in, trouble, unread_lines
from phone_audit.formats.getprop import Properties, read_getprop
from phone_audit.formats.timestamps import from_local_text, zone_of
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import Covered, Fact, Reading
from phone_audit.model.phone import ClockReading, Known, PhoneIdentity
from phone_audit.model.record import Words, replace
from phone_audit.sources.interface import Source

NAME = "identity"

_PROPERTIES = "properties"
_CLOCK = "clock"
_UTC_OFFSET = "utc_offset"
_UPTIME = "uptime"
_HEADER = "report_header"

_READ_FROM_SOURCE = range(24, 37)  # Android 7 to 16; others are taken as the nearest
_LONGEST = 120  # characters of a property that reach a report
_SDK = re.compile(r"\d{1,3}", re.ASCII)
_SECONDS = re.compile(r"\d{1,12}", re.ASCII)
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})", re.ASCII)
_SINCE_BOOT = re.compile(r"(\d{1,10})\.\d{1,3} \d{1,12}\.\d{1,3}", re.ASCII)
_DUMPED_AT = re.compile(r"^== dumpstate: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\s*$", re.MULTILINE)
_FINGERPRINT = re.compile(r"^Build fingerprint: '([^'\n]{1,200})'", re.MULTILINE)


def questions(_known: Known) -> tuple[Question, ...]:
    """Return the four questions every phone is asked first, on every version."""
    lines = {
        _CLOCK: "date +%s",
        _UTC_OFFSET: "date +%z",
        _PROPERTIES: "getprop",
        _UPTIME: "cat /proc/uptime",
    }
    # The clock is compared with the computer's, so nothing else may take time beside it.
    return tuple(
        Question(source=NAME, topic=topic, line=line, alone=topic == _CLOCK)
        for topic, line in lines.items()
    )


def read(_known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read identity and clock; each answer stands on its own.

    Format: ``getprop`` lists ``[name]: [value]``; ``date`` prints ``1763600000`` and
    ``+0700``; ``/proc/uptime`` is ``12345.67 45678.90``. A bug report has the same
    properties, and in its header the local time it was made and the build fingerprint;
    its clock cannot be compared with the computer's.

    Read from: AOSP ``build/tools/buildinfo.sh`` for property names; toybox ``date``;
    ``dumpstate.cpp``; API 24-36. Names of makers' skins from their own builds.
    """
    answers = {capture.question.topic: capture for capture in reversed(captures)}
    gaps = [gap for capture in captures if (gap := gap_in(capture)) is not None]
    usable = {topic: capture for topic, capture in answers.items() if trouble(capture) is None}

    identity = PhoneIdentity()
    properties = answers.get(_PROPERTIES)
    if properties is not None:
        told = read_getprop(properties.text)
        identity = _identity(told)
        _add(gaps, unread_lines(properties, told.unread))
        if identity.sdk is None and trouble(properties) is None:
            _add(gaps, gap_in(properties, GapReason.NOT_UNDERSTOOD, "ro.build.version.sdk"))
        elif identity.sdk is not None and identity.sdk not in _READ_FROM_SOURCE:
            _add(gaps, gap_in(properties, GapReason.ASSUMED, f"API {identity.sdk}"))
    header = answers.get(_HEADER)
    if header is not None and identity.fingerprint is None:
        found = _FINGERPRINT.search(header.text)
        identity = replace(identity, fingerprint=_short(found[1]) if found else None)

    facts: list[Fact] = [identity]
    clock = _clock(usable, identity, gaps)
    if clock is not None:
        facts.append(clock)
    complete = _PROPERTIES in usable and identity.sdk is not None
    return Reading(
        facts=tuple(facts),
        covered=(Covered(source=NAME, complete=complete, read=len(usable)),),
        gaps=tuple(gaps),
    )


def _identity(told: Properties) -> PhoneIdentity:
    def say(*names: str) -> str | None:
        return _short(told.get(*names))

    sdk = told.get("ro.build.version.sdk") or ""
    zone = say("persist.sys.timezone")
    return PhoneIdentity(
        maker=say("ro.product.manufacturer", "ro.product.vendor.manufacturer"),
        brand=say("ro.product.brand", "ro.product.vendor.brand"),
        model=say("ro.product.model", "ro.product.vendor.model"),
        device=say("ro.product.device", "ro.product.vendor.device"),
        fingerprint=say("ro.build.fingerprint", "ro.vendor.build.fingerprint"),
        android=say("ro.build.version.release"),
        sdk=int(sdk) if _SDK.fullmatch(sdk) else None,
        security_patch=say("ro.build.version.security_patch"),
        build_type=say("ro.build.type"),
        build_tags=say("ro.build.tags"),
        serial=say("ro.serialno", "ro.boot.serialno"),
        skin=_skin(say),
        verified_boot=say("ro.boot.verifiedbootstate"),
        bootloader_locked=_locked(told),
        zone=zone if zone is not None and zone_of(zone) is not None else None,
        locale=say("persist.sys.locale", "ro.product.locale"),
    )


def _short(text: str | None) -> str | None:
    """Return a property as one printable line of bounded length, ``None`` for nothing."""
    if text is None:
        return None
    return "".join(sign for sign in text[:_LONGEST] if sign.isprintable()).strip() or None


def _skin(say: Callable[..., str | None]) -> str | None:
    """Return the maker's own system and its version, from the property only it sets."""
    if (one_ui := say("ro.build.version.oneui")) is not None:
        return f"One UI {_one_ui_version(one_ui)}"
    if (hyper_os := say("ro.mi.os.version.name")) is not None:
        return f"HyperOS {hyper_os}"
    for name, properties in _SKINS:
        if (version := say(*properties)) is not None:
            return f"{name} {version}"
    return None


_SKINS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("MIUI", ("ro.miui.ui.version.name",)),
    ("realme UI", ("ro.build.version.realmeui",)),
    ("ColorOS", ("ro.build.version.oplusrom", "ro.build.version.opporom")),
    ("Funtouch OS", ("ro.vivo.os.version",)),
    ("XOS/HiOS", ("ro.tranos.version", "ro.os_product.version")),
)


def _one_ui_version(number: str) -> str:
    """Return ``6.1`` for ``60100`` and ``6.1.1`` for ``60101``; other text as it is."""
    if not number.isdecimal() or len(number) not in {5, 6}:
        return number
    value = int(number)
    parts = [value // 10_000, value // 100 % 100, value % 100]
    return ".".join(map(str, parts if parts[2] else parts[:2]))


def _locked(told: Properties) -> bool | None:
    flash = told.get("ro.boot.flash.locked")
    if flash in {"0", "1"}:
        return flash == "1"
    return {"locked": True, "unlocked": False}.get(told.get("ro.boot.vbmeta.device_state") or "")


def _clock(
    usable: dict[str, Capture], identity: PhoneIdentity, gaps: list[Gap]
) -> ClockReading | None:
    """Return the clock of a live phone, or when a bug report says that it was made."""
    offset_min = _read(usable.get(_UTC_OFFSET), _OFFSET, gaps, _minutes)
    uptime = _read(usable.get(_UPTIME), _SINCE_BOOT, gaps, _first_number)
    seconds = _read(usable.get(_CLOCK), _SECONDS, gaps, _whole_number)
    if seconds is not None:
        asked = usable[_CLOCK]
        took = asked.ended_at - asked.started_at
        middle = asked.started_at + took / 2
        return ClockReading(
            # The phone cuts to whole seconds: its true time lies up to one second later.
            offset_ms=seconds * 1000 + 500 - round(middle.timestamp() * 1000),
            uncertainty_ms=round(took / timedelta(milliseconds=1)) + 1000,
            utc_offset_min=offset_min,
            uptime_s=uptime,
            measured_at=middle,
        )
    measured_at = _reported_at(usable.get(_HEADER), identity)
    if measured_at is None:
        asked_any = next(iter(usable.values()), None)
        if asked_any is None or (offset_min is None and uptime is None):
            return None
        measured_at = asked_any.started_at
    return ClockReading(utc_offset_min=offset_min, uptime_s=uptime, measured_at=measured_at)


def _reported_at(header: Capture | None, identity: PhoneIdentity) -> datetime | None:
    zone = zone_of(identity.zone) if identity.zone is not None else None
    found = _DUMPED_AT.search(header.text) if header is not None else None
    return from_local_text(found[1], zone) if found and zone is not None else None


def _read(
    capture: Capture | None,
    shape: re.Pattern[str],
    gaps: list[Gap],
    value: Callable[[re.Match[str]], int],
) -> int | None:
    if capture is None:
        return None
    found = shape.fullmatch(capture.text.strip())
    if found is None:
        _add(gaps, gap_in(capture, GapReason.NOT_UNDERSTOOD))
        return None
    return value(found)


def _whole_number(found: re.Match[str]) -> int:
    return int(found[0])


def _first_number(found: re.Match[str]) -> int:
    return int(found[1])


def _minutes(found: re.Match[str]) -> int:
    minutes = int(found[2]) * 60 + int(found[3])
    return -minutes if found[1] == "-" else minutes


def _add(gaps: list[Gap], gap: Gap | None) -> None:
    if gap is not None:
        gaps.append(gap)


SOURCE = Source(
    name=NAME,
    title=Words(id="Identitas dan jam perangkat", en="Identity and clock of the phone"),
    limits=Words(
        id="Identitas dinyatakan oleh perangkat sendiri dan dapat diubah pada perangkat yang "
        "dimodifikasi. Beberapa perangkat dapat bernomor seri sama. IMEI tidak dibaca.",
        en="The phone states its identity itself; on a modified phone it can be changed. Several "
        "phones can share one serial number. The IMEI is not read.",
    ),
    questions=questions,
    read=read,
    sections={"SYSTEM PROPERTIES": _PROPERTIES, "HEADER": _HEADER},
)
