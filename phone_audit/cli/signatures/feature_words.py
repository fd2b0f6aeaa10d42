"""What the features of a score mean, in words; their forms are told in ``features``."""

import re
from collections.abc import Callable

from phone_audit.cli.language import say

_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(r"\[mesin\]"),
        lambda _: say("huruf dan angka berganti-ganti", "letters and digits by turns"),
    ),
    (
        re.compile(r"\[\*\](\d*)"),
        lambda m: (
            say(f"angka {m[1]} di antara huruf di luar a-z", f"{m[1]} among letters outside a-z")
            if m[1]
            else say("huruf di luar a-z", "letters outside a-z")
        ),
    ),
    (
        re.compile(r"\[([^+\]]+)\+([^\]]+)\]"),
        lambda m: say(f"tanda {m[1]} dan {m[2]} bersama", f"signals {m[1]} and {m[2]} together"),
    ),
    (
        re.compile(r"\[([^\]]+)\]\|(\..+)"),
        lambda m: say(f"tanda {m[1]} di bawah {m[2]}", f"signal {m[1]} below {m[2]}"),
    ),
    (re.compile(r"\[([^\]]+)\]"), lambda m: say(f"tanda {m[1]}", f"signal {m[1]}")),
    (re.compile(r"\.(.+)"), lambda m: say(f"akhiran .{m[1]}", f"suffix .{m[1]}")),
    (
        re.compile(r"9:(\d+)"),
        lambda m: say(f"kata berakhir {m[1]} digit", f"a word ends in {m[1]} digits"),
    ),
    (re.compile(r"-:(\d+)"), lambda m: say(f"jumlah kata: {m[1]}", f"words: {m[1]}")),
    (re.compile(r"<:(\d+)"), lambda m: say(f"jumlah bagian: {m[1]}", f"labels: {m[1]}")),
    (
        re.compile(r"(a|d\d)\|(\..+)"),
        lambda m: say(f"{_end(m[1])}, di bawah {m[2]}", f"{_end(m[1])}, below {m[2]}"),
    ),
    (
        re.compile(r"(\d)\|(\..+)"),
        lambda m: say(f"{_size(m[1])}, di bawah {m[2]}", f"{_size(m[1])}, below {m[2]}"),
    ),
    (re.compile(r"(\d)\|(a|d\d)"), lambda m: f"{_size(m[1])}, {_end(m[2])}"),
    (
        re.compile(r"&((?:[ad]\d)+)"),
        lambda m: say(f"bentuk {_shape(m[1])}", f"of the form {_shape(m[1])}"),
    ),
    (re.compile(r">([a-z]+)"), lambda m: say(f'"{m[1]}" di depan', f'"{m[1]}" in front')),
    (re.compile(r"<([a-z]+)"), lambda m: say(f'"{m[1]}" di belakang', f'"{m[1]}" behind')),
    (re.compile(r"=([a-z]+)"), lambda m: say(f'kata "{m[1]}"', f'the word "{m[1]}"')),
    (
        re.compile(r"#=(\d+)"),
        lambda m: say(f"angka {m[1]} berdiri sendiri", f"number {m[1]} alone"),
    ),
    (
        re.compile(r"#\^(\d+)"),
        lambda m: say(f"angka {m[1]} sebelum huruf", f"number {m[1]} before letters"),
    ),
    (
        re.compile(r"#(\d+)"),
        lambda m: say(f"angka {m[1]} sesudah huruf", f"number {m[1]} after letters"),
    ),
    (
        re.compile(r"\^([a-z]+)\$"),
        lambda m: say(f'kata utuh "{m[1]}"', f'the whole word "{m[1]}"'),
    ),
    (
        re.compile(r"\^([a-z]+)"),
        lambda m: say(f'kata berawal "{m[1]}"', f'a word begins "{m[1]}"'),
    ),
    (
        re.compile(r"([a-z0-9]+)\$"),
        lambda m: say(f'kata berakhir "{m[1]}"', f'a word ends "{m[1]}"'),
    ),
    (re.compile(r"([a-z0-9]+)"), lambda m: say(f'memuat "{m[1]}"', f'holds "{m[1]}"')),
)


def _end(form: str) -> str:
    digits = int(form[1:] or 0)
    if not digits:
        return say("berakhir huruf", "ends in letters")
    return say(f"berakhir {digits} digit", f"ends in {digits} digits")


def _size(half: str) -> str:
    size = 2 * int(half)
    return say(f"sekitar {size} huruf", f"about {size} characters")


def _shape(form: str) -> str:
    """Return ``a2d2`` as people write it: letters are ``x``, digits ``9``."""
    return "".join(
        ("x" * (3 * int(count)) if kind == "a" else "9" * int(count))
        for kind, count in re.findall(r"([ad])(\d)", form)
    )


def feature_words(feature: str) -> str:
    """Return a feature in the language of this run; a form nobody knows stays as it is."""
    for form, words in _FORMS:
        if found := form.fullmatch(feature):
            return words(found)
    return feature
