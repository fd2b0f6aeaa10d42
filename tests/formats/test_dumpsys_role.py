import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.formats.dumpsys_role import read_roles
from tests.shared import shared

BROWSER = "android.app.role.BROWSER"


def test_holders_by_user_and_role():
    text = (
        "      user_id=0\n"
        f"          name={BROWSER}\n          holders=a.b,c.d\n"
        "          name=android.app.role.SMS\n        }\n"
        f"      user_id=10\n          name={BROWSER}\n"
    )
    assert read_roles(text).holders == {
        0: {BROWSER: ("a.b", "c.d"), "android.app.role.SMS": ()},
        10: {BROWSER: ()},
    }


@pytest.mark.parametrize(
    "text",
    [
        f"          name={BROWSER}\n          holders=a.b\n",
        "      user_id=0\n          holders=a.b\n",
        f"      user_id=0\n          name={BROWSER}\n          holders=../x\n",
    ],
)
def test_a_holder_without_user_role_or_name_is_none(text):
    assert not any(any(roles.values()) for roles in read_roles(text).holders.values())


def test_the_real_android_10_report():
    roles = read_roles(
        shared("fixtures/pixel-android10-real/sections/dumpsys_role.txt").read_text()
    )
    assert roles.answered
    assert roles.holders[0][BROWSER] == ("org.chromium.webview_shell",)


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_exception(text):
    read_roles(text)
    read_roles(f"      user_id=0\n          name={BROWSER}\n{text}\n")
