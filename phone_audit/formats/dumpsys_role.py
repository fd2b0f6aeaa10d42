"""Which app holds a role, such as that of the default browser."""

import re
from dataclasses import dataclass

from phone_audit.formats.pm import is_package_name

_USER = re.compile(r"\s*user_id=(\d{1,6})", re.ASCII)
_NAME = re.compile(r"\s*name=(android\.app\.role\.[A-Z_]{1,60})", re.ASCII)
_HOLDERS = re.compile(r"\s*holders=(\S{1,2000})")
_LONGEST_LINE = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Holders by user and role. A role nobody holds has none; a user not listed is not told."""

    holders: dict[int, dict[str, tuple[str, ...]]]

    @property
    def answered(self) -> bool:
        """Whether any user's roles were told at all."""
        return bool(self.holders)


def read_roles(text: str) -> Roles:
    """Read ``dumpsys role``, whole or cut down to the lines of some roles.

    Format, from Android 10 on::

        ROLE MANAGER STATE (dumpsys role):
        {
          user_states=[
            {
              user_id=0
              roles=[
                {
                  name=android.app.role.BROWSER
                  holders=com.android.chrome
                }

    Several holders are joined by commas.

    Read from: AOSP ``RoleManagerService.dump``, ``RoleUserState.dump``, API 29-36.
    """
    holders: dict[int, dict[str, tuple[str, ...]]] = {}
    user: int | None = None
    role: str | None = None
    for raw in text.split("\n"):
        line = raw.rstrip("\r")
        if len(line) > _LONGEST_LINE:
            continue
        if found := _USER.fullmatch(line):
            user, role = int(found[1]), None
            holders.setdefault(user, {})
        elif (name := _NAME.fullmatch(line)) and user is not None:
            role = name[1]
            holders[user].setdefault(role, ())
        elif (told := _HOLDERS.fullmatch(line)) and user is not None and role is not None:
            packages = (one.strip() for one in told[1].split(","))
            holders[user][role] = tuple(one for one in packages if is_package_name(one))
            role = None
    return Roles(holders=holders)
