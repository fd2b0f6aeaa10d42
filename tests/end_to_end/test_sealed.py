"""A full phone examined with an office key: nothing clear on the disk, and the same again."""

import json
import os
import sys
import tempfile
from datetime import timedelta

import pytest

from phone_audit.cases.store import Case
from phone_audit.cli.main import main
from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.keys.age_passphrase import seal
from phone_audit.keys.sealing import new_identity
from phone_audit.simulator.android.apps import App, install
from phone_audit.simulator.android.folder import capture_files
from phone_audit.simulator.daemon import Handset, SimulatedPhone
from tests.cases.signing import IDENTITY, SIGNER, desk_at
from tests.end_to_end.populated_phone import COLLECTOR, LISTED, NOW, SECRET_HOSTS, populated

pytestmark = pytest.mark.slow

WEEK = timedelta(days=7)
PHRASE = "kuda besi naik gunung"


class Watched:
    """Every file that is opened for writing, and every byte handed to the operating system."""

    def __init__(self) -> None:
        self.opened: set[str] = set()
        self.written: list[bytes] = []
        self.on = False

    def hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.on or event != "open":
            return
        path, mode, flags = arguments
        writing = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
        if isinstance(path, (str, bytes)) and (writing or set(str(mode or "")) & set("wax+")):
            self.opened.add(os.fsdecode(path))


WATCHED = Watched()
sys.addaudithook(WATCHED.hook)


@pytest.fixture(scope="module")
def examined(tmp_path_factory):
    root = tmp_path_factory.mktemp("sealed")
    folder, temporary = root / "kasus", root / "tmp"
    temporary.mkdir()
    private = f"{IDENTITY}\n{SIGNER.pem().decode()}".encode()
    (root / "kantor.age").write_bytes(seal(private, PHRASE, work_factor=10))
    (root / "phrase").write_text(PHRASE)
    desk_at(root / "keys")
    described = populated()
    for number in range(300):
        app = App(package=f"id.biasa.aplikasi{number}", app_id=0, installed_at=NOW - WEEK)
        described = install(described, app)
    genuine = os.write

    def write(descriptor, data):
        WATCHED.written.append(bytes(data))
        return genuine(descriptor, data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PHONE_AUDIT_KEYS", str(root / "keys"))
        patch.setenv("TMPDIR", str(temporary))
        patch.setattr(tempfile, "tempdir", None)
        patch.setattr(os, "write", write)
        WATCHED.on = True
        try:
            new = ["case", "new", str(folder), "--surat-tugas", "1/2026", "--opd", "Dinas Contoh"]
            assert main([*new, "--location", "Aula"]) == 0
            handset = Handset(CaptureFolder(capture_files(described), clock=lambda: NOW))
            with SimulatedPhone(handset) as phone:
                how = ["--tcp", phone.address, "--basis", "consented"]
                assert main(["examine", str(folder), *how]) == 0
        finally:
            WATCHED.on = False
        yield root, folder, described
    assert list(temporary.iterdir()) == []


def harmless(described):
    """Names that stand in the phone's answers and match nothing."""
    return [
        *(app.package for app in described.apps if app.package.count(".") >= 2),
        *SECRET_HOSTS,
        *(chat.title for chat in described.chats),
    ]


def test_the_answers_are_kept_and_hold_what_was_read(examined):
    _, folder, _ = examined
    answers = Case.read(folder).sealed_answers(1, IDENTITY)
    clear = b"".join(one.answer.stdout for one in answers if hasattr(one.answer, "stdout"))
    assert LISTED.app.encode() in clear
    assert SECRET_HOSTS[4].encode() in clear
    evidence = json.loads((folder / "exhibits/001/evidence.json").read_bytes())
    hashes = {one.answer.sha256 for one in answers if hasattr(one.answer, "sha256")}
    assert {note["sha256"] for note in evidence["captures"] if note["complete"]} <= hashes


def test_no_clear_byte_of_an_answer_is_written_anywhere(examined):
    root, folder, described = examined
    answers = Case.read(folder).sealed_answers(1, IDENTITY)
    clear = b"".join(one.answer.stdout for one in answers if hasattr(one.answer, "stdout"))
    # What matched, what installed it, and the browser it was seen in may be named.
    shown = {LISTED.app, COLLECTOR, "com.android.chrome", "com.google.android.packageinstaller"}
    names = [name.encode() for name in harmless(described) if name not in shown]
    secrets = [name for name in names if name in clear]
    assert len(secrets) > 370
    everywhere = b"\0".join(path.read_bytes() for path in root.rglob("*") if path.is_file())
    handed_over = b"\0".join(WATCHED.written)
    assert len(handed_over) > 100_000
    assert [one for one in secrets if one in everywhere] == []
    assert [one for one in secrets if one in handed_over] == []


def test_nothing_was_written_outside_the_case(examined):
    root, _, _ = examined
    allowed = (str(root), "/dev/", "/proc/")
    outside = {
        path
        for path in WATCHED.opened
        if not path.startswith(allowed) and not path.endswith((".pyc", "adbkey", "adbkey.pub"))
    }
    assert {path for path in outside if "pycache" not in path and "adbkey" not in path} == set()


def test_both_ways_back_lead_to_the_same_assessment(examined, capsys, monkeypatch):
    root, folder, _ = examined
    monkeypatch.setenv("PHONE_AUDIT_LANG", "en")
    capsys.readouterr()
    key = ["--key", str(root / "kantor.age"), "--key-passphrase-file", str(root / "phrase")]
    told = []
    for options in ([], key):
        assert main(["replay", str(folder), *options, "--json"]) == 0
        told += json.loads(capsys.readouterr().out)
    assert [one["rests_on"] for one in told] == ["records", "answers"]
    assert [one["equal"] for one in told] == [True, True]
    assert told[0]["after"] == told[1]["after"] != "nil"


def test_a_key_that_does_not_open_the_answers_is_said_so(examined, capsys, tmp_path, monkeypatch):
    _, folder, _ = examined
    monkeypatch.setenv("PHONE_AUDIT_LANG", "en")
    (tmp_path / "other.txt").write_text(new_identity()[0])
    assert main(["replay", str(folder), "--key", str(tmp_path / "other.txt")]) == 2
    assert "does not open" in capsys.readouterr().err


def test_with_todays_list_it_says_what_differs(examined, capsys, monkeypatch):
    root, folder, _ = examined
    monkeypatch.setenv("PHONE_AUDIT_LANG", "en")
    key = ["--key", str(root / "kantor.age"), "--key-passphrase-file", str(root / "phrase")]
    assert main(["replay", str(folder), *key, "--current-list"]) == 0
    assert "whole answers" in capsys.readouterr().out
