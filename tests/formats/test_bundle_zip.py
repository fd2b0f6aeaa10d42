"""A zip of one form: any program reads it, and every byte of it counts."""

import io
import shutil
import subprocess
import zipfile

import pytest

from phone_audit.formats import bundle_zip
from phone_audit.formats.bundle_zip import README, Damage, is_bundle, read, write

FILES = (
    (README, b"read me"),
    ("case.json", b'{"a":1}' * 20),
    ("exhibits/001/evidence.json", b"x" * 300),
    ("laporan-\u00e9.txt", b""),
    ("z", b"PK\x03\x04 PK\x01\x02 PK\x05\x06"),
)
ZIP = b"".join(write(FILES))


def opened(data: bytes):
    return read(io.BytesIO(data))


def test_what_goes_in_comes_out():
    members, damages = opened(ZIP)
    assert damages == ()
    assert [(one.name, ZIP[one.data_at : one.data_at + one.size]) for one in members] == list(FILES)
    assert b"".join(write(FILES)) == ZIP


def test_python_reads_it():
    with zipfile.ZipFile(io.BytesIO(ZIP)) as archive:
        assert archive.testzip() is None
        assert [(name, archive.read(name)) for name in archive.namelist()] == list(FILES)
        assert archive.comment == bundle_zip.COMMENT
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.slow
@pytest.mark.peer
@pytest.mark.parametrize("command", [("unzip", "-tq"), ("7z", "t")])
def test_other_programs_read_it(command, tmp_path):
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    (tmp_path / "b.zip").write_bytes(ZIP)
    done = subprocess.run([*command, tmp_path / "b.zip"], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("bits", [0x01, 0x20, 0xFF])
def test_every_byte_counts_and_is_told_apart_from_the_files(bits):
    members, _ = opened(ZIP)
    inside = {place for one in members for place in range(one.data_at, one.data_at + one.size)}
    for place in range(len(ZIP)):
        bad = bytearray(ZIP)
        bad[place] ^= bits
        assert is_bundle(io.BytesIO(bad)), place
        found, damages = opened(bytes(bad))
        if place in inside:
            assert (found, damages) == (members, ()), place
        else:
            assert damages, place


def test_a_damage_is_said_where_it_is():
    members, _ = opened(ZIP)
    third = members[2]
    bad = bytearray(ZIP)
    bad[third.header_at + 10] ^= 1
    assert opened(bytes(bad))[1] == (Damage(third.header_at + 10, third.name),)


@pytest.mark.parametrize("length", [0, 10, 40, 200, len(ZIP) - 1])
def test_a_zip_that_was_cut_is_damaged(length):
    assert opened(ZIP[:length])[1]


@pytest.mark.parametrize("extra", [b"\n", b"PK", ZIP])
def test_something_behind_it_is_damage(extra):
    assert opened(ZIP + extra)[1]


def test_other_zips_are_no_bundles():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("case.json", b"{}")
    assert not is_bundle(out)
    assert not is_bundle(io.BytesIO(b""))
    assert not is_bundle(io.BytesIO(b"%PDF-1.7"))


def test_a_file_beyond_four_gigabytes_has_its_place_in_zip64(monkeypatch):
    """The limits are lowered: nobody wants to write four gigabytes in a test."""
    monkeypatch.setattr(bundle_zip, "_FULL32", 200)
    data = b"".join(write([("a", b"x" * 150), ("b", b"y" * 90), ("c", b"z")]))
    members, damages = opened(data)
    assert (len(members), damages) == (3, ())
    assert b"PK\x06\x06" in data
    assert b"PK\x06\x07" in data
    with pytest.raises(ValueError, match="too large"):
        list(write([("a", b"x" * 200)]))
