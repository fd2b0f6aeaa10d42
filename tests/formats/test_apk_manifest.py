import random
import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.formats.apk_manifest import (
    LARGEST_MANIFEST,
    LONGEST_VALUE,
    hosts_in,
    read_bundle_package,
    read_manifest,
)
from phone_audit.formats.binary_xml import Value
from phone_audit.formats.resource_chunks import DamagedFile
from phone_audit.simulator.android.apk import LABEL, Tag, compiled_xml

APP = "id.contoh.permainan"
MAIN = Tag("action", {"name": "android.intent.action.MAIN"})
LAUNCHER = Tag("category", {"name": "android.intent.category.LAUNCHER"})


def manifest(*inside, package=APP, **attributes):
    application = Tag("application", attributes, inside)
    return Tag("manifest", {"package": package}, (application,))


def activity(*filters, name=".Main", **attributes):
    shown = tuple(Tag("intent-filter", {}, one) for one in filters)
    return Tag("activity", {"name": name, **attributes}, shown)


def value(name, text, key="value"):
    return Tag("meta-data", {"name": name, key: text})


def read(root, **options):
    return read_manifest(compiled_xml(root, **options))


@pytest.mark.parametrize("utf_8", [True, False])
def test_package_and_label(utf_8):
    found = read(manifest(label="Contoh é 🎰"), utf_8=utf_8)
    assert found.package == APP
    assert found.label == Value(text="Contoh é 🎰")
    assert read(manifest(label=LABEL), utf_8=utf_8).label == Value(reference=LABEL)
    assert read(manifest(), utf_8=utf_8).label is None


def test_the_name_on_the_home_screen_comes_first():
    hidden = activity((MAIN,), label="Tersembunyi")
    shown = activity((MAIN, LAUNCHER), label="Di layar")
    second = activity((MAIN, LAUNCHER), label="Kedua")
    assert read(manifest(hidden, shown, second, label="Aplikasi")).label.text == "Di layar"
    assert read(manifest(hidden, activity((MAIN, LAUNCHER)), label="A")).label.text == "A"
    apart = activity((MAIN,), (LAUNCHER,), label="Dua saringan")
    assert read(manifest(apart, label="Aplikasi")).label.text == "Aplikasi"


def test_sites_are_taken_from_known_values_only():
    inside = (
        activity(),
        value("asset_statements", LABEL, "resource"),
        value("org.chromium.webapk.shell_apk.startUrl", "https://situs.invalid/"),
        value("com.google.android.geo.API_KEY", "https://rahasia.invalid/"),
    )
    assert read(manifest(*inside)).sites == [
        Value(reference=LABEL),
        Value(text="https://situs.invalid/"),
    ]


def test_a_name_that_only_looks_like_androids_is_not_read():
    """An attribute without Android's number is not one of Android's, whatever its name."""
    data = compiled_xml(manifest(label="Palsu"))
    at = data.index(struct.pack("<I", 0x01010001))
    assert read_manifest(data[:at] + bytes(4) + data[at + 4 :]).label is None


@pytest.mark.parametrize("package", ["a b", "../x", "", "x" * 300, "a;reboot"])
def test_a_package_that_is_no_name_is_none(package):
    assert read(manifest(package=package)).package is None


@pytest.mark.parametrize("utf_8", [True, False])
def test_a_long_text_is_cut(utf_8):
    found = read(manifest(label="x" * 30_000), utf_8=utf_8)
    assert found.label.text == "x" * LONGEST_VALUE


def test_a_text_of_more_than_32767_units():
    assert read(manifest(label="é" * 40_000)).label.text == "é" * LONGEST_VALUE


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x03\x00\x08\x00",
        b"<manifest/>",
        b"\0" * 1000,
        b"\xff" * 1000,
        struct.pack("<HHI", 3, 8, 8),
        compiled_xml(Tag("application", {"label": "x"})),
        bytes(LARGEST_MANIFEST + 1),
    ],
    ids=["nothing", "half", "text", "zero", "ones", "empty", "another", "large"],
)
def test_what_is_no_manifest_is_said_to_be_damaged(data):
    with pytest.raises(DamagedFile):
        read_manifest(data)


WHOLE = compiled_xml(
    manifest(
        activity((MAIN, LAUNCHER), label="Di layar"),
        value("asset_statements", LABEL, "resource"),
        label=LABEL,
    )
)


def test_damaged_copies_raise_nothing_else():
    dice = random.Random(300)
    refused = 0
    for _ in range(300):
        data = bytearray(WHOLE)
        for _ in range(dice.randint(1, 6)):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        if dice.random() < 0.3:
            del data[dice.randrange(len(data)) :]
        try:
            read_manifest(bytes(data))
        except DamagedFile:
            refused += 1
    assert 0 < refused < 300


@given(st.binary(max_size=400), st.integers(0, len(WHOLE)), st.integers(0, 60))
def test_hostile_bytes_raise_nothing_else(junk, at, taken):
    for data in (junk, WHOLE[:at] + junk + WHOLE[at + taken :]):
        with suppress(DamagedFile):
            read_manifest(data)


def test_overlapping_strings_do_not_multiply():
    """Twenty thousand strings of sixty kilobytes each in a file of one megabyte."""
    count = 20_000
    text = struct.pack("<HH", 0x8000, 30_000) + b"x\0" * 30_000 + b"\0\0"
    offsets = bytes(4 * count)
    head = struct.pack("<IIIII", count, 0, 0, 28 + len(offsets), 0)
    pool = struct.pack("<HHI", 1, 28, 28 + len(offsets) + len(text)) + head + offsets + text
    tag = struct.pack("<HHIIIIIHHHHHH", 0x0102, 16, 36, 1, 0, 0, 0, 20, 20, 0, 0, 0, 0)
    tags = b"".join(tag[:20] + struct.pack("<I", n) + tag[24:] for n in range(count))
    body = pool + tags
    with pytest.raises(DamagedFile):
        read_manifest(struct.pack("<HHI", 3, 8, 8 + len(body)) + body)


def test_hosts_in_addresses_and_statements():
    statements = (
        r'[{"target": {"site": "https:\/\/Satu.invalid"}}, {"site":"http://dua.invalid:8080/x"}]'
    )
    assert list(hosts_in(statements)) == ["satu.invalid", "dua.invalid"]
    assert list(hosts_in("https://situs.invalid/a?next=https://lain.invalid")) == ["situs.invalid"]
    assert list(hosts_in("ftp://x.invalid javascript:alert(1) situs.invalid")) == []
    assert list(hosts_in("https://" + "a" * 5000)) == []


@pytest.mark.parametrize(
    ("text", "package"),
    [
        ('{"xapk_version": 2, "package_name": "id.contoh.permainan", "name": "x"}', True),
        ('{"meta_version": 2, "package": "id.contoh.permainan", "components": [{}]}', True),
        ('{"package_name": "../../x"}', False),
        ('{"package_name": null}', False),
        ("{}", False),
    ],
)
def test_a_bundle_says_which_package_it_holds(text, package):
    found = read_bundle_package(text.encode())
    assert found == ("id.contoh.permainan" if package else None)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{", b"\xff", b'{"package": 7}', b"[" * 200_000, b" " * 5_000_000]
)
def test_a_list_of_contents_that_is_none_is_damaged(data):
    with pytest.raises(DamagedFile):
        read_bundle_package(data)


@given(st.binary(max_size=300))
def test_hostile_bytes_of_a_bundle_raise_nothing_else(data):
    with suppress(DamagedFile):
        read_bundle_package(data)
