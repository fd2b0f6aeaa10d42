"""What ``dumpsys package`` prints of one app (link filters, domains, block), and of all links."""

import hashlib
from collections.abc import Iterator

from phone_audit.simulator.android.apk import certificate_of
from phone_audit.simulator.android.package import package_block
from phone_audit.simulator.android.phone import App, Phone
from phone_audit.simulator.android.printing import identity


def dump_package(phone: Phone, app: App) -> bytes:
    """Return the answer to ``dumpsys package PACKAGE``.

    Format: the app's intent filters in several tables, from Android 12 on its domain
    verification, then its block of ``dumpsys package packages``::

        Activity Resolver Table:
          Schemes:
              https:
                5b4cba8 id.contoh.toko/.MainActivity filter 5ec9dcc
                  Action: "android.intent.action.VIEW"
                  Scheme: "https"
                  Authority: "toko.example": -1
        Domain verification status:
          id.contoh.toko:
            ID: 01234567-89ab-cdef-0123-456789abcdef
            Signatures: [14:6D:E9:83:...]
        Packages:
          Package [id.contoh.toko] (672e433):

    An app without web links has no such filter and no verification.

    Read from: AOSP ``ComputerEngine.dump``, ``IntentResolver.dumpMap``, ``IntentFilter.dump``,
    ``DomainVerificationDebug.printState``, 8-16, and a real Android 7 phone.
    """
    lines = ["Activity Resolver Table:"]
    if app.link_hosts:
        lines.append("  Schemes:")
        for scheme in ("http", "https"):
            lines.append(f"      {scheme}:")
            lines += _filter(phone, app)
    lines += ["  Non-Data Actions:", "      android.intent.action.MAIN:"]
    lines += [f"        {_main(phone, app)}", '          Action: "android.intent.action.MAIN"']
    lines += ["", "Key Set Manager:", f"  [{app.package}]", "      Signing KeySets: 501", ""]
    if app.link_hosts and phone.sdk >= 31:
        lines += [*_verification(phone, app), ""]
    lines += ["Packages:", *package_block(phone, app)]
    return ("\n".join(lines) + "\n").encode()


def _main(phone: Phone, app: App) -> str:
    activity = identity(phone.serial, app.package, "activity")
    entry = identity(phone.serial, app.package, "filter")
    return f"{activity} {app.package}/.MainActivity filter {entry}"


def _filter(phone: Phone, app: App) -> Iterator[str]:
    yield f"        {_main(phone, app)}"
    yield '          Action: "android.intent.action.VIEW"'
    yield '          Category: "android.intent.category.BROWSABLE"'
    yield '          Scheme: "http"'
    yield '          Scheme: "https"'
    for host in app.link_hosts:
        yield f'          Authority: "{host}": -1'
    yield '          Path: "PatternMatcher{PREFIX: /}"'


def dump_declared_links(phone: Phone) -> bytes:
    """Return the answer to ``dumpsys package domain-preferred-apps``.

    Format, before Android 12 of apps that ask for verification, and again below each user
    what that user chose::

        App verification status:

          Package: id.contoh.toko
          Domains: toko.example
          Status:  always

        App linkages for user 0:

          No configured app linkages.

    since then as ``dumpsys package PACKAGE`` prints it of one app.

    Read from: AOSP ``PackageManagerService.dump``, 8-11, and a real Android 10 phone;
    ``ComputerEngine.dump``, 12-16.
    """
    declaring = sorted((app for app in phone.apps if app.link_hosts), key=lambda app: app.package)
    if phone.sdk >= 31:
        lines = ["Domain verification status:"]
        for app in declaring:
            lines += list(_verification(phone, app))[1:]
        return ("\n".join(lines) + "\n").encode()
    lines = ["App verification status:", ""]
    for app in declaring:
        whole = set(app.link_hosts) <= set(app.vouched_hosts)
        lines += [
            f"  Package: {app.package}",
            f"  Domains: {' '.join(app.link_hosts)}",
            f"  Status:  {'always' if whole else 'ask'}",
            "",
        ]
    if not declaring:
        lines += ["  No app verification established.", ""]
    for user in phone.users:
        lines += [f"App linkages for user {user.id}:", "", "  No configured app linkages.", ""]
    return ("\n".join(lines) + "\n").encode()


def _verification(phone: Phone, app: App) -> Iterator[str]:
    digest = hashlib.sha256(certificate_of(app)).hexdigest().upper()
    certificate = ":".join(digest[at : at + 2] for at in range(0, 64, 2))
    first = f"{int(identity(phone.serial, app.package, 'id'), 16):08x}"
    yield "Domain verification status:"
    yield f"  {app.package}:"
    yield f"    ID: {first}-0000-4000-8000-000000000000"
    yield f"    Signatures: [{certificate}]"
    yield "    Domain verification state:"
    for host in app.link_hosts:
        yield f"      {host}: {'verified' if host in app.vouched_hosts else 'none'}"
    yield "    User all:"
    yield "      Verification link handling allowed: true"
    yield "      Selection state:"
    yield "        Disabled:"
    for host in app.link_hosts:
        yield f"          {host}"
