"""What may be sent to a phone: the read-only commands, each with its reason, and nothing else.

The list is data, so that ``docs/device-commands.md`` and the method annex of a report can
print what the program is able to ask. Whatever is not on it is refused before it leaves.
"""

import re
from dataclasses import dataclass

from phone_audit.device.script import LONGEST_SCRIPT, read_script
from phone_audit.device.shapes import Shape
from phone_audit.errors import NotPermitted
from phone_audit.formats.shell_line import ShellGrammarError, Stage, parse_line
from phone_audit.model.capture import Medium, Question

LONGEST_LINE = 16_000
"""Characters of one line; far below what adbd of Android 7 takes in one packet (256 KiB)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One permitted command: its shape, and why it is asked.

    ``since`` is the first API level that knows it, ``None``: every one we meet.
    ``behind`` is a shape the next stage of the pipe must have, where the unfiltered
    answer would bring more of the holder's life to this computer than the question needs.
    """

    shape: Shape
    reason: str
    since: int | None = None
    behind: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Permit:
    """That a line may be sent: the entry it falls under, and its words."""

    line: str
    entry: Entry
    stages: tuple[Stage, ...]


_GREP = Shape("grep { <grep flags> } [ -A<n> ] { <grep flags> } <pattern>")
_GREP_AFTER = Shape("grep { <grep flags> } -A <n> { <grep flags> } <pattern>")
_ANY_GREP = (_GREP, _GREP_AFTER)
_WEB_PUSH = (Shape("grep -F channel=web:"), Shape("grep -E channel=web:"))

FILTERS: tuple[Shape, ...] = (
    _GREP,
    _GREP_AFTER,
    Shape("cut [ -d<character> ] -f<list>"),
    Shape("cut (-f|-c) <list>"),
    Shape("cut -c<list>"),
    Shape("cut -d <character> -f <list>"),
    Shape("cut -d<character> -f <list>"),
    Shape("cut -d <character> -f<list>"),
    Shape("sort { (-u|-n|-r|-un|-nu|-ur|-ru|-nr|-rn) }"),
    Shape("head [ (-n<n>|-c<n>|-<n>) ]"),
    Shape("tail [ (-n<n>|-c<n>|-<n>) ]"),
    Shape("head (-n|-c) <n>"),
    Shape("tail (-n|-c) <n>"),
    Shape("sed -n <lines>"),
    Shape("sha256sum"),
)
"""What may follow a pipe; all of them read the pipe only, never a file."""

_DUMP = "dumpsys [ -t <n> ]"

ENTRIES: tuple[Entry, ...] = (
    # Identity, clock, users
    Entry(Shape("getprop [ <key> ]"), "Maker, model and Android version of the phone."),
    Entry(Shape("date <date format>"), "The phone's clock, to place its records in time."),
    Entry(Shape("cat /proc/uptime"), "Since when the phone has been running."),
    Entry(Shape("cat /proc/net/unix"), "Which browsers offer their open tabs (with consent)."),
    Entry(
        Shape("settings get (global|secure|system) <key>"),
        "One named setting, such as whether the clock is set by the network.",
    ),
    Entry(Shape("getenforce"), "Whether the phone's own protection is in force."),
    Entry(
        Shape(
            "ls (/system/bin/su|/system/xbin/su|/sbin/su|/data/adb)"
            " { (/system/bin/su|/system/xbin/su|/sbin/su|/data/adb) }"
        ),
        "Signs that the phone is rooted; they say how far its answers can be relied on.",
    ),
    Entry(
        Shape("service call iphonesubinfo <n> [ i32 <n> ] [ s16 com.android.shell ]"),
        "The phone's IMEI, for the document that identifies it.",
    ),
    Entry(Shape("pm list users"), "Which users and profiles exist."),
    Entry(Shape(f"{_DUMP} user"), "Which users and profiles exist."),
    # Installed apps
    Entry(
        Shape(
            "pm list packages { (-f|-i|-U|-u|-d|-e|-s|-3|--show-versioncode) } --user <n>"
            " { (-f|-i|-U|-u|-d|-e|-s|-3|--show-versioncode) }"
        ),
        "Which packages one user has, and who installed them.",
    ),
    Entry(Shape("pm path --user <n> <package>"), "Where the file of a package lies."),
    Entry(
        Shape("pm get-app-links --user <n> <package>"),
        "The sites a package claims, and the certificate it is signed with.",
        since=31,
    ),
    Entry(
        Shape(f"{_DUMP} package (packages|changes|installs)"),
        "Installed packages with dates, recent changes, and installation records.",
    ),
    Entry(Shape(f"{_DUMP} package <package>"), "The same for one package."),
    Entry(
        Shape(f"{_DUMP} package domain-preferred-apps"),
        "Which apps say that they open links of which sites; only listed sites are kept.",
        behind=_ANY_GREP,
    ),
    Entry(
        Shape(f"{_DUMP} package --checkin packages"),
        "Installed packages with dates in milliseconds.",
    ),
    Entry(
        Shape(f"{_DUMP} package -a"),
        "The maker's log of installed and removed packages.",
        behind=_ANY_GREP,
    ),
    Entry(
        Shape(
            "cmd package query-activities { (--brief|--components) } [ --user <n> ]"
            " -a <action> { -c <category> } [ -d <web address> ]"
        ),
        "Which apps open web addresses: the browsers of this phone.",
        since=26,
    ),
    Entry(
        Shape("cmd package query-services --brief --user <n> -a android.net.VpnService"),
        "Which apps can connect a VPN; they are counted, and named only if widely known.",
        since=26,
    ),
    Entry(
        Shape(f"{_DUMP} connectivity"),
        "Whether a VPN is connected; names of networks and addresses stay on the phone.",
        behind=(Shape("grep -oE <vpn signs>"),),
    ),
    Entry(Shape(f"{_DUMP} role"), "Which app is the default browser.", since=29),
    Entry(
        Shape("cmd role get-role-holders [ --user <n> ] <role>"),
        "Which app is the default browser.",
        since=31,
    ),
    Entry(Shape(f"{_DUMP} webviewupdate"), "Which app shows web pages inside other apps."),
    # Use
    Entry(
        Shape(f"{_DUMP} usagestats [ -c ] {{ <package> }}"),
        "Times and lengths of use, of named packages where Android can filter.",
    ),
    Entry(
        Shape(f"{_DUMP} usagestats file [ <n> [ (daily|weekly|monthly|yearly) ] ]"),
        "Stored days of use; filtered on the phone to the packages asked about.",
        since=29,
        behind=_ANY_GREP,
    ),
    Entry(
        Shape(f"{_DUMP} usagestats app-component-usage"),
        "Which packages were used since the phone started.",
        since=34,
    ),
    Entry(
        Shape(f"{_DUMP} usagestats database-info"),
        "How far back the phone keeps statistics of use.",
        since=30,
    ),
    Entry(
        Shape(f"{_DUMP} batterystats (--daily|-c)"),
        "Packages updated or removed in the last days.",
    ),
    Entry(
        Shape(f"{_DUMP} batterystats --history"),
        "Which package was in front since the last charge.",
        behind=_ANY_GREP,
    ),
    Entry(
        Shape(f"{_DUMP} netstats --checkin --uid --duration=<milliseconds>"),
        "Bytes each app received and sent, without names of networks.",
    ),
    Entry(
        Shape(f"{_DUMP} activity (recents|activities)"),
        "Tasks on the overview screen.",
        behind=_ANY_GREP,
    ),
    Entry(
        Shape(f"{_DUMP} activity exit-info [ <package> ]"),
        "When the processes of a package ended, and why.",
        since=30,
    ),
    Entry(Shape(f"{_DUMP} appops --package <package>"), "When a package last used a sensor."),
    Entry(Shape(f"{_DUMP} diskstats"), "Packages the storage service still remembers."),
    # Web sites
    Entry(
        Shape(f"{_DUMP} notification --package <package>"),
        "Sites that asked a browser for permission to notify.",
        behind=_ANY_GREP,
    ),
    Entry(Shape(f"{_DUMP} shortcut [ -p <package> ]"), "Sites put on the home screen."),
    Entry(
        Shape("cmd shortcut get-shortcuts [ --user <n> ] [ --flags <n> ] <package>"),
        "Sites put on the home screen.",
        since=31,
    ),
    Entry(
        Shape("logcat -b events -d -v epoch <browser event> { <browser event> } *:S"),
        "Links opened from other apps in the last hours, shortened to the host by Android.",
        behind=_ANY_GREP,
    ),
    Entry(
        Shape("logcat -b events -d -v threadtime -v year <browser event> { <browser event> } *:S"),
        "The same, for builds that do not know epoch times.",
        behind=_ANY_GREP,
    ),
    Entry(
        Shape("logcat -b events -d -v epoch notification_enqueue:I *:S"),
        "Pushes of web sites; other lines hold telephone numbers and must not leave the phone.",
        behind=_WEB_PUSH,
    ),
    # Files
    Entry(
        Shape(
            "content query --uri content://media/external/(downloads|file)"
            " --projection <columns> [ --where <apk rows> ]"
        ),
        "Downloaded app files in the index of the shared storage.",
        behind=_ANY_GREP,
    ),
    Entry(Shape("ls -1 [ -d ] <app folder> { <app folder> }"), "Folders that apps left behind."),
    Entry(
        Shape(
            "find <folder> { <folder> } [ -maxdepth <n> ] [ -type f ] -iname <apk glob> [ -type f ]"
        ),
        "App files on the shared storage.",
    ),
    Entry(
        Shape("find <folder> { <folder> } [ -maxdepth <n> ] [ -type f ] -iname *apk* [ -type f ]"),
        "App files of every kind on the shared storage; other names must not leave the phone.",
        behind=_ANY_GREP,
    ),
    Entry(
        Shape("unzip -p <shared app file> (AndroidManifest.xml|manifest.json|meta.sai_v2.json)"),
        "Which package an app file on the shared storage holds, whatever it is called.",
        since=29,
        behind=(Shape("head -c <n>"),),
    ),
    Entry(Shape("(sha256sum|sha1sum) <apk>"), "The hash of an app file, to compare with lists."),
    Entry(
        Shape("sha256sum <installed apk> { <installed apk> }"),
        "The hashes of the files of installed apps that matched, in one command.",
        since=26,
    ),
    Entry(
        Shape("unzip -p <installed apk> (AndroidManifest.xml|resources.arsc)"),
        "The name an app shows.",
        since=29,
    ),
    Entry(
        Shape("tail -c <n> <installed apk>"),
        "The end of a matched app's file: where it says who signed it.",
    ),
    Entry(
        Shape("dd if=<installed apk> bs=4096 skip=<n> count=<pages>"),
        "Who signed a matched app: the few kilobytes of its file that say so, and no more.",
    ),
)
"""Every command the program may send, in the order of an examination."""

BROWSER_REQUESTS: tuple[Entry, ...] = (
    Entry(
        Shape("localabstract:<browser socket> GET (/json/version|/json/list)"),
        "Which browser this is, and its open tabs.",
    ),
    Entry(
        Shape("localabstract:<browser socket> Page.getNavigationHistory <tab> { <tab> }"),
        "The back and forward list of open tabs.",
    ),
    Entry(
        Shape("localabstract:<browser socket> Storage.getUsageAndQuota <tab> <site> { <site> }"),
        "Whether listed sites keep data in this browser; asked about no other site.",
    ),
)
"""Every request a running browser may be sent, and only with the holder's consent to it."""

_DEVTOOLS = re.compile(r"localabstract:[!-~]{0,80}devtools_remote(?:_[0-9]{1,10})?")

_FORBIDDEN: tuple[tuple[str, str], ...] = (
    (r"dumpsys .*usagestats .*--checkin", "it renames the phone's own files of daily use"),
    (r"dumpsys .*usagestats .*(flush|clear)", "it writes the phone's statistics of use"),
    (r"dumpsys .*batterystats", "it deletes or resets the battery history"),
    (r"dumpsys .*netstats", "it writes statistics or prints names of Wi-Fi networks"),
    (r"dumpsys .*notification", "it prints texts of notifications"),
    (r"dumpsys .*clipboard", "it prints what the holder copied"),
    (r"dumpsys .*account", "it prints the holder's accounts"),
    (r"dumpsys .*dropbox", "it prints crash reports of every app"),
    (r"logcat", "without named tags it prints private lines, with -c it empties the log"),
    (r"settings (put|delete|reset)", "it changes a setting"),
    (r"content (insert|update|delete|call|write)", "it changes data of the phone"),
    (r"content query", "it asks for more than files of apps"),
    (r"(pm|cmd package) ", "it may change what is installed"),
    (r"(am|cmd activity) ", "it starts or stops apps"),
    (r"(input|monkey|svc|ime|wm) ", "it operates the phone"),
    (r"find .*-(exec|delete|ok|fprint|fls)", "it runs or changes something for every file found"),
    (r"(rm|mv|cp|touch|tee|dd|mkdir|chmod|ln|truncate)( |$)", "it writes on the phone"),
    (
        r"(run-as|su|sh|mksh|toybox|busybox|exec|eval|nohup|xargs|env)( |$)",
        "it runs another command",
    ),
    (r"(reboot|setprop|stop|start|bmgr|backup)( |$)", "it changes the state of the phone"),
    (r"date", "only +FORMAT is asked; anything else sets the clock"),
)


def check(line: str) -> Permit:
    """Return the permit for ``line``, or refuse it.

    The line is taken apart by :func:`phone_audit.formats.shell_line.parse_line`, which
    knows words, quotes and pipes only; each stage must then have a listed shape. A
    shape says every word, so an option or an operand nobody thought of is refused too.

    Raises:
        NotPermitted: the line is not on the list, with the reason.
    """
    if len(line) > LONGEST_LINE:
        raise _refusal(line, f"it is longer than {LONGEST_LINE} characters")
    try:
        command, *filters = stages = parse_line(line)
    except ShellGrammarError as error:
        raise _refusal(line, f"it is more than plain words and pipes: {error}") from None
    entry = next((entry for entry in ENTRIES if entry.shape.matches(command)), None)
    if entry is None:
        raise _refusal(line, _why_not(command))
    for stage in filters:
        if not any(shape.matches(stage) for shape in FILTERS):
            raise _refusal(line, f"after a pipe, {_why_not_a_filter(stage)}")
    if entry.behind and not (filters and any(s.matches(filters[0]) for s in entry.behind)):
        wanted = " or ".join(shape.notation for shape in entry.behind)
        raise _refusal(line, f"its answer must be filtered on the phone first, by {wanted}")
    return Permit(line, entry, stages)


def check_browser_request(line: str) -> Permit:
    """Return the permit for one request to a running browser, or refuse it.

    What runs scripts, reads cookies or pictures, or opens, shows and closes tabs has no
    shape here, and so cannot be asked.

    Raises:
        NotPermitted: the request is not on the list.
    """
    words = tuple(line.split(" "))
    if len(line) <= LONGEST_LINE and "\n" not in line:
        for entry in BROWSER_REQUESTS:
            if entry.shape.matches(words):
                return Permit(line, entry, (words,))
    raise _refusal(line, "it is not among the requests a browser may be sent")


def check_question(question: Question) -> None:
    """Let a question pass whose line may be sent; sections of a bug report are not sent.

    Raises:
        NotPermitted: the line is not on the list it belongs to.
    """
    match question.medium:
        case Medium.SHELL:
            check(question.line)
        case Medium.DEVTOOLS:
            check_browser_request(question.line)
        case Medium.SECTION:
            pass


def check_local(name: str) -> str:
    """Return the service of a browser's debugging socket, ``localabstract:NAME``.

    Raises:
        NotPermitted: the name is not one browsers give that socket.
    """
    service = f"localabstract:{name}"
    if _DEVTOOLS.fullmatch(service) is None:
        raise _refusal(service, "only debugging sockets of browsers may be opened")
    return service


def check_script(text: str) -> tuple[Permit, ...] | None:
    """Return the permit of each line in a script, ``None`` where ``text`` is no script.

    Lines are joined by the frame of :class:`phone_audit.device.script.Script` and by
    nothing else; a list of commands that differs from it in one character is no script,
    and as a line it is refused.

    Raises:
        NotPermitted: a line of the script is not on the list, or the script is too long.
    """
    script = read_script(text)
    if script is None:
        return None
    if len(text.encode()) > LONGEST_SCRIPT:
        raise _refusal(text, f"as a script it is longer than {LONGEST_SCRIPT} bytes")
    return tuple(check(line) for line in script.lines)


def check_service(service: str) -> None:
    """Let a service pass that carries permitted lines or opens a permitted socket.

    This is the last gate before a phone: ``sync:``, ``exec:``, ``reboot:``, ``root:``,
    ``tcpip:``, an interactive ``shell:`` and everything else stop here.

    Raises:
        NotPermitted: the service is none of the two.
    """
    for opening in ("shell,v2,raw:", "shell:"):
        if service.startswith(opening):
            text = service.removeprefix(opening)
            if check_script(text) is None:
                check(text)
            return
    if _DEVTOOLS.fullmatch(service) is None:
        raise _refusal(
            service,
            "only commands of the permit list and browsers' debugging"
            " sockets are services this program opens",
        )


def _refusal(line: str, reason: str) -> NotPermitted:
    shown = line if len(line) <= 200 else line[:200] + "..."
    return NotPermitted(f"not sent to the phone: {shown!r}: {reason}")


def _why_not(command: Stage) -> str:
    text = " ".join(command)
    for pattern, reason in _FORBIDDEN:
        if re.match(pattern, text):
            return reason
    return "it is not on the list of read-only commands"


def _why_not_a_filter(stage: Stage) -> str:
    known = [shape.notation for shape in FILTERS if shape.notation.split()[0] == stage[0]]
    if known:
        return f"{stage[0]} is permitted as {' or '.join(known)} only: it reads the pipe, no file"
    return f"{stage[0]!r} is not among grep, cut, sort, head, tail, sed -n and sha256sum"
