import pytest

from phone_audit.formats.pm import is_package_name, read_handlers, read_packages, read_users
from tests.shared import shared


@pytest.mark.parametrize("name", ["android", "id.contoh", "a.b_c.D9", "org.chromium.webapk.a1_v2"])
def test_package_names(name):
    assert is_package_name(name)


@pytest.mark.parametrize(
    "name",
    ["", "1a.b", ".a", "a..b", "a.b;reboot", "a b", "a.b\n", "a'b", "$x", "é.b", "a." * 200 + "b"],
)
def test_what_must_never_enter_a_command(name):
    assert not is_package_name(name)


def test_names_of_people_never_leave():
    users = read_users("Users:\n\tUserInfo{0:Siti: {a}:c13} running\n\tUserInfo{10:x}y:410}\n")
    assert [(row.user, row.flags, row.running) for row in users.rows] == [
        (0, 0xC13, True),
        (10, 0x410, False),
    ]
    assert "Siti" not in repr(users)
    assert users.unread == 0


def test_names_of_makers_may():
    users = read_users("UserInfo{95:DUAL_APP:20001010} running\n")
    assert users.rows[0].factory_name == "DUAL_APP"


def test_a_user_line_of_another_shape_is_counted():
    users = read_users(
        "Users:\n\tUserInfo{zero:A:13} running\n\tUserInfo{0:A:13}\n\tUserInfo{0:B:1}\n"
    )
    assert [row.flags for row in users.rows] == [0x13]
    assert users.unread == 1


@pytest.mark.parametrize(
    ("line", "package", "path", "version", "installer", "uids"),
    [
        ("package:id.contoh", "id.contoh", None, None, None, ()),
        ("package:id.contoh  installer=null", "id.contoh", None, None, None, ()),
        ("package:id.contoh uid:10123", "id.contoh", None, None, None, (10123,)),
        (
            "package:/d/~a==/b.apk=id.contoh versionCode:7 stopped=true  installer=x.y uid:1,10001",
            "id.contoh",
            "/d/~a==/b.apk",
            7,
            "x.y",
            (1, 10001),
        ),
        (
            "package:/x/y=z.apk=id.contoh uid:1 versionCode:2 installer=a.b",
            "id.contoh",
            "/x/y=z.apk",
            2,
            "a.b",
            (1,),
        ),
    ],
)
def test_package_lines_by_key(line, package, path, version, installer, uids):
    parsed = read_packages(line + "\r\n")
    (row,) = parsed.rows
    assert (row.package, row.path, row.version_code, row.installer, row.uids) == (
        package,
        path,
        version,
        installer,
        uids,
    )
    assert row.installer_told == ("installer=" in line)
    assert parsed.unread == 0


def test_a_first_package_without_line_end():
    parsed = read_packages("package:com.baidu.carlifepackage:android\npackage:id.contoh\n")
    assert [row.package for row in parsed.rows] == ["com.baidu.carlife", "android", "id.contoh"]
    assert parsed.unread == 0


@pytest.mark.parametrize(
    "line", ["package:", "packages:x", "Error", "package:a b=c;d=..", "x package:a"]
)
def test_lines_of_another_shape_are_counted(line):
    parsed = read_packages(f"package:id.contoh\n{line}\n")
    assert parsed.unread + len(parsed.rows) == 2


def test_synthetic_list_of_android_14():
    text = shared("fixtures/synthetic-from-platform-source/pm_list_packages_api34.txt").read_text()
    parsed = read_packages(text)
    assert [row.package for row in parsed.rows] == ["com.example.slotgacor", "com.android.chrome"]
    assert parsed.rows[1].uids == (10123, 1010123)
    assert parsed.unread == 1  # the line that says it is synthetic


def test_handlers_once_each_in_order():
    handlers = read_handlers(
        "2 activities found:\n  Activity #0:\n    priority=0 x\n    b.c/.A\n"
        "    a.b/c.D$E\n    b.c/.F\n"
    )
    assert handlers.packages == ("b.c", "a.b")
    assert handlers.answered
    assert handlers.unread == 0


def test_nobody_handles_it_or_nobody_answered():
    assert read_handlers("No activities found\n").answered
    assert not read_handlers("").answered
    assert read_handlers("something else\n").unread == 1


def test_real_users_of_a_bug_report():
    users = read_users(
        shared("fixtures/pixel-android10-real/sections/dumpsys_user.txt").read_text()
    )
    assert [(row.user, row.flags, row.running) for row in users.rows] == [
        (0, 0x13, True),
        (11, 0x10, False),
    ]
    assert users.unread == 0
