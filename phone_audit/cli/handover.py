"""``handover``: one folder for the BKD: what has to be followed up, the table, and hashes."""

import argparse
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from phone_audit import resources
from phone_audit.cases.store import Case
from phone_audit.cli import language
from phone_audit.cli.documents import dossier_of, make, possible
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.office import now
from phone_audit.cli.output import print_json, shown
from phone_audit.cli.recap import name_lines, site_of
from phone_audit.errors import CaseError, ReportError, UsageError
from phone_audit.formats.safe_text import safe_text
from phone_audit.model.assessment import NEEDS_SECOND_READER
from phone_audit.model.custody import Event, StoredExhibit
from phone_audit.model.record import sha256_hex
from phone_audit.reporting.recap import build_names, build_recap
from phone_audit.reporting.typeset import typeset

_SUMS = "SHA256SUMS"
_LIST = "DAFTAR.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What was put into the folder.

    ``files`` are paths inside it, in the order to print them. ``drafts`` are labels of
    phones that wait for a second reader and are left out, ``not_made`` sentences on
    documents that could not be made.
    """

    files: tuple[str, ...]
    drafts: tuple[str, ...]
    not_made: tuple[str, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the case and the new folder."""
    parser.add_argument("case", type=Path, metavar="CASE", help=say("folder kasus", "case folder"))
    parser.add_argument(
        "folder",
        type=Path,
        metavar="DIR",
        help=say("folder baru untuk BKD", "a new folder for the BKD"),
    )
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Make the folder, and say what is in it and what is not."""
    with Case.open(arguments.case, now) as case:
        bundle = hand_over(case, arguments.folder)
    if arguments.json:
        print_json(
            {
                "folder": str(arguments.folder),
                "files": bundle.files,
                "waiting_for_second_reader": bundle.drafts,
                "not_made": bundle.not_made,
            }
        )
    else:
        for line in said(arguments.folder, bundle):
            print(shown(line))
    return Exit.INCOMPLETE if bundle.drafts or bundle.not_made else Exit.DONE


def said(folder: Path, bundle: Bundle) -> Iterator[str]:
    """Yield what an officer reads about a folder that was made."""
    count = len(bundle.files)
    yield say(f"{folder}: {count} dokumen", f"{folder}: {count} documents")
    for name in bundle.files:
        yield f"  {name}"
    yield from left_out(bundle)


def hand_over(case: Case, folder: Path) -> Bundle:
    """Put what has to be followed up into a new folder, whole or not at all.

    The table of the sidak (RKP) and its annex of names, then every document of each phone
    whose outcome rests on a match and was confirmed by a second reader; of all other
    phones nothing but their number in the table. Beside them ``DAFTAR.txt``, the list to
    print by, and ``SHA256SUMS``, which ``sha256sum -c`` checks. The making is an event of
    the case with the hash of that file.

    Raises:
        UsageError: the folder exists.
        ReportError: the numbers of the table do not add up.
        CaseError: the case or the folder cannot be written.
    """
    if folder.exists():
        raise UsageError(
            say(f"{folder}: sudah ada; sebut folder baru.", f"{folder}: exists; name a new one.")
        )
    try:
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        part = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.absolute().parent))
    except OSError as error:
        raise CaseError(f"{folder}: {error.strerror}") from error
    try:
        bundle, sums = _fill(case, part)
        case.event(
            Event.SALIN, about=_SUMS, about_sha256=sha256_hex(sums), note=f"{len(bundle.files)}"
        )
        part.rename(folder)
    except OSError as error:
        raise CaseError(f"{folder}: {error.strerror}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return bundle


def _fill(case: Case, part: Path) -> tuple[Bundle, bytes]:
    not_made: list[str] = []
    drafts = []
    made: dict[str, bytes] = {}
    for path in _tables(case):
        made[path.name] = path.read_bytes()
    for stored in case.exhibits():
        dossier = dossier_of(case, case.exhibit(stored.number))
        if dossier.outcome not in NEEDS_SECOND_READER:
            continue
        label = safe_text(stored.label, 12)
        if not dossier.papers.reviews:
            drafts.append(label)
            continue
        for name, path in _documents(case, stored, not_made):
            made[f"{stored.number:03d}/{name}"] = path.read_bytes()
    bundle = Bundle(files=tuple(made), drafts=tuple(drafts), not_made=tuple(not_made))
    made[_LIST] = _to_print(case, bundle).encode()
    sums = "".join(f"{sha256_hex(data)}  {name}\n" for name, data in made.items()).encode()
    for name, data in {**made, _SUMS: sums}.items():
        place = part / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(data)
    return bundle, sums


def _tables(case: Case) -> Iterator[Path]:
    lang = language.current()
    sites = (site_of(case),)
    table = build_recap(sites, lang=lang)
    yield case.add_report(f"{table.document_id}.pdf", typeset(table, resources.reports_folder()))
    names = build_names(sites, tuple(name_lines(case, lang)), lang=lang)
    data = typeset(names, resources.reports_folder())
    yield case.add_report(f"{names.document_id}-nama.pdf", data)


def _documents(
    case: Case, stored: StoredExhibit, not_made: list[str]
) -> Iterator[tuple[str, Path]]:
    """Yield every document of one phone; of one that cannot be made, say why."""
    for kind in possible(case, stored):
        try:
            path = make(case, case.exhibit(stored.number), kind)
        except ReportError as error:
            not_made.append(f"{safe_text(stored.label, 12)}, {kind.upper()}: {error}")
        else:
            yield path.name, path


def _to_print(case: Case, bundle: Bundle) -> str:
    """Return the list that is printed first: what lies in the folder, in order."""
    header = case.header
    lines = [
        say("Daftar berkas untuk dicetak dan diserahkan", "Files to print and hand over"),
        safe_text(f"{header.office} · {header.location} · {header.assignment.number}", 200),
        "",
        *(f"{place:3}. {name}" for place, name in enumerate(bundle.files, start=1)),
        "",
        *left_out(bundle),
        say(f"Pemeriksaan keutuhan: sha256sum -c {_SUMS}", f"To check: sha256sum -c {_SUMS}"),
    ]
    return "\n".join(lines) + "\n"


def left_out(bundle: Bundle) -> Iterator[str]:
    """Yield what does not lie in the folder, and why."""
    if bundle.drafts:
        labels = ", ".join(bundle.drafts)
        yield say(
            f"Menunggu pembaca kedua, tidak disertakan: {labels}",
            f"Waiting for a second reader, left out: {labels}",
        )
    yield from bundle.not_made
