"""What was installed and removed on an invented phone, in order of time."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from phone_audit.simulator.android.phone import App, GoneApp, Phone


class Change(NamedTuple):
    """One installation, update or removal of one app, as the package manager did it."""

    at: datetime
    app: App | GoneApp
    user: int
    removal: bool
    first: bool = False  # an installation that is no update


def changes(phone: Phone, since: datetime | None = None) -> tuple[Change, ...]:
    """Return the changes of apps that did not come with the phone, up to its ``now``."""
    found = [*_of_present(phone.apps), *_of_gone(phone.gone)]
    return tuple(
        change
        for change in sorted(found, key=lambda change: (change.at, change.app.package))
        if change.at <= phone.now and (since is None or change.at >= since)
    )


def since_boot(phone: Phone) -> tuple[Change, ...]:
    """Return the changes that services without a file remember."""
    return changes(phone, since=phone.now - timedelta(seconds=phone.uptime_s))


def _of_present(apps: Iterable[App]) -> Iterable[Change]:
    for app in apps:
        user = next((state.user for state in app.states if state.installed), 0)
        if not app.system:
            yield Change(app.installed_at, app, user, removal=False, first=True)
        if app.updated_at is not None:
            yield Change(app.updated_at, app, user, removal=False)


def _of_gone(apps: Iterable[GoneApp]) -> Iterable[Change]:
    for app in apps:
        yield Change(app.installed_at, app, app.user, removal=False, first=True)
        yield Change(app.removed_at, app, app.user, removal=True)
