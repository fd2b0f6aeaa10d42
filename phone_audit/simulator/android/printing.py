"""How Java prints: the order of its maps, identity hashes, indentation, dates."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo


def java_hash(text: str) -> int:
    """Return ``String.hashCode()``: signed 32 bits over the UTF-16 units."""
    value = 0
    for unit in memoryview(text.encode("utf-16-le")).cast("H"):
        value = (value * 31 + unit) & 0xFFFFFFFF
    return value - (1 << 32) if value >= 1 << 31 else value


def map_order(names: Iterable[str]) -> list[str]:
    """Return the names in the order an ``ArrayMap`` of them is walked: by hash code.

    Read from: AOSP ``android.util.ArrayMap`` (keys sorted by ``hashCode()``), all versions.
    """
    return sorted(set(names), key=java_hash)


def identity(*what: object) -> str:
    """Return an identity hash as dumps print it: hexadecimal, up to 28 bits.

    A real one changes with every start; this one is a function of ``what``, so that
    the same phone gives the same bytes.
    """
    digest = hashlib.sha256("\0".join(map(str, what)).encode()).digest()
    return f"{int.from_bytes(digest[:4], 'big') >> 4:x}"


def number_from(low: int, high: int, *what: object) -> int:
    """Return an arbitrary but repeatable number in ``low..high``, chosen by ``what``."""
    return low + int(identity(*what), 16) % (high - low + 1)


def millis(moment: datetime | None) -> int:
    """Return milliseconds since 1970 as Java counts them; 0 for "never"."""
    if moment is None:
        return 0
    return round(moment.timestamp() * 1000)


def local_seconds(moment: datetime | None, zone: ZoneInfo) -> str:
    """Return ``2026-11-20 20:58:41`` in the phone's zone; "never" is 1970 in that zone.

    Read from: ``SimpleDateFormat("yyyy-MM-dd HH:mm:ss")`` in AOSP ``Settings`` and
    ``UserUsageStatsService``.
    """
    shown = datetime.fromtimestamp(0, zone) if moment is None else moment.astimezone(zone)
    return shown.strftime("%Y-%m-%d %H:%M:%S")


def elapsed(milliseconds: int) -> str:
    """Return ``MM:SS`` or ``H:MM:SS``, as ``DateUtils.formatElapsedTime`` does."""
    seconds = milliseconds // 1000
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


class Lines:
    """Text as Java's ``IndentingPrintWriter`` makes it: two blanks a level, also on empty lines."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._indent = ""

    def add(self, text: str = "") -> None:
        """Write one line at the present indentation."""
        self._lines.append(self._indent + text)

    def pairs(self, *pairs: tuple[str, object]) -> None:
        """Write ``key=value `` pairs on one line, each followed by a blank."""
        self.add("".join(f"{key}={value} " for key, value in pairs))

    def deeper(self) -> None:
        """Indent what follows by one level more."""
        self._indent += "  "

    def back(self) -> None:
        """Take one level of indentation back."""
        self._indent = self._indent[:-2]

    def text(self) -> str:
        """Return everything written, each line ended."""
        return "".join(line + "\n" for line in self._lines)
