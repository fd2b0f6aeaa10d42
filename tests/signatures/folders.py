"""Small signature lists for tests, written to disk as people would write them."""

from pathlib import Path

VERSION = "name: Daftar Contoh\nversion: 2026.11.23\nreleased: 2026-11-23\n"

CONTOH88 = """\
id: contoh88
name: Contoh88
status: reviewed
strength: strong
kind: slot
added: 2026-11-03
updated: 2026-11-20
proposer: tim pengusul
reviewer: tim penelaah
match:
  packages: [com.example.contoh88]
  domains:
    - contoh88.example
    - {domain: contoh88.invalid, valid_from: 2026-08-01, valid_until: 2026-10-01}
sources:
  - url: https://example.org/block-list
    seen: 2026-11-02
    says: Disebut sebagai situs perjudian.
innocent_explanations:
  - Sebelum Agustus 2026 domain ini hanya memuat iklan.
examples:
  match: [com.example.contoh88, https://m.contoh88.example/daftar]
  no_match: [com.example.contoh, https://contoh88.example.org/]
"""

RAMALAN = (
    CONTOH88.replace("id: contoh88", "id: ramalan")
    .replace("name: Contoh88", "name: Halaman ramalan")
    .replace("strength: strong", "strength: weak")
    .replace("kind: slot", "kind: near")
    .replace("contoh88.invalid", "ramalan.invalid")
    .replace("contoh88.example", "ramalan.example")
    .replace("com.example.contoh88", "com.example.ramalan")
)

WARUNG = """\
id: warung
why: Warung makan; namanya memuat contoh88.
packages: [id.contoh.warung]
domains: [warung-contoh88.example]
"""

SIGNALS = """\
id: signals
added: 2026-11-03
updated: 2026-11-20
proposer: tim pengusul
sources: []
function_words: [rtp, daftar]
groups:
  - id: slot
    says: permainan slot
    game: true
    kind: slot
    anywhere: [slot]
  - id: angka
    says: angka merek
    numbers: ["88", "138"]
  - id: akhiran
    says: akhiran alamat murah
    supporting: true
    suffixes: [xyz]
blanked: [slotcar]
offices: [dlh]
infrastructure: [cloudfront.net]
package_words: [slot]
"""

FAMILY = """\
id: keluarga-x
name: Keluarga contoh
status: reviewed
kind: slot
added: 2026-11-03
updated: 2026-11-20
proposer: tim pengusul
reviewer: tim penelaah
names: [zeus138, gacorslot]
sources:
  - url: https://example.org/block-list
    seen: 2026-11-02
    says: Disebut sebagai situs perjudian.
innocent_explanations:
  - Nama usaha biasa dapat memuat angka yang sama.
examples:
  match: [zeus138.example, rtpzeus138.example, gacorslot.example]
  no_match: [beautyzeus138.example, zeus1388.example, gacorslots.example]
"""


def write_list(folder: Path, files: dict[str, str] | None = None) -> Path:
    """Write a sound list of two entries and an innocent file, with some files replaced or added.

    A file given as an empty text is left out.
    """
    texts = {
        "VERSION": VERSION,
        "brands/contoh88.yaml": CONTOH88,
        "brands/ramalan.yaml": RAMALAN,
        "innocent/warung.yaml": WARUNG,
        **(files or {}),
    }
    for name, text in texts.items():
        if text:
            path = folder / "daftar" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder / "daftar"
