"""What this computer brings to every case: the key it signs with, and what it remembers.

A case is opened in many places of the program, always at the same desk. The entry point
chooses the desk once; without that choice there are no keys, and cases are not signed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from phone_audit.keys.age_passphrase import CannotOpen
from phone_audit.keys.folder import KeyFolder, SeenHead
from phone_audit.keys.office import OfficeKey
from phone_audit.keys.signing import Signer
from phone_audit.keys.station import Certificate


@dataclass(frozen=True, slots=True)
class Signing:
    """The station's key, its certificate, and the office that gave it (``None``: nobody yet)."""

    signer: Signer
    certificate: Certificate
    office: OfficeKey | None


class Desk:
    """A computer without keys."""

    def signing(self) -> Signing | None:
        """Return what new records are signed with, ``None`` if they are not."""
        return None

    def office(self) -> OfficeKey | None:
        """Return the office to whose key raw answers are sealed, ``None``: they are not kept."""
        return None

    def unlock(self, vault: bytes, where: str) -> bytes:
        """Return the key of a locked case; ``vault`` are the bytes of its ``vault.json``.

        Raises:
            CannotOpen: nothing that is at hand opens it.
            EvidenceAltered: these are not bytes that were written for it.
        """
        del vault
        raise CannotOpen(f"{where}: this case is locked, and nobody is here to open it")

    def recognises(self, office: str) -> bool:
        """Say whether the office key with this fingerprint was installed here by somebody."""
        del office
        return False

    def seen(self, case_id: str) -> SeenHead | None:
        """Return how far a case had come when this computer last signed it."""
        del case_id
        return None

    def remember(self, head: SeenHead) -> None:
        """Remember how far a case has come."""

    def memory_of(self, case_id: str) -> str:
        """Return where that is remembered, as a person can find it."""
        del case_id
        return "-"


class StationDesk(Desk):
    """A computer with a folder of keys, read when a case first needs them."""

    def __init__(self, folder: KeyFolder) -> None:
        self.folder = folder
        self._signing: Signing | None = None

    def signing(self) -> Signing | None:
        """Return the station's key; it is read once.

        Raises:
            UsageError: the folder holds something broken.
        """
        if self._signing is None:
            certificate, signer = self.folder.certificate(), self.folder.signer()
            if certificate is None or signer is None:
                return None
            office = self.folder.known_office(certificate.statement.office)
            self._signing = Signing(signer, certificate, office)
        return self._signing

    def office(self) -> OfficeKey | None:
        """Return the office this station works for."""
        return self.folder.office()

    def recognises(self, office: str) -> bool:
        """Say whether an office is among those known in the folder."""
        return self.folder.known_office(office) is not None

    def seen(self, case_id: str) -> SeenHead | None:
        """Return how far a case had come when this computer last signed it."""
        return self.folder.seen_head(case_id)

    def remember(self, head: SeenHead) -> None:
        """Remember how far a case has come; never goes back."""
        self.folder.remember_head(head)

    def memory_of(self, case_id: str) -> str:
        """Return the file of this memory."""
        return str(self.folder.head_path(case_id))


_chosen = [Desk()]


def current() -> Desk:
    """Return the desk this program works at."""
    return _chosen[-1]


@contextmanager
def at(desk: Desk) -> Iterator[None]:
    """Work at a desk; every case opened inside, in any thread, is opened there."""
    _chosen.append(desk)
    try:
        yield
    finally:
        _chosen.remove(desk)
