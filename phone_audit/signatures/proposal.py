"""A new entry as somebody proposes it: each answer checked alone, then the file it becomes."""

import json
import re
from datetime import date

import msgspec

from phone_audit.formats.hostname import is_address, normalise, registrable
from phone_audit.model.record import Record, Words
from phone_audit.model.signature import GamblingKind, Strength
from phone_audit.signatures.app_labels import folded, is_plain
from phone_audit.signatures.entry_files import EntryId, LabelText, Line, PackageName, WebAddress
from phone_audit.signatures.entry_rules import SYSTEM_PACKAGES
from phone_audit.signatures.folder import Folder
from phone_audit.signatures.institutions import is_institutional
from phone_audit.signatures.unlisted import SCORED, TWO_SIGNALS

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 .,/()'+-]*")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9._/?=%&+:@-]*[A-Za-z0-9._/?=%&+@-]")
_NOT_TEXT = frozenset({"true", "false", "null"})
_NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 60
_SCHEMA = "# yaml-language-server: $schema=../schema.json"


class Proposal(Record):
    """Everything an entry file holds that a person must say."""

    id: str
    name: str
    kind: GamblingKind
    strength: Strength
    packages: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    valid_from: date | None = None  # of the domains; None: nobody knows since when
    source: str
    seen: date
    says: str
    explanations: tuple[str, ...] = ()
    proposer: str | None = None
    match: tuple[str, ...] = ()  # examples; empty: the names themselves
    no_match: tuple[str, ...] = ()


class Refused(Exception):
    """An answer that cannot stand in the list, and why."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.words = Words(id=indonesian, en=english)


def suggested_id(name: str, domains: tuple[str, ...]) -> str:
    """Return an id made of the brand's name, or of a domain's first label."""
    for text in (name, *(domain.partition(".")[0] for domain in domains)):
        made = _NOT_IN_AN_ID.sub("-", text.lower()).strip("-")[:_LONGEST_ID].strip("-")
        if made:
            return made
    return "tanda-baru"


def is_entry_id(text: str) -> bool:
    """Say whether a text can be an id, and so a file's name."""
    return _fits(text, EntryId)


def checked_id(text: str, read: Folder) -> str:
    """Return an id that nothing in the list has or had.

    Raises:
        Refused: it is no id, or was used before.
    """
    if not is_entry_id(text):
        raise Refused(
            "id hanya huruf kecil, angka dan tanda hubung tunggal",
            "an id is lower-case letters, digits and single hyphens",
        )
    used = {entry.signature.id for entry in (*read.entries, *read.retired)}
    used |= {one.innocent.id for one in read.innocent} | {one.family.id for one in read.families}
    if text in used | {TWO_SIGNALS, SCORED}:
        raise Refused(
            f'id "{text}" sudah dipakai; id tidak pernah dipakai ulang',
            f'the id "{text}" is taken; ids are never reused',
        )
    return text


def checked_domain(text: str, read: Folder) -> str:
    """Return the domain to list for what somebody copied out of an address bar.

    ``https://m.contoh88.example/daftar`` gives ``contoh88.example``.

    Raises:
        Refused: no operator can own it, it is an institution's, innocent, or listed already.
    """
    host = normalise(text)
    if host is None:
        raise Refused(f"{text!a} bukan alamat situs", f"{text!a} is no address of a site")
    if is_institutional(host):
        raise Refused(
            f"{host} milik instansi; halamannya mungkin disusupi, dan tidak didaftarkan",
            f"{host} belongs to an institution; its pages may have been broken into, and it is "
            "not listed",
        )
    owned = host if is_address(host) else registrable(host)
    if owned is None:
        raise Refused(
            f"{host} akhiran milik bersama; tulis nama di bawahnya yang disewa operator",
            f"{host} is a suffix many share; write the name below it that the operator rents",
        )
    for entry in read.entries:
        if any(listed.domain == owned for listed in entry.signature.domains):
            _already(owned, entry.signature.id)
    for one in read.innocent:
        if owned in one.innocent.domains or host in one.innocent.domains:
            _innocent(owned, one.innocent.id, one.innocent.why)
    return owned


def checked_package(text: str, read: Folder) -> str:
    """Return a package name that may be listed.

    Raises:
        Refused: it is no package name, a part of a system, innocent, or listed already.
    """
    if not _fits(text, PackageName):
        raise Refused(f"{text!a} bukan nama paket", f"{text!a} is no package name")
    if any(text == name or text.startswith(f"{name}.") for name in SYSTEM_PACKAGES):
        raise Refused(
            f"{text} tampak seperti bagian Android atau sistem pabrikan",
            f"{text} looks like a part of Android or of a maker's system",
        )
    for entry in read.entries:
        if text in entry.signature.packages:
            _already(text, entry.signature.id)
    for one in read.innocent:
        if text in one.innocent.packages:
            _innocent(text, one.innocent.id, one.innocent.why)
    return text


def checked_label(text: str, read: Folder) -> str:
    """Return a label of an app that tells it apart from others.

    Raises:
        Refused: it is no label, holds only words many apps use, or is listed already.
    """
    if not _fits(text, LabelText):
        raise Refused(
            "paling banyak 80 huruf, seperti di layar", "at most 80 characters, as on the screen"
        )
    if is_plain(text):
        raise Refused(
            f'"{text}" hanya memuat kata yang dipakai banyak permainan biasa',
            f'"{text}" holds only words that many ordinary games use',
        )
    for entry in read.entries:
        if folded(text) in map(folded, entry.signature.labels):
            _already(text, entry.signature.id)
    return text


def checked_address(text: str) -> str:
    """Return the address of a source.

    Raises:
        Refused: it is none.
    """
    if not _fits(text, WebAddress):
        raise Refused(
            "sumber adalah halaman terbuka yang diawali https://",
            "a source is a public page that begins with https://",
        )
    return text


def checked_line(text: str) -> str:
    """Return a line of text as the list may hold it.

    Raises:
        Refused: it is empty, too long, or holds control characters.
    """
    if not _fits(text, Line):
        raise Refused(
            "satu paragraf paling banyak 500 huruf, tanpa huruf kendali",
            "one paragraph of at most 500 characters, without control characters",
        )
    return text


def entry_yaml(proposal: Proposal, today: date) -> str:
    """Return the file of an experimental entry, laid out as people edit it.

    Examples that were not given are made of the names: each must match, its sub-domain
    too; a name that only begins with it must not, nor one that it stands in as a question.
    """
    match = proposal.match or _examples(proposal)
    no_match = proposal.no_match or _counterexamples(proposal)
    lines = [
        _SCHEMA,
        f"id: {_text(proposal.id)}",
        f"name: {_text(proposal.name)}",
        "status: experimental",
        f"strength: {proposal.strength.value}",
        f"kind: {proposal.kind.value}",
        f"added: {today}",
        f"updated: {today}",
    ]
    if proposal.proposer:
        lines.append(f"proposer: {_text(proposal.proposer)}")
    lines.append("match:")
    if proposal.packages:
        lines += ["  packages:", *(f"    - {_text(name)}" for name in proposal.packages)]
    if proposal.labels:
        lines += ["  labels:", *(f"    - {_text(label)}" for label in proposal.labels)]
    if proposal.domains:
        lines += ["  domains:", *(f"    - {_domain(name, proposal)}" for name in proposal.domains)]
    lines += [
        "sources:",
        f"  - url: {_text(proposal.source)}",
        f"    seen: {proposal.seen}",
        f"    says: {_text(proposal.says)}",
    ]
    if proposal.explanations:
        lines += [
            "innocent_explanations:",
            *(f"  - {_text(text)}" for text in proposal.explanations),
        ]
    lines += ["examples:", "  match:", *(f"    - {_text(name)}" for name in match)]
    lines += ["  no_match:", *(f"    - {_text(name)}" for name in no_match)]
    return "\n".join(lines) + "\n"


def retired_yaml(text: str, because: str, today: date) -> str:
    """Return the file of an entry as that of a retired one: why, since when, all else as it was."""
    lines = []
    for line in text.splitlines():
        if line.startswith("status:"):
            lines += ["status: retired", f"retired_because: {_text(because)}"]
        elif line.startswith("updated:"):
            lines.append(f"updated: {today}")
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def _examples(proposal: Proposal) -> tuple[str, ...]:
    hosts = tuple(
        f"https://{name}/" if is_address(name) else f"https://m.{name}/"
        for name in proposal.domains
    )
    return (*proposal.packages, *proposal.labels, *hosts)


def _counterexamples(proposal: Proposal) -> tuple[str, ...]:
    packages = tuple(f"{name}.lain" for name in proposal.packages)
    labels = tuple(f"{label} Lain" for label in proposal.labels)
    hosts = tuple(
        other
        for name in proposal.domains[:1]
        for other in (f"https://{name}.contoh.example/", f"https://cari.example/?q=https://{name}/")
    )
    return (*packages, *labels, *hosts)


def _domain(name: str, proposal: Proposal) -> str:
    if proposal.valid_from is None:
        return _text(name)
    return f"{{domain: {_text(name)}, valid_from: {proposal.valid_from}}}"


def _text(text: str) -> str:
    """Return a text that YAML reads back as the same text: plain where that is safe."""
    plain = _PLAIN.fullmatch(text) and text == text.strip() and text not in _NOT_TEXT
    if plain or _ADDRESS.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def _fits(text: str, kind: object) -> bool:
    try:
        msgspec.convert(text, kind)
    except msgspec.ValidationError:
        return False
    return True


def _already(name: str, entry: str) -> None:
    raise Refused(
        f"{name} sudah terdaftar dalam brands/{entry}.yaml; ubah berkas itu",
        f"{name} is listed in brands/{entry}.yaml already; change that file",
    )


def _innocent(name: str, entry: str, why: str) -> None:
    raise Refused(
        f"{name} ada dalam daftar tak bersalah ({entry}): {why}",
        f"{name} is on the innocent list ({entry}): {why}",
    )
