"""Ages of sources are counted, and what waits for a second look is named."""

from datetime import date
from pathlib import Path

from phone_audit.model.signature import SignatureList
from phone_audit.signatures.ages import source_ages
from phone_audit.signatures.load import load
from tests.signatures.folders import CONTOH88, FAMILY, SIGNALS, write_list


def written(folder: Path) -> SignatureList:
    files = {
        "brands/contoh88.yaml": CONTOH88.replace("status: reviewed", "status: experimental"),
        "patterns/keluarga-x.yaml": FAMILY.replace("seen: 2026-11-02", "seen: 2025-06-01"),
        "patterns/signals.yaml": SIGNALS,
    }
    return load(write_list(folder, files))


def test_each_entry_and_family_falls_into_one_band(tmp_path: Path) -> None:
    ages = source_ages(written(tmp_path), date(2026, 11, 23))
    assert (ages.oldest, ages.newest) == (date(2025, 6, 1), date(2026, 11, 2))
    assert [(band.up_to_days, band.entries) for band in ages.bands] == [
        (90, 2),
        (365, 0),
        (730, 1),
        (None, 0),
    ]
    assert (ages.stale, ages.waiting) == ((), ())


def test_what_waits_is_named(tmp_path: Path) -> None:
    ages = source_ages(written(tmp_path), date(2028, 12, 1))
    assert ages.bands[-1].entries == 3
    assert ages.stale == ("contoh88", "ramalan", "keluarga-x")
    assert ages.waiting == ("contoh88",)


def test_a_list_of_nothing_has_no_ages() -> None:
    empty = SignatureList(name="x", version="2026.1.1", released=date(2026, 1, 1), signatures=())
    ages = source_ages(empty, date(2026, 11, 23))
    assert (ages.oldest, [band.entries for band in ages.bands]) == (None, [0, 0, 0, 0])
