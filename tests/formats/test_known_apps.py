import pytest

from phone_audit.formats.known_apps import BROWSERS, ROOT_MANAGERS, VPN_APPS
from phone_audit.formats.pm import is_package_name

TABLES = {"browsers": BROWSERS, "vpn": VPN_APPS, "root": ROOT_MANAGERS}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_app_has_a_package_and_a_name_that_is_not_it(table):
    for package, name in table.items():
        assert is_package_name(package)
        assert "." in package
        assert name.strip() == name
        assert name
        assert name != package
        assert "," not in name  # names are joined by commas


def test_no_app_is_in_two_tables():
    assert not set(BROWSERS) & set(VPN_APPS)
    assert not set(BROWSERS) & set(ROOT_MANAGERS)
    assert not set(VPN_APPS) & set(ROOT_MANAGERS)
