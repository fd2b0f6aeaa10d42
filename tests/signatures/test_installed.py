"""An installed list is checked each time, and never gives way silently."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from phone_audit.errors import SignatureErrors, UsageError
from phone_audit.keys.office import OfficeKey, OfficeStatement, read_office
from phone_audit.keys.signing import Signer
from phone_audit.model.record import canonical_json
from phone_audit.model.signature import SignatureList
from phone_audit.signatures.installed import InstalledList, read_file
from phone_audit.signatures.load import WholeList
from phone_audit.signatures.release import release

AT = datetime(2026, 11, 23, 4, 5, 6, tzinfo=UTC)
SIGNER = Signer.new()


def office(signer: Signer = SIGNER) -> OfficeKey:
    statement = OfficeStatement(
        made_at=AT, name="Kantor Contoh", sealing="age1contoh", signing=signer.public_key
    )
    found = read_office(canonical_json(signer.sign(statement)))
    assert found is not None
    return found


def packed(version: str) -> bytes:
    signatures = SignatureList(
        name="Daftar", version=version, released=date(2026, 11, 23), signatures=()
    )
    return release(WholeList(signatures=signatures), SIGNER, AT, "x")[1]


def nobody() -> tuple[OfficeKey, ...]:
    raise AssertionError("nobody is asked for where nothing is installed")


def test_nothing_is_installed_at_first(tmp_path: Path) -> None:
    store = InstalledList(tmp_path / "nowhere")
    assert store.read(nobody) is None
    assert store.remove() is False


def test_what_was_installed_is_read_with_its_office(tmp_path: Path) -> None:
    store = InstalledList(tmp_path / "list")
    store.install(packed("2026.11.23"), pinned=False)
    found = store.read(lambda: (office(Signer.new()), office()))
    assert found is not None
    assert (found.office.name, found.pinned) == ("Kantor Contoh", False)
    assert found.outranks("2026.11.22")
    assert found.outranks("2026.9.30.4")
    assert not found.outranks("2026.11.23")
    assert not found.outranks("2026.11.23.1")
    assert store.remove() is True
    assert store.read(nobody) is None


def test_a_pinned_list_is_used_whatever_its_age_until_it_is_replaced(tmp_path: Path) -> None:
    store = InstalledList(tmp_path)
    store.install(packed("2026.11.23"), pinned=False)
    store.install(packed("2026.11.01"), pinned=True)
    found = store.read(lambda: (office(),))
    assert found is not None
    assert (found.file.statement.version, found.pinned) == ("2026.11.01", True)
    assert found.outranks("2027.01.01")
    store.install(packed("2026.12.01"), pinned=False)
    found = store.read(lambda: (office(),))
    assert found is not None
    assert (found.file.statement.version, found.pinned) == ("2026.12.01", False)
    assert [path.name for path in tmp_path.iterdir()] == ["installed.palist"]


def test_an_altered_or_foreign_list_is_an_error_and_not_another_list(tmp_path: Path) -> None:
    store = InstalledList(tmp_path)
    path = store.install(packed("2026.11.23"), pinned=False)
    with pytest.raises(SignatureErrors, match="no office that is recognised here signed it"):
        store.read(lambda: ())
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(SignatureErrors, match="its content is not what was signed"):
        store.read(lambda: (office(),))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError):
        InstalledList(tmp_path / "file" / "list").install(packed("2026.11.23"), pinned=False)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SignatureErrors, match="No such file"):
        read_file(tmp_path / "nowhere")
