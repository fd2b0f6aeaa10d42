"""The folder where this computer keeps its station key and the public halves of offices.

::

    office.json        the office this station works for: raw answers are sealed to it
    known/<id>.json    every office whose signatures are recognised here
    station.key        the station's private key (PKCS#8, PEM, mode 0600)
    station.json       its certificate: the office's word, or its own
    heads/<case>.json  the last chain head this station signed of each case

No private half of an office belongs here.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec

from phone_audit.errors import UsageError
from phone_audit.keys import files, station
from phone_audit.keys.office import OfficeKey, read_office
from phone_audit.keys.signing import Signer
from phone_audit.keys.station import Certificate, own_word, read_certificate
from phone_audit.model.record import Record, canonical_json, from_json

VARIABLE = "PHONE_AUDIT_KEYS"

_OFFICE = "office.json"
_STATION_KEY = "station.key"
_STATION = "station.json"
_MOST_BYTES = 64 * 1024


class SeenHead(Record):
    """How long a case was when this station last signed it."""

    case_id: str
    records: int
    sha256: str


def default_path(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder named by ``PHONE_AUDIT_KEYS``, else ``keys`` in this user's data."""
    if named := environment.get(VARIABLE):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("phone-audit", appauthor=False) / "keys"


class KeyFolder:
    """The keys of this computer; reading them needs no passphrase.

    Every method raises ``UsageError`` naming the file when something lies there that is
    not what it should be: a station must not work unsigned because a file broke.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def office(self) -> OfficeKey | None:
        """Return the office this station works for, ``None`` if none was installed."""
        return self._office_at(self.path / _OFFICE)

    def known(self) -> tuple[OfficeKey, ...]:
        """Return every office that is recognised here, in order of fingerprint."""
        folder = self.path / "known"
        found = sorted(folder.glob("*.json")) if folder.is_dir() else []
        return tuple(one for one in map(self._office_at, found) if one is not None)

    def known_office(self, key_id: str | None) -> OfficeKey | None:
        """Return the recognised office with this fingerprint."""
        return next((one for one in self.known() if one.key_id == key_id), None)

    def recognise(self, office: OfficeKey) -> None:
        """Take an office up among those recognised here; once is enough."""
        with self._writing():
            folder = self._folder("known")
            files.create_private(folder / f"{office.key_id}.json", office.data)

    def install_office(self, office: OfficeKey, *, replace: bool = False) -> None:
        """Make an office the one this station works for.

        Raises:
            UsageError: the station works for another one, and ``replace`` was not asked for.
        """
        now = self.office()
        if now is not None and now.key_id != office.key_id and not replace:
            raise UsageError(
                f"this station works for {now.name} ({now.key_id}); "
                "use --replace if it is to work for another office key from now on"
            )
        self.recognise(office)
        with self._writing():
            files.replace_private(self.path / _OFFICE, office.data)

    def signer(self) -> Signer | None:
        """Return the station's private key, ``None`` if it has none yet."""
        path = self.path / _STATION_KEY
        data = self._read(path)
        if data is None:
            return None
        signer = Signer.from_pem(data)
        if signer is None:
            raise UsageError(f"{path}: this is not a station key (PKCS#8, Ed25519)")
        return signer

    def certificate(self) -> Certificate | None:
        """Return the station's certificate, ``None`` if the station has no key yet."""
        path = self.path / _STATION
        data = self._read(path)
        if data is None:
            return None
        found = read_certificate(data, self.known_office(station.office_named(data)))
        signer = self.signer()
        if found is None or signer is None or found.key_id != signer.key_id:
            raise UsageError(
                f"{path}: this is not a certificate of the key in {_STATION_KEY}, or the office "
                "that gave it is not known here"
            )
        return found

    def make_station(self, name: str, today: date) -> Certificate:
        """Make the station's key and return its own word; the office certifies it later.

        Raises:
            UsageError: the station has a key; it is never overwritten.
        """
        if (self.path / _STATION_KEY).exists():
            raise UsageError(f"{self.path / _STATION_KEY}: there is a station key already")
        signer = Signer.new()
        word = own_word(signer, name, today)
        with self._writing():
            self._folder()
            if not files.create_private(self.path / _STATION_KEY, signer.pem()):
                raise UsageError(f"{self.path / _STATION_KEY}: there is a station key already")
            files.replace_private(self.path / _STATION, word.data)
        return word

    def install_certificate(self, certificate: Certificate) -> None:
        """Put an office's certificate in place of the one there was.

        Raises:
            UsageError: it is of another station.
        """
        signer = self.signer()
        if signer is None or certificate.key_id != signer.key_id:
            raise UsageError(
                f"this certificate is of another station ({certificate.name}, {certificate.key_id})"
            )
        with self._writing():
            files.replace_private(self.path / _STATION, certificate.data)

    def remember_head(self, head: SeenHead) -> None:
        """Remember how far a case had come; never goes back."""
        before = self.seen_head(head.case_id)
        if before is not None and before.records >= head.records:
            return
        with self._writing():
            folder = self._folder("heads")
            files.replace_private(folder / f"{head.case_id}.json", canonical_json(head))

    def seen_head(self, case_id: str) -> SeenHead | None:
        """Return how far a case had come when this station last signed it."""
        if not case_id.isalnum():
            return None  # no id of a case, but perhaps a path
        path = self.head_path(case_id)
        data = self._read(path)
        if data is None:
            return None
        try:
            return from_json(data, SeenHead)
        except msgspec.DecodeError as error:
            raise UsageError(f"{path}: this is not what was written here ({error})") from error

    def head_path(self, case_id: str) -> Path:
        """Return where the head of a case is remembered."""
        return self.path / "heads" / f"{case_id}.json"

    def strangers(self) -> tuple[Path, ...]:
        """Return files that look like private halves of an office and do not belong here."""
        if not self.path.is_dir():
            return ()
        return tuple(sorted(self.path.rglob("*.age")))

    def _folder(self, name: str = "") -> Path:
        """Make the folder, or one inside, readable by its owner only; return it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.mkdir(exist_ok=True, mode=0o700)
        folder = self.path / name
        folder.mkdir(exist_ok=True, mode=0o700)
        return folder

    def _office_at(self, path: Path) -> OfficeKey | None:
        data = self._read(path)
        if data is None:
            return None
        office = read_office(data)
        if office is None:
            raise UsageError(f"{path}: this is not the public half of an office key")
        return office

    def _read(self, path: Path) -> bytes | None:
        try:
            with path.open("rb") as file:
                return file.read(_MOST_BYTES)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror}") from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise UsageError(f"{error.filename or self.path}: {error.strerror}") from error
