"""The names of the data folder, read once, with what training and mining need of them."""

import gzip
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from phone_audit.formats.hostname import normalise, registrable  # noqa: E402
from phone_audit.signatures.institutions import is_institutional  # noqa: E402
from phone_audit.signatures.name_parts import NameParts, name_parts  # noqa: E402
from phone_audit.signatures.unlisted import is_for_academies  # noqa: E402

DATA = ROOT / "../shared/data"
GAMBLING, BENIGN_ID, BENIGN_GLOBAL = "gambling", "benign_id", "benign_global"
UNLABELLED, INSTITUTION = "unlabelled", "institution"
FILES = {
    GAMBLING: "domains/gambling_id_train.txt.gz",
    BENIGN_ID: "domains/benign_id_train.txt",
    BENIGN_GLOBAL: "domains/benign_global_train.txt.gz",
    UNLABELLED: "domains/unlabelled_top100k_train.txt",
}
TAGS = "domains/gambling_id_sources_train.tsv.gz"
OFFICIAL = ("official-derived-2024-03", "official-derived-2026-07")
NEWEST = OFFICIAL[1]


@dataclass(frozen=True, slots=True)
class Named:
    """One name of the data: what it is, who owns it, and its parts.

    ``file`` is the kind of the file it stands in; ``kind`` is the same, or ``institution``
    for benign hosts of offices and schools, which the matcher never scores. ``parts``
    ``None``: nobody owns it.
    """

    name: str
    file: str
    kind: str
    domain: str
    parts: NameParts | None
    tags: frozenset[str] = frozenset()

    @property
    def gambles(self) -> bool:
        """Whether a list of gambling sites holds it."""
        return self.kind == GAMBLING


def names(data: Path) -> list[Named]:
    """Return the names of all files, in the order they stand there."""
    tags = {}
    for line in lines(data / TAGS):
        name, marks = line.split("\t")
        tags[name] = frozenset(marks.split(","))
    found = []
    for kind, file in FILES.items():
        found += [_named(n, kind, tags.get(n, frozenset())) for n in lines(data / file)]
    return found


def _named(name: str, kind: str, tags: frozenset[str]) -> Named:
    host = normalise(name)
    if host is None:
        return Named(name, kind, kind, name, None, tags)
    apart = kind != GAMBLING and (is_institutional(host) or is_for_academies(host))
    domain = registrable(host) or host
    return Named(name, kind, INSTITUTION if apart else kind, domain, name_parts(host), tags)


def lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file, compressed or not, without blank ones."""
    opener: Callable[..., Iterable[str]] = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:  # type: ignore[attr-defined]
        yield from (stripped for line in file if (stripped := line.strip()))


def fold_of(key: str, folds: int) -> int:
    """Return the fold that a key always falls into."""
    return zlib.crc32(key.encode()) % folds
