"""What every reader of a list yields: names, what it refused, and what a list says of itself."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from phone_audit.model.evidence import ObservableKind
from phone_audit.model.imported_list import ListRole, Scope

Chunks = Callable[[], Iterable[bytes]]
"""Gives the bytes of a list from its beginning, each time it is called."""


class Refusal(StrEnum):
    """Why something in a list was not taken."""

    UNREADABLE = "unreadable"  # not what this format may hold
    TOO_LONG = "too_long"
    ADDRESS = "address"  # an IP address: many owners, and not a name
    SINGLE_LABEL = "single_label"  # localhost, com
    PUBLIC_SUFFIX = "public_suffix"  # co.id, blogspot.com: shared by many owners
    PATTERN = "pattern"  # *slot*, contoh88.*
    REGEX = "regex"
    COSMETIC = "cosmetic"  # hides parts of a page, blocks no site
    CONDITIONAL = "conditional"  # only on some pages, or some parts of a site
    PAGE = "page"  # one page of a site, not the site
    REDIRECTED = "redirected"  # sent to another address, which may be no block
    CERTIFICATE = "certificate"  # MD5, or the hash of a certificate whose key is public
    CONTEXT = "context"  # told as background, not to be looked for
    REVOKED = "revoked"  # withdrawn by whoever made the list
    OTHER = "other"  # hashes, e-mail addresses, other directives


JUNK = frozenset({Refusal.UNREADABLE, Refusal.TOO_LONG})
"""What says that a file is broken or of another format; the rest is ordinary in lists."""


class Entry(NamedTuple):
    """One name, ready to be compared. ``line`` is where it stands in the file, from 1."""

    line: int
    kind: ObservableKind
    name: str
    scope: Scope = Scope.EXACT
    allow: bool = False
    says: str | None = None


class Refused(NamedTuple):
    """Something that was not taken, with its beginning."""

    line: int
    why: Refusal
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a list says of itself, each as soon as it is known.

    ``calls_itself`` are words of a list about its contents ("stalkerware"), so that a
    list of something else than gambling is noticed.
    """

    dated: date | None = None
    licence: str | None = None
    role: ListRole | None = None
    calls_itself: str | None = None


Item = Entry | Refused | Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What somebody may say about a file that the file cannot say itself.

    ``bare`` is what a bare name covers, where the format leaves that open. Names sent to
    one of ``block_pages`` are blocked names. ``only`` are columns of a CSV with the value
    that a row must have; all must fit.
    """

    bare: Scope | None = None
    block_pages: frozenset[str] = frozenset()
    only: tuple[tuple[str, str], ...] = ()


Reader = Callable[[Chunks, Options], Iterator[Item]]
"""Reads one format. Raises BrokenList where the rest of a file cannot be read at all."""


class BrokenList(ValueError):
    """The file cannot be read from ``line`` on; nothing of it may be used."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what
