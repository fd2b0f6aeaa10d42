import io
import sys
import tempfile
import zlib
from pathlib import Path

import pytest

from tests.end_to_end.left_behind import unpacked, watched


def test_files_that_are_removed_again_are_looked_at(tmp_path):
    with watched() as left:
        with tempfile.NamedTemporaryFile(dir=tmp_path) as file:
            file.write(b"rahasia satu")
            file.flush()
        (tmp_path / "lama").write_bytes(b"rahasia dua")
        (tmp_path / "baru").write_bytes(b"tiga")
        (tmp_path / "baru").rename(tmp_path / "lama")
        with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
            (Path(folder) / "dalam").write_bytes(b"rahasia empat")
    everything = left.bytes_in(tmp_path)
    for word in (b"rahasia satu", b"rahasia dua", b"tiga", b"rahasia empat"):
        assert word in everything


def test_what_is_printed_is_looked_at(tmp_path):
    with watched() as left:
        print("keluaran")
        print("kesalahan", file=sys.stderr)
    assert b"keluaran\nkesalahan\n" in left.bytes_in(tmp_path)
    (tmp_path / "sesudah").write_bytes(b"sesudah")
    (tmp_path / "sesudah").unlink()
    assert b"sesudah" not in left.bytes_in(tmp_path)


def test_streams_and_shown_text_of_a_pdf():
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=72, height=72)
    data = io.BytesIO()
    writer.write(data)
    assert list(unpacked(b"nama.pdf\n" + data.getvalue())) == [b""]  # one page that shows nothing
    packed = zlib.compress(b"rahasia terlipat")
    assert list(unpacked(b"1 0 obj stream\n" + packed + b"\nendstream")) == [b"rahasia terlipat"]
    assert list(unpacked(b"stream\nbukan\nendstream")) == []
