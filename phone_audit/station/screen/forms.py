"""The forms of the station: what each asks, in which words, and by which keys."""

from collections.abc import Sequence
from datetime import UTC, datetime

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.case import EmploymentStatus, Holder, Ownership, Person
from phone_audit.model.papers import Answer, Choice, HandBack
from phone_audit.model.record import Words
from phone_audit.reporting.wording import OUTCOME_LABELS, REASON_NAMES
from phone_audit.station.board import Work
from phone_audit.station.prints import SHEET_NAMES, Print, Sheet, counted
from phone_audit.station.screen.dialogs import Choose, Key
from phone_audit.station.steps import (
    BEFORE_IT_GOES_BACK,
    CHARGING_ONLY,
    MAKERS,
    Maker,
    maker_of,
)

OTHER = "other"
"""The answer of the notice that asks for a reason next."""

YES = "yes"
SAME = "same"
PRINT = "print"


def notice_form(
    lang: str,
    holder: Holder,
    *,
    paper: str,
    label: str,
    second: bool = False,
    witnesses: Sequence[Person] = (),
) -> Choose:
    """Ask what the holder chose, having read the notice; ``paper`` and ``label`` are known.

    ``second`` says that this person has a phone on the board already, ``witnesses`` who is
    recorded as having seen it.
    """
    text = NOTICE.say(lang)
    if witnesses:
        names = ", ".join(safe_text(one.name, 40) for one in witnesses)
        text += "\n" + Words(id=f"Saksi: {names}.", en=f"Witnesses: {names}.").say(lang)
    keys = [
        Key("y", Words(id="Bersedia", en="Consents"), Choice.CONSENTED, "success"),
        Key("o", Words(id="Dinas, sudah diberi tahu", en="Office phone"), Choice.NOTIFIED),
        Key("t", Words(id="Tidak bersedia", en="Declines"), Choice.DECLINED),
        Key("l", Words(id="Lainnya …", en="Other …"), OTHER),
    ]
    if holder.ownership is Ownership.OFFICE:
        keys[:2] = keys[1::-1]
    name = safe_text(holder.person.name, 60)
    again = Words(id=" · ponsel lain lagi", en=" · one more phone")
    if second:
        name += again.say(lang)
    return Choose(
        Words(id=f"Pemberitahuan · {name}", en=f"Notice · {name}"),
        lang,
        text,
        keys,
        fields=(
            ("paper", Words(id="Nomor lembar yang ditandatangani", en="Signed sheet"), paper),
            ("label", Words(id="Nomor stiker (kosong: otomatis)", en="Sticker"), label),
            ("condition", Words(id="Keadaan fisik", en="Condition"), ""),
        ),
        boxes=(
            (
                "tabs",
                Words(
                    id="Bersedia juga tab peramban yang terbuka dibaca",
                    en="Also agrees to open browser tabs being read",
                ),
                False,
            ),
        ),
        careful=True,
    )


def reason_form(lang: str) -> Choose:
    """Ask why a phone is not examined; the answer is a ``NotExaminedReason``."""
    reasons = [one for one in REASON_NAMES if one not in _SAID_OTHERWISE]
    return Choose(
        Words(id="Tidak diperiksa, karena …", en="Not examined, because …"),
        lang,
        Words(
            id="Dicatat apa adanya dan tidak diartikan sebagai indikasi apa pun.",
            en="Recorded as it is; not an indication of anything.",
        ).say(lang),
        [
            Key(letter, REASON_NAMES[reason], reason.value)
            for letter, reason in zip("abcdefgh", reasons, strict=False)
        ],
        careful=True,
    )


def status_form(lang: str, name: str, *, nip: str = "", unit: str = "") -> Choose:
    """Ask who a person is that no roster names; the answer is an ``EmploymentStatus``."""
    return Choose(
        Words(id=f"Bukan dari daftar · {name}", en=f"Not on the roster · {name}"),
        lang,
        Words(
            id="Isi NIP bila ada (Enter: lanjut), lalu pilih status kepegawaian.",
            en="Fill in the NIP if there is one (Enter: go on), then choose the status.",
        ).say(lang),
        [
            Key("p", _as_it_is("PNS"), EmploymentStatus.PNS),
            Key("c", _as_it_is("CPNS"), EmploymentStatus.CPNS),
            Key("k", _as_it_is("PPPK"), EmploymentStatus.PPPK),
            Key("w", _as_it_is("PPPK Paruh Waktu"), EmploymentStatus.PPPK_PART_TIME),
            Key("n", _as_it_is("Non-ASN"), EmploymentStatus.NON_ASN),
        ],
        fields=(
            ("nip", Words(id="NIP / NI PPPK", en="NIP / NI PPPK"), nip),
            ("unit", Words(id="Unit kerja", en="Unit"), unit),
        ),
        boxes=(("office", Words(id="Ponsel milik dinas", en="The phone is the office's"), False),),
        fill_first=True,
    )


def response_form(lang: str, work: Work) -> Choose:
    """Ask what the holder answers to the result; the answer is an ``Answer``."""
    keys = (
        Key("m", Words(id="Menerima", en="Accepts"), Answer.ACCEPTS, "success"),
        Key("p", Words(id="Dengan penjelasan", en="Explaining"), Answer.ACCEPTS_EXPLAINING),
        Key("k", Words(id="Keberatan", en="Objects"), Answer.OBJECTS),
        Key("t", Words(id="Tidak menandatangani", en="Does not sign"), Answer.NOT_SIGNED),
    )
    words = Words(id="Dengan kata-kata pemegang", en="In the holder's words")
    return Choose(
        Words(id=f"Tanggapan · {work.label}", en=f"Response · {work.label}"),
        lang,
        RIGHTS.say(lang),
        keys,
        fields=(("text", words, ""),),
        careful=True,
    )


def hand_back_form(
    lang: str, work: Work, *, connected: bool, before: HandBack | None = None
) -> Choose:
    """Go through the list for handing a phone back; the answer is ``SAME`` or another.

    Of a phone that was never connected nothing has to be revoked or set back. ``before``
    is what was recorded or just typed; else no box is ticked, so that each is done first.
    """
    told = before or HandBack(at=datetime.min.replace(tzinfo=UTC))
    revoked = Words(id="Otorisasi USB dicabut", en="USB authorisation revoked")
    restored = Words(id="Opsi pengembang dikembalikan", en="Developer options restored")
    because = Words(id="Tidak dicentang, karena", en="Not ticked, because")
    boxes = (
        ("revoked", revoked, told.authorisation_revoked is True),
        ("restored", restored, told.developer_options_restored is True),
    )
    fields = (
        ("because", because, told.not_restored_because or ""),
        ("difference", Words(id="Perbedaan keadaan", en="Difference"), told.difference or ""),
        ("complaint", Words(id="Keluhan pemegang", en="Holder's complaint"), told.complaint or ""),
    )
    steps = BEFORE_IT_GOES_BACK if connected else BEFORE_IT_GOES_BACK[-1:]
    how = Words(id="Kerjakan, lalu centang (Spasi):", en="Do it, then tick it (Space):")
    lines = [f"• {step.say(lang)}" for step in steps] + ([how.say(lang)] if connected else [])
    return Choose(
        Words(id=f"Pengembalian · {work.label}", en=f"Hand-back · {work.label}"),
        lang,
        "\n".join(lines),
        (
            Key("y", Words(id="Dikembalikan", en="Handed back"), SAME, "success"),
            Key("b", Words(id="Keadaan berbeda", en="Different condition"), "differs"),
        ),
        fields=fields if connected else fields[1:],
        boxes=boxes if connected else (),
        boxes_first=True,
        careful=True,
    )


def print_form(
    lang: str, work: Work, prints: Sequence[Print], unprinted: Sequence[Print]
) -> Choose:
    """Ask which document of a phone is printed; the answer is a ``Sheet``."""
    waiting = [SHEET_NAMES[one.sheet].say(lang) for one in unprinted]
    said = Words(id="Belum dicetak: ", en="Not printed yet: ").say(lang)
    done = Words(id="Semua sudah dicetak.", en="All of it was printed.").say(lang)
    return Choose(
        Words(id=f"Cetak · {work.label}", en=f"Print · {work.label}"),
        lang,
        f"{said}{', '.join(waiting)}." if waiting else done,
        [Key(_SHEET_KEYS[one.sheet], SHEET_NAMES[one.sheet], one.sheet.value) for one in prints],
    )


def print_list_form(lang: str, unprinted: Sequence[Print]) -> Choose:
    """Ask which kinds of what is not printed yet go to the printer; the boxes are ``Sheet``."""
    return Choose(
        Words(id="Daftar cetak: yang belum dicetak", en="Print list: not printed yet"),
        lang,
        Words(
            id="Semua yang dicentang dikirim ke pencetak, berurutan menurut nomor.",
            en="Everything ticked goes to the printer, in order of number.",
        ).say(lang),
        (Key("y", Words(id="Cetak semuanya", en="Print all"), YES, "success"),),
        boxes=tuple(
            (
                sheet.value,
                Words(
                    id=f"{count} × {SHEET_NAMES[sheet].id}", en=f"{count} × {SHEET_NAMES[sheet].en}"
                ),
                True,
            )
            for sheet, count in counted(unprinted)
        ),
    )


_SHEET_KEYS = {Sheet.LABEL: "s", Sheet.HANDOVER: "b", Sheet.REPORT: "l", Sheet.RETURN: "k"}


def leave_form(lang: str, running: int, unprinted: Sequence[Print]) -> Choose:
    """Ask whether the station closes; the answer is ``YES``, ``PRINT`` or another."""
    lines = []
    if running:
        lines.append(
            Words(
                id=f"{running} ponsel sedang dibaca dan diselesaikan dahulu.",
                en=f"{running} phones are being read and are finished first.",
            ).say(lang)
        )
    keys = [Key("y", Words(id="Tutup", en="Close"), YES)]
    if unprinted:
        count = len(unprinted)
        lines.append(
            Words(
                id=f"{count} dokumen belum dicetak.", en=f"{count} documents are not printed yet."
            ).say(lang)
        )
        keys.insert(0, Key("a", Words(id="Daftar cetak", en="Print list"), PRINT, "success"))
    return Choose(
        Words(id="Menutup stasiun", en="Closing the station"), lang, "\n".join(lines), keys
    )


def review_form(
    lang: str,
    work: Work,
    outcomes: Sequence[Outcome],
    reader: Person | None = None,
    reason: str = "",
) -> Choose:
    """Ask a second reader; ``outcomes`` are the computed one and the lower ones.

    ``reader`` is who read the one before: usually one person reads them all. ``reason`` is
    what was just typed.
    """
    name = reader.name if reader else ""
    nip = (reader.nip or "") if reader else ""
    return Choose(
        Words(id=f"Pembaca kedua · {work.label}", en=f"Second reader · {work.label}"),
        lang,
        REVIEW.say(lang),
        [
            Key(str(place), OUTCOME_LABELS[outcome], outcome.value)
            for place, outcome in enumerate(outcomes, start=1)
        ],
        fields=(
            ("reader", Words(id="Nama pembaca kedua", en="Second reader's name"), name),
            ("nip", Words(id="NIP", en="NIP"), nip),
            ("reason", Words(id="Alasan (wajib bila diturunkan)", en="Reason"), reason),
        ),
        fill_first=reader is None,
        careful=True,
    )


def second_reader_line(work: Work, lang: str) -> str:
    """Return how a result that waits for a second reader stands in the list."""
    assert work.outcome is not None
    who = safe_text(work.holder.person.name, 60) if work.holder else ""
    return f"{work.label} · {who} · {OUTCOME_LABELS[work.outcome].say(lang)}"


STEPS_TITLE = Words(id="Langkah debug USB", en="USB debugging, step by step")


def steps_text(lang: str, model: str | None) -> str:
    """Return the steps of every maker, those of this model's first."""
    known = maker_of(model)
    makers = sorted(MAKERS, key=lambda maker: maker is not known)
    return "\n\n".join([CHARGING_ONLY.say(lang), *(_steps_of(maker, lang) for maker in makers)])


def makers_steps(lang: str, model: str | None) -> str:
    """Return the steps of this model's maker only; empty where the model does not tell."""
    known = maker_of(model)
    return _steps_of(known, lang) if known is not None else ""


def _steps_of(maker: Maker, lang: str) -> str:
    lines = [f"  {number}. {step.say(lang)}" for number, step in enumerate(maker.steps, 1)]
    return "\n".join([maker.name, *lines])


def confirm_form(lang: str, title: Words, text: Words) -> Choose:
    """Ask whether to do it; the answer is ``YES`` or another."""
    keys = (
        Key("y", Words(id="Ya", en="Yes"), YES),
        Key("t", Words(id="Tidak", en="No"), "no"),
    )
    return Choose(title, lang, text.say(lang), keys, careful=True)


_SAID_OTHERWISE = frozenset({NotExaminedReason.DECLINED, NotExaminedReason.WITHDRAWN})

NOTICE = Words(
    id="Petugas memeriksa ponsel untuk satu tujuan: mencocokkan aplikasi terpasang dan situs "
    "dengan daftar tanda judi daring. Hanya membaca; hanya yang cocok yang dicatat. Pesan, kontak, "
    "foto, dan rekening tidak dibaca. Pemegang berhak bertanya, melihat hasil, berkeberatan, dan "
    "menarik persetujuan. Tidak bersedia bukan indikasi apa pun.",
    en="The officer examines the phone for one purpose: to compare installed apps and sites with "
    "a list of online-gambling signs. Reading only; only what matches is recorded. Messages, "
    "contacts, photos and accounts are not read. The holder may ask, see the result, object, and "
    "withdraw. Declining is not an indication of anything.",
)
RIGHTS = Words(
    id="Pemegang berhak memperoleh salinan laporan, menyampaikan penjelasan atau keberatan "
    "sekarang atau secara tertulis kemudian, dan meminta pemeriksaan ulang.",
    en="The holder may have a copy, explain or object now or later in writing, and ask for a "
    "re-examination.",
)
REVIEW = Words(
    id="Pembaca kedua bukan petugas pemeriksa dan bukan saksi. Kesimpulan hanya dapat "
    "dikonfirmasi atau diturunkan, tidak pernah dinaikkan.",
    en="The second reader is neither the examining officer nor a witness. An outcome can be "
    "confirmed or lowered, never raised.",
)


def _as_it_is(text: str) -> Words:
    return Words(id=text, en=text)
