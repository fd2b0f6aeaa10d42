"""Remarks as SARIF 2.1.0, which editors and code hosts show beside the line."""

from collections.abc import Sequence

from phone_audit import __version__
from phone_audit.signatures.lint import RULES, Remark

SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sarif(remarks: Sequence[Remark], lang: str) -> dict[str, object]:
    """Return a SARIF log of one run, its texts in Indonesian or English.

    Paths are relative to the folder that the list's folder lies in, which is the root of
    a repository that keeps the list at ``signatures/``. Every rule is declared, whether
    it found anything or not, so that a reader sees what was looked for.

    Read from: OASIS SARIF 2.1.0 with errata 01, sections 3.13 (log), 3.14 (run), 3.19
    (tool component), 3.27 (result), 3.30 (region), 3.49 (reporting descriptor).
    """
    index = {rule.code: number for number, rule in enumerate(RULES)}
    return {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "phone-audit signatures lint",
                        "version": __version__,
                        "language": lang,
                        "rules": [
                            {
                                "id": rule.code,
                                "shortDescription": {"text": _plain(rule.complaint.say(lang))},
                                "help": {"text": rule.remedy.say(lang)},
                                "defaultConfiguration": {"level": rule.level.value},
                            }
                            for rule in RULES
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {
                    "LISTROOT": {"description": {"text": "the folder the list's folder lies in"}}
                },
                "results": [_result(remark, index[remark.code], lang) for remark in remarks],
            }
        ],
    }


def _result(remark: Remark, rule: int, lang: str) -> dict[str, object]:
    text = f"{remark.complaint.say(lang)} ({remark.remedy.say(lang)})"
    return {
        "ruleId": remark.code,
        "ruleIndex": rule,
        "level": remark.level.value,
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(remark.path), "uriBaseId": "LISTROOT"},
                    "region": {"startLine": remark.line, "startColumn": remark.column},
                }
            }
        ],
    }


def _plain(template: str) -> str:
    return template.replace("{}", "…")


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path)
