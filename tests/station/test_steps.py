import re

import pytest

from phone_audit.station.steps import BEFORE_IT_GOES_BACK, CHARGING_ONLY, MAKERS, maker_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SM-A156E", "Samsung"),
        ("samsung SM_A156E", "Samsung"),
        ("Redmi Note 13", "Xiaomi, Redmi, POCO"),
        ("POCO X6", "Xiaomi, Redmi, POCO"),
        ("OPPO A78", "OPPO"),
        ("realme C55", "realme"),
        ("vivo Y27", "vivo, iQOO"),
        ("Infinix HOT 40", "Infinix, TECNO, itel"),
        ("TECNO SPARK 20", "Infinix, TECNO, itel"),
        ("ASUS Zenfone", "Asus"),
    ],
)
def test_a_model_leads_to_its_makers_steps(text, name):
    assert maker_of(text).name == name


@pytest.mark.parametrize("text", [None, "", "X6833B", "0123456789ABCDEF", "  "])
def test_a_name_that_tells_no_maker_leads_to_none(text):
    assert maker_of(text) is None


@pytest.mark.parametrize("maker", MAKERS, ids=lambda one: one.name)
def test_every_maker_ends_with_the_tap_and_never_asks_to_trust_for_ever(maker):
    assert 3 <= len(maker.steps) <= 6
    assert "Izinkan" in maker.steps[-1].id
    text = " ".join(step.id for step in maker.steps)
    assert "tanpa mencentang Selalu izinkan" in text
    assert not re.search(r"(?<!tanpa mencentang )Selalu izinkan", text)


def test_what_is_undone_before_the_phone_goes_back():
    text = " ".join(step.id for step in BEFORE_IT_GOES_BACK)
    assert "Cabut otorisasi" in text
    assert "Opsi pengembang" in text
    assert CHARGING_ONLY.en
