import pytest

from phone_audit.formats.pm import UserRow
from phone_audit.model.capture import GapReason
from phone_audit.model.phone import CLOSED_KINDS, Known, ProfileKind
from phone_audit.sources.profiles import SOURCE, kind_of
from tests.captures import capture
from tests.shared import shared


def row(user, flags, name=None, user_type=None):
    return UserRow(user=user, flags=flags, running=True, factory_name=name, user_type=user_type)


@pytest.mark.parametrize(
    ("maker", "sdk", "user", "flags", "kind"),
    [
        (None, None, 0, 0x10061030, "owner"),
        ("samsung", 34, 150, 0x61010, "secure_folder"),
        ("samsung", 34, 152, 0x1030, "secure_folder"),
        ("samsung", 34, 11, 0x20030, "secure_folder"),
        ("samsung", 34, 95, 0x20001010, "clone"),
        ("samsung", 34, 10, 0x10000030, "work"),
        ("samsung", 34, 10, 0x1030, "work"),
        ("samsung", 34, 77, 0x80410, "maintenance"),
        ("Xiaomi", 30, 999, 0x801010, "clone"),
        ("Xiaomi", 30, 110, 0x8000410, "maintenance"),
        ("Xiaomi", 30, 10, 0x410, "second_user"),
        ("realme", 31, 999, 0x4001010, "clone"),
        ("OnePlus", 31, 998, 0x4001010, "clone"),
        ("vivo", 31, 999, 0x1030, "clone"),
        ("vivo", 31, 888, 0x410, "maintenance"),
        ("INFINIX", 33, 999, 0x9010, "clone"),
        ("TECNO MOBILE LIMITED", 33, 10, 0x410, "second_user"),
        ("Google", 33, 10, 0x1010, "unknown"),
        ("Google", 34, 10, 0x1010, "clone"),
        ("Google", 35, 10, 0x1010, "private_space"),
        ("Google", None, 10, 0x1010, "private_space"),
        ("Google", 35, 10, 0x404, "second_user"),
        ("HONOR", 33, 999, 0x1030, "clone"),
        ("", 33, 10, 0x30, "work"),
        (None, 33, 150, 0x30, "secure_folder"),
        (None, 33, 999, 0x30, "clone"),
    ],
)
def test_kinds_by_maker_flags_and_id(maker, sdk, user, flags, kind):
    assert kind_of(row(user, flags), maker=maker, sdk=sdk) is ProfileKind(kind)


@pytest.mark.parametrize(
    ("user_type", "kind"),
    [
        ("android.os.usertype.profile.PRIVATE", "private_space"),
        ("android.os.usertype.profile.CLONE", "clone"),
        ("android.os.usertype.profile.MANAGED", "work"),
        ("android.os.usertype.profile.DUAL", "clone"),
        ("com.samsung.android.os.usertype.full.MAINTENANCE_MODE", "maintenance"),
        ("android.os.usertype.full.SECONDARY", "second_user"),
    ],
)
def test_androids_own_type_comes_first(user_type, kind):
    flags = 0x410 if ".full." in user_type else 0x1010
    found = kind_of(row(12, flags, user_type=user_type), maker="Google", sdk=36)
    assert found is ProfileKind(kind)


def test_the_same_bit_means_something_else_elsewhere():
    bits = row(20, 0x10000410)
    assert kind_of(bits, maker="samsung", sdk=31) is ProfileKind.WORK
    assert kind_of(bits, maker="vivo", sdk=31) is ProfileKind.MAINTENANCE
    assert kind_of(bits, maker="Google", sdk=31) is ProfileKind.SECOND_USER


def test_a_secure_folder_by_name_is_closed_whatever_its_flags():
    found = kind_of(row(13, 0x30, name="Secure Folder"), maker="samsung", sdk=30)
    assert found in CLOSED_KINDS


def test_an_answer_without_users_is_a_gap():
    reading = SOURCE.read(Known(), (capture(stdout=b"Users:\n", source="profiles"),))
    assert [gap.reason for gap in reading.gaps] == [GapReason.NOT_UNDERSTOOD]
    assert not reading.covered[0].complete


def test_the_real_bug_report():
    text = shared("fixtures/pixel-android10-real/sections/dumpsys_user.txt").read_bytes()
    reading = SOURCE.read(Known(maker="Google", sdk=29), (capture(stdout=text, section=True),))
    assert [(one.user, one.profile, one.running) for one in reading.facts] == [
        (0, ProfileKind.OWNER, True),
        (11, ProfileKind.SECOND_USER, False),
    ]
    assert reading.gaps == ()
