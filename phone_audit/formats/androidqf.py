"""AndroidQF: the list of apps in what that program acquired of a phone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from phone_audit.formats.import_rows import AcquiredApp
from phone_audit.formats.pm import is_package_name

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SHA1 = re.compile(r"[0-9a-f]{40}", re.ASCII)
_USERS_APART = 100_000
_MOST_FILES = 100  # of one app; split APKs are a few dozen at most
_MOST_USER = 10_000


class _Certificate(msgspec.Struct, rename="pascal"):
    sha256: object = None
    sha1: object = None


class _File(msgspec.Struct):
    sha256: object = None
    certificate: _Certificate | None = None
    verified_certificate: bool = False


class _Package(msgspec.Struct):
    name: str
    files: list[_File] | None = None
    installer: str | None = None
    uid: int | None = None
    user_id: int | None = None
    disabled: bool | None = None
    system: bool | None = None
    installed: bool | None = None


_LIST = msgspec.json.Decoder(list[msgspec.Raw])
_PACKAGE = msgspec.json.Decoder(_Package)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcquiredApps:
    """The apps in order, and how many entries are of a shape that is not understood."""

    apps: tuple[AcquiredApp, ...]
    unread: int


def read_packages_json(data: bytes) -> AcquiredApps | None:
    """Read ``packages.json``; ``None``: it is no list, or broke off.

    Format::

        [{"name": "id.contoh.app", "files": [{"path": "/data/app/~~a==/x/base.apk",
           "sha256": "8d2f...", "certificate": {"Sha1": "230e...", "Sha256": "19ac...", ...},
           "verified_certificate": true, "trusted_certificate": false}],
          "installer": "com.android.vending", "uid": 10234,
          "disabled": false, "system": false, "third_party": true}]

    The list is that of ``pm list packages -u``, so it also holds apps that were removed
    and left data; those have no files, and newer versions say ``"installed": false``.
    Newer versions list each user (``user_id``), older ones the first, whose number the
    uid tells. A certificate that AndroidQF could not verify is not taken. Paths and names
    in certificates are not read.

    Read from: AndroidQF ``adb/packages.go``, 1.0 to 1.8.
    """
    try:
        entries = _LIST.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    apps: list[AcquiredApp] = []
    for entry in entries:
        app = _app(entry)
        if app is not None:
            apps.append(app)
    return AcquiredApps(apps=tuple(apps), unread=len(entries) - len(apps))


def _app(entry: msgspec.Raw) -> AcquiredApp | None:
    try:
        told = _PACKAGE.decode(entry)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    user = told.user_id if told.user_id is not None else (told.uid or 0) // _USERS_APART
    if not is_package_name(told.name) or not 0 <= user < _MOST_USER:
        return None
    files = (told.files or [])[:_MOST_FILES]
    certificates = [
        one.certificate for one in files if one.certificate and one.verified_certificate
    ]
    installer = told.installer if told.installer and is_package_name(told.installer) else None
    return AcquiredApp(
        package=told.name,
        user=user,
        installer=None if installer == "null" else installer,
        uid=told.uid,
        disabled=told.disabled,
        system=told.system,
        installed=bool(files) if told.installed is None else told.installed,
        apk_sha256=_hashes(one.sha256 for one in files),
        certificate_sha256=_hashes(one.sha256 for one in certificates),
        certificate_sha1=_hashes((one.sha1 for one in certificates), _SHA1),
    )


def _hashes(values: Iterable[object], form: re.Pattern[str] = _SHA256) -> tuple[str, ...]:
    """Return what really is a hash, each once; a phone without the tool printed an error."""
    texts = (value.lower() for value in values if isinstance(value, str))
    return tuple(dict.fromkeys(text for text in texts if form.fullmatch(text)))
