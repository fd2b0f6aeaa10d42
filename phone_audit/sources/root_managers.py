"""Apps that give others root access, among the apps of a phone."""

from collections.abc import Iterable, Iterator

from phone_audit.formats.known_apps import ROOT_MANAGERS
from phone_audit.model.evidence import InstalledApp, Presence, Sighting
from phone_audit.model.phone import Context, ContextKind


def root_managers(sightings: Iterable[Sighting]) -> Iterator[Context]:
    """Yield a sign of root access for each app that manages it, once; most hide their name."""
    present = (
        record.package
        for record in (sighting.record for sighting in sightings)
        if isinstance(record, InstalledApp)
        and record.presence in {Presence.INSTALLED, Presence.HIDDEN}
    )
    for package in dict.fromkeys(present):
        if package in ROOT_MANAGERS:
            yield Context(context=ContextKind.ROOT_SIGNS, value=ROOT_MANAGERS[package])
