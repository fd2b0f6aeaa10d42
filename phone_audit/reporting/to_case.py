"""The examination as CASE/UCO JSON-LD, so that other forensic tools can read it."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from phone_audit.model.assessment import Finding
from phone_audit.model.case import Examination
from phone_audit.model.evidence import ObservableKind
from phone_audit.model.phone import PhoneIdentity
from phone_audit.model.record import canonical_json, from_json
from phone_audit.reporting.document import FindingLine, ReportDocument
from phone_audit.reporting.interface import Format

Node = dict[str, Any]

CONTEXT = {
    "kb": "http://example.org/kb/",
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
    "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
    "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "uco-tool": "https://ontology.unifiedcyberontology.org/uco/tool/",
    "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def render(
    document: ReportDocument,
    evidence: bytes,
    reports: Path,  # noqa: ARG001 - the shape every format has
    papers: bytes = b"",  # noqa: ARG001
) -> bytes:
    """Return one JSON-LD graph: phone, tool, evidence file, and what was found on the phone.

    No person is in it: neither the holder nor the team. Ids follow from the document id,
    so the same examination gives the same bytes. What the tool concluded is an assertion
    in words, with everything it does not show, not a property of anybody.

    Read from: CASE 1.5.0 and UCO 1.5.0, ``InvestigativeAction``, ``ProvenanceRecord``,
    ``ObservableObject`` and facets.
    """
    examination = from_json(evidence, Examination)
    graph = _Graph(document.document_id)
    phone = graph.add("device", "uco-observable:AndroidDevice", _phone(graph, examination.phone))
    tool = graph.add(
        "tool",
        "uco-tool:Tool",
        {
            "uco-core:name": examination.program.name,
            "uco-tool:version": examination.program.version,
            "uco-tool:toolType": "logical reading over ADB",
        },
    )
    file = graph.add("evidence", "uco-observable:File", _file(graph, document))
    lines = {line.number: line for line in document.findings}
    found = [
        node
        for finding in examination.assessment.findings
        for node in _finding(graph, finding, lines[finding.number], phone)
    ]
    said = graph.add(
        "conclusion",
        "uco-core:Assertion",
        {
            "uco-core:name": document.conclusion.label,
            "uco-core:statement": [
                document.conclusion.sentence,
                document.conclusion.rule,
                *document.annex.limits,
            ],
        },
    )
    record = graph.add(
        "provenance",
        "case-investigation:ProvenanceRecord",
        {
            "case-investigation:exhibitNumber": f"{examination.exhibit:03d}",
            "uco-core:description": document.document_id,
            "uco-core:object": [_ref(node) for node in (file, *found, said)],
        },
    )
    graph.add(
        "examination",
        "case-investigation:InvestigativeAction",
        {
            "uco-core:name": document.document_id,
            "uco-action:startTime": _moment(examination.started_at),
            "uco-action:endTime": _moment(examination.ended_at),
            "uco-action:instrument": _ref(tool),
            "uco-action:object": _ref(phone),
            "uco-action:result": _ref(record),
        },
    )
    return canonical_json({"@context": CONTEXT, "@graph": graph.nodes}) + b"\n"


class _Graph:
    """Nodes in the order they were added, with ids that follow from the document's."""

    def __init__(self, document_id: str) -> None:
        self.nodes: list[Node] = []
        self._document_id = document_id

    def id_of(self, name: str) -> str:
        return f"kb:{name}-{uuid5(NAMESPACE_URL, f'{self._document_id}/{name}')}"

    def add(self, name: str, kind: str, properties: Node) -> Node:
        node = {"@id": self.id_of(name), "@type": kind, **properties}
        self.nodes.append(node)
        return node

    def facet(self, name: str, kind: str, properties: Node) -> Node:
        return {"@id": self.id_of(name), "@type": f"uco-observable:{kind}", **properties}


def _phone(graph: _Graph, phone: PhoneIdentity) -> Node:
    told = {
        "uco-observable:deviceType": "Android phone",
        "uco-observable:model": " ".join(filter(None, (phone.maker, phone.model))) or None,
        "uco-observable:serialNumber": phone.serial,
    }
    known = {key: text for key, text in told.items() if text}
    return {"uco-core:hasFacet": [graph.facet("device-facet", "DeviceFacet", known)]}


def _file(graph: _Graph, document: ReportDocument) -> Node:
    return {
        "uco-core:hasFacet": [
            graph.facet(
                "evidence-file",
                "FileFacet",
                {"uco-observable:fileName": "evidence.json"},
            ),
            graph.facet(
                "evidence-content",
                "ContentDataFacet",
                {
                    "uco-observable:mimeType": "application/json",
                    "uco-observable:hash": {
                        "@id": graph.id_of("evidence-hash"),
                        "@type": "uco-types:Hash",
                        "uco-types:hashMethod": "SHA256",
                        "uco-types:hashValue": {
                            "@type": "xsd:hexBinary",
                            "@value": document.evidence_sha256,
                        },
                    },
                },
            ),
        ]
    }


def _finding(graph: _Graph, finding: Finding, line: FindingLine, phone: Node) -> Iterable[Node]:
    """Yield what matched, that it was on the phone, and what the list says of it."""
    number = finding.number
    app = any(
        one.kind is ObservableKind.PACKAGE
        for sighting in finding.sightings
        for one in sighting.record.observables
        if one.value == finding.value
    )
    if app:
        kind, facet = "Application", {"uco-observable:applicationIdentifier": finding.value}
    else:
        kind, facet = "DomainName", {"uco-observable:value": finding.value}
    matched = graph.add(
        f"finding-{number}",
        f"uco-observable:{kind}",
        {
            "uco-core:name": finding.value,
            "uco-core:hasFacet": [graph.facet(f"finding-{number}-facet", f"{kind}Facet", facet)],
        },
    )
    related = graph.add(
        f"finding-{number}-on-phone",
        "uco-observable:ObservableRelationship",
        {
            "uco-core:source": _ref(matched),
            "uco-core:target": _ref(phone),
            "uco-core:kindOfRelationship": "Trace_Read_From",
            "uco-core:isDirectional": {"@type": "xsd:boolean", "@value": "true"},
            "uco-core:description": [*line.when, *line.known],
        },
    )
    said = graph.add(
        f"finding-{number}-says",
        "uco-core:Assertion",
        {
            "uco-core:name": f"{line.strength} · {line.sign}",
            "uco-core:statement": [finding.match.reason, *line.explanations],
        },
    )
    yield from (matched, related, said)


def _moment(at: datetime) -> Node:
    return {"@type": "xsd:dateTime", "@value": at.isoformat()}


def _ref(node: Node) -> Node:
    return {"@id": node["@id"]}


FORMAT = Format(name="case", suffix=".jsonld", render=render)
