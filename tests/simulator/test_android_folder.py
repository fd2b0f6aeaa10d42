import shutil
import subprocess
from pathlib import Path

import pytest

from phone_audit.formats.capture_folder import CaptureFolder, capture_key
from phone_audit.formats.phone_commands import read_properties
from phone_audit.simulator.android.folder import answers, capture_files, secrets
from tests.shared import shared
from tests.simulator.android_phones import CHROME, GAME, NOW, SDKS, phone


def test_the_same_description_gives_the_same_bytes() -> None:
    assert capture_files(phone(34)) == capture_files(phone(34))


@pytest.mark.parametrize("sdk", SDKS)
def test_every_answer_is_found_again_by_its_line(sdk: int) -> None:
    described = phone(sdk)
    folder = CaptureFolder(capture_files(described), clock=lambda: NOW)
    for line, answer in answers(described):
        found = folder.answer(line)
        assert found.captured, line
        assert found.stdout == answer.stdout
        assert (found.stderr, found.exit_code) == (answer.stderr, answer.exit_code)


@pytest.mark.parametrize("sdk", [26, 36])
def test_names_of_files_suit_every_phone_that_replays_them(sdk: int) -> None:
    files = capture_files(phone(sdk))
    for path in files:
        top, _, rest = path.partition("/")
        assert top in {"props", "cmds", "fs"}
        if top == "cmds":
            key, dot, kind = rest.rpartition(".")
            assert dot
            assert kind in {"out", "err", "rc", "sleep"}
            assert "/" not in rest
            assert len(key) < 240
            assert capture_key(key) == key


def test_a_line_with_many_packages_is_kept_under_its_hash() -> None:
    described = phone(34)
    line = "dumpsys -t 60 usagestats -c " + " ".join(f"id.contoh.aplikasi{n}" for n in range(20))
    assert len(capture_key(line)) == 32
    assert CaptureFolder(capture_files(described)).answer(line).captured is False


def test_properties_read_back() -> None:
    files = capture_files(phone(33, maker="vivo"))
    told = read_properties(files["props"])
    assert told["ro.product.manufacturer"] == "vivo"
    assert told["ro.build.version.sdk"] == "33"
    assert told["persist.sys.timezone"] == "Asia/Jakarta"
    assert told["ro.serialno"] == "FIKTIF0001"


def test_what_a_phone_does_not_have_is_absent_as_on_a_phone() -> None:
    old = CaptureFolder(capture_files(phone(28)))
    assert old.answer("dumpsys role").captured is False
    assert old.answer("dumpsys usagestats file 0 daily").captured is False
    new = CaptureFolder(capture_files(phone(29)))
    assert f"holders={CHROME}".encode() in new.answer("dumpsys role").stdout


def test_settings_uptime_and_users_are_answered() -> None:
    folder = CaptureFolder(capture_files(phone(30)), clock=lambda: NOW)
    assert folder.answer("settings get global auto_time").stdout == b"1\n"
    assert folder.answer("cat /proc/uptime").stdout == b"432000.17 2160000.42\n"
    assert b"UserInfo{0:null:c13} serialNo=0" in folder.answer("dumpsys user").stdout
    samsung = CaptureFolder(capture_files(phone(34, maker="samsung")))
    assert b"UserInfo{0:xxx:c13}" in samsung.answer("dumpsys -t 60 user").stdout


def test_on_android_13_a_closed_user_stops_the_list_of_all_users() -> None:
    folder = CaptureFolder(capture_files(phone(33)))
    assert folder.answer("pm list packages").exit_code == 255
    assert CaptureFolder(capture_files(phone(31))).answer("pm list packages").captured is False


def test_secrets_are_planted_and_named() -> None:
    described = phone(35, maker="samsung")
    planted = b"\n".join(capture_files(described).values()).decode(errors="replace")
    told = secrets(described, matched=("situs-umpama.example",))
    assert {"628000055501", "Kenalan Satu", "Pesan rahasia", "Sari Contoh"} <= told
    assert {"berita-rekaan.example", "toko-contoh.example", "lama-contoh.example"} <= told
    assert "situs-umpama.example" not in told
    for secret in told:
        assert secret in planted
    assert GAME not in told


@pytest.mark.slow
@pytest.mark.peer
def test_the_shell_script_of_a_real_adbd_finds_every_answer(tmp_path: Path) -> None:
    mksh = shutil.which("mksh")
    if mksh is None:
        pytest.skip("mksh, Android's shell, is not installed")
    script = shared("tools/adbd/system-bin/replay").read_bytes()
    for name in ("pm", "cmd", "dumpsys", "settings", "logcat", "content"):
        (tmp_path / name).write_bytes(script)
    described = phone(34, maker="samsung")
    for path, data in capture_files(described).items():
        file = tmp_path / "capture" / path
        if path.endswith("/"):
            file.mkdir(parents=True, exist_ok=True)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    environment = {"PATH": "/usr/bin:/bin", "FAKE_PHONE_CAPTURE": str(tmp_path / "capture")}
    asked = dict(answers(described))
    for line in list(asked)[::4]:
        name, *words = line.split(" ")
        done = subprocess.run(
            [mksh, str(tmp_path / name), *words], env=environment, capture_output=True, check=False
        )
        assert done.stdout == asked[line].stdout, line
        assert done.stderr == asked[line].stderr, line
        assert done.returncode == asked[line].exit_code, line
