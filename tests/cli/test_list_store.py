from datetime import UTC, date, datetime

import pytest

from phone_audit.cli import language
from phone_audit.cli.list_store import list_line, number, open_lists, stale_notes
from phone_audit.cli.main import main
from phone_audit.model.imported_list import ListRole
from phone_audit.model.record import replace
from phone_audit.resources import lists_folder
from tests.lists.stores import bring

TODAY = date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("PHONE_AUDIT_LISTS", str(tmp_path / "lists"))
    return tmp_path / "lists"


@pytest.fixture
def english():
    language.choose(["--lang", "en"])
    yield
    language.choose([])


def test_the_store_lies_where_the_environment_says(folder):
    assert lists_folder() == folder
    assert lists_folder({}).parts[-2:] == ("phone-audit", "lists")
    with open_lists() as shelf:
        assert shelf.lists == ()


def test_a_list_in_one_line(folder, english):
    one = bring(folder, "contoh88.example\n", dated=date(2026, 8, 20)).list
    assert list_line(one, TODAY) == "contoh: 1 names, domains, dated 2026-08-20 (95 days old)"
    verified = replace(one, dated=None, verified_by="Contoh", hosts=1_234_567)
    assert list_line(verified, TODAY) == (
        "contoh: 1,234,567 names, domains, without a date, imported 2026-11-23 (0 days old); "
        "verified by Contoh"
    )
    assert number(1_000_000) == "1,000,000"


def test_only_old_block_lists_are_warned_of(folder, english):
    one = bring(folder, "contoh88.example\n", dated=date(2026, 8, 20)).list
    fresh = replace(one, dated=date(2026, 11, 1))
    allow = replace(one, role=ListRole.ALLOW)
    (note,) = stale_notes((one, fresh, allow), TODAY)
    assert note.startswith("The imported list contoh is 95 days old")


def test_the_doctor_looks_at_the_lists(folder, capsys):
    def said():
        main(["--lang", "en", "doctor"])
        lines = capsys.readouterr().out.splitlines()
        return next(line for line in lines if "Imported lists" in line)

    assert said() == "✓ Imported lists: none"
    bring(folder, "contoh88.example\n", now=datetime.now(UTC))
    assert said() == "✓ Imported lists: contoh 1 names, 0 days old"
    bring(folder, "contoh88.example\n", dated=date(2026, 1, 1))
    assert said().startswith("• Imported lists: contoh 1 names")
    (folder / "contoh.json").write_text("{")
    assert said().startswith("✗ Imported lists: lists/contoh")
