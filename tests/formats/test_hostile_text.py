"""No text from a phone may crash a reader, slow it out of proportion, or vanish in silence."""

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.formats.bug_report import read_sections
from phone_audit.formats.dumpsys_appops import read_appops
from phone_audit.formats.dumpsys_batterystats import read_days, read_history
from phone_audit.formats.dumpsys_exit_info import read_exit_info
from phone_audit.formats.dumpsys_netstats import read_netstats
from phone_audit.formats.dumpsys_notification import read_notifications, read_switches
from phone_audit.formats.dumpsys_package import read_package_dump
from phone_audit.formats.dumpsys_usagestats import read_component_use, read_usage
from phone_audit.formats.folder_list import read_app_folders
from phone_audit.formats.getprop import read_getprop
from phone_audit.formats.install_records import read_changes, read_sessions
from phone_audit.formats.package_checkin import read_package_checkin
from phone_audit.formats.package_log import read_package_log
from phone_audit.formats.pm import read_handlers, read_packages, read_users
from phone_audit.formats.recent_tasks import read_recent_tasks
from phone_audit.formats.standby import read_standby

READERS = {
    "netstats": lambda text: read_netstats(text, {1}),
    "exit_info": read_exit_info,
    "appops": read_appops,
    "recent_tasks": read_recent_tasks,
    "standby": lambda text: read_standby(text, {"a.b"}),
    "getprop": read_getprop,
    "users": read_users,
    "packages": read_packages,
    "handlers": read_handlers,
    "package_dump": read_package_dump,
    "package_checkin": read_package_checkin,
    "usage": read_usage,
    "notifications": read_notifications,
    "notification_switches": read_switches,
    "component_use": read_component_use,
    "package_log": read_package_log,
    "install_sessions": read_sessions,
    "package_changes": read_changes,
    "battery_days": lambda text: read_days(text, UTC),
    "battery_history": lambda text: read_history(text, UTC, datetime(2026, 11, 23, tzinfo=UTC)),
    "app_folders": read_app_folders,
    "bug_report": lambda text: read_sections(
        (line.encode("utf-8", "replace") for line in text.splitlines(keepends=True)),
        {"HEADER", "DUMP OF SERVICE package"},
    ),
}
OPENINGS = (
    "v1,1,2\nuid\nc,wifi,1,fg,0\nd,7200\nb,1,2,3,",
    "UID stats:\n  ident=[] uid=1 set=DEFAULT tag=0x0",
    "ACTIVITY MANAGER PROCESS EXIT INFO\n package: a.b\n ApplicationExitInfo #0:\n process=",
    "Current AppOps Service state:\n Uid u0a1:\n Package a.b:\n CAMERA (",
    "ACTIVITY MANAGER RECENT TASKS\n * Recent #0:\n hasBeenVisible=true ",
    "package=a.b u=0 bucket=10 reason=",
    "[a]: [",
    "UserInfo{0:",
    "package:",
    "a.b/.",
    "Packages:\n  Package [",
    "Packages:\n  Package [a.b] (1):\n    User 0: ",
    "Packages:\n  Package [a.b] (1):\n    versionName=",
    "pkg,a.b,1,2,3,",
    "user=0\n  In-memory daily stats\n      package=a.b totalTimeUsed=",
    'user=0\n  In-memory daily stats\n      time="',
    "AppSettings: a.b (1)\nNotificationChannel{mId='",
    "AppSettings: a.b (1)\nNotificationChannel{mId='web:https://a.b;1', ",
    "-" * 79 + "\nDUMP OF SERVICE ",
    "------ ",
    "2026-10-02 09:14:07.120: START INSTALL PACKAGE: observer{1}\n pkg{",
    "Historical install sessions:\n  Session 1:\n    appPackageName=a.b originatingUri=https://",
    "Package Changes:\n  User 0:\n    seq=1, package=",
    "Daily stats:\n      Update ",
    "Battery History\n  +1h02m03s004ms (2) 099 ",
    'Battery History\n  11-20 20:58:41.123 +top=u0a1:"',
    "mNotiPermissionHistoryList.size=1\n11-20 20:58:41.123 category = SETTINGS, pkg = ",
    "App Component Usages:\n  package=a.b lastUsed=",
    "/sdcard/Android/data:\n",
)
FILLERS = (
    "a",
    "a=",
    '="',
    "{",
    ":1}",
    "(",
    "=1 b",
    "\u202e",
    "\0",
    "'",
    ".",
    ",",
    " ",
    "package:a=",
    "1",
    "-",
)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("opening", OPENINGS)
def test_a_long_line_of_any_kind_takes_its_time_only_once(name, opening):
    for filler in FILLERS:
        READERS[name](opening + filler * (200_000 // len(filler)) + "\n")


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_a_line_of_ten_megabytes(name):
    for opening in OPENINGS:
        READERS[name](opening + "x=" * 5_000_000)


@pytest.mark.parametrize("name", READERS)
@given(text=st.text())
def test_any_text(name, text):
    READERS[name](text)


@pytest.mark.parametrize("name", READERS)
@given(
    lines=st.lists(
        st.tuples(st.sampled_from(OPENINGS), st.text("ab.01=:,;{}[]()'\"\n -", max_size=30)),
        max_size=8,
    )
)
def test_any_mixture_of_beginnings(name, lines):
    READERS[name]("\n".join(opening + rest for opening, rest in lines))


@pytest.mark.parametrize("name", READERS)
def test_random_bytes(name):
    source = random.Random(name)
    for _ in range(50):
        READERS[name](source.randbytes(2_000).decode("utf-8", errors="replace"))
