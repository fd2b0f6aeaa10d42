import json

import pytest

from phone_audit.formats.name_lists.detect import HEAD_BYTES, detect
from phone_audit.formats.name_lists.interface import BrokenList
from tests.formats.name_lists.lists import ALL, MISP_WARNINGLIST


@pytest.mark.parametrize("name", sorted(ALL))
@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16"])
def test_the_kind_is_told_by_content(name, coding):
    assert detect(ALL[name].encode(coding)) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (MISP_WARNINGLIST, "misp"),
        ("[Adblock Plus]\n! x\n", "adblock"),
        ("||contoh88.example^\ncontoh99.example\ncontoh77.example\n", "adblock"),
        ("domain\ncontoh88.example\n", "csv"),
        ("# komentar\n\ncontoh88.example\n", "domains"),
        ("*.contoh88.example\n", "domains"),
        ("server=/contoh88.example/\n", "dnsmasq"),
        ("contoh88.example CNAME .\n", "rpz"),
        ("- packages:\n  - id.contoh\n", "stalkerware"),
        (json.dumps([{"type": "indicator", "pattern": "[app:id='a.b']"}]), "stix2"),
        ('{"response": []}', "misp"),
        ('{"halo": 1}', None),
        ("", None),
        ("# hanya komentar\n", None),
        ("Ini surat biasa, bukan daftar.\nTerima kasih.\n", None),
        ("contoh88.example\nini baris lain\nitu juga\n", None),
    ],
)
def test_short_and_odd_files(text, name):
    assert detect(text.encode()) == name


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("stix2", {"type": "bundle", "objects": [{"type": "indicator"}] * 9_000}),
        ("misp", {"Event": {"Attribute": [{"type": "domain", "value": "x.example"}] * 9_000}}),
        ("misp", {"name": "Bank", "list": ["bank.example"] * 9_000}),
    ],
)
def test_json_is_told_though_it_is_one_endless_line(name, value, coding):
    assert detect(json.dumps(value).encode(coding)[:HEAD_BYTES]) == name


def test_a_file_cut_in_the_middle_is_still_told():
    text = "\n".join(f"0.0.0.0 contoh{number}.example" for number in range(200))
    assert detect(text.encode()[:1_003]) == "hosts"


def test_what_is_no_text_is_said_to_be_none():
    with pytest.raises(BrokenList):
        detect(b"PK\x03\x04\0\0\0")
