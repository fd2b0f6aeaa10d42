"""What an app says of itself in its manifest: its package, its name, the sites it belongs to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from phone_audit.formats.binary_xml import Element, Value, read_elements
from phone_audit.formats.hostname import normalise
from phone_audit.formats.pm import is_package_name
from phone_audit.formats.resource_chunks import DamagedFile
from phone_audit.model.record import decoder_of

LARGEST_MANIFEST = 4 * 1024 * 1024
"""Bytes; the largest real ones are below one megabyte."""

LONGEST_VALUE = 4_000
"""Characters read of one value; statements of a site list are the longest."""

SITE_VALUES = frozenset(
    {
        "android.support.customtabs.trusted.DEFAULT_URL",
        "androidx.browser.trusted.DEFAULT_URL",
        "asset_statements",
        "org.chromium.webapk.shell_apk.scope",
        "org.chromium.webapk.shell_apk.startUrl",
    }
)
"""Names of ``meta-data`` that hold addresses: of an app that is a site, or belongs to one."""

_LABEL, _NAME, _VALUE, _RESOURCE = 0x01010001, 0x01010003, 0x01010024, 0x01010025
_LONGEST_NAME = 223
_MOST_VALUES = 10
_MAIN, _LAUNCHER = "android.intent.action.MAIN", "android.intent.category.LAUNCHER"
_ADDRESS = re.compile(r'https?://[^\s"\'\\<>]{1,300}', re.IGNORECASE)


@dataclass(slots=True)
class Manifest:
    """One manifest. ``None``: it does not say.

    ``label`` is the name on the home screen: that of the first activity the launcher
    shows, else that of the app. ``sites`` are the values of ``SITE_VALUES``.
    """

    package: str | None = None
    label: Value | None = None
    sites: list[Value] = field(default_factory=list)


def read_manifest(data: bytes) -> Manifest:
    """Read ``AndroidManifest.xml`` as it lies in an APK.

    Format, decoded::

        <manifest package="id.contoh.permainan">
          <application android:label="@0x7f110023">
            <activity android:label="Contoh Slot">
              <intent-filter>
                <action android:name="android.intent.action.MAIN"/>
                <category android:name="android.intent.category.LAUNCHER"/>
            <meta-data android:name="asset_statements" android:resource="@0x7f110001"/>

    Texts are cut at ``LONGEST_VALUE`` characters.

    Read from: AOSP ``ParsingPackageUtils``, ``ResourceTypes.h``, API 24-36; Chromium
    ``shell_apk/AndroidManifest.xml``; android-browser-helper ``LauncherActivityMetadata``.

    Raises:
        DamagedFile: it is no compiled manifest, or it breaks off.
    """
    if len(data) > LARGEST_MANIFEST:
        raise DamagedFile("it is too large")
    reader = _Reader()
    for element in read_elements(data):
        reader.take(element)
    if not reader.has_root:
        raise DamagedFile("it is no manifest")
    found = reader.found
    found.label = reader.launcher_label or reader.app_label
    return found


def read_bundle_package(data: bytes) -> str | None:
    """Return the package that a bundle of APKs says it holds, ``None`` where it says none.

    Format: ``manifest.json`` of an XAPK, ``meta.sai_v2.json`` of an APKS that the app SAI
    exported; other keys are passed over::

        {"xapk_version": 2, "package_name": "id.contoh.permainan", "name": "Contoh", ...}
        {"meta_version": 2, "package": "id.contoh.permainan", "label": "Contoh", ...}

    Read from: manifests that APKPure and SAI write (``META-FORMAT.md``).

    Raises:
        DamagedFile: it is no JSON object, or larger than any real one.
    """
    if len(data) > LARGEST_MANIFEST:
        raise DamagedFile("it is too large")
    try:
        told = decoder_of(_Bundle).decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise DamagedFile("it is no list of contents") from None
    name = told.package_name or told.package
    return name if name is not None and is_package_name(name) else None


class _Bundle(msgspec.Struct):
    package_name: str | None = None
    package: str | None = None


def hosts_in(text: str) -> Iterator[str]:
    """Yield the hosts of the web addresses in a value, as ``hostname.normalise`` gives them.

    Format: one address, or a list of statements as sites publish them::

        [{"relation": ["delegate_permission/common.handle_all_urls"],
          "target": {"namespace": "web", "site": "https://situs.invalid"}}]
    """
    for address in _ADDRESS.findall(text.replace("\\/", "/")):
        host = normalise(address)
        if host is not None:
            yield host


class _Reader:
    """One pass over the tags; where in the tree a tag stands is its only memory."""

    def __init__(self) -> None:
        self.found = Manifest()
        self.has_root = False
        self.app_label: Value | None = None
        self.launcher_label: Value | None = None
        self._activity: Value | None = None
        self._filter: set[str] = set()
        self._launcher_known = False

    def take(self, element: Element) -> None:
        match element.name, element.depth:
            case "manifest", 0:
                self.has_root = True
                package = element.plain("package", _LONGEST_NAME + 1)
                if package is not None and package.text and is_package_name(package.text):
                    self.found.package = package.text
            case "application", 1:
                self.app_label = self.app_label or element.android(_LABEL, LONGEST_VALUE)
            case (("activity" | "activity-alias"), 2):
                self._activity = element.android(_LABEL, LONGEST_VALUE)
                self._filter = set()
            case "intent-filter", 3:
                self._filter = set()
            case (("action" | "category"), 4):
                self._take_filter(element)
            case "meta-data", _:
                self._take_value(element)

    def _take_filter(self, element: Element) -> None:
        name = element.android(_NAME, _LONGEST_NAME)
        if name is not None and name.text in {_MAIN, _LAUNCHER}:
            self._filter.add(name.text)
        if len(self._filter) > 1 and not self._launcher_known:
            self._launcher_known = True
            self.launcher_label = self._activity

    def _take_value(self, element: Element) -> None:
        name = element.android(_NAME, _LONGEST_NAME)
        if name is None or name.text not in SITE_VALUES or len(self.found.sites) >= _MOST_VALUES:
            return
        value = element.android(_VALUE, LONGEST_VALUE) or element.android(_RESOURCE, LONGEST_VALUE)
        if value is not None:
            self.found.sites.append(value)
