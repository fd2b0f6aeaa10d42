from datetime import UTC, datetime

import pytest

from phone_audit.formats.dumpsys_shortcut import read_shortcuts
from tests.shared import shared

CHROME = "com.android.chrome"
HEAD = f"Now: [1]\n  User: 0  Known locales: id\n      Package: {CHROME}  UID: 10123\n"
SITE = "webapp_url=https://situs.invalid/lobi"


def shortcut(*lines):
    return "\n".join(("ShortcutInfo {id=1, flags=0xa [PIf]", *lines)) + "\n"


def one(text):
    (found,) = read_shortcuts(HEAD + text).shortcuts
    return found


def test_a_web_app_and_a_plain_bookmark():
    found = one(shortcut("rank=0, timestamp=1760000000000", f"intents=[Intent {{ }}/{{a.{SITE}, "))
    assert (found.package, found.user, found.origin) == (CHROME, 0, "https://situs.invalid")
    assert found.pinned
    assert found.changed_at == datetime(2025, 10, 9, 8, 53, 20, tzinfo=UTC)
    link = one(shortcut("timestamp=0", "intents=[Intent { dat=https://a.invalid:81/... }/null]"))
    assert (link.origin, link.changed_at) == ("https://a.invalid:81", None)


@pytest.mark.parametrize(("flags", "pinned"), [("0x1a4", False), ("0x10a", True), ("0x2", True)])
def test_pinned_is_a_bit(flags, pinned):
    found = one(f"ShortcutInfo {{id=1, flags={flags} [x]\n{SITE}\n")
    assert found.pinned is pinned


def test_a_user_of_a_filtered_dump_may_only_follow_from_the_uid():
    found = read_shortcuts(f"  Package: {CHROME}  UID: 1010123\n" + shortcut(SITE)).shortcuts
    assert [one.user for one in found] == [10]


@pytest.mark.parametrize(
    "text",
    [
        shortcut(SITE, "webapp_url=https://lain.invalid/"),
        shortcut(SITE, "flags=0x4 [D]"),
        shortcut(SITE, "timestamp=1760000000000", "timestamp=1760000000001"),
        "ShortcutInfo {id=flags=0x4 [webapp_url=https://palsu.invalid/, flags=0xa [PIf]\n"
        + SITE
        + "\n",
    ],
)
def test_a_shortcut_that_says_two_things_is_unread(text):
    found = read_shortcuts(HEAD + text)
    assert (found.shortcuts, found.unread) == ((), 1)


def test_labels_are_not_read():
    label = "shortLabel=webapp_url=https://palsu.invalid/, flags=0x4 [x], resId=0[null]"
    assert one(shortcut(f"            {label}", SITE)).origin == "https://situs.invalid"


def test_other_keys_with_such_an_ending_are_not_read():
    assert read_shortcuts(
        HEAD + shortcut("mywebapp_url=https://x.invalid/", "predat=https://y/")
    ) == (read_shortcuts(HEAD + shortcut()))
    assert read_shortcuts(HEAD + shortcut("webapp_url_index=3")).shortcuts == ()


def test_a_shortcut_of_nobody_is_unread():
    assert read_shortcuts(shortcut(SITE)).unread == 1
    assert not read_shortcuts(shortcut(SITE)).answered


def test_ten_megabytes_on_one_line():
    assert read_shortcuts(HEAD + shortcut("icon=" + "dat=" * 2_500_000)).shortcuts == ()


@pytest.mark.parametrize(
    "name", ["shortcut_chrome_multiline_api28plus", "shortcut_chrome_oneline_api26"]
)
def test_the_shape_of_the_platform_source(name):
    path = shared(f"fixtures/synthetic-from-platform-source/{name}.txt")
    found = read_shortcuts(HEAD + path.read_text()).shortcuts
    assert [(one.origin, one.pinned) for one in found] == [("https://slot-example.invalid", True)]


def test_a_real_dump_of_android_10():
    path = shared("fixtures/pixel-android10-real/sections/dumpsys_shortcut.txt")
    found = read_shortcuts(path.read_text())
    assert (found.answered, found.shortcuts, found.unread) == (True, (), 0)
