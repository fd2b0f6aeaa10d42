"""What ``dumpsys netstats --checkin --uid`` prints: traffic by uid in buckets of two hours."""

from collections.abc import Iterator
from datetime import timedelta

from phone_audit.simulator.android.phone import Phone, Session
from phone_audit.simulator.android.printing import number_from

_BUCKET_S = 7_200
_KEPT_DAYS = 90
_USERS_APART = 100_000
_NETWORKS = ("cell", "wifi")

_Buckets = dict[int, tuple[int, int]]  # bytes received and sent, by start in seconds


def dump_netstats(phone: Phone) -> bytes:
    """Return the answer to ``dumpsys netstats --checkin --uid --duration=7776000000``.

    Format: the whole phone per network, then each uid; no tagged traffic::

        v1,1755820800,1763596800
        xt
        c,wifi,-1,all,0
        d,7200
        b,1763580000,48123456,41000,1203344,20000,0
        uid
        c,wifi,10234,fg,0

    An app on screen moves data in the foreground, and a little in the background of the
    same two hours. System apps move some every day.

    Read from: AOSP ``NetworkStatsService.dump`` and ``NetworkStatsCollection.dumpCheckin``,
    API 24-36.
    """
    end = int(phone.now.timestamp())
    series: dict[tuple[str, int, str], _Buckets] = {}
    for key, found in _series(phone):
        for start, moved in found.items():
            _move(series.setdefault(key, {}), start, *moved)
    lines = [f"v1,{end - _KEPT_DAYS * 86_400},{end}", "xt"]
    for network in _NETWORKS:
        whole: _Buckets = {}
        for key, found in series.items():
            if key[0] == network:
                for start, moved in found.items():
                    _move(whole, start, *moved)
        lines += _printed((network, -1, "all"), whole)
    lines.append("uid")
    for key in sorted(series):
        lines += _printed(key, series[key])
    return "".join(line + "\n" for line in lines).encode()


def _printed(key: tuple[str, int, str], found: _Buckets) -> Iterator[str]:
    if found:
        network, uid, used_set = key
        yield f"c,{network},{uid},{used_set},0"
        yield f"d,{_BUCKET_S}"
        for start, (received, sent) in sorted(found.items()):
            yield f"b,{start},{received},{received // 1_200 + 1},{sent},{sent // 600 + 1},0"


def _series(phone: Phone) -> Iterator[tuple[tuple[str, int, str], _Buckets]]:
    uids = {app.package: app.app_id for app in phone.apps}
    for use in phone.uses:
        if use.package not in uids:
            continue
        uid = use.user * _USERS_APART + uids[use.package]
        network = _NETWORKS[number_from(0, 1, use.package, "network")]
        front: _Buckets = {}
        behind: _Buckets = {}
        for session in use.sessions:
            if phone.now - timedelta(days=_KEPT_DAYS) < session.start < phone.now:
                start, received, sent = _moved(use.package, session)
                _move(front, start, received, sent)
                _move(behind, start, received // 50, sent // 50)
        yield (network, uid, "fg"), front
        yield (network, uid, "def"), behind
    for app in phone.apps:
        if app.system and number_from(0, 2, app.package, "syncs") == 0:
            yield ("wifi", app.app_id, "def"), _daily(phone, app.package)


def _moved(package: str, session: Session) -> tuple[int, int, int]:
    start = int(session.start.timestamp()) // _BUCKET_S * _BUCKET_S
    speed = number_from(5_000, 80_000, package, "bytes")
    return start, session.seconds * speed, session.seconds * speed // 30


def _daily(phone: Phone, package: str) -> _Buckets:
    found: _Buckets = {}
    for days in range(1, 30):
        at = int((phone.now - timedelta(days=days)).timestamp()) // _BUCKET_S * _BUCKET_S
        received = number_from(2_000, 400_000, package, days)
        _move(found, at, received, received // 10)
    return found


def _move(buckets: _Buckets, start: int, received: int, sent: int) -> None:
    before = buckets.get(start, (0, 0))
    buckets[start] = before[0] + received, before[1] + sent
