"""Check what the entries cite against the lists they cite, as far as these lie beside us.

    python tools/check_sources.py [--list signatures] [--data ../shared/data]

A domain must stand in a cited list at the cited commit, or be named in the ``says`` of a
source that somebody read by hand; a list is cited only by entries that hold a name of it;
a domain is valid from the day of the oldest cited list that holds it. A package must be
proven in the table of apps and of a kind that fits. Prints every fault, then every name
that the data do not hold, and exits with 1 if there is a fault.
"""

import argparse
import csv
import gzip
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from phone_audit.model.signature import Signature, Strength  # noqa: E402
from phone_audit.signatures.load import load  # noqa: E402

LISTS = {
    "https://github.com/alsyundawy/TustPositif/blob/"
    "eb805be05fca1499ad94b25edbdfef2a0e93740c/gambling_indonesia.txt": (
        "official-derived-2024-03",
        date(2024, 3, 2),
    ),
    "https://github.com/alsyundawy/TrustPositif/blob/"
    "a294edf6bc69a189882feda34ed65de82abcbb34/gambling_indonesia_004.txt": (
        "official-derived-2026-07",
        date(2026, 8, 23),
    ),
}
"""Lists that the data hold name by name: the tag of their names, and the day of the commit."""


@dataclass(slots=True)
class Found:
    """What the check found: faults, and names that only a person can look up."""

    faults: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)


def main() -> int:
    """Check the list and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", type=Path, default=ROOT / "signatures")
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    arguments = parser.parse_args()
    signatures = load(arguments.list).signatures
    found = check(signatures, tags_of(arguments.data), apps_of(arguments.data))
    for line in found.faults:
        print(f"FAULT {line}")
    for line in found.by_hand:
        print(f"by hand: {line}")
    print(f"{len(signatures)} entries, {len(found.faults)} faults, {len(found.by_hand)} by hand")
    return 1 if found.faults else 0


def tags_of(data: Path) -> dict[str, set[str]]:
    """Return the names of the data and the tags of the lists each of them stands in."""
    with gzip.open(data / "domains/gambling_id_sources_train.tsv.gz", "rt", encoding="utf-8") as f:
        rows = (line.rstrip("\n").split("\t") for line in f)
        return {host: set(tags.split(",")) for host, tags in rows}


def apps_of(data: Path) -> dict[str, tuple[str, str]]:
    """Return the packages of the data with category and confidence."""
    with (data / "apps/apps_labelled_train.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["package"]: (row["category"], row["confidence"]) for row in csv.DictReader(file)
        }


def check(
    signatures: Iterable[Signature],
    tags: Mapping[str, set[str]],
    apps: Mapping[str, tuple[str, str]],
) -> Found:
    """Check every name of every entry."""
    found = Found()
    for signature in signatures:
        found.faults += [f"{signature.id}: {what}" for what in _of_lists(signature, tags)]
        for listed in signature.domains:
            if any(tag in tags.get(listed.domain, ()) for tag in _cited(signature)):
                continue
            _note(found, signature, listed.domain)
        for package in signature.packages:
            if package in apps:
                found.faults += [
                    f"{signature.id}: {what}"
                    for what in _of_app(signature, package, *apps[package])
                ]
            else:
                found.by_hand.append(f"{signature.id}: {package}")
    return found


def _cited(signature: Signature) -> dict[str, date]:
    return {
        LISTS[source.url][0]: LISTS[source.url][1]
        for source in signature.sources
        if source.url in LISTS
    }


def _note(found: Found, signature: Signature, domain: str) -> None:
    others = [source for source in signature.sources if source.url not in LISTS]
    if any(_names(source.says, domain) for source in others):
        found.by_hand.append(f"{signature.id}: {domain}")
    else:
        found.faults.append(f"{signature.id}: {domain} stands in no list that the entry cites")


def _names(text: str, domain: str) -> bool:
    """Tell whether a text names a domain: followed by anything but the rest of a longer name."""
    words = (word.strip(".,;:()") for word in text.replace("www.", "").split())
    return domain in words


def _of_lists(signature: Signature, tags: Mapping[str, set[str]]) -> Iterator[str]:
    cited = _cited(signature)
    for source in signature.sources:
        if source.url not in LISTS:
            continue
        tag, day = LISTS[source.url]
        if source.seen != day:
            yield f"the list of {day} is cited as of {source.seen}"
        if not any(tag in tags.get(listed.domain, ()) for listed in signature.domains):
            yield f"cites the list of {day}, which holds none of its names"
        for listed in signature.domains:
            if _names(source.says, listed.domain) and tag not in tags.get(listed.domain, ()):
                yield f"says that {listed.domain} stands in the list of {day}; it does not"
    for listed in signature.domains:
        days = [day for tag, day in cited.items() if tag in tags.get(listed.domain, ())]
        if days and listed.valid_from != min(days):
            yield f"{listed.domain} is valid from {listed.valid_from}, was listed on {min(days)}"


def _of_app(signature: Signature, package: str, category: str, confidence: str) -> Iterator[str]:
    if not confidence.startswith("A-"):
        yield f"{package} is not proven ({confidence})"
    if category in {"benign", "card-game"}:
        yield f"{package} is {category}"
    if signature.strength is Strength.STRONG and confidence != "A-official":
        yield f"{package} is strong without an official source ({confidence})"


if __name__ == "__main__":
    sys.exit(main())
