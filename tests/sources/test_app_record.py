from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from phone_audit.formats.dumpsys_package import PackageBlock, UserState
from phone_audit.formats.pm import PackageRow
from phone_audit.model.evidence import EnabledState, InstallReason, Presence
from phone_audit.sources.app_record import app_record, presence_of

APP = "id.contoh.toko"
JAKARTA = ZoneInfo("Asia/Jakarta")


def record(block, row=None, user=0, zone=JAKARTA, sharing=frozenset()):
    return app_record(user, Presence.INSTALLED, block, row=row, zone=zone, sharing=sharing)


def test_what_the_list_tells_comes_before_the_dump():
    block = PackageBlock(package=APP, version_code=1, installer="a.b", app_id=10_123)
    row = PackageRow(
        package=APP, version_code=2, installer=None, installer_told=True, uids=(1_010_124, 10_124)
    )
    told = record(block, row)
    assert (told.version_code, told.installer, told.uid) == (2, None, 10_124)
    alone = record(block, user=10)
    assert (alone.version_code, alone.installer, alone.uid) == (1, "a.b", 1_010_123)


def test_a_shared_uid_is_told_as_such_and_an_unknown_one_as_unknown():
    block = PackageBlock(package=APP, app_id=10_123)
    assert record(block, sharing=frozenset({10_123})).uid_shared is True
    assert record(block).uid_shared is False
    assert record(PackageBlock(package=APP)).uid_shared is None


def test_a_users_own_date_comes_before_that_of_everybody():
    state = UserState(installed=True, first_installed="2026-11-20 08:00:00", enabled=3)
    block = PackageBlock(
        package=APP, first_installed="2026-01-01 00:00:00", users={0: state, 10: UserState()}
    )
    assert record(block).first_installed_at == datetime(2026, 11, 20, 1, tzinfo=UTC)
    assert record(block, user=10).first_installed_at == datetime(2025, 12, 31, 17, tzinfo=UTC)
    assert record(block, zone=None).first_installed_at is None
    assert record(block).enabled is EnabledState.DISABLED_BY_USER


@pytest.mark.parametrize(("number", "reason"), [(4, InstallReason.USER), (99, None), (-1, None)])
def test_a_number_android_does_not_know_is_no_reason(number, reason):
    block = PackageBlock(package=APP, users={0: UserState(install_reason=number)})
    assert record(block).install_reason is reason


@pytest.mark.parametrize(
    ("state", "presence"),
    [
        (UserState(installed=True), Presence.INSTALLED),
        (UserState(installed=True, hidden=True), Presence.HIDDEN),
        (UserState(installed=False, data_inode=7), Presence.DATA_KEPT),
        (UserState(installed=False, data_inode=0), Presence.KNOWN_ONLY),
        (UserState(), Presence.KNOWN_ONLY),
    ],
)
def test_how_an_app_stands_for_a_user(state, presence):
    assert presence_of(state) is presence


def test_whether_it_was_opened_is_not_known_of_what_is_not_installed():
    def opened(**fields):
        return record(PackageBlock(package=APP, users={0: UserState(**fields)})).opened

    assert opened(installed=True, not_launched=False) is True
    assert opened(installed=True, not_launched=True) is False
    assert opened(installed=False, not_launched=True) is None
    assert opened(installed=True) is None


@pytest.mark.parametrize(
    ("enabled", "caller", "frozen"),
    [
        (2, "com.transsion.xhide", True),
        (3, "com.transsion.phonemaster", True),
        (3, "com.android.shell", False),
        (0, "com.transsion.xhide", None),
        (2, None, None),
    ],
)
def test_an_app_the_makers_own_package_disabled_is_hidden_or_frozen(enabled, caller, frozen):
    state = UserState(installed=True, enabled=enabled, disabled_by=caller)
    assert record(PackageBlock(package=APP, users={0: state})).frozen_by_maker is frozen
