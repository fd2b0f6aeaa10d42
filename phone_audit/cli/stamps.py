"""Time stamps kept in a case: what they say, and whether they hold."""

import base64
from collections.abc import Sequence

from phone_audit.cases.verification import StoredStamp
from phone_audit.cli.language import say
from phone_audit.cli.output import shown
from phone_audit.errors import UsageError
from phone_audit.keys.authorities import Trust
from phone_audit.keys.stamps import Stamp, read_stamp
from phone_audit.model.record import Record


class CheckedStamp(Record):
    """One time stamp; ``holds`` is ``None`` where this computer cannot check it."""

    path: str
    record: int
    holds: bool | None
    stamp: Stamp | None


def check_stamps(stored: Sequence[StoredStamp], roots: Sequence[bytes]) -> tuple[CheckedStamp, ...]:
    """Return what each token says of the record it should be of."""
    return tuple(_checked(one, roots) for one in stored)


def tell_stamps(stamps: Sequence[CheckedStamp]) -> None:
    """Print one line for each time stamp."""
    for one in stamps:
        label = say(f"Cap waktu atas catatan {one.record}", f"Time stamp on record {one.record}")
        if one.stamp is not None:
            trust = {
                Trust.TRUSTED: say("layanan dipercaya di sini", "a service trusted here"),
                Trust.UNKNOWN: say("asalnya tidak diperiksa (--trust)", "not compared (--trust)"),
                Trust.NOT_TRUSTED: say("layanan TIDAK dipercaya di sini", "NOT trusted here"),
            }[one.stamp.trust]
            when = f"{one.stamp.at:%Y-%m-%d %H:%M:%S} UTC"
            print(f"  {label}: {when}, {shown(one.stamp.service)} ({trust})")
        elif one.holds is None:
            print(f"  {label}: " + say("tidak diperiksa, butuh", "not checked, needs") + " [tte]")
        else:
            print(f"  {label}: " + say("TIDAK SAH", "NOT VALID"))


def _checked(stored: StoredStamp, roots: Sequence[bytes]) -> CheckedStamp:
    token = base64.b64decode(stored.token)
    try:
        stamp = read_stamp(token, stored.sha256, roots)
    except UsageError:
        if roots:
            raise
        return CheckedStamp(path=stored.path, record=stored.record, holds=None, stamp=None)
    return CheckedStamp(
        path=stored.path, record=stored.record, holds=stamp is not None, stamp=stamp
    )
