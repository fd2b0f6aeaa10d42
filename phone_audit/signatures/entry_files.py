"""The shapes of the files people edit."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from phone_audit.model.record import Record
from phone_audit.model.signature import GamblingKind, Status, Strength
from phone_audit.signatures.fitting import INDONESIAN

EntryId = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
        max_length=60,
        title="an id",
        description="lower-case letters, digits and single hyphens, the same as the file name",
        extra={
            INDONESIAN: (
                "sebuah id",
                "huruf kecil, angka dan tanda hubung tunggal, sama dengan nama berkas",
            )
        },
    ),
]
Line = Annotated[
    str,
    Meta(
        pattern=r"^[^\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
        r"[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]*$",
        max_length=500,
        title="a line of text",
        description="one paragraph of at most 500 characters, without control characters",
        extra={
            INDONESIAN: (
                "sebaris teks",
                "satu paragraf paling banyak 500 huruf, tanpa huruf kendali",
            )
        },
    ),
]
PackageName = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)+$",
        max_length=223,
        title="a package name",
        description="as Android prints it, such as id.contoh.permainan",
        extra={
            INDONESIAN: ("nama paket", "seperti yang ditulis Android, misalnya id.contoh.permainan")
        },
    ),
]
LabelText = Annotated[
    str,
    Meta(
        pattern=r"^[^\s\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
        r"[^\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*$",
        max_length=80,
        title="a label of an app",
        description="at most 80 characters, as the app shows it: Contoh Domino",
        extra={
            INDONESIAN: (
                "nama yang ditampilkan aplikasi",
                "paling banyak 80 huruf, seperti di layar: Contoh Domino",
            )
        },
    ),
]
DomainName = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9:][a-z0-9._:-]*$",
        max_length=253,
        title="a domain",
        description="only the name, in lower case and ASCII: contoh88.example",
        extra={INDONESIAN: ("domain", "hanya namanya, huruf kecil dan ASCII: contoh88.example")},
    ),
]
WebAddress = Annotated[
    str,
    Meta(
        pattern=r"^https?://[!-~]+$",
        max_length=500,
        title="a web address",
        description="a public page that begins with https://",
        extra={INDONESIAN: ("alamat web", "halaman terbuka yang diawali https://")},
    ),
]
CalendarVersion = Annotated[
    str,
    Meta(
        pattern=r"^\d{4}\.\d{2}\.\d{2}(?:\.\d+)?$",
        title="a calendar version",
        description="such as 2026.11.23, with .1, .2 for more than one on a day",
        extra={
            INDONESIAN: (
                "versi kalender",
                "misalnya 2026.11.23, dengan .1, .2 bila lebih dari satu sehari",
            )
        },
    ),
]
NamePiece = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+$",
        min_length=2,
        max_length=40,
        title="a piece of a name",
        description="two to forty of a-z and 0-9, in quotes if it is a number",
        extra={
            INDONESIAN: (
                "potongan nama",
                "dua sampai empat puluh huruf a-z dan 0-9, diberi tanda kutip bila berupa bilangan",
            )
        },
    ),
]
Suffix = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9-]+(?:\.[a-z0-9-]+)*$",
        max_length=100,
        title="the end of a domain",
        description="without a leading dot: xyz, cloudfront.net",
        extra={INDONESIAN: ("akhiran domain", "tanpa titik di depan: xyz, cloudfront.net")},
    ),
]
Day = Annotated[
    date,
    Meta(
        title="a date",
        description="year, month and day, such as 2026-11-23",
        extra={INDONESIAN: ("tanggal", "tahun, bulan dan hari, misalnya 2026-11-23")},
    ),
]


ContentHash = Annotated[
    str,
    Meta(
        pattern=r"^[0-9a-f]{64}$",
        title="a SHA-256",
        description="64 lower-case hexadecimal digits, as signatures version writes them",
        extra={
            INDONESIAN: (
                "SHA-256",
                "64 digit heksadesimal huruf kecil, seperti ditulis signatures version",
            )
        },
    ),
]


class DomainFile(Record):
    """A domain that was the operator's from one day or until another."""

    domain: DomainName
    valid_from: Day | None = None
    valid_until: Day | None = None


class MatchFile(Record):
    """The names an entry knows; a domain stands for its sub-domains too.

    ``labels`` are what the app shows on the screen. Anybody may call an app so: a label
    claims no more than ``weak``, and an examination reads labels of matched apps only.
    """

    packages: tuple[PackageName, ...] = ()
    labels: tuple[LabelText, ...] = ()
    domains: tuple[DomainName | DomainFile, ...] = ()


class SourceFile(Record):
    """A public page, the day it was seen, and what it says; not more than it says."""

    url: WebAddress
    seen: Day
    says: Line


class ExamplesFile(Record):
    """Names that this entry must match, and names that no entry may match."""

    match: tuple[Line, ...] = ()
    no_match: tuple[Line, ...] = ()


class EntryFile(Record):
    """``brands/ID.yaml`` and ``retired/ID.yaml``: one brand, operator or app family."""

    id: EntryId
    name: Line
    status: Status
    strength: Strength
    kind: GamblingKind
    added: Day
    updated: Day
    proposer: Line | None = None
    reviewer: Line | None = None
    match: MatchFile
    sources: tuple[SourceFile, ...]
    innocent_explanations: tuple[Line, ...] = ()
    examples: ExamplesFile
    retired_because: Line | None = None


class InnocentFile(Record):
    """``innocent/ID.yaml``: names that look like gambling, or must simply never match."""

    id: EntryId
    why: Line
    packages: tuple[PackageName, ...] = ()
    domains: tuple[DomainName, ...] = ()


class VersionFile(Record):
    """``VERSION``: what reports call the list, its version, its date, and what it is of.

    ``content`` is the hash of all that the files say; ``None``: nobody compares it.
    """

    name: Line
    version: CalendarVersion
    released: Day
    content: ContentHash | None = None


def editor_schema() -> bytes:
    """Return the JSON Schema that editors use to check and complete entries as they are typed.

    It covers the entry and the innocent file; lint checks what a schema cannot say.
    """
    references, definitions = msgspec.json.schema_components([EntryFile, InnocentFile])
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An entry of the phone-audit signature list",
        "anyOf": list(references),
        "$defs": definitions,
    }
    return msgspec.json.format(msgspec.json.encode(schema, order="deterministic"), indent=2) + b"\n"
