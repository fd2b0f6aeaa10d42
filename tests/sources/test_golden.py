"""Every golden capture reads as written down; a difference is a change of meaning."""

import os

import pytest

from tests.captures import HERE, as_json, captures_of, description, golden_names, read_golden

REFRESH = os.environ.get("PHONE_AUDIT_REFRESH_GOLDEN") == "1"


@pytest.mark.parametrize("name", golden_names())
def test_capture_reads_as_written_down(name):
    expected = HERE / f"{name}.json"
    read = as_json(read_golden(name))
    if REFRESH:
        expected.write_text(read, encoding="utf-8")
    assert read == expected.read_text(encoding="utf-8"), (
        "what a source reads has changed: if that is meant, run 'make golden' and read the diff"
    )


@pytest.mark.parametrize("name", golden_names())
def test_capture_says_where_it_comes_from(name):
    told = description(name)
    assert told["synthetic"] is True
    assert "invented" in told["phone"]
    assert told["made_after"]
    assert captures_of(name)


def test_every_file_belongs_to_a_golden_capture():
    named = {HERE / f"{name}.toml" for name in golden_names()}
    named |= {HERE / f"{name}.json" for name in golden_names()}
    for name in golden_names():
        folder = HERE / name.partition("/")[0]
        named |= {folder / one["file"] for one in description(name)["answer"] if "file" in one}
    assert {path for path in HERE.glob("*/*.*") if path.suffix != ".pyc"} == named
