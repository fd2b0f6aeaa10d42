"""``close``: the office signs the log of a case with its own key, and a service stamps it."""

import argparse
from pathlib import Path

from phone_audit.cases.store import Case
from phone_audit.cli.exits import Exit
from phone_audit.cli.keys import open_signer
from phone_audit.cli.language import say
from phone_audit.cli.office import now
from phone_audit.cli.output import print_json
from phone_audit.cli.passphrase import add_key_passphrase
from phone_audit.errors import UsageError
from phone_audit.settings import read_signing


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``close``."""
    parser.add_argument("case", type=Path, metavar="CASE", help=say("folder kasus", "case folder"))
    parser.add_argument(
        "--key",
        type=Path,
        metavar="FILE",
        help=say("paruh rahasia kunci kantor", "the office key's private half"),
    )
    parser.add_argument("--by", metavar="NAME", help=say("nama ketua tim", "name of the team lead"))
    parser.add_argument(
        "--settings",
        type=Path,
        metavar="FILE",
        help=say("berkas TOML dengan [cap_waktu] alamat", "a TOML file with [cap_waktu] alamat"),
    )
    add_key_passphrase(parser)
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Sign, stamp, and say which hash belongs on paper; a case may go on afterwards."""
    url = read_signing(arguments.settings).time_stamp_url
    if arguments.key is None and url is None:
        raise UsageError(
            say(
                "Tidak ada yang dikerjakan: beri --key FILE, atau [cap_waktu] pada --settings.",
                "There is nothing to do: give --key FILE, or [cap_waktu] in --settings.",
            )
        )
    opened = None if arguments.key is None else open_signer(arguments.key, arguments)
    made: list[Path] = []
    with Case.open(arguments.case, now) as case:
        if opened is not None:
            office, signer = opened
            made.append(case.sign(office, signer, actor=arguments.by))
        if url is not None:
            from phone_audit.services.time_stamps import TimeStampService

            record, sha256 = case.last_record()
            made.append(case.keep_stamp(record, TimeStampService(url).token(sha256)))
        records, last = case.last_record()
    if arguments.json:
        print_json({"made": [str(path) for path in made], "records": records, "sha256": last})
        return Exit.DONE
    for path in made:
        print(path)
    print(
        say(
            f"Catat pada berita acara: {records} catatan, SHA-256 catatan terakhir",
            f"Write on the handover paper: {records} records, SHA-256 of the last",
        )
    )
    print(f"  {last}")
    return Exit.DONE
