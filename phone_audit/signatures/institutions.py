"""The suffixes of governments, schools and armies, in the usual spellings."""

import re

from phone_audit.formats.hostname import is_address

_OF_ONE_COUNTRY = {
    "at": "gv",
    "br": "jus|leg|mp|def|tc",
    "ca": "gc",
    "ch": "admin",
    "ci": "go",
    "co": "go",
    "cr": "go",
    "de": "bund",
    "eg": "sci",
    "eu": "europa",
    "id": "go|desa|ponpes",
    "il": "muni|idf",
    "in": "nic|res|ernet",
    "jp": "go|lg|ed",
    "ke": "go|sc",
    "kr": "go|hs|ms|es",
    "nz": "govt|school",
    "pl": "gmina|powiat",
    "sn": "univ",
    "th": "go|mi",
    "tr": "bel|pol|tsk",
    "tz": "go|sc",
    "ug": "go|sc",
    "uk": "nhs|police|mod|parliament",
    "us": r"k12\.[a-z]{2}|cc\.[a-z]{2}|state\.[a-z]{2}",
    "uy": "gub",
    "za": "school",
}
"""Second labels that only offices and schools of that country are given."""

INSTITUTIONAL = re.compile(
    r"(?:^|\.)(?:gov|edu|mil|int"
    r"|(?:gov|gob|gouv|edu|ac|mil|sch|k12)\.[a-z]{2}"
    + "".join(rf"|(?:{labels})\.{country}" for country, labels in _OF_ONE_COUNTRY.items())
    + r")$"
)
"""Matches the suffix of an institution, from the dot before it.

``gov``, ``edu``, ``mil`` and ``int``, alone or before a country (``.gov.br``), with their
usual spellings (``.gob.mx``, ``.ac.id``, ``.sch.id``, ``.desa.id``, ``.k12.ca.us``). Nobody
else is given a name below these; but sub-domains are forgotten, and pages broken into.

Read from: Public Suffix List, ICANN section; PANDI "Kebijakan Umum Nama Domain".
"""

_GENERIC = ("gov", "edu", "mil", "int")  # every other suffix ends with a country


def is_institutional(host: str) -> bool:
    """Tell whether a normalised host lies below a suffix for governments, schools or armies."""
    if host[-3:-2] != "." and not host.endswith(_GENERIC):
        return False  # nearly every host
    return not is_address(host) and INSTITUTIONAL.search(host) is not None
