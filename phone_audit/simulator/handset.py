"""What a simulated phone is, apart from any connection to it."""

import socket
import threading
from collections.abc import Callable, Iterable, Mapping
from enum import Enum

from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.record import Record
from phone_audit.simulator.adb_keys import key_body, signed_by
from phone_audit.simulator.faults import Fault
from phone_audit.simulator.packets import MAX_PAYLOAD, VERSION_SKIP_CHECKSUM

FEATURES = ("shell_v2", "cmd", "stat_v2", "ls_v2", "fixed_push_mkdir", "apex", "abb_exec")
"""What Android 11 to 15 announces, without what the simulator does not speak."""

LocalSocket = tuple[str, int] | Callable[[socket.socket], None]
"""Who stands behind an abstract socket: a port on loopback, or a function given a socket."""


class Tap(Enum):
    """What the holder does with the question whether this computer may debug the phone."""

    ALLOW = "allow"
    ALWAYS_ALLOW = "always_allow"
    DENY = "deny"
    NOTHING = "nothing"


class Authorisation(Record):
    """A phone that asks before it talks.

    ``known_keys`` are lines of ``adb_keys``. ``tap`` answers the dialog an unknown key
    brings up; a function is given the key's line, and while it returns ``NOTHING`` it is
    asked again whenever something happens on the connection.
    """

    known_keys: tuple[bytes, ...] = ()
    tap: Tap | Callable[[bytes], Tap] = Tap.NOTHING


class Handset:
    """One phone: its answers, its name, whom it trusts, how it misbehaves, what it was asked.

    ``asked`` lists every service a host opened, in order, refused ones included;
    ``heard_bytes`` and ``said_bytes`` count what went over the cable, frames included.
    """

    def __init__(
        self,
        folder: CaptureFolder,
        *,
        serial: str | None = None,
        auth: Authorisation | None = None,
        faults: Iterable[Fault] = (),
        local_sockets: Mapping[str, LocalSocket] | None = None,
        features: Iterable[str] = FEATURES,
        version: int = VERSION_SKIP_CHECKSUM,
        max_payload: int = MAX_PAYLOAD,
    ) -> None:
        self.folder = folder
        self.serial = serial or folder.properties.get("ro.serialno", "SIMULATED")
        self.auth = auth
        self.faults = tuple(faults)
        self.local_sockets = dict(local_sockets or {})
        self.features = tuple(features)
        self.version = version
        self.max_payload = max_payload
        self.asked: list[str] = []
        self.heard_bytes = self.said_bytes = 0
        self.pulled = False  # the cable is out for good
        self.questions = 0
        self.handlers: list[threading.Thread] = []
        self._known = list(auth.known_keys) if auth else []
        self._tap = auth.tap if auth else Tap.NOTHING

    @property
    def banner(self) -> bytes:
        """Return how the phone introduces itself.

        Format::

            device::ro.product.name=x;ro.product.model=X 6;ro.product.device=x;features=cmd
        """
        names = ("ro.product.name", "ro.product.model", "ro.product.device")
        pairs = [f"{name}={self.folder.properties.get(name, 'simulated')}" for name in names]
        features = "features=" + ",".join(self.features)
        return f"device::{';'.join([*pairs, features])}".encode("utf-8", "surrogateescape")

    def knows_signer(self, token: bytes, signature: bytes) -> bool:
        """Tell whether a key this phone always trusts signed ``token``."""
        return any(signed_by(line, token, signature) for line in self._known)

    def tap_for(self, key: bytes) -> Tap:
        """Return what the holder does about ``key`` now, remembering it on ``ALWAYS_ALLOW``."""
        tap = self._tap(key) if callable(self._tap) else self._tap
        if tap is Tap.ALWAYS_ALLOW and key_body(key) not in map(key_body, self._known):
            self._known.append(key)
        return tap

    def set_tap(self, tap: Tap) -> None:
        """Change what the holder does about the dialog, also one that is showing."""
        self._tap = tap
