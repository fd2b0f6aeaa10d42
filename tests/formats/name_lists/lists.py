"""Lists in every way of writing them, invented, in the shapes that real ones have."""

HOSTS = """\
# Title: Daftar contoh
# Date: 23 April 2026 10:00:00 (UTC)
# License: MIT
127.0.0.1 localhost
127.0.0.1 localhost.localdomain
::1 ip6-localhost ip6-loopback
fe80::1%lo0 localhost
0.0.0.0 0.0.0.0

0.0.0.0 contoh88.example www.contoh88.example # dua nama
127.0.0.1\tcontoh99.example
:: Slötku.example
216.239.38.120 www.mesin-pencari.example
36.86.63.185
"""

DOMAINS = """\
; Last modified: 2026-08-20
contoh88.example
*.contoh99.example
.contoh77.example   # titik di depan
https://contoh66.example/
http://media-sosial.example/akun/slot
! akhir
CONTOH55.example.
"""

ADBLOCK = """\
[Adblock Plus 2.0]
! Title: Daftar contoh
! Last modified: 27 Sep 2026 20:34 UTC
! Licence: https://contoh.example/lisensi
||contoh88.example^
||contoh99.example^$third-party
||m.contoh77.example^$important,document
@@||berita.example^
|contoh66.example^
contoh55.example
||contoh44.example^$domain=situs.example
||contoh33.example^$script
||contoh22.example/iklan/
||*.contoh11.example^
||slot*.example^
/^slot[0-9]+\\./
situs.example##.iklan
situs.example#@#.iklan
##.spanduk
-iklan-slot.
||dicabut.example^$badfilter
0.0.0.0 hosts88.example
"""

DNSMASQ = """\
# Last modified: 08 Jul 2026 15:23 UTC
address=/contoh88.example/0.0.0.0
address=/contoh99.example/contoh77.example/#
server=/contoh66.example/
local=/contoh55.example/
server=/berita.example/#
server=/kantor.example/10.0.0.1
address=/cari.example/216.239.38.120
address=/#/0.0.0.0
cache-size=1000
bukan aturan
"""

RPZ = """\
$TTL 3600
@ SOA localhost. root.localhost. (
    1790541240 ; nomor
    28800 3600 259200 3600 )
  NS  localhost.
;
; Last modified: 27 Sep 2026 20:34 UTC
contoh88.example CNAME .
*.contoh88.example CNAME .
contoh99.example 60 IN CNAME *.
contoh77.example IN A 0.0.0.0
                 IN AAAA ::
berita.example CNAME rpz-passthru.
contoh66.example CNAME lamanlabuh.aduankonten.id.
cari.example CNAME cari-aman.example.
lambat.example CNAME rpz-tcp-only.
32.7.113.0.203.rpz-ip CNAME .
ns.contoh.example.rpz-nsdname CNAME .
contoh55.example TXT "judi"
contoh44.example
"""

STIX2 = """\
{"type": "bundle", "id": "bundle--1", "objects": [
 {"type": "malware", "id": "malware--1", "name": "Contoh88", "is_family": false},
 {"type": "indicator", "created": "2026-04-01T00:00:00Z", "modified": "2026-04-09T10:00:00.000Z",
  "pattern_type": "stix", "pattern": "[domain-name:value='contoh88.example']"},
 {"type": "indicator", "pattern": "[domain-name:value = 'api.contoh99.example'] OR [url:value='https://contoh77.example/']"},
 {"type": "indicator", "pattern": "[app:id='id.contoh.slot' OR app:id='id.contoh.slot2']"},
 {"type": "indicator",
  "pattern":
  "[app:cert.sha256='AbCdAbCdAbCdAbCdAbCdAbCdAbCdAbCdAbCdAbCdAbCdAbCdAbCdAbCdAbCdAbCd']"},
 {"type": "indicator", "pattern": "[app:cert.md5='abababababababababababababababab']"},
 {"type": "indicator", "pattern": "[domain-name:value IN ('in1.example', 'in2.example')]"},
 {"type": "indicator", "pattern": "[domain-name:value='a.example' AND app:id='id.b']"},
 {"type": "indicator", "pattern": "[domain-name:value LIKE '%slot%']"},
 {"type": "indicator", "pattern": "[domain-name:value MATCHES '^slot']"},
 {"type": "indicator", "pattern": "[ipv4-addr:value='203.0.113.7']"},
 {"type": "indicator", "pattern": "[file:hashes.sha256='aa']"},
 {"type": "indicator", "revoked": true, "pattern": "[domain-name:value='dicabut.example']"},
 {"type": "indicator", "pattern_type": "yara", "pattern": "rule x {}"},
 {"type": "indicator", "pattern": "bukan pola"},
 {"type": "relationship", "source_ref": "indicator--1", "target_ref": "malware--1"}
]}
"""

MISP_EVENT = """\
{"Event": {"id": "1", "date": "2026-08-20", "info": "Situs contoh",
  "Attribute": [
    {"type": "domain", "value": "contoh88.example", "to_ids": true},
    {"type": "hostname", "value": "m.contoh99.example", "to_ids": true},
    {"type": "url", "value": "https://contoh77.example", "to_ids": true},
    {"type": "url", "value": "https://contoh66.example/lobi?id=1", "to_ids": true},
    {"type": "domain|ip", "value": "contoh55.example|203.0.113.7", "to_ids": true},
    {"type": "domain", "value": "latar.example", "to_ids": false},
    {"type": "domain", "value": "dihapus.example", "deleted": true},
    {"type": "ip-dst", "value": "203.0.113.7"},
    {"type": "link", "value": "https://berita.example/artikel"},
    {"type": "x509-fingerprint-sha1", "value": "230E35A26E471352DF5DBDBCF9834E0711500CB0",
     "to_ids": true},
    {"type": "x509-fingerprint-md5", "value": "230E35A26E471352DF5DBDBCF9834E07"}],
  "Object": [{"name": "android-app", "meta-category": "file", "Attribute": [
    {"type": "text", "object_relation": "name", "value": "Contoh Slot"},
    {"type": "text", "object_relation": "appid", "value": "id.contoh.slot", "to_ids": false},
    {"type": "domain", "object_relation": "domain", "value": "api.contoh.example"}]}]}}
"""

MISP_WARNINGLIST = """\
{"description": "Situs bank", "list": ["bank.example", "www.bank-lain.example", ".titik.example"],
 "matching_attributes": ["domain", "hostname", "url"],
 "name": "Bank", "type": "hostname", "version": 20260820}
"""

STALKERWARE = """\
# Contoh
- name: Contoh Slot
  names:
  - Slot Lain
  type: gambling
  packages:
  - id.contoh.slot
  - bukan paket
  certificates:
  - 230E35A26E471352DF5DBDBCF9834E0711500CB0
  - "61:ED:37:7E:85:D3:86:A8:DF:EE:6B:86:4B:D8:5B:0B:FA:A5:AF:81"
  - bukan sertifikat
  websites:
  - contoh88.example
  distribution:
  - unduh.contoh88.example
  c2:
    ips:
    - 203.0.113.7
    domains:
    - api.contoh99.example
- name: Contoh Kedua
  packages: [id.contoh.kedua]
"""

CSV = """\
Nama Paket;Nama Aplikasi;Situs;Kategori
id.contoh.slot;"Contoh; Slot";contoh88.example;slot
id.contoh.kartu;Kartu;;kartu
;Hanya label;;slot
bukan paket;X;;slot
"""

ALL = {
    "hosts": HOSTS,
    "domains": DOMAINS,
    "adblock": ADBLOCK,
    "dnsmasq": DNSMASQ,
    "rpz": RPZ,
    "stix2": STIX2,
    "misp": MISP_EVENT,
    "csv": CSV,
    "stalkerware": STALKERWARE,
}
"""One list in each format."""
