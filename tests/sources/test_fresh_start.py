from datetime import UTC, datetime, timedelta

import pytest

from phone_audit.model.evidence import InstalledApp, Sighting
from phone_audit.sources.fresh_start import fresh_start

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


def app(days_ago, *, system=False, user=0):
    record = InstalledApp(
        package="id.contoh.apa",
        user=user,
        system=system,
        first_installed_at=None if days_ago is None else NOW - timedelta(days=days_ago),
    )
    return Sighting(record=record, captures=(1,))


def test_a_phone_whose_oldest_app_is_of_this_week_was_set_up_lately():
    (context,) = fresh_start([app(3), app(2), app(1), app(4000, system=True)], NOW)
    assert context.at == NOW - timedelta(days=3)


@pytest.mark.parametrize(
    "sightings",
    [
        [],
        [app(1), app(2)],
        [app(1), app(2), app(15)],
        [app(1), app(2), app(None)],
        [app(1), app(2), app(3, user=10)],
        [app(1), app(2), app(3, system=True)],
    ],
    ids=["none", "too-few", "older", "undated", "another-user", "factory"],
)
def test_otherwise_nothing_is_said(sightings):
    assert fresh_start(sightings, NOW) == ()
