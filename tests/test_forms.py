"""Published forms: fresh, recorded, each readable by the next; and what is written validates."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from phone_audit.cases import schema as case_schema
from phone_audit.model.assessment import Outcome
from phone_audit.model.custody import LoggedCommand, LogRecord
from phone_audit.model.record import canonical_json, sha256_hex
from phone_audit.reporting import schema as report_schema
from phone_audit.reporting import to_json
from tests.reporting.dossiers import evidence
from tests.reporting.examples import bilingual, document_of, examination, papers
from tests.reporting.places import REPORTS

FOLDER = Path(__file__).parents[1] / "docs/schema"
FILES = sorted(FOLDER.glob("*.json"))

CURRENT = {
    case_schema.SCHEMA_FILE: case_schema.evidence_schema,
    **{
        report_schema.schema_file(name): (lambda name=name: report_schema.schema(name))
        for name in report_schema.PUBLISHED
    },
}


def test_every_form_is_published_as_it_is_written():
    for file, make in CURRENT.items():
        path = FOLDER.parents[1] / file
        assert path.is_file(), f"{file}: write it, and a row for it in docs/schema/README.md"
        assert path.read_bytes() == make(), (
            f"{file}: this form changed. Raise its schema_version, so that the new form gets a "
            "file and a row of its own; only one that no release has carried may be amended"
        )


def test_no_form_changes_unrecorded():
    rows = dict(
        re.findall(
            r"^\| \[([a-z]+-[0-9]+)\]\(\1\.json\) .*`([0-9a-f]{64})` \|$",
            (FOLDER / "README.md").read_text(encoding="utf-8"),
            flags=re.MULTILINE,
        )
    )
    assert rows == {path.stem: sha256_hex(path.read_bytes()) for path in FILES}, (
        "docs/schema/README.md: a form that a release has carried never changes, raise its "
        "schema_version; of any other, write down the new hash"
    )


def broken_by(earlier, later):
    """Return what of an earlier form a later one would not read."""
    told = []
    for name, was in earlier["$defs"].items():
        now = later["$defs"].get(name)
        if now is None:
            told.append(f"{name} is gone")
            continue
        before, after = was.get("properties", {}), now.get("properties", {})
        told += [f"{name}.{field} is gone" for field in before if field not in after]
        told += [
            f"{name}.{field} is required now"
            for field in now.get("required", ())
            if field not in was.get("required", ())
        ]
        told += [
            f"{name}: {value} is gone"
            for value in was.get("enum", ())
            if value not in now.get("enum", ())
        ]
    return told


def test_every_form_reads_the_one_before():
    numbered = {}
    for path in FILES:
        name, _, number = path.stem.rpartition("-")
        numbered.setdefault(name, {})[int(number)] = json.loads(path.read_bytes())
    for name, forms in numbered.items():
        assert sorted(forms) == list(range(1, len(forms) + 1)), name
        for number in range(2, len(forms) + 1):
            assert broken_by(forms[number - 1], forms[number]) == [], (name, number)


def test_what_an_earlier_form_would_lose_is_seen():
    was = {
        "$defs": {
            "A": {"properties": {"x": {}, "y": {}}, "required": ["x"]},
            "B": {"enum": ["1", "2"]},
            "C": {},
        }
    }
    now = {
        "$defs": {
            "A": {"properties": {"x": {}, "z": {}}, "required": ["x", "z"]},
            "B": {"enum": ["2", "3"]},
        }
    }
    assert broken_by(was, was) == []
    assert broken_by(was, now) == [
        "A.y is gone",
        "A.z is required now",
        "B: 1 is gone",
        "C is gone",
    ]


def test_lines_of_the_log_do_not_grow():
    """The chain, the LOG and ten lines of Python in the documentation stand on them."""
    assert " ".join(LogRecord.__struct_fields__) == (
        "seq at event actor role exhibit object object_sha256 note reason capture erased "
        "previous_sha256"
    )
    assert " ".join(LoggedCommand.__struct_fields__) == (
        "number source command medium started_at ended_at exit_code complete stdout_bytes "
        "stderr_bytes sha256 note_sha256"
    )


def validator(file):
    schema = json.loads((FOLDER.parents[1] / file).read_bytes())
    kind = jsonschema.validators.validator_for(schema)
    assert kind is jsonschema.Draft202012Validator
    kind.check_schema(schema)
    return kind(schema)


@pytest.mark.parametrize("outcome", Outcome)
def test_reports_and_their_evidence_validate(outcome):
    whole = bilingual(examination(outcome))
    for told in (None, papers()):
        document, data = document_of(whole, told=told)
        validator(case_schema.SCHEMA_FILE).validate(json.loads(data))
        validator(report_schema.schema_file("report")).validate(
            json.loads(to_json.render(document, data, REPORTS))
        )


def test_the_chain_of_custody_validates():
    validator(report_schema.schema_file("custody")).validate(json.loads(canonical_json(evidence())))


def test_a_validator_refuses_what_is_none():
    document, data = document_of(examination())
    told = json.loads(to_json.render(document, data, REPORTS))
    for change in (
        {"conclusion": {**told["conclusion"], "outcome": "guilty"}},
        {"guilty": True},
        {"findings": None},
        {"schema_version": "0"},
    ):
        with pytest.raises(jsonschema.ValidationError):
            validator(report_schema.schema_file("report")).validate({**told, **change})
