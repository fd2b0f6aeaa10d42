"""Which browsers are running and let their open tabs be asked about; only with consent."""

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.devtools import read_sockets
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import Covered, Reading
from phone_audit.model.phone import DevtoolsSocket, Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "devtools_sockets"

_SOCKETS = "unix_sockets"
_LINE = "cat /proc/net/unix | grep -E '^Num|devtools_remote'"
_MOST = 8  # browsers; more would be an app that plays
_NOT_RUNNING = "peramban tidak berjalan"
_CLOSED = "tab profil tertutup tidak dapat dibedakan"


def questions(known: Known) -> tuple[Question, ...]:
    """Return the one question; none while a closed profile is running.

    The table of sockets does not say whose process listens, so a tab of a Secure Folder
    or private space could not be told from one of the owner's.
    """
    if _closed_profile_may_run(known):
        return ()
    return (Question(source=NAME, topic=_SOCKETS, line=_LINE),)


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read the debugging sockets of browsers, each once.

    Format: ``0000000000000000: 00000002 00000000 00010000 0001 01 4869806
    @chrome_devtools_remote``; see ``formats.devtools.read_sockets``. The heading of the
    table is asked for too, so that "no browser is running" differs from no answer. A
    browser is never started: one that is not running is a gap.

    Read from: Linux ``unix_seq_show``, 4.4-6.6; Chromium ``devtools_server.cc``.
    """
    if not captures:
        closed = _closed_profile_may_run(known)
        return Reading(gaps=(_gap(GapReason.NOT_ASKED, _CLOSED),) if closed else ())
    names: dict[str, None] = {}
    gaps: list[Gap | None] = []
    for capture in captures:
        sockets = read_sockets(capture.text)
        names.update(dict.fromkeys(sockets.names))
        trouble = gap_in(capture) or unread_lines(capture, sockets.unread)
        if trouble is None and not sockets.answered:
            trouble = gap_in(capture, GapReason.NOT_UNDERSTOOD)
        gaps.append(trouble)
    complete = not any(gaps)
    if complete and not names:
        gaps.append(_gap(GapReason.ABSENT, _NOT_RUNNING))
    if len(names) > _MOST:
        gaps.append(_gap(GapReason.NOT_ASKED, f"{len(names) - _MOST} soket"))
        complete = False
    found = tuple(names)[:_MOST]
    return Reading(
        facts=tuple(DevtoolsSocket(name=name) for name in found),
        covered=(Covered(source=NAME, complete=complete, read=len(found)),),
        gaps=tuple(gap for gap in gaps if gap is not None),
    )


def _closed_profile_may_run(known: Known) -> bool:
    return any(
        known.is_closed(profile.user) and profile.running is not False for profile in known.profiles
    )


def _gap(reason: GapReason, detail: str) -> Gap:
    return Gap(source=NAME, topic=_SOCKETS, reason=reason, detail=detail)


SOURCE = Source(
    name=NAME,
    title=Words(id="Peramban yang sedang berjalan", en="Browsers that are running"),
    limits=Words(
        id="Dibaca hanya bila pemegang menyetujui baris itu pada pemberitahuan. Hanya peramban "
        "berbasis Chromium yang sedang berjalan; peramban tidak pernah dijalankan oleh "
        "program ini. Tidak dibaca selama ruang tertutup (Folder Aman, ruang pribadi) "
        "berjalan.",
        en="Read only if the holder agreed to that line of the notice. Only browsers built on "
        "Chromium that are running; this program never starts one. Not read while a closed "
        "space (Secure Folder, private space) is running.",
    ),
    questions=questions,
    read=read,
    needs=("browsers", "profiles", "installed_apps"),
    consent="open_tabs",
)
