"""The reader of each way of writing a list."""

from collections.abc import Mapping

from phone_audit.formats.name_lists import (
    adblock,
    csv_table,
    dnsmasq,
    domains,
    hosts,
    misp,
    rpz,
    stalkerware,
    stix2,
)
from phone_audit.formats.name_lists.interface import Reader
from phone_audit.model.imported_list import ListFormat

READERS: Mapping[ListFormat, Reader] = {
    ListFormat.HOSTS: hosts.read,
    ListFormat.DOMAINS: domains.read,
    ListFormat.ADBLOCK: adblock.read,
    ListFormat.DNSMASQ: dnsmasq.read,
    ListFormat.RPZ: rpz.read,
    ListFormat.STIX2: stix2.read,
    ListFormat.MISP: misp.read,
    ListFormat.CSV: csv_table.read,
    ListFormat.STALKERWARE: stalkerware.read,
}
