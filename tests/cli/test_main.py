import json
import subprocess
import sys

import pytest

from phone_audit.cli import language
from phone_audit.cli.main import COMMANDS, main


@pytest.fixture(autouse=True)
def _no_language_from_outside(monkeypatch):
    for name in ("PHONE_AUDIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def run(*arguments):
    """Run a command in this process; return its exit code, argparse's own exits included."""
    try:
        return main(list(arguments))
    except SystemExit as stop:
        return stop.code


def test_without_a_command_it_shows_what_there_is_and_says_usage(capsys):
    assert run() == 2
    out = capsys.readouterr().out
    for name in COMMANDS:
        assert name in out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_in_both_languages(name, capsys):
    assert run(name, "--help", "--lang", "id") == 0
    indonesian = capsys.readouterr().out
    assert run(name, "--help", "--lang", "en") == 0
    english = capsys.readouterr().out
    assert COMMANDS[name].indonesian.split()[0] in indonesian
    assert COMMANDS[name].english.split()[0] in english
    assert indonesian != english


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ((), {}, "id"),
        ((), {"LANG": "en_US.UTF-8"}, "en"),
        ((), {"LANG": "id_ID.UTF-8"}, "id"),
        ((), {"LANG": "fr_FR.UTF-8"}, "id"),
        ((), {"LANG": "C.UTF-8"}, "id"),
        ((), {"LANG": "id_ID", "PHONE_AUDIT_LANG": "en"}, "en"),
        (("--lang", "id"), {"PHONE_AUDIT_LANG": "en"}, "id"),
        (("--lang=en",), {}, "en"),
        (("--lang",), {}, "id"),
    ],
)
def test_the_language_is_the_option_then_the_variable_then_the_locale(
    arguments, environment, expected
):
    assert language.choose(arguments, environment) == expected


def test_an_unknown_command_or_option_is_a_usage_error(capsys):
    assert run("station") == 2
    assert run("verify", "--nonsense", "x") == 2
    assert "nonsense" in capsys.readouterr().err


def test_what_does_not_exist_is_a_sentence_and_not_a_traceback(tmp_path, capsys):
    assert run("verify", str(tmp_path / "nowhere")) == 2
    assert "nowhere" in capsys.readouterr().err
    assert run("report", str(tmp_path)) == 1
    assert "case.json" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "indonesian", "english"),
    [
        (("verify",), "belum diberikan: PATH", "the following arguments are required: PATH"),
        (("verify", "x", "--no"), "tidak dikenal: --no", "unrecognized arguments: --no"),
        (("demo", "--phones", "x"), "--phones: 'x' bukan bilangan bulat", "invalid int value: 'x'"),
        (("demo", "--phones"), "--phones: butuh satu nilai", "--phones: expected one argument"),
        (("examine", "k", "--basis", "x"), "--basis: 'x' bukan pilihan", "invalid choice: 'x'"),
    ],
)
def test_a_wrong_command_line_is_explained_in_the_officers_language(
    arguments, indonesian, english, capsys
):
    assert run(*arguments, "--lang", "id") == 2
    assert indonesian in capsys.readouterr().err
    assert run(*arguments, "--lang", "en") == 2
    assert english in capsys.readouterr().err


class TestCaseNew:
    def new(self, folder, *more):
        return run("case", "new", str(folder), *more)

    def test_without_a_surat_tugas_there_is_no_case(self, tmp_path, capsys):
        folder = tmp_path / "kasus"
        assert self.new(folder, "--opd", "Dinas", "--location", "Aula") == 2
        assert "surat tugas" in capsys.readouterr().err
        assert not folder.exists()

    @pytest.mark.parametrize("missing", ["--opd", "--location"])
    def test_a_missing_answer_names_its_option(self, tmp_path, capsys, missing):
        given = {"--surat-tugas": "1/2026", "--opd": "Dinas", "--location": "Aula"}
        del given[missing]
        assert self.new(tmp_path / "kasus", *(part for pair in given.items() for part in pair)) == 2
        assert missing in capsys.readouterr().err

    def test_options_win_over_the_file_and_the_case_verifies(self, tmp_path, capsys):
        file = tmp_path / "sidak.toml"
        file.write_text(
            'nomor_sidak = "117"\nopd = "Dinas Berkas"\nlokasi = "Aula"\nzona = "WITA"\n'
            '[surat_tugas]\nnomor = "800/1"\ntanggal = 2026-11-18\n'
            '[petugas]\nnama = "Contoh Petugas"\nnip = "19850202 201001 2 002"\n',
            encoding="utf-8",
        )
        folder = tmp_path / "kasus"
        assert self.new(folder, "--from", str(file), "--opd", "Dinas Opsi", "--json") == 0
        told = json.loads(capsys.readouterr().out)
        assert told["sidak"] == "0117"
        header = json.loads((folder / "case.json").read_text(encoding="utf-8"))
        assert header["office"] == "Dinas Opsi"
        assert header["zone"] == "WITA"
        assert header["officer"]["nip"] == "198502022010012002"
        assert run("verify", str(folder)) == 0

    def test_a_nik_is_refused_and_the_file_named(self, tmp_path, capsys):
        file = tmp_path / "sidak.toml"
        file.write_text(
            'opd = "D"\nlokasi = "A"\n[surat_tugas]\nnomor = "1"\n'
            '[petugas]\nnama = "X"\nnip = "3578012345678901"\n',
            encoding="utf-8",
        )
        assert self.new(tmp_path / "kasus", "--from", str(file)) == 2
        assert "NIK" in capsys.readouterr().err

    @pytest.mark.parametrize(
        "text", ["opd = ", "[surat_tugas]\nnomer = 'x'\n", "zona = 'WIX'\n", "\x00"]
    )
    def test_a_broken_file_is_named_with_its_fault(self, tmp_path, capsys, text):
        file = tmp_path / "sidak.toml"
        file.write_text(text, encoding="utf-8")
        assert self.new(tmp_path / "kasus", "--from", str(file)) == 2
        assert "sidak.toml" in capsys.readouterr().err

    def test_a_folder_that_holds_something_is_left_alone(self, tmp_path, capsys):
        folder = tmp_path / "kasus"
        folder.mkdir()
        (folder / "catatan.txt").write_text("milik orang lain", encoding="utf-8")
        assert self.new(folder, "--surat-tugas", "1", "--opd", "D", "--location", "A") == 1
        assert [path.name for path in folder.iterdir()] == ["catatan.txt"]
        assert str(folder) in capsys.readouterr().err


@pytest.mark.slow
def test_a_closed_pipe_ends_quietly():
    """``phone-audit --help | head -1`` must not end in a traceback."""
    done = subprocess.run(
        f"{sys.executable} -m phone_audit signatures stats | head -c 1",
        shell=True,
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr
