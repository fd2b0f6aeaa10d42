"""Signs, common to every command, that an answer is no answer or not a whole one."""

import re

from phone_audit.model.capture import Capture, Gap, GapReason

_HEAD = 4_000  # characters: refusals and unknown words come first
_TAIL = 4_000  # characters: a dump that was cut says so at its end
_SAID_SO: tuple[tuple[GapReason, re.Pattern[str]], ...] = (
    (
        GapReason.CUT,
        re.compile(r"^\*\*\* SERVICE (?:'[^'\n]{1,200}' )?DUMP TIMEOUT\b", re.MULTILINE),
    ),
    (GapReason.ABSENT, re.compile(r"^\s{0,8}Can't find service: ", re.MULTILINE)),
    (GapReason.ABSENT, re.compile(r"^\s{0,8}cmd: Can't find service: ", re.MULTILINE)),
    (GapReason.ABSENT, re.compile(r"^\s{0,8}(?:Error: )?[Uu]nknown command:? ", re.MULTILINE)),
    (GapReason.FAILED, re.compile(r"^\s{0,8}(?:Error: )?Unknown option:? ", re.MULTILINE)),
    (
        GapReason.REFUSED,
        re.compile(
            r"^\s{0,8}(?:Error: |Exception occurred while dumping:\s{0,8}|Security exception: )?"
            r"(?:java\.lang\.SecurityException\b|Permission Denial\b"
            r"|Shell does not have permission)",
            re.MULTILINE,
        ),
    ),
    (GapReason.REFUSED, re.compile(r"^\s{0,8}Security exception: ", re.MULTILINE)),
    (
        GapReason.FAILED,
        re.compile(
            r"^\s{0,8}(?:Error while accessing settings provider|Exception occurred while "
            r"(?:executing|dumping)|Error: (?!java\.lang\.SecurityException)"
            r"|Failure calling service)",
            re.MULTILINE,
        ),
    ),
)
_GREP_IS_LAST = re.compile(r"\|\s*grep\s+(?:-\w+\s+)*(?:'[^'\n]*'|[^\s|']+)\s*\Z")
_NOTHING_MATCHED = 1  # grep's exit code


def trouble(capture: Capture) -> GapReason | None:
    """Return why an answer may not stand for the whole truth, or ``None``.

    Signs, in order: the exit packet never came; the dump says that it was cut; the
    service, command or option does not exist; the phone refused; any other error
    text or exit code. What came before the sign may still be worth reading::

        *** SERVICE 'package' DUMP TIMEOUT (60000ms) EXPIRED ***
        Can't find service: usagestats
        Error: Unknown option: -U
        java.lang.SecurityException: Shell does not have permission to access user 150
        Permission Denial: can't dump UsageStats from pid=1 uid=2000

    Only beginnings of lines count, at the head and tail of stdout and in stderr, so that
    a class called ``SecurityExceptionActivity`` is no refusal. ``grep`` that found
    nothing ends with 1 and no text: that is an answer.

    Read from: ``frameworks/native/cmds/dumpsys/dumpsys.cpp``, ``ShellCommand``,
    ``BasicShellCommandHandler``, ``DumpUtils``, API 24-36.
    """
    if not capture.complete:
        return GapReason.CUT
    errors = capture.stderr[: 2 * _HEAD].decode("utf-8", errors="replace")
    head = capture.stdout[:_HEAD].decode("utf-8", errors="replace")
    tail = capture.stdout[-_TAIL:].decode("utf-8", errors="replace")
    for reason, sign in _SAID_SO:
        if sign.search(errors) or sign.search(head) or sign.search(tail):
            return reason
    if "SecurityException" in errors or "Permission Denial" in errors:
        return GapReason.REFUSED
    if capture.exit_code in {None, 0}:
        return None
    found_nothing = (
        capture.exit_code == _NOTHING_MATCHED
        and not capture.stdout.strip()
        and not capture.stderr.strip()
        and _GREP_IS_LAST.search(capture.question.line) is not None
    )
    return None if found_nothing else GapReason.FAILED


def gap_in(capture: Capture, reason: GapReason | None = None, detail: str = "") -> Gap | None:
    """Return the gap an answer leaves, ``None`` when there is no trouble with it.

    ``reason`` names one that only the caller can see; otherwise it is what ``trouble``
    finds.
    """
    found = reason or trouble(capture)
    if found is None:
        return None
    return Gap(
        source=capture.question.source,
        topic=capture.question.topic,
        reason=found,
        user=capture.question.user,
        detail=detail,
        capture=capture.number,
    )


def unread_lines(capture: Capture, lines: int) -> Gap | None:
    """Return a gap for lines no grammar knows, ``None`` when each was understood."""
    return gap_in(capture, GapReason.NOT_UNDERSTOOD, f"{lines} baris") if lines else None
