import re

import pytest

from phone_audit.formats.dumpsys_package import UserState, read_package_dump
from tests.shared import shared

BLOCK = """Packages:
  Package [id.contoh] (1f):
    appId=10234
    versionCode=102 minSdk=24 targetSdk=34
    versionName={version}
    flags=[ {flags} ]
    requested permissions:
      installReason=1
      firstInstallTime=2001-01-01 00:00:00
    User 0: ceDataInode=1 installed=true hidden=false notLaunched=true enabled=0
      installReason=4
      firstInstallTime=2026-10-09 15:33:20
      gids=[3003]
      runtime permissions:
      installReason=1
        android.permission.CAMERA: granted=true
    User 10: installed=false ceDataInode=0
"""


def read_one(text):
    dump = read_package_dump(text)
    assert list(dump.packages) == ["id.contoh"]
    return dump.packages["id.contoh"], dump


def test_facts_of_a_package_and_of_each_user():
    block, dump = read_one(BLOCK.format(version="1.0 = x", flags="HAS_CODE"))
    assert (block.version_code, block.version_name, block.system) == (102, "1.0 = x", False)
    assert block.first_installed is None
    assert block.users == {
        0: UserState(
            installed=True,
            hidden=False,
            not_launched=True,
            enabled=0,
            data_inode=1,
            install_reason=4,
            first_installed="2026-10-09 15:33:20",
        ),
        10: UserState(installed=False, data_inode=0),
    }
    assert dump.unread == 0


def test_who_disabled_an_app_is_told_for_the_user_it_was_disabled_for():
    text = BLOCK.format(version="1", flags="HAS_CODE").replace(
        "      gids=[3003]\n", "      lastDisabledCaller: com.transsion.xhide\n      gids=[3003]\n"
    )
    block, dump = read_one(text)
    assert block.users[0].disabled_by == "com.transsion.xhide"
    assert block.users[10].disabled_by is None
    assert dump.unread == 0


@pytest.mark.parametrize(
    ("flags", "system"),
    [
        ("SYSTEM HAS_CODE", True),
        ("HAS_CODE UPDATED_SYSTEM_APP", True),
        ("HAS_CODE SYSTEMATIC", False),
    ],
)
def test_factory_apps_by_whole_words(flags, system):
    assert read_one(BLOCK.format(version="1", flags=flags))[0].system is system


def test_a_version_name_that_forges_facts_cancels_them():
    block, dump = read_one(
        BLOCK.format(version="1\n    flags=[ SYSTEM ]\n    versionCode=103 x", flags="HAS_CODE")
    )
    assert block.system is None
    assert block.version_code is None
    assert dump.unread == 2


def test_a_version_name_that_forges_a_user_is_noticed():
    block, dump = read_one(BLOCK.format(version="1\n    User 0: installed=false", flags="HAS_CODE"))
    assert block.users[0].installed is False
    assert dump.unread == 1  # the real line of that user


def test_a_second_block_of_the_same_name_is_noticed():
    dump = read_package_dump(BLOCK + BLOCK.partition("\n")[2])
    assert dump.unread == 1


def test_factory_versions_come_apart():
    dump = read_package_dump(
        "Packages:\n  Package [a.b] (1):\n    versionCode=2\nHidden system packages:\n"
        "  Package [a.b] (2):\n    versionCode=1\nShared users:\n  SharedUser [x] (3):\n"
    )
    assert dump.packages["a.b"].version_code == 2
    assert dump.factory["a.b"].version_code == 1
    assert dump.unread == 0


def test_suspension_details_do_not_end_a_user():
    text = BLOCK.replace(
        "      installReason=4\n",
        "    Suspend params:\n      suspendingPackage=a.b dialogInfo=null\n      installReason=4\n",
    )
    assert read_one(text)[0].users[0].install_reason == 4


def test_a_blank_line_does_not_end_a_user():
    text = BLOCK.replace("      installReason=4\n", "\n      installReason=4\n\n")
    assert read_one(text) == read_one(BLOCK)


def test_keys_within_a_value_are_no_keys():
    text = BLOCK.replace(
        "ceDataInode=1 installed", "ceDataInode=1,hidden=true x:enabled=3 installed"
    )
    user = read_one(text)[0].users[0]
    assert (user.hidden, user.enabled, user.data_inode) == (False, 0, None)


def test_lines_of_another_shape_are_counted():
    text = "Packages:\n  Package (odd):\n    versionCode=1\n  what is this\nnor this\n"
    dump = read_package_dump(text)
    assert dump.found
    assert dump.packages == {}
    assert dump.unread == 3


def test_no_packages_section_is_told():
    assert not read_package_dump("Error\n").found


def test_crlf_reads_the_same():
    text = BLOCK.format(version="1", flags="SYSTEM")
    assert read_package_dump(text.replace("\n", "\r\n")) == read_package_dump(text)


def test_real_android_10_nothing_lost():
    text = shared("fixtures/pixel-android10-real/sections/dumpsys_package.txt").read_text()
    section = text[text.index("\nPackages:\n") : text.index("\nShared users:\n")]
    dump = read_package_dump(text)
    assert len(dump.packages) == 134 == len(re.findall(r"^  Package \[", section, re.MULTILINE))
    assert dump.factory == {}
    assert dump.unread == 0
    assert {user for block in dump.packages.values() for user in block.users} == {0, 11}
    assert sum(len(block.users) for block in dump.packages.values()) == 268
    for user in (0, 11):
        lines = re.findall(rf"^    User {user}: .*installed=true", section, re.MULTILINE)
        read = [block for block in dump.packages.values() if block.users[user].installed]
        assert len(read) == len(lines)
    assert sum(block.system is True for block in dump.packages.values()) == len(
        re.findall(r"^    flags=\[ .*\bSYSTEM\b", section, re.MULTILINE)
    )
    assert {block.first_installed for block in dump.packages.values()} == set(
        re.findall(r"^    firstInstallTime=(.*)$", section, re.MULTILINE)
    )


def test_excerpts_of_samsung_android_14():
    folder = shared("fixtures/samsung-android14-excerpts")
    name = "package_parser__test_parse_packages_with_install_logs__62.txt"
    dump = read_package_dump((folder / name).read_text())
    block = dump.packages["com.bitchat.droid"]
    assert block.installer == "com.google.android.packageinstaller"
    assert block.originator == "com.sec.android.app.sbrowser"
    assert block.package_source == 4
    assert block.users[0].install_reason == 4
    assert block.users[0].first_installed == "2025-08-26 13:40:57"
    assert block.users[10].installed is False
    assert dump.unread == 0


def test_every_samsung_excerpt_with_blocks_is_read():
    folder = shared("fixtures/samsung-android14-excerpts")
    for path in sorted(folder.glob("package_parser__*.txt")):
        text = path.read_text()
        dump = read_package_dump(text)
        assert len(dump.packages) == len(re.findall(r"^  Package \[", text, re.MULTILINE))
        assert dump.found == ("\nPackages:" in text)


def test_miui_android_7():
    path = shared("fixtures/miui-android7-excerpt/dumpsys_package_android7_miui.txt")
    dump = read_package_dump(path.read_text())
    (block,) = dump.packages.values()
    assert block.installer == "com.miui.packageinstaller"
    assert block.first_installed == "2017-10-22 23:50:25"
    assert block.last_updated == "2017-10-22 23:50:55"
    assert block.users[0].installed
    assert block.users[0].data_inode == 1155675
    assert block.users[999].installed is False
    assert dump.unread == 0
