import pytest

from phone_audit.formats.install_records import read_changes, read_sessions
from tests.shared import shared

LONG = "x" * 30


def session(pairs, *, outer="  ", inner="      ", width=120):
    """Return one kept session as the service prints it: broken anywhere at its width."""
    text = inner[len(outer) :] + pairs
    size = width - len(outer)
    lines = [outer + text[at : at + size] for at in range(0, len(text), size)]
    return "Historical install sessions:\n  Session 7:\n" + "\n".join(lines) + "\n"


def only(text):
    (row,) = read_sessions(text).rows
    return row


@pytest.mark.parametrize("padding", range(125))
def test_wherever_the_line_breaks_the_pairs_read_the_same(padding):
    pairs = (
        f"userId=10 installerPackageName=id.contoh.toko createdMillis=1763588000000 "
        f"stageDir=/{'d' * padding} appPackageName=id.contoh.permainan appLabel=null "
        f"originatingUri=https://unduh.situs.invalid/{LONG * 5}/a.apk originatingUid=1 "
        f"referrerUri=https://www.situs.invalid/ mFinalStatus=1 mFinalMessage=null "
    )
    row = only(session(pairs))
    assert (row.user, row.package, row.installer) == (10, "id.contoh.permainan", "id.contoh.toko")
    assert (row.origin_host, row.referrer_host) == ("unduh.situs.invalid", "www.situs.invalid")
    assert (row.created_ms, row.status) == (1763588000000, 1)


@pytest.mark.parametrize("padding", range(0, 125, 5))
def test_pairs_kept_apart_from_the_heading_read_the_same_too(padding):
    pairs = (
        f"createdMillis=1 stageDir=/{'d' * padding} appPackageName=id.contoh.permainan "
        f"originatingUri=https://unduh.situs.invalid/{LONG} mFinalStatus=-3 mFinalMessage=x "
    )
    row = only(session(pairs, outer="    ", inner="    "))
    assert (row.package, row.origin_host) == ("id.contoh.permainan", "unduh.situs.invalid")
    assert row.status == -3


def test_a_label_or_a_message_cannot_name_a_site():
    row = only(
        session(
            "createdMillis=1 appPackageName=a.b appLabel=A originatingUri=https://x.invalid/ "
            "mFinalStatus=1 originatingUri=null referrerUri=null mFinalStatus=0 "
            "mFinalMessage=see referrerUri=https://y.invalid/ mFinalStatus=1 "
        )
    )
    assert (row.origin_host, row.referrer_host, row.status) == (None, None, 0)


@pytest.mark.parametrize(
    "address",
    ["content://situs.invalid/1", "file:///sdcard/a.apk", "android-app://a.b", "null", "https://"],
)
def test_only_web_addresses_have_a_host(address):
    assert only(session(f"createdMillis=1 originatingUri={address} x=1 ")).origin_host is None


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_name_or_an_address_that_is_broken_off_is_not_read(end):
    whole = session("createdMillis=1 appPackageName=id.contoh.permainan ")
    assert only(whole[: whole.index("permainan") + 4]).package is None
    text = "createdMillis=1 originatingUri=https://unduh.situs.invalid.example/" + LONG * 4
    broken = session(text).split("\n")
    assert only("\n".join(broken[:3]) + end).origin_host is None


def test_sections_and_headings_of_every_version():
    text = (
        "Active install sessions:\n  Active Session 24:\n    createdMillis=1 appPackageName=a.b \n"
        "    Active Child Session 25:\n      createdMillis=2 appPackageName=a.c \n\n"
        "Orphaned install sessions:\n  Session 3:\n    createdMillis=3 appPackageName=a.d \n"
        "Finalized install sessions:\n\nHistorical install sessions:\n  \n"
        "Legacy install sessions:\n  {}\n"
    )
    sessions = read_sessions(text)
    assert [row.package for row in sessions.rows] == ["a.b", "a.c", "a.d"]
    assert (sessions.answered, sessions.unread) == (True, 0)


def test_sessions_elsewhere_in_the_text_are_not_read():
    assert read_sessions("Other things:\n  Session 3:\n    createdMillis=3\n").rows == ()


def test_a_session_that_cannot_be_read_is_counted():
    sessions = read_sessions("Historical install sessions:\n  Session 3:\n    apa=ini\n")
    assert sessions.unread == 1


def test_changes_belong_to_their_user_and_stand_once():
    text = (
        "Package Changes:\n  Sequence number=3\n  User 0:\n    seq=1, package=a.b\n"
        "    seq=2, package=a.b\n  User 10:\n    No packages changed\n\n"
        "Frozen packages:\n  (none)\n"
    )
    changes = read_changes(text)
    assert changes.rows == ((0, "a.b"),)
    assert (changes.answered, changes.unread) == (True, 0)


def test_changes_of_another_form_are_counted():
    text = (
        "Package Changes:\n    seq=1, package=a.b\n  User 0:\n    removed=a.c\n"
        "    seq=2, package=a b\n"
    )
    changes = read_changes(text)
    assert (changes.rows, changes.unread) == ((), 3)
    assert (
        read_changes("Package Changes:\n  User 0:\n    seq=1, package=id.contoh.perma").rows == ()
    )


def test_the_sections_of_a_real_phone():
    text = shared("fixtures/pixel-android10-real/sections/dumpsys_package.txt").read_text(
        encoding="utf-8", errors="replace"
    )
    sessions, changes = read_sessions(text), read_changes(text)
    assert (sessions.answered, sessions.rows, sessions.unread) == (True, (), 0)
    assert (changes.answered, changes.rows, changes.unread) == (True, (), 0)
