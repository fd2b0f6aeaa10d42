"""Names that apps show on the screen: compared whole, and never worth more than a question."""

import re
import unicodedata
from collections.abc import Iterable

from phone_audit.model.signature import Signature

_WORD = re.compile(r"[^\W_]+")
_PLAIN = frozenset(
    {"aplikasi", "app", "apk", "bandar", "big2", "capsa", "casino", "ceme", "domino"}
    | {"free", "gacor", "gaple", "game", "games", "gratis", "indonesia", "judi", "kartu"}
    | {"kasino", "kiu", "ludo", "mahjong", "online", "poker", "qiu", "qiuqiu", "qq"}
    | {"remi", "rummy", "slot", "slots", "susun", "texas", "togel", "toto"}
)
"""Words that dozens of apps share; a label of nothing else tells none of them apart."""


class AppLabels:
    """The labels of a list's entries, made ready for looking a label up."""

    def __init__(self, signatures: Iterable[Signature]) -> None:
        self._entries = {
            folded(label): signature for signature in signatures for label in signature.labels
        }

    def find(self, label: str) -> Signature | None:
        """Return the entry whose app shows exactly this, or ``None``; parts never match."""
        return self._entries.get(folded(label))


def folded(label: str) -> str:
    """Return a label as it is compared: its words in lower case, one space between.

    ``Domino Gaple Boya:QiuQiu Capsa`` and ``domino gaple boya: qiuqiu capsa`` are the same.
    """
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", label).casefold()))


def is_plain(label: str) -> bool:
    """Tell whether a label holds only words that many harmless apps carry, or none."""
    return all(word in _PLAIN or word.isdecimal() for word in folded(label).split())
