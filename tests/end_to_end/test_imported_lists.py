"""From a list of others to the page a hearing reads, and back without the list."""

import json
from datetime import UTC, datetime

import pytest

from phone_audit.cli.main import main
from phone_audit.model.assessment import Outcome
from phone_audit.model.case import Examination
from phone_audit.model.record import from_json, sha256_hex
from tests.end_to_end.test_import_histories import androidqf

pytestmark = pytest.mark.slow

LIST = (
    "# Last modified: 2026-08-20\n"
    + "".join(f"pengisi-{number}.example\n" for number in range(300))
    + "warung-kelinci.example\nizin-kelinci.example\n"
)
VISITED = (
    "m.warung-kelinci.example",
    "izin-kelinci.example",
    "kebun-orang.example",
    "pengisi-299.kebun.example",
)


@pytest.fixture
def lists(tmp_path, monkeypatch):
    monkeypatch.setenv("PHONE_AUDIT_LISTS", str(tmp_path / "daftar"))

    def bring(name, text, *words, code=0):
        path = tmp_path / f"{name}.txt"
        path.write_text(text)
        assert main(["signatures", "import", name, str(path), *words]) == code

    return bring


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "kasus"
    new = ["case", "new", str(folder), "--surat-tugas", "1/2026", "--opd", "Dinas"]
    assert main([*new, "--location", "Aula"]) == 0
    return folder


def history(path):
    """Seven visits of each host on seven days, the last of them today."""
    now = int(datetime.now(UTC).timestamp() * 1_000_000)
    entries = [
        {
            "page_transition": "TYPED",
            "title": "-",
            "url": f"https://{host}/",
            "time_usec": now - day * 86_400_000_000,
        }
        for host in VISITED
        for day in range(7)
    ]
    path.write_text(json.dumps({"Browser History": entries}))
    return path


def examine(case, tmp_path, *words):
    path = history(tmp_path / "History.json")
    main(["import", str(case), str(path), "--basis", "consented", *words])
    stored = max(case.glob("exhibits/*/evidence.json"))
    return from_json(stored.read_bytes(), Examination)


def test_a_name_on_an_imported_list_is_found_told_and_found_again_without_it(
    lists, case, tmp_path, capsys
):
    lists("trust", LIST, "--source", "https://contoh.example/daftar", "--licence", "MIT")
    lists("izin", "izin-kelinci.example\n", "--allow", "--source", "https://contoh.example/izin")
    capsys.readouterr()
    found = examine(case, tmp_path)
    assert "Daftar impor trust berumur" in capsys.readouterr().err
    assert found.assessment.outcome is Outcome.CLARIFY
    (finding,) = found.assessment.findings
    assert finding.value == "warung-kelinci.example"
    assert finding.match.signature == "daftar:trust"
    assert finding.match.strength == "medium"
    assert [(one.name, one.sha256) for one in found.imported_lists] == [
        ("izin", sha256_hex(b"izin-kelinci.example\n")),
        ("trust", sha256_hex(LIST.encode())),
    ]
    assert [(one.list, one.name, one.line) for one in found.listed_names] == [
        ("trust", "warung-kelinci.example", 302)
    ]
    everything = b"".join(path.read_bytes() for path in case.rglob("*") if path.is_file())
    for name in ("izin-kelinci", "kebun-orang", "pengisi-"):
        assert name.encode() not in everything

    assert main(["report", str(case), "--format", "json"]) == 0
    told = max(case.glob("exhibits/*/reports/*.json")).read_text()
    assert "tercantum dalam daftar impor trust (bertanggal 20 Agustus 2026), baris 302" in told
    assert "302 nama; menurut pembuatnya nama perjudian daring" in told
    assert "sumber: https://contoh.example/daftar; lisensi: MIT" in told
    assert sha256_hex(LIST.encode()) in told

    assert main(["verify", str(case)]) == 0
    assert main(["replay", str(case)]) == 0
    for name in ("trust", "izin"):
        assert main(["signatures", "import", "--remove", name]) == 0
    assert main(["replay", str(case)]) == 0
    capsys.readouterr()
    assert main(["replay", str(case), "--current-list", "--json"]) == 0
    (compared,) = json.loads(capsys.readouterr().out)
    assert (compared["before"], compared["after"]) == ("clarify", "inconclusive")


def test_lists_can_be_left_out_and_a_damaged_one_stops_everything(lists, case, tmp_path, capsys):
    lists("trust", LIST, "--source", "https://contoh.example/daftar")
    found = examine(case, tmp_path, "--no-lists", "--no-pdf")
    assert found.imported_lists == ()
    assert found.assessment.findings == ()
    (names,) = (tmp_path / "daftar").glob("*.names")
    names.write_bytes(names.read_bytes()[:-1])
    path = history(tmp_path / "History.json")
    capsys.readouterr()
    assert main(["import", str(case), str(path), "--basis", "consented"]) == 5
    assert "signatures import --remove trust" in capsys.readouterr().err
    assert len(list(case.glob("exhibits/*/evidence.json"))) == 1


def test_a_verified_list_counts_as_much_as_an_entry(lists, case, tmp_path):
    words = ("--source", "https://contoh.example/daftar", "--date", "2026-11-01")
    lists("trust", LIST, *words, "--verified", "Contoh Penelaah, Auditor Muda")
    found = examine(case, tmp_path, "--no-pdf")
    assert found.assessment.outcome is Outcome.INDICATED_USE
    assert found.assessment.findings[0].match.strength == "strong"
    assert main(["replay", str(case)]) == 0


def test_an_app_under_a_new_name_is_found_by_who_signed_it(lists, case, tmp_path):
    """The list holds an old hash (SHA-1), as stalkerware-indicators does, and another package."""
    signer, factory = "230E" * 10, "4F1A" * 10
    record = ["name: Contoh Slot", "type: gambling", "packages: [id.contoh.lama]"]
    record.append(f"certificates: [{signer}, {factory}]")
    lists("kantor", "\n".join(record) + "\n", "--source", "https://contoh.example/ioc.yaml")
    path = tmp_path / "aqf"
    androidqf(path)
    apps = json.loads((path / "packages.json").read_text())
    (path / "packages.json").write_text(
        json.dumps(
            [
                *apps,
                acquired("id.kebun.baru", signer),
                acquired("id.kebun.lain", "AB" * 20),
                acquired("id.kebun.pabrik", factory, system=True),
            ]
        )
    )
    main(["import", str(case), str(path), "--basis", "consented"])
    stored = max(case.glob("exhibits/*/evidence.json"))
    found = from_json(stored.read_bytes(), Examination)
    (one,) = (one for one in found.assessment.findings if one.match.signature == "daftar:kantor")
    assert (one.value, one.match.strength, one.circumstances) == ("id.kebun.baru", "medium", ())
    assert [(row.kind, row.name, row.says) for row in found.listed_names] == [
        ("certificate", signer.lower(), "Contoh Slot")
    ]
    everything = b"".join(one.read_bytes() for one in case.rglob("*") if one.is_file())
    assert b"id.kebun.lain" not in everything
    assert b"id.kebun.pabrik" not in everything
    assert main(["verify", str(case)]) == 0
    assert main(["replay", str(case)]) == 0
    assert main(["report", str(case), "--format", "json"]) == 0
    told = max(case.glob("exhibits/*/reports/*.json")).read_text()
    assert "sertifikat penanda tangannya (230e230e" in told
    assert "bukan nama aplikasinya, tercantum dalam daftar impor kantor" in told
    assert "nama paket ini sendiri tidak tercantum" in told
    assert "id.kebun.baru" in told


def acquired(package, sha1, *, system=False):
    """Return an app as AndroidQF lists it, with the certificate of its signer."""
    certificate = {"Sha1": sha1, "Sha256": sha1.lower() + "0" * 24}
    file = {"sha256": "8d2f" * 16, "certificate": certificate, "verified_certificate": True}
    return {"name": package, "files": [file], "uid": 10_500, "user_id": 0, "system": system}
