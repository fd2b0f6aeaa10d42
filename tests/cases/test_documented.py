"""What the documentation tells people to type does what it says."""

import asyncio
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from phone_audit.cases.desk import StationDesk
from phone_audit.cases.schema import SCHEMA_FILE, evidence_schema
from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.keys.age_passphrase import seal
from phone_audit.keys.folder import KeyFolder
from phone_audit.model.custody import Event
from phone_audit.model.record import replace, sha256_hex
from tests.cases.crashing import ANSWER, QUESTION, answer_to
from tests.cases.signing import IDENTITY, OFFICE, SIGNER, desk_at
from tests.cases.synthetic import examination, examine, header, noticed, small_case, ticking
from tests.reporting.credentials import root, time_stamper

_ROOT = Path(__file__).parents[2]


def passages(language):
    text = (_ROOT / "docs/verifying-a-case.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


@pytest.fixture
def case(tmp_path):
    path = small_case(tmp_path / "kasus")
    with Case.open(path, ticking()) as case:
        # A file outside the case, and a note that looks like a record.
        case.event(Event.SERAH_BERKAS, about="LPP.zip", about_sha256="0" * 64)
        case.event(Event.TINJAU, note='"object":"a/b","object_sha256":"00"')
        examine(case)
    return path


@pytest.fixture
def script(tmp_path):
    (program,) = passages("python")
    assert len(program.splitlines()) == 10
    path = tmp_path / "check.py"
    path.write_text(program, encoding="utf-8")

    def check(case):
        return subprocess.run(
            [sys.executable, "-I", path, case], capture_output=True, text=True, check=False
        )

    return check


@pytest.mark.slow
def test_the_ten_lines_find_what_verify_finds(case, script):
    whole = script(case)
    last = verify(case).head_sha256
    assert (whole.returncode, whole.stderr) == (0, "")
    assert whole.stdout == f"unaltered: {verify(case).records} records, last {last}\n"

    for file in sorted(p for p in case.rglob("*") if p.is_file()):
        good = file.read_bytes()
        # Near the end, so that the last record of the log is the one that is changed.
        for bad in (good.replace(b"2026", b"2027", 1), good[:-30] + b"\x00" + good[-29:]):
            if bad == good or file.name == "head.json":
                continue
            file.write_bytes(bad)
            assert not verify(case).unaltered
            assert script(case).returncode != 0, file
        file.write_bytes(good)

    lines = (case / "log.jsonl").read_bytes().splitlines(keepends=True)
    for bad in (lines[:-1], lines[1:], lines[:3] + lines[4:], [*lines, lines[-1]]):
        (case / "log.jsonl").write_bytes(b"".join(bad))
        assert script(case).returncode != 0
    (case / "log.jsonl").write_bytes(b"".join(lines))
    assert script(case).returncode == 0


@pytest.fixture
def shell(case):
    for program in ("bash", "sha256sum", "sed", "grep"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")

    def run(passage):
        return subprocess.run(
            ["bash", "-o", "pipefail", "-c", passage],
            cwd=case,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.mark.slow
def test_sha256sum_alone_is_enough(case, shell):
    one, chain, files, *_ = passages("sh")
    records = [json.loads(line) for line in (case / "log.jsonl").read_bytes().splitlines()]
    assert shell(one).stdout.split()[0] == records[2]["previous_sha256"]

    shown = shell(chain)
    assert (shown.returncode, shown.stdout.strip()) == (0, verify(case).head_sha256)
    shown = shell(files)
    assert shown.returncode == 0
    assert set(shown.stdout.split("\n")) >= {"case.json: OK", "exhibits/002/evidence.json: OK"}
    assert len(shown.stdout.splitlines()) == 7

    evidence = case / "exhibits/002/evidence.json"
    evidence.write_bytes(evidence.read_bytes().replace(b"suspected", b"clarify"))
    shown = shell(files)
    assert shown.returncode != 0
    assert "exhibits/002/evidence.json: FAILED" in shown.stdout

    log = (case / "log.jsonl").read_bytes()
    (case / "log.jsonl").write_bytes(log.replace(b"dikembalikan", b"ditinggalkan"))
    assert shell(chain).stdout.strip() == "altered"
    (case / "log.jsonl").write_bytes(log[: log.rindex(b"\n", 0, -1) + 1])
    assert shell(chain).returncode != 0


@pytest.fixture
def signed_case(tmp_path):
    with Case.create(tmp_path / "k", header(), ticking(), desk=desk_at(tmp_path / "keys")) as case:
        exhibit = examine(case)
        exhibit.add_report(f"{exhibit.document_id}.pdf", b"%PDF-1.7 synthetic\n")
        case.sign(OFFICE, SIGNER)
    return tmp_path / "k"


@pytest.mark.slow
@pytest.mark.peer
def test_openssl_alone_tells_who_signed(signed_case):
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    _, _, _, passage, *_ = passages("sh")

    def shown():
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", passage],
            cwd=signed_case,
            capture_output=True,
            text=True,
            check=False,
        ).stdout.splitlines()

    before = {path: path.read_bytes() for path in signed_case.rglob("*") if path.is_file()}
    told = shown()
    assert len(told) == 1 + 2 + 1 + 1
    assert all(line.endswith("Signature Verified Successfully") for line in told)
    assert told[0].startswith("head.json, key ")
    assert {path: path.read_bytes() for path in signed_case.rglob("*") if path.is_file()} == before

    head = signed_case / "head.json"
    head.write_bytes(head.read_bytes().replace(b'"kind":"phone', b'"kind":"Phone'))
    told = shown()
    assert [line.endswith("Signature Verified Successfully") for line in told].count(False) == 1
    assert "Failure" in told[0]


@pytest.mark.slow
@pytest.mark.peer
def test_openssl_alone_tells_when(signed_case, tmp_path):
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    _, _, _, _, passage, *_ = passages("sh")
    with Case.open(signed_case, ticking(), desk=StationDesk(KeyFolder(tmp_path / "keys"))) as case:
        records, sha256 = case.last_record()
        token = asyncio.run(time_stamper().async_timestamp(bytes.fromhex(sha256), "sha256"))
        case.keep_stamp(records, token.dump())
    (tmp_path / "service.pem").write_bytes(root().pem)
    command = passage.replace("000135", f"{records:06d}").replace("135p", f"{records}p")
    command = command.replace("service.pem", str(tmp_path / "service.pem"))
    for record, code in ((records, 0), (records - 1, 1)):
        done = subprocess.run(
            ["bash", "-c", command.replace(f"{records}p", f"{record}p")],
            cwd=signed_case,
            capture_output=True,
            check=False,
        )
        assert done.returncode == code, done.stderr


@pytest.mark.slow
@pytest.mark.peer
def test_age_and_tar_alone_give_the_answers(tmp_path):
    for program in ("age", "tar", "script"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    *_, passage = passages("sh")
    phrase = "kuda besi naik gunung"
    with Case.create(tmp_path / "k", header(), ticking(), desk=desk_at(tmp_path / "keys")) as case:
        exhibit = noticed(case)
        exhibit.seal([(QUESTION, replace(answer_to(QUESTION), number=7))])
    private = f"{IDENTITY}\n".encode()
    (tmp_path / "k/kantor-c925cd7c.age").write_bytes(seal(private, phrase, work_factor=10))
    command = passage.replace("exhibits/003/sealed/03", "exhibits/001/sealed/01")
    # age asks the terminal for the passphrase; ``script`` is one.
    done = subprocess.run(
        ["script", "--quiet", "--return", "--command", f"set -e; {command}", "/dev/null"],
        cwd=tmp_path / "k",
        input=phrase + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert sha256_hex(ANSWER) in done.stdout, done.stdout
    assert (tmp_path / "k/0007.stdout").read_bytes() == ANSWER


def test_the_published_schema_is_fresh():
    published = (_ROOT / SCHEMA_FILE).read_bytes()
    assert published == evidence_schema(), f"python -m phone_audit.cases.schema > {SCHEMA_FILE}"


def test_the_schema_names_every_field_of_a_stored_examination(tmp_path):
    with Case.create(tmp_path / "k", header(), ticking()) as case:
        exhibit = examine(case)
        stored = json.loads(exhibit.evidence_bytes())
        assert exhibit.examination() == examination(exhibit)
    schema = json.loads(evidence_schema())
    top = schema["$defs"]["Examination"]
    assert schema["$ref"] == "#/$defs/Examination"
    assert set(top["properties"]) == set(stored)
    assert top["additionalProperties"] is False
