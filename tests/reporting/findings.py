"""Invented findings for the tests of reports; no app or site in them is real."""

from datetime import UTC, datetime

from phone_audit.model.assessment import Circumstance, Finding, Match, UseSummary
from phone_audit.model.evidence import (
    AppTraffic,
    AppUse,
    Evidence,
    InstalledApp,
    InstallReason,
    PackageSource,
    Sighting,
    SiteTrace,
    SiteTraceKind,
    UseInterval,
)
from phone_audit.model.record import replace
from phone_audit.model.signature import GamblingKind, Strength


def match(name: str = "slot777", strength: Strength = Strength.STRONG, **changes: object) -> Match:
    """Return a match with an invented entry of the list."""
    whole = Match(
        signature=name,
        signature_name=name.capitalize(),
        kind=GamblingKind.SLOT,
        strength=strength,
        matched=f"id.contoh.{name}",
        reason="exact package name of a reviewed entry",
    )
    return replace(whole, **changes)


def app_finding(
    number: int = 1,
    *,
    name: str = "slot777",
    use: UseSummary | None = None,
    circumstances: tuple[Circumstance, ...] = (),
    **facts: object,
) -> Finding:
    """Return a finding of an installed app."""
    app = InstalledApp(
        package=f"id.contoh.{name}",
        user=0,
        version_name="1.4.2",
        first_installed_at=datetime(2026, 11, 2, 14, 40, tzinfo=UTC),
        last_updated_at=datetime(2026, 11, 2, 14, 40, tzinfo=UTC),
        installer="com.google.android.packageinstaller",
        originator="com.android.chrome",
        package_source=PackageSource.DOWNLOADED_FILE,
        install_reason=InstallReason.USER,
        opened=True,
        system=False,
    )
    sightings: list[Evidence] = [replace(app, **facts)]
    sources = ["installed_apps"]
    if use is not None:
        sources.append("app_use")
        sightings.append(
            AppUse(
                package=f"id.contoh.{name}",
                user=0,
                interval=UseInterval.WEEKLY,
                foreground_ms=use.foreground_ms,
                last_used_at=datetime(2026, 11, 17, 13, 5, tzinfo=UTC),
            )
        )
        sightings += [
            AppUse(
                package=f"id.contoh.{name}",
                user=0,
                interval=UseInterval.DAILY,
                foreground_ms=minutes * 60_000,
                begin_at=datetime.fromisoformat(f"{day}T00:00+07:00"),
            )
            for day, minutes in zip(use.dates, (12, 40, 3, 17), strict=False)
        ]
        traffic = AppTraffic(
            package=f"id.contoh.{name}",
            user=0,
            received_bytes=41_200_000,
            sent_bytes=3_900_000,
            days=use.dates[1:],
        )
        sightings.append(traffic)
    return Finding(
        number=number,
        sources=tuple(sources),
        value=f"id.contoh.{name}",
        user=0,
        match=match(name),
        sightings=tuple(
            Sighting(record=record, captures=(4 + place,)) for place, record in enumerate(sightings)
        ),
        use=use,
        circumstances=circumstances,
    )


def site_finding(
    number: int = 2,
    *,
    host: str = "m.togel-contoh.example",
    allowed: bool | None = True,
    strength: Strength = Strength.MEDIUM,
    circumstances: tuple[Circumstance, ...] = (),
) -> Finding:
    """Return a finding of a site that asked to send notifications."""
    trace = SiteTrace(
        host=host,
        trace=SiteTraceKind.NOTIFICATION_CHANNEL,
        via="com.android.chrome",
        user=0,
        decided_at=datetime(2026, 11, 3, 3, 11, tzinfo=UTC),
        allowed=allowed,
        last_push_at=datetime(2026, 11, 17, 23, 58, tzinfo=UTC) if allowed else None,
    )
    domain = host.removeprefix("m.")
    return Finding(
        number=number,
        sources=("site_channels",),
        value=domain,
        user=0,
        match=match("togel-contoh", strength, matched=domain, kind=GamblingKind.TOGEL),
        sightings=(Sighting(record=trace, captures=(6,)),),
        circumstances=circumstances,
    )


USE = UseSummary(
    days=4,
    dates=("2026-11-12", "2026-11-14", "2026-11-15", "2026-11-17"),
    foreground_ms=4_320_000,
    sufficient=True,
)


def many_findings(count: int) -> tuple[Finding, ...]:
    """Return ``count`` findings, apps and sites in turn."""
    return tuple(
        app_finding(number, name=f"slot{number:03}", use=USE if number % 5 == 0 else None)
        if number % 2
        else site_finding(number, host=f"m.slot{number:03}-contoh.example")
        for number in range(1, count + 1)
    )
