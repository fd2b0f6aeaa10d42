"""``signatures``: check, show, count and try the signature list."""

import argparse
import io
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path

from phone_audit import resources
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.output import print_json, shown
from phone_audit.errors import UsageError
from phone_audit.formats.safe_text import safe_text
from phone_audit.model.evidence import Observable, ObservableKind
from phone_audit.model.signature import Signature, SignatureList
from phone_audit.signatures.load import load, version_of

_KINDS = {"domain": ObservableKind.HOST, "package": ObservableKind.PACKAGE}
_LONGEST_LINE = 1_000
_HOSTS_OF_A_PHONE = (50, 200, 500)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the subcommands of ``signatures`` and their options."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--list",
        metavar="DIR",
        type=Path,
        help=say("daftar lain, bukan yang disertakan", "another list than the shipped one"),
    )
    shared.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))
    actions = parser.add_subparsers(dest="action", required=True, metavar=say("AKSI", "ACTION"))
    actions.add_parser(
        "lint",
        parents=[shared],
        help=say(
            "semua kesalahan daftar, dengan berkas dan baris",
            "every fault of the list, with file and line",
        ),
    )
    show = actions.add_parser(
        "show",
        parents=[shared],
        help=say("satu tanda dengan sumbernya", "one entry with its sources"),
    )
    show.add_argument("id", metavar="ID", help=say("misalnya joker123", "such as joker123"))
    actions.add_parser(
        "stats",
        parents=[shared],
        help=say("jumlah tanda menurut jenisnya", "how many entries of which kind"),
    )
    test = actions.add_parser(
        "test",
        parents=[shared],
        help=say("apa kata daftar tentang nama-nama", "what the list says about names"),
    )
    test.add_argument(
        "--kind",
        choices=sorted(_KINDS),
        required=True,
        help=say("jenis nama yang diuji", "what the names are"),
    )
    test.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        default="-",
        help=say("satu nama per baris; - membaca masukan", "one name per line; - reads stdin"),
    )
    actions.add_parser(
        "schema",
        help=say("skema JSON untuk penyunting teks", "the JSON Schema of an entry, for editors"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked.

    Raises:
        SignatureErrors: the list cannot be used.
        UsageError: no such entry, or a file of names that cannot be read.
    """
    match arguments.action:
        case "lint":
            return _lint(arguments)
        case "show":
            return _show(arguments)
        case "stats":
            return _stats(arguments)
        case "test":
            return _test(arguments)
        case _:
            return _schema()


def _folder(arguments: argparse.Namespace) -> Path:
    chosen: Path | None = arguments.list
    return chosen if chosen is not None else resources.signatures_folder()


def _lint(arguments: argparse.Namespace) -> int:
    from phone_audit.signatures.lint import lint
    from phone_audit.signatures.rules import Level

    remarks = lint(_folder(arguments), datetime.now(UTC).date())
    errors = sum(remark.level is Level.ERROR for remark in remarks)
    warnings = len(remarks) - errors
    if arguments.json:
        print_json({"remarks": remarks, "errors": errors, "warnings": warnings})
    else:
        for remark in remarks:
            print(_line(str(remark)))
        print(
            say(
                f"{errors} kesalahan, {warnings} peringatan",
                f"{errors} errors, {warnings} warnings",
            )
        )
    return Exit.LIST_UNUSABLE if errors else Exit.DONE


def _show(arguments: argparse.Namespace) -> int:
    signatures = load(_folder(arguments)).signatures
    found = next((entry for entry in signatures if entry.id == arguments.id), None)
    if found is None:
        wanted = shown(arguments.id)
        near = ", ".join(get_close_matches(arguments.id, [entry.id for entry in signatures], n=3))
        hint = say(f" (mirip: {near})", f" (near: {near})") if near else ""
        raise UsageError(say(f'tidak ada tanda "{wanted}"', f'no entry "{wanted}"') + hint)
    if arguments.json:
        print_json(found)
    else:
        for line in _entry_lines(found):
            print(_line(line))
    return Exit.DONE


def _entry_lines(entry: Signature) -> Iterator[str]:
    yield f"{entry.id}: {entry.name}"
    yield f"  {entry.kind} · {entry.strength} · {entry.status} · {entry.added} – {entry.updated}"
    sections = {
        say("Paket", "Packages"): entry.packages,
        say("Domain", "Domains"): [
            f"{listed.domain}{_validity(listed.valid_from, listed.valid_until)}"
            for listed in entry.domains
        ],
        say("Sumber", "Sources"): [
            f"{source.seen} {source.url}: {source.says}" for source in entry.sources
        ],
        say("Penjelasan lain", "Other explanations"): entry.innocent_explanations,
        say("Pengusul, penelaah", "Proposer, reviewer"): [
            f"{entry.proposer or '-'}, {entry.reviewer or '-'}"
        ],
    }
    for title, lines in sections.items():
        if lines:
            yield f"  {title}:"
            yield from (f"    {line}" for line in lines)


def _validity(begin: date | None, end: date | None) -> str:
    return f" ({begin or ''} – {end or ''})" if begin or end else ""


def _stats(arguments: argparse.Namespace) -> int:
    signatures = load(_folder(arguments))
    version = version_of(signatures)
    entries = signatures.signatures
    counts = {
        "kind": _counted(entry.kind.value for entry in entries),
        "strength": _counted(entry.strength.value for entry in entries),
        "status": _counted(entry.status.value for entry in entries),
    }
    numbers: dict[str, object] = {
        "name": version.name,
        "version": version.version,
        "released": version.released,
        "sha256": version.sha256,
        "entries": version.entries,
        "packages": sum(len(entry.packages) for entry in entries),
        "domains": sum(len(entry.domains) for entry in entries),
        "innocent": len(signatures.innocent),
    }
    clean = _clean_phones(signatures)
    if arguments.json:
        print_json({**numbers, **counts, "clean_phones": clean})
        return Exit.DONE
    for key, value in numbers.items():
        print(_line(f"{key:<10}{value}"))
    for key, words in counts.items():
        print(f"{key}:")
        for word, count in words.items():
            print(f"  {word:<14}{count:>6}")
    for line in _clean_phone_lines(clean):
        print(_line(line))
    return Exit.DONE


def _clean_phones(signatures: SignatureList) -> list[dict[str, object]]:
    """Return the share of clean phones that rules about names would take off NIL.

    Cautious: one more false finding is assumed than cross-validation found, so that none
    in 10,000 names does not become never.
    """
    score = signatures.names.score if signatures.names else None
    answers: list[dict[str, object]] = []
    for measured in score.measured if score else ():
        rate = (measured.findings + 1) / (measured.names + 2)
        answers.append(
            {
                "names": measured.what,
                "tried": measured.names,
                "false_findings": measured.findings,
                "false_hints": measured.hints,
                "share_leaving_nil": {
                    str(hosts): round(1 - (1 - rate) ** hosts, 4) for hosts in _HOSTS_OF_A_PHONE
                },
            }
        )
    return answers


def _clean_phone_lines(clean: list[dict[str, object]]) -> Iterator[str]:
    if clean:
        yield say(
            "ponsel bersih yang diperkirakan tidak lagi NIHIL karena nama yang belum terdaftar:",
            "clean phones expected to leave NIL by names that no entry lists:",
        )
    for row in clean:
        shares = row["share_leaving_nil"]
        assert isinstance(shares, dict)
        text = ", ".join(
            say(f"{hosts} nama {share:.2%}", f"{hosts} hosts {share:.2%}")
            for hosts, share in shares.items()
        )
        yield f"  {row['names']} ({row['false_findings']}/{row['tried']}): {text}"


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


def _test(arguments: argparse.Namespace) -> int:
    from phone_audit.signatures.match import Matcher

    matcher = Matcher(load(_folder(arguments)))
    kind = _KINDS[arguments.kind]
    with ExitStack() as open_files:
        for name in _names(arguments.file, open_files):
            found = matcher.classify(Observable(kind=kind, value=name))
            answer = {
                "name": name,
                "class": found.cls.value,
                "signature": found.signature,
                "reason": found.reason,
            }
            if arguments.json:
                print(json.dumps(answer))
            else:
                entry = found.signature or "-"
                print(f"{found.cls.value:<13} {shown(name)}  {entry}  {_line(found.reason)}")
    return Exit.DONE


def _names(file: str, open_files: ExitStack) -> Iterator[str]:
    """Return the names of a file or of standard input, one per line, blank lines left out."""
    lines: Iterable[str]
    if file == "-":
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")
        lines = sys.stdin
    else:
        try:
            opened = Path(file).open(encoding="utf-8", errors="replace")  # noqa: SIM115 - below
        except OSError as error:
            raise UsageError(f"{shown(file)}: {error.strerror}") from error
        lines = open_files.enter_context(opened)
    return (name for line in lines if (name := line.strip(" \t\r\n\ufeff")))


def _schema() -> int:
    from phone_audit.signatures.entry_files import editor_schema

    sys.stdout.write(editor_schema().decode())
    return Exit.DONE


def _line(text: str) -> str:
    """Return a line that a terminal can show; texts of the list may be written by anybody."""
    return safe_text(text, _LONGEST_LINE)
