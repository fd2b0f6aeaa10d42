"""The published JSON Schemas of what reports are given away as.

``python -m phone_audit.reporting.schema report > docs/schema/report-1.json`` writes that of
``report --format json`` anew, ``custody`` that of ``bukti.json`` in a LOG; a test holds
them and the code together.
"""

import sys
from typing import Any, NamedTuple

import msgspec

from phone_audit.model.record import Record
from phone_audit.reporting.custody import CUSTODY_SCHEMA_VERSION, CustodyEvidence
from phone_audit.reporting.document import DOCUMENT_SCHEMA_VERSION, ReportDocument


class Published(NamedTuple):
    """A form that other programs may read: what it is called, its number, its record."""

    title: str
    version: str
    record: type[Record]


PUBLISHED = {
    "report": Published("report --format json", DOCUMENT_SCHEMA_VERSION, ReportDocument),
    "custody": Published("bukti.json of a LOG", CUSTODY_SCHEMA_VERSION, CustodyEvidence),
}


def schema_file(name: str) -> str:
    """Return where a schema is published, ``docs/schema/report-1.json``."""
    return f"docs/schema/{name}-{PUBLISHED[name].version}.json"


def schema(name: str) -> bytes:
    """Return a JSON Schema (draft 2020-12), indented, keys sorted."""
    published = PUBLISHED[name]
    whole: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"phone-audit {published.title}, schema_version {published.version}",
        **msgspec.json.schema(published.record),
    }
    fields = whole["$defs"][published.record.__name__]["properties"]
    fields["schema_version"] = {"const": published.version}
    return msgspec.json.format(msgspec.json.encode(whole, order="sorted"), indent=2) + b"\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(schema(sys.argv[1]))
