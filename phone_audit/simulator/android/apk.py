"""The files of an app: a small APK with the manifest and resources that a real one begins with."""

import struct
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate

from phone_audit.simulator.android.package import base_path
from phone_audit.simulator.android.phone import App, Phone

ATTRIBUTES: Mapping[str, int] = {
    "label": 0x01010001,
    "name": 0x01010003,
    "value": 0x01010024,
    "resource": 0x01010025,
}
"""Numbers of Android's attributes (``attrs_manifest.xml``, unchanged since Android 1)."""

LABEL = 0x7F010000
"""The reference under which ``small_apk`` keeps an app's name."""

_ANDROID = "http://schemas.android.com/apk/res/android"
_NONE = 0xFFFFFFFF
_REFERENCE, _STRING = 0x01, 0x03
_CONFIG_SIZE = 64


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of a manifest. A number as value is a reference; ``package`` is a plain attribute."""

    name: str
    attributes: Mapping[str, str | int]
    children: tuple["Tag", ...] = ()


def compiled_xml(root: Tag, *, utf_8: bool = False) -> bytes:
    """Return a manifest as ``aapt`` compiles it; its pool is UTF-16 unless asked otherwise.

    Read from: AOSP ``ResourceTypes.h`` ``ResXMLTree_*``, API 24-36.
    """
    numbered = [name for name in ATTRIBUTES if _uses(root, name)]
    strings = list(dict.fromkeys((*numbered, "android", _ANDROID, *_strings(root))))
    index = {text: number for number, text in enumerate(strings)}
    numbers = struct.pack(f"<{len(numbered)}I", *(ATTRIBUTES[name] for name in numbered))
    space = struct.pack("<IIII", 1, _NONE, index["android"], index[_ANDROID])
    body = [
        string_pool(strings, utf_8=utf_8),
        _chunk(0x0180, 8, numbers),
        _chunk(0x0100, 16, space),
        *_tags(root, index),
        _chunk(0x0101, 16, space),
    ]
    return _chunk(0x0003, 8, b"".join(body))


def table(
    strings: Mapping[bytes, Mapping[int, str | int]],
    *,
    utf_8: bool = True,
    layout: str = "plain",
    compact: bool = False,
) -> bytes:
    """Return ``resources.arsc`` with one type, ``string``: texts by language and entry number.

    A language is two letters, ``b""`` the default; a number as text is a reference.
    ``layout`` is ``plain``, ``sparse`` (Android 8+) or ``short`` (14+), ``compact`` entries
    14+.

    Read from: AOSP ``ResourceTypes.h`` ``ResTable_*``, API 24-36.
    """
    texts = list(
        dict.fromkeys(
            text for entries in strings.values() for text in entries.values() if type(text) is str
        )
    )
    index = {text: number for number, text in enumerate(texts)}
    count = 1 + max(entry for entries in strings.values() for entry in entries)
    kinds = [
        _type(language, entries, index, count=count, layout=layout, compact=compact)
        for language, entries in strings.items()
    ]
    types, keys = string_pool(["string"], utf_8=True), string_pool(["name"], utf_8=True)
    name = "id.contoh".encode("utf-16-le").ljust(256, b"\0")
    places = struct.pack("<IIIII", 288, 1, 288 + len(types), 1, 0)
    spec = _chunk(0x0202, 16, struct.pack("<BBHI", 1, 0, 0, count) + bytes(4 * count))
    inside = struct.pack("<I", 0x7F) + name + places + types + keys + spec + b"".join(kinds)
    package = _chunk(0x0200, 288, inside)
    pool = string_pool(texts, utf_8=utf_8)
    return _chunk(0x0002, 12, struct.pack("<I", 1) + pool + package)


def string_pool(texts: Iterable[str], *, utf_8: bool) -> bytes:
    """Return a string pool; see ``formats.resource_chunks.StringPool``."""
    encoded = [_text_8(text) if utf_8 else _text_16(text) for text in texts]
    starts = [0, *accumulate(map(len, encoded))][: len(encoded)]
    offsets = struct.pack(f"<{len(starts)}I", *starts)
    data = b"".join(encoded)
    data += bytes(-len(data) % 4)
    head = struct.pack("<IIIII", len(encoded), 0, 0x100 if utf_8 else 0, 28 + len(offsets), 0)
    return _chunk(0x0001, 28, head + offsets + data)


def small_apk(package: str, labels: Mapping[bytes, str]) -> bytes:
    """Return an APK whose app shows these names by language; the same bytes every time."""
    main, launcher = "android.intent.action.MAIN", "android.intent.category.LAUNCHER"
    shown = Tag(
        "intent-filter",
        {},
        (Tag("action", {"name": main}), Tag("category", {"name": launcher})),
    )
    activity = Tag("activity", {"name": f"{package}.Main"}, (shown,))
    application = Tag("application", {"label": LABEL}, (activity,))
    return zipped(
        {
            "AndroidManifest.xml": compiled_xml(
                Tag("manifest", {"package": package}, (application,))
            ),
            "resources.arsc": table({tongue: {0: label} for tongue, label in labels.items()}),
            "classes.dex": b"dex\n035\0" + package.encode(),
        }
    )


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of these files, uncompressed and dated as ``zipalign`` leaves them."""
    into = BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1981, 1, 1, 1, 1, 2)), data)
    return into.getvalue()


def signed(apk: bytes, certificate: bytes) -> bytes:
    """Return the APK with a signing block (v2) that names one signer, whose signature is none.

    Read from: APK Signature Scheme v2.
    """
    end = apk.rindex(b"PK\x05\x06")
    (directory,) = struct.unpack_from("<I", apk, end + 16)
    data = _part(b"") + _part(_part(certificate)) + _part(b"")
    signers = _part(_part(_part(data) + _part(b"") + _part(b"")))
    pairs = struct.pack("<QI", 4 + len(signers), 0x7109871A) + signers
    size = struct.pack("<Q", len(pairs) + 24)
    block = size + pairs + size + b"APK Sig Block 42"
    tail = bytearray(apk[end:])
    struct.pack_into("<I", tail, 16, directory + len(block))
    return apk[:directory] + block + apk[directory:end] + bytes(tail)


def certificate_of(app: App) -> bytes:
    """Return what stands for the certificate of an app; every app has another signer."""
    return f"{app.package} certificate".encode()


def app_files(phone: Phone) -> dict[str, bytes]:
    """Return the APKs of the apps an examination will look into, by their path on the phone."""
    watched = (app for app in phone.apps if app.package in phone.watched)
    return {
        base_path(phone, app): signed(
            small_apk(app.package, {b"": label_of(app)}), certificate_of(app)
        )
        for app in watched
    }


def label_of(app: App) -> str:
    """Return the name an app shows; without one of its own, the end of its package name."""
    return app.label or app.package.rpartition(".")[2].capitalize()


def _chunk(kind: int, header: int, behind: bytes) -> bytes:
    return struct.pack("<HHI", kind, header, 8 + len(behind)) + behind


def _part(data: bytes) -> bytes:
    return struct.pack("<I", len(data)) + data


def _uses(tag: Tag, attribute: str) -> bool:
    return attribute in tag.attributes or any(_uses(child, attribute) for child in tag.children)


def _strings(tag: Tag) -> Iterable[str]:
    yield tag.name
    for name, value in tag.attributes.items():
        yield name
        if isinstance(value, str):
            yield value
    for child in tag.children:
        yield from _strings(child)


def _tags(tag: Tag, index: Mapping[str, int]) -> Iterable[bytes]:
    node = struct.pack("<II", 1, _NONE)
    name = struct.pack("<II", _NONE, index[tag.name])
    # Android looks attributes up by number, in ascending order; plain ones come last.
    ordered = sorted(tag.attributes.items(), key=lambda one: ATTRIBUTES.get(one[0], _NONE))
    attributes = b"".join(
        struct.pack(
            "<IIIHBBI",
            index[_ANDROID] if key in ATTRIBUTES else _NONE,
            index[key],
            _NONE if isinstance(value, int) else index[value],
            8,
            0,
            _REFERENCE if isinstance(value, int) else _STRING,
            value if isinstance(value, int) else index[value],
        )
        for key, value in ordered
    )
    yield _chunk(
        0x0102, 16, node + name + struct.pack("<6H", 20, 20, len(ordered), 0, 0, 0) + attributes
    )
    for child in tag.children:
        yield from _tags(child, index)
    yield _chunk(0x0103, 16, node + name)


def _type(
    language: bytes,
    texts: Mapping[int, str | int],
    index: Mapping[str, int],
    *,
    count: int,
    layout: str,
    compact: bool,
) -> bytes:
    entries = {number: _entry(text, index, compact=compact) for number, text in texts.items()}
    starts = dict(zip(entries, [0, *accumulate(map(len, entries.values()))], strict=False))
    flags = {"plain": 0, "sparse": 1, "short": 2}[layout]
    match layout:
        case "sparse":
            offsets = b"".join(
                struct.pack("<HH", number, starts[number] // 4) for number in sorted(starts)
            )
        case "short":
            short = [starts[n] // 4 if n in starts else 0xFFFF for n in range(count)]
            offsets = struct.pack(f"<{count}H", *short)
            offsets += bytes(-len(offsets) % 4)
        case _:
            offsets = struct.pack(f"<{count}I", *(starts.get(n, _NONE) for n in range(count)))
    config = struct.pack("<II", _CONFIG_SIZE, 0) + language.ljust(2, b"\0")
    header = 20 + _CONFIG_SIZE
    listed = len(texts) if layout == "sparse" else count
    head = struct.pack("<BBHII", 1, flags, 0, listed, header + len(offsets))
    behind = head + config.ljust(_CONFIG_SIZE, b"\0") + offsets + b"".join(entries.values())
    return _chunk(0x0201, header, behind)


def _entry(text: str | int, index: Mapping[str, int], *, compact: bool) -> bytes:
    kind = _REFERENCE if isinstance(text, int) else _STRING
    data = text if isinstance(text, int) else index[text]
    if compact:
        return struct.pack("<HHI", 0, kind << 8 | 0x0008, data)
    return struct.pack("<HHIHBBI", 8, 0, 0, 8, 0, kind, data)


def _text_8(text: str) -> bytes:
    raw = text.encode("utf-8")
    return _length_8(len(text.encode("utf-16-le")) // 2) + _length_8(len(raw)) + raw + b"\0"


def _length_8(length: int) -> bytes:
    return bytes([length]) if length < 0x80 else bytes([0x80 | length >> 8, length & 0xFF])


def _text_16(text: str) -> bytes:
    units = len(text.encode("utf-16-le")) // 2
    long = struct.pack("<HH", 0x8000 | units >> 16, units & 0xFFFF)
    length = struct.pack("<H", units) if units < 0x8000 else long
    return length + text.encode("utf-16-le") + b"\0\0"
