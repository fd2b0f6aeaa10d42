import io
import struct
import zipfile

import pytest

from phone_audit.errors import UsageError
from phone_audit.formats import zip_members
from phone_audit.formats.zip_members import checked, opened_zip


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file


def test_a_zip_is_opened_and_its_members_read():
    with opened_zip(zipped({"a": b"satu"})) as archive:
        assert archive.open(checked(archive.getinfo("a"), 10)).read() == b"satu"


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + b"x" * 100, b"x" * 70_000])
def test_what_is_no_zip(data):
    with pytest.raises(UsageError, match="cannot be read"), opened_zip(io.BytesIO(data)):
        pass


def test_one_part_of_several():
    whole = zipped({"a": b"x" * 5_000}, zipfile.ZIP_STORED).getvalue()
    for part in (whole[:2_000], whole[2_000:]):
        with (
            pytest.raises(UsageError, match="one part of several"),
            opened_zip(io.BytesIO(part)) as archive,
        ):
            archive.open("a").read()


def test_a_password():
    data = bytearray(zipped({"a": b"x"}).getvalue())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with (
        pytest.raises(UsageError, match="password"),
        opened_zip(io.BytesIO(bytes(data))) as archive,
    ):
        archive.open("a")


def test_a_bomb_and_a_file_that_is_too_large():
    with opened_zip(zipped({"bom": b"\0" * 10_000_000, "besar": b"x" * 900})) as archive:
        with pytest.raises(UsageError, match="tightly"):
            checked(archive.getinfo("bom"), 1 << 40)
        with pytest.raises(UsageError, match="limit"):
            checked(archive.getinfo("besar"), 800)


def test_a_member_that_is_larger_than_its_entry_says():
    data = zipped({"a": b"x" * 5_000}).getvalue()
    told = data.index(b"PK\x01\x02") + 24
    smaller = data[:told] + struct.pack("<I", 10) + data[told + 4 :]
    with pytest.raises(UsageError), opened_zip(io.BytesIO(smaller)) as archive:
        archive.open(checked(archive.getinfo("a"), 10)).read()


def test_too_many_members(monkeypatch):
    monkeypatch.setattr(zip_members, "MAX_MEMBERS", 3)
    with (
        pytest.raises(UsageError, match="4 files"),
        opened_zip(zipped(dict.fromkeys("abcd", b""))),
    ):
        pass


@pytest.mark.parametrize("zip64", [False, True])
def test_a_table_of_contents_that_fills_the_memory(monkeypatch, zip64):
    monkeypatch.setattr(zip_members, "_MAX_DIRECTORY", 100)
    data = zipped({"a" * 60: b"", "b" * 60: b""}).getvalue()
    if zip64:
        at = data.index(b"PK\x05\x06")
        size = struct.unpack_from("<I", data, at + 12)[0]
        record = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 2, 2, size, 0)
        data = data[:at] + record + data[at : at + 12] + b"\xff" * 4 + data[at + 16 :]
    with pytest.raises(UsageError, match="table of contents"), opened_zip(io.BytesIO(data)):
        pass
