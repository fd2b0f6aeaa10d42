"""Fingerprints of public keys, as people compare them: in hexadecimal, and in spoken words."""

import hashlib

_BYTES = 16
_WORDS_SAID = 12


def fingerprint(public_der: bytes) -> str:
    """Return the name of a public key: 32 hexadecimal digits of the SHA-256 of its DER form."""
    return hashlib.sha256(public_der).digest()[:_BYTES].hex()


def in_groups(key_id: str) -> str:
    """Return a fingerprint in groups of four digits: ``3f2a 9c1d …``."""
    return " ".join(key_id[at : at + 4] for at in range(0, len(key_id), 4))


def in_words(key_id: str) -> str:
    """Return the first twelve bytes (96 bits) of a fingerprint as twelve Indonesian words.

    For reading aloud on the telephone: ``kopi rumah jalan …``. Each byte is one of 256
    words, no two of which differ in a single letter.
    """
    return " ".join(WORDS[byte] for byte in bytes.fromhex(key_id)[:_WORDS_SAID])


_LISTED = """
    adik agar ajaib album alis ambil anak andong angin angka antik anyam apel arus asam atap
    awan ayah ayun babak bakau balok bambu bangku bantal barat batik batu bawang bayam bedug
    bekal belut bening beras beruang besi betis biasa bibir bidang bijak biola bonsai bukit
    bulan bunga buruh burung cabai cahaya cangkir capung cemara cendol cepat cermin cincin cukup
    cumi curah dagang dahan dapur daun debu dekat delima depan desa dingin dompet dongeng dua
    duduk dunia durian ekor elang emas ember empat enam esok fajar fosil gajah galon gambar
    gandum garam garis gelas genap getah gigi gitar goreng guci gudang gula gunung guru hadiah
    hakim halus hasil hemat herbal hijau hitung honai hujan ikan ilmu indah induk intan jagung
    jahe jalan jarum jawab jembatan jendela jernih jeruk jinak joglo jujur kabut kacang kaki
    kamar kancil kapal kasur kebun kelapa kemah kenari keris kilat kincir kolam komet kopi kuda
    kulit kuning kursi ladang lagu lampu langit lapis laut lebah lemari lengkap lentera lima
    logam lonceng lumbung madu mahkota malam mangga manis mawar medan meja mekar melati merah
    merpati minyak mobil mudah mutiara nanas nasi nelayan nenek nilam nyala obor ombak orang
    otak pagi pahat paku panah pandan pantai papan pasir payung pelangi pena perahu perak
    pinggir pisang pohon pulau rotan roti rumah rumput rusa sabuk salju sambal sampan sandal
    sapi sarung sawah sayur sekolah selat semut senja sepeda serabi sikat singa siput sirih soto
    subuh sumur sungai surat tahu taman tanduk tebing teluk tenun terompet tiga timur tugu tujuh
    ubin ular utara waduk wangi wayang zaitun zamrud
    """
WORDS = tuple(_LISTED.split())
