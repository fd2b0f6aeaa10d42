"""``demo``: the whole job on an invented office of simulated phones that speak real ADB."""

import argparse
import secrets
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from phone_audit import __version__
from phone_audit.batch import Job
from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.cli.demo_papers import make_documents, receive_phones, record_the_morning
from phone_audit.cli.examining import add_running_arguments, run_jobs
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.office import add_list_arguments, now
from phone_audit.cli.output import console
from phone_audit.device.direct import Authorisation, open_tcp
from phone_audit.device.interface import Device
from phone_audit.device.keys import load_keys
from phone_audit.errors import UsageError
from phone_audit.model.case import (
    Assignment,
    CaseHeader,
    Letterhead,
    Origin,
    Person,
)
from phone_audit.simulator.daemon import plugged_in
from phone_audit.simulator.office import MOST_PHONES, DemoPhone, demo_office

_WAIT_FOR_TAP_S = 4.0
"""How long the demo waits for the holder who never taps Allow."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``demo``."""
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help=say("folder kasus baru", "the new case folder")
    )
    parser.add_argument(
        "--phones",
        type=int,
        default=8,
        metavar="N",
        help=say(f"jumlah ponsel, 1 sampai {MOST_PHONES}", f"how many phones, 1 to {MOST_PHONES}"),
    )
    add_running_arguments(parser)
    add_list_arguments(parser)
    parser.set_defaults(no_lists=True)  # the same office with the same outcomes everywhere


def run(arguments: argparse.Namespace) -> int:
    """Invent the office, examine it over ADB on loopback, and show what came of it."""
    if not 1 <= arguments.phones <= MOST_PHONES:
        raise UsageError(say(f"--phones: 1 sampai {MOST_PHONES}", f"--phones: 1 to {MOST_PHONES}"))
    started = now()
    folder = arguments.out or Path(f"demo-{started:%Y%m%d-%H%M%S}")
    office = demo_office(started, arguments.phones)
    notes = console(stderr=True)
    notes.print(
        say(
            f"Kantor rekaan dengan {len(office)} ponsel simulasi; semua nama dan angka fiktif.",
            f"An invented office of {len(office)} simulated phones; every name is fictitious.",
        )
    )
    with (
        tempfile.TemporaryDirectory(prefix="phone-audit-key-") as keys,
        plugged_in(demo.handset() for demo in office) as phones,
        Case.create(folder, case_header(), now) as case,
    ):
        jobs = [
            demo_job(demo, phone.port, Path(keys))
            for demo, phone in zip(office, phones, strict=True)
        ]
        code = run_jobs(
            case,
            receive_phones(case, jobs),
            arguments,
            record_unreached=True,
            before_rendering=lambda: record_the_morning(case, office),
        )
        files = () if arguments.no_pdf else make_documents(case)
    for path in files:
        notes.print(str(path))
    checked = verify(folder)
    if not checked.unaltered:
        return Exit.ALTERED
    seconds = (now() - started).total_seconds()
    notes.print(
        say(
            f"Selesai dalam {seconds:.0f} detik. Kasus: {folder} "
            f"({checked.records} catatan log, tidak berubah).",
            f"Done in {seconds:.0f} s. Case: {folder} ({checked.records} log records, unaltered).",
        )
    )
    notes.print(
        say(
            f"Coba juga: phone-audit verify {folder} · phone-audit replay {folder} · "
            f"phone-audit report {folder} --document all",
            f"Try also: phone-audit verify {folder} · phone-audit replay {folder} · "
            f"phone-audit report {folder} --document all",
        )
    )
    # One phone refuses and one is pulled out on purpose: for the demo that is success.
    return Exit.DONE if code == Exit.INCOMPLETE else code


def demo_job(demo: DemoPhone, port: int, keys: Path) -> Job:
    """Return the examination of one simulated phone, over ADB on a port of this computer."""

    def connect(waiting: Callable[[], None]) -> Device:
        authorisation = Authorisation(
            keys=lambda: load_keys(keys),
            wait_s=_WAIT_FOR_TAP_S,
            on_waiting_for_holder=lambda _: waiting(),
        )
        device = Device(
            lambda: open_tcp("127.0.0.1", port, authorisation),
            origin=Origin.TCP,
            address=f"127.0.0.1:{port}",
            clock=now,
        )
        device.connect()
        return device

    described = demo.phone
    maker = "" if described.model.lower().startswith(described.maker.lower()) else described.maker
    return Job(
        name=f"{maker} {described.model} (Android {described.android})".strip(),
        connect=connect,
        basis=demo.basis,
        holder=demo.holder,
    )


def case_header() -> CaseHeader:
    """Return an invented sidak that says so on every page."""
    started = now()
    return CaseHeader(
        case_id=secrets.token_hex(16),
        sidak="0117",
        assignment=Assignment(
            number="800.1.11.1/412/435.010/2026",
            dated=(started - timedelta(days=1)).date(),
            issued_by="Inspektur",
        ),
        office="Dinas Contoh Kota Contoh",
        location="Aula Dinas Contoh",
        letterhead=Letterhead(
            government="PEMERINTAH KOTA CONTOH",
            office="INSPEKTORAT DAERAH",
            address="Jalan Contoh Raya Nomor 1, Kota Contoh 61300",
            contact="Telepon (0321) 000000, Pos-el inspektorat@contoh.example",
            place="Kota Contoh",
        ),
        officer=Person(
            name="Contoh Petugas Dua", nip="198502022010011002", position="Auditor Muda"
        ),
        team_lead=Person(
            name="Contoh Ketua Lima", nip="197505052000031005", position="Inspektur Pembantu"
        ),
        witnesses=(
            Person(name="Contoh Saksi Tiga", nip="199003032015021003"),
            Person(name="Contoh Saksi Empat", nip="199104042016032004"),
        ),
        fictitious=True,
        opened_at=started.replace(microsecond=0),
        program=f"phone-audit {__version__}",
    )
