"""A slip of the finger is noticed, an ordinary neighbour is not."""

import pytest

from phone_audit.signatures.look_alikes import LookAlikes

LOOK_ALIKES = LookAlikes(
    packages=("id.contoh.warung", "a.b"),
    domains=("warung.example", "bca.id"),
    systems=("com.android", "com.sec.android"),
)


@pytest.mark.parametrize(
    ("package", "near"),
    [
        ("id.contoh.warungg", "id.contoh.warung"),
        ("id.contoh.warun", "id.contoh.warung"),
        ("id.contoh.warumg", "id.contoh.warung"),
        ("id.contoh.wraung", "id.contoh.warung"),
        ("id.contoh.warung", None),
        ("id.contoh.wuarng", "id.contoh.warung"),
        ("id.contoh.warteg", None),
        ("com.andriod.chrome", "com.android"),
        ("com.sec.andr0id.app", "com.sec.android"),
        ("com.android.chrome", None),
        ("a.c", None),
    ],
)
def test_packages(package: str, near: str | None) -> None:
    assert LOOK_ALIKES.of_package(package) == near


@pytest.mark.parametrize(
    ("domain", "near"),
    [
        ("warung.example", None),
        ("waruung.example", "warung.example"),
        ("warung88.example", None),
        ("bcaa.id", None),
        ("", None),
    ],
)
def test_domains(domain: str, near: str | None) -> None:
    assert LOOK_ALIKES.of_domain(domain) == near
