import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from phone_audit.lists import layout
from phone_audit.lists.layout import Pointer
from phone_audit.model.imported_list import ImportedList, ListFormat, ListRole


def pointer(file):
    return Pointer(
        list=ImportedList(
            name="contoh",
            role=ListRole.BLOCK,
            format=ListFormat.DOMAINS,
            sha256="0" * 64,
            size_bytes=1,
            hosts=1,
            packages=0,
            refused={},
            imported_at=datetime(2026, 11, 23, tzinfo=UTC),
            importer="phone-audit 0.0",
        ),
        file=file,
        file_bytes=1,
    )


def test_a_list_is_in_force_from_one_step_to_the_next(tmp_path):
    (tmp_path / "contoh.aaaaaaaa.names").write_bytes(b"x")
    assert layout.pointers(tmp_path) == ()
    layout.publish(tmp_path, pointer("contoh.aaaaaaaa.names"))
    assert layout.pointers(tmp_path) == (pointer("contoh.aaaaaaaa.names"),)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json", ".names"]
    layout.withdraw(tmp_path, "contoh")
    assert layout.pointers(tmp_path) == ()


def test_what_cannot_be_published_leaves_no_trace(tmp_path):
    with pytest.raises(OSError, match="names"):
        layout.publish(tmp_path, pointer("contoh.aaaaaaaa.names"))
    assert list(tmp_path.iterdir()) == []


def test_windows_refuses_for_a_moment(tmp_path, monkeypatch):
    (tmp_path / "contoh.aaaaaaaa.names").write_bytes(b"x")
    refusals = [PermissionError(13, "in use")] * 3
    replace = Path.replace

    def patient(path, target):
        if refusals:
            raise refusals.pop()
        return replace(path, target)

    waited = []
    monkeypatch.setattr(Path, "replace", patient)
    monkeypatch.setattr(layout, "ON_WINDOWS", True)
    monkeypatch.setattr(layout.time, "sleep", waited.append)
    layout.publish(tmp_path, pointer("contoh.aaaaaaaa.names"))
    assert len(waited) == 3
    assert len(layout.pointers(tmp_path)) == 1


def test_elsewhere_what_is_not_allowed_is_said_at_once(tmp_path, monkeypatch):
    (tmp_path / "contoh.aaaaaaaa.names").write_bytes(b"x")

    def refuse(*_):
        raise PermissionError(13, "not yours")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        layout.publish(tmp_path, pointer("contoh.aaaaaaaa.names"))
    assert not list(tmp_path.glob("*.part"))


def test_a_part_of_a_killed_program_is_swept(tmp_path):
    part = tmp_path / "contoh.00000000.part"
    part.write_bytes(b"x")
    layout.sweep(tmp_path)
    assert part.exists()
    os.utime(part, (0, 0))
    layout.sweep(tmp_path)
    assert not part.exists()
