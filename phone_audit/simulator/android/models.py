"""Phone models sold in Indonesia, as they leave the shop: invented serials, real formats."""

from datetime import date, datetime

from phone_audit.model.record import Record
from phone_audit.simulator.android.apps import factory_image
from phone_audit.simulator.android.phone import Phone


class Model(Record):
    """One model with the Android it runs; ``skin`` are the maker's own properties."""

    maker: str
    brand: str
    model: str
    device: str
    android: str
    sdk: int
    security_patch: str
    made_on: date
    skin: tuple[tuple[str, str], ...] = ()


_MIUI_INPUT = ("persist.security.adbinput", "0")

MODELS = (
    Model(
        maker="samsung",
        brand="samsung",
        model="SM-A556E",
        device="a55x",
        android="15",
        sdk=35,
        security_patch="2026-09-01",
        made_on=date(2025, 2, 11),
        skin=(("ro.build.version.oneui", "70000"),),
    ),
    Model(
        maker="Xiaomi",
        brand="Redmi",
        model="23021RAAEG",
        device="topaz",
        android="14",
        sdk=34,
        security_patch="2026-06-01",
        made_on=date(2024, 5, 20),
        skin=(
            ("ro.mi.os.version.name", "OS1.0"),
            ("ro.miui.ui.version.name", "V816"),
            _MIUI_INPUT,
        ),
    ),
    Model(
        maker="OPPO",
        brand="OPPO",
        model="CPH2565",
        device="OP5765L1",
        android="16",
        sdk=36,
        security_patch="2026-10-05",
        made_on=date(2025, 11, 3),
        skin=(("ro.build.version.oplusrom", "V16.0.0"),),
    ),
    Model(
        maker="vivo",
        brand="vivo",
        model="V2247",
        device="V2247",
        android="13",
        sdk=33,
        security_patch="2025-12-01",
        made_on=date(2023, 6, 8),
        skin=(("ro.vivo.os.version", "13.0"),),
    ),
    Model(
        maker="Xiaomi",
        brand="POCO",
        model="M2012K11AG",
        device="alioth",
        android="11",
        sdk=30,
        security_patch="2022-04-01",
        made_on=date(2021, 4, 14),
        skin=(("ro.miui.ui.version.name", "V125"), _MIUI_INPUT),
    ),
    Model(
        maker="realme",
        brand="realme",
        model="RMX3624",
        device="RE5893",
        android="12",
        sdk=31,
        security_patch="2023-08-05",
        made_on=date(2022, 10, 2),
        skin=(("ro.build.version.opporom", "V12.1"),),
    ),
    Model(
        maker="INFINIX",
        brand="Infinix",
        model="Infinix X682B",
        device="Infinix-X682B",
        android="10",
        sdk=29,
        security_patch="2021-05-05",
        made_on=date(2020, 12, 1),
        skin=(("ro.tranos.version", "xos7.0.0"),),
    ),
    Model(
        maker="TECNO",
        brand="TECNO",
        model="TECNO CA7",
        device="TECNO-CA7",
        android="8.1.0",
        sdk=27,
        security_patch="2019-03-05",
        made_on=date(2018, 8, 30),
        skin=(("ro.tranos.version", "hios4.1.0"),),
    ),
    Model(
        maker="samsung",
        brand="samsung",
        model="SM-A146P",
        device="a14xm",
        android="14",
        sdk=34,
        security_patch="2025-08-01",
        made_on=date(2023, 3, 3),
        skin=(("ro.build.version.oneui", "60100"),),
    ),
    Model(
        maker="vivo",
        brand="vivo",
        model="vivo 1811",
        device="1811",
        android="8.0.0",
        sdk=26,
        security_patch="2018-11-01",
        made_on=date(2018, 10, 9),
        skin=(("ro.vivo.os.version", "4.5"),),
    ),
    Model(
        maker="OPPO",
        brand="OPPO",
        model="CPH1909",
        device="CPH1909",
        android="9",
        sdk=28,
        security_patch="2020-02-05",
        made_on=date(2019, 1, 21),
        skin=(("ro.build.version.opporom", "V6.0"),),
    ),
    Model(
        maker="Xiaomi",
        brand="Redmi",
        model="2201117TG",
        device="spes",
        android="12L",
        sdk=32,
        security_patch="2023-01-01",
        made_on=date(2022, 3, 30),
        skin=(("ro.miui.ui.version.name", "V130"), _MIUI_INPUT),
    ),
)
"""The first eight are those of the demo office; together the twelve cover Android 8 to 16."""


def new_phone(model: Model, serial: str, now: datetime, *, zone: str = "Asia/Jakarta") -> Phone:
    """Return a phone of this model with nothing on it but its factory image."""
    return Phone(
        maker=model.maker,
        brand=model.brand,
        model=model.model,
        device=model.device,
        android=model.android,
        sdk=model.sdk,
        security_patch=model.security_patch,
        serial=serial,
        zone=zone,
        now=now,
        made_on=model.made_on,
        skin_properties=model.skin,
        apps=factory_image(model.maker, model.made_on, zone),
    )
