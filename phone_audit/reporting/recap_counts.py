"""The numbers of the office table, one site after the other, and whether they add up; pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum

from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.case import CaseHeader
from phone_audit.model.custody import Counted, ExhibitStatus
from phone_audit.model.papers import CasePapers, HeadCount
from phone_audit.model.record import Record, Words, sha256_hex


class Result(StrEnum):
    """The columns of results; a nil phone was read whole, or only in part."""

    NIL_FULL = "nil_full"
    NIL_LIMITED = "nil_limited"
    INCONCLUSIVE = "inconclusive"
    CLARIFY = "clarify"
    SUSPECTED = "suspected"
    INDICATED_USE = "indicated_use"


class Device(Record):
    """One phone as the table counts it.

    ``counted`` is there for examined phones, also once they are erased. ``confirmed``
    says that a second reader has read it, or none is needed.
    """

    document_id: str
    status: ExhibitStatus
    reason: NotExaminedReason | None = None
    handed_over: bool = False
    counted: Counted | None = None
    confirmed: bool = True
    began_at: datetime | None = None
    ended_at: datetime | None = None


class Site(Record):
    """One case: one team at one place."""

    case: CaseHeader
    papers: CasePapers
    devices: tuple[Device, ...]


class Split(Record):
    """A number of phones, by whose they are."""

    asn: int = 0
    non_asn: int = 0

    @property
    def total(self) -> int:
        """Return both together."""
        return self.asn + self.non_asn


class Tally(Record):
    """The numbers of one site, or of all together. ``None``: nobody recorded the roll call."""

    staff: HeadCount | None
    present: HeadCount | None
    handed_over: int
    examined: int
    not_examined: dict[NotExaminedReason, int]
    not_examined_after_handover: int
    results: dict[Result, Split]
    forwarded: int
    summoned: int
    unconfirmed: int
    devices: int


def tally(site: Site) -> Tally:
    """Return the numbers of one site. What is not recorded about a phone counts nowhere."""
    devices = site.devices
    examined = [one for one in devices if one.status is ExhibitStatus.EXAMINED]
    missed = [one for one in devices if one.status is ExhibitStatus.NOT_EXAMINED]
    roll = site.papers.attendance
    reasons = Counter(one.reason for one in missed if one.reason is not None)
    return Tally(
        staff=roll.staff if roll else None,
        present=roll.present if roll else None,
        handed_over=sum(_handed_over(one) for one in devices),
        examined=len(examined),
        not_examined={reason: reasons[reason] for reason in NotExaminedReason if reasons[reason]},
        not_examined_after_handover=sum(one.handed_over for one in missed),
        results=_results(examined),
        forwarded=sum(one.counted.forwarded for one in examined if one.counted),
        summoned=sum(one.counted.summoned for one in examined if one.counted),
        unconfirmed=sum(not one.confirmed for one in examined),
        devices=len(devices),
    )


def total(tallies: Sequence[Tally]) -> Tally:
    """Return the sum. A roll call that one site lacks is lacking in the sum."""
    reasons: Counter[NotExaminedReason] = Counter()
    for one in tallies:
        reasons.update(one.not_examined)
    return Tally(
        staff=_sum_heads([one.staff for one in tallies]),
        present=_sum_heads([one.present for one in tallies]),
        handed_over=sum(one.handed_over for one in tallies),
        examined=sum(one.examined for one in tallies),
        not_examined={reason: reasons[reason] for reason in NotExaminedReason if reasons[reason]},
        not_examined_after_handover=sum(one.not_examined_after_handover for one in tallies),
        results={
            kind: Split(
                asn=sum(one.results[kind].asn for one in tallies),
                non_asn=sum(one.results[kind].non_asn for one in tallies),
            )
            for kind in Result
        },
        forwarded=sum(one.forwarded for one in tallies),
        summoned=sum(one.summoned for one in tallies),
        unconfirmed=sum(one.unconfirmed for one in tallies),
        devices=sum(one.devices for one in tallies),
    )


def device_list_sha256(sites: Sequence[Site]) -> str:
    """Return the SHA-256 of the ids of all phones, sorted, one a line: what a row stands for."""
    ids = sorted(device.document_id for site in sites for device in site.devices)
    return sha256_hex("\n".join(ids).encode())


def complaints(sites: Sequence[Site]) -> tuple[Words, ...]:
    """Return every sum that does not hold, with its numbers and how to put it right.

    Empty: the table may be rendered.
    """
    return tuple(_complaints(sites))


def _complaints(sites: Sequence[Site]) -> Iterator[Words]:
    ids = Counter(device.document_id for site in sites for device in site.devices)
    for twice in sorted(one for one, count in ids.items() if count > 1):
        yield Words(
            id=f"{twice} ada pada dua kasus; satu kasus disebut dua kali",
            en=f"{twice} is in two cases; a case was named twice",
        )
    for site in sites:
        place = f"{site.case.office}, {site.case.location}"
        for words in _site_complaints(site, tally(site)):
            yield Words(id=f"{place}: {words.id}", en=f"{place}: {words.en}")


def _site_complaints(site: Site, numbers: Tally) -> Iterator[Words]:
    for one in site.devices:
        if one.status is ExhibitStatus.OPEN:
            yield Words(
                id=f"{one.document_id} belum selesai: periksa, atau catat mengapa tidak diperiksa",
                en=f"{one.document_id} is not finished: examine it, or record why it was not",
            )
        elif one.counted is not None and one.counted.asn is None:
            yield Words(
                id=f"{one.document_id}: status kepegawaian pemegang belum dicatat (paper notice "
                "--holder)",
                en=f"{one.document_id}: the holder's employment status is not recorded (paper "
                "notice --holder)",
            )
    after = numbers.not_examined_after_handover
    if numbers.handed_over != numbers.examined + after:
        yield Words(
            id=f"diserahkan {numbers.handed_over} ≠ diperiksa {numbers.examined} + tidak diperiksa "
            f"setelah diserahkan {after}",
            en=f"handed over {numbers.handed_over} ≠ examined {numbers.examined} + not examined "
            f"after the handover {after}",
        )
    results = sum(split.total for split in numbers.results.values())
    if numbers.examined != results:
        yield Words(
            id=f"diperiksa {numbers.examined} ≠ jumlah hasil ASN dan non-ASN {results}",
            en=f"examined {numbers.examined} ≠ results of ASN and non-ASN {results}",
        )
    listed = numbers.examined + sum(numbers.not_examined.values())
    if numbers.devices != listed:
        yield Words(
            id=f"daftar perangkat {numbers.devices} ≠ diperiksa dan tidak diperiksa {listed}",
            en=f"list of phones {numbers.devices} ≠ examined and not examined {listed}",
        )
    yield from _roll_complaints(numbers)


def _roll_complaints(numbers: Tally) -> Iterator[Words]:
    if numbers.staff is None or numbers.present is None:
        return
    for group, name in (("pns", "PNS"), ("pppk", "PPPK"), ("non_asn", "non-ASN")):
        here, everybody = getattr(numbers.present, group), getattr(numbers.staff, group)
        if here > everybody:
            yield Words(
                id=f"hadir {name} {here} > jumlah {name} {everybody}",
                en=f"present {name} {here} > all {name} {everybody}",
            )


def _handed_over(device: Device) -> bool:
    return device.handed_over or device.status is ExhibitStatus.EXAMINED


def _results(examined: Sequence[Device]) -> dict[Result, Split]:
    counts: Counter[tuple[Result, bool]] = Counter()
    for one in examined:
        if one.counted is not None and one.counted.asn is not None:
            counts[_result(one.counted), one.counted.asn] += 1
    return {kind: Split(asn=counts[kind, True], non_asn=counts[kind, False]) for kind in Result}


def _result(counted: Counted) -> Result:
    if counted.outcome is Outcome.NIL:
        return Result.NIL_FULL if counted.full_coverage else Result.NIL_LIMITED
    return Result(counted.outcome.value)


def _sum_heads(heads: Sequence[HeadCount | None]) -> HeadCount | None:
    known = [one for one in heads if one is not None]
    if len(known) < len(heads) or not known:
        return None
    return HeadCount(
        pns=sum(one.pns for one in known),
        pppk=sum(one.pppk for one in known),
        non_asn=sum(one.non_asn for one in known),
    )
