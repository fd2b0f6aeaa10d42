"""Tables of packages, domains or certificates, from a regulator or a device manager."""

import csv
import re
from collections.abc import Iterator

from phone_audit.formats.name_lists.interface import (
    BrokenList,
    Chunks,
    Entry,
    Item,
    Options,
    Refusal,
    Refused,
    Told,
)
from phone_audit.formats.name_lists.lines import read_lines
from phone_audit.formats.name_lists.names import certificate_entry, package_entry, url_entry
from phone_audit.model.imported_list import Scope

DELIMITERS = ",;\t|"
_PACKAGES = frozenset(
    {
        "app_id",
        "appid",
        "application_id",
        "bundle_id",
        "id_aplikasi",
        "id_paket",
        "nama_paket",
        "package",
        "package_id",
        "package_name",
        "packagename",
        "paket",
    }
)
_HOSTS = frozenset(
    {
        "alamat_situs",
        "domain",
        "domain_name",
        "domains",
        "fqdn",
        "host",
        "hostname",
        "nama_domain",
        "site",
        "situs",
        "url",
        "website",
    }
)
_LABELS = frozenset(
    {
        "aplikasi",
        "app",
        "app_label",
        "app_name",
        "application",
        "application_name",
        "appname",
        "label",
        "nama",
        "nama_aplikasi",
        "name",
        "title",
    }
)
_CERTIFICATES = frozenset(
    {
        "cert_sha1",
        "cert_sha256",
        "certificate",
        "certificate_sha1",
        "certificate_sha256",
        "sertifikat",
        "signer_sha256",
    }
)
_VALUES = frozenset({"indicator", "ioc", "value"})
_KINDS = frozenset(
    {"category", "category_code", "category_description", "jenis", "kategori", "kind", "type"}
)
_MOST_KINDS = 20
_OF_PACKAGES = frozenset({"app", "appid", "package", "mobile-application-id"})
_OF_HOSTS = frozenset({"domain", "domain|ip", "fqdn", "hostname", "url"})
_OF_CERTIFICATES = frozenset({"x509-fingerprint-sha1", "x509-fingerprint-sha256"})


def columns_of(header: str) -> tuple[str, list[str]] | None:
    """Return the delimiter and the columns of a header, or ``None``: it is none of ours."""
    line = header.lstrip("\ufeff").rstrip("\r\n")
    delimiter = max(DELIMITERS, key=line.count)
    if delimiter not in line:
        delimiter = ","
    try:
        row = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # longer than any column, or with a line end inside
        return None
    columns = [_column(name) for name in row]
    known = set(columns)
    named = known & (_PACKAGES | _HOSTS | _CERTIFICATES) or (known & _VALUES and "type" in known)
    return (delimiter, columns) if named else None


def _column(name: str) -> str:
    return re.sub(r"[\s.-]+", "_", name.strip().lower())


def read(chunks: Chunks, options: Options) -> Iterator[Item]:
    """Read the rows of a table; its first line names the columns.

    Format::

        package,label,category
        id.contoh.slot,Contoh Slot,slot

    Delimiters are comma, semicolon, tab and ``|``. Columns of packages are called
    ``package``, ``app_id``, ``paket`` and the like, columns of sites ``domain``, ``host``,
    ``situs``, ``url``, those of signers ``certificate_sha256`` and the like; ``value`` or
    ``indicator`` beside ``type`` is read as well. A label is kept with its package. What
    stands in a column of kinds is told, because a table may be about more than gambling;
    ``options.only`` chooses rows.

    Read from: RFC 4180.

    Raises:
        BrokenList: no such column, a column of ``only`` that is not there, or a quotation
            mark that is never closed.
    """
    rows = _Rows(chunks)
    columns = rows.columns
    chosen = []
    for name, value in options.only:
        if _column(name) not in columns:
            raise BrokenList(1, f"there is no column {name!a}; there are: {', '.join(columns)}")
        chosen.append((columns.index(_column(name)), value.casefold()))
    told: set[str] = set()
    for line, row in rows:
        if row is None:
            yield Refused(line, Refusal.TOO_LONG, "")
            continue
        cells = [cell.strip() for cell in row]
        cells += [""] * (len(columns) - len(cells))
        if not any(cells) or any(cells[index].casefold() != value for index, value in chosen):
            continue
        for name, cell in zip(columns, cells, strict=False):
            if name in _KINDS and cell and cell not in told and len(told) < _MOST_KINDS:
                told.add(cell)
                yield Told(calls_itself=cell[:200])
        found = list(_of_row(line, dict(zip(columns, cells, strict=False)), options))
        yield from found or [Refused(line, Refusal.OTHER, rows.delimiter.join(cells)[:200])]


class _Rows:
    """The rows below the header with the line each begins in; ``None``: too long."""

    def __init__(self, chunks: Chunks) -> None:
        self._lines = iter(read_lines(chunks()))
        header = next((text for _, text in self._lines if text and text.strip()), "")
        found = columns_of(header)
        if found is None:
            raise BrokenList(1, "no column of packages or domains in the first line")
        self.delimiter, self.columns = found
        self._number = 1
        self._too_long: list[int] = []

    def __iter__(self) -> Iterator[tuple[int, list[str] | None]]:
        begins = 2
        reader = csv.reader(self._texts(), delimiter=self.delimiter)
        while True:
            try:
                row = next(reader, None)
            except csv.Error as error:
                raise BrokenList(begins, f"no row of a table: {error}") from error
            yield from ((line, None) for line in self._too_long)
            self._too_long.clear()
            if row is None:
                return
            yield max(begins, self._number - sum(cell.count("\n") for cell in row)), row
            begins = self._number + 1

    def _texts(self) -> Iterator[str]:
        for number, text in self._lines:
            self._number = number
            if text is None:
                self._too_long.append(number)
            else:
                yield text + "\n"


def _of_row(line: int, row: dict[str, str], options: Options) -> Iterator[Entry | Refused]:
    label = next((row[name] for name in row if name in _LABELS and row[name]), None)
    says = label[:200] if label else None
    kind = row.get("type", "").lower()
    for name, cell in row.items():
        if not cell:
            continue
        if name in _PACKAGES or (name in _VALUES and kind in _OF_PACKAGES):
            yield package_entry(line, cell, says=says)
        elif name in _HOSTS or (name in _VALUES and kind in _OF_HOSTS):
            yield url_entry(line, cell.partition("|")[0], _scope(name, options), says=says)
        elif name in _CERTIFICATES or (name in _VALUES and kind in _OF_CERTIFICATES):
            yield certificate_entry(line, cell, says=says)


def _scope(column: str, options: Options) -> Scope | None:
    exact = column in {"host", "hostname", "fqdn"}
    return options.bare or (Scope.EXACT if exact else None)
