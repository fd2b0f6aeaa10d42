"""A host name cut into the parts that a rule about names may look at."""

import re
import unicodedata

from phone_audit.formats.hostname import is_address
from phone_audit.formats.public_suffixes import shared_suffix
from phone_audit.model.record import Record, replace

_LOOK_ALIKES = str.maketrans(
    {
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ß": "s", "ƙ": "k",
        "ɡ": "g", "ɢ": "g", "ɴ": "n", "ᴏ": "o", "ʟ": "l", "ɩ": "i", "ŋ": "n", "þ": "p", "ə": "e",
        "а": "a", "в": "b", "г": "r", "е": "e", "к": "k", "м": "m", "н": "h", "о": "o", "р": "p",
        "с": "c", "т": "t", "у": "y", "х": "x", "і": "i", "ї": "i", "ј": "j", "ѕ": "s", "ԁ": "d",
        "ԛ": "q", "ԝ": "w", "ɑ": "a", "α": "a", "β": "b", "ε": "e", "η": "n", "ι": "i", "κ": "k",
        "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u", "χ": "x", "ω": "w", "γ": "y", "σ": "o",
    }
)  # fmt: skip
_OUTSIDE = re.compile(r"[^a-z0-9]+")
_RUN = re.compile(r"[a-z]+|[0-9]+")
_LEET = str.maketrans("01345", "oieas")
_LEET_INSIDE = re.compile(r"(?<=[a-z])[01345](?=[a-z])|(?<=[a-z][01345])[01345](?=[a-z])")
_RUNS_AROUND_A_DIGIT = 3
_MOST_LABELS = 6


class NameParts(Record):
    """A host below what many share, folded to ``a-z0-9`` with ``-`` and ``.`` as borders.

    ``owned`` is the registrable domain or the tenant of a shared host. ``text`` is what
    stands left of the suffix, ``suffix`` the rest: ``m.slöt-88x.web.app`` gives
    ``m.slot-88x`` and ``web.app``. ``words`` is the text cut at its borders, each word
    into letters and digits: ``(m,) (slot,) (88, x)``. ``folded`` tells that letters
    outside ``a-z`` were read as the ones they look like.
    """

    owned: str
    text: str
    suffix: str
    words: tuple[tuple[str, ...], ...]
    folded: bool = False


def name_parts(host: str) -> NameParts | None:
    """Return the parts of a normalised host, or ``None`` if nobody in particular owns it."""
    if is_address(host):
        return None
    suffix = shared_suffix(host)
    if len(suffix) == len(host):
        return None
    text = host[: -len(suffix) - 1]
    dot = text.rfind(".")
    owned = host[dot + 1 :]
    if dot >= 0:
        text = text.removeprefix("www.")
        if text.count(".") >= _MOST_LABELS:
            text = ".".join(text.split(".")[-_MOST_LABELS:])
    folded = "xn--" in text
    if folded or "_" in text:
        text = ".".join([_fold(label) for label in text.split(".")])
    return NameParts(owned=owned, text=text, suffix=suffix, words=words_of(text), folded=folded)


def words_of(text: str) -> tuple[tuple[str, ...], ...]:
    """Return a text of ``a-z0-9`` with ``-`` and ``.`` as borders as the runs of its words."""
    words = text.replace("-", ".").split(".") if "-" in text else text.split(".")
    return tuple(
        [(word,) if word.isalpha() else tuple(_RUN.findall(word)) for word in words if word]
    )


def unleet(parts: NameParts) -> NameParts | None:
    """Return a name with digits between letters read as letters: ``sl0t88`` is ``slot88``.

    ``None``: no digit stands so. Only a second try: ``s1ot`` and ``gac0r`` are rare, and
    digits are mostly digits.
    """
    if not any(len(word) >= _RUNS_AROUND_A_DIGIT for word in parts.words):
        return None
    text = _LEET_INSIDE.sub(lambda digit: digit[0].translate(_LEET), parts.text)
    return None if text == parts.text else replace(parts, text=text, words=words_of(text))


def _fold(label: str) -> str:
    if not label.startswith("xn--"):
        return label.replace("_", "-") if "_" in label else label
    try:
        shown = label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label[4:]
    plain = unicodedata.normalize("NFKD", shown.lower().translate(_LOOK_ALIKES))
    kept = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LOOK_ALIKES)
    return _OUTSIDE.sub("-", kept).strip("-")
