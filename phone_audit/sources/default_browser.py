"""Which browser opens links: it says in which traces a site would show."""

from phone_audit.formats.answers import gap_in
from phone_audit.formats.dumpsys_role import read_roles
from phone_audit.formats.known_apps import BROWSERS
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import Covered, Reading
from phone_audit.model.phone import Context, ContextKind, Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "default_browser"

_ROLES = "roles"
_ROLE = "android.app.role.BROWSER"
_ANDROID_10 = 29
_OWNER = 0


def questions(known: Known) -> tuple[Question, ...]:
    """Return the one question, from Android 10 on, which has roles; holders of others stay there.

    An unknown version is asked: a phone without the service says so.
    """
    if known.sdk is not None and known.sdk < _ANDROID_10:
        return ()
    line = f"dumpsys -t 60 role | grep -A1 -E 'user_id=|name={_ROLE}$'"
    return (Question(source=NAME, topic=_ROLES, line=line, user=_OWNER, timeout_s=75),)


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read the main user's default browser, by name where everybody knows it.

    Format: ``name=android.app.role.BROWSER`` with ``holders=com.android.chrome`` below it;
    see ``formats.dumpsys_role``. Without a holder the phone asks each time.

    Read from: AOSP ``RoleManagerService.dump``, API 29-36.
    """
    if not captures:
        too_old = known.sdk is not None and known.sdk < _ANDROID_10
        absent = Gap(
            source=NAME, topic=_ROLES, reason=GapReason.ABSENT, detail="sebelum Android 10"
        )
        return Reading(gaps=(absent,) if too_old else ())
    facts: list[Context] = []
    gaps: list[Gap] = []
    for capture in captures:
        roles = read_roles(capture.text)
        told = roles.holders.get(_OWNER)
        gap = gap_in(capture)
        if gap is None and (told is None or _ROLE not in told):
            gap = gap_in(capture, GapReason.NOT_UNDERSTOOD)
        if gap is not None:
            gaps.append(gap)
        for package in (told or {}).get(_ROLE, ())[:1]:
            name = BROWSERS.get(package)
            facts.append(
                Context(
                    context=ContextKind.DEFAULT_BROWSER, value=name, unnamed=None if name else 1
                )
            )
    return Reading(
        facts=tuple(facts),
        covered=(Covered(source=NAME, complete=not gaps, read=len(facts)),),
        gaps=tuple(gaps),
    )


SOURCE = Source(
    name=NAME,
    title=Words(id="Peramban utama", en="Default browser"),
    limits=Words(
        id="Menunjukkan peramban yang dipilih untuk membuka tautan pada pengguna utama; peramban "
        "lain dapat dipakai juga. Samsung Internet dan Firefox menyatukan notifikasi seluruh "
        "situs, sehingga jejak notifikasi per situs tidak terlihat pada keduanya. Sebelum "
        "Android 10 tidak terbaca.",
        en="Shows the browser chosen to open links for the main user; others may be in use as "
        "well. Samsung Internet and Firefox join the notifications of their sites, so that a "
        "single site's do not show in them. Before Android 10 it is not readable.",
    ),
    questions=questions,
    read=read,
    needs=("identity",),
    sections={"DUMP OF SERVICE role": _ROLES},
)
