"""Which signature list is used: the one named, the one installed, or the one shipped."""

import zlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from phone_audit import resources
from phone_audit.cases import layout
from phone_audit.cases.store import Case
from phone_audit.cli.language import say
from phone_audit.cli.output import shown
from phone_audit.errors import SignatureErrors
from phone_audit.keys.folder import KeyFolder, default_path
from phone_audit.keys.office import OfficeKey
from phone_audit.model.custody import ExhibitStatus
from phone_audit.model.signature import SignatureList
from phone_audit.signatures.installed import InstalledList, read_file, signed_by_known
from phone_audit.signatures.load import WholeList, from_snapshot, load_whole
from phone_audit.signatures.release import MOST_BYTES, looks_like_a_release
from phone_audit.signatures.versions import as_numbers

_GZIP = b"\x1f\x8b"


class Origin(StrEnum):
    """Where the list in force comes from."""

    SHIPPED = "shipped"  # with the program
    INSTALLED = "installed"  # from a signed release, newer than the shipped one or pinned
    CHOSEN = "chosen"  # named on the command line


@dataclass(frozen=True, slots=True)
class InForce:
    """A list, where it lies, and the office that signed it; ``None``: nobody did."""

    whole: WholeList
    origin: Origin
    path: Path
    office: OfficeKey | None = None

    @property
    def signatures(self) -> SignatureList:
        """Return the list itself."""
        return self.whole.signatures

    def told(self) -> str:
        """Return in one line which list this is and why it is used."""
        version = f"{self.signatures.name} {self.signatures.version}"
        if self.origin is Origin.SHIPPED:
            return say(f"{version}, bawaan program", f"{version}, shipped with the program")
        if self.office is None:
            return shown(f"{version}, {self.path}")
        name = self.office.name
        return shown(
            say(
                f"{version}, ditandatangani {name} ({self.path})",
                f"{version}, signed by {name} ({self.path})",
            )
        )


def list_in_force(chosen: Path | None = None) -> InForce:
    """Return the list to use: the chosen one, else the newer of the installed and the shipped.

    Raises:
        SignatureErrors: that list cannot be used; no other one takes its place.
    """
    if chosen is not None:
        return opened(chosen)
    installed = InstalledList(resources.installed_list_folder()).read(_known)
    shipped = resources.signatures_folder()
    if installed is not None and installed.outranks(shipped_version()):
        return InForce(
            whole=installed.file.whole,
            origin=Origin.INSTALLED,
            path=installed.path,
            office=installed.office,
        )
    return InForce(whole=load_whole(shipped), origin=Origin.SHIPPED, path=shipped)


def opened(path: Path) -> InForce:
    """Return a list from a folder, a signed release, a snapshot, or a case that kept one.

    Of a case the newest list counts that an examination in it used.

    Raises:
        SignatureErrors: nothing of the kind lies there, or it cannot be used.
    """
    if (path / layout.CASE).is_file():
        return InForce(whole=_of_case(path), origin=Origin.CHOSEN, path=path)
    if path.is_dir() or not path.exists():
        return InForce(whole=load_whole(path), origin=Origin.CHOSEN, path=path)
    data = read_file(path)
    if looks_like_a_release(data):
        file, office = signed_by_known(path, data, _known())
        return InForce(whole=file.whole, origin=Origin.CHOSEN, path=path, office=office)
    if data.startswith(_GZIP):
        data = _unpacked(path, data)
    return InForce(whole=WholeList(signatures=from_snapshot(data)), origin=Origin.CHOSEN, path=path)


def is_older(used: InForce) -> bool:
    """Say whether the shipped list is newer than the one that is used in its place."""
    shipped = as_numbers(shipped_version())
    return used.origin is not Origin.SHIPPED and shipped > as_numbers(used.signatures.version)


def shipped_version() -> str:
    """Return the version of the list that came with the program, without reading all of it."""
    text = (resources.signatures_folder() / "VERSION").read_text(encoding="utf-8")
    lines = (line.partition(":") for line in text.splitlines())
    return next((value.strip() for name, _, value in lines if name == "version"), "0")


def _of_case(path: Path) -> WholeList:
    case = Case.read(path)
    hashes = {
        case.exhibit(stored.number).examination().signature_list.sha256
        for stored in case.exhibits()
        if stored.status is ExhibitStatus.EXAMINED
    }
    lists = [from_snapshot(case.signature_list(sha256)) for sha256 in sorted(hashes)]
    if not lists:
        raise SignatureErrors(
            [f"{path}: no phone of this case was examined, so it keeps no list"],
            indonesian=[f"{path}: belum ada ponsel diperiksa, jadi tidak ada daftar tersimpan"],
        )
    newest = max(lists, key=lambda one: as_numbers(one.version))
    return WholeList(signatures=newest)


def _unpacked(path: Path, data: bytes) -> bytes:
    try:
        unpacker = zlib.decompressobj(wbits=31)
        plain = unpacker.decompress(data, MOST_BYTES)
    except zlib.error as error:
        raise SignatureErrors([f"{path}: {error}"]) from error
    return plain


def _known() -> tuple[OfficeKey, ...]:
    return KeyFolder(default_path()).known()
