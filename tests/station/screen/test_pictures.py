"""Pictures of the screen as text, looked at when they change.

``PHONE_AUDIT_REFRESH_GOLDEN=1`` writes them anew; the diff is read like code.
"""

import asyncio
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType, SimpleNamespace

import pytest

from phone_audit.device.discover import Attached, State
from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.case import Basis, EmploymentStatus, Holder, Origin, Person
from phone_audit.model.custody import Event, LogRecord, Role
from phone_audit.model.papers import Papers
from phone_audit.model.record import Words
from phone_audit.pipeline import Step as SourceStep
from phone_audit.station.board import Board, Step, Work
from phone_audit.station.desk import Desk
from phone_audit.station.screen.app import Station
from phone_audit.station.screen.dialogs import Dialog
from tests.cases.synthetic import header
from tests.station.test_desk import ROSTER

pytestmark = pytest.mark.slow

PICTURES = Path(__file__).parent / "pictures"
REFRESH = os.environ.get("PHONE_AUDIT_REFRESH_GOLDEN") == "1"


def nobody(*_arguments):
    raise AssertionError("no picture connects a phone")


def phone(place, state=State.READY, **fields):
    key = f"usb:{place}"
    return Attached(
        key=key,
        how=Origin.USB,
        address=f"usb {place}",
        state=state,
        opener=nobody,
        usb_path=place,
        **fields,
    )


def work(number, name, **fields):
    holder = Holder(person=Person(name=name), status=EmploymentStatus.PNS)
    return Work(number=number, label=f"{number:03}", basis=Basis.CONSENTED, holder=holder, **fields)


def done(number, name, outcome, **fields):
    return work(number, name, step=Step.DONE, outcome=outcome, **fields)


READING = SourceStep(source="installed_apps", index=7, total=18)
WORKS = (
    work(1, "Andi Contoh"),
    work(2, "Bunga Contoh", seat="usb:1-2"),
    work(3, "Citra Contoh", step=Step.WAITING_FOR_HOLDER, seat="usb:1-3"),
    work(4, "Dedi Contoh", step=Step.CONNECTING, seat="usb:1-4"),
    work(5, "Eka Contoh", step=Step.READING, source=READING, seat="usb:1-5"),
    work(6, "Fajar Contoh", step=Step.MISSING, seat="usb:1-6"),
    work(
        7,
        "Gita Contoh",
        seat="usb:1-7",
        trouble=Words(id="Ponsel tidak menjawab.", en="The phone does not answer."),
    ),
    done(8, "Hadi Contoh", Outcome.NIL, seat="usb:1-8"),
    done(9, "Intan Contoh", Outcome.CLARIFY),
    done(10, "Joko Contoh", Outcome.SUSPECTED, responded=True),
    done(11, "Kartika Contoh Nama Panjang Sekali", Outcome.INDICATED_USE, interrupted=True),
    done(12, "Lestari Contoh", Outcome.INCONCLUSIVE, incomplete=True),
    work(13, "Made Contoh", step=Step.NOT_EXAMINED, reason=NotExaminedReason.DECLINED),
    done(14, "Nina Contoh", Outcome.SUSPECTED, responded=True, returned=True),
    done(15, "Oki Contoh", Outcome.NIL, returned=True),
)
PHONES = (
    phone("2-1", model="SM-A155F"),
    phone("1-2", state=State.NO_PERMISSION),
    *(phone(f"1-{number}") for number in (3, 4, 5, 7, 8)),
)
FULL = Board(
    works=MappingProxyType({one.number: one for one in WORKS}),
    seats=MappingProxyType({one.seat: one for one in PHONES}),
)
NO_ROOM = Words(id="Disk penuh: berkas kasus", en="The disk is full: the case")


def record(seq, event, exhibit, name=None):
    return LogRecord(
        seq=seq,
        at=datetime(2026, 11, 27, 9, tzinfo=UTC),
        event=event,
        actor="",
        role=Role.PROGRAM,
        exhibit=exhibit,
        object=name,
        previous_sha256="0" * 64,
    )


RECORDS = (
    *(record(number, Event.LABEL, number) for number in range(1, 16)),
    *(record(20 + number, Event.TERIMA, number) for number in range(1, 12)),
    record(40, Event.HASH, 10, "exhibits/010/evidence.json"),
    record(41, Event.KEMBALI, 14),
)
STORED = SimpleNamespace(stored=SimpleNamespace(commands=5), papers=Papers)


def on(number, *keys):
    """Return the keys that bring the focus to a phone of ``FULL`` and then do something."""
    return ["right"] * number + list(keys)


def picture_of(board, lang, size, keys):
    case = SimpleNamespace(header=header(), records=lambda: RECORDS, exhibit=lambda _: STORED)
    desk = Desk(
        case, SimpleNamespace(board=board), ROSTER, lambda: datetime(2026, 11, 27, 9, tzinfo=UTC)
    )
    app = Station(desk, lang=lang, report=lambda _: "", printing=SimpleNamespace(ended=tuple))
    lines = []

    async def play():
        async with app.run_test(size=size) as pilot:
            await app.redraw()
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            await pilot.pause()
            if isinstance(app.screen, Dialog):
                app.screen.set_focus(None)  # a blinking cursor is no part of a picture
                await pilot.pause()
            lines.extend(strip.text.rstrip() for strip in app.screen._compositor.render_strips())

    asyncio.run(play())
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("name", "board", "lang", "size", "keys"),
    [
        ("empty-80", Board(), "id", (80, 24), ""),
        ("board-80", FULL, "id", (80, 24), ""),
        ("board-120", FULL, "en", (120, 40), ""),
        ("board-200", replace(FULL, trouble=NO_ROOM), "id", (200, 60), ""),
        ("banner-80", FULL, "id", (80, 24), "b"),
        ("banner-120", FULL, "en", (120, 40), "b"),
        ("banner-200", FULL, "id", (200, 60), "b"),
        ("holder-80", FULL, "id", (80, 24), "n"),
        ("notice-80", FULL, "id", (80, 24), ["n", "enter"]),
        ("not-on-the-roster-80", FULL, "en", (80, 24), [*"nzz", "enter"]),
        ("second-reader-80", FULL, "en", (80, 24), "2"),
        ("reason-80", FULL, "id", (80, 24), on(1, "d")),
        ("waiting-80", FULL, "id", (80, 24), on(3, "enter")),
        ("response-80", FULL, "id", (80, 24), on(10, "t")),
        ("hand-back-80", FULL, "id", (80, 24), on(8, "k")),
        ("hand-back-120", FULL, "en", (120, 40), on(8, "k")),
        ("wrong-holder-80", FULL, "id", (80, 24), on(9, "c")),
        ("print-80", FULL, "en", (80, 24), on(10, "p")),
        ("print-list-80", FULL, "id", (80, 24), "a"),
        ("leave-80", FULL, "id", (80, 24), "q"),
        ("help-80", FULL, "id", (80, 24), ["question_mark"]),
        ("steps-80", FULL, "id", (80, 24), "s"),
    ],
)
def test_the_screen_looks_as_it_did(name, board, lang, size, keys):
    drawn = picture_of(board, lang, size, keys)
    path = PICTURES / f"{name}.txt"
    if REFRESH:
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8"), f"{name}: look at both"
