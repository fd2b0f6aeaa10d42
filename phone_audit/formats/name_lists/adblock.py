"""Filter lists of ad blockers: the rules that block a whole site, and their exceptions."""

import re
from collections.abc import Iterator

from phone_audit.formats.name_lists.interface import (
    Chunks,
    Entry,
    Item,
    Options,
    Refusal,
    Refused,
)
from phone_audit.formats.name_lists.lines import HEADER_LINES, read_lines, told_by
from phone_audit.formats.name_lists.names import host_entry
from phone_audit.formats.name_lists.verdicts import is_blocked
from phone_audit.model.imported_list import Scope

_COSMETIC = re.compile(r"#@?[$?%]{0,2}@?#|\$@?\$")
_COMMENT = re.compile(r"!|#(?![#@?$%])|\[Adblock|\[uBlock|\[AdGuard", re.IGNORECASE)
_ANCHORED = re.compile(
    r"(?P<anchor>\|\|?)?(?P<url>(?:https?:)?//)?(?P<name>[^/^|:]+)(?P<end>(?:\^|:|/|\|)*\*?)"
)
_WHOLE_SITE = frozenset(
    {"", "1p", "3p", "all", "doc", "document", "important", "popup", "third-party", "~first-party"}
)
"""Options that leave a rule one about a site. Lists of gambling sites say ``third-party``
by custom; what is blocked by it is the site all the same."""
_HOSTS_LINE = re.compile(r"(?P<address>[0-9A-Fa-f:.]{2,45})\s+(?P<names>[^\s#]+(?:\s+[^\s#]+)*)")


def read(chunks: Chunks, options: Options) -> Iterator[Item]:
    """Read a filter list; ``||name^`` covers the name and all below it.

    Format::

        [Adblock Plus]
        ! Last modified: 27 Sep 2026 20:34 UTC
        ||contoh88.example^
        ||contoh99.example^$third-party
        @@||berita.example^              an exception: not to be alerted to
        |contoh77.example^               the name alone
        contoh66.example##.iklan         cosmetic: passed over

    Rules that hold on some pages only, or for some parts of a site, are refused and
    counted: what they name need not be a site of the kind the list is about. A rule with
    ``badfilter`` takes another back and is an exception.

    Read from: Adblock Plus "How to write filters"; uBlock Origin "Static filter syntax";
    AdGuard DNS "DNS filtering rules syntax".
    """
    for line, text in read_lines(chunks()):
        if text is None:
            yield Refused(line, Refusal.TOO_LONG, "")
            continue
        rule = text.strip()
        if not rule:
            continue
        if _COMMENT.match(rule):
            if line <= HEADER_LINES and (told := told_by(rule)):
                yield told
        elif _COSMETIC.search(rule):
            yield Refused(line, Refusal.COSMETIC, text)
        elif hosts := _HOSTS_LINE.match(rule):
            yield from _of_hosts_line(line, text, hosts, options)
        else:
            yield _of_rule(line, rule)


def _of_rule(line: int, text: str) -> Entry | Refused:
    rule, allow = (text[2:], True) if text.startswith("@@") else (text, False)
    if rule.startswith("/") and re.match(r"/.+/(?:\$|$)", rule):
        return Refused(line, Refusal.REGEX, text)
    pattern, _, options = rule.partition("$")
    chosen = {option.strip().lower() for option in options.split(",")}
    if "badfilter" in chosen:
        allow, chosen = True, chosen - {"badfilter"}
    if not chosen <= _WHOLE_SITE:
        return Refused(line, Refusal.CONDITIONAL, text)
    found = _ANCHORED.fullmatch(pattern.strip())
    if found is None:
        return Refused(line, _why_not(pattern), text)
    name = found["name"]
    if "*" in name.removeprefix("*."):
        return Refused(line, Refusal.PATTERN, text)
    if not found["anchor"] and not found["url"] and (found["end"] or "." not in name.strip(".")):
        return Refused(line, Refusal.PATTERN, text)  # matches anywhere in an address
    exact = found["anchor"] == "|" and not found["url"]
    entry = host_entry(line, name, Scope.EXACT if exact else Scope.BOTH, allow=allow)
    return entry if isinstance(entry, Entry) else entry._replace(text=text)


def _why_not(pattern: str) -> Refusal:
    if re.match(r"\|?\|?(?:https?:)?/{0,2}[\w.-]+\.[\w-]+(?::\d+)?[/?]", pattern):
        return Refusal.PAGE
    return Refusal.PATTERN if re.search(r"[*/^|=?&_.-]", pattern) else Refusal.UNREADABLE


def _of_hosts_line(
    line: int, text: str, found: re.Match[str], options: Options
) -> Iterator[Entry | Refused]:
    """Read a line of a hosts file, which DNS blockers take in the same lists."""
    for name in found["names"].split():
        if is_blocked(found["address"], options.block_pages):
            yield host_entry(line, name, options.bare or Scope.EXACT)
        else:
            yield Refused(line, Refusal.REDIRECTED, text)
