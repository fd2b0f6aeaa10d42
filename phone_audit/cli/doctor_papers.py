"""What ``doctor`` says of the files a region keeps for its documents: legal texts, holidays."""

from datetime import datetime, timedelta

from phone_audit import resources
from phone_audit.cli.checks import Check, State
from phone_audit.cli.language import say
from phone_audit.cli.output import shown
from phone_audit.errors import ReportError
from phone_audit.model.case import EmploymentStatus
from phone_audit.reporting.legal_basis import load_legal_basis, texts_for
from phone_audit.reporting.summons_dates import load_holidays

_SOON_DAYS = 60


def legal_texts() -> Check:
    """Say whether reports of today name what is in force, and what runs out soon."""
    name = say("Dasar hukum", "Legal texts")
    today = datetime.now().astimezone().date()
    try:
        texts = load_legal_basis(resources.reports_folder() / "dasar-hukum.yaml")
    except ReportError as error:
        says, remedy = shown(str(error)), "reports/dasar-hukum.yaml"
        return Check(name=name, state=State.BAD, says=says, remedy=remedy)
    without = [status.value for status in EmploymentStatus if not texts_for(texts, status, today)]
    if without:
        return Check(
            name=name,
            state=State.BAD,
            says=say("tidak ada yang berlaku untuk ", "none in force for ") + ", ".join(without),
            remedy=say(
                "minta bagian hukum melengkapi reports/dasar-hukum.yaml",
                "have the legal bureau complete reports/dasar-hukum.yaml",
            ),
        )
    soon = today + timedelta(days=_SOON_DAYS)
    told = [
        say(
            f"{one.id} berlaku sampai {one.valid_until}",
            f"{one.id} in force until {one.valid_until}",
        )
        for one in texts
        if one.valid_until is not None and one.valid_until < soon
    ]
    told += [
        say(f"{one.id} berlaku mulai {one.valid_from}", f"{one.id} in force from {one.valid_from}")
        for one in texts
        if one.valid_from is not None and one.valid_from > today
    ]
    return Check(
        name=name,
        state=State.NOTE if told else State.GOOD,
        says=shown("; ".join(told)) or say(f"{len(texts)} berlaku", f"{len(texts)} in force"),
        remedy=say(
            "perbarui reports/dasar-hukum.yaml bersama bagian hukum",
            "bring reports/dasar-hukum.yaml up to date with the legal bureau",
        )
        if told
        else None,
    )


def holidays() -> Check:
    """Say how far the table reaches with which draft calls count working days."""
    name = say("Hari libur", "Holidays")
    today = datetime.now().astimezone().date()
    try:
        years = load_holidays(resources.reports_folder() / "hari-libur.yaml")
    except ReportError as error:
        says, remedy = shown(str(error)), "reports/hari-libur.yaml"
        return Check(name=name, state=State.BAD, says=says, remedy=remedy)
    wanted = sorted({today.year, (today + timedelta(days=_SOON_DAYS)).year})
    missing = [str(year) for year in wanted if year not in years]
    if missing:
        return Check(
            name=name,
            state=State.NOTE,
            says=say("tidak memuat ", "without ") + ", ".join(missing),
            remedy=say(
                "tambahkan ke reports/hari-libur.yaml setelah ditetapkan; konsep panggilan "
                "menghitung hari kerja dengannya",
                "add it to reports/hari-libur.yaml once decreed: draft calls count working days "
                "with it",
            ),
        )
    reaches = max(years, default=today.year)
    return Check(
        name=name, state=State.GOOD, says=say(f"sampai akhir {reaches}", f"to the end of {reaches}")
    )
