"""Whether traffic is led through a server elsewhere, and which apps could do that."""

import re
from collections.abc import Iterable

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.known_apps import VPN_APPS
from phone_audit.formats.pm import is_package_name, read_handlers
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import Covered, Reading
from phone_audit.model.phone import Context, ContextKind, Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "vpn"

_ACTIVE = "active_network"
_ALWAYS_ON = "always_on"
_CAPABLE = "vpn_services"

_ANDROID_8 = 26
_ANSWERED = "Active default network:"
_CONNECTED = re.compile(r"ni\{(?:VPN CONNECTED|\[type: VPN[^,\n]{0,40}, state: CONNECTED)")
_FILTER = r"Active default network:|ni[{]VPN CONNECTED|ni[{].type: VPN[^,]*, state: CONNECTED"


def questions(known: Known) -> tuple[Question, ...]:
    """Return three questions, before Android 8 two.

    Of the networks only the words leave the phone that say a VPN is connected; names of
    networks and addresses do not.
    """
    lines = {
        _ACTIVE: f"dumpsys -t 60 connectivity | grep -oE '{_FILTER}'",
        _ALWAYS_ON: "settings get secure always_on_vpn_app",
    }
    if known.sdk is not None and known.sdk >= _ANDROID_8:
        query = "cmd package query-services --brief --user 0 -a android.net.VpnService"
        lines[_CAPABLE] = query
    return tuple(
        Question(source=NAME, topic=topic, line=line, timeout_s=75) for topic, line in lines.items()
    )


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read circumstances: a VPN is connected now, one is always on, apps that offer one.

    Format: ``ni{VPN CONNECTED`` per network (before Android 11 ``ni{[type: VPN[], state:
    CONNECTED``), of which a bug report has the whole line; a package or ``null``; handlers
    as in ``formats.pm.read_handlers``.

    Apps are named only where everybody knows them (``formats.known_apps``); others, and
    which of them is the one in use, are counted. Apps of the factory image are left out.

    Read from: AOSP ``ConnectivityService.dump``, ``NetworkAgentInfo.toString``, API 24-36;
    ``Settings.Secure.ALWAYS_ON_VPN_APP``, ``PackageManagerShellCommand``.
    """
    facts: list[Context] = []
    gaps: list[Gap] = []
    for capture in captures:
        gap = gap_in(capture)
        topic, text = capture.question.topic, capture.text
        if gap is None and topic == _ACTIVE:
            if _ANSWERED not in text:
                gap = gap_in(capture, GapReason.NOT_UNDERSTOOD)
            elif _CONNECTED.search(text):
                facts.append(Context(context=ContextKind.VPN_ACTIVE))
        elif gap is None and topic == _ALWAYS_ON:
            gap = _always_on(capture, facts)
        elif topic == _CAPABLE:
            handlers = read_handlers(text)
            gap = gap or unread_lines(capture, handlers.unread)
            if gap is None and not handlers.answered:
                gap = gap_in(capture, GapReason.NOT_UNDERSTOOD)
            facts += _capable(known, handlers.packages)
        gaps += [gap] if gap is not None else []
    covered = Covered(source=NAME, complete=not gaps, read=len(captures))
    return Reading(facts=tuple(facts), covered=(covered,) if captures else (), gaps=tuple(gaps))


def _always_on(capture: Capture, facts: list[Context]) -> Gap | None:
    package = capture.text.strip()
    if package in {"null", ""}:
        return None
    if not is_package_name(package):
        return gap_in(capture, GapReason.NOT_UNDERSTOOD)
    facts.append(_named(ContextKind.VPN_ALWAYS_ON, (package,)))
    return None


def _capable(known: Known, packages: Iterable[str]) -> Iterable[Context]:
    """Yield what is to be said of the apps that offer a VPN; nothing where there is none."""
    chosen = {app.package for app in known.chosen}
    if told := [package for package in packages if package in chosen]:
        yield _named(ContextKind.VPN_APP, told)


def _named(kind: ContextKind, packages: Iterable[str]) -> Context:
    names = [VPN_APPS.get(package) for package in packages]
    known_names = sorted({name for name in names if name is not None})
    return Context(
        context=kind, value=", ".join(known_names) or None, unnamed=names.count(None) or None
    )


SOURCE = Source(
    name=NAME,
    title=Words(id="VPN pada perangkat", en="VPN on the phone"),
    limits=Words(
        id="Menunjukkan apakah VPN tersambung saat diperiksa dan berapa aplikasi yang dapat "
        "menyambungkannya. VPN dipakai untuk banyak keperluan yang biasa dan tidak menunjukkan "
        "apa pun tentang situs yang dibuka. Aplikasi yang tidak dikenal umum hanya dihitung, tidak "
        "disebut namanya. VPN di luar perangkat tidak terlihat.",
        en="Shows whether a VPN was connected during the examination and how many apps could "
        "connect one. A VPN has many ordinary uses and shows nothing about sites that were opened. "
        "Apps that are not widely known are counted, not named. A VPN outside the phone is not "
        "visible.",
    ),
    questions=questions,
    read=read,
    needs=("installed_apps",),
    sections={"DUMP OF SERVICE connectivity": _ACTIVE},
)
