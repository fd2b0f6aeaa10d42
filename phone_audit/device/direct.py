"""A link of our own to a phone: adb-shell's transports and keys, our handshake and streams."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from phone_audit.device.multiplexer import Multiplexer
from phone_audit.device.packets import MAX_PAYLOAD, VERSION, Command, FramingError, Packet
from phone_audit.device.wires import PacketWire, TcpWire, Wire
from phone_audit.errors import DeviceError, LinkTimeout, Unauthorized, Unplugged

CONNECT_S = 10.0
_BANNER = b"host::features=shell_v2,cmd,stat_v2,ls_v2"
_SEND_S = 10.0
_SMALLEST_PAYLOAD = 4096  # MAX_PAYLOAD_V1 of AOSP: every adbd takes that much
_TOKEN, _SIGNATURE, _PUBLIC_KEY = 1, 2, 3  # arg0 of AUTH
_TOKEN_BYTES = 20
_MOST_STALE = 100  # packets of an earlier connection that may still be in a USB pipe


class Signer(Protocol):
    """An ADB key: signs a phone's challenge, and names itself to the holder."""

    @property
    def public_key(self) -> bytes:
        """Return what the phone stores of the key: base64, a blank, a name; no line break."""

    def sign(self, token: bytes) -> bytes:
        """Return the RSA signature of the 20 bytes a phone sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorisation:
    """How this computer makes itself accepted by a phone.

    ``keys`` is asked for only when a phone wants one. A phone that knows none of them
    asks its holder; ``on_waiting_for_holder`` is then called once with the phone's
    address, and the tap is awaited for ``wait_s``.
    """

    keys: Callable[[], Sequence[Signer]]
    wait_s: float = 60.0
    on_waiting_for_holder: Callable[[str], None] | None = None


def open_tcp(
    host: str, port: int, authorisation: Authorisation, *, timeout_s: float = CONNECT_S
) -> Multiplexer:
    """Return a link to a phone that listens on a port of this computer.

    Raises:
        Unauthorized: the holder has not accepted this computer's key.
        LinkTimeout: something listens, but nobody answers.
        Unplugged: nobody listens, or the phone left during the handshake.
    """
    return shake_hands(TcpWire(host, port, timeout_s=timeout_s), authorisation, timeout_s)


def shake_hands(wire: Wire, authorisation: Authorisation, timeout_s: float) -> Multiplexer:
    """Introduce this computer on a fresh wire and return the link, or close the wire.

    Format: CNXN both ways; a phone that wants a key answers AUTH TOKEN instead, is sent
    AUTH SIGNATURE once per key, and then AUTH RSAPUBLICKEY, which shows its holder the
    question "Allow USB debugging?". The phone's CNXN carries its banner::

        device::ro.product.name=x;ro.product.model=y;ro.product.device=z;features=shell_v2,cmd

    Read from: AOSP ``packages/modules/adb/adb.cpp`` (``parse_banner``, ``send_auth_*``),
    ``daemon/auth.cpp``. An adbd that is told "deny" sends nothing at all.
    """
    packets = PacketWire(wire)
    try:
        packets.send(Packet(Command.CNXN, VERSION, MAX_PAYLOAD, _BANNER), _SEND_S)
        greeting = _Greeting(packets, authorisation, timeout_s).await_banner()
        max_payload = max(_SMALLEST_PAYLOAD, min(MAX_PAYLOAD, greeting.arg1))
        packets.checksums = greeting.arg0 < VERSION
        features = _features(greeting.payload, wire.address)
        return Multiplexer(packets, features=features, max_payload=max_payload)
    except FramingError as error:
        packets.close()
        raise Unplugged(wire.address, f"what answers does not speak ADB: {error}") from None
    except BaseException:
        packets.close()
        raise


class _Greeting:
    """The phone's side of the handshake, packet by packet."""

    def __init__(self, packets: PacketWire, auth: Authorisation, timeout_s: float) -> None:
        self._packets = packets
        self._auth = auth
        self._timeout_s = timeout_s
        self._deadline = time.monotonic() + timeout_s
        self._keys: list[Signer] | None = None  # those not tried yet; None before the first
        self._offered: Signer | None = None
        self._asked_holder = False

    def await_banner(self) -> Packet:
        for _ in range(_MOST_STALE):
            left = max(0.0, self._deadline - time.monotonic())
            # Phones differ in whether their first packets carry a checksum.
            packet = self._packets.receive(left, check=False)
            if packet is None:
                raise self._silence()
            if packet.command is Command.CNXN:
                return packet
            if packet.command is Command.STLS:
                raise DeviceError(
                    self._packets.address,
                    "this is wireless debugging, which is not supported: use the cable",
                )
            if packet.command is Command.AUTH and packet.arg0 == _TOKEN:
                self._answer(packet.payload)
        raise FramingError("the handshake does not come to an end")

    def _answer(self, token: bytes) -> None:
        if len(token) != _TOKEN_BYTES:
            raise FramingError("the challenge does not have 20 bytes")
        if self._keys is None:
            # Twice each: over USB the first challenge may be left over from a connection
            # that another program broke off, and no key can answer that one.
            self._keys = [*self._auth.keys()] * 2
            if not self._keys:
                raise Unauthorized(self._packets.address, "the phone wants a key, there is none")
            self._offered = self._keys[0]
        if self._keys:
            signature = self._keys.pop(0).sign(token)
            self._packets.send(Packet(Command.AUTH, _SIGNATURE, 0, signature), _SEND_S)
        elif not self._asked_holder and self._offered is not None:
            self._asked_holder = True
            key = self._offered.public_key + b"\0"
            self._packets.send(Packet(Command.AUTH, _PUBLIC_KEY, 0, key), _SEND_S)
            self._deadline = time.monotonic() + self._auth.wait_s
            if self._auth.on_waiting_for_holder is not None:
                self._auth.on_waiting_for_holder(self._packets.address)

    def _silence(self) -> DeviceError:
        if self._asked_holder:
            return Unauthorized(
                self._packets.address,
                f"the holder has not accepted this computer within {self._auth.wait_s:g} s "
                "(a phone does not say whether its question was denied or not seen): "
                "unlock the screen, connect again and tap Allow",
            )
        return LinkTimeout(self._packets.address, f"no answer within {self._timeout_s:g} s")


def _features(banner: bytes, address: str) -> frozenset[str]:
    """Return the feature names of a banner; a phone that is not running Android is refused."""
    state, _, rest = banner.rstrip(b"\0").decode("utf-8", "replace").partition("::")
    if state == "unauthorized":
        raise Unauthorized(address, "the phone has not accepted this computer's key")
    if state != "device":
        raise DeviceError(address, f"the phone is not running Android but {state[:20]!r}")
    for part in rest.split(";"):
        if part.startswith("features="):
            return frozenset(part.removeprefix("features=").split(",")) - {""}
    return frozenset()
