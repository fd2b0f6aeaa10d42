"""What ``pm`` and ``cmd package`` print: lists of packages, users and browsers, and refusals."""

from phone_audit.formats.phone_commands import Answer
from phone_audit.simulator.android.package import base_path
from phone_audit.simulator.android.phone import App, Phone, PhoneUser
from phone_audit.simulator.android.printing import map_order


def list_users(phone: Phone) -> Answer:
    r"""Return the answer to ``pm list users``.

    Format, with a tab before each user::

        Users:
                UserInfo{0:Pemilik:c13} running
                UserInfo{150:Secure Folder:61010} running

    Read from: AOSP ``PackageManagerShellCommand``/``UserManagerServiceShellCommand``
    ``runListUsers`` and ``UserInfo.toString``, 8-16.
    """
    lines = ["Users:"]
    for user in phone.users:
        running = " running" if user.running else ""
        lines.append(f"\tUserInfo{{{user.id}:{user.name}:{user.flags:x}}}{running}")
    return Answer(stdout=("\n".join(lines) + "\n").encode())


def list_packages(phone: Phone, user: PhoneUser, options: tuple[str, ...]) -> Answer:
    """Return the answer to ``pm list packages OPTIONS --user N``.

    Format, each part only with its option (``-f`` path, ``-i`` installer, ``-U`` uid)::

        package:/data/app/~~a==/id.contoh.warung-b==/base.apk=id.contoh.warung versionCode:102  installer=com.android.vending uid:10234

    Options this Android does not know end the command with status 255 and nothing listed; a
    closed user ends it with a SecurityException. ``-u`` adds packages known to the
    phone and not installed for the user; hidden ones are listed only with it.

    Read from: AOSP ``PackageManagerShellCommand.runListPackages``, 8-16.
    """  # noqa: E501  # one line of the phone
    known = {"-f", "-d", "-e", "-s", "-3", "-i", "-l", "-u", "-U", "--show-versioncode"}
    for option in options:
        if option not in known:
            return Answer(stderr=f"Error: Unknown option: {option}\n".encode(), exit_code=255)
    if user.closed:
        return refusal(phone, user)
    by_name = {app.package: app for app in phone.apps}
    lines = [
        _package_line(phone, by_name[package], user, options)
        for package in map_order(by_name)
        if "-u" in options or _listed(by_name[package], user)
    ]
    return Answer(stdout="".join(line + "\n" for line in lines).encode())


def _listed(app: App, user: PhoneUser) -> bool:
    state = app.state_for(user.id)
    return state.installed and not state.hidden


def _package_line(phone: Phone, app: App, user: PhoneUser, options: tuple[str, ...]) -> str:
    line = "package:"
    if "-f" in options:
        line += f"{base_path(phone, app)}="
    line += app.package
    if "--show-versioncode" in options:
        line += f" versionCode:{app.version_code}"
    if "-i" in options:
        line += f"  installer={app.installer or 'null'}"
    if "-U" in options:
        line += f" uid:{user.id * 100_000 + app.app_id}"
    return line


def refusal(phone: Phone, user: PhoneUser) -> Answer:
    """Return how a command dies on a user with restriction ``no_debugging_features``.

    Read from: AOSP ``UserController.ensureNotSpecialUser``/``handleIncomingUser`` and
    ``BasicShellCommandHandler.exec`` (before Android 11 ``ShellCommand.exec``).
    """
    head = "Exception occurred while executing 'list':"
    if phone.sdk < 30:
        head = "Exception occurred while executing:"
    text = (
        f"\n{head}\n"
        f"java.lang.SecurityException: Shell does not have permission to access user {user.id}\n"
        "\tat com.android.server.am.ActivityManagerService.handleIncomingUser"
        "(ActivityManagerService.java:17134)\n"
        "\tat com.android.server.pm.PackageManagerShellCommand.translateUserId"
        "(PackageManagerShellCommand.java:3412)\n"
        "\tat com.android.server.pm.PackageManagerShellCommand.runListPackages"
        "(PackageManagerShellCommand.java:947)\n"
    )
    return Answer(stderr=text.encode(), exit_code=255)


def query_vpn_services(phone: Phone, user: PhoneUser) -> Answer:
    """Return the answer to ``cmd package query-services --brief -a android.net.VpnService``.

    Read from: AOSP ``PackageManagerShellCommand.runQueryIntentServices``, 8-16.
    """
    if user.closed:
        return refusal(phone, user)
    offering = [app for app in phone.apps if app.offers_vpn and _listed(app, user)]
    if not offering:
        return Answer(stdout=b"No services found\n")
    lines = [f"{len(offering)} services found:"]
    for number, app in enumerate(offering):
        lines += [
            f"  Service #{number}:",
            "    priority=0 preferredOrder=0 match=0x108000 specificIndex=-1 isDefault=false",
            f"    {app.package}/{app.offers_vpn}",
        ]
    return Answer(stdout=("\n".join(lines) + "\n").encode())


def query_browsers(phone: Phone, user: PhoneUser) -> Answer:
    """Return the answer to ``cmd package query-activities --brief`` for links to web sites.

    Format::

        2 activities found:
          Activity #0:
            priority=0 preferredOrder=0 match=0x208000 specificIndex=-1 isDefault=true
            com.android.chrome/com.google.android.apps.chrome.Main

    Without one: ``No activities found``.

    Read from: AOSP ``PackageManagerShellCommand.runQueryIntentActivities``, 8-16.
    """
    if user.closed:
        return refusal(phone, user)
    browsers = [app for app in phone.apps if app.handles_web and _listed(app, user)]
    if not browsers:
        return Answer(stdout=b"No activities found\n")
    lines = [f"{len(browsers)} activities found:"]
    for number, app in enumerate(browsers):
        lines += [
            f"  Activity #{number}:",
            "    priority=0 preferredOrder=0 match=0x208000 specificIndex=-1 isDefault=true",
            f"    {app.package}/{app.handles_web}",
        ]
    return Answer(stdout=("\n".join(lines) + "\n").encode())
