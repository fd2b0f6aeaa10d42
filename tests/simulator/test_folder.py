from pathlib import Path

from phone_audit.simulator.folder import read_folder


def test_files_by_their_path(tmp_path: Path) -> None:
    (tmp_path / "cmds").mkdir()
    (tmp_path / "cmds" / "x.out").write_bytes(b"\xff\x00")
    (tmp_path / "props").write_bytes(b"k=v\n")
    (tmp_path / "fs" / "sdcard" / "empty").mkdir(parents=True)
    outside = tmp_path.parent / "outside"
    outside.write_bytes(b"not of this phone")
    (tmp_path / "link").symlink_to(outside)
    assert read_folder(tmp_path) == {
        "cmds/x.out": b"\xff\x00",
        "props": b"k=v\n",
        "fs/sdcard/empty/": b"",
    }


def test_an_empty_folder_says_nothing(tmp_path: Path) -> None:
    assert read_folder(tmp_path) == {}
