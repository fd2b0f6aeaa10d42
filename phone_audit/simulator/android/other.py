"""Small answers: settings, roles, users of the phone, uptime."""

from phone_audit.simulator.android.phone import Phone
from phone_audit.simulator.android.printing import identity, number_from


def settings_lists(phone: Phone) -> dict[str, bytes]:
    """Return the answers to ``settings list`` by namespace, ``key=value`` lines sorted by key.

    Read from: AOSP ``SettingsProvider``'s shell command (``SettingsService.listForUser``).
    """
    lists = {
        "global": {
            "adb_enabled": "1",
            "auto_time": "1",
            "auto_time_zone": "1",
            "boot_count": str(number_from(3, 90, phone.serial, "boots")),
            "device_name": phone.model,
            "private_dns_mode": "opportunistic",
        },
        "secure": {
            "advanced_protection_mode": "0",
            "user_setup_complete": "1",
            **dict(phone.secure_settings),
        },
        "system": {"time_12_24": "24"},
    }
    return {
        namespace: "".join(f"{key}={value}\n" for key, value in sorted(values.items())).encode()
        for namespace, values in lists.items()
    }


def uptime(phone: Phone) -> bytes:
    """Return ``/proc/uptime``: seconds since boot, and seconds idle summed over the cores.

    Read from: Linux ``fs/proc/uptime.c``.
    """
    return f"{phone.uptime_s}.17 {phone.uptime_s * 5}.42\n".encode()


def dump_role(phone: Phone) -> bytes | None:
    """Return the answer to ``dumpsys role``; ``None`` before Android 10, which has no such service.

    Format::

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

    Read from: AOSP ``RoleManagerService.dump`` and a real Android 10 phone.
    """
    if phone.sdk < 29:
        return None
    lines = ["ROLE MANAGER STATE (dumpsys role):", "{", "  user_states=["]
    for user in phone.users:
        browser = next((a.package for a in phone.apps if a.handles_web), None)
        lines += ["    {", f"      user_id={user.id}", "      version=-1"]
        lines += [f"      packages_hash={identity(phone.serial, user.id).upper()}", "      roles=["]
        for role, holder in (
            ("SMS", "com.google.android.apps.messaging"),
            ("HOME", None),
            ("BROWSER", browser),
        ):
            lines += ["        {", f"          name=android.app.role.{role}"]
            if holder is not None:
                lines.append(f"          holders={holder}")
            lines.append("        }")
        lines += ["      ]", "    }"]
    lines += ["  ]", "}"]
    return ("\n".join(lines) + "\n").encode()


def dump_user(phone: Phone) -> bytes:
    """Return the answer to ``dumpsys user``; names are hidden on Samsung and from Android 10.

    Read from: AOSP ``UserManagerService.dump`` and a real Android 10 phone.
    """
    lines = ["Users:"]
    for user in phone.users:
        name = user.name
        if phone.samsung:
            name = "xxx"
        elif phone.sdk >= 29:
            name = "null"
        lines += [
            f"  UserInfo{{{user.id}:{name}:{user.flags:x}}} serialNo={user.id}",
            f"    State: {'RUNNING_UNLOCKED' if user.running else '-1'}",
            "    Created: <unknown>",
            f"    Last logged in fingerprint: {phone.fingerprint}",
            "    Has profile owner: false",
            "    Restrictions:",
            "      no_debugging_features" if user.closed else "      none",
        ]
    lines += ["", "  Device owner id:-10000", "", "  Max users: 4"]
    return ("\n".join(lines) + "\n").encode()
