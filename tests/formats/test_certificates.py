"""How certificates are written in lists, and those that nobody's app can be told by."""

import pytest

from phone_audit.formats.certificates import PUBLIC_KEYS, normalise

SHA1, SHA256 = "230e35a26e471352df5dbdbcf9834e0711500cb0", "ab" * 32
COLONS = ":".join(SHA1[at : at + 2] for at in range(0, 40, 2))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SHA1, SHA1),
        (SHA1.upper(), SHA1),
        (COLONS.upper(), SHA1),
        (COLONS.replace(":", " "), SHA1),
        (f"SHA1: {COLONS}", SHA1),
        (f" sha-256={SHA256} ", SHA256),
        (SHA256, SHA256),
        ("ab" * 16, None),  # MD5
        ("ab" * 19, None),
        ("ab" * 33, None),
        ("zz" * 32, None),
        ("", None),
        (":" * 10_000 + SHA1, None),
    ],
)
def test_hashes_in_every_way_of_writing_them(text: str, told: str | None) -> None:
    assert normalise(text) == told


def test_public_keys_are_written_as_they_are_compared() -> None:
    assert {normalise(one) for one in PUBLIC_KEYS} == PUBLIC_KEYS
