import re
from datetime import timedelta

import pytest

from phone_audit.formats.dumpsys_notification import read_notifications
from phone_audit.formats.filters import apply
from phone_audit.model.record import replace
from phone_audit.simulator.android.apps import SAMSUNG_INTERNET
from phone_audit.simulator.android.notification import dump_notification
from phone_audit.simulator.android.phone import App, Browsing
from phone_audit.simulator.android.use import channel_id
from tests.shared import shared
from tests.simulator.android_phones import CHROME, NOW, SDKS, phone

_CHANNEL = re.compile(r"NotificationChannel\{(mId='web:.*)\}")
_FILTER = (
    "grep",
    "-oE",
    r"(AppSettings: [^ ]+ \([0-9A-Z_]+\)|Restored without uid:|NotificationChannel\{mId='web:.*)",
)


def _fields(text: str) -> list[str]:
    found = _CHANNEL.search(text)
    assert found is not None
    return [part.partition("=")[0] for part in found[1].split(", ")]


@pytest.mark.parametrize("api", [26, 28, 29, 30, 31, 33, 34, 35, 36])
def test_a_channel_has_the_fields_of_its_version_in_their_order(api: int) -> None:
    fixture = f"fixtures/synthetic-from-platform-source/notification_web_channels_api{api}.txt"
    expected = _fields(shared(fixture).read_text())
    assert _fields(dump_notification(phone(api), CHROME).decode()) == expected


def test_an_android_10_channel_and_its_headings_are_those_of_a_real_phone() -> None:
    real = shared("fixtures/pixel-android10-real/sections/dumpsys_notification.txt").read_text()
    line = re.search(r"NotificationChannel\{(mId='downloads'.*|mId='USB'.*)\}", real)
    assert line is not None
    ours = dump_notification(phone(29), CHROME).decode()
    real_fields = [part.partition("=")[0] for part in line[1].split(", ")]
    assert _fields(ours) == real_fields
    for heading in (
        "  Snoozed notifications:",
        "  Ranking Config:",
        " Notification Preferences:",
        "    per-package config:",
        "PackagePreferences:",
        "Restored without uid:",
        "  Notification listeners:",
        "  Zen Mode:",
    ):
        assert heading in real.splitlines()
        assert heading in ours.splitlines()


def test_one_ui_keeps_a_lock_android_dropped_and_adds_a_last_field() -> None:
    fields = _fields(dump_notification(phone(35, maker="samsung"), CHROME).decode())
    assert "mImportanceLockedByOEM" in fields
    assert fields[-1] == "mSoundMissingReason"
    assert "mName=situs-..." in dump_notification(phone(35, maker="samsung"), CHROME).decode()


@pytest.mark.parametrize("sdk", SDKS)
@pytest.mark.parametrize("maker", ["Google", "samsung"])
@pytest.mark.parametrize("filtered", [True, False])
def test_channels_read_back_as_described(sdk: int, maker: str, filtered: bool) -> None:
    described = phone(sdk, maker=maker)
    dump = dump_notification(described, CHROME)
    read = read_notifications((apply((_FILTER,), dump)[0] if filtered else dump).decode())
    assert read.answered
    assert read.unread == 0
    browsing = described.browsers[0]
    told = {channel.origin: channel for channel in read.channels}
    assert set(told) == {site.origin for site in (*browsing.channels, *browsing.restored)}
    for site in browsing.channels:
        channel = told[site.origin]
        assert (channel.package, channel.uid, channel.restored) == (CHROME, 10_123, False)
        assert channel.decided_at == site.decided_at
        assert channel.importance == (3 if site.allowed else 0)
        assert channel.deleted is (site.removed_at is not None)
        assert channel.deleted_at == (site.removed_at if sdk >= 31 else None)
        assert channel.last_push_at == (site.last_push_at if sdk >= 35 else None)
    assert told["https://lama-contoh.example"].restored is True


def test_the_filter_on_the_phone_leaves_nobody_else_in_the_answer() -> None:
    described = phone(35, maker="samsung")
    raw = dump_notification(described, CHROME)
    kept = apply((_FILTER,), raw)[0]
    for chat in described.chats:
        assert chat.number.encode() in raw
        assert chat.name.encode() in raw
        for secret in (chat.number, chat.name, chat.title):
            assert secret.encode() not in kept


def test_the_phone_matches_packages_by_substring() -> None:
    described = phone()
    beta = replace(described.app(CHROME), package=f"{CHROME}.beta", app_id=10_777)
    both = replace(
        described,
        apps=(*described.apps, beta),
        browsers=(*described.browsers, Browsing(package=beta.package)),
    )
    dump = dump_notification(both, CHROME).decode()
    assert f"AppSettings: {CHROME}.beta (10777)" in dump
    assert f"AppSettings: {CHROME} (10123)" in dump
    assert f"AppSettings: {CHROME} (" not in dump_notification(both, beta.package).decode()


def test_samsung_internet_has_one_channel_for_all_sites() -> None:
    described = phone(34, maker="samsung")
    own = App(package=SAMSUNG_INTERNET, app_id=10_500, installed_at=NOW, system=True)
    browser = replace(
        described,
        apps=(*described.apps, own),
        browsers=(replace(described.browsers[0], package=SAMSUNG_INTERNET),),
    )
    read = read_notifications(dump_notification(browser, SAMSUNG_INTERNET).decode())
    assert (SAMSUNG_INTERNET, 10_500) in read.apps
    assert all(channel.restored for channel in read.channels)


def test_the_real_channel_id_of_2018_is_reproduced() -> None:
    decided = NOW.replace(year=2018, month=7, day=6, hour=6, minute=28, second=35)
    decided += timedelta(microseconds=626_424)
    assert channel_id("https://m.facebook.com", decided) == (
        "web:https://m.facebook.com;13175332115626424"
    )
    assert channel_id("https://m.facebook.com", None) == "web:https://m.facebook.com"
