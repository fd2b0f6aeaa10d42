import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.model.assessment import Outcome
from phone_audit.reporting.to_csv import COLUMNS, FORMAT, render, safe_cell
from tests.reporting.examples import document_of, examination, with_findings
from tests.reporting.findings import many_findings
from tests.reporting.places import REPORTS


def table(whole):
    document, evidence = document_of(whole, "id")
    data = render(document, evidence, REPORTS)
    assert data.startswith(b"\xef\xbb\xbf")
    return document, list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_each_finding_is_a_row():
    document, (head, *rows) = table(examination(Outcome.SUSPECTED))
    assert tuple(head) == COLUMNS
    assert [row[4] for row in rows] == [finding.value for finding in document.findings]
    assert {row[0] for row in rows} == {document.document_id}
    assert {row[2] for row in rows} == {"suspected"}


def test_a_phone_without_findings_has_its_row_too():
    _, (_, row) = table(examination(Outcome.NIL))
    assert row[2:5] == ["nil", "", ""]


def test_a_thousand_findings_are_a_thousand_rows():
    _, (_, *rows) = table(with_findings(many_findings(1000)))
    assert len(rows) == 1000


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "|x", "%0A=1", "\r\n=1"]
)
def test_no_cell_is_a_formula(text):
    assert safe_cell(text).startswith("'")


@given(st.text(max_size=40))
def test_whatever_stands_in_a_cell_is_one_line_and_no_formula(text):
    cell = safe_cell(text)
    assert len(cell.splitlines()) <= 1
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "|", "%"))


def test_it_is_a_format():
    assert (FORMAT.name, FORMAT.suffix) == ("csv", ".csv")
