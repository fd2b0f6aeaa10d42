"""The office table: what it refuses, what it hides, what it never names."""

import pytest

from phone_audit.errors import ReportError
from phone_audit.model.custody import ExhibitStatus
from phone_audit.model.record import canonical_json, replace
from phone_audit.reporting.recap import build_names, build_recap, recap_id
from phone_audit.reporting.recap_counts import Device
from tests.reporting.dossiers import NAMES, examined, site, two_sites


def test_numbers_stand_in_rows_and_their_sum() -> None:
    table = build_recap(two_sites())
    first, second = table.rows
    assert (first.handed_over, first.examined, first.not_examined) == ("25", "24", "2")
    assert first.results[0] == ("10", "4")
    assert first.hours == "09.15–09.39 WIB"
    assert table.total.results[0] == ("20", "8")
    assert table.total.staff == ("40", "12", "16", "68")
    assert [one.label for one in table.reasons] == ["tidak bersedia", "bukan Android"]
    assert any("6 kesimpulan masih konsep" in note for note in table.notes)
    assert first.list_sha256 != second.list_sha256 != table.total.list_sha256


def test_no_person_serial_or_nip_of_a_holder_is_in_the_table() -> None:
    for public in (False, True):
        data = canonical_json(build_recap(two_sites(), public=public)).decode()
        for told in ("Contoh Pegawai", "19800101", "CONTOH000"):
            assert told not in data


def test_unbalanced_numbers_are_refused_with_the_sum_that_fails() -> None:
    whole = site()
    extra = Device(document_id="LPP-X", status=ExhibitStatus.OPEN, handed_over=True)
    wrong = replace(whole, devices=(*whole.devices, extra))
    for make in (
        lambda: build_recap((wrong,)),
        lambda: build_recap((wrong,), public=True),
        lambda: build_names((wrong,), NAMES),
    ):
        with pytest.raises(ReportError, match="diserahkan 26 ≠ diperiksa 24 \\+ tidak diperiksa"):
            make()
    with pytest.raises(ReportError, match="do not add up"):
        build_recap((wrong,), lang="en")


def test_the_public_table_has_sums_only_and_hides_small_numbers() -> None:
    table = build_recap(two_sites(), public=True)
    assert table.rows == ()
    assert table.reasons == ()
    assert not table.secret
    assert [pair[0] for pair in table.total.results] == ["28", "≥ 3", "< 3", "< 3", "< 3", "< 3"]
    assert (table.total.forwarded, table.total.summoned) == ("< 3", "< 3")
    data = canonical_json(table).decode()
    for number in ('"1"', '"2"'):
        assert number not in data.replace('"schema_version":"1"', "").replace(
            '"label":"Tim","value":"2"', ""
        )


def test_a_difference_does_not_tell_what_the_public_table_hides() -> None:
    table = build_recap((site(),), public=True)
    assert (table.total.handed_over, table.total.examined) == ("≥ 3", "24")
    devices = tuple(examined(number) for number in range(1, 9))
    plain = build_recap((replace(site(), devices=devices),), public=True)
    assert (plain.total.handed_over, plain.total.examined) == ("8", "8")


def test_the_id_is_the_same_for_the_same_cases() -> None:
    first, second = two_sites()
    assert recap_id((first, second)) == recap_id((second, first))
    assert recap_id((first,)) != recap_id((first, second))
    assert recap_id((first,)).startswith("RKP-2026-0117-000-")


def test_a_table_without_an_examined_phone_can_be_made() -> None:
    empty = replace(site(), devices=())
    table = build_recap((empty,))
    assert table.total.examined == "0"
    assert table.rows[0].hours == ""


def test_the_closing_sentence_is_there() -> None:
    labels = build_recap((site(),)).labels
    assert "bukan jumlah pegawai yang terlibat" in labels["rkp_closing"]
