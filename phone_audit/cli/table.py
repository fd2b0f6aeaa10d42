"""The table of ``batch`` and ``station``: an engine, and eyes on ports and servers."""

import argparse
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager

from phone_audit.batch import MOST_WORKERS
from phone_audit.cases.exhibit import Exhibit
from phone_audit.cases.store import Case
from phone_audit.cli import language
from phone_audit.cli.language import say
from phone_audit.cli.office import add_list_arguments, now, prepare
from phone_audit.cli.reaching import (
    DEFAULT_WAIT_S,
    Waiting,
    add_reaching_arguments,
    default_server,
)
from phone_audit.cli.rendering import format_named, render_into_case
from phone_audit.device.direct import Authorisation
from phone_audit.device.discover import Attached, State
from phone_audit.device.interface import Device
from phone_audit.device.keys import default_folder, load_keys
from phone_audit.device.watch import Came, Left, Movement, SilentNow, Watch
from phone_audit.model.case import Examination
from phone_audit.station.board import Pairing, PhoneCame, PhoneLeft, SeenSilent, Work
from phone_audit.station.engine import GRACE_S, Connect, Engine, Listener


def add_table_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare how phones are reached, how many at once, and with which list."""
    add_reaching_arguments(parser)
    parser.add_argument(
        "--wait",
        type=int,
        default=DEFAULT_WAIT_S,
        metavar="S",
        help=say("detik menunggu ketukan Izinkan", "seconds to wait for the tap on Allow"),
    )
    parser.add_argument(
        "--grace",
        type=int,
        default=int(GRACE_S),
        metavar="S",
        help=say(
            "detik menunggu ponsel yang tercabut di tengah pembacaan",
            "seconds to wait for a phone that was unplugged in mid reading",
        ),
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=MOST_WORKERS,
        metavar="N",
        help=say("ponsel yang dibaca bersamaan", "phones read at the same time"),
    )
    parser.add_argument(
        "--no-pdf", action="store_true", help=say("tanpa membuat PDF", "do not render PDFs")
    )
    add_list_arguments(parser)


@contextmanager
def opened_table(
    case: Case,
    arguments: argparse.Namespace,
    works: Iterable[Work],
    pairing: Pairing,
    listener: Listener = lambda _board, _event: None,
) -> Iterator[tuple[Engine, Callable[[], None]]]:
    """Yield an engine that sees phones come and go, and a function that closes its eyes.

    Phones are looked for as ``--server``, ``--tcp`` and the rest say; each stored
    examination is rendered behind the workers unless ``--no-pdf``.

    Raises:
        PhoneAuditError: on leaving, a document could not be made.
    """
    keys = arguments.key_folder or default_folder()
    waiting_for = Waiting()
    authorisation = Authorisation(
        keys=lambda: load_keys(keys),
        wait_s=arguments.wait,
        on_waiting_for_holder=waiting_for,
    )
    eyes = _Eyes()
    lang = language.current()  # threads have none of their own

    def render(exhibit: Exhibit, _examination: Examination) -> None:
        render_into_case(exhibit, format_named("pdf"), lang)

    with ExitStack() as stack:
        engine = Engine(
            case,
            prepare(case, arguments),
            _connecting(waiting_for),
            works=works,
            pairing=pairing,
            workers=arguments.workers,
            grace_s=arguments.grace,
            listener=listener,
            after=(lambda *_: None) if arguments.no_pdf else render,
            hold=eyes.hold,
            release=eyes.release,
        )
        stack.push(engine)
        eyes.watch = stack.enter_context(
            Watch(
                authorisation,
                lambda movement: engine.tell(_event(movement)),
                server=_server(arguments),
                usb=not arguments.tcp and not arguments.server,
                tcp=arguments.tcp,
            )
        )
        yield engine, eyes.watch.close


class _Eyes:
    """Passes on which seats to leave alone, once somebody watches them."""

    watch: Watch | None = None

    def hold(self, seat: str) -> None:
        if self.watch is not None:
            self.watch.hold(seat)

    def release(self, seat: str) -> None:
        if self.watch is not None:
            self.watch.release(seat)


def _server(arguments: argparse.Namespace) -> str | None:
    if arguments.tcp and not arguments.server:
        return None
    server: str = arguments.server or default_server()
    return server


def _connecting(waiting_for: Waiting) -> Connect:
    def connect(phone: Attached, waiting: Callable[[], None]) -> Device:
        waiting_for.listen(phone.address, waiting)
        if phone.state is State.UNAUTHORIZED:
            waiting()
        device = Device(phone.opener, origin=phone.how, address=phone.address, clock=now)
        device.connect()
        return device

    return connect


def _event(movement: Movement) -> PhoneCame | PhoneLeft | SeenSilent:
    match movement:
        case Came(phone, alone):
            return PhoneCame(phone, alone)
        case Left(seat):
            return PhoneLeft(seat)
        case SilentNow(phones):
            return SeenSilent(phones)
