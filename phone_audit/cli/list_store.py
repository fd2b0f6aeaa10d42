"""The lists an office imported, as the commands use them and speak of them."""

from collections.abc import Iterable, Iterator
from datetime import date

from phone_audit import resources
from phone_audit.cli.language import say
from phone_audit.lists.store import Shelf, Store
from phone_audit.model.imported_list import ImportedList, ListRole


def store() -> Store:
    """Return the store of this computer."""
    return Store(resources.lists_folder())


def open_lists() -> Shelf:
    """Open all imported lists; there may be none.

    Raises:
        SignatureErrors: one of them cannot be used.
    """
    return store().open()


def stale_notes(lists: Iterable[ImportedList], today: date) -> Iterator[str]:
    """Yield a warning for each block list that is too old to see much of what is new."""
    for one in lists:
        if one.role is ListRole.BLOCK and one.is_stale(today):
            days = one.age_days(today)
            yield say(
                f"Daftar impor {one.name} berumur {days} hari; nama situs berganti tiap hari, "
                "impor lagi yang terbaru.",
                f"The imported list {one.name} is {days} days old; names of sites change daily, "
                "import the latest again.",
            )


def number(count: int) -> str:
    """Return a number with the separators of the language, ``1.000.000``."""
    return say(f"{count:,}".replace(",", "."), f"{count:,}")


def list_line(one: ImportedList, today: date) -> str:
    """Return a list in one line: what it is, how many names, how old, how far reviewed."""
    what = say("daftar pengecualian", "allow list") if one.role is ListRole.ALLOW else one.format
    dated = (
        say(f"bertanggal {one.dated}", f"dated {one.dated}")
        if one.dated
        else say(f"tanpa tanggal, diimpor {one.day}", f"without a date, imported {one.day}")
    )
    age = say(f"umur {one.age_days(today)} hari", f"{one.age_days(today)} days old")
    names = say(f"{number(one.entries)} nama", f"{number(one.entries)} names")
    verified = (
        say(f"; diverifikasi oleh {one.verified_by}", f"; verified by {one.verified_by}")
        if one.verified_by
        else ""
    )
    return f"{one.name}: {names}, {what}, {dated} ({age}){verified}"
