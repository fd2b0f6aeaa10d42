"""``head.json``: written at every milestone, and signed where the station has a key."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from phone_audit.cases import chain, durable, layout
from phone_audit.cases.desk import Signing
from phone_audit.cases.statements import HeadStatement
from phone_audit.cases.vault import Vault
from phone_audit.errors import EvidenceAltered
from phone_audit.keys.signing import Signed


class HeadFile:
    """The head of one case."""

    def __init__(self, root: Path, vault: Vault) -> None:
        self._root = root
        self._vault = vault
        self._signing: Signing | None = None
        self._case_id = ""

    def sign_as(self, signing: Signing | None, case_id: str) -> None:
        """Sign every head from now on; ``None``: keep what others signed."""
        self._signing, self._case_id = signing, case_id

    def read(self) -> chain.Head:
        """Return the head as it is on the disk.

        Raises:
            CaseError: it cannot be read.
            EvidenceAltered: it is missing, or is not what was written here.
        """
        head = chain.read_head(self.data())
        if head is None:
            raise EvidenceAltered(self._root / layout.HEAD, "is not what was written here")
        return head

    def data(self) -> bytes:
        """Return the clear bytes of the head; raises like ``read``."""
        path = durable.check_way(self._root, layout.HEAD)
        try:
            return self._vault.disclose(layout.HEAD, durable.read_file(path))
        except FileNotFoundError:
            raise EvidenceAltered(path, "is missing") from None
        except OSError as error:
            raise durable.sentence(path, error) from error

    def write(self, records: int, sha256: str, now: Callable[[], datetime]) -> None:
        """Let the head name the last of so many records.

        Raises:
            OSError: it cannot be written; the old head is still there.
        """
        path = durable.check_way(self._root, layout.HEAD)
        if self._signing is None:
            signed = self._signed_before(path)
        else:
            statement = HeadStatement(
                at=now(), case_id=self._case_id, records=records, sha256=sha256
            )
            signed = self._signing.signer.sign(statement)
        data = chain.head_json(records, sha256, signed)
        durable.write_whole(path, self._vault.enclose(layout.HEAD, data))

    def _signed_before(self, path: Path) -> Signed | None:
        """Return the newest signature there is: a station without a key keeps it."""
        try:
            head = chain.read_head(self._vault.disclose(layout.HEAD, durable.read_file(path)))
        except (OSError, EvidenceAltered):
            return None
        return None if head is None else head.signed
