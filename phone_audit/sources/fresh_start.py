"""Signs that a phone was set up lately: then little can be found, and that says nothing."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from phone_audit.model.evidence import InstalledApp, Sighting
from phone_audit.model.phone import Context, ContextKind

LATELY = timedelta(days=14)
_OWNER = 0
_FEWEST_DATES = 3


def fresh_start(sightings: Iterable[Sighting], asked_at: datetime) -> tuple[Context, ...]:
    """Return when the owner's oldest app was installed, if that was in the last two weeks.

    After a reset, and on a new phone, the apps that are not part of the factory image
    bear the date of the first start. Apps of the image itself bear the date it was built,
    so they are left out; with fewer than three dates nothing is said.
    """
    installed = sorted(
        record.first_installed_at
        for record in (sighting.record for sighting in sightings)
        if isinstance(record, InstalledApp)
        and record.user == _OWNER
        and record.system is False
        and record.first_installed_at is not None
    )
    if len(installed) < _FEWEST_DATES or asked_at - installed[0] > LATELY:
        return ()
    return (Context(context=ContextKind.RECENT_RESET, at=installed[0]),)
