"""Every feature of a name has words in both languages."""

import pytest

from phone_audit.cli.language import choose
from phone_audit.cli.signatures.feature_words import feature_words
from phone_audit.resources import signatures_folder
from phone_audit.signatures.load import load
from phone_audit.signatures.unlisted import Unlisted

NAMES = (
    "rtpzebra88.xyz",
    "m.slotku777-vip.pages.dev",
    "123abc45-7.com",
    "xn--zebra-o4a88.xyz",
    "a1b2c3d4e5.com",
    "b.toko.co.id",
)


@pytest.fixture(autouse=True)
def _indonesian_again():  # type: ignore[no-untyped-def]
    yield
    choose(["--lang", "id"])


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_feature_is_printed_as_it_is_written_down(language: str) -> None:
    choose(["--lang", language])
    rules = load(signatures_folder()).names
    assert rules is not None
    unlisted = Unlisted(rules)
    for name in NAMES:
        found = unlisted.read(name)
        assert found
        for feature in found:
            assert feature_words(feature) != feature, feature


def test_features_are_said_as_a_person_would_read_them() -> None:
    choose(["--lang", "en"])
    assert feature_words("=zebra") == 'the word "zebra"'
    assert feature_words("d2|.xyz") == "ends in 2 digits, below .xyz"
    assert feature_words("a|.com") == "ends in letters, below .com"
    assert feature_words("8|.com") == "about 16 characters, below .com"
    assert feature_words("4|d2") == "about 8 characters, ends in 2 digits"
    assert feature_words("[slot]|.xyz") == "signal slot below .xyz"
    assert feature_words("&a2d2") == "of the form xxxxxx99"
    assert feature_words("ra88$") == 'a word ends "ra88"'
