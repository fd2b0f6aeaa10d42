"""Phones that come and go: an adb server tells of its own, ports are looked at in between."""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from phone_audit.device.direct import Authorisation
from phone_audit.device.discover import (
    Attached,
    Silent,
    State,
    loopback_address,
    on_tcp,
    on_usb,
    server_phone,
    usb_access,
    usb_state,
)
from phone_audit.device.server import AdbServer, DeviceWatch
from phone_audit.errors import DeviceError
from phone_audit.model.record import Words

if TYPE_CHECKING:
    from adb_shell.transport.usb_transport import UsbTransport

_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Came:
    """A phone is within reach, at ``phone.seat``, or its state there has changed.

    ``alone`` says that no other one came in the same look: which was first, nobody knows.
    """

    phone: Attached
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Left:
    """No phone is at this seat any more."""

    seat: str


@dataclass(frozen=True, slots=True)
class SilentNow:
    """These phones are plugged in without USB debugging; before, it was others."""

    phones: tuple[Silent, ...]


Movement = Came | Left | SilentNow


def movements(before: Iterable[Attached], after: Iterable[Attached]) -> tuple[Movement, ...]:
    """Return what happened between two looks, departures first; pure.

    A phone at the same seat in another plugging (its ``key`` or ``serial`` differs) left
    and came. Of two phones that claim one seat the first is taken.
    """
    old = _by_seat(before)
    new = _by_seat(after)
    left = [
        Left(seat)
        for seat, phone in old.items()
        if seat not in new or _plugging(new[seat]) != _plugging(phone)
    ]
    gone = {one.seat for one in left}
    came = [
        phone
        for seat, phone in new.items()
        if seat not in old or seat in gone or old[seat].state is not phone.state
    ]
    return (*left, *(Came(phone, len(came) == 1) for phone in came))


def _by_seat(phones: Iterable[Attached]) -> dict[str, Attached]:
    seats: dict[str, Attached] = {}
    for phone in phones:
        seats.setdefault(phone.seat, phone)
    return seats


def _plugging(phone: Attached) -> tuple[str, str | None, str | None]:
    return phone.key, phone.serial, phone.plugging


class Watch:
    """Tells of every phone that comes, changes its state or goes, until it is closed.

    ``on_movement`` is called from the watch's own threads, one call at a time. A running
    adb server says by itself when something changes (``host:track-devices``); USB ports
    and addresses are looked at every ``every_s`` seconds. Looking sends no byte to a
    phone; one that is ``hold``-ed, because it is being examined, is not even opened.
    A server may come up and go down in between; none is ever started.
    """

    def __init__(
        self,
        authorisation: Authorisation,
        on_movement: Callable[[Movement], None],
        *,
        server: str | None,
        usb: bool = True,
        tcp: Sequence[str] = (),
        every_s: float = _EVERY_S,
    ) -> None:
        """Begin to watch.

        Raises:
            UsageError: an address is no address, or lies outside this computer.
        """
        self._authorisation = authorisation
        self._on_movement = on_movement
        self._server = None if server is None else AdbServer(*loopback_address(server))
        self._tcp = [loopback_address(text) for text in tcp]
        self._every_s = every_s
        self._known: tuple[Attached, ...] = ()
        self._of_server: tuple[Attached, ...] = ()
        self._of_ports: tuple[Attached, ...] = ()
        self._silent: tuple[Silent, ...] = ()
        self._held: set[str] = set()
        self._probed: dict[str, tuple[tuple[int, int], State]] = {}
        self._lock = threading.Lock()
        self._looking = threading.Lock()  # taken before the other, where both are
        self._closing = threading.Event()
        self.note: Words | None = usb_access() if usb else None
        """Why USB ports cannot be looked at; ``None``: they can, or nobody asked for it."""
        self._looks_at_usb = usb and self.note is None
        self._threads = [
            threading.Thread(target=work, name=name, daemon=True)
            for name, work in (("watch-ports", self._poll), ("watch-server", self._listen))
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def hold(self, seat: str) -> None:
        """Leave the phone at this seat alone: somebody talks to it.

        Returns once nobody is looking at it any more, so that its port can be opened.
        """
        with self._looking, self._lock:
            self._held.add(seat)

    def release(self, seat: str) -> None:
        """Look at this seat again."""
        with self._lock:
            self._held.discard(seat)

    def close(self) -> None:
        """Stop watching; returns once no more movement will be told."""
        self._closing.set()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join()

    # Ports and addresses

    def _poll(self) -> None:
        while not self._closing.is_set():
            with self._looking:
                found = self._look()
            self._tell(of_ports=tuple(found))
            if self._looks_at_usb:
                self._tell_silent()
            self._closing.wait(self._every_s)

    def _look(self) -> list[Attached]:
        with self._lock:
            owned = self._of_server
        found = on_usb(self._authorisation, owned, self._probe) if self._looks_at_usb else []
        for host, port in self._tcp:
            known = next((one for one in self._of_ports if one.key == _tcp_key(host, port)), None)
            if known is None or known.seat not in self._held:
                known = on_tcp(host, port, self._authorisation)
            if known.state is not State.OFFLINE:
                found.append(known)
        return found

    def _probe(self, path: str, transport: "UsbTransport") -> State:
        """Return how a phone on USB stands; one that was ready is not opened again."""
        from phone_audit.device.usb import address_of

        plugging = address_of(transport)
        before, state = self._probed.get(path, (None, None))
        if before != plugging:
            state = None
        if f"usb:{path}" in self._held:
            state = state or State.BUSY
        elif state is not State.READY:
            state = usb_state(path, transport)
        self._probed[path] = plugging, state
        return state

    def _tell_silent(self) -> None:
        from phone_audit.device.usb import find_silent

        phones = find_silent()
        with self._lock:
            if phones != self._silent and not self._closing.is_set():
                self._silent = phones
                self._on_movement(SilentNow(phones))

    # The adb server

    def _listen(self) -> None:
        server = self._server
        while server is not None and not self._closing.is_set():
            try:
                with server.track_devices() as watch:
                    self._follow(server, watch)
            except DeviceError:
                self._tell(of_server=())
                self._closing.wait(self._every_s)

    def _follow(self, server: AdbServer, watch: DeviceWatch) -> None:
        while not self._closing.is_set():
            devices = watch.wait(self._every_s)
            if devices is not None:
                self._tell(of_server=tuple(server_phone(server, one) for one in devices))

    def _tell(
        self,
        *,
        of_server: tuple[Attached, ...] | None = None,
        of_ports: tuple[Attached, ...] | None = None,
    ) -> None:
        with self._lock:
            if self._closing.is_set():
                return
            if of_server is not None:
                self._of_server = of_server
            if of_ports is not None:
                self._of_ports = of_ports
            now = (*self._of_server, *self._of_ports)
            moved = movements(self._known, now)
            self._known = now
            for movement in moved:
                self._on_movement(movement)


def _tcp_key(host: str, port: int) -> str:
    return f"tcp:[{host}]:{port}" if ":" in host else f"tcp:{host}:{port}"
