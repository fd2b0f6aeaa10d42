"""What ``signatures show`` says of a list that others made and an office imported."""

import argparse
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from phone_audit.cases import layout
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.list_store import list_line, number, store
from phone_audit.cli.output import print_json, shown
from phone_audit.cli.signatures.import_ import REFUSED
from phone_audit.cli.signatures.interface import line
from phone_audit.cli.signatures.lists import as_json
from phone_audit.errors import UsageError
from phone_audit.formats.name_lists.interface import Refusal
from phone_audit.model.imported_list import ImportedList, ListRole
from phone_audit.reporting.wording import STRENGTHS


def show_imported(name: str, arguments: argparse.Namespace) -> int:
    """Print an imported list: of a case that used it, else of this computer.

    Raises:
        UsageError: there is no such list.
    """
    today = datetime.now(UTC).date()
    found = [one for one in _lists(arguments.list) if one.name == name]
    if not found:
        wanted = shown(name)
        raise UsageError(
            say(
                f'tidak ada daftar impor "{wanted}"; daftar sebuah kasus: --list KASUS',
                f'no imported list "{wanted}"; for the lists of a case: --list CASE',
            )
        )
    if arguments.json:
        print_json([as_json(one, today) for one in found])
        return Exit.DONE
    for one in found:
        for text in _lines(one, today):
            print(line(text))
    return Exit.DONE


def _lists(chosen: Path | None) -> tuple[ImportedList, ...]:
    """Return the lists to look in; those of a case may differ between its examinations."""
    if chosen is None or not (chosen / layout.CASE).is_file():
        return tuple(store().lists())
    from phone_audit.cases.store import Case
    from phone_audit.model.custody import ExhibitStatus

    case = Case.read(chosen)
    used = [
        one
        for stored in case.exhibits()
        if stored.status is ExhibitStatus.EXAMINED
        for one in case.exhibit(stored.number).examination().imported_lists
    ]
    return tuple({one.sha256: one for one in used}.values())


def _lines(one: ImportedList, today: date) -> Iterator[str]:
    from phone_audit.signatures.listed import strength_of

    yield list_line(one, today)
    if one.role is ListRole.ALLOW:
        yield "  " + say(
            "Daftar pengecualian: nama di dalamnya tidak cocok dengan daftar impor atau dugaan.",
            "An allow list: its names match no imported list and no guess.",
        )
    else:
        strength = say_words(STRENGTHS[strength_of(one)])
        yield "  " + say(
            f"Daftar dari luar: kecocokannya {strength}, dan hanya mengatakan bahwa daftar ini "
            "memuat nama itu pada tanggalnya.",
            f"A list of others: a match is {strength}, and says only that this list held the name "
            "on its day.",
        )
    unsaid = say("tidak disebutkan", "not stated")
    yield f"  {say('sumber', 'source')}: {one.source or unsaid}"
    yield f"  {say('lisensi', 'licence')}: {one.licence or unsaid}"
    yield f"  SHA-256 {one.sha256}, {number(one.size_bytes)} {say('bita', 'bytes')}"
    hosts, packages = number(one.hosts), number(one.packages)
    yield say(f"  {hosts} domain, {packages} paket", f"  {hosts} domains, {packages} packages") + (
        f", {number(one.certificates)} {say('sertifikat', 'certificates')}"
        if one.certificates
        else ""
    )
    innocent, institutional = number(one.innocent), number(one.institutional)
    yield say(
        f"  {innocent} nama di dalamnya ada dalam daftar tak bersalah dan tidak pernah cocok; "
        f"{institutional} milik instansi",
        f"  {innocent} of its names are on the innocent list and never match; {institutional} "
        "belong to institutions",
    )
    if one.refused:
        told = ", ".join(
            f"{say_words(REFUSED[Refusal(why)])} {number(count)}"
            for why, count in one.refused.items()
        )
        yield "  " + say("tidak diambil: ", "not taken: ") + told
    imported = f"{one.imported_at:%Y-%m-%d %H:%M} UTC, {one.importer}"
    yield say(f"  diimpor {imported}", f"  imported {imported}")
