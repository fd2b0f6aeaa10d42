"""The sidak as a whole: roll call, arrangements, and what is recorded."""

import argparse
from pathlib import Path

from phone_audit.cli.language import say
from phone_audit.cli.papers import fields
from phone_audit.cli.papers.interface import (
    Done,
    Step,
    Verb,
    declare_nothing,
    filed_in_case,
)
from phone_audit.model.custody import Event
from phone_audit.model.papers import Arrangements, Attendance, CasePapers, HeadCount, Papers
from phone_audit.model.record import Words, replace
from phone_audit.settings import read_person


def declare_attendance(parser: argparse.ArgumentParser) -> None:
    """Declare the flags of the roll call."""
    for name in ("--pns", "--pppk", "--non-asn"):
        parser.add_argument(
            name,
            type=fields.present_of_staff,
            required=True,
            metavar="18/20",
            help=say("hadir/jumlah", "present/all"),
        )


def attendance(step: Step) -> Done:
    """Store how many were present, of how many."""
    given = step.arguments
    present, staff = (
        HeadCount(pns=given.pns[place], pppk=given.pppk[place], non_asn=given.non_asn[place])
        for place in (0, 1)
    )
    return filed_in_case(step, Attendance(at=step.at, staff=staff, present=present))


def declare_arrangements(parser: argparse.ArgumentParser) -> None:
    """Declare the flags of the arrangements."""
    for name, text in (
        ("--team", say("nama tim", "name of the team")),
        ("--controller", say("pengendali data", "the data controller")),
        ("--protection-officer", say("pejabat pelindungan data", "its officer")),
        ("--complaints-to", say("kontak pengaduan", "whom a holder may turn to")),
    ):
        parser.add_argument(name, metavar="TEXT", help=text)
    parser.add_argument(
        "--coordinator", type=Path, metavar="FILE", help=say("koordinator", "the coordinator")
    )
    parser.add_argument(
        "--retention-days",
        type=int,
        choices=range(366),
        metavar="0-365",
        help=say("hari simpan hasil nihil", "days a nil result may be kept"),
    )


def arrangements(step: Step) -> Done:
    """Store how the sidak is held; what is not given stays as it was."""
    given = step.arguments
    before = step.case.papers().arrangements or Arrangements(at=step.at)
    changes: dict[str, object] = {
        "team": given.team,
        "controller": given.controller,
        "protection_officer": given.protection_officer,
        "complaints_to": given.complaints_to,
        "coordinator": read_person(given.coordinator) if given.coordinator else None,
        "retention_days": given.retention_days,
    }
    changed = {key: value for key, value in changes.items() if value is not None}
    return filed_in_case(step, replace(before, at=step.at, **changed))


def show(step: Step) -> Done:
    """Return what is recorded; looking at a phone's papers is an event."""
    from msgspec import json

    papers: Papers | CasePapers
    if step.exhibit is None:
        papers = step.case.papers()
    else:
        papers = step.exhibit.papers()
        step.exhibit.event(Event.BUKA, actor=step.actor, role=step.role, note="catatan dilihat")
    text = json.format(json.encode(papers, order="sorted"), indent=2).decode()
    lines = tuple(Words(id=line, en=line) for line in text.splitlines())
    if isinstance(papers, CasePapers):
        return Done(says=lines, sidak=papers)
    number = step.exhibit.number if step.exhibit else None
    return Done(says=lines, exhibit=number, papers=papers)


VERBS = {
    "attendance": Verb(
        Words(id="jumlah pegawai dan yang hadir", en="how many work there and were present"),
        declare_attendance,
        attendance,
        alone=True,
    ),
    "arrangements": Verb(
        Words(
            id="tim, koordinator, pengaduan, masa simpan",
            en="team, coordinator, complaints, retention",
        ),
        declare_arrangements,
        arrangements,
        alone=True,
    ),
    "show": Verb(
        Words(id="menampilkan yang tercatat", en="show what is recorded"),
        declare_nothing,
        show,
        alone=True,
    ),
}
