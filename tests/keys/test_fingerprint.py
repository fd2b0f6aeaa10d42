import hashlib

from phone_audit.keys.fingerprint import WORDS, fingerprint, in_groups, in_words


def test_a_fingerprint_is_the_beginning_of_a_sha256():
    assert fingerprint(b"key") == hashlib.sha256(b"key").hexdigest()[:32]


def test_it_is_shown_in_groups_and_said_in_words():
    key_id = "000102ff" * 4
    assert in_groups(key_id) == "0001 02ff 0001 02ff 0001 02ff 0001 02ff"
    said = in_words(key_id).split()
    assert said == [WORDS[0], WORDS[1], WORDS[2], WORDS[255]] * 3


def test_every_byte_has_a_word_of_its_own_that_no_slip_turns_into_another():
    assert len(set(WORDS)) == 256
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 9 for word in WORDS)
    for word in WORDS:
        for other in WORDS:
            if len(word) == len(other) and word != other:
                assert sum(a != b for a, b in zip(word, other, strict=True)) > 1, (word, other)


def test_another_key_is_said_in_other_words():
    first, second = (in_words(fingerprint(name)) for name in (b"one", b"two"))
    assert first != second
