"""Terbilang: numbers, dates and times spelled out, as minutes (berita acara) state them."""

from datetime import date

from phone_audit.reporting import figures

_UNITS = (
    *("nol", "satu", "dua", "tiga", "empat", "lima"),
    *("enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"),
)
_DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
_ENGLISH_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_GROUPS = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))
MOST = 10**15 - 1


def number_words(value: int) -> str:
    """Return ``dua ribu dua puluh enam`` for 2026; 0 to 999 trillion.

    Read from: Tata Bahasa Baku Bahasa Indonesia, numeralia: ``se-`` for one before
    *belas*, *puluh*, *ratus* and *ribu*, ``satu`` before *juta* and above.

    Raises:
        ValueError: the number is negative or larger.
    """
    if not 0 <= value <= MOST:
        raise ValueError(f"{value} is not spelled out")
    return " ".join(_words(value)) or _UNITS[0]


def _words(value: int) -> list[str]:
    if value == 0:
        return []
    if value < 12:
        return [_UNITS[value]]
    if value < 20:
        return [_UNITS[value - 10], "belas"]
    if value < 100:
        return [_UNITS[value // 10], "puluh", *_words(value % 10)]
    if value < 200:
        return ["seratus", *_words(value - 100)]
    if value < 1000:
        return [_UNITS[value // 100], "ratus", *_words(value % 100)]
    if value < 2000:
        return ["seribu", *_words(value - 1000)]
    size, name = next((size, name) for size, name in _GROUPS if value >= size)
    return [*_words(value // size), name, *_words(value % size)]


def date_words(day: date) -> str:
    """Return ``sembilan belas bulan November tahun dua ribu dua puluh enam``."""
    month = figures.month(day.month, "id")
    return f"{number_words(day.day)} bulan {month} tahun {number_words(day.year)}"


def time_words(hour: int, minute: int) -> str:
    """Return ``sembilan lewat empat belas menit``; on the hour, ``sembilan``."""
    hours = number_words(hour)
    return f"{hours} lewat {number_words(minute)} menit" if minute else hours


def day_name(day: date, lang: str = "id") -> str:
    """Return ``Kamis``; in English ``Thursday``."""
    return (_ENGLISH_DAYS if lang == "en" else _DAYS)[day.weekday()]
