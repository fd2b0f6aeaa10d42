"""Invented matches, one line each, for tests of the ladder."""

from datetime import UTC, datetime, timedelta, timezone

from phone_audit.assessment.assess import Basis
from phone_audit.model.assessment import Match, Matched, Thresholds
from phone_audit.model.evidence import (
    AppTrace,
    AppTraceKind,
    AppUse,
    Asked,
    Covered,
    Evidence,
    InstalledApp,
    Sighting,
    SiteTrace,
    SiteTraceKind,
    UseInterval,
)
from phone_audit.model.phone import Profile, ProfileKind
from phone_audit.model.signature import GamblingKind, Strength

WIB = timezone(timedelta(hours=7))
THRESHOLDS = Thresholds()
OWNER = Profile(user=0, flags=0x13, profile=ProfileKind.OWNER, running=True)
READ_WHOLE = Covered(source="installed_apps", user=0, complete=True, read=120)
MINUTE = 60_000


def day(text: str, hour: int = 0) -> datetime:
    """Return a moment of a local day in Jakarta, in UTC."""
    return datetime.fromisoformat(text).replace(hour=hour, tzinfo=WIB).astimezone(UTC)


def app(package: str = "id.contoh.slot", **fields: object) -> InstalledApp:
    return InstalledApp(
        **{"package": package, "user": 0, "opened": True, "system": False, **fields}
    )  # type: ignore[arg-type]


def use(package: str = "id.contoh.slot", minutes: int = 30, *days: str, **fields: object) -> AppUse:
    return AppUse(
        **{  # type: ignore[arg-type]
            "package": package,
            "user": 0,
            "interval": UseInterval.DAILY,
            "foreground_ms": minutes * MINUTE,
            "used_days": days,
            **fields,
        }
    )


def site(host: str = "m.slot-contoh.example", **fields: object) -> SiteTrace:
    return SiteTrace(
        **{  # type: ignore[arg-type]
            "host": host,
            "trace": SiteTraceKind.NOTIFICATION_CHANNEL,
            "via": "com.android.chrome",
            "user": 0,
            "allowed": True,
            "decided_at": day("2026-11-02"),
            **fields,
        }
    )


def trace(kind: AppTraceKind, package: str = "id.contoh.slot", **fields: object) -> AppTrace:
    return AppTrace(**{"package": package, "user": 0, "trace": kind, **fields})  # type: ignore[arg-type]


def matched(
    record: Evidence, strength: Strength = Strength.STRONG, number: int = 1, **fields: object
) -> Matched:
    source = {
        "InstalledApp": "installed_apps",
        "AppUse": "app_use",
        "SiteTrace": "site_notifications",
        "AppTrace": "app_traces",
    }[type(record).__name__]
    name = record.host if isinstance(record, SiteTrace) else record.package
    return Matched(
        source=source,
        sighting=Sighting(record=record, captures=(number,)),
        match=Match(
            **{  # type: ignore[arg-type]
                "signature": f"contoh-{name}",
                "signature_name": "Contoh",
                "kind": GamblingKind.SLOT,
                "strength": strength,
                "matched": name.removeprefix("m."),
                "reason": "exact",
                **fields,
            }
        ),
    )


def asked(**answers: int) -> tuple[Asked, ...]:
    return tuple(Asked(source=source, answers=count) for source, count in answers.items())


def basis(*ones: Matched, **fields: object) -> Basis:
    return Basis(
        **{  # type: ignore[arg-type]
            "matched": ones,
            "profiles": (OWNER,),
            "covered": (READ_WHOLE,),
            "asked": asked(installed_apps=2, app_use=1, site_notifications=1),
            **fields,
        }
    )


CLAIMED = {
    "trace": SiteTraceKind.LINK_CLAIMED,
    "via": "id.contoh.kumpulan",
    "allowed": None,
    "decided_at": None,
}
"""Of a site that an app which no entry lists says it opens."""
