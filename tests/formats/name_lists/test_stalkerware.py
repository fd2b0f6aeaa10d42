import pytest

from phone_audit.formats.name_lists import stalkerware
from phone_audit.formats.name_lists.interface import BrokenList, Entry
from tests.formats.name_lists.lists import STALKERWARE
from tests.formats.name_lists.reading import items, refused, taken, told


def test_packages_and_domains_of_each_record():
    found = items("stalkerware", STALKERWARE)
    assert taken(found) == [
        "7 exact id.contoh.slot",
        "10 exact 230e35a26e471352df5dbdbcf9834e0711500cb0",
        "14 both contoh88.example",
        "16 exact unduh.contoh88.example",
        "21 exact api.contoh99.example",
        "23 exact id.contoh.kedua",
    ]
    assert refused(found) == ["8 unreadable", "11 certificate", "12 unreadable", "19 address"]
    assert told(found) == {"calls_itself": "gambling"}
    assert [one.says for one in found if isinstance(one, Entry)] == [
        *["Contoh Slot"] * 5,
        "Contoh Kedua",
    ]


def test_one_record_alone():
    text = "name: Contoh\npackages:\n- id.contoh.slot\nwebsites: [contoh88.example]\n"
    assert taken(items("stalkerware", text)) == [
        "3 exact id.contoh.slot",
        "4 both contoh88.example",
    ]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("- name: &a x\n- name: *a\n", 2, "aliases"),
        ("- packages:\n  - [" + "[" * 20 + "]" * 21 + "\n", 2, "nested too deeply"),
        ("- name: 'x\n", 2, "not YAML"),
        ("- name: x\n name: y\n", 2, "not YAML"),
        ("- name: \x01\n", 1, "not YAML"),
    ],
)
def test_what_cannot_be_read_names_its_line(text, line, what):
    with pytest.raises(BrokenList, match=what) as error:
        items("stalkerware", text)
    assert error.value.line == line


def test_there_is_an_end_to_patience(monkeypatch):
    monkeypatch.setattr(stalkerware, "_MOST_BYTES", 1_000)
    with pytest.raises(BrokenList, match="more than 1000 bytes"):
        items("stalkerware", "- name: x\n" * 200, size=100)
