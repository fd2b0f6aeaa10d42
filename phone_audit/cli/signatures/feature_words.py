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
    (re.compile(r"\[([^\]]+)\]"), lambda m: say(f"tanda {m[1]}", f"signal {m[1]}")),
    (re.compile(r"\.(.+)"), lambda m: say(f"akhiran .{m[1]}", f"suffix .{m[1]}")),
    (
        re.compile(r"9:(\d+)"),
        lambda m: say(f"kata berakhir {m[1]} digit", f"a word ends in {m[1]} digits"),
    ),
    (re.compile(r"-:(\d+)"), lambda m: say(f"jumlah kata: {m[1]}", f"words: {m[1]}")),
    (re.compile(r"<:(\d+)"), lambda m: say(f"jumlah bagian: {m[1]}", f"labels: {m[1]}")),
    (
        re.compile(r"~:(\d+)"),
        lambda m: say(
            f"panjang sekitar {2 * int(m[1])} huruf", f"about {2 * int(m[1])} characters long"
        ),
    ),
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
        re.compile(r"([a-z]+)\$"),
        lambda m: say(f'kata berakhir "{m[1]}"', f'a word ends "{m[1]}"'),
    ),
    (re.compile(r"([a-z0-9]+)"), lambda m: say(f'memuat "{m[1]}"', f'holds "{m[1]}"')),
)


def feature_words(feature: str) -> str:
    """Return a feature in the language of this run; a form nobody knows stays as it is."""
    for form, words in _FORMS:
        if found := form.fullmatch(feature):
            return words(found)
    return feature
