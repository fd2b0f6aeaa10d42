"""``examine``: one phone, or all that are attached, one examination each."""

import argparse
from dataclasses import replace
from pathlib import Path

from phone_audit.batch import basis_of
from phone_audit.cases.store import Case
from phone_audit.cli.examining import add_running_arguments, run_jobs
from phone_audit.cli.language import say
from phone_audit.cli.office import add_list_arguments, now
from phone_audit.cli.reaching import (
    DEFAULT_WAIT_S,
    Waiting,
    add_basis_arguments,
    add_reaching_arguments,
    check_basis,
    job_for,
    look,
    only_one,
)
from phone_audit.device.discover import Attached, State
from phone_audit.errors import DeviceError, UsageError
from phone_audit.settings import read_holder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``examine``."""
    parser.add_argument("case", type=Path, metavar="CASE", help=say("folder kasus", "case folder"))
    add_basis_arguments(parser)
    add_reaching_arguments(parser)
    parser.add_argument(
        "--exhibit",
        type=int,
        metavar="N",
        help=say(
            "perangkat yang sudah bernomor; pemberitahuannya yang berlaku",
            "a phone that has its number; its notice decides",
        ),
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help=say("semua ponsel yang terhubung, bersamaan", "every attached phone, in parallel"),
    )
    parser.add_argument(
        "--wait",
        type=int,
        default=DEFAULT_WAIT_S,
        metavar="S",
        help=say("detik menunggu ketukan Izinkan", "seconds to wait for the tap on Allow"),
    )
    parser.add_argument(
        "--open-tabs",
        action="store_true",
        help=say(
            "baca juga tab peramban yang terbuka; dapat memperlihatkan tab penyamaran, jadi hanya "
            "bila pemegang menyetujui baris itu pada pemberitahuan",
            "also read open browser tabs; this may show private tabs, so only if the holder "
            "agreed to that line of the notice",
        ),
    )
    add_running_arguments(parser)
    add_list_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Examine and render; nothing is read before basis, case and list are in order."""
    if arguments.exhibit is not None:
        return _run_known(arguments)
    holder = read_holder(arguments.holder) if arguments.holder else None
    basis = check_basis(arguments.basis, holder)
    if arguments.all and (holder is not None or arguments.label):
        raise UsageError(
            say(
                "--holder dan --label hanya untuk satu ponsel, bukan --all.",
                "--holder and --label are for one phone, not for --all.",
            )
        )
    if arguments.all and arguments.open_tabs:
        raise UsageError(
            say(
                "--open-tabs hanya untuk satu ponsel, bukan --all: setiap pemegang menyetujuinya "
                "sendiri.",
                "--open-tabs is for one phone, not for --all: each holder agrees to it alone.",
            )
        )
    waiting = Waiting()
    found = look(arguments, wait_s=arguments.wait, on_waiting=waiting)
    phones = found.attached if arguments.all and found.attached else (_usable(only_one(found)),)
    jobs = [
        job_for(
            phone,
            basis=basis,
            holder=holder,
            label=arguments.label,
            open_tabs=arguments.open_tabs,
            waiting_for=waiting,
        )
        for phone in phones
    ]
    with Case.open(arguments.case, now) as case:
        return run_jobs(case, jobs, arguments, record_unreached=arguments.all)


def _run_known(arguments: argparse.Namespace) -> int:
    """Examine a phone that was labelled and whose notice was stored before."""
    if arguments.all or arguments.basis or arguments.holder or arguments.label:
        raise UsageError(
            say(
                "--exhibit memakai pemberitahuan yang tersimpan: tanpa --all, --basis, --holder, "
                "dan --label.",
                "--exhibit goes by the stored notice: without --all, --basis, --holder, --label.",
            )
        )
    with Case.open(arguments.case, now) as case:
        exhibit = case.exhibit(arguments.exhibit)
        exhibit.check_may_be_read(open_tabs=arguments.open_tabs)
        notice = exhibit.papers().notice
        assert notice is not None  # without one the phone may not be read
        waiting = Waiting()
        phone = _usable(only_one(look(arguments, wait_s=arguments.wait, on_waiting=waiting)))
        job = job_for(
            phone,
            basis=basis_of(notice.choice),
            holder=notice.holder,
            open_tabs=arguments.open_tabs,
            waiting_for=waiting,
        )
        job = replace(job, exhibit=exhibit.number)
        return run_jobs(case, [job], arguments, record_unreached=False)


def _usable(phone: Attached) -> Attached:
    """Return the phone if it can be asked.

    Raises:
        DeviceError: it cannot; the message says what to do.
    """
    if phone.state not in {State.READY, State.UNAUTHORIZED}:
        remedy = phone.remedy
        raise DeviceError(phone.address, say(remedy.id, remedy.en) if remedy else "")
    return phone
