"""A name in somebody's list, made comparable; or why it cannot be a name of one owner's site."""

import re

from phone_audit.formats.certificates import PUBLIC_KEYS
from phone_audit.formats.certificates import normalise as normalise_certificate
from phone_audit.formats.hostname import is_address, is_shared, normalise
from phone_audit.formats.name_lists.interface import Entry, Refusal, Refused
from phone_audit.formats.pm import is_package_name
from phone_audit.model.evidence import ObservableKind
from phone_audit.model.imported_list import Scope

_MAX_HOST = 253
_ORDINARY = re.compile(r"(?:[a-z0-9_-]{1,63}\.)+[a-z][a-z0-9-]{1,62}")
_NO_NAME = re.compile(r"[\s/\\?#@:,;\"'<>()\[\]{}|^$%=&+!~`\ufffd]")
_ONE_LABEL = re.compile(r"[A-Za-z0-9_-]{1,63}\.?")
_MD5 = re.compile(r"[0-9A-Fa-f]{32}")
_REGEX = re.compile(r"[\^$()\[\]|\\+]")
_URL = re.compile(r"(?:https?|ftp|wss?)://", re.IGNORECASE)
_PAGE = re.compile(r"(?:https?|ftp|wss?)://[^/?#]*(?:/[^?#]+|/?[?#].)", re.IGNORECASE)


def host_entry(
    line: int, text: str, scope: Scope | None, *, allow: bool = False, says: str | None = None
) -> Entry | Refused:
    """Return the entry of one host name, or why it is refused.

    Letters outside ASCII become Punycode, one final dot is dropped. A leading ``*.``
    means only what lies below, a leading dot the name with all below it, whatever
    ``scope`` says. Without ``scope`` it is as MVT has it for indicators: a name that
    somebody registered covers all below it, a host below one only itself. Addresses,
    single labels, names that many owners share and patterns are refused: none of them
    names one owner's site.
    """
    name = text.lower()
    if name.startswith("*."):
        name, scope = name[2:], Scope.BELOW
    elif name.startswith("."):
        name, scope = name[1:], Scope.BOTH
    if not _ORDINARY.fullmatch(name) or len(name) > _MAX_HOST:
        found = _unusual(name)
        if isinstance(found, Refusal):
            return Refused(line, found, text)
        name = found
    if is_shared(name):
        return Refused(line, Refusal.PUBLIC_SUFFIX, text)
    if scope is None:
        scope = Scope.BOTH if _is_registered(name) else Scope.EXACT
    return Entry(line, ObservableKind.HOST, name, scope, allow, says)


def url_entry(
    line: int, text: str, scope: Scope | None, *, allow: bool = False, says: str | None = None
) -> Entry | Refused:
    """Return the entry of a host name or of an address of a whole site.

    ``https://contoh88.example/`` names a site; with a path it names one page, and the
    site around it may be anybody's.
    """
    if not _URL.match(text):
        return host_entry(line, text, scope, allow=allow, says=says)
    if _PAGE.match(text):
        return Refused(line, Refusal.PAGE, text)
    host = normalise(text)
    if host is None:
        return Refused(line, Refusal.UNREADABLE, text)
    return host_entry(line, host, scope, allow=allow, says=says)


def package_entry(
    line: int, text: str, *, allow: bool = False, says: str | None = None
) -> Entry | Refused:
    """Return the entry of an Android package name, or why it is refused."""
    if not is_package_name(text) or "." not in text:
        return Refused(line, Refusal.UNREADABLE, text)
    return Entry(line, ObservableKind.PACKAGE, text, Scope.EXACT, allow, says)


def certificate_entry(
    line: int, text: str, *, allow: bool = False, says: str | None = None
) -> Entry | Refused:
    """Return the entry of a signer's certificate, or why it is refused.

    SHA-256 and SHA-1 are taken, MD5 is not. Certificates whose keys are public sign apps
    of anybody, and the factory images of some makers.
    """
    name = normalise_certificate(text)
    if name is None:
        why = Refusal.CERTIFICATE if _MD5.fullmatch(text.replace(":", "")) else Refusal.UNREADABLE
        return Refused(line, why, text)
    if name in PUBLIC_KEYS:
        return Refused(line, Refusal.CERTIFICATE, text)
    return Entry(line, ObservableKind.CERTIFICATE, name, Scope.EXACT, allow, says)


def _is_registered(name: str) -> bool:
    return is_shared(name.partition(".")[2])


def _unusual(name: str) -> str | Refusal:
    """Normalise a name that is not plain ASCII with a usual ending, or say what is wrong."""
    if "*" in name:
        return Refusal.REGEX if _REGEX.search(name) else Refusal.PATTERN
    host = None if _NO_NAME.search(name) else normalise(name)
    address = host or normalise(name)
    if address is not None and is_address(address) and "/" not in name.strip("/"):
        return Refusal.ADDRESS
    if host is None:
        return Refusal.REGEX if _looks_like_regex(name) else Refusal.UNREADABLE
    if "." not in host:
        return Refusal.SINGLE_LABEL if _ONE_LABEL.fullmatch(name) else Refusal.UNREADABLE
    return host


def _looks_like_regex(name: str) -> bool:
    return (len(name) > 2 and name.startswith("/") and name.endswith("/")) or (
        _REGEX.search(name) is not None and (name.startswith(("^", "(")) or "\\." in name)
    )
