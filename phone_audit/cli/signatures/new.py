"""``signatures new``: a new entry, question by question, or from options alone."""

import argparse
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from phone_audit import resources
from phone_audit.cli import language
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.output import print_json, shown
from phone_audit.cli.signatures.interface import Action, add_list_and_json, folder, line
from phone_audit.errors import SignatureErrors, UsageError
from phone_audit.model.record import Words
from phone_audit.model.signature import GamblingKind, Strength

if TYPE_CHECKING:
    from phone_audit.cli.signatures.questions import Answers
    from phone_audit.signatures.folder import Folder
    from phone_audit.signatures.proposal import Proposal

_MAY_CLAIM = (Strength.MEDIUM, Strength.WEAK)
_KINDS = ", ".join(kind.value for kind in GamblingKind)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare an option for every answer."""
    add_list_and_json(parser)
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help=say(
            "folder tujuan; tanpa ini brands/ daftar itu, atau folder ini bila daftar bawaan",
            "where the file goes; without it brands/ of the list, or here for the shipped one",
        ),
    )
    for option, metavar, text in (
        ("--name", "TEXT", say("nama merek atau aplikasi", "name of the brand or app")),
        ("--kind", "KIND", _KINDS),
        ("--strength", "STRENGTH", "medium | weak"),
        ("--valid-from", "DATE", say("domain berlaku sejak", "the domains' first day")),
        ("--source", "URL", say("halaman terbuka", "a public page")),
        ("--seen", "DATE", say("hari halaman itu dilihat", "the day the page was seen")),
        ("--says", "TEXT", say("apa yang dikatakannya, tidak lebih", "what it says, no more")),
        ("--proposer", "TEXT", say("pengusul", "who proposes it")),
        ("--id", "ID", say("id, juga nama berkas", "the id, also the file's name")),
    ):
        parser.add_argument(option, metavar=metavar, help=text)
    for option, metavar, text in (
        ("--domain", "DOMAIN", say("domain, atau alamat yang disalin", "a domain or address")),
        ("--package", "PACKAGE", say("nama paket", "a package name")),
        ("--label", "LABEL", say("nama yang ditampilkan aplikasi", "what the app shows")),
        (
            "--explanation",
            "TEXT",
            say("bagaimana nama itu dapat ada tanpa berjudi", "how it can be there innocently"),
        ),
        ("--match", "NAME", say("contoh yang harus cocok", "an example that must match")),
        ("--no-match", "NAME", say("contoh yang tidak boleh", "an example that must not")),
    ):
        parser.add_argument(
            option, metavar=metavar, nargs="+", action="extend", default=[], help=text
        )


def run(arguments: argparse.Namespace) -> int:
    """Write the file, and say what is still missing in it."""
    from phone_audit.cli.signatures.questions import Answers, keyboard
    from phone_audit.signatures.lint import lint_entry
    from phone_audit.signatures.proposal import entry_yaml
    from phone_audit.signatures.reading import read_folder

    today = datetime.now(UTC).date()
    read = read_folder(folder(arguments))
    if read.complaints:
        raise SignatureErrors(
            [str(one) for one in read.complaints],
            indonesian=[one.say("id") for one in read.complaints],
        )
    proposal = _asked(Answers(arguments, keyboard()), read, today)
    text = entry_yaml(proposal, today)
    path = _place(arguments) / f"{proposal.id}.yaml"
    _write(path, text)
    remarks = lint_entry(read, path.name, text.encode(), today)
    if arguments.json:
        told = [one.say(language.current()) for one in remarks]
        print_json({"file": str(path), "id": proposal.id, "remarks": told})
        return Exit.DONE
    print(shown(str(path)))
    for one in remarks:
        print(line(one.say(language.current())))
    print(_next_step(path, arguments, complete=not remarks))
    return Exit.DONE


def _asked(answers: "Answers", read: "Folder", today: date) -> "Proposal":
    """Return everything that a person must say, in the order in which it comes to mind.

    Raises:
        UsageError: without a terminal something was not given; all of it is named.
    """
    from phone_audit.signatures import proposal as checks

    name = answers.one(
        "--name", Words(id="Nama merek atau aplikasi", en="Name"), checks.checked_line
    )
    kind = answers.one("--kind", Words(id=f"Jenis: {_KINDS}", en=f"Kind: {_KINDS}"), _kind)
    domains = answers.several(
        "--domain",
        Words(id="Domain, satu per satu", en="Domains, one after another"),
        lambda text: checks.checked_domain(text, read),
    )
    packages = answers.several(
        "--package",
        Words(id="Nama paket, satu per satu", en="Package names, one after another"),
        lambda text: checks.checked_package(text, read),
    )
    labels = answers.several(
        "--label",
        Words(id="Nama di layar, satu per satu", en="Labels on the screen, one after another"),
        lambda text: checks.checked_label(text, read),
    )
    if not domains and not packages and not labels:
        answers.lack("--domain/--package/--label")
    source = answers.one(
        "--source",
        Words(id="Alamat sumber terbuka", en="Address of a public source"),
        checks.checked_address,
    )
    seen = answers.one(
        "--seen",
        Words(id="Tanggal Anda melihatnya", en="The day you saw it"),
        lambda text: _day(text, today),
        default=today.isoformat(),
    )
    says = answers.one(
        "--says",
        Words(id="Apa yang dikatakan sumber, tidak lebih", en="What the source says, no more"),
        checks.checked_line,
    )
    valid_from = None
    if domains:
        valid_from = answers.one(
            "--valid-from",
            Words(id="Domain milik operator sejak tanggal", en="The domains are theirs since"),
            lambda text: _day(text, today),
            blank=True,
        )
    explanations = answers.several(
        "--explanation",
        Words(
            id="Bagaimana nama itu dapat ada pada ponsel orang yang tidak berjudi",
            en="How the name can be on a phone whose holder does not gamble",
        ),
        checks.checked_line,
        wanted=True,
    )
    proposer = answers.one(
        "--proposer",
        Words(id="Pengusul (kantor atau tim)", en="Proposer (office or team)"),
        checks.checked_line,
        blank=True,
        wanted=True,
    )
    strength = answers.one(
        "--strength",
        Words(id="Kekuatan: medium, weak", en="Strength: medium, weak"),
        _strength,
        default="medium" if (domains or packages) and kind is not GamblingKind.NEAR else "weak",
    )
    new_id = answers.one(
        "--id",
        Words(id="id, juga nama berkas", en="The id, also the file's name"),
        lambda text: checks.checked_id(text, read),
        default=checks.suggested_id(name or "", domains),
    )
    match = answers.given("--match", checks.checked_line)
    no_match = answers.given("--no-match", checks.checked_line)
    if answers.missing:
        missing = ", ".join(answers.missing)
        raise UsageError(say(f"Belum diberikan: {missing}.", f"Missing: {missing}."))
    assert name is not None
    assert kind is not None
    assert source is not None
    assert seen is not None
    assert says is not None
    assert strength is not None
    assert new_id is not None
    return checks.Proposal(
        id=new_id,
        name=name,
        kind=kind,
        strength=strength,
        packages=packages,
        labels=labels,
        domains=domains,
        valid_from=valid_from,
        source=source,
        seen=seen,
        says=says,
        explanations=explanations,
        proposer=proposer,
        match=match,
        no_match=no_match,
    )


def _kind(text: str) -> GamblingKind:
    from phone_audit.signatures.proposal import Refused

    try:
        return GamblingKind(text.lower())
    except ValueError:
        raise Refused(f"pilih salah satu: {_KINDS}", f"one of: {_KINDS}") from None


def _strength(text: str) -> Strength:
    from phone_audit.signatures.proposal import Refused

    found = next((one for one in _MAY_CLAIM if one.value == text.lower()), None)
    if found is None:
        raise Refused(
            "medium atau weak; strong hanya sesudah ditelaah orang lain",
            "medium or weak; strong only after somebody else reviewed it",
        )
    return found


def _day(text: str, today: date) -> date:
    from phone_audit.signatures.proposal import Refused

    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused(
            f"tanggal seperti {today}, bukan {text!a}", f"a date such as {today}, not {text!a}"
        ) from None
    if day > today:
        raise Refused(f"{day} ada di masa depan", f"{day} lies in the future")
    return day


def _place(arguments: argparse.Namespace) -> Path:
    """Return where the file goes: among the brands of a list that people edit, or here."""
    if arguments.out is not None:
        chosen: Path = arguments.out
        return chosen
    if arguments.list is None and resources.is_installed():
        return Path()
    return folder(arguments) / "brands"


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(
            say(f"{path}: sudah ada, tidak ditimpa", f"{path}: exists and is not overwritten")
        ) from error
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error


def _next_step(path: Path, arguments: argparse.Namespace, *, complete: bool) -> str:
    chosen = "" if arguments.list is None else shown(f" --list {arguments.list}")
    if not complete:
        return say(
            f"Lengkapi berkas itu, lalu jalankan phone-audit signatures lint{chosen}.",
            f"Complete the file, then run phone-audit signatures lint{chosen}.",
        )
    if path.parent.name == "brands":
        raising = f'phone-audit signatures version{chosen} --raise "..."'
        return say(f"Lengkap. Berikutnya: {raising}", f"Complete. Next: {raising}")
    return say("Lengkap. Kirimkan berkas itu.", "Complete. Send the file in.")


ACTION = Action(
    name="new",
    help=Words(
        id="usulan tanda baru, dengan pertanyaan atau dengan opsi",
        en="propose a new entry, by questions or by options",
    ),
    add_arguments=add_arguments,
    run=run,
)
