"""A change log is read as people write it."""

from phone_audit.signatures.changelog import releases

TEXT = """# Perubahan

*Newest first.*

## 2026.11.23.1

- Satu: zeus138 ditambahkan,
  karena sumbernya jelas.
- Dua: w88.

*One added.*
which goes on.

## 2026.11.23
"""


def test_each_version_has_its_line_and_what_it_says() -> None:
    newest, first = releases(TEXT)
    assert (newest.version, newest.line) == ("2026.11.23.1", 5)
    assert newest.says == (
        "Satu: zeus138 ditambahkan, karena sumbernya jelas.",
        "Dua: w88.",
        "*One added.* which goes on.",
    )
    assert (first.version, first.line, first.says) == ("2026.11.23", 14, ())


def test_a_word_is_found_only_where_it_stands_whole() -> None:
    newest = releases(TEXT)[0]
    assert newest.mentions(("Zeus138",)) == ("Satu: zeus138 ditambahkan, karena sumbernya jelas.",)
    assert newest.mentions(("zeus", "zeus13", "dua: w")) == ()
    assert newest.mentions(("satu", "w88")) == newest.says[:2]


def test_text_without_a_heading_is_no_version() -> None:
    assert releases("just words\n- and an item\n") == ()
