"""``phone-audit signatures``: check, show, count and try the signature list."""

import argparse
import io
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from phone_audit import resources
from phone_audit.errors import SignatureErrors
from phone_audit.model.record import Words

_DONE, _USAGE, _UNUSABLE = 0, 2, 5
_KINDS = {"domain": "host", "package": "package"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give the parser of ``phone-audit signatures`` its subcommands."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--list", metavar="DIR", type=Path, help="another list than the shipped one"
    )
    shared.add_argument("--json", action="store_true", help="machine-readable output")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("lint", parents=[shared], help="every fault of the list, with file and line")
    show = actions.add_parser("show", parents=[shared], help="one entry, with its sources")
    show.add_argument("id", metavar="ID", help="the entry's id, such as joker123")
    actions.add_parser("stats", parents=[shared], help="how many entries of which kind")
    test = actions.add_parser("test", parents=[shared], help="what the list says about names")
    test.add_argument("--kind", choices=sorted(_KINDS), required=True, help="what the names are")
    test.add_argument(
        "file", metavar="FILE", nargs="?", default="-", help="one name per line; - reads stdin"
    )
    actions.add_parser("schema", help="the JSON Schema of an entry, for editors")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; return the exit code (0 done, 2 usage, 5 list unusable)."""
    try:
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
    except SignatureErrors as error:
        for complaint in error.complaints:
            print(_plain(complaint), file=sys.stderr)
        return _UNUSABLE


def _folder(arguments: argparse.Namespace) -> Path:
    chosen: Path | None = arguments.list
    return chosen if chosen is not None else resources.signatures_folder()


def _lint(arguments: argparse.Namespace) -> int:
    from phone_audit.signatures.lint import lint
    from phone_audit.signatures.rules import Level

    remarks = lint(_folder(arguments), datetime.now(UTC).date())
    errors = sum(remark.level is Level.ERROR for remark in remarks)
    if arguments.json:
        from phone_audit.model.record import canonical_json

        print(canonical_json({"remarks": remarks, "errors": errors}).decode())
    else:
        for remark in remarks:
            print(_plain(str(remark)))
        print(
            _say(
                arguments,
                Words(
                    id=f"{errors} kesalahan, {len(remarks) - errors} peringatan",
                    en=f"{errors} errors, {len(remarks) - errors} warnings",
                ),
            )
        )
    return _UNUSABLE if errors else _DONE


def _show(arguments: argparse.Namespace) -> int:
    from phone_audit.model.record import canonical_json
    from phone_audit.signatures.load import load

    signatures = load(_folder(arguments)).signatures
    found = next((entry for entry in signatures if entry.id == arguments.id), None)
    if found is None:
        from difflib import get_close_matches

        near = get_close_matches(arguments.id, [entry.id for entry in signatures], n=3)
        hint = f" (did you mean {', '.join(near)}?)" if near else ""
        print(f"phone-audit: no entry {_plain(arguments.id)!r}{hint}", file=sys.stderr)
        return _USAGE
    if arguments.json:
        print(canonical_json(found).decode())
        return _DONE
    print(f"{found.id}: {_plain(found.name)}")
    print(f"  {found.kind} · {found.strength} · {found.status} · {found.added} – {found.updated}")
    sections: list[tuple[Words, list[str]]] = [
        (Words(id="Paket", en="Packages"), list(found.packages)),
        (
            Words(id="Domain", en="Domains"),
            [f"{d.domain}{_validity(d.valid_from, d.valid_until)}" for d in found.domains],
        ),
        (Words(id="Sumber", en="Sources"), [f"{s.seen} {s.url}: {s.says}" for s in found.sources]),
        (Words(id="Penjelasan lain", en="Other explanations"), list(found.innocent_explanations)),
        (
            Words(id="Pengusul, penelaah", en="Proposer, reviewer"),
            [f"{found.proposer or '-'}, {found.reviewer or '-'}"],
        ),
    ]
    for title, lines in sections:
        if lines:
            print(f"  {_say(arguments, title)}:")
            for line in lines:
                print(f"    {_plain(line)}")
    return _DONE


def _validity(begin: object, end: object) -> str:
    return f" ({begin or ''}–{end or ''})" if begin or end else ""


def _stats(arguments: argparse.Namespace) -> int:
    from phone_audit.signatures.load import load, version_of

    signatures = load(_folder(arguments))
    version = version_of(signatures)
    entries = signatures.signatures
    numbers: dict[str, object] = {
        "name": version.name,
        "version": version.version,
        "released": version.released.isoformat(),
        "sha256": version.sha256,
        "entries": version.entries,
        "packages": sum(len(entry.packages) for entry in entries),
        "domains": sum(len(entry.domains) for entry in entries),
        "innocent": len(signatures.innocent),
        "kind": _counted(entry.kind.value for entry in entries),
        "strength": _counted(entry.strength.value for entry in entries),
        "status": _counted(entry.status.value for entry in entries),
    }
    if arguments.json:
        print(json.dumps(numbers))
        return _DONE
    for key, value in numbers.items():
        if isinstance(value, dict):
            print(f"{key}:")
            for word, count in value.items():
                print(f"  {word:<14}{count:>6}")
        else:
            print(f"{key:<10}{value}")
    return _DONE


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


def _test(arguments: argparse.Namespace) -> int:
    from phone_audit.model.evidence import Observable, ObservableKind
    from phone_audit.signatures.load import load
    from phone_audit.signatures.match import Matcher

    matcher = Matcher(load(_folder(arguments)))
    kind = ObservableKind(_KINDS[arguments.kind])
    with ExitStack() as open_files:
        try:
            lines = _lines(arguments.file, open_files)
        except OSError as error:
            print(f"phone-audit: {_plain(arguments.file)}: {error.strerror}", file=sys.stderr)
            return _USAGE
        for name in lines:
            found = matcher.classify(Observable(kind=kind, value=name))
            if arguments.json:
                print(
                    json.dumps(
                        {
                            "name": name,
                            "class": found.cls.value,
                            "signature": found.signature,
                            "reason": found.reason,
                        }
                    )
                )
            else:
                print(
                    f"{found.cls.value:<13} {_plain(name)}  {found.signature or '-'}  "
                    f"{_plain(found.reason, 400)}"
                )
    return _DONE


def _lines(file: str, open_files: ExitStack) -> Iterator[str]:
    """Return the names of a file or of standard input, one per line, blank lines left out."""
    if file == "-":
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")
        lines: Iterable[str] = sys.stdin
    else:
        path = Path(file)
        lines = open_files.enter_context(path.open(encoding="utf-8-sig", errors="replace"))
    return (name for line in lines if (name := line.strip(" \t\r\n\ufeff")))


def _schema() -> int:
    from phone_audit.signatures.entry_files import editor_schema

    sys.stdout.write(editor_schema().decode())
    return _DONE


def _say(arguments: argparse.Namespace, words: Words) -> str:
    return words.say(getattr(arguments, "lang", None) or "id")


def _plain(text: str, limit: int = 600) -> str:
    from phone_audit.formats.safe_text import safe_text

    return safe_text(text, limit)
