"""Where a list sends a name: nowhere, to a block page, or somewhere it can be used."""

import ipaddress
import re

_NOWHERE = frozenset({"", ".", "*.", "#", "rpz-drop.", "null", "none"})
_OWN_NETWORKS = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("0.0.0.0/8"))
_ADDRESS = re.compile(r"[0-9a-f:.]{2,45}")

BLOCK_PAGES = frozenset(
    {
        "aduankonten.id",  # the ministry's landing page, lamanlabuh.aduankonten.id
        "block.centrin.net.id",
        "block.myrepublic.co.id",
        "blockpage.xl.co.id",
        "dnssehat.telkomuniversity.ac.id",
        "filter.citra.net.id",
        "filter.melsa.net.id",
        "internet-positif.info",
        "internet-positif.org",
        "internetbaik.telkomsel.com",
        "internetpositif.id",
        "internetpositif.mncplaymedia.com",
        "internetpositif.uzone.id",
        "internetpositif3.firstmedia.com",
        "internetsehat.smartfren.com",
        "internetsehataman.cbn.net.id",
        "internettepat.telkomsel.com",
        "lamanlabuh.resolver.id",
        "mercusuar.uzone.id",
        "mypage.blocked.bltsel",
        "netsafe.indosatm2.com",
        "netsafe.indosatooredoo.com",
        "restricted.tri.co.id",
        "trust.kominfo.go.id",
        "trustpositif.iforte.net.id",
        "trustpositif.komdigi.go.id",
        "trustpositif.kominfo.go.id",
        "xblock.gmedia.net.id",
    }
)
"""Where the ministry and Indonesian providers send who asks for a blocked site.

Read from: ooni/blocking-fingerprints ``fingerprints_dns.csv``; the ministry's RPZ zone.
"""


def is_blocked(target: str, block_pages: frozenset[str]) -> bool:
    """Say whether a name that is sent to ``target`` is thereby blocked.

    ``target`` is an address or a host as the list writes it; ``block_pages`` are further
    ones that somebody said are block pages.
    """
    name = target.lower()
    if name in _NOWHERE or name in block_pages:
        return True
    if _ADDRESS.fullmatch(name):
        return _goes_nowhere(name)
    host = name.rstrip(".")
    return host in block_pages or any(
        host == page or host.endswith(f".{page}") for page in BLOCK_PAGES
    )


def _goes_nowhere(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if address.version == 6:
        return address.is_loopback or address.is_unspecified
    return any(address in network for network in _OWN_NETWORKS)
