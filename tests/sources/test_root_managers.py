from phone_audit.model.evidence import InstalledApp, Presence, Sighting
from phone_audit.sources.root_managers import root_managers

MAGISK = "com.topjohnwu.magisk"


def named(*apps):
    sightings = tuple(
        Sighting(record=InstalledApp(package=package, user=user, presence=presence), captures=(1,))
        for package, user, presence in apps
    )
    return [fact.value for fact in root_managers(sightings)]


def test_an_app_that_manages_root_access_is_named_once():
    assert named((MAGISK, 0, Presence.INSTALLED), (MAGISK, 10, Presence.HIDDEN)) == ["Magisk"]


def test_other_apps_and_removed_ones_say_nothing():
    assert named(("id.contoh.toko", 0, Presence.INSTALLED)) == []
    assert named((MAGISK, 0, Presence.KNOWN_ONLY)) == []
