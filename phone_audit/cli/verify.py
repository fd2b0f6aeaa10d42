"""``verify``: is a case, a bundle or a lone PDF unaltered, or which record is not."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from phone_audit.cases.verification import Verification
from phone_audit.cases.verify import verify
from phone_audit.cases.zip_shelf import is_zip
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.output import print_json, shown
from phone_audit.cli.sign import add_trust, trust_of
from phone_audit.cli.signed_by import signed_by_lines
from phone_audit.cli.stamps import CheckedStamp, check_stamps, tell_stamps
from phone_audit.errors import UsageError

_SHORTEST_HASH = 16


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``verify``."""
    parser.add_argument(
        "path",
        type=Path,
        metavar="PATH",
        help=say("folder kasus, bundel, atau satu PDF", "case folder, bundle, or a lone PDF"),
    )
    parser.add_argument(
        "--hash",
        type=_hash,
        metavar="SHA256",
        help=say(
            "hash catatan log yang tercetak atau dicatat sebelumnya; catatan itu harus masih ada",
            "hash of a log record as printed or noted earlier; that record must still be there",
        ),
    )
    parser.add_argument(
        "--signed",
        action="store_true",
        help=say(
            "gagal juga bila tidak ada tanda tangan dari kantor yang dikenal di komputer ini",
            "also fail without a signature of an office that is known on this computer",
        ),
    )
    parser.add_argument(
        "--proof",
        type=Path,
        metavar="FILE",
        help=say(
            "bukti tanda tangan stasiun untuk satu PDF; baku NAMA.pdf.proof.json di sebelahnya",
            "the station's proof for a lone PDF; NAME.pdf.proof.json beside it by default",
        ),
    )
    add_trust(parser)
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Verify and say in one screen what holds and what does not."""
    if arguments.path.is_dir():
        return _verify_case(arguments)
    if arguments.path.is_file() and is_zip(arguments.path):
        return _verify_case(arguments)
    if arguments.path.is_file():
        from phone_audit.cli.lone_pdf import verify_pdf

        return verify_pdf(arguments.path, arguments)
    raise UsageError(
        say(f"{arguments.path}: tidak ada", f"{arguments.path}: there is no such file or folder")
    )


def _verify_case(arguments: argparse.Namespace) -> int:
    roots = trust_of(arguments).roots
    found = verify(arguments.path, on_paper=arguments.hash)
    stamps = check_stamps(found.stamps, roots)
    if arguments.json:
        print_json({**msgspec.to_builtins(found), "stamps": stamps})
    else:
        _tell(found, stamps)
    if not found.unaltered or any(one.holds is False for one in stamps):
        return Exit.ALTERED
    if arguments.signed and not any(one.recognised for one in found.signatures):
        if not arguments.json:
            print(
                say(
                    "TIDAK ADA TANDA TANGAN dari kantor yang dikenal di komputer ini.",
                    "NO SIGNATURE of an office that is known on this computer.",
                )
            )
        return Exit.ALTERED
    return Exit.DONE


def _tell(found: Verification, stamps: Sequence[CheckedStamp]) -> None:
    print(
        say(
            f"{found.path}: {found.records} catatan log, {found.files} berkas "
            f"({found.file_bytes:,} bita), {found.examined} perangkat diperiksa, "
            f"{found.not_examined} tidak diperiksa",
            f"{found.path}: {found.records} log records, {found.files} files "
            f"({found.file_bytes:,} bytes), {found.examined} phones examined, "
            f"{found.not_examined} not examined",
        )
    )
    if found.erased:
        print(
            "  "
            + say(
                f"{found.erased} berkas telah dihapus menurut catatan HAPUS",
                f"{found.erased} files were erased, as records HAPUS say",
            )
        )
    for words in found.notes:
        print("  " + shown(say_words(words)))
    for words in found.incomplete:
        print("  " + say("belum selesai: ", "incomplete: ") + shown(say_words(words)))
    if found.unaltered:
        print(say("TIDAK BERUBAH sejak dicatat.", "UNALTERED since it was recorded."))
    else:
        _tell_complaints(found)
    _tell_signatures(found)
    tell_stamps(stamps)
    if found.unaltered:
        print(say("Hash catatan terakhir", "Hash of the last record") + f": {found.head_sha256}")
    if found.paper_record is not None:
        print(
            say(
                f"Hash yang tercetak adalah hash catatan {found.paper_record}.",
                f"The hash on paper is that of record {found.paper_record}.",
            )
        )


def _tell_complaints(found: Verification) -> None:
    print(say("BERUBAH. Yang pertama tidak cocok:", "ALTERED. The first that does not match:"))
    for number, complaint in enumerate(found.complaints):
        record = f" #{complaint.record}" if complaint.record is not None else ""
        print(f"  {shown(complaint.path)}{record}: {shown(say_words(complaint.says))}")
        if number == 0 and complaint.expected:
            print(f"    {say('seharusnya', 'expected')} {complaint.expected}")
            print(f"    {say('ternyata', 'actual')}     {complaint.actual or '-'}")


def _tell_signatures(found: Verification) -> None:
    if not found.signatures:
        print(
            say(
                "Log ini tidak ditandatangani: siapa pun yang dapat menulis ke sini dapat "
                "menyusunnya ulang. Bandingkan hash terakhir dengan yang tercetak (--hash).",
                "This log is not signed: whoever can write here can compose it anew. Compare "
                "the last hash with the one on paper (--hash).",
            )
        )
        return
    for one in found.signatures:
        for number, line in enumerate(signed_by_lines(one)):
            print(("    " if number else "  ") + line)
    if found.statements:
        print(
            "  "
            + say(
                f"{found.statements} dokumen dengan pernyataan bertanda tangan sendiri",
                f"{found.statements} documents with a signed statement of their own",
            )
        )
    if found.unsigned_records:
        print(
            "  "
            + say(
                f"PERHATIAN: {found.unsigned_records} catatan terakhir belum ditandatangani.",
                f"NOTE: the last {found.unsigned_records} records are not signed yet.",
            )
        )


def _hash(text: str) -> str:
    digits = re.sub(r"[\s….]", "", text).lower()
    if not re.fullmatch(rf"[0-9a-f]{{{_SHORTEST_HASH},64}}", digits):
        raise argparse.ArgumentTypeError(
            say(
                f"butuh sedikitnya {_SHORTEST_HASH} digit heksadesimal",
                f"at least {_SHORTEST_HASH} hexadecimal digits are needed",
            )
        )
    return digits
