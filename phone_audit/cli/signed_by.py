"""How a signature of a station or an office is told, in a case and on a lone document."""

from collections.abc import Iterator

from phone_audit.cases.verification import SignedBy
from phone_audit.cli.language import say, say_words
from phone_audit.cli.output import shown
from phone_audit.keys.fingerprint import in_groups


def signed_by_lines(one: SignedBy, *, document: bool = False) -> Iterator[str]:
    """Yield who signed and how much, the office behind it, and what else is to be known.

    For a ``document`` the number of records is that of its own place in the log.
    """
    name, key = shown(one.name), in_groups(one.key)
    when = f"{one.at:%Y-%m-%d %H:%M:%S} UTC"
    if one.own_key:
        by = say(
            f"Ditandatangani dengan kunci kantor {name}", f"Signed with the office key of {name}"
        )
    else:
        by = say(f"Ditandatangani stasiun {name} ({key})", f"Signed by station {name} ({key})")
    if document:
        yield (
            by
            + ": "
            + say(f"catatan log {one.records}, {when}", f"log record {one.records}, {when}")
        )
    else:
        yield by + ": " + say(f"{one.records} catatan, {when}", f"{one.records} records, {when}")
    if one.office is not None:
        office = f"{shown(one.office_name or '')} ({in_groups(one.office)})"
        known = (
            say("dikenal di komputer ini", "known on this computer")
            if one.recognised
            else say(
                "TIDAK dikenal di komputer ini, bandingkan sidik jarinya",
                "NOT known on this computer, compare its fingerprint",
            )
        )
        yield say(f"kantor {office}: {known}", f"office {office}: {known}")
    if one.note is not None:
        yield say_words(one.note)
