"""One app of one user: what its line in the list and its block in the dump say together."""

from collections.abc import Set as AbstractSet
from datetime import datetime, tzinfo
from typing import TypeVar

from phone_audit.formats.dumpsys_package import PackageBlock, UserState
from phone_audit.formats.pm import PackageRow
from phone_audit.formats.timestamps import from_epoch_ms, to_utc
from phone_audit.model.evidence import (
    EnabledState,
    InstalledApp,
    InstallReason,
    PackageSource,
    Presence,
)

USERS_APART = 100_000
"""Between the uids of one app for two users."""

_MAKERS_OWN = ("com.transsion.",)
"""Beginnings of packages of makers whose functions hide apps by disabling them (XHide)."""

_DISABLED = frozenset({2, 3, 4})
_E = TypeVar("_E")
_ENABLED = tuple(EnabledState)
_REASONS = tuple(InstallReason)
_SOURCES = tuple(PackageSource)


def app_record(
    user: int,
    presence: Presence,
    block: PackageBlock,
    *,
    row: PackageRow | None,
    zone: tzinfo | None,
    sharing: AbstractSet[int],
) -> InstalledApp:
    """Return the record of an app; what the list tells comes before what the dump tells.

    ``zone`` is the phone's; without it a time that the dump prints as text is not known.
    ``sharing`` are the parts of uids that more than one package has.
    """
    state = block.users.get(user) or UserState()
    first = state.first_installed or block.first_installed  # up to 12: of all users
    version = row.version_code if row is not None else None
    uid = _uid(user, block, row)
    return InstalledApp(
        package=block.package,
        user=user,
        presence=presence,
        version_name=block.version_name,
        version_code=block.version_code if version is None else version,
        first_installed_at=_moment(first, zone),
        last_updated_at=_moment(block.last_updated, zone),
        installer=row.installer if row is not None and row.installer_told else block.installer,
        initiator=block.initiator,
        originator=block.originator,
        package_source=_member(_SOURCES, block.package_source),
        install_reason=_member(_REASONS, state.install_reason),
        opened=_opened(state),
        system=block.system,
        enabled=_member(_ENABLED, state.enabled),
        suspended=state.suspended,
        frozen_by_maker=_frozen_by_maker(state),
        uid=uid,
        uid_shared=None if uid is None else uid % USERS_APART in sharing,
    )


def presence_of(state: UserState) -> Presence:
    """Return how an app stands for one user, from the dump alone."""
    if state.installed:
        return Presence.HIDDEN if state.hidden else Presence.INSTALLED
    return Presence.DATA_KEPT if (state.data_inode or 0) > 0 else Presence.KNOWN_ONLY


def _moment(stamp: int | str | None, zone: tzinfo | None) -> datetime | None:
    """Return UTC for a time of the dump; ``None`` also where no zone is known for text."""
    if zone is None:
        return from_epoch_ms(stamp) if isinstance(stamp, int) else None
    return to_utc(stamp, zone)


def _uid(user: int, block: PackageBlock, row: PackageRow | None) -> int | None:
    """Return the app's uid for this user: as listed, else from the dump, else unknown."""
    for uid in row.uids if row is not None else ():
        if uid // USERS_APART == user:
            return uid
    return None if block.app_id is None else user * USERS_APART + block.app_id


def _opened(state: UserState) -> bool | None:
    """Return whether the app was opened; of an app that is not installed nothing is known."""
    if state.not_launched is None or state.installed is False:
        return None
    return not state.not_launched


def _frozen_by_maker(state: UserState) -> bool | None:
    """Return whether a package of the phone's maker disabled the app; ``None``: not told."""
    if state.enabled not in _DISABLED or state.disabled_by is None:
        return None
    return state.disabled_by.startswith(_MAKERS_OWN)


def _member(members: tuple[_E, ...], number: int | None) -> _E | None:
    return members[number] if number is not None and 0 <= number < len(members) else None
