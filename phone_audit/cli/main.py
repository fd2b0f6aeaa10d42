"""The entry point: finds the command, lets it run, turns errors into words and exit codes."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from phone_audit import __version__
from phone_audit.cli import language
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.output import device_trouble
from phone_audit.cli.parser import Parser, add_language, add_unlocking
from phone_audit.errors import (
    DeviceError,
    EvidenceAltered,
    PhoneAuditError,
    Refused,
    SignatureErrors,
    UsageError,
)


@dataclass(frozen=True, slots=True)
class Command:
    """One command: the module it lives in, imported only when it runs, and its one line of help."""

    module: str
    indonesian: str
    english: str


COMMANDS = {
    "demo": Command(
        "demo",
        "seluruh pekerjaan pada ponsel simulasi, tanpa perangkat dan tanpa jaringan",
        "the whole job on simulated phones, without hardware or network",
    ),
    "doctor": Command(
        "doctor",
        "apakah laptop ini siap, dan apa yang harus diperbaiki",
        "is this laptop ready, and what to mend",
    ),
    "devices": Command(
        "devices",
        "ponsel yang terhubung sekarang, keadaannya, dan langkah berikutnya",
        "phones attached now, their state, and how to proceed",
    ),
    "case": Command("case", "membuka berkas sidak baru", "open a new case"),
    "examine": Command(
        "examine",
        "memeriksa satu ponsel, atau semua sekaligus",
        "examine one phone, or all at once",
    ),
    "station": Command(
        "station",
        "papan satu layar penuh untuk petugas di meja",
        "the full-screen board officers work at",
    ),
    "batch": Command(
        "batch",
        "memeriksa seluruh kantor dari daftar pegawai, tanpa ditunggui",
        "examine a whole office from its roster, unattended",
    ),
    "import": Command(
        "import_",
        "memeriksa bug report atau folder rekaman",
        "examine a bug report or a folder of captures",
    ),
    "paper": Command(
        "paper",
        "mencatat pemberitahuan, penyerahan, tanggapan, pengembalian",
        "record notice, handover, response, return",
    ),
    "review": Command(
        "review",
        "pembaca kedua membenarkan atau menurunkan kesimpulan",
        "the second reader confirms or lowers an outcome",
    ),
    "report": Command(
        "report",
        "mencetak dokumen dari yang tersimpan: laporan, berita acara, log, label",
        "make documents from what is stored: report, receipts, log, labels",
    ),
    "recap": Command(
        "recap",
        "rekapitulasi satu atau beberapa tim",
        "the office table of one or several teams",
    ),
    "handover": Command(
        "handover",
        "satu folder untuk BKD: dokumen yang ditindaklanjuti, rekap, daftar hash",
        "one folder for the BKD: what is followed up, the table, a list of hashes",
    ),
    "replay": Command(
        "replay",
        "menilai ulang dari catatan yang tersimpan",
        "assess again from what is stored",
    ),
    "hints": Command(
        "hints",
        "petunjuk satu perangkat: berapa, dan bersama orang kedua yang mana",
        "hints of one phone: how many, and with a second person which",
    ),
    "verify": Command(
        "verify",
        "memeriksa keutuhan kasus, bundel, atau satu PDF",
        "is a case, a bundle or a lone PDF unaltered",
    ),
    "close": Command(
        "close",
        "kantor menandatangani log kasus dengan kuncinya sendiri",
        "the office signs the log of a case with its own key",
    ),
    "erase": Command(
        "erase",
        "masa simpan: menghapus yang jatuh tempo, dengan catatan penghapusan",
        "retention: erase what is due, with a record of it",
    ),
    "lock": Command(
        "lock",
        "mengunci kasus dengan kata sandi",
        "encrypt a case with a passphrase",
    ),
    "unlock": Command(
        "unlock",
        "salinan tidak terenkripsi dari kasus terkunci",
        "a locked case in clear, in a folder of its own",
    ),
    "bundle": Command(
        "bundle",
        "satu kasus menjadi satu berkas untuk diserahkan",
        "a case as one file, to be handed over",
    ),
    "copy": Command(
        "copy",
        "menyalin dokumen keluar dari kasus, beserta buktinya",
        "copy documents out of a case, with what vouches for them",
    ),
    "accept": Command(
        "accept",
        "menerima kembali dokumen yang ditandatangani di tempat lain",
        "take back a document that was signed elsewhere",
    ),
    "sign": Command(
        "sign",
        "membubuhkan tanda tangan elektronik pada PDF",
        "put an electronic signature on a PDF",
    ),
    "keys": Command(
        "keys",
        "kunci kantor dan stasiun: membuat, memasang, mengesahkan",
        "keys of office and station: make, install, certify",
    ),
    "signatures": Command(
        "signatures",
        "daftar tanda: memeriksa, menjelaskan, mengusulkan, menerbitkan",
        "the signature list: check, explain, propose, release",
    ),
}


_OPENS_NO_CASE = {"demo", "doctor", "devices", "keys", "sign", "signatures"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; never a traceback for what was foreseen."""
    argv = list(sys.argv[1:] if arguments is None else arguments)
    language.choose(argv)
    _speak_utf8()
    try:
        parsed, command = _parse(argv)
        return _run(command, parsed)
    except PhoneAuditError as error:
        return _react(error)
    except BrokenPipeError:
        return Exit.FAILED  # the reader of our output went away; there is nobody to tell
    except KeyboardInterrupt:
        _complain(say("Dihentikan.", "Stopped."))
        return Exit.FAILED


def _run(command: ModuleType, parsed: argparse.Namespace) -> int:
    """Let the command run at this computer's desk: with its keys, and what it remembers."""
    from phone_audit.cases.desk import at
    from phone_audit.cli.unlocking import CommandDesk
    from phone_audit.keys.folder import KeyFolder, default_path

    with at(CommandDesk(KeyFolder(default_path()), parsed)):
        return int(command.run(parsed))


def _react(error: PhoneAuditError) -> Exit:
    """Say what went wrong and what it means for a script."""
    match error:
        case SignatureErrors():
            _complain(
                say("Daftar tanda tidak dapat dipakai:", "The signature list cannot be used:"),
                *(error.complaints if language.current() == "en" else error.indonesian),
            )
            return Exit.LIST_UNUSABLE
        case EvidenceAltered():
            _complain(say("Bukti berubah:", "Evidence altered:"), str(error))
            return Exit.ALTERED
        case DeviceError():
            _complain(device_trouble(error))
            return Exit.NO_PHONE
        case UsageError():
            _complain(str(error))
            return Exit.USAGE
        case Refused():
            _complain(say(error.indonesian, error.english))
            return Exit.USAGE
    _complain(str(error))
    return Exit.FAILED


def _parse(argv: Sequence[str]) -> tuple[argparse.Namespace, ModuleType]:
    """Parse the command line, importing the one command's module that is named in it."""
    parser = Parser(
        prog="phone-audit",
        description=say(
            "Memeriksa ponsel terhadap daftar tanda judi daring: hanya membaca, adil, "
            "dengan bukti yang dapat diperiksa ulang.",
            "Checks phones against a list of online-gambling signs: read-only, fair, "
            "with evidence that can be verified.",
        ),
        epilog=say("Mulai dengan: phone-audit demo", "Start with: phone-audit demo"),
    )
    parser.add_argument("--version", action="version", version=f"phone-audit {__version__}")
    add_language(parser)
    commands = parser.add_subparsers(
        dest="command", metavar=say("PERINTAH", "COMMAND"), title=say("perintah", "commands")
    )
    named = next((word for word in argv if word in COMMANDS), None)
    module: ModuleType | None = None
    for name, command in COMMANDS.items():
        text = say(command.indonesian, command.english)
        sub = commands.add_parser(name, help=text, description=text)
        add_language(sub)
        if name == named:
            module = import_module(f"phone_audit.cli.{command.module}")
            module.add_arguments(sub)
            if name not in _OPENS_NO_CASE:
                add_unlocking(sub)
    parsed = parser.parse_args(argv)
    if module is None:
        parser.print_help()
        raise SystemExit(Exit.USAGE)
    return parsed, module


def _complain(*lines: str) -> None:
    for line in lines:
        print(line, file=sys.stderr)


def _speak_utf8() -> None:
    """Print UTF-8 wherever output goes; what a console cannot show becomes ``?``, not a crash."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
