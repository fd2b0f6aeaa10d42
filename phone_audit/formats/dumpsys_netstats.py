"""Bytes each uid received and sent, as the network statistics service prints them."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from phone_audit.formats.whole_lines import is_damaged


@dataclass(slots=True, kw_only=True)
class Bucket:
    """Bytes of one uid in one stretch of time, whatever the network.

    ``start_s`` and ``end_s`` are seconds since 1970.
    """

    start_s: int
    end_s: int
    received: int
    sent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """What a dump says about the uids asked for.

    ``by_uid`` has the buckets of each, in order of time; a uid without traffic is not in
    it. ``answered``: the service answered in a form that is known; ``has_uids``: it told
    traffic by uid at all. ``until_s`` is when the dump was made. ``unread`` counts lines
    that no version prints.
    """

    by_uid: dict[int, tuple[Bucket, ...]]
    answered: bool
    has_uids: bool
    until_s: int | None
    unread: int


_VERSION = re.compile(r"v1,\d{1,12},(\d{1,12})", re.ASCII)
_SERIES = re.compile(r"c,[a-z0-9]{1,20},(-?\d{1,10}),([a-z]{1,10}),(-?\d{1,11})", re.ASCII)
_DURATION = re.compile(r"d,(\d{1,9})", re.ASCII)
_BUCKET = re.compile(r"b,(\d{1,11}),(\*|\d{1,18}),[*\d]{1,18},(\*|\d{1,18}),[^\s]{1,60}", re.ASCII)
_BLOCKS = frozenset({"xt", "uid", "tag"})
_COUNTED = frozenset({"def", "fg", "DEFAULT", "FOREGROUND"})

# The identity before it holds names of Wi-Fi networks, which anybody may choose.
_FULL_SERIES = re.compile(r"\] uid=(-?\d{1,10}) set=(\S{1,30}) tag=0x([0-9a-f]{1,16})\Z", re.ASCII)
_FULL_DURATION = re.compile(r"NetworkStatsHistory: bucketDuration=(\d{1,9})", re.ASCII)
_FULL_BUCKET = re.compile(
    r"st=(\d{1,11}) rb=(\d{1,18})(?: rp=\d{1,18})? tb=(\d{1,18})(?: .*)?", re.ASCII
)
_FULL_BLOCK = re.compile(r"(?:Dev|Xt|[Uu][Ii][Dd](?: tag)?) stats:", re.ASCII)
_LONGEST_LINE = 20_000  # characters; a longer one is no bucket


def read_netstats(text: str, uids: Collection[int]) -> Traffic:
    """Read the traffic of ``uids`` from ``dumpsys netstats --checkin --uid``, or ``--full --uid``.

    Format of the check-in form: blocks ``xt`` (whole networks), ``uid`` and ``tag`` (a
    part of ``uid`` once more); in them series of one network, uid and set, each followed
    by its bucket length in seconds and its buckets ``b,start,rx bytes,rx packets,tx
    bytes,tx packets,operations``; a value not kept is ``*``::

        v1,1755820800,1763596800
        uid
        c,wifi,10234,fg,0
        d,7200
        b,1763580000,48123456,41000,1203344,20000,0

    Format of the other form, in bug reports of newer phones::

        Uid stats:
          ident=[{type=1, wifiNetworkKey="...", metered=false}] uid=10234 set=FOREGROUND tag=0x0
            NetworkStatsHistory: bucketDuration=7200
              st=1763580000 rb=48123456 rp=41000 tb=1203344 tp=20000 op=0

    Foreground and background (``def``) are added, and so are networks; VPN sets, tagged
    parts and the uids -1 (the phone), -4 (removed apps) and -5 (tethering) are passed
    over. The lines ``c,`` of other uids may have been taken away on the phone: then a
    ``d,`` that does not follow a ``c,`` begins a series nobody asked for.

    Read from: AOSP ``NetworkStatsService.dump`` (``--duration`` is in milliseconds),
    ``NetworkStatsCollection.dumpCheckin`` and ``dump``, ``NetworkStatsHistory``, API 24-36.
    """
    reader = _Reader(frozenset(uid for uid in uids if uid >= 0))
    for line in text.split("\n"):
        reader.line(line)
    return Traffic(
        by_uid={uid: _in_order(buckets) for uid, buckets in sorted(reader.found.items())},
        answered=reader.answered,
        has_uids=reader.has_uids,
        until_s=reader.until_s,
        unread=reader.unread,
    )


class _Reader:
    """The block and series a line stands in; ``series`` is ``None`` where nobody asked."""

    def __init__(self, uids: frozenset[int]) -> None:
        self.uids = uids
        self.found: dict[int, dict[int, Bucket]] = {}
        self.answered = False
        self.has_uids = False
        self.until_s: int | None = None
        self.unread = 0
        self.in_uids = False
        self.is_full = False
        self.opened: int | None = None  # uid of the series whose length comes next
        self.series: dict[int, Bucket] | None = None
        self.length_s = 0

    def line(self, raw: str) -> None:
        if raw.startswith("b,"):
            if self.series is not None:
                self.bucket(raw.rstrip())
            return
        line = raw.strip()
        if line.startswith("st="):
            if self.series is not None:
                self.full_bucket(line)
        elif line.startswith("c,"):
            self.begin(_SERIES.fullmatch(line), tag_base=10)
        elif line.startswith("d,"):
            self.length(_DURATION.fullmatch(line))
        elif line:
            self.other(line)

    def other(self, line: str) -> None:
        """Take a heading, or a line of the full form."""
        if len(line) > _LONGEST_LINE:
            self.unread += 1
        elif found := _VERSION.fullmatch(line):
            self.answered = True
            self.until_s = int(found[1])
        elif line in _BLOCKS:
            self.block(is_uids=line == "uid")
        elif _FULL_BLOCK.fullmatch(line):
            self.answered = self.is_full = True
            self.block(is_uids=line.lower() == "uid stats:")
        elif line.startswith("ident=["):
            self.begin(_FULL_SERIES.search(line), tag_base=16)
        elif line.startswith("NetworkStatsHistory:"):
            self.length(_FULL_DURATION.fullmatch(line))
        elif is_damaged(line) or (not self.is_full and not line.startswith("------")):
            self.unread += 1
            self.opened = self.series = None

    def block(self, *, is_uids: bool) -> None:
        self.in_uids = is_uids
        self.has_uids = self.has_uids or is_uids
        self.opened = self.series = None

    def begin(self, found: re.Match[str] | None, *, tag_base: int) -> None:
        self.opened = self.series = None
        if found is None:
            self.unread += 1
        elif self.in_uids and found[2] in _COUNTED and int(found[3], tag_base) == 0:
            uid = int(found[1])
            self.opened = uid if uid in self.uids else None

    def length(self, found: re.Match[str] | None) -> None:
        uid, self.opened, self.series = self.opened, None, None
        if found is None:
            self.unread += 1
        elif uid is not None:
            self.length_s = int(found[1])
            self.series = self.found.setdefault(uid, {})

    def bucket(self, line: str) -> None:
        found = _BUCKET.fullmatch(line)
        if found is None:
            self.unread += 1
        elif "*" not in (found[2], found[3]):
            self.add(int(found[1]), int(found[2]), int(found[3]))

    def full_bucket(self, line: str) -> None:
        found = _FULL_BUCKET.fullmatch(line)
        if found is None:
            self.unread += 1
        else:
            self.add(int(found[1]), int(found[2]), int(found[3]))

    def add(self, start_s: int, received: int, sent: int) -> None:
        assert self.series is not None
        if received + sent == 0:
            return
        bucket = self.series.setdefault(
            start_s, Bucket(start_s=start_s, end_s=start_s, received=0, sent=0)
        )
        bucket.end_s = max(bucket.end_s, start_s + self.length_s)
        bucket.received += received
        bucket.sent += sent


def _in_order(buckets: dict[int, Bucket]) -> tuple[Bucket, ...]:
    return tuple(buckets[start] for start in sorted(buckets))
