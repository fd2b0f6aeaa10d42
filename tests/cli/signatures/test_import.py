"""``signatures import``: what an officer is told, and what scripts rely on."""

import json
import re

import pytest

from phone_audit.cli.main import main
from phone_audit.cli.signatures.import_ import REFUSED, _why
from phone_audit.formats.name_lists.interface import Refusal
from phone_audit.lists.importing import ListUnfit, Request, Unfit
from tests.formats.name_lists.lists import ALL, MISP_WARNINGLIST
from tests.signatures.folders import write_list


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run ``signatures`` beside a store and a signature list of the test's own."""
    monkeypatch.setenv("PHONE_AUDIT_LISTS", str(tmp_path / "lists"))
    folder = str(write_list(tmp_path))

    def ran(*words, lang="en"):
        own = ["--list", folder] if words[0] in {"import", "test", "stats", "why"} else []
        code = main(["--lang", lang, "signatures", *map(str, words), *own])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


@pytest.fixture
def file(tmp_path):
    def written(text, name="daftar.txt"):
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return written


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_form_can_be_named_or_recognised(run, file, name):
    path = file(ALL[name])
    for form in (name, "auto"):
        code, out, _ = run("import", "contoh", path, "--format", form, "--json")
        assert code == 0
        assert json.loads(out)["list"]["format"] == name


def test_an_officer_is_told_what_was_taken_and_what_not(run, file):
    text = "".join(f"contoh{number}.example\n" for number in range(300)) + "contoh1.example\n"
    path = file(text + "warung-contoh88.example\nbukan nama\n203.0.113.7\nco.id\n")
    code, out, _ = run("import", "contoh", path)
    assert code == 0
    assert out.splitlines()[0].startswith("contoh: 301 names, domains, without a date, imported")
    for line in (
        "  1 names came more than once",
        "  not taken: IP address 1, suffix of many owners 1, not readable 1",
        f"    {path}:303: not readable: bukan nama",
        "  1 names are on the innocent list; those never match:",
        f"    {path}:302: warung-contoh88.example  warung",
        "! without --source: a hearing cannot be told where it came from",
        "! without a date: give --date",
    ):
        assert line in out.splitlines()
    code, out, _ = run("import", "contoh", path, "--date", "2020-01-01", lang="id")
    assert "  menggantikan contoh: 301 nama" in out
    assert re.search(r"! Daftar impor contoh berumur \d+ hari", out)


def test_provenance_is_recorded(run, file):
    words = ("--source", "https://contoh.example/x", "--date", "2026-11-01", "--licence", "MIT")
    more = ("--kind", "slot", "--verified", "Contoh Petugas", "--match", "exact")
    code, out, _ = run("import", "contoh", file("contoh99.example\n"), *words, *more, "--json")
    assert code == 0
    one = json.loads(out)["list"]
    assert (one["source"], one["dated"], one["licence"], one["kind"], one["verified_by"]) == (
        "https://contoh.example/x",
        "2026-11-01",
        "MIT",
        "slot",
        "Contoh Petugas",
    )
    code, out, _ = run("lists", "--json")
    (listed,) = json.loads(out)
    assert (listed["name"], listed["entries"], listed["sha256"]) == ("contoh", 1, one["sha256"])


def test_names_are_judged_with_lists_only_where_that_is_asked(run, file):
    run("import", "contoh", file("contoh99.example\n"))
    names = file("m.contoh99.example\ncontoh88.example\n", "nama.txt")
    code, out, _ = run("test", "--kind", "domain", "--json", names)
    assert [json.loads(line)["class"] for line in out.splitlines()] == ["none", "strong"]
    code, out, _ = run("test", "--kind", "domain", "--json", names, "--lists")
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(one["class"], one["signature"]) for one in answers] == [
        ("medium", "daftar:contoh"),
        ("strong", "contoh88"),
    ]
    code, out, _ = run("why", "contoh99.example", "--lists")
    assert "imported lists" in out
    code, out, _ = run("stats", "--json")
    assert [one["name"] for one in json.loads(out)["lists"]] == ["contoh"]
    code, out, _ = run("stats")
    assert "contoh: 1 names, domains" in out


def test_an_allow_list_tells_what_it_does_to_entries(run, file):
    path = file("contoh88.example\nlain.example\n")
    _, out, _ = run("import", "izin", path, "--allow")
    assert "allow list" in out
    assert "  1 names are entries of the signature list; those entries still count:" in out
    _, out, _ = run("import", "izin", path, "--allow", "--over-entries")
    assert "SILENCED because of --over-entries" in out
    _, out, _ = run("import", "bank", file(MISP_WARNINGLIST))
    assert "Only lists of gambling" not in out


def test_a_list_about_something_else_is_noticed(run, file):
    code, out, _ = run(
        "import", "contoh", file("- name: X\n  type: stalkerware\n  packages: [a.b]\n")
    )
    assert code == 0
    assert "the file calls its contents: stalkerware. Only lists of gambling" in out
    both = "- name: X\n  type: gambling\n  packages: [a.b]\n- name: Y\n  type: spyware\n"
    assert "its contents: spyware. Only" in run("import", "dua", file(both))[1]
    only = run("import", "judi", file("Paket;Kategori\nid.contoh.x;Perjudian\n"))
    assert (only[0], "its contents" in only[1]) == (0, False)


def test_a_table_can_be_narrowed_and_block_pages_named(run, file):
    table = file("url,category_code\nhttps://a.example/,GMB\nhttps://b.example/,NEWS\n")
    _, out, _ = run("import", "uji", table, "--only", "category_code=GMB", "--json")
    assert json.loads(out)["list"]["hosts"] == 1
    hosts = file("36.86.63.185 a.example\n36.86.63.185 b.example\n")
    _, out, _ = run("import", "uji", hosts, "--block-page", "36.86.63.185", "--json")
    assert json.loads(out)["list"]["hosts"] == 2


def test_what_is_no_list_is_exit_5_and_what_was_in_force_stays(run, file):
    run("import", "contoh", file("contoh99.example\n"))
    _, before, _ = run("lists", "--json")
    innocent = "warung-contoh88.example\ncontoh77.example\n"
    for text, said in (
        ("surat biasa saja\n", "the form is not recognised"),
        ('{"type": "bundle", "objects": [', "cannot be read to its end"),
        (innocent, "1 of 2 names are on the innocent list"),
        ("slot.kota.go.id\ncontoh77.example\n", "1 of 2 names are of institutions"),
    ):
        code, out, err = run("import", "contoh", file(text))
        assert (code, out) == (5, "")
        assert said in err
    code, _, err = run("import", "contoh", file("||a^\n"), "--format", "hosts")
    assert (code, "no name in the form hosts" in err) == (5, True)
    _, after, _ = run("lists", "--json")
    assert after == before
    assert run("import", "contoh", file(innocent), "--accept-innocent")[0] == 0


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("contoh",),
        ("Contoh", "FILE"),
        ("contoh", "tidak-ada.txt"),
        ("contoh", "FILE", "--date", "2999-01-01"),
        ("contoh", "FILE", "--date", "kemarin"),
        ("contoh", "FILE", "--only", "x"),
        ("contoh", "FILE", "--verified", " "),
        ("contoh", "FILE", "--verified", "Contoh Petugas"),
        ("contoh", "FILE", "--format", "excel"),
        ("contoh", "FILE", "--remove", "contoh"),
        ("--remove", "tidak-ada"),
    ],
)
def test_what_cannot_be_done_is_exit_2(run, file, words):
    path = str(file("contoh99.example\n"))
    given = [path if word == "FILE" else word for word in words]
    try:
        code, out, _ = run("import", *given)
    except SystemExit as stopped:  # argparse
        code, out = stopped.code, ""
    assert (code, out) == (2, "")


def test_a_list_can_be_taken_out(run, file):
    run("import", "contoh", file("contoh99.example\n"))
    code, out, _ = run("import", "--remove", "contoh")
    assert (code, out) == (0, "contoh: removed; old cases do not change\n")
    assert run("lists")[1] == "no imported lists\n"


def test_every_reason_has_words_in_both_languages():
    assert set(REFUSED) == set(Refusal)
    request = Request(name="a", path=None)
    for why in Unfit:
        assert len(list(_why(ListUnfit(why, []), request))) == 1
