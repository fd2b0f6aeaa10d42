"""Warnings about the dates of a call, with the holidays of the program and of the office."""

from phone_audit import resources
from phone_audit.cases.store import Case
from phone_audit.model.papers import Summons
from phone_audit.model.record import Words
from phone_audit.reporting import figures
from phone_audit.reporting.summons_dates import complaints_about_dates, load_holidays


def complaints_about(call: Summons, case: Case) -> tuple[Words, ...]:
    """Return what does not fit about the dates of a call of this case."""
    arrangements = case.papers().arrangements
    return complaints_about_dates(
        call,
        load_holidays(resources.reports_folder() / "hari-libur.yaml"),
        arrangements.holidays if arrangements else (),
        today=figures.local(call.at, case.header.zone).date(),
    )
