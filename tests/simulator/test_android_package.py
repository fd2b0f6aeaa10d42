import re

import pytest

from phone_audit.formats.dumpsys_package import read_package_dump
from phone_audit.formats.pm import read_handlers, read_packages, read_users
from phone_audit.formats.timestamps import Stamp
from phone_audit.model.evidence import EnabledState
from phone_audit.model.record import replace
from phone_audit.simulator.android.package import (
    ENABLED,
    INSTALL_REASON,
    PACKAGE_SOURCE,
    dump_packages,
)
from phone_audit.simulator.android.package_list import list_packages, list_users, query_browsers
from phone_audit.simulator.android.phone import AppState, Phone
from phone_audit.simulator.android.printing import local_seconds, map_order
from tests.shared import shared
from tests.simulator.android_phones import CHROME, GAME, SDKS, phone

_KEY = re.compile(r"^ {4,6}([A-Za-z ]+)[=:]", re.MULTILINE)
_OF_USER = re.compile(r"(\w+)=")
_FULL_LIST = ("-f", "-i", "-U", "--show-versioncode")


def _real_android_10() -> str:
    return shared("fixtures/pixel-android10-real/sections/dumpsys_package.txt").read_text()


def _keys(dump: str) -> set[str]:
    return set(_KEY.findall(dump))


def _user_keys(dump: str) -> list[list[str]]:
    return [
        _OF_USER.findall(line) for line in re.findall(r"^    User \d+: (.+)$", dump, re.MULTILINE)
    ]


def test_an_android_10_dump_has_only_keys_that_a_real_one_has() -> None:
    real = _real_android_10()
    ours = dump_packages(phone(29)).decode()
    optional = {"installerPackageName"}  # the real phone had no app from a store
    assert _keys(ours) <= _keys(real) | optional
    assert set(map(tuple, _user_keys(ours))) == set(map(tuple, _user_keys(real)))


def test_packages_stand_in_the_order_of_the_real_dump() -> None:
    real = re.findall(r"^  Package \[(.+)\] \([0-9a-f]+\):$", _real_android_10(), re.MULTILINE)
    assert map_order(real) == real


def test_an_android_14_block_has_the_keys_of_a_samsung_block_in_its_order() -> None:
    folder = "fixtures/samsung-android14-excerpts"
    text = shared(f"{folder}/package_parser__test_parse_packages_with_install_logs__62.txt")
    real = text.read_text().partition("Packages:\n")[2]
    block = dump_packages(phone(34, maker="samsung")).decode().partition(f"[{GAME}]")[2]
    ours = [key for key in _KEY.findall(block.partition("  Package [")[0]) if "." not in key]
    expected = [key for key in _KEY.findall(real) if key in ours]
    added = {"queriesPackages", "category"}  # printed for other apps of that phone
    assert [key for key in dict.fromkeys(ours) if key not in added] == list(dict.fromkeys(expected))
    assert _user_keys(real)[0] == _user_keys(block)[0]


@pytest.mark.parametrize("sdk", SDKS)
@pytest.mark.parametrize("maker", ["Google", "samsung", "OPPO"])
def test_what_is_described_is_what_is_read_back(sdk: int, maker: str) -> None:
    described = phone(sdk, maker=maker)
    read = read_package_dump(dump_packages(described).decode())
    assert read.found
    assert read.unread == 0
    assert set(read.packages) == {app.package for app in described.apps}
    assert set(read.factory) == {CHROME}
    game, block = described.app(GAME), read.packages[GAME]
    assert (block.version_name, block.version_code) == ("2.31", 231)
    assert block.last_updated == _local(described, game.updated_at)
    assert block.installer == game.installer
    assert block.initiator == (game.initiator if sdk >= 34 else None)
    assert block.originator == (game.originator if sdk >= 34 else None)
    assert block.package_source == (PACKAGE_SOURCE[game.package_source] if sdk >= 33 else None)
    assert block.system is False
    assert read.packages[CHROME].system is True
    assert block.first_installed == (_local(described, game.installed_at) if sdk < 33 else None)
    for user in described.users:
        state, told = game.state_for(user.id), block.users[user.id]
        assert told.installed is state.installed
        assert told.not_launched is state.not_launched
        assert told.enabled == ENABLED[state.enabled]
        assert bool(told.data_inode) is (state.installed or state.data_kept)
        if sdk >= 33:
            assert told.install_reason == INSTALL_REASON[state.install_reason]
        if sdk >= 33 and user.id == 150:
            assert told.first_installed == _local(described, state.first_installed_at)


def _local(described: Phone, moment: object) -> Stamp:
    return local_seconds(moment, described.tz)  # type: ignore[arg-type]


@pytest.mark.parametrize("sdk", SDKS)
def test_each_version_prints_what_it_is_known_for(sdk: int) -> None:
    dump = dump_packages(phone(sdk)).decode()
    assert ("\n    appId=" in dump) is (sdk >= 34)
    assert ("\n    userId=" in dump) is (sdk < 34)
    assert ("past signatures:" in dump) is (sdk >= 28)
    assert ("/data/app/~~" in dump) is (sdk >= 30)
    assert ("minExtensionVersions=" in dump) is (sdk >= 31)
    assert ("\n      installReason=" in dump) is (sdk >= 33)
    assert ("\n      firstInstallTime=" in dump) is (sdk >= 33)
    assert ("deDataInode=" in dump) is (sdk >= 35)
    assert ("quarantined=" in dump) is (sdk >= 35)
    assert ("pageSizeCompat=" in dump) is (sdk >= 36)


def test_the_package_list_reads_back_for_each_user() -> None:
    described = phone(34)
    rows = read_packages(
        list_packages(described, described.users[0], _FULL_LIST).stdout.decode()
    ).rows
    assert [row.package for row in rows] == map_order(app.package for app in described.apps)
    game = next(row for row in rows if row.package == GAME)
    assert (game.version_code, game.installer, game.uids) == (
        231,
        "com.google.android.packageinstaller",
        (10_234,),
    )
    assert game.path is not None
    assert game.path.endswith("/base.apk")
    twin = read_packages(list_packages(described, described.users[2], _FULL_LIST).stdout.decode())
    assert [(row.package, row.uids) for row in twin.rows] == [(CHROME, (99_910_123,))]


def test_packages_not_installed_for_the_user_are_listed_only_when_asked_for() -> None:
    described = phone(34)
    twin = described.users[2]
    listed = list_packages(described, twin, ("-u",)).stdout.decode()
    assert f"package:{GAME}\n" in listed
    assert GAME not in list_packages(described, twin, ()).stdout.decode()


@pytest.mark.parametrize(("sdk", "head"), [(28, "executing:"), (34, "executing 'list':")])
def test_a_closed_user_refuses_on_the_error_stream(sdk: int, head: str) -> None:
    described = phone(sdk)
    answer = list_packages(described, described.users[1], _FULL_LIST)
    assert answer.stdout == b""
    assert answer.exit_code == 255
    assert head.encode() in answer.stderr
    assert b"SecurityException: Shell does not have permission to access user 150" in answer.stderr


def test_an_option_the_phone_does_not_know_ends_the_command() -> None:
    described = phone(34)
    answer = list_packages(described, described.users[0], ("--uids",))
    assert (answer.stdout, answer.exit_code) == (b"", 255)
    assert answer.stderr == b"Error: Unknown option: --uids\n"


def test_users_read_back_with_flags_and_state() -> None:
    users = read_users(list_users(phone()).stdout.decode())
    assert [(u.user, u.flags, u.running) for u in users.rows] == [
        (0, 0xC13, True),
        (150, 0x61010, True),
        (999, 0x801010, True),
    ]
    assert users.unread == 0


def test_browsers_read_back_and_a_user_without_one_says_so() -> None:
    described = phone()
    found = read_handlers(query_browsers(described, described.users[0]).stdout.decode())
    assert (found.packages, found.answered, found.unread) == ((CHROME,), True, 0)
    bare = replace(described, apps=())
    assert query_browsers(bare, bare.users[0]).stdout == b"No activities found\n"


def test_an_app_hidden_by_its_maker_stays_listed_as_disabled_by_it() -> None:
    described = phone(33, maker="INFINIX")
    hider = "com.transsion.xhide"
    state = AppState(enabled=EnabledState.DISABLED, disabled_by=hider)
    game = replace(described.app(GAME), states=(state,))
    hidden = replace(described, apps=(*described.apps[:-1], game))
    dump = dump_packages(hidden).decode()
    assert read_package_dump(dump).packages[GAME].users[0].enabled == 2
    assert f"\n      lastDisabledCaller: {hider}\n" in dump
    assert f"package:{GAME}\n" in list_packages(hidden, hidden.users[0], ()).stdout.decode()
