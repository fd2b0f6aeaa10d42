"""The numbers add up, or the sum that does not is named with its numbers."""

import pytest

from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.custody import ExhibitStatus
from phone_audit.model.papers import HeadCount
from phone_audit.model.record import replace, sha256_hex
from phone_audit.reporting.recap_counts import (
    Device,
    Result,
    Site,
    Split,
    complaints,
    device_list_sha256,
    tally,
    total,
)
from tests.reporting.dossiers import examined, missed, site, two_sites


def told(*sites: Site) -> list[str]:
    return [words.en for words in complaints(sites)]


def test_a_site_is_counted() -> None:
    numbers = tally(site())
    assert (numbers.handed_over, numbers.examined, numbers.devices) == (25, 24, 26)
    assert numbers.not_examined == {
        NotExaminedReason.DECLINED: 1,
        NotExaminedReason.NOT_ANDROID: 1,
    }
    assert numbers.not_examined_after_handover == 1
    assert numbers.results == {
        Result.NIL_FULL: Split(asn=10, non_asn=4),
        Result.NIL_LIMITED: Split(asn=5, non_asn=1),
        Result.INCONCLUSIVE: Split(asn=1),
        Result.CLARIFY: Split(non_asn=1),
        Result.SUSPECTED: Split(asn=1),
        Result.INDICATED_USE: Split(asn=1),
    }
    assert numbers.unconfirmed == 3
    assert told(site()) == []


def test_teams_are_added() -> None:
    sites = two_sites()
    numbers = total([tally(one) for one in sites])
    assert (numbers.handed_over, numbers.examined, numbers.devices) == (50, 48, 52)
    assert numbers.results[Result.NIL_FULL] == Split(asn=20, non_asn=8)
    assert numbers.staff == HeadCount(pns=40, pppk=12, non_asn=16)
    assert numbers.not_examined[NotExaminedReason.DECLINED] == 2
    assert told(*sites) == []


def test_a_roll_call_one_team_lacks_is_lacking_in_the_sum() -> None:
    first, second = two_sites()
    second = replace(second, papers=replace(second.papers, attendance=None))
    assert total([tally(first), tally(second)]).staff is None
    assert told(first, second) == []


def with_devices(*devices: Device) -> Site:
    whole = site()
    return replace(whole, devices=(*whole.devices, *devices))


@pytest.mark.parametrize(
    ("device", "complaint"),
    [
        (
            Device(document_id="LPP-X", status=ExhibitStatus.OPEN, handed_over=True),
            "handed over 26 ≠ examined 24 + not examined after the handover 1",
        ),
        (Device(document_id="LPP-X", status=ExhibitStatus.OPEN), "LPP-X is not finished"),
        (Device(document_id="LPP-X", status=ExhibitStatus.OPEN), "list of phones 27 ≠"),
        (examined(40, asn=None), "LPP-2026-0117-040-7F3A: the holder's employment status"),
        (examined(40, asn=None), "examined 25 ≠ results of ASN and non-ASN 24"),
        (
            Device(document_id="LPP-X", status=ExhibitStatus.EXAMINED),
            "examined 25 ≠ results of ASN and non-ASN 24",
        ),
        (examined(1), "LPP-2026-0117-001-7F3A is in two cases"),
    ],
)
def test_each_sum_that_does_not_hold_is_named(device: Device, complaint: str) -> None:
    found = told(with_devices(device))
    assert any(complaint in one for one in found), found
    assert any("Aula Dinas Contoh" in one or "in two cases" in one for one in found)


def test_more_people_present_than_there_are_is_a_mistake() -> None:
    whole = site()
    roll = whole.papers.attendance
    assert roll is not None
    roll = replace(roll, present=replace(roll.present, pppk=7))
    wrong = replace(whole, papers=replace(whole.papers, attendance=roll))
    assert told(wrong) == ["Dinas Contoh, Aula Dinas Contoh: present PPPK 7 > all PPPK 6"]


def test_a_case_named_twice_is_noticed() -> None:
    assert len([one for one in told(site(), site()) if "named twice" in one]) == 26


def test_a_phone_examined_without_a_recorded_handover_was_handed_over() -> None:
    assert told(with_devices(replace(examined(40), handed_over=False))) == []
    assert tally(with_devices(missed(41, NotExaminedReason.BROKEN))).handed_over == 25


def test_a_row_stands_for_its_list_of_phones() -> None:
    ids = sorted(device.document_id for device in site().devices)
    assert device_list_sha256((site(),)) == sha256_hex("\n".join(ids).encode())
    assert device_list_sha256(two_sites()) == device_list_sha256(two_sites()[::-1])


def test_every_outcome_has_its_column() -> None:
    for outcome in Outcome:
        one = Site(case=site().case, papers=site().papers, devices=(examined(1, outcome),))
        assert sum(split.total for split in tally(one).results.values()) == 1
