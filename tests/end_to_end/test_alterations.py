"""Two thousand alterations of a case, a locked case, a bundle and PDFs: each noticed and located.

One phone of the demo is examined at a desk with keys and its case signed by the office;
everything else here is a copy of that case, or a report. ``COUNTS`` says how many
alterations of which kind are drawn; the seed is fixed, so that a miss can be drawn again.
"""

import random
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from phone_audit.cases.desk import Desk, StationDesk
from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.cli.main import main
from phone_audit.cli.office import source_words
from phone_audit.formats import bundle_zip
from phone_audit.keys.folder import KeyFolder
from phone_audit.model.assessment import Outcome
from phone_audit.model.custody import Event
from phone_audit.model.record import canonical_json, sha256_hex
from phone_audit.reporting import lone_pdf, to_pdf
from phone_audit.reporting.build import build
from phone_audit.reporting.document import ReportDocument
from phone_audit.reporting.legal_basis import load_legal_basis
from phone_audit.reporting.pdf_signing import sign_pdf
from tests.cases.signing import OFFICE, SIGNER, desk_at, reader_at
from tests.cases.synthetic import ticking
from tests.cases.test_vault import VAULT, OpeningDesk
from tests.reporting.examples import examination
from tests.reporting.places import REPORTS
from tests.reporting.test_pdf_signing import key

pytestmark = pytest.mark.slow

SEED = 20261127
COUNTS = {
    "bytes of a case": 600,
    "records of a case": 300,
    "files of a case": 160,
    "bytes of a locked case": 240,
    "records of a locked case": 100,
    "bytes of a bundle": 240,
    "files of a bundle": 60,
    "bytes of a PDF": 70,
    "bytes of a signed PDF": 40,
    "lengths of PDFs": 20,
    "bytes of a PDF with its proof": 170,
}


def test_that_many_are_drawn() -> None:
    assert sum(COUNTS.values()) == 2000


class Evidence(NamedTuple):
    """What is altered: a signed case, the same one locked, its bundle, its documents."""

    case: Path
    locked: Path
    bundle: Path
    documents: Path


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    folder = tmp_path_factory.mktemp("alterations")
    desk = desk_at(folder / "keys")
    case = folder / "kasus"
    (folder / "out").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PHONE_AUDIT_KEYS", str(folder / "keys"))
        assert main(["demo", "--phones", "1", "--out", str(case)]) == 0
        assert main(["copy", str(case), "1", "--to", str(folder / "out")]) == 0
    with Case.open(case, ticking(), desk=desk) as opened:
        opened.sign(OFFICE, SIGNER)
        opened.bundle(folder / "b.zip")
    with Case.open(case, ticking(), desk=OpeningDesk()) as opened:
        opened.copy_to(folder / "terkunci", VAULT)
    for whole in (case, folder / "terkunci", folder / "b.zip"):
        found = verify(whole, OpeningDesk())
        assert found.unaltered
        assert found.incomplete == found.foreign == ()
    return Evidence(case, folder / "terkunci", folder / "b.zip", folder / "out")


def files_of(case: Path) -> list[str]:
    return sorted(p.relative_to(case).as_posix() for p in case.rglob("*") if p.is_file())


def one_byte_changed(good: bytes, place: int, chance: random.Random) -> bytes:
    bad = bytearray(good)
    bad[place] ^= chance.choice((0x01, 0x04, 0x20, 0x80, 0xFF))
    return bytes(bad)


def blamed(path: Path, desk: Desk) -> tuple[str, int | None] | None:
    """Return the first thing that ``verify`` names, ``None`` if it found nothing."""
    first = verify(path, desk).first_alteration
    return None if first is None else (first.path, first.record)


@pytest.mark.parametrize("kind", ["case", "locked case"])
def test_a_changed_byte_of_a_case(evidence: Evidence, tmp_path: Path, kind: str) -> None:
    """Named is the file; of the log, the record."""
    source, desk = (evidence.case, Desk()) if kind == "case" else (evidence.locked, OpeningDesk())
    case = Path(shutil.copytree(source, tmp_path / "k"))
    chance = random.Random(SEED)
    # Large and small files alike, and the log as often as all others together.
    files = [file for file in files_of(case) if file != "vault.json"]
    for drawn in range(COUNTS[f"bytes of a {kind}"]):
        file = "log.jsonl" if drawn % 2 else chance.choice(files)
        good = (case / file).read_bytes()
        place = chance.randrange(len(good))
        (case / file).write_bytes(one_byte_changed(good, place, chance))
        record = good[:place].count(b"\n") + 1 if file == "log.jsonl" else None
        told = blamed(case, desk)
        assert told is not None, (drawn, file, place)
        assert told[0] == file, (drawn, place)
        assert file != "log.jsonl" or told[1] == record, (drawn, place)
        (case / file).write_bytes(good)
    assert verify(case, desk).unaltered


Lines = list[bytes]
Move = tuple[Lines, int]
"""The lines after records were moved, and the first record that is not in its place."""


def delete(lines: Lines, chance: random.Random) -> Move:
    at = chance.randrange(len(lines))
    return lines[:at] + lines[at + 1 :], at + 1


def double(lines: Lines, chance: random.Random) -> Move:
    at = chance.randrange(len(lines))
    return lines[: at + 1] + lines[at:], at + 2


def exchange(lines: Lines, chance: random.Random) -> Move:
    left, right = sorted(chance.sample(range(len(lines)), 2))
    moved = list(lines)
    moved[left], moved[right] = lines[right], lines[left]
    return moved, left + 1


def carry_off(lines: Lines, chance: random.Random) -> Move:
    """Move one record to another place."""
    left, right = sorted(chance.sample(range(len(lines)), 2))
    moved = list(lines)
    moved.insert(*((right, moved.pop(left)) if chance.random() < 0.5 else (left, moved.pop(right))))
    return moved, left + 1


def turn_round(lines: Lines, chance: random.Random) -> Move:
    left, right = sorted(chance.sample(range(len(lines)), 2))
    return lines[:left] + lines[left : right + 1][::-1] + lines[right + 1 :], left + 1


def shuffle(lines: Lines, chance: random.Random) -> Move:
    moved = chance.sample(lines, len(lines))
    return moved, next(n for n, (a, b) in enumerate(zip(lines, moved, strict=True), 1) if a != b)


def cut_between(lines: Lines, chance: random.Random) -> Move:
    length = chance.randrange(len(lines))
    return lines[:length], length + 1


def cut_within(lines: Lines, chance: random.Random) -> Move:
    at = chance.randrange(len(lines))
    return [*lines[:at], lines[at][: chance.randrange(1, len(lines[at]))]], at + 1


def replay_instead(lines: Lines, chance: random.Random) -> Move:
    """Put an earlier record in the place of a later one."""
    left, right = sorted(chance.sample(range(len(lines)), 2))
    return [*lines[:right], lines[left], *lines[right + 1 :]], right + 1


def replay_between(lines: Lines, chance: random.Random) -> Move:
    """Let an earlier record be there once more, later."""
    left, right = sorted(chance.sample(range(len(lines)), 2))
    return [*lines[:right], lines[left], *lines[right:]], right + 1


def replay_renumbered(lines: Lines, chance: random.Random) -> Move:
    """Let an earlier event happen again: with the number and the link its new place needs."""
    left, right = sorted(chance.sample(range(len(lines)), 2))
    before = lines[right - 1].rstrip(b"\n")
    link = lines[left].rpartition(b'"previous_sha256":"')[2][:64]
    again = (
        lines[left]
        .replace(
            b'"previous_sha256":"' + link, b'"previous_sha256":"%b' % sha256_hex(before).encode()
        )
        .replace(b'"seq":%d}' % (left + 1), b'"seq":%d}' % (right + 1))
    )
    assert again != lines[left]
    return [*lines[:right], again, *lines[right + 1 :]], right + 1


ANY_LINES: tuple[Callable[[Lines, random.Random], Move], ...] = (
    delete,
    double,
    exchange,
    carry_off,
    turn_round,
    shuffle,
    cut_between,
    cut_within,
    replay_instead,
    replay_between,
)


@pytest.mark.parametrize("kind", ["case", "locked case"])
def test_moved_doubled_missing_and_replayed_records(
    evidence: Evidence, tmp_path: Path, kind: str
) -> None:
    """Named is the first record that is not in its place."""
    source, desk = (evidence.case, Desk()) if kind == "case" else (evidence.locked, OpeningDesk())
    case = Path(shutil.copytree(source, tmp_path / "k"))
    log = case / "log.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    chance = random.Random(SEED)
    ways = ANY_LINES if kind == "locked case" else (*ANY_LINES, replay_renumbered)
    for drawn in range(COUNTS[f"records of a {kind}"]):
        way = ways[drawn % len(ways)]
        moved, record = way(lines, chance)
        log.write_bytes(b"".join(moved))
        assert blamed(case, desk) == ("log.jsonl", record), (drawn, way.__name__)
    log.write_bytes(b"".join(lines))
    assert verify(case, desk).unaltered


def test_missing_exchanged_cut_and_planted_files(evidence: Evidence, tmp_path: Path) -> None:
    """Named is the file; of two that were exchanged, one of them."""
    case = Path(shutil.copytree(evidence.case, tmp_path / "k"))
    files = files_of(case)
    chance = random.Random(SEED)
    for drawn in range(COUNTS["files of a case"]):
        file, other = chance.sample(files, 2)
        good, theirs = (case / file).read_bytes(), (case / other).read_bytes()
        named = {file}
        match drawn % 6:
            case 0:
                (case / file).unlink()
            case 1:
                (case / file).write_bytes(theirs)
            case 2:
                (case / file).write_bytes(theirs)
                (case / other).write_bytes(good)
                named = {file, other}
            case 3:
                (case / file).write_bytes(good[: chance.randrange(len(good))])
            case 4:
                (case / file).write_bytes(good + chance.randbytes(chance.randrange(1, 40)) + b"\n")
            case _:
                planted = f"{Path(file).parent.as_posix()}/x{drawn}.json".removeprefix("./")
                (case / planted).write_bytes(good)
                named = {planted}
        told = blamed(case, Desk())
        assert told is not None, (drawn, file)
        assert told[0] in named, (drawn, file)
        for planted in {*files_of(case)} - {*files}:
            (case / planted).unlink()
        (case / file).write_bytes(good)
        (case / other).write_bytes(theirs)
    assert verify(case, Desk()).unaltered


def test_a_changed_byte_of_a_bundle(evidence: Evidence, tmp_path: Path) -> None:
    """Named is the file inside, or the bundle where the byte stands between its files."""
    good = evidence.bundle.read_bytes()
    with evidence.bundle.open("rb") as file:
        members, _ = bundle_zip.read(file)
    chance = random.Random(SEED)
    path = tmp_path / "b.zip"
    for drawn in range(COUNTS["bytes of a bundle"]):
        member = chance.choice(members)
        begin, end = member.header_at, member.data_at + member.size
        place = chance.randrange(begin, end) if drawn % 3 else chance.randrange(len(good))
        path.write_bytes(one_byte_changed(good, place, chance))
        inside = [one.name for one in members if one.data_at <= place < one.data_at + one.size]
        expected = inside[0] if inside and inside[0] != bundle_zip.README else "b.zip"
        told = blamed(path, Desk())
        assert told is not None, (drawn, place)
        assert told[0] == expected, (drawn, place)


def test_files_of_a_bundle_packed_anew(evidence: Evidence, tmp_path: Path) -> None:
    """The container fits again, what is in it does not: named is the file."""
    with evidence.bundle.open("rb") as file:
        members, _ = bundle_zip.read(file)
        data = evidence.bundle.read_bytes()
    whole = {one.name: data[one.data_at : one.data_at + one.size] for one in members}
    names = [name for name in whole if name != bundle_zip.README]
    chance = random.Random(SEED)
    path = tmp_path / "b.zip"
    for drawn in range(COUNTS["files of a bundle"]):
        name, other = chance.sample(names, 2)
        changed = dict(whole)
        match drawn % 3:
            case 0:
                del changed[name]
            case 1:
                changed[name] = whole[other]
            case _:
                place = chance.randrange(len(whole[name]))
                changed[name] = one_byte_changed(whole[name], place, chance)
        path.write_bytes(b"".join(bundle_zip.write(changed.items())))
        told = blamed(path, Desk())
        assert told is not None, (drawn, name)
        assert told[0] == name, drawn


# --- PDFs ----------------------------------------------------------------------------------


@cache
def report() -> bytes:
    """Return a report that ``verify`` renders again byte by byte."""
    whole = examination(Outcome.NIL)
    data = canonical_json(whole)
    document = build(
        whole,
        sha256_hex(data),
        source_words=source_words(),
        legal_basis=load_legal_basis(REPORTS / "dasar-hukum.yaml"),
        lang="id",
    )
    return to_pdf.render(document, data, REPORTS)


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Return ``verify`` of the command line; it must name the file it was given.

    Rendering and reading one and the same report again is done once for all of them.
    """
    made: dict[bytes, bytes] = {}
    read: dict[bytes, object] = {}
    genuine = lone_pdf._parts

    def render(document: ReportDocument, *rest: Any) -> bytes:
        told = canonical_json(document)
        if told not in made:
            made[told] = to_pdf.render(document, *rest)
        return made[told]

    def parts(pdf: bytes, name: str) -> object:
        if name != "rebuilt":
            return genuine(pdf, name)
        if pdf not in read:
            read[pdf] = genuine(pdf, name)
        return read[pdf]

    monkeypatch.setattr(lone_pdf, "render", render)
    monkeypatch.setattr(lone_pdf, "_parts", parts)

    def run(path: Path, *options: str) -> int:
        capsys.readouterr()
        code = main(["verify", str(path), *options])
        out = capsys.readouterr()
        assert path.name in out.out + out.err
        assert not out.err or out.err.count("\n") == 2, out.err  # ours, and nobody else's
        return code

    return run


@pytest.mark.parametrize("kind", ["PDF", "signed PDF"])
def test_a_changed_byte_of_a_pdf(told: Callable[..., int], tmp_path: Path, kind: str) -> None:
    good = (
        report() if kind == "PDF" else sign_pdf(sign_pdf(report(), key()), key("Contoh Ketua Lima"))
    )
    chance = random.Random(SEED)
    path = tmp_path / "aneh.pdf"
    path.write_bytes(good)
    assert told(path) == 0
    for drawn in range(COUNTS[f"bytes of a {kind}"]):
        # Half of those in a signed PDF are in what came with the signatures.
        begin = len(report()) if kind == "signed PDF" and drawn % 2 else 0
        place = chance.randrange(begin, len(good))
        path.write_bytes(one_byte_changed(good, place, chance))
        assert told(path) == 4, (drawn, place)


@pytest.mark.parametrize("which", [0, 1])
def test_a_signature_of_an_unknown_kind_is_not_passed_by(
    told: Callable[..., int], tmp_path: Path, which: int
) -> None:
    kind = b"/ETSI.CAdES.detached"
    parts = sign_pdf(sign_pdf(report(), key()), key("Contoh Ketua Lima")).split(kind)
    assert len(parts) == 3
    kinds = [kind, kind]
    kinds[which] = b"/ETSI.CAdES.eetached"
    path = tmp_path / "aneh.pdf"
    path.write_bytes(parts[0] + kinds[0] + parts[1] + kinds[1] + parts[2])
    assert told(path) == 4


def test_a_pdf_that_was_cut_or_grew(told: Callable[..., int], tmp_path: Path) -> None:
    chance = random.Random(SEED)
    signed = sign_pdf(report(), key())
    path = tmp_path / "LPP-2026-0117-003-7F3A.pdf"
    for drawn in range(COUNTS["lengths of PDFs"]):
        good = signed if drawn % 2 else report()
        if drawn % 4 < 2:
            path.write_bytes(good[: chance.randrange(8, len(good))])
        else:
            path.write_bytes(good + chance.randbytes(chance.randrange(1, 60)))
        if path.read_bytes() != report():  # a signature that was cut off whole is no alteration
            assert told(path) == 4, drawn


def test_a_changed_byte_of_a_document_with_its_proof(
    evidence: Evidence, told: Callable[..., int], tmp_path: Path
) -> None:
    """Also of those that carry no evidence file: then the proof is all there is."""
    chance = random.Random(SEED)
    documents = sorted(evidence.documents.glob("*.pdf"))
    assert {one.name[:3] for one in documents} == {"PBT", "BAS", "LPP", "BAK", "LOG", "SPG"}
    for drawn in range(COUNTS["bytes of a PDF with its proof"]):
        document = chance.choice(documents)
        good = document.read_bytes()
        path = tmp_path / document.name
        shutil.copy(f"{document}.proof.json", f"{path}.proof.json")
        path.write_bytes(one_byte_changed(good, chance.randrange(len(good)), chance))
        assert told(path) == 4, (drawn, document.name)


# --- what an old copy shows, and what it does not --------------------------------------------


@pytest.fixture
def later(evidence: Evidence, tmp_path: Path) -> tuple[Path, Path]:
    """Return the case as it was, and as it went on, both at a desk with its key."""
    old = Path(shutil.copytree(evidence.case, tmp_path / "lama"))
    new = Path(shutil.copytree(evidence.case, tmp_path / "baru"))
    shutil.copytree(evidence.case.parent / "keys", tmp_path / "keys")
    desk = StationDesk(KeyFolder(tmp_path / "keys"))
    with Case.open(new, ticking(), desk=desk) as opened:
        exhibit = opened.exhibit(1)
        exhibit.add_report(f"{exhibit.document_id}-salinan.pdf", b"%PDF-1.7 synthetic\n")
        exhibit.event(Event.SERAH_BERKAS, note="diserahkan")
    return old, new


def test_an_old_head_takes_nothing_away_and_is_named(
    evidence: Evidence, later: tuple[Path, Path], tmp_path: Path
) -> None:
    """As after a full disk: the log is whole, so nothing is altered, but it is not passed over."""
    old, new = later
    shutil.copy(old / "head.json", new / "head.json")
    found = verify(new, Desk())
    assert found.unaltered
    assert found.unsigned_records == 6
    assert found.incomplete[0].en.startswith("head.json names record")
    # The log may not be cut to what that head says: what was stored since is still there.
    shutil.copy(old / "log.jsonl", new / "log.jsonl")
    first = verify(new, Desk()).first_alteration
    assert first is not None
    assert first.path.endswith(("-salinan.pdf", ".json"))


def test_an_old_copy_of_everything_is_noticed_by_whoever_remembers_more(
    later: tuple[Path, Path], tmp_path: Path
) -> None:
    old, new = later
    newest = verify(new, Desk()).head_sha256
    assert newest is not None
    # The computer that signed it later.
    assert blamed(old, StationDesk(KeyFolder(tmp_path / "keys"))) is not None
    # A hash on paper.
    told = verify(old, Desk(), on_paper=newest[:16]).first_alteration
    assert told is not None
    assert told.path == "log.jsonl"
    # Nobody else: inside it is a whole case, with signatures that hold.
    assert verify(old, reader_at(tmp_path / "reader")).unaltered


def test_an_old_copy_of_one_phone_is_no_case(evidence: Evidence, later: tuple[Path, Path]) -> None:
    """The folder of a phone as it was earlier: what was stored since is missing, and named."""
    old, new = later
    shutil.rmtree(new / "exhibits/001")
    shutil.copytree(old / "exhibits/001", new / "exhibits/001")
    told = blamed(new, Desk())
    assert told is not None
    assert told[0].startswith("exhibits/001/reports/")
    assert told[0].endswith("-salinan.pdf")
