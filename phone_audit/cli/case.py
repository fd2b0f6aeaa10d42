"""``case new``: open a case, which needs a written order."""

import argparse
import secrets
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from phone_audit import __version__
from phone_audit.cases.desk import current
from phone_audit.cases.store import Case
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.output import print_json
from phone_audit.cli.parser import add_unlocking
from phone_audit.cli.unlocking import CommandDesk, new_vault
from phone_audit.errors import UsageError
from phone_audit.model.case import Assignment, CaseHeader, Zone, is_same_person
from phone_audit.settings import Sidak, read_sidak


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare ``new`` and its options."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="new")
    text = say(
        "Membuka berkas kasus. Tanpa surat tugas tidak ada kasus.",
        "Open a case. Without a written order there is no case.",
    )
    new = verbs.add_parser("new", help=text, description=text)
    new.add_argument("directory", type=Path, metavar="DIR", help=say("folder baru", "a new folder"))
    new.add_argument("--surat-tugas", metavar="NOMOR", help=say("nomor surat tugas", "its number"))
    new.add_argument(
        "--surat-tugas-date",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help=say("tanggal surat tugas", "its date"),
    )
    new.add_argument(
        "--opd", metavar="NAMA", help=say("perangkat daerah yang diperiksa", "the office examined")
    )
    new.add_argument("--location", metavar="TEKS", help=say("tempat pemeriksaan", "where"))
    new.add_argument(
        "--sidak", metavar="0000", help=say("nomor sidak, empat digit", "sidak number, four digits")
    )
    new.add_argument("--zone", choices=[zone.value for zone in Zone], help="WIB, WITA, WIT")
    new.add_argument(
        "--from",
        dest="file",
        type=Path,
        metavar="sidak.toml",
        help=say(
            "berkas dengan isian yang sama dan kop surat", "a file with these and the letterhead"
        ),
    )
    new.add_argument(
        "--lock",
        action="store_true",
        help=say("enkripsi kasus dengan kata sandi", "encrypt the case with a passphrase"),
    )
    add_unlocking(new)
    new.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Create the case folder and say what to do next."""
    file = read_sidak(arguments.file) if arguments.file else Sidak()
    header = header_from(arguments, file)
    arranged = file.arrangements(header.opened_at)
    vault = None
    if arguments.lock:
        desk = current()
        assert isinstance(desk, CommandDesk)
        vault = new_vault(desk, arguments, str(arguments.directory))
    with Case.create(arguments.directory, header, lambda: datetime.now(UTC), vault=vault) as case:
        case.file(arranged, actor=header.officer.name if header.officer else None)
    if arguments.json:
        print_json(
            {
                "case": str(arguments.directory),
                "case_id": case.header.case_id,
                "sidak": case.header.sidak,
            }
        )
        return Exit.DONE
    print(say(f"Kasus dibuka: {arguments.directory}", f"Case opened: {arguments.directory}"))
    print(
        say(
            f"Berikutnya: phone-audit examine {arguments.directory} --basis consented",
            f"Next: phone-audit examine {arguments.directory} --basis consented",
        )
    )
    return Exit.DONE


def header_from(arguments: argparse.Namespace, file: Sidak) -> CaseHeader:
    """Return the header of a new case; options win over the file.

    Raises:
        UsageError: something a case cannot be without is missing, with its option.
    """
    assignment = _assignment(arguments, file)
    folder = arguments.file.parent if arguments.file else Path()
    header = CaseHeader(
        case_id=secrets.token_hex(16),
        sidak=_sidak_number(arguments.sidak or file.nomor_sidak),
        assignment=assignment,
        office=_required(arguments.opd or file.opd, "--opd"),
        location=_required(arguments.location or file.lokasi, "--location"),
        zone=Zone(arguments.zone) if arguments.zone else file.zona or zone_here(),
        letterhead=file.letterhead(folder),
        legal_basis=file.dasar,
        officer=file.petugas.person() if file.petugas else None,
        team_lead=file.ketua_tim.person() if file.ketua_tim else None,
        witnesses=tuple(witness.person() for witness in file.saksi),
        bilingual=file.dwibahasa,
        paper=file.kertas,
        opened_at=datetime.now(UTC).replace(microsecond=0),
        program=f"phone-audit {__version__}",
    )
    _check_people(header)
    return header


def zone_here() -> Zone:
    """Return the Indonesian zone that this computer's clock is set to; elsewhere WIB."""
    offset = datetime.now(UTC).astimezone().utcoffset() or timedelta()
    zones = {timedelta(hours=zone.utc_offset_hours): zone for zone in Zone}
    return zones.get(offset, Zone.WIB)


def _check_people(header: CaseHeader) -> None:
    """Refuse a witness who is a member of the team, or who stands there twice."""
    team = [one for one in (header.officer, header.team_lead) if one is not None]
    for number, witness in enumerate(header.witnesses):
        others = (*team, *header.witnesses[:number])
        if any(is_same_person(witness, other) for other in others):
            raise UsageError(
                say(
                    f"Saksi {witness.name} tidak boleh anggota tim atau disebut dua kali.",
                    f"Witness {witness.name} must not be of the team, nor be named twice.",
                )
            )


def _assignment(arguments: argparse.Namespace, file: Sidak) -> Assignment:
    if arguments.surat_tugas:
        return Assignment(
            number=_required(arguments.surat_tugas, "--surat-tugas"),
            dated=arguments.surat_tugas_date,
        )
    found = file.assignment()
    if found is None or not found.number.strip():
        raise UsageError(
            say(
                "Tanpa surat tugas tidak ada kasus: isi --surat-tugas NOMOR.",
                "Without a written order there is no case: give --surat-tugas NUMBER.",
            )
        )
    return found


def _required(text: str | None, option: str) -> str:
    if text is None or not text.strip():
        raise UsageError(say(f"Isian {option} belum diberikan.", f"{option} is missing."))
    return text.strip()


def _sidak_number(text: str | None) -> str:
    """Return four digits; without a number, today's month and day."""
    if text is None:
        return f"{datetime.now(UTC):%m%d}"
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise UsageError(
            say(
                f"--sidak harus angka sampai empat digit, bukan {text!r}.",
                f"--sidak must be up to four digits, not {text!r}.",
            )
        )
    return text.zfill(4)
