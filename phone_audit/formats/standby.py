"""Android's own guess how often an app is used: the standby buckets."""

import re
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StandbyRow:
    """The bucket of one app for one user, in Android's word for it."""

    package: str
    user: int
    bucket: str


BUCKETS = {
    5: "exempted",
    10: "active",
    20: "working_set",
    30: "frequent",
    40: "rare",
    45: "restricted",
    50: "never",
}
"""Android's words by the number it prints (``UsageStatsManager.STANDBY_BUCKET_*``)."""

_ROW = re.compile(r"package=([^\s]{1,223}) u=(\d{1,6}) bucket=(\d{1,3}) reason=.*", re.ASCII)
_LONGEST_LINE = 2_000


def read_standby(text: str, packages: Collection[str]) -> tuple[StandbyRow, ...]:
    """Read the buckets of ``packages`` at the end of ``dumpsys usagestats``, each app once.

    Format, Android 9 and later; earlier ones know no buckets::

        User 0 App Standby States:
          package=id.contoh.permainan u=0 bucket=10 reason=u-mb used=+2h3m14s115ms ...

    A number without a word is passed over: this is a guess of Android's, and nothing is
    missing without it.

    Read from: AOSP ``AppIdleHistory.dumpUser`` and ``UsageStatsManager``, API 28-36.
    """
    found: dict[tuple[str, int], StandbyRow] = {}
    for raw in text.split("\n"):
        if "bucket=" not in raw or len(raw) > _LONGEST_LINE:
            continue
        row = _ROW.fullmatch(raw.strip())
        if row is None or row[1] not in packages:
            continue
        bucket = BUCKETS.get(int(row[3]))
        if bucket is not None:
            key = (row[1], int(row[2]))
            found.setdefault(key, StandbyRow(package=row[1], user=int(row[2]), bucket=bucket))
    return tuple(found.values())
