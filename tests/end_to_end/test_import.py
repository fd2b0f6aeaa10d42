"""A real bug report takes the way of a live phone, and nothing of it is kept that did not match."""

import json
import zipfile

import pytest

from phone_audit.cli.main import main
from phone_audit.model.assessment import Outcome
from phone_audit.model.case import Examination, Origin
from phone_audit.model.record import from_json, sha256_hex
from phone_audit.simulator.folder import read_folder
from tests.shared import shared

pytestmark = pytest.mark.slow


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "kasus"
    created = main(
        [
            "case",
            "new",
            str(folder),
            "--surat-tugas",
            "1/2026",
            "--opd",
            "Dinas",
            "--location",
            "Aula",
        ]
    )
    assert created == 0
    return folder


def evidence(case, number=1):
    return from_json((case / f"exhibits/{number:03}/evidence.json").read_bytes(), Examination)


def test_the_real_android_10_report_is_read_whole(case):
    report = shared("fixtures/pixel-android10-real/bugreport.zip")
    assert main(["import", str(case), str(report), "--basis", "office-device"]) == 0
    found = evidence(case)
    apps = {one.user: one.read for one in found.covered if one.source == "installed_apps"}
    assert apps == {0: 134, 11: 134}
    assert {profile.user for profile in found.profiles} == {0, 11}
    assert found.phone.android == "10"
    assert found.origin is Origin.BUG_REPORT
    assert found.imported.sha256 == sha256_hex(report.read_bytes())
    assert found.assessment.outcome is Outcome.NIL
    assert main(["verify", str(case)]) == 0
    assert main(["replay", str(case)]) == 0


def test_no_app_of_the_real_report_is_named_in_the_case(case):
    report = shared("fixtures/pixel-android10-real/bugreport.zip")
    assert main(["import", str(case), str(report), "--basis", "office-device"]) == 0
    everything = b"".join(path.read_bytes() for path in case.rglob("*") if path.is_file())
    dump = shared("fixtures/pixel-android10-real/sections/dumpsys_package.txt").read_text()
    packages = {
        line.split("[")[1].split("]")[0]
        for line in dump.splitlines()
        if line.startswith("  Package [")
    }
    assert len(packages) > 100
    named = [package for package in packages if "." in package and package.encode() in everything]
    assert named == []


def test_a_folder_of_captures_is_examined_like_its_phone(case, tmp_path):
    from datetime import UTC, datetime

    from phone_audit.simulator.office import demo_office

    demo = demo_office(datetime(2026, 11, 23, 3, tzinfo=UTC), 1)[0]
    folder = tmp_path / "rekaman"
    for name, data in demo.files().items():
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    assert read_folder(folder)
    assert main(["import", str(case), str(folder), "--basis", "consented"]) == 0
    assert evidence(case).assessment.outcome is demo.expected


@pytest.mark.parametrize("basis", [[], ["--basis", "perintah"]])
def test_without_a_basis_nothing_is_read(case, basis, capsys):
    report = shared("fixtures/pixel-android10-real/bugreport.zip")
    try:
        code = main(["import", str(case), str(report), *basis])
    except SystemExit as stop:
        code = stop.code
    assert code == 2
    assert "--basis" in capsys.readouterr().err
    assert not list(case.glob("exhibits/*"))


def test_what_is_no_bug_report_is_refused_and_leaves_no_exhibit(case, tmp_path, capsys):
    other = tmp_path / "foto.zip"
    with zipfile.ZipFile(other, "w") as file:
        file.writestr("foto.jpg", b"x")
    assert main(["import", str(case), str(other), "--basis", "consented"]) == 2
    assert "foto.zip" in capsys.readouterr().err
    assert not list(case.glob("exhibits/*"))


def test_fail_on_turns_an_outcome_into_an_exit_code(case, capsys):
    report = shared("fixtures/pixel-android10-real/bugreport.zip")
    arguments = ["import", str(case), str(report), "--basis", "consented", "--json", "--no-pdf"]
    assert main([*arguments, "--fail-on", "nil"]) == 10
    told = json.loads(capsys.readouterr().out)
    assert told[0]["outcome"] == "nil"
    assert main([*arguments, "--fail-on", "suspected"]) == 0


def test_a_report_whose_lines_windows_ended_says_the_same(case, tmp_path):
    report = shared("fixtures/pixel-android10-real/bugreport.zip")
    with zipfile.ZipFile(report) as archive:
        (main_text,) = (name for name in archive.namelist() if name.startswith("bugreport-"))
        text = archive.read(main_text)
    windows = tmp_path / "bugreport-windows.zip"
    with zipfile.ZipFile(windows, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("main_entry.txt", main_text + "\r\n")
        file.writestr(main_text, text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\r\n"))
    for one in (report, windows):
        assert main(["import", str(case), str(one), "--basis", "office-device", "--no-pdf"]) == 0
    whole, same = evidence(case, 1), evidence(case, 2)
    assert same.covered == whole.covered
    assert same.profiles == whole.profiles
    assert same.assessment == whole.assessment
    hashes = [{one.sha256 for one in found.captures if one.stdout_bytes} for found in (whole, same)]
    assert hashes[0].isdisjoint(hashes[1])  # of the bytes as they came
