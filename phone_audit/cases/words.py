"""What a verification has to say, in both languages."""

from phone_audit.model.record import Words


def misplaced(number: int, seq: int) -> Words:
    """Say that another record stands in a record's place."""
    return Words(
        id=f"di tempat catatan {number} berada catatan {seq}: "
        "ada catatan yang hilang, berlipat atau tertukar",
        en=f"record {seq} stands where record {number} belongs: "
        "records are missing, doubled or exchanged",
    )


def cut_off(whole: int, told: int) -> Words:
    """Say that the end of the log is missing."""
    return Words(
        id=f"log berakhir setelah {whole} catatan; sekurangnya {told} telah ditulis",
        en=f"the log ends after {whole} records; at least {told} had been written",
    )


NO_RECORD = Words(id="baris ini bukan catatan yang sah", en="this line is not a valid record")
CHANGED = Words(
    id="catatan ini berubah setelah ditulis", en="this record was changed after it was written"
)
NOT_THE_FIRST = Words(
    id="catatan pembuatan kasus harus yang pertama dan satu-satunya",
    en="the creation of the case must be the first record, and the only one of its kind",
)
EMPTY_LOG = Words(id="log tidak ada atau kosong", en="the log is missing or empty")
NO_HEAD = Words(
    id="tidak ada, atau bukan yang ditulis program ini",
    en="is missing, or is not what this program wrote",
)
FILE_CHANGED = Words(
    id="isi berkas berbeda dari yang dicatat", en="the file's bytes are not those recorded"
)
MISSING = Words(id="berkas tidak ada", en="the file is missing")
UNREADABLE = Words(
    id="tidak dapat dibaca, atau bukan berkas biasa",
    en="cannot be read, or is not an ordinary file",
)
NOT_AN_EXAMINATION = Words(
    id="bukan berkas pemeriksaan dalam bentuk baku",
    en="is not an examination in its canonical form",
)
NOT_AS_LOGGED = Words(
    id="menyebut kasus, nomor atau perintah yang tidak ada di log",
    en="names a case, a number or commands that are not in the log",
)
NOT_A_PAPER = Words(
    id="bukan catatan dalam bentuk baku, atau menyebut yang tidak ada di log",
    en="is not a paper in its canonical form, or names what is not in the log",
)
WITHOUT_NOTICE = Words(
    id="diperiksa tanpa pemberitahuan dengan persetujuan yang tersimpan di log",
    en="was examined without a notice with consent that the log knows",
)
NO_KEY = Words(
    id="bukan kunci publik stasiun atau kantor",
    en="is not a public key of a station or an office",
)
SIGNATURE_MISSING = Words(
    id="tanda tangan stasiun hilang", en="the signature of the station is missing"
)
NO_SIGNATURE = Words(
    id="tanda tangan tidak cocok dengan isi dan kunci dalam kasus ini",
    en="the signature does not fit the content and the keys in this case",
)
NOT_CERTIFIED = Words(
    id="kunci stasiun ini tidak disahkan kantor mana pun",
    en="no office certifies the key of this station",
)
OUT_OF_DATE = Words(
    id="pengesahan kantor tidak berlaku pada waktu penandatanganan",
    en="the office's certificate was not valid at the time of signing",
)
OLDER_COPY = Words(
    id="komputer ini pernah menandatangani kasus ini lebih panjang atau dengan isi lain: "
    "ini salinan lama atau salinan lain",
    en="this computer has signed this case longer than it is now, or with other content: "
    "it is an old copy, or another one",
)
NOT_ON_PAPER = Words(
    id="tidak ada catatan dengan hash yang tercetak: ini log lain, atau salinan yang lebih lama",
    en="no record has the hash on the paper: it is another log, or an older copy",
)
FOREIGN = Words(id="bukan bagian dari kasus ini", en="is not part of this case")


NAMED_TWICE = Words(
    id="dua berkas di dalamnya bernama sama", en="two files in it have the same name"
)
FOREIGN_ZIP = Words(
    id="zip ini dibuat program lain: berkas di dalamnya diperiksa, zip-nya sendiri tidak",
    en="another program made this zip: the files in it are verified, the zip itself is not",
)


def older(whole: int, seen: int) -> Words:
    """Say that a copy is older than what this computer has seen of the case."""
    return Words(
        id=f"salinan lama: {whole} catatan; komputer ini pernah menandatangani kasus ini "
        f"sampai catatan {seen}",
        en=f"an older copy: {whole} records; this computer has signed this case up to "
        f"record {seen}",
    )


def damaged_container(offset: int, near: str) -> Words:
    """Say that a bundle was changed outside the files in it."""
    return Words(
        id=f"bundel berubah di luar berkas-berkasnya, mulai letak {offset} (dekat {near})",
        en=f"the bundle was changed outside its files, from offset {offset} (near {near})",
    )


def later_form(path: str, form: str) -> Words:
    """Say that a later version of the program wrote an examination."""
    return Words(
        id=f"{path}: ditulis dalam bentuk {form} oleh versi program yang lebih baru; bitanya "
        "seperti yang dicatat, isinya tidak dapat dibaca versi ini",
        en=f"{path}: written in form {form} by a later version of the program; its bytes are "
        "those recorded, what it says cannot be read by this version",
    )


def torn(record: int, length: int) -> Words:
    """Say that the log ends in the middle of a record."""
    return Words(
        id=f"log.jsonl: penulisan catatan {record} terputus; {length} bita terakhir bukan catatan",
        en=f"log.jsonl: writing record {record} was interrupted; "
        f"the last {length} bytes are no record",
    )


def head_behind(told: int, whole: int) -> Words:
    """Say that ``head.json`` is of an earlier milestone than the log."""
    return Words(
        id=f"head.json menyebut catatan {told}, log berakhir pada {whole}: penulisan terputus, "
        "atau head.json yang lebih lama",
        en=f"head.json names record {told}, the log ends with {whole}: writing was interrupted, "
        "or it is an older head.json",
    )


def unnamed(path: str) -> Words:
    """Say that a file is whole but has not got its final name."""
    return Words(
        id=f"{path}: tersimpan utuh, tetapi penamaannya terputus; diselesaikan saat kasus dibuka",
        en=f"{path}: stored whole, but naming it was interrupted; opening the case completes it",
    )


def not_concluded(document_id: str, commands: int) -> Words:
    """Say that an examination was begun and not concluded."""
    return Words(
        id=f"{document_id}: pemeriksaan belum selesai; {commands} perintah tercatat",
        en=f"{document_id}: the examination was not concluded; {commands} commands are recorded",
    )


def left_behind(path: str) -> Words:
    """Say that a file is what interrupted writing leaves."""
    return Words(
        id=f"{path}: sisa penulisan yang terputus; bukan bagian bukti",
        en=f"{path}: left behind by interrupted writing; not part of the evidence",
    )


def not_erased_yet(path: str) -> Words:
    """Say that a file is still there although its erasure was recorded."""
    return Words(
        id=f"{path}: penghapusannya terputus; diselesaikan saat kasus dibuka",
        en=f"{path}: its erasure was interrupted; opening the case completes it",
    )
