"""Only a small part of YAML is read, and everything else is refused with its line."""

import pytest
from hypothesis import given, strategies

from phone_audit.signatures.strict_yaml import MAX_BYTES, Place, read_document


def read(text: str) -> object:
    document = read_document("x.yaml", text.encode())
    assert document.complaints == []
    return document.value


def complaints(text: str | bytes) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    return [str(complaint) for complaint in read_document("x.yaml", data).complaints]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("88", 88),
        ("-3", -3),
        ("0", 0),
        ("0510", "0510"),
        ("0x1f", "0x1f"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("2026.11", "2026.11"),
        ("1e3", "1e3"),
        ("2026-11-23", "2026-11-23"),
        ('"88"', "88"),
        ("'true'", "true"),
        ("9" * 30, "9" * 30),
    ],
)
def test_a_word_is_what_it_looks_like(text: str, value: object) -> None:
    assert read(f"a: {text}\n") == {"a": value}
    assert type(read(f"a: {text}\n")["a"]) is type(value)  # type: ignore[index]


def test_shapes_and_lines() -> None:
    document = read_document("x.yaml", b"a:\n  - b: 1\n    c: [x, y]\n  - z\n")
    assert document.value == {"a": [{"b": 1, "c": ["x", "y"]}, "z"]}
    assert document.place("a", 0, "c", 1) == Place(3, 12)
    assert document.place("a", 1) == Place(4, 5)
    assert document.place("a", 1, "not", "there") == Place(4, 5)
    assert document.place("elsewhere") == Place(1, 1)


def test_a_byte_order_mark_is_not_part_of_the_first_key() -> None:
    assert read("\ufeffa: 1\n") == {"a": 1}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a: 1\nb: 2\na: 3\n", 'x.yaml:3:1: "a" is written twice'),
        ("a: 1\nb:\n  c: 1\n  c: {d: 2}\n", 'x.yaml:4:3: "c" is written twice'),
        ("a: &x 1\n", "x.yaml:1:4: anchors and aliases are not read"),
        ("a: 1\nb: *a\n", "x.yaml:2:4: anchors and aliases are not read"),
        ("a: !!python/object:os.system x\n", "x.yaml:1:4: tags (!) are not read"),
        ("a: !mine [1]\n", "x.yaml:1:4: tags (!) are not read"),
        ("a: 1\n---\nb: 2\n", "x.yaml:2:1: a second document in the same file"),
        ("? [a, b]\n: c\n", "x.yaml:1:3: a key that is not text"),
        ("a: [1\nb: 2\n", "x.yaml:2:2: not YAML: "),
        ("a:\n\t- 1\n", "x.yaml:2:1: not YAML: "),
        ("a: 1\nb: \x07\n", "x.yaml:2:4: not YAML: control characters are not allowed"),
        ("a: " + "[" * 13 + "]" * 13, "x.yaml:1:15: nested too deeply"),
    ],
)
def test_a_surprise_is_a_complaint_with_its_line(text: str, complaint: str) -> None:
    assert any(line.startswith(complaint) for line in complaints(text)), complaints(text)


def test_a_page_of_aliases_unfolds_to_nothing() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        bomb += f"{name}: &{name} [{','.join([f'*{before}'] * 8)}]\n"
    document = read_document("x.yaml", bomb.encode())
    assert len(document.complaints) == 9 + 8 * 8
    assert document.value == {"a": ["x"] * 8} | {name: [None] * 8 for name in "bcdefghi"}


def test_a_hundred_thousand_brackets_end_at_the_thirteenth() -> None:
    assert complaints("[" * 100_000) == ["x.yaml:1:13: nested too deeply (at most 12 levels)"]


def test_large_and_foreign_files_are_refused() -> None:
    assert complaints(b"a: 1\n" + b"#" * MAX_BYTES)[0].startswith("x.yaml:1:1: 262149 bytes")
    assert complaints(b"a: 1\nb: \xff\n") == ["x.yaml:2:4: not UTF-8 text (save the file as UTF-8)"]
    assert complaints("a: 1\n".encode("utf-16"))[0].startswith("x.yaml:1:1: not UTF-8 text")


@given(strategies.text(alphabet="ab:-[]{}&*!?,'\"#|> \n\t0\u202e", max_size=60))
def test_any_text_gives_a_value_or_a_complaint(text: str) -> None:
    document = read_document("x.yaml", text.encode())
    if document.value is not None:
        assert isinstance(document.value, dict | list | str | int | bool)
