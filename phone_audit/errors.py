"""One class for each distinct reaction of a caller; what is ordinary is a Gap, not an error.

The tree is shallow on purpose: a class is earned by somebody who reacts differently to it.
"""

from collections.abc import Sequence
from pathlib import Path


class PhoneAuditError(Exception):
    """Anything this program says no to, in a sentence a person can act on."""


class UsageError(PhoneAuditError):
    """The command line or an input file asks for something that cannot be done (exit 2)."""


class DeviceError(PhoneAuditError):
    """One phone failed; the others on the table carry on.

    ``serial`` is how the phone was addressed (serial, ``host:port`` or USB path);
    ``message`` is the sentence without it.
    """

    def __init__(self, serial: str, message: str) -> None:
        super().__init__(f"{serial}: {message}")
        self.serial = serial
        self.message = message


class Unauthorized(DeviceError):
    """The phone has not accepted this computer's key: ask the holder to tap Allow, then retry."""


class PhoneBusy(DeviceError):
    """Another program holds the phone's USB interface, usually a running adb server."""


class NoAccess(DeviceError):
    """This computer may not open the USB device: a driver or a udev rule is missing."""


class Unplugged(DeviceError):
    """The phone is gone: keep what was captured; what was not asked becomes a gap."""


class ServiceRefused(DeviceError):
    """The phone answered at once that it does not offer this service."""


class LinkTimeout(DeviceError):
    """No answer within the time limit; the link it happened on cannot be trusted any more."""


class NotPermitted(PhoneAuditError):
    """A command that is not on the permit list was about to be sent. Nothing left the computer."""


class SignatureErrors(PhoneAuditError):
    """The signature list cannot be used; every complaint is in ``complaints`` (exit 5).

    Each complaint is one printable line, ``path:line:column: what is wrong (what to do)``;
    ``indonesian`` are the same ones in Indonesian.
    """

    def __init__(self, complaints: Sequence[str], indonesian: Sequence[str] = ()) -> None:
        super().__init__("\n".join(complaints))
        self.complaints = tuple(complaints)
        self.indonesian = tuple(indonesian or complaints)


class CaseError(PhoneAuditError):
    """A case cannot be opened, written or trusted as it stands."""


class Refused(CaseError):
    """A rule of the procedure forbids this step; both sentences say which and what to do."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.indonesian = indonesian
        self.english = english


class Withdrawn(CaseError):
    """The holder withdrew while the phone was read: the run stops, nothing of it is kept."""


class EvidenceAltered(CaseError):
    """A stored file is not what the log says it was (exit 4)."""

    def __init__(self, path: Path | str, complaint: str) -> None:
        super().__init__(f"{path}: {complaint}")
        self.path = path
        self.complaint = complaint


class ReportError(PhoneAuditError):
    """A document cannot be rendered from what is stored, or its template is broken."""


class ServiceError(PhoneAuditError):
    """A service that the settings name cannot be reached, or does not do what it should."""
