"""A case that an earlier version wrote is read; one of a later version is told, not blamed."""

import hashlib
import json

import pytest

from phone_audit.cases.desk import Desk
from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.cli.main import main
from phone_audit.errors import CaseError
from phone_audit.model.case import EVIDENCE_SCHEMA_VERSION, form_of, is_read
from phone_audit.model.record import canonical_json, is_written_form
from tests.cases.synthetic import examine, header, small_case, ticking
from tests.cases.test_verify import forge, in_one_form

CAME_LATER = {
    # The fields that came after the first form had been published, as its history tells.
    *("bilingual", "paper", "emblem"),
    *("context", "open_tabs", "imported_lists", "listed_names", "parts"),
    *("uid", "uid_shared", "frozen_by_maker", "certificate_sha1", "downloaded", "unnamed"),
    *("first_at", "last_at", "days", "visits", "uncounted"),
}


def without(told, fields=CAME_LATER):
    if isinstance(told, dict):
        return {key: without(value) for key, value in told.items() if key not in fields}
    return [without(one) for one in told] if isinstance(told, list) else told


def rewrite(case, change):
    """Write every file anew through ``change``, and a log that vouches for that."""
    files = [
        "case.json",
        *(p.relative_to(case).as_posix() for p in case.glob("exhibits/**/*.json")),
    ]
    changed = {}
    for file in files:
        data = in_one_form(change(file, json.loads((case / file).read_bytes())))
        changed[file] = data
        (case / file).write_bytes(data)

    def vouch(records):
        for record in records:
            if record["object"] in changed:
                digest = hashlib.sha256(changed[record["object"]]).hexdigest()
                record["object_sha256"] = digest

    forge(case, vouch)
    return changed


@pytest.fixture
def earlier(tmp_path):
    """A case as a version wrote it that knew fewer fields."""
    case = small_case(tmp_path / "k")
    before = {p: p.read_bytes() for p in case.rglob("*.json")}
    changed = rewrite(case, lambda _, told: without(told))
    fewer = [file for file, data in changed.items() if data != before[case / file]]
    assert fewer == ["case.json", "exhibits/001/evidence.json", "exhibits/001/papers/notice_1.json"]
    return case


def test_it_is_unaltered_and_says_what_it_said(earlier, tmp_path):
    found = verify(earlier, Desk())
    assert found.unaltered, found.first_alteration
    assert found.notes == found.incomplete == ()
    with Case.read(earlier) as case, Case.read(small_case(tmp_path / "now")) as now:
        assert case.header == now.header
        was, would_be = case.exhibit(1).examination(), now.exhibit(1).examination()
        assert was.assessment == would_be.assessment
        assert was.captures == would_be.captures
        assert case.exhibit(1).papers().notice == now.exhibit(1).papers().notice


def test_every_byte_of_it_counts_as_well(earlier):
    evidence = earlier / "exhibits/001/evidence.json"
    for bad in (b"suspected", b'"number":1'):
        good = evidence.read_bytes()
        evidence.write_bytes(good.replace(bad, bad[:-1] + b"x"))
        assert verify(earlier, Desk()).first_alteration.path == "exhibits/001/evidence.json"
        evidence.write_bytes(good)


@pytest.mark.slow
def test_it_is_assessed_rendered_and_gone_on_with(earlier, capsys, monkeypatch):
    monkeypatch.setenv("PHONE_AUDIT_LANG", "en")
    assert main(["report", str(earlier), "--format", "json"]) == 0
    assert main(["report", str(earlier)]) == 0
    assert main(["recap", str(earlier), "--json"]) == 0
    with Case.open(earlier, ticking()) as case:
        assert examine(case).examination().case == case.header
    found = verify(earlier, Desk())
    assert found.unaltered, found.first_alteration
    assert found.examined == 2


def later(file, told):
    return told | {"schema_version": "99", "new": [1]} if "schema_version" in told else told


def test_a_later_examination_is_noted_and_not_blamed(tmp_path):
    case = small_case(tmp_path / "k")
    rewrite(case, lambda file, told: later(file, told) if "evidence" in file else told)
    found = verify(case, Desk())
    assert found.unaltered
    assert "written in form 99 by a later version" in found.notes[0].en
    with Case.read(case) as opened, pytest.raises(CaseError, match="written in form 99"):
        opened.exhibit(1).examination()
    evidence = case / "exhibits/001/evidence.json"
    evidence.write_bytes(evidence.read_bytes().replace(b"suspected", b"clarify"))
    assert verify(case, Desk()).first_alteration.path == "exhibits/001/evidence.json"


def test_a_later_case_says_which_version_reads_it(tmp_path):
    case = small_case(tmp_path / "k")
    rewrite(case, later)
    for read in (verify, Case.read):
        with pytest.raises(CaseError) as told:
            read(case)
        assert "written in form 99 by phone-audit 0.0.0" in str(told.value)
        assert f"1 to {EVIDENCE_SCHEMA_VERSION}" in str(told.value)
        assert "ditulis dalam bentuk 99" in str(told.value)


def test_what_is_read_are_all_forms_up_to_ours():
    assert is_read("1")
    assert is_read(EVIDENCE_SCHEMA_VERSION)
    for form in (
        "0",
        "",
        "01",
        "1.0",
        "²",
        "-1",
        str(int(EVIDENCE_SCHEMA_VERSION) + 1),
        "9" * 5000,
    ):
        assert not is_read(form)
    assert form_of(b'{"schema_version":"7","x":1}') == "7"
    for none in (b"{}", b"[", b"\xff", b'{"schema_version":7}', b"[" * 100_000):
        assert form_of(none) is None


def test_a_written_form_can_be_written_in_one_way_only():
    whole = header()
    data = canonical_json(whole)
    told = json.loads(data)
    assert is_written_form(data, whole)
    fewer = {key: value for key, value in told.items() if key != "paper"}
    assert is_written_form(in_one_form(fewer), whole)
    for bad in (
        json.dumps(fewer, sort_keys=True).encode(),  # with spaces
        json.dumps(fewer, separators=(",", ":")).encode(),  # characters escaped
        in_one_form(fewer).replace(b'"fictitious":true', b'"fictitious":true,"fictitious":true'),
        in_one_form(fewer | {"office": "Dinas Lain"}),
        in_one_form(fewer | {"fictitious": 1}),
        in_one_form(fewer | {"witnesses": [None]}),
    ):
        assert not is_written_form(bad, whole)
