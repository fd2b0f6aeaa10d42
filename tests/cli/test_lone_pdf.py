"""A PDF on its own: what ``verify`` says of it, and documents on their way out and back in."""

import json
import shutil
from pathlib import Path

import pytest

from phone_audit import resources
from phone_audit.cases.verify import verify
from phone_audit.cli.main import main
from phone_audit.keys.signing import Signer
from phone_audit.model.custody import Event
from phone_audit.reporting.pdf_signing import SigningKey, sign_pdf
from tests.cases.signing import desk_at, reader_at
from tests.reporting.credentials import PASSPHRASE, root
from tests.reporting.test_pdf_additions import turn_a_page

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A case of one phone made at a desk with keys, and the documents copied out of it."""
    folder = tmp_path_factory.mktemp("lone")
    desk_at(folder / "keys")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PHONE_AUDIT_KEYS", str(folder / "keys"))
        assert main(["demo", "--phones", "1", "--out", str(folder / "kasus")]) == 0
        (folder / "out").mkdir()
        assert main(["copy", str(folder / "kasus"), "1", "--to", str(folder / "out")]) == 0
    return folder


@pytest.fixture
def desk(demo, tmp_path, monkeypatch):
    """A copy of all that, on a computer that knows the office."""
    shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("PHONE_AUDIT_LANG", "en")
    monkeypatch.setenv("PHONE_AUDIT_KEYS", str(reader_at(tmp_path / "reader").folder.path))
    (tmp_path / "root.pem").write_bytes(root().pem)
    return tmp_path


def pdf_of(desk) -> Path:
    (path,) = (desk / "out").glob("LPP-*.pdf")
    return path


def told(capsys, *arguments):
    capsys.readouterr()
    code = main(["verify", *map(str, arguments), "--json"])
    out = capsys.readouterr()
    return code, json.loads(out.out) if out.out else out.err


def signed(pdf: bytes, *people: str) -> bytes:
    for person in people or ("Contoh Petugas Dua",):
        pdf = sign_pdf(pdf, SigningKey.from_p12(root().p12(person), PASSPHRASE))
    return pdf


def test_a_copied_report_proves_itself(desk, capsys):
    code, found = told(capsys, pdf_of(desk), "--signed")
    assert (code, found["unaltered"], found["rebuilt"]) == (0, True, "identical")
    assert found["proven"]["by"]["recognised"]
    assert main(["verify", str(pdf_of(desk))]) == 0
    shown = capsys.readouterr().out
    assert "Signed by station Laptop 1" in shown
    assert "log record" in shown
    assert "UNALTERED." in shown


def test_without_its_proof_it_is_rebuilt_all_the_same(desk, capsys):
    Path(f"{pdf_of(desk)}.proof.json").unlink()
    code, found = told(capsys, pdf_of(desk))
    assert (code, found["proven"], found["rebuilt"]) == (0, None, "identical")
    assert told(capsys, pdf_of(desk), "--signed")[0] == 4


def test_a_proof_of_other_bytes_is_no_proof(desk, capsys):
    proof = Path(f"{pdf_of(desk)}.proof.json")
    (desk / "out/other.pdf").write_bytes(pdf_of(desk).read_bytes() + b"\n")
    code, said = told(capsys, desk / "out/other.pdf", "--proof", proof)
    assert code == 4
    assert "the station signed" in said
    for bad in (b"{}", proof.read_bytes()[:-1], proof.read_bytes().replace(b'"size', b'"Size')):
        proof.write_bytes(bad)
        assert told(capsys, pdf_of(desk))[0] == 4


def test_every_byte_of_a_proof_counts(desk, capsys):
    proof = Path(f"{pdf_of(desk)}.proof.json")
    good = proof.read_bytes()
    for place in range(0, len(good), 97):
        bad = bytearray(good)
        bad[place] ^= 1
        proof.write_bytes(bad)
        assert told(capsys, pdf_of(desk))[0] == 4, place


def test_a_signed_report_is_unaltered_and_says_who_signed(desk, capsys):
    path = desk / "out/signed.pdf"
    path.write_bytes(signed(pdf_of(desk).read_bytes(), "Contoh Saksi Tiga", "Contoh Ketua Lima"))
    code, found = told(capsys, path, "--trust", desk / "root.pem")
    assert (code, found["rebuilt"], found["unaltered"]) == (0, "appended", True)
    assert [one["signer"] for one in found["signatures"]] == [
        "Contoh Saksi Tiga",
        "Contoh Ketua Lima",
    ]
    assert {one["trust"] for one in found["signatures"]} == {"trusted"}
    assert main(["verify", str(path)]) == 0
    assert "Signature 2: Contoh Ketua Lima" in capsys.readouterr().out


def changed_and_signed(pdf: bytes) -> bytes:
    import io

    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    turn_a_page(writer)
    out = io.BytesIO()
    writer.write(out)
    return signed(out.getvalue())


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf: pdf + b"1 0 obj\n<<>>\nendobj\n",
        lambda pdf: signed(pdf) + b"\n",
        changed_and_signed,
        lambda pdf: signed(pdf).replace(b"/Reason", b"/reason").replace(b"/ETSI", b"/ETSi"),
    ],
    ids=["junk behind", "junk behind a signature", "changed before signing", "broken signature"],
)
def test_what_is_not_only_signatures_is_altered(desk, capsys, change):
    path = desk / "out/changed.pdf"
    path.write_bytes(change(pdf_of(desk).read_bytes()))
    assert told(capsys, path)[0] == 4


def test_a_signed_document_comes_back_into_the_case(desk, capsys, monkeypatch):
    monkeypatch.setenv("PHONE_AUDIT_KEYS", str(desk / "keys"))
    case = desk / "kasus"
    path = desk / "out/zurück.pdf"
    path.write_bytes(signed(pdf_of(desk).read_bytes(), "Contoh Saksi Tiga", "Contoh Ketua Lima"))
    before = verify(case).statements
    capsys.readouterr()
    assert main(["accept", str(case), "1", str(path), "--by", "Contoh Petugas Dua", "--json"]) == 0
    stored = json.loads(capsys.readouterr().out)
    assert stored["stored"].endswith("-ttd.pdf")
    assert Path(stored["stored"]).read_bytes() == path.read_bytes()
    assert verify(case).unaltered
    assert verify(case).statements == before + 1
    from phone_audit.cases.store import Case

    record = next(
        one for one in reversed(Case.read(case).records()) if one.event is Event.TANDA_TANGAN
    )
    assert record.actor == "Contoh Petugas Dua"
    assert record.object == stored["stored"].removeprefix(f"{case.resolve()}/")
    assert record.note.startswith("2: Otoritas Induk Contoh ")
    assert "Saksi" not in record.note
    # The same again is not stored twice; one more signature on it is a document of its own.
    assert main(["accept", str(case), "1", str(path)]) == 1
    assert "in the case already" in capsys.readouterr().err
    path.write_bytes(signed(path.read_bytes(), "Contoh Saksi Empat"))
    assert main(["accept", str(case), "1", str(path), "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert again["stored"].endswith("-ttd_2.pdf")
    assert again["of"].endswith("-ttd.pdf")


@pytest.mark.parametrize(
    ("change", "exhibit", "code", "sentence"),
    [
        (lambda pdf: pdf, "1", 2, "no signature"),
        (lambda pdf: signed(pdf) + b"\n", "1", 4, "nobody signed"),
        (signed, "7", 1, "no exhibit 7"),
        (signed, "0", 2, "no document"),
        (changed_and_signed, "1", 4, "other than signatures"),
    ],
)
def test_what_is_not_ours_with_signatures_is_not_taken(
    desk, capsys, change, exhibit, code, sentence
):
    path = desk / "out/back.pdf"
    path.write_bytes(change(pdf_of(desk).read_bytes()))
    capsys.readouterr()
    assert main(["accept", str(desk / "kasus"), exhibit, str(path)]) == code
    assert sentence in capsys.readouterr().err


def test_a_service_that_writes_the_file_anew_is_let_in_on_purpose_only(desk, capsys):
    import io

    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import copy_into_new_writer

    out = io.BytesIO()
    copy_into_new_writer(PdfFileReader(io.BytesIO(pdf_of(desk).read_bytes()))).write(out)
    path = desk / "out/anew.pdf"
    path.write_bytes(signed(out.getvalue()))
    capsys.readouterr()
    assert main(["accept", str(desk / "kasus"), "1", str(path)]) == 2
    assert "--rewritten" in capsys.readouterr().err
    assert main(["accept", str(desk / "kasus"), "1", str(path), "--rewritten", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rewritten"] is True


def test_copies_are_recorded_and_nothing_is_overwritten(desk, capsys, monkeypatch):
    monkeypatch.setenv("PHONE_AUDIT_KEYS", str(desk / "keys"))
    (desk / "again").mkdir()
    case = str(desk / "kasus")
    capsys.readouterr()
    assert main(["copy", case, "--to", str(desk / "again"), "--by", "Contoh Ketua Lima"]) == 0
    assert main(["copy", case, "--to", str(desk / "again")]) == 0  # the same bytes are there
    pdf_of(desk).write_bytes(b"other")
    assert main(["copy", case, "--to", str(desk / "out")]) == 2
    assert "not overwritten" in capsys.readouterr().err
    assert main(["copy", case, "--to", str(desk / "nowhere")]) == 2
    assert main(["copy", case, "--only", "XYZ", "--to", str(desk / "again")]) == 2
    from phone_audit.cases.store import Case

    copies = [one for one in Case.read(desk / "kasus").records() if one.event is Event.SALIN]
    again = [one.object for one in copies if one.actor == "Contoh Ketua Lima"]
    assert sum(path.startswith("exhibits/001/reports/LPP-") for path in again) == 1


def test_a_proof_by_a_forged_office_is_not_recognised(desk, capsys, tmp_path):
    from phone_audit.cases.desk import StationDesk
    from phone_audit.cases.store import Case
    from phone_audit.keys.folder import KeyFolder
    from phone_audit.keys.station import certify
    from tests.cases.signing import office_of
    from tests.cases.synthetic import header, noticed, ticking

    forger = Signer.new()
    folder = KeyFolder(tmp_path / "forger")
    folder.install_office(office_of(forger, "Kantor Contoh"))
    word = folder.make_station("Laptop 1", ticking()().date())
    folder.install_certificate(certify(word, forger, ticking()().date(), ticking()().date()))
    with Case.create(tmp_path / "palsu", header(), ticking(), desk=StationDesk(folder)) as case:
        exhibit = noticed(case)
        path = exhibit.add_report(f"{exhibit.document_id}.pdf", pdf_of(desk).read_bytes())
        proof = case.proof(path.relative_to(case.path).as_posix())
    Path(f"{pdf_of(desk)}.proof.json").write_bytes(proof)
    code, found = told(capsys, pdf_of(desk))
    assert code == 0
    assert not found["proven"]["by"]["recognised"]
    assert told(capsys, pdf_of(desk), "--signed")[0] == 4


def test_what_was_not_compared_is_not_called_unaltered_altogether(desk, capsys, monkeypatch):
    """Templates of another region: nothing is held against the report, nor claimed of it."""
    shutil.copytree(resources.reports_folder(), desk / "reports")
    region = desk / "reports/templates/region.typ"
    region.write_text(region.read_text() + '\n#let words = (title: "LAPORAN LAIN")\n')
    monkeypatch.setattr(resources, "reports_folder", lambda: desk / "reports")
    code, found = told(capsys, pdf_of(desk))
    assert (code, found["rebuilt"], found["unaltered"]) == (0, "not_comparable", True)
    assert main(["verify", str(pdf_of(desk))]) == 0
    assert "UNALTERED.\n" in capsys.readouterr().out  # its station vouches for every byte
    Path(f"{pdf_of(desk)}.proof.json").unlink()
    assert main(["verify", str(pdf_of(desk))]) == 0
    assert "UNALTERED as far as can be checked here." in capsys.readouterr().out
    path = desk / "out/signed.pdf"
    path.write_bytes(signed(pdf_of(desk).read_bytes()))
    for options, said in (((), "as far as"), (("--trust", str(desk / "root.pem")), "UNALTERED.\n")):
        assert main(["verify", str(path), *options]) == 0
        assert said in capsys.readouterr().out
