"""A host name cut into the parts that a rule about names may look at."""

import re
import unicodedata

from phone_audit.formats.hostname import registrable
from phone_audit.model.record import Record

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
_LEET = str.maketrans("01345", "oieas")
_LEET_INSIDE = re.compile(r"(?<=[a-z])[01345](?=[a-z])|(?<=[a-z][01345])[01345](?=[a-z])")
_MOST_LABELS = 6
_LONGEST_LABEL = 63


class NameParts(Record):
    """A host below what many share, folded to ``a-z0-9`` with ``-`` and ``.`` as borders.

    ``owned`` is the registrable domain or the tenant of a shared host. ``text`` is what
    stands left of the suffix, ``suffix`` the rest: ``m.slöt-88.web.app`` gives
    ``m.slot-88`` and ``web.app``. ``folded`` tells that letters outside ``a-z`` were
    read as the ones they look like.
    """

    owned: str
    text: str
    suffix: str
    folded: bool = False


def name_parts(host: str) -> NameParts | None:
    """Return the parts of a normalised host, or ``None`` if nobody in particular owns it."""
    owned = registrable(host)
    if owned is None:
        return None
    first, _, suffix = owned.partition(".")
    labels = [*host[: len(host) - len(owned)].split(".")[:-1], first][-_MOST_LABELS:]
    if labels[0] == "www":
        labels = labels[1:] or labels
    plain = [_fold(label[:_LONGEST_LABEL]) for label in labels]
    return NameParts(owned=owned, text=".".join(plain), suffix=suffix, folded=plain != labels)


def unleet(text: str) -> str:
    """Return the text with digits between letters read as letters: ``sl0t88`` is ``slot88``.

    Only a second try: ``s1ot`` and ``gac0r`` are rare, and digits are mostly digits.
    """
    return _LEET_INSIDE.sub(lambda digit: digit[0].translate(_LEET), text)


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
