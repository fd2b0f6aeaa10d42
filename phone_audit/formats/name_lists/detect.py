"""Which way of writing a list a file is in, told by its beginning and never by its name."""

import codecs
import re
from collections.abc import Mapping

from phone_audit.formats.name_lists.csv_table import columns_of
from phone_audit.formats.name_lists.lines import read_lines
from phone_audit.model.imported_list import ListFormat

HEAD_BYTES = 256 * 1024
"""How much of a file's beginning is enough."""

_MOST_LINES = 2_000
_SHARE = 0.6  # of the lines that say anything, at least

_STIX = re.compile(r'"type"\s*:\s*"(?:bundle|indicator|malware)"|"spec_version"\s*:')
_MISP = re.compile(r'"(?:Event|Attribute|list|matching_attributes|Warninglist|response)"\s*:')
_NAME = r"(?:\*\.|\.)?(?:[^\s/|,;:=^*#]+\.)+[^\s/|,;:=^*#]{2,}"
_KINDS: Mapping[ListFormat, re.Pattern[str]] = {
    ListFormat.HOSTS: re.compile(
        r"(?:\d{1,3}(?:\.\d{1,3}){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F:])[0-9a-fA-F:]+)\s+\S+"
    ),
    ListFormat.ADBLOCK: re.compile(
        r"(?:@@)?\|\|?[^\s|]|@@[^\s]|\[(?:Adblock|uBlock|AdGuard)|.*#[@?$%]?#", re.IGNORECASE
    ),
    ListFormat.DNSMASQ: re.compile(r"(?:address|server|local)\s*=\s*/"),
    ListFormat.RPZ: re.compile(
        r"\$(?:TTL|ORIGIN)\b|\S*\s+(?:\d\S*\s+)?(?:IN\s+)?(?:CNAME|SOA|NS|A|AAAA|TXT)\s",
        re.IGNORECASE,
    ),
    ListFormat.STALKERWARE: re.compile(
        r"-?\s*(?:name|names|type|packages|package|certificates?|websites|distribution|c2|domains|ips)"
        r":(?:\s|$)|\s*-\s+\S+$"
    ),
    ListFormat.DOMAINS: re.compile(rf"(?:https?://)?{_NAME}/?(?:\s+[#;].*)?$"),
}
_NOTHING = re.compile(r"\s*(?:[!;]|#(?![#@?$%])|//|$)")


def detect(head: bytes) -> ListFormat | None:
    """Return how a list is written; ``None``: nothing fits most of its lines.

    Raises:
        BrokenList: it is no text.
    """
    if (begins := _json_of(head)) is not None:
        return _of_json(begins)  # often one line, as long as the file
    lines = [text for _, text in read_lines([head]) if text is not None][:_MOST_LINES]
    said = [line for line in lines if not _NOTHING.match(line)]
    if not said:
        return None
    if columns_of(said[0]) is not None and not _KINDS[ListFormat.STALKERWARE].match(said[0]):
        return ListFormat.CSV
    return _of_lines(said)


def _json_of(head: bytes) -> str | None:
    """Return the beginning as text if it is one of JSON, whatever its lines."""
    kind = "utf-16" if head[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} else "utf-8-sig"
    text = head.decode(kind, "replace").lstrip()
    is_json = text.startswith("{") or (
        text.startswith("[") and not _KINDS[ListFormat.ADBLOCK].match(text)
    )
    return text if is_json else None


def _of_json(text: str) -> ListFormat | None:
    if _STIX.search(text):
        return ListFormat.STIX2
    return ListFormat.MISP if _MISP.search(text) else None


def _of_lines(lines: list[str]) -> ListFormat | None:
    counts = {kind: sum(bool(form.match(line)) for line in lines) for kind, form in _KINDS.items()}
    if counts[ListFormat.ADBLOCK]:  # such a list may hold bare names beside its rules
        counts[ListFormat.ADBLOCK] += counts[ListFormat.DOMAINS]
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] >= _SHARE * len(lines) else None
