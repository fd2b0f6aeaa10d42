"""A document is fitted to its record, and every misfit is told in both languages."""

import pytest

from phone_audit.signatures.decision_files import SharesFile
from phone_audit.signatures.entry_files import InnocentFile
from phone_audit.signatures.fitting import fit
from phone_audit.signatures.pattern_files import GroupFile
from phone_audit.signatures.strict_yaml import read_document


def told(kind: type, text: str) -> list[tuple[str, str]]:
    document = read_document("x.yaml", text.encode())
    assert fit(document, kind) is None
    return [(one.say("id"), one.say("en")) for one in document.complaints]


@pytest.mark.parametrize(
    ("kind", "text", "indonesian", "english"),
    [
        (InnocentFile, "kata\n", "berkas ini bukan daftar bidang", "the file is not a list of"),
        (InnocentFile, "id: x\n", 'berkas ini tidak memuat "why"', 'the file lacks "why"'),
        (
            InnocentFile,
            "id: x\nwhy: y\npackage: [a.b]\n",
            'bidang "package" tidak dikenal (maksudnya "packages"?)',
            'unknown field "package" (did you mean "packages"?)',
        ),
        (
            InnocentFile,
            "id: x\nwhy: y\nzzz: 1\n",
            "(pilihan: id, why, packages, domains)",
            "(one of: id, why, packages, domains)",
        ),
        (
            InnocentFile,
            "id: x\nwhy: y\ndomains: a.example\n",
            "domains bukan daftar (tulis setiap butir pada baris",
            "domains is not a list (put each item on a line",
        ),
        (
            InnocentFile,
            "id: x\nwhy: 5\n",
            "why berisi bilangan 5 (beri tanda kutip agar menjadi teks), yang bukan sebaris teks",
            "why is the number 5 (write quotes to make it text), which is not a line of text",
        ),
        (
            InnocentFile,
            "id: x\nwhy: {a: b}\n",
            "why berisi daftar bidang",
            "why is a list of fields",
        ),
        (InnocentFile, "id: x\nwhy: [a]\n", "why berisi daftar,", "why is a list,"),
        (InnocentFile, "id: x\nwhy:\n", "why berisi kosong", "why is empty"),
        (
            GroupFile,
            "id: x\nsays: y\ngame: ya\n",
            "game berisi 'ya', bukan true atau false",
            "game is 'ya', which is neither true nor false",
        ),
        (
            GroupFile,
            "id: x\nsays: y\nkind: slots\n",
            "kind berisi 'slots', yang tidak dikenal (maksudnya \"slot\"?)",
            "kind is 'slots', which is not known (did you mean \"slot\"?)",
        ),
        (
            SharesFile,
            "id: x\nfindings: 20000\nhints: 1\n",
            "findings berisi bilangan 20000",
            "which is not a share (how many of 10,000",
        ),
    ],
)
def test_each_misfit_has_its_words(kind: type, text: str, indonesian: str, english: str) -> None:
    (found,) = told(kind, text)
    assert indonesian in found[0]
    assert english in found[1]


def test_a_long_value_is_shown_in_part() -> None:
    ((_, english),) = told(InnocentFile, f"id: {'x' * 80}_\nwhy: y\n")
    assert "xxx...'" in english
