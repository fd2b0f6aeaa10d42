import pytest

from phone_audit.formats.dumpsys_package import read_package_dump
from phone_audit.formats.package_checkin import read_package_checkin
from tests.shared import shared

HEAD = "pkg,id.contoh,10234,102,"


@pytest.mark.parametrize(
    ("rest", "sdk", "first", "last", "installer", "source"),
    [
        ("1760000000000,1763000000000,a.b", 29, 1760000000000, 1763000000000, "a.b", None),
        ("1760000000000,1763000000000,?", None, 1760000000000, 1763000000000, None, None),
        ("1763000000000,a.b,4", 33, None, 1763000000000, "a.b", 4),
        ("1763000000000,a.b,4", None, None, 1763000000000, None, 4),
        ("1763000000000,a.b10123?,2", 34, None, 1763000000000, None, 2),
        ("1763000000000,?-1?,0", 36, None, 1763000000000, None, 0),
    ],
)
def test_package_lines_of_each_version(rest, sdk, first, last, installer, source):
    dump = read_package_checkin(HEAD + rest + "\n", sdk=sdk)
    block = dump.packages["id.contoh"]
    assert (block.first_installed, block.last_updated) == (first, last)
    assert (block.installer, block.package_source) == (installer, source)
    assert block.system is None
    assert dump.unread == 0


def test_letters_of_a_user():
    text = f"{HEAD}1,2,?\npkg-usr,0,IbsusL,0,?,\npkg-usr,10,iBSUSlIA,3,a.b,1760000000000,\n"
    users = read_package_checkin(text).packages["id.contoh"].users
    assert (users[0].installed, users[0].hidden, users[0].not_launched) == (True, False, False)
    assert (users[10].installed, users[10].hidden, users[10].suspended) == (False, True, True)
    assert (users[10].not_launched, users[10].enabled) == (True, 3)
    assert users[10].first_installed == 1760000000000


@pytest.mark.parametrize(
    "line",
    [
        "pkg,id.contoh",
        "pkg,id contoh,1,2,3,4,5",
        HEAD + "x,y,z",
        "pkg-usr,0,IbsusL,0",
        "pkg-odd,1",
        f"{HEAD}1,2,?\npkg-usr,0,Q,0,?,",
        f"{HEAD}1,2,?\n{HEAD}1,2,?",
    ],
)
def test_lines_of_another_shape_are_counted(line):
    assert read_package_checkin(line).unread == 1


def test_real_android_10_agrees_with_the_long_form():
    folder = shared("fixtures/pixel-android10-real/sections")
    short = read_package_checkin((folder / "checkin_package.txt").read_text())
    long = read_package_dump((folder / "dumpsys_package.txt").read_text())
    assert len(short.packages) == 134
    assert short.unread == 0
    assert set(short.packages) == set(long.packages)
    for name, block in short.packages.items():
        other = long.packages[name]
        assert block.version_code == other.version_code
        assert block.installer == other.installer
        for user, state in block.users.items():
            told = other.users[user]
            assert (state.installed, state.hidden, state.suspended, state.not_launched) == (
                told.installed,
                told.hidden,
                told.suspended,
                told.not_launched,
            )


def test_synthetic_lines_of_three_versions():
    path = shared("fixtures/synthetic-from-platform-source/package_checkin_api30_api33_api34.txt")
    for part, source in zip(path.read_text().split("# API")[1:], (None, 4, 4), strict=True):
        dump = read_package_checkin(part)
        assert dump.unread == 0
        assert dump.packages["com.example.slotgacor"].package_source == source
