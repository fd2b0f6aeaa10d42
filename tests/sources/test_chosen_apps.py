from phone_audit.model.evidence import InstalledApp, Presence, Sighting
from phone_audit.model.phone import ChosenApp
from phone_audit.sources.chosen_apps import chosen_apps

APP = "id.contoh.selubung"


def seen(system, presence=Presence.INSTALLED, user=0):
    app = InstalledApp(package=APP, user=user, presence=presence, system=system)
    return list(chosen_apps((Sighting(record=app, captures=(1,)),)))


def test_an_app_of_the_factory_image_is_no_choice_of_anybody():
    assert seen(system=False) == [ChosenApp(package=APP, user=0)]
    assert seen(system=False, user=999) == [ChosenApp(package=APP, user=999)]
    assert seen(system=True) == seen(system=None) == []


def test_an_app_that_is_not_there_is_none_and_a_hidden_one_is():
    assert seen(False, Presence.HIDDEN) == seen(system=False)
    assert seen(False, Presence.KNOWN_ONLY) == seen(False, Presence.DATA_KEPT) == []
