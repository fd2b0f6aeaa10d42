"""Which formats there are, and that the JSON of every outcome is the golden one."""

import pytest

from phone_audit.model.assessment import Outcome
from phone_audit.model.record import from_json
from phone_audit.reporting import to_json
from phone_audit.reporting.document import ReportDocument
from phone_audit.reporting.interface import all_formats
from tests.reporting.examples import document_of, examination
from tests.reporting.golden import golden_json
from tests.reporting.places import GOLDEN, REPORTS


def test_the_formats_found_are_the_ones_we_know() -> None:
    assert [(one.name, one.suffix) for one in all_formats()] == [
        ("case", ".jsonld"),
        ("csv", ".csv"),
        ("html", ".html"),
        ("json", ".json"),
        ("pdf", ".pdf"),
    ]


@pytest.mark.parametrize("outcome", Outcome)
def test_the_json_of_every_outcome_is_the_golden_one(outcome: Outcome) -> None:
    golden = (GOLDEN / f"{outcome}.json").read_text(encoding="utf-8")
    assert golden_json(outcome) == golden, (
        "a document says something else than before; if that is meant, refresh the golden files "
        "with `python -m tests.reporting.golden` and read the diff like code"
    )


def test_the_json_reads_back_as_the_document() -> None:
    document, evidence = document_of(examination(Outcome.SUSPECTED))
    assert from_json(to_json.render(document, evidence, REPORTS), ReportDocument) == document
