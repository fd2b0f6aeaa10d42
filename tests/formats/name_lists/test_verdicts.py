import pytest

from phone_audit.formats.name_lists.verdicts import is_blocked


@pytest.mark.parametrize(
    ("target", "blocked"),
    [
        ("0.0.0.0", True),
        ("127.0.0.1", True),
        ("127.0.1.1", True),
        ("::", True),
        ("::1", True),
        (".", True),
        ("*.", True),
        ("#", True),
        ("", True),
        ("rpz-drop.", True),
        ("lamanlabuh.aduankonten.id.", True),
        ("aduankonten.id", True),
        ("bukanaduankonten.id", False),
        ("216.239.38.120", False),
        ("2001:db8::1", False),
        ("cari-aman.example.", False),
        ("blok.kantor.example", True),
        ("10.1.1.1", True),
    ],
)
def test_nowhere_a_block_page_or_somewhere(target, blocked):
    assert is_blocked(target, frozenset({"blok.kantor.example", "10.1.1.1"})) is blocked
