"""The published JSON Schema of ``evidence.json``.

``python -m phone_audit.cases.schema > docs/schema/evidence-1.json`` writes it anew after
a change of the nouns; docs/schema/README.md says when that needs a new number.
"""

import sys

import msgspec

from phone_audit.model.case import EVIDENCE_SCHEMA_VERSION, Examination

SCHEMA_FILE = f"docs/schema/evidence-{EVIDENCE_SCHEMA_VERSION}.json"


def evidence_schema() -> bytes:
    """Return the JSON Schema (draft 2020-12) of one examination, indented, keys sorted."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"phone-audit evidence.json, schema_version {EVIDENCE_SCHEMA_VERSION}",
        **msgspec.json.schema(Examination),
    }
    return msgspec.json.format(msgspec.json.encode(schema, order="sorted"), indent=2) + b"\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(evidence_schema())
