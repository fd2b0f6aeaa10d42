"""Sources are asked in stages, so each must plan from what its own needs have told and no more."""

from datetime import UTC, datetime

import pytest

from phone_audit.model.phone import (
    ApkDirectory,
    AppDownload,
    AppPath,
    AppUid,
    ChosenApp,
    ClockReading,
    Known,
    OpenTab,
    Profile,
    ProfileKind,
    WebApp,
)
from phone_audit.model.record import replace
from phone_audit.sources import all_sources

BY_NAME = {source.name: source for source in all_sources()}
APP = "id.contoh.permainan"
SOCKET = "id.contoh.peramban_devtools_remote"
TOLD_BY = {
    "identity": ("sdk", "maker", "zone", "locale", "clock"),
    "profiles": ("profiles",),
    "browsers": ("browsers",),
    "downloads": ("downloads", "found_files"),
    "download_contents": ("downloads",),
    "installed_apps": (
        "watched",
        "watched_users",
        "watched_uids",
        "app_paths",
        "web_apps",
        "chosen",
        "closed_users",
    ),
    "app_signers": ("apk_directories", "certified"),
    "devtools_sockets": ("devtools_sockets",),
    "open_tabs": ("tabs",),
    "tab_history": ("tabs",),
    "site_notifications": ("matched_hosts",),
}


def everything(sdk, maker):
    return Known(
        sdk=sdk,
        maker=maker,
        zone="Asia/Jayapura",
        locale="en-US",
        profiles=(
            Profile(user=0, flags=0x13, profile=ProfileKind.OWNER),
            Profile(user=10, flags=0x1030, profile=ProfileKind.WORK),
        ),
        closed_users=(11,),
        browsers=("id.contoh.peramban",),
        watched=(APP,),
        watched_users=(0, 10),
        downloads=(AppDownload(package=APP, path=f"/sdcard/Download/{APP}.apk"),),
        found_files=("/sdcard/Download/Slot Gacor.apk",),
        app_paths=(AppPath(package=APP, user=0, paths=("/data/app/~~a==/x-b==/base.apk",)),),
        apk_directories=(
            ApkDirectory(package=APP, path="/data/app/~~a==/x-b==/base.apk", at=300_000),
            ApkDirectory(package="id.contoh.lain", path="/data/app/lain-1/base.apk", at=9_000),
        ),
        certified=("id.contoh.lain",),
        devtools_sockets=(SOCKET,),
        tabs=(OpenTab(socket=SOCKET, target="12", via="id.contoh.peramban", answers=True),),
        matched_hosts=("situs.invalid",),
        web_apps=(WebApp(package="org.chromium.webapk.abc_v2", users=(0,)),),
        clock=ClockReading(offset_ms=60_000, measured_at=datetime(2026, 11, 23, tzinfo=UTC)),
        chosen=(ChosenApp(package="id.contoh.lain", user=0),),
        watched_uids=(AppUid(package=APP, user=0, uid=10_123),),
    )


def needed(source):
    """Return the names of all sources whose answers are read before this one is asked."""
    found = set(source.needs)
    for name in source.needs:
        found |= needed(BY_NAME[name])
    return found


def test_every_field_is_told_by_a_source():
    assert {field for fields in TOLD_BY.values() for field in fields} == set(
        Known.__struct_fields__
    )


@pytest.mark.parametrize("maker", ["samsung", "Xiaomi"])
@pytest.mark.parametrize("name", BY_NAME)
def test_questions_rest_on_what_is_needed(name, maker):
    source = BY_NAME[name]
    told = {field for one in needed(source) for field in TOLD_BY.get(one, ())}
    for sdk in range(24, 37):
        known = everything(sdk, maker)
        fields = {field: getattr(Known(), field) for field in Known.__struct_fields__}
        without = replace(known, **{f: value for f, value in fields.items() if f not in told})
        assert source.questions(without) == source.questions(known)
