import re
from datetime import timedelta

import pytest

from phone_audit.formats.dumpsys_usagestats import RESUMED, read_usage
from phone_audit.model.evidence import UseInterval
from phone_audit.model.record import replace
from phone_audit.simulator.android.phone import PhoneUser
from phone_audit.simulator.android.printing import elapsed, millis
from phone_audit.simulator.android.usagestats import UsageDump
from phone_audit.simulator.android.use import use_tables
from tests.shared import shared
from tests.simulator.android_phones import CHROME, GAME, NOW, SDKS, phone

_SECONDS = {  # of the game, as the sessions of the test phone fall into each interval
    UseInterval.DAILY: 600,
    UseInterval.WEEKLY: 600 + 1200 + 300 + 60,
    UseInterval.MONTHLY: 600 + 1200 + 300 + 60,
    UseInterval.YEARLY: 600 + 1200 + 300 + 60 + 6000,
}


def _line_shapes(text: str) -> set[str]:
    """Return each kind of line once: headings in full, other lines as their keys."""
    shapes = set()
    for line in text.splitlines():
        keys = re.findall(r'(\w+)=("[^"]*"|\S*)', line)
        indent = line[: len(line) - len(line.lstrip())]
        shapes.add(indent + (" ".join(key for key, _ in keys) if keys else line.strip()))
    return shapes


def _real(name: str) -> str:
    text = shared(f"fixtures/pixel-android10-real/sections/{name}").read_text()
    return text.partition("user=0 ")[1] + text.partition("user=0 ")[2]


@pytest.mark.parametrize(
    ("section", "compact"), [("dumpsys_usagestats.txt", False), ("checkin_usagestats.txt", True)]
)
def test_an_android_10_dump_has_only_lines_of_shapes_a_real_one_has(
    section: str, compact: bool
) -> None:
    ours = UsageDump(phone(29, locale="en-US")).dump(compact=compact).decode()
    unseen = _line_shapes(ours) - _line_shapes(_real(section))
    allowed = {
        r" *(screen-interactive|keyguard-hidden): \d+x for .*",  # counts differ
        r" *(daily|weekly|monthly|yearly) stats files: \d+, sorted list of files:",
        r" *\d{13}",  # file names: the real phone had stored none yet
        r" *User \d+ App Standby States:",
        r" *package u bucket reason used usedScr lastPred idle",  # the real one says more
        r"    time type package shortcutId flags",  # shortcuts were not used there
        r" Currently Active:",
    }
    assert [s for s in unseen if not any(re.fullmatch(shape, s) for shape in allowed)] == []


def test_the_keys_of_a_stored_file_are_those_of_the_print_code() -> None:
    fixture = shared("fixtures/synthetic-from-platform-source/usagestats_file_api29plus.txt")
    known = {shape.strip() for shape in _line_shapes(fixture.read_text())}
    ours = UsageDump(phone(34)).stored_files(0, "daily").decode()
    for needed in ("file", "beginTime endTime", "packages", "events", "ChooserCounts"):
        assert needed in known
        assert any(shape.strip() == needed for shape in _line_shapes(ours))
    assert any("totalTimeUsed" in s and s.strip() in known for s in _line_shapes(ours))


@pytest.mark.parametrize("sdk", [sdk for sdk in SDKS if sdk >= 28])
@pytest.mark.parametrize("compact", [True, False])
@pytest.mark.parametrize("maker", ["Google", "samsung", "realme"])
def test_every_interval_reads_back_as_its_sessions_add_up(
    sdk: int, compact: bool, maker: str
) -> None:
    text = UsageDump(phone(sdk, maker=maker)).dump((GAME,), compact=compact).decode()
    usage = read_usage(text, packages=(GAME,))
    assert usage.unread == 0
    told = {row.interval: row for row in usage.rows if row.user == 0}
    assert {kind: row.foreground_ms for kind, row in told.items()} == {
        kind: seconds * 1000 for kind, seconds in _SECONDS.items()
    }
    launches = {kind: row.launches for kind, row in told.items()}
    assert launches == {
        UseInterval.DAILY: 1,
        UseInterval.WEEKLY: 4,
        UseInterval.MONTHLY: 4,
        UseInterval.YEARLY: 5,
    }
    opened = [event.at for event in usage.events if event.event in RESUMED]
    assert len(opened) == 1  # yesterday's session is just over a day ago
    if compact:
        assert opened == [millis(NOW - timedelta(hours=3))]
        assert told[UseInterval.DAILY].last_used == millis(
            NOW - timedelta(hours=3) + timedelta(seconds=600)
        )


@pytest.mark.parametrize("sdk", [26, 27])
@pytest.mark.parametrize("locale", ["id-ID", "en-US"])
def test_android_8_speaks_the_language_of_the_phone(sdk: int, locale: str) -> None:
    text = UsageDump(phone(sdk, locale=locale)).dump(compact=True).decode()
    usage = read_usage(text, packages=(GAME,))
    assert usage.unread == 0
    rows = {row.interval: row for row in usage.rows if row.user == 0}
    assert rows[UseInterval.DAILY].foreground_ms == 600_000
    expected = "23/11/2026 10.40" if locale == "id-ID" else "11/23/2026, 10:40 AM"
    assert rows[UseInterval.DAILY].last_used == expected
    assert [event.event for event in usage.events] == ["MOVE_TO_FOREGROUND", "MOVE_TO_BACKGROUND"]
    assert "Last 24 hour events" not in text


@pytest.mark.parametrize("sdk", [sdk for sdk in SDKS if sdk >= 29])
def test_stored_days_hold_every_session_of_the_last_ten_days(sdk: int) -> None:
    text = UsageDump(phone(sdk)).stored_files(0, "daily").decode()
    usage = read_usage(text, packages=(GAME,), user=0, interval=UseInterval.DAILY)
    assert usage.unread == 0
    assert sorted(row.foreground_ms or 0 for row in usage.rows) == [360_000, 600_000, 1_200_000]
    opened = [event.at for event in usage.events if event.event in RESUMED]
    assert len(opened) == 4
    pushes = f"package={CHROME} channelId=web:https://situs-umpama.example;"
    assert pushes in text


def test_a_user_that_is_not_running_has_no_statistics_to_show() -> None:
    described = replace(
        phone(34), users=(PhoneUser(), PhoneUser(id=10, flags=0x1010, running=False))
    )
    dump = UsageDump(described)
    assert dump.stored_files(10, "daily") == b"the specified user is currently in a locked state.\n"
    assert dump.stored_files(11, "daily") == b"the specified user does not exist.\n"
    heading_only = dump.dump(compact=True).decode().partition("user=10 \n")[2]
    assert heading_only.startswith("\nUsage Source=")


def test_one_ui_7_prints_its_roll_overs_between_events_and_totals() -> None:
    lines = UsageDump(phone(35, maker="samsung")).dump(compact=True).decode().splitlines()
    at = lines.index("   UsageStats RollOver history :")
    assert lines[at - 1].startswith("  mDumpInitLastTimeSaved=")
    assert lines[at + 2] == "  In-memory daily stats"
    assert b"RollOver" not in UsageDump(phone(34, maker="samsung")).dump(compact=True)


def test_color_os_counts_errors_on_every_line_of_a_package() -> None:
    text = UsageDump(phone(33, maker="OPPO")).dump((GAME,), compact=True).decode()
    lines = [line for line in text.splitlines() if "totalTimeUsed=" in line]
    assert lines
    assert all(line.endswith("errorCount=0 ") for line in lines)
    assert f"      package={GAME} errorCount=0 " in text.splitlines()


def test_a_session_across_midnight_is_divided_between_the_days() -> None:
    described = phone(34)
    midnight = NOW.replace(hour=17, minute=0) - timedelta(days=2)  # 00:00 in Jakarta
    session = replace(
        described.uses[0].sessions[0], start=midnight - timedelta(minutes=5), seconds=900
    )
    divided = replace(described, uses=(replace(described.uses[0], sessions=(session,)),))
    days = use_tables(divided, 0).stored["daily"]
    shares = [use.foreground_ms for day in days for use in day.packages if use.package == GAME]
    assert shares == [300_000, 600_000]


def test_a_session_going_on_now_has_not_ended() -> None:
    described = phone(34)
    session = replace(described.uses[0].sessions[0], start=NOW - timedelta(minutes=1), seconds=900)
    going_on = replace(described, uses=(replace(described.uses[0], sessions=(session,)),))
    daily = use_tables(going_on, 0).current[0]
    assert [use.foreground_ms for use in daily.packages if use.package == GAME] == [60_000]
    assert [e.kind for e in daily.events if e.package == GAME] == ["ACTIVITY_RESUMED"]


@pytest.mark.parametrize(
    ("milliseconds", "text"), [(0, "00:00"), (77_999, "01:17"), (3_600_000, "1:00:00")]
)
def test_durations_read_as_android_writes_them(milliseconds: int, text: str) -> None:
    assert elapsed(milliseconds) == text
