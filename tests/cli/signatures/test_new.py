"""``signatures new``: from options alone, or from what is typed at a terminal."""

import io
import json
from pathlib import Path

import pytest

from phone_audit.cli.main import main
from phone_audit.signatures.lint import Remark, lint
from tests.signatures.folders import write_list

OPTIONS = {
    "--name": "Baru 99",
    "--kind": "slot",
    "--domain": "https://m.baru99.example/daftar",
    "--source": "https://www.contoh.example/siaran",
    "--seen": "2026-11-22",
    "--says": "Disebut sebagai situs perjudian.",
    "--explanation": "Iklan dapat membukanya.",
    "--proposer": "BKPSDM Kota Contoh",
}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def new(folder: Path, options: dict[str, str], *words: str) -> int:
    given = [part for option, value in options.items() for part in (option, value)]
    return main(["signatures", "new", "--list", str(folder), *given, *words, "--lang", "en"])


def without(*left_out: str) -> dict[str, str]:
    return {option: value for option, value in OPTIONS.items() if option not in left_out}


def faults(folder: Path, name: str) -> list[Remark]:
    from datetime import UTC, datetime

    remarks = lint(folder, datetime.now(UTC).date())
    return [one for one in remarks if one.path.endswith(name) and one.code != "version-not-raised"]


def test_options_alone_make_a_whole_entry(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_list(tmp_path)
    assert new(folder, OPTIONS) == 0
    out = capsys.readouterr().out
    assert str(folder / "brands" / "baru-99.yaml") in out
    assert f"Complete. Next: phone-audit signatures version --list {folder} --raise" in out
    assert faults(folder, "baru-99.yaml") == []
    assert new(folder, OPTIONS) == 2
    assert "listed in brands/baru-99.yaml already" in capsys.readouterr().err


def test_without_a_terminal_each_missing_answer_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_list(tmp_path)
    assert new(folder, without("--name", "--domain", "--says", "--explanation", "--proposer")) == 2
    assert capsys.readouterr().err == (
        "Missing: --name, --domain/--package/--label, --says, --explanation, --proposer.\n"
    )
    assert list(folder.glob("brands/baru*")) == []


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--kind", "slots", "one of: slot, togel"),
        ("--strength", "strong", "strong only after somebody else reviewed it"),
        ("--seen", "2999-01-01", "lies in the future"),
        ("--seen", "kemarin", "a date such as"),
        ("--domain", "bkn.go.id", "belongs to an institution"),
        ("--id", "contoh88", "is taken"),
    ],
)
def test_an_answer_that_cannot_stand_names_its_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, value: str, says: str
) -> None:
    assert new(write_list(tmp_path), {**OPTIONS, option: value}) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"{option}: ")
    assert says in err


def test_what_is_near_gambling_is_weak_and_json_is_one_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_list(tmp_path)
    options = {**without("--domain"), "--kind": "near", "--package": "id.baru.prediksi"}
    assert new(folder, options, "--json", "--out", str(tmp_path)) == 0
    document = json.loads(capsys.readouterr().out)
    assert document == {"file": str(tmp_path / "baru-99.yaml"), "id": "baru-99", "remarks": []}
    assert "strength: weak" in (tmp_path / "baru-99.yaml").read_text(encoding="utf-8")
    assert new(folder, options, "--out", str(tmp_path)) == 2
    assert "is not overwritten" in capsys.readouterr().err


def test_at_a_terminal_it_asks_until_the_answer_can_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = [
        *("", "Baru 99", "slots", "slot"),
        *("bkn.go.id", "https://m.baru99.example/daftar", "baru99.example", ""),  # domains
        *("", ""),  # packages, labels
        *("tanpa sumber", "https://www.contoh.example/siaran"),
        *("", "Disebut sebagai situs perjudian.", "", "", "", "", ""),
    ]
    monkeypatch.setattr("sys.stdin", Terminal("\n".join(typed) + "\n"))
    folder = write_list(tmp_path)
    assert main(["signatures", "new", "--list", str(folder), "--lang", "en"]) == 0
    captured = capsys.readouterr()
    assert "! one of: slot" in captured.err
    assert "! bkn.go.id belongs to an institution" in captured.err
    assert "  = baru99.example" in captured.err
    assert "The id, also the file's name [baru-99]: " in captured.err
    assert "no-innocent-explanation" in captured.out
    assert "no-proposer" in captured.out
    assert (
        f"Complete the file, then run phone-audit signatures lint --list {folder}." in captured.out
    )
    codes = [one.code for one in faults(folder, "baru-99.yaml")]
    assert codes == ["no-innocent-explanation", "no-proposer"]


@pytest.mark.parametrize("typed", ["Baru 99\nslot\n\n\n\n", "Baru 99\n"])
def test_giving_up_writes_nothing(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    folder = write_list(tmp_path)
    assert main(["signatures", "new", "--list", str(folder), "--lang", "id"]) == 2
    assert sorted(path.name for path in (folder / "brands").iterdir()) == [
        "contoh88.yaml",
        "ramalan.yaml",
    ]


def test_a_list_with_broken_files_is_mended_first(tmp_path: Path) -> None:
    assert new(write_list(tmp_path, {"VERSION": ""}), OPTIONS) == 5


def test_a_label_alone_is_weak(tmp_path: Path) -> None:
    folder = write_list(tmp_path)
    assert new(folder, {**without("--domain"), "--label": "Baru Domino 99"}) == 0
    text = (folder / "brands" / "baru-99.yaml").read_text(encoding="utf-8")
    assert "strength: weak" in text
    assert faults(folder, "baru-99.yaml") == []
