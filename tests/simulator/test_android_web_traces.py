"""What invented phones print of sites and app files: the writers, held against our grammars."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest

from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.formats.content_rows import read_app_files
from phone_audit.formats.dumpsys_package import read_package_dump
from phone_audit.formats.dumpsys_shortcut import read_shortcuts
from phone_audit.formats.event_log import read_event_log
from phone_audit.formats.link_filters import read_domain_verification, read_link_filters
from phone_audit.model.record import replace
from phone_audit.simulator.android.app_links import dump_package
from phone_audit.simulator.android.downloads import media_index
from phone_audit.simulator.android.event_log import event_logs
from phone_audit.simulator.android.folder import capture_files
from phone_audit.simulator.android.shortcut import dump_shortcut
from tests.simulator.android_phones import CHROME, GAME, NOW, SDKS, WEB_APP, phone


@pytest.mark.parametrize("sdk", SDKS)
def test_a_link_leaves_two_lines_in_the_tags_of_its_version(sdk):
    for line, text in event_logs(phone(sdk)):
        log = read_event_log(text.decode(), ZoneInfo("Asia/Jakarta"))
        assert (log.unread, log.strange, len(log.links)) == (0, 0, 4), line
        assert log.links[0].at == NOW - timedelta(hours=2)
        assert {one.origin for one in log.links} == {"https://situs-umpama.example"}
        assert (b"wm_new_intent" in text) == (sdk >= 30)


def test_a_restart_empties_the_log():
    started = replace(phone(34), uptime_s=60 * 60 + 60)
    for _, text in event_logs(started):
        assert len(read_event_log(text.decode(), UTC).links) == 2


@pytest.mark.parametrize("sdk", SDKS)
def test_pinned_sites_in_the_layout_of_each_version(sdk):
    dump = read_shortcuts(dump_shortcut(phone(sdk)).decode())
    assert dump.unread == 0
    found = {(one.package, one.user, one.origin, one.pinned) for one in dump.shortcuts}
    assert found == {
        (CHROME, 0, "https://situs-umpama.example", True),
        (CHROME, 0, "https://toko-contoh.example", True),
    }
    assert {one.changed_at for one in dump.shortcuts} == {
        NOW - timedelta(days=8),
        NOW - timedelta(days=3),
    }


@pytest.mark.parametrize("sdk", SDKS)
def test_one_package_with_its_sites(sdk):
    described = phone(sdk)
    text = dump_package(described, described.app(WEB_APP)).decode()
    assert read_link_filters(text).hosts == {WEB_APP: ("situs-umpama.example",)}
    assert read_package_dump(text).packages[WEB_APP].users[0].installed
    verified = read_domain_verification(text)
    if sdk < 31:
        assert verified == {}
    else:
        assert verified[WEB_APP].domains == ("situs-umpama.example",)
        assert len(verified[WEB_APP].certificates[0]) == 64


def test_an_app_without_web_links_has_none():
    described = phone(34)
    text = dump_package(described, described.app("com.android.vending")).decode()
    assert read_link_filters(text).hosts == {}
    assert read_domain_verification(text) == {}


@pytest.mark.parametrize("sdk", SDKS)
def test_the_media_index_names_app_files_only(sdk):
    ((line, text),) = media_index(phone(sdk))
    assert ("/downloads" in line) == (sdk >= 29)
    assert b"pribadi" not in text
    if sdk >= 29:
        (row,) = read_app_files(text.decode()).rows
        assert (row.name, row.owner) == (f"{GAME}_2.31.apk", CHROME)
        assert row.added_at == NOW - timedelta(days=40, minutes=3)
        assert row.referrer == "https://situs-umpama.example"
    empty = replace(phone(sdk), downloads=())
    assert [text for _, text in media_index(empty)] == [b"No result found.\n"]


def test_downloads_lie_where_find_looks():
    folder = CaptureFolder(capture_files(phone(34)), clock=lambda: NOW)
    found = folder.answer('find /sdcard/Download/ -maxdepth 3 -iname "*.apk" -type f')
    assert found.stdout == f"/sdcard/Download/{GAME}_2.31.apk\n".encode()
