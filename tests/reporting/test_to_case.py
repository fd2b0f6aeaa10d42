"""CASE/UCO JSON-LD, against the ontology's own shapes."""

import json
import warnings
from importlib.resources import files

import pytest
from pyshacl import validate
from rdflib import Graph, URIRef

from phone_audit.model.assessment import Outcome
from phone_audit.model.record import replace
from phone_audit.reporting.to_case import CONTEXT, FORMAT, render
from tests.reporting.examples import document_of, examination, with_findings
from tests.reporting.findings import app_finding, many_findings
from tests.reporting.places import REPORTS

HOSTILE = '"},{"@id":"kb:x"}\u202e \U0001f3b0 =cmd|'


@pytest.fixture(scope="module")
def ontology():
    graph = Graph()
    graph.parse(str(files("case_utils.ontology") / "case-1.5.0.ttl"), format="turtle")
    return graph


def rendered(whole):
    document, evidence = document_of(whole, "id")
    data = render(document, evidence, REPORTS)
    assert data == render(document, evidence, REPORTS)
    return document, data


def graph_of(data):
    graph = Graph()
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # rdflib's reader uses its own old names
        graph.parse(data=data, format="json-ld")
    return graph


@pytest.mark.slow
@pytest.mark.timeout(600)  # SPARQL in Python over the whole ontology
def test_it_fits_the_shapes_of_the_ontology(ontology):
    graph = Graph()
    for number, whole in enumerate(
        (
            examination(Outcome.INDICATED_USE),
            with_findings((app_finding(name=HOSTILE),)),
            examination(Outcome.NIL),
        ),
        start=1,
    ):
        graph += graph_of(rendered(replace(whole, document_id=f"LPP-2026-0117-00{number}-7F3A"))[1])
    conforms, _, text = validate(
        graph, shacl_graph=ontology, ont_graph=ontology, inference="none", allow_infos=False
    )
    assert conforms, text


def test_every_term_is_one_the_ontology_knows(ontology):
    _, data = rendered(examination(Outcome.INDICATED_USE))
    known = set(ontology.subjects())
    used = {term for triple in graph_of(data) for term in triple if isinstance(term, URIRef)}
    ours = {term for term in used if "ontology.org/" in term}
    assert ours
    assert ours <= known, sorted(ours - known)


def test_what_was_found_is_there_and_nobody_is_named():
    document, data = rendered(examination(Outcome.SUSPECTED))
    graph = graph_of(data)
    names = {str(name) for name in graph.objects(None, URIRef(CONTEXT["uco-core"] + "name"))}
    assert {finding.value for finding in document.findings} <= names
    text = data.decode()
    for field in document.holder[:2]:
        assert field.value not in text
    for signer in document.signers:
        assert not signer.name or signer.name not in text
    assert document.evidence_sha256 in text


def test_ids_are_unique_and_end_with_a_uuid():
    _, data = rendered(with_findings(many_findings(30)))
    ids = [node["@id"] for node in json.loads(data)["@graph"]]
    assert len(ids) == len(set(ids))
    assert all(len(one) > 36 and one[-37] == "-" for one in ids)


def test_it_is_a_format():
    assert (FORMAT.name, FORMAT.suffix) == ("case", ".jsonld")
