import gzip

import pytest

from phone_audit.formats.name_lists.detect import HEAD_BYTES
from phone_audit.formats.name_lists.interface import BrokenList
from phone_audit.lists.source_file import SourceFile
from phone_audit.model.record import sha256_hex


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_it_can_be_read_again_and_again(tmp_path, pack):
    data = b"contoh88.example\n" * 40_000
    path = tmp_path / "daftar"
    path.write_bytes(pack(data))
    source = SourceFile(path)
    assert source.head() == data[:HEAD_BYTES]
    for _ in range(2):
        assert b"".join(source.chunks()) == data
        assert source.sha256 == sha256_hex(path.read_bytes())
        assert source.size_bytes == path.stat().st_size


def test_what_follows_a_packed_text_is_part_of_the_file(tmp_path):
    path = tmp_path / "daftar.gz"
    path.write_bytes(gzip.compress(b"contoh88.example\n") + b"\0" * 300_000)
    source = SourceFile(path)
    assert b"".join(source.chunks()) == b"contoh88.example\n"
    assert source.sha256 == sha256_hex(path.read_bytes())


@pytest.mark.parametrize(
    ("start", "kind"), [(b"PK\x03\x04", "zip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"BZh9", "bzip2")]
)
def test_other_packings_are_named(tmp_path, start, kind):
    path = tmp_path / "daftar"
    path.write_bytes(start + b"...")
    with pytest.raises(BrokenList, match=kind):
        SourceFile(path).head()
