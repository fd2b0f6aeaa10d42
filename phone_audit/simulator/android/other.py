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
            **({"always_on_vpn_app": phone.always_on_vpn} if phone.always_on_vpn else {}),
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


def dump_connectivity(phone: Phone) -> bytes:
    """Return the answer to ``dumpsys connectivity``, as far as it tells of networks.

    Format, up to Android 10 ``ni{[type: VPN[], state: CONNECTED/CONNECTED, ...]}``::

        NetworkProviders for: WIFI
        Active default network: 101

        Current Networks:
          NetworkAgentInfo{network{101}  handle{433805094925}  ni{WIFI CONNECTED extra: } ...}

    Read from: AOSP ``ConnectivityService.dump``, ``NetworkInfo.toString``, 8-16.
    """
    lines = ["NetworkProviders for: WIFI", "", "Active default network: 101", ""]
    lines += ["Current Networks:", f"  {_network(phone, 101, 'WIFI', 'Wi-Fi Rahasia')}"]
    if phone.vpn_connected:
        lines.append(f"  {_network(phone, 102, 'VPN', 'VPN:id.contoh.terowongan')}")
    lines += ["", "Requests:", "  REQUEST: NetworkRequest [ REQUEST id=1, [ Transports: VPN ] ]"]
    return ("\n".join(lines) + "\n").encode()


def _network(phone: Phone, number: int, kind: str, extra: str) -> str:
    info = f"{kind} CONNECTED extra: {extra}"
    if phone.sdk < 30:
        info = (
            f"[type: {kind}[], state: CONNECTED/CONNECTED, reason: (unspecified), "
            f"extra: {extra}, failover: false, available: true, roaming: false]"
        )
    return (
        f"NetworkAgentInfo{{network{{{number}}}  ni{{{info}}}  lp{{{{InterfaceName: wlan0 "
        "LinkAddresses: [ 192.0.2.7/24 ]}}  created=1 }"
    )


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
