"""``handover``: one folder for the BKD, of one team or several: what has to be followed up."""

import argparse
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from phone_audit.cases.store import Case
from phone_audit.cli import language
from phone_audit.cli.arguments import add_cases
from phone_audit.cli.documents import dossier_of, make, possible
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.office import now
from phone_audit.cli.output import print_json, shown
from phone_audit.cli.recap import keep_table, name_lines, sites_of
from phone_audit.errors import CaseError, ReportError, UsageError
from phone_audit.formats.safe_text import safe_text
from phone_audit.model.assessment import NEEDS_SECOND_READER, NotExaminedReason
from phone_audit.model.custody import Event, ExhibitStatus, StoredExhibit
from phone_audit.model.record import sha256_hex
from phone_audit.reporting.recap import build_names, build_recap
from phone_audit.reporting.wording import REASON_NAMES

_SUMS = "SHA256SUMS"
_LIST = "DAFTAR.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What was put into the folder.

    ``files`` are paths inside it, in the order to print them. ``drafts`` are labels of
    phones that wait for a second reader and are left out, ``not_made`` sentences on
    documents that could not be made. ``not_examined`` are label and reason of each phone
    that was not examined. Of all ``phones``, ``enclosed`` have documents here and on
    ``nothing`` there is nothing to follow up; with the drafts and those not examined
    they add up.
    """

    files: tuple[str, ...]
    drafts: tuple[str, ...]
    not_made: tuple[str, ...]
    not_examined: tuple[tuple[str, NotExaminedReason], ...]
    phones: int
    enclosed: int
    nothing: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the cases and the new folder."""
    add_cases(parser)
    parser.add_argument(
        "folder",
        type=Path,
        metavar="DIR",
        help=say("folder baru untuk BKD", "a new folder for the BKD"),
    )
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Make the folder, and say what is in it and what is not."""
    with ExitStack() as stack:
        cases = [stack.enter_context(Case.open(path, now)) for path in arguments.cases]
        bundle = hand_over(cases, arguments.folder)
    if arguments.json:
        print_json(as_json(arguments.folder, bundle))
    else:
        for line in said(arguments.folder, bundle):
            print(shown(line))
    return Exit.INCOMPLETE if bundle.drafts or bundle.not_made else Exit.DONE


def as_json(folder: Path, bundle: Bundle) -> dict[str, object]:
    """Return what a script reads about a folder that was made."""
    return {
        "folder": str(folder),
        "files": bundle.files,
        "waiting_for_second_reader": bundle.drafts,
        "not_made": bundle.not_made,
        "not_examined": [
            {"label": label, "reason": reason.value} for label, reason in bundle.not_examined
        ],
        "phones": bundle.phones,
        "enclosed": bundle.enclosed,
        "nothing_to_follow_up": bundle.nothing,
    }


def said(folder: Path, bundle: Bundle) -> Iterator[str]:
    """Yield what an officer reads about a folder that was made."""
    count = len(bundle.files)
    yield say(f"{folder}: {count} dokumen", f"{folder}: {count} documents")
    for name in bundle.files:
        yield f"  {name}"
    yield from left_out(bundle)


def check_free(folder: Path) -> None:
    """Refuse a folder that exists.

    Raises:
        UsageError: it does.
    """
    if folder.exists():
        raise UsageError(
            say(f"{folder}: sudah ada; sebut folder baru.", f"{folder}: exists; name a new one.")
        )


def hand_over(cases: Sequence[Case], folder: Path, notes: Sequence[str] = ()) -> Bundle:
    """Put what has to be followed up into a new folder, whole or not at all.

    The table of the sidak (RKP) and its annex of names, then every document of each phone
    whose outcome rests on a match and was confirmed by a second reader; of all other
    phones nothing but their number in the table, and of those that were not examined the
    label and the reason. Of several teams each has a folder ``tim-1``, ``tim-2``, ... in
    the order of the cases. Beside them ``DAFTAR.txt``, the list to
    print by, with ``notes`` at its end, and ``SHA256SUMS``, which ``sha256sum -c`` checks.
    The making is an event of each case with the hash of that file.

    Raises:
        UsageError: the folder exists.
        ReportError: the numbers of the table do not add up, or one phone is in two cases.
        CaseError: a case or the folder cannot be written.
    """
    check_free(folder)
    try:
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        part = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.absolute().parent))
    except OSError as error:
        raise CaseError(f"{folder}: {error.strerror}") from error
    try:
        bundle, sums = _fill(cases, part, notes)
        for case in cases:
            case.event(
                Event.SALIN, about=_SUMS, about_sha256=sha256_hex(sums), note=f"{len(bundle.files)}"
            )
        part.rename(folder)
    except OSError as error:
        raise CaseError(f"{folder}: {error.strerror}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return bundle


def _fill(cases: Sequence[Case], part: Path, notes: Sequence[str]) -> tuple[Bundle, bytes]:
    made = dict(_tables(cases))
    chosen = _Chosen(made)
    for place, case in enumerate(cases, start=1):
        chosen.add(case, team=f"tim-{place}/" if len(cases) > 1 else "")
    bundle = chosen.bundle()
    made[_LIST] = _to_print(cases, bundle, notes).encode()
    sums = "".join(f"{sha256_hex(data)}  {name}\n" for name, data in made.items()).encode()
    for name, data in {**made, _SUMS: sums}.items():
        inside = part / name
        inside.parent.mkdir(parents=True, exist_ok=True)
        inside.write_bytes(data)
    return bundle, sums


class _Chosen:
    """What goes into the folder, phone by phone, and what does not."""

    def __init__(self, made: dict[str, bytes]) -> None:
        self._made = made
        self._drafts: list[str] = []
        self._not_made: list[str] = []
        self._not_examined: list[tuple[str, NotExaminedReason]] = []
        self._phones = self._enclosed = 0

    def add(self, case: Case, *, team: str) -> None:
        """Add one team's case; its files stand below ``team``."""
        for stored in case.exhibits():
            self._phones += 1
            label = safe_text(f"{team}{stored.label}", 30)
            if stored.status is ExhibitStatus.NOT_EXAMINED and stored.reason is not None:
                self._not_examined.append((label, stored.reason))
                continue
            dossier = dossier_of(case, case.exhibit(stored.number))
            if dossier.outcome not in NEEDS_SECOND_READER:
                continue
            if not dossier.papers.reviews:
                self._drafts.append(label)
                continue
            self._enclosed += 1
            for name, data in _documents(case, stored, label, self._not_made):
                self._made[f"{team}{stored.number:03d}/{name}"] = data

    def bundle(self) -> Bundle:
        """Return what was put in, and what was left out."""
        other = self._enclosed + len(self._drafts) + len(self._not_examined)
        return Bundle(
            files=tuple(self._made),
            drafts=tuple(self._drafts),
            not_made=tuple(self._not_made),
            not_examined=tuple(self._not_examined),
            phones=self._phones,
            enclosed=self._enclosed,
            nothing=self._phones - other,
        )


def _tables(cases: Sequence[Case]) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the table and of its annex, which the first case keeps."""
    lang = language.current()
    sites = sites_of(cases)
    lines = tuple(line for case in cases for line in name_lines(case, lang))
    table = build_recap(sites, lang=lang)
    for sheet, suffix in ((table, ""), (build_names(sites, lines, lang=lang), "-nama")):
        path = keep_table(cases, sheet, suffix)
        yield path.name, _bytes_of(cases[0], path, None)


def _bytes_of(case: Case, path: Path, exhibit: int | None) -> bytes:
    """Return a document in clear, also of a locked case."""
    return dict(case.documents(exhibit))[path.relative_to(case.path).as_posix()]


def _documents(
    case: Case, stored: StoredExhibit, label: str, not_made: list[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield every document of one phone; of one that cannot be made, say why."""
    for kind in possible(case, stored):
        try:
            path = make(case, case.exhibit(stored.number), kind)
        except ReportError as error:
            not_made.append(f"{label}, {kind.upper()}: {error}")
        else:
            yield path.name, _bytes_of(case, path, stored.number)


def _to_print(cases: Sequence[Case], bundle: Bundle, notes: Sequence[str]) -> str:
    """Return the list that is printed first: what lies in the folder, in order."""
    headers = [case.header for case in cases]
    lines = [
        say("Daftar berkas untuk dicetak dan diserahkan", "Files to print and hand over"),
        *(
            safe_text(f"{one.office} · {one.location} · {one.assignment.number}", 200)
            for one in headers
        ),
        "",
        *(f"{place:3}. {name}" for place, name in enumerate(bundle.files, start=1)),
        "",
        *_numbers(bundle),
        *left_out(bundle),
        *(["", *notes] if notes else []),
        "",
        say(f"Pemeriksaan keutuhan: sha256sum -c {_SUMS}", f"To check: sha256sum -c {_SUMS}"),
    ]
    return "\n".join(lines) + "\n"


def _numbers(bundle: Bundle) -> Iterator[str]:
    """Yield the phones of the sidak and where each stands; the parts add up."""
    yield say(f"Perangkat: {bundle.phones}", f"Phones: {bundle.phones}")
    parts = (
        (bundle.enclosed, say("berkas disertakan di sini", "documents enclosed here")),
        (len(bundle.drafts), say("menunggu pembaca kedua", "waiting for a second reader")),
        (
            bundle.nothing,
            say("diperiksa, tanpa berkas tindak lanjut", "examined, no documents to follow up"),
        ),
        (len(bundle.not_examined), say("tidak diperiksa", "not examined")),
    )
    for count, words in parts:
        yield f"{count:5}  {words}"
    for label, reason in bundle.not_examined:
        yield f"         {label}: {say_words(REASON_NAMES[reason])}"
    if bundle.not_examined:
        yield say(
            "Tidak diperiksa bukan indikasi apa pun.",
            "Not examined is not an indication of anything.",
        )


def left_out(bundle: Bundle) -> Iterator[str]:
    """Yield what does not lie in the folder, and why."""
    if bundle.drafts:
        labels = ", ".join(bundle.drafts)
        yield say(
            f"Menunggu pembaca kedua, tidak disertakan: {labels}",
            f"Waiting for a second reader, left out: {labels}",
        )
    yield from bundle.not_made
