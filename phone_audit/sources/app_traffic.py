"""How many bytes apps that matched the list received and sent, and on which days."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.dumpsys_netstats import Bucket, Traffic, read_netstats
from phone_audit.formats.timestamps import from_epoch_ms, local_date, zone_of
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import AppTraffic, Covered, Reading, Sighting
from phone_audit.model.phone import AppUid, Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "app_traffic"

_TRAFFIC = "traffic"
_NINETY_DAYS_MS = 7_776_000_000  # what Android keeps; without it one day is told
_UIDS_A_LINE = 250
_HEADINGS = "v1,|xt$|uid$|tag$|d,|b,"
_CUT_OR_REFUSED = r"\*\*\* SERVICE|Permission Denial|.*SecurityException"


def questions(known: Known) -> tuple[Question, ...]:
    """Return what to ask about the uids of the watched packages; nothing when there are none.

    The headings of other apps' series are taken away on the phone, so that numbers of
    theirs that do come along belong to nobody.
    """
    uids = sorted({str(one.uid) for one in _countable(known)})
    return tuple(
        Question(
            source=NAME,
            topic=_TRAFFIC,
            line=f"dumpsys -t 60 netstats --checkin --uid --duration={_NINETY_DAYS_MS}"
            f" | grep -E '^({_HEADINGS}|c,[a-z]+,({'|'.join(part)}),|{_CUT_OR_REFUSED})'",
            timeout_s=75,
        )
        for part in _parts(uids)
    )


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one record per watched package and user that had any traffic.

    Format: series ``c,<network>,<uid>,<set>,<tag>`` with buckets ``b,<start s>,<rx
    bytes>,<rx packets>,<tx bytes>,...``; see ``formats.dumpsys_netstats``. A bug report
    tells the last day only, newer ones the whole history with ``ident=[...] uid=``.

    A bucket is two hours long. One that reaches over midnight dates a day only where no
    other bucket dates either of its two: so days are a lower bound. A uid that several
    packages share says nothing about one of them: that is a gap, not a number.

    Read from: AOSP ``NetworkStatsService.dump`` and ``NetworkStatsCollection``, API 24-36.
    """
    if not known.watched:
        return Reading()
    asked = {one.uid: one for one in _countable(known)}
    gaps = list(_uids_missing(known))
    complete = not gaps
    buckets: dict[int, dict[int, Bucket]] = {}
    numbers: dict[int, set[int]] = {}
    until: datetime | None = None
    for capture in captures:
        traffic = read_netstats(capture.text, asked)
        gap = _gap_of(capture, traffic) or unread_lines(capture, traffic.unread)
        if gap is not None:
            gaps.append(gap)
            complete = False
        until = _moment(traffic.until_s) or until
        for uid, found in traffic.by_uid.items():
            known_buckets = buckets.setdefault(uid, {})
            for bucket in found:
                known_buckets.setdefault(bucket.start_s, bucket)
            numbers.setdefault(uid, set()).add(capture.number)
    zone = zone_of(known.zone)
    sightings = tuple(
        Sighting(
            record=_record(asked[uid], list(found.values()), zone, until),
            captures=tuple(sorted(numbers[uid])),
        )
        for uid, found in sorted(buckets.items())
        if found
    )
    covered = Covered(source=NAME, complete=complete and zone is not None, read=len(asked))
    return Reading(sightings=sightings, covered=(covered,) if captures else (), gaps=tuple(gaps))


def _countable(known: Known) -> tuple[AppUid, ...]:
    """Return the uids whose traffic is that of one watched package alone."""
    return tuple(
        one
        for one in known.watched_uids
        if not one.shared and not known.is_closed(one.user) and one.package in known.watched
    )


def _uids_missing(known: Known) -> Iterator[Gap]:
    """Yield gaps for watched packages whose traffic cannot be told from others'."""
    shared = sum(one.shared for one in known.watched_uids)
    if shared:
        detail = f"{shared} nomor uid dipakai bersama aplikasi lain"
        yield Gap(source=NAME, topic=_TRAFFIC, reason=GapReason.ABSENT, detail=detail)
    unknown = set(known.watched) - {one.package for one in known.watched_uids}
    if unknown:
        detail = f"{len(unknown)} nomor uid tidak diketahui"
        yield Gap(source=NAME, topic=_TRAFFIC, reason=GapReason.NOT_ASKED, detail=detail)


def _gap_of(capture: Capture, traffic: Traffic) -> Gap | None:
    if (gap := gap_in(capture)) is not None:
        return gap
    if not traffic.answered:
        return gap_in(capture, GapReason.NOT_UNDERSTOOD)
    if not traffic.has_uids:
        return gap_in(capture, GapReason.ABSENT, "tanpa rincian per aplikasi")
    return None


def _record(
    one: AppUid, found: Sequence[Bucket], zone: tzinfo | None, until: datetime | None
) -> AppTraffic:
    first = _moment(min(bucket.start_s for bucket in found))
    last = _moment(max(bucket.end_s for bucket in found))
    if last is not None and until is not None and first is not None and first < until:
        last = min(last, until)
    return AppTraffic(
        package=one.package,
        user=one.user,
        received_bytes=sum(bucket.received for bucket in found),
        sent_bytes=sum(bucket.sent for bucket in found),
        first_at=first,
        last_at=last,
        days=() if zone is None else _days(found, zone),
    )


def _days(found: Sequence[Bucket], zone: tzinfo) -> tuple[str, ...]:
    """Return the fewest local dates that explain every bucket."""
    days: set[str] = set()
    over_midnight: list[tuple[str, str]] = []
    for bucket in sorted(found, key=_start):
        start, end = _moment(bucket.start_s), _moment(bucket.end_s)
        if start is None or end is None:
            continue
        first = local_date(start, zone)
        last = local_date(max(start, end - timedelta(seconds=1)), zone)
        if first == last:
            days.add(first)
        else:
            over_midnight.append((first, last))
    for first, last in over_midnight:
        if not any(first <= day <= last for day in days):
            days.add(last)
    return tuple(sorted(days))


def _start(bucket: Bucket) -> int:
    return bucket.start_s


def _moment(seconds: int | None) -> datetime | None:
    moment = None if seconds is None else from_epoch_ms(seconds * 1000)
    return None if moment is None else moment.astimezone(UTC)


def _parts(uids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(uids), _UIDS_A_LINE):
        yield uids[start : start + _UIDS_A_LINE]


SOURCE = Source(
    name=NAME,
    title=Words(id="Lalu lintas data aplikasi yang cocok", en="Traffic of matched apps"),
    limits=Words(
        id="Menunjukkan jumlah data yang dipindahkan aplikasi menurut Android, bukan isinya atau "
        "siapa yang memakainya; aplikasi juga memindahkan data di latar belakang. Waktu diketahui "
        "sampai dua jam, paling lama 90 hari. Data aplikasi yang dihapus, data lewat VPN, dan "
        "aplikasi yang berbagi nomor uid tidak dapat dipisahkan.",
        en="Shows how much data an app moved according to Android, not what it was or who used "
        "it; apps also move data in the background. Times are known to two hours, for 90 days at "
        "most. Traffic of removed apps, through a VPN, and of apps that share a uid cannot be "
        "told apart.",
    ),
    questions=questions,
    read=read,
    needs=("installed_apps",),
    sections={"CHECKIN NETSTATS": _TRAFFIC},
)
