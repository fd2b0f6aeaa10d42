"""Apps that are on the phone and no part of its factory image."""

from collections.abc import Iterable, Iterator

from phone_audit.model.evidence import InstalledApp, Presence, Sighting
from phone_audit.model.phone import ChosenApp


def chosen_apps(sightings: Iterable[Sighting]) -> Iterator[ChosenApp]:
    """Yield each app and user once whose dump says that the app is not a system app.

    Where the dump does not say, nothing is said here either: what a factory app declares
    is not the holder's choice.
    """
    for sighting in sightings:
        app = sighting.record
        if (
            isinstance(app, InstalledApp)
            and app.system is False
            and app.presence in {Presence.INSTALLED, Presence.HIDDEN}
        ):
            yield ChosenApp(package=app.package, user=app.user)
