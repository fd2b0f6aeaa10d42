"""Words that claim too much, and the few places where one is right."""

import re
from collections.abc import Iterable
from typing import NamedTuple

FORBIDDEN = re.compile(
    r"""\b(
        terbukti | membuktikan | pelaku | penjudi | tersangka | terlapor | bersalah
      | melanggar | pelanggaran | positif | negatif | bersih | aman | barang\ bukti
      | (me)?nyita | disita | (meng)?geledah | razia | forensik\ penuh
      | bit\ demi\ bit | akurat | mengaku | memutuskan | hukuman | sanksi | pasal
      | prov(e|es|ed|en|ing) | guilt(y)? | gambler(s)? | culprit | suspect(s)? | offender
      | violat\w+ | clean | safe | seiz\w+ | search\w* | raid | accurate | confess\w*
      | admit\w* | verdict | punish\w* | sanction\w* | always | never\ played
    )\b | 100\s?%""",
    re.IGNORECASE | re.VERBOSE,
)


class Allowed(NamedTuple):
    """A phrase in which a forbidden word says less, not more."""

    phrase: str
    reason: str


EXCEPTIONS = (
    Allowed("tidak membuktikan", "denies the claim"),
    Allowed("does not prove", "denies the claim"),
    Allowed(
        "bukan dasar tunggal penjatuhan hukuman disiplin",
        "tells the panel that the report alone is no ground; the sentence is normative",
    ),
    Allowed(
        "sehubungan dengan dugaan pelanggaran disiplin",
        "the form of the BKN; what is supposed is left to the competent official, as dots",
    ),
)


def claims(texts: Iterable[str]) -> tuple[list[str], set[str]]:
    """Return every forbidden word with its surroundings, and the exceptions that were used."""
    found: list[str] = []
    used: set[str] = set()
    for text in texts:
        flat = " ".join(text.split())
        spans = []
        for exception in EXCEPTIONS:
            for hit in re.finditer(re.escape(exception.phrase), flat, re.IGNORECASE):
                spans.append(hit.span())
                used.add(exception.phrase)
        found += [
            flat[max(0, hit.start() - 40) : hit.end() + 40]
            for hit in FORBIDDEN.finditer(flat)
            if not any(start <= hit.start() and hit.end() <= end for start, end in spans)
        ]
    return found, used
