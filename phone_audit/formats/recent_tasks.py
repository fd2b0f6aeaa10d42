"""The list behind the overview key: tasks with the app they belong to, and when they were left."""

import re
from dataclasses import dataclass

from phone_audit.formats.pm import is_package_name
from phone_audit.formats.whole_lines import is_damaged, whole_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task. ``inactive_s`` is how long before the dump it was last in front.

    ``last_active`` is Android's own number: milliseconds since 1970 up to Android 8,
    later milliseconds since the phone was started. ``None``: the task does not say.
    """

    package: str
    user: int
    last_active: int | None
    inactive_s: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentTasks:
    """Tasks whose app is told; ``seen`` counts those whose app was taken away as well.

    ``answered``: the heading of this view was there. ``unread`` counts tasks that name
    an app but no user.
    """

    rows: tuple[TaskRow, ...]
    seen: int
    answered: bool
    unread: int


HEADING = "ACTIVITY MANAGER RECENT TASKS"

_TASK = re.compile(r"\* ([A-Za-z]{1,40}) #\d{1,5}:.*", re.ASCII)
_USER = re.compile(r"userId=(\d{1,6})(?: .*)?", re.ASCII)
_COMPONENT = re.compile(r"(?:mActivityComponent|realActivity)=([^/\s]{1,223})/.*", re.ASCII)
_ACTIVE = re.compile(
    r"(?:[A-Za-z]{1,60}=[A-Za-z0-9_]{1,80} ){0,12}"
    r"lastActiveTime=(-?\d{1,18}) \(inactive for (-?\d{1,15})s\).*",
    re.ASCII,
)
_LONGEST_LINE = 8_000  # characters; the lines that are read are short


def read_recent_tasks(text: str) -> RecentTasks:
    """Read ``dumpsys activity recents``, filtered or not, or its part of the activity service.

    Format, shortened; the intent can hold a whole address and is not looked at::

        ACTIVITY MANAGER RECENT TASKS (dumpsys activity recents)
          Recent tasks:
          * Recent #0: Task{456f360 #26 type=standard A=10234:id.contoh.permainan U=0 ...}
            userId=0 effectiveUid=u0a234 mCallingUid=u0a82 ...
            intent={act=android.intent.action.MAIN ... cmp=id.contoh.permainan/.Utama}
            mActivityComponent=id.contoh.permainan/.Utama
            hasBeenVisible=true ... lastActiveTime=93211054 (inactive for 120s)
          Visible recent tasks (most recent first):
          * RecentTaskInfo #0:

    Up to Android 9 ``realActivity=`` stands for ``mActivityComponent=``. The second list
    repeats the first and is passed over. The first value of each fact counts.

    Read from: AOSP ``RecentTasks.dump``, ``TaskRecord.dump`` (7-10), ``Task.dump`` (11-16);
    One UI 8.
    """
    reader = _Reader()
    whole, reader.unread = whole_lines(text)
    for line in whole.split("\n"):
        if len(line) <= _LONGEST_LINE:
            reader.line(line.strip())
    reader.end()
    return RecentTasks(
        rows=tuple(reader.rows), seen=reader.seen, answered=reader.answered, unread=reader.unread
    )


class _Reader:
    """The task a line belongs to."""

    def __init__(self) -> None:
        self.rows: list[TaskRow] = []
        self.seen = 0
        self.answered = False
        self.unread = 0
        self.inside = False
        self.open = False
        self.package: str | None = None
        self.user: int | None = None
        self.active: tuple[int, int] | None = None

    def line(self, line: str) -> None:
        if line.startswith(HEADING):
            self.end()
            self.answered = self.inside = True
        elif not self.inside:
            return
        elif line.startswith(("ACTIVITY MANAGER ", "-------")):
            self.end()
            self.inside = False
        elif found := _TASK.fullmatch(line):
            self.end()
            self.open = found[1] == "Recent"
            self.seen += self.open
        elif is_damaged(line):
            self.end()
            self.unread += 1
        elif self.open:
            self.fact(line)

    def fact(self, line: str) -> None:
        if self.user is None and (found := _USER.fullmatch(line)):
            self.user = int(found[1])
        elif self.package is None and (found := _COMPONENT.fullmatch(line)):
            self.package = found[1]
        elif self.active is None and (found := _ACTIVE.fullmatch(line)):
            self.active = int(found[1]), int(found[2])

    def end(self) -> None:
        if self.open and self.package is not None:
            if self.user is None or not is_package_name(self.package):
                self.unread += 1
            else:
                last_active, inactive_s = self.active or (None, None)
                self.rows.append(
                    TaskRow(
                        package=self.package,
                        user=self.user,
                        last_active=last_active,
                        inactive_s=inactive_s,
                    )
                )
        self.open = False
        self.package = self.user = self.active = None
