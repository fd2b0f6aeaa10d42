"""``signatures import``: a list that others made, brought into the store of this computer."""

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from phone_audit import __version__
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.list_store import list_line, number, stale_notes, store
from phone_audit.cli.output import print_json, shown
from phone_audit.cli.signatures.interface import Action, add_list_and_json, line, whole_list
from phone_audit.errors import SignatureErrors, UsageError
from phone_audit.formats.name_lists.interface import Options, Refusal
from phone_audit.lists.importing import Importer, ImportReport, ListUnfit, Request, Unfit
from phone_audit.model.imported_list import ListFormat, ListRole, Scope
from phone_audit.model.record import Words
from phone_audit.model.signature import GamblingKind

_AUTO = "auto"
_BARE = {"exact": Scope.EXACT, "domain": Scope.BOTH}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the list, where it comes from, and what a file cannot say itself."""
    parser.add_argument(
        "name", metavar="NAME", nargs="?", help=say("nama daftar: a-z, 0-9, -", "a-z, 0-9, -")
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        type=Path,
        help=say("berkas daftar, boleh .gz", "the list's file, .gz as well"),
    )
    parser.add_argument(
        "--remove",
        metavar="NAME",
        help=say("keluarkan daftar ini dari komputer", "take this list out of the computer"),
    )
    parser.add_argument(
        "--format",
        choices=[_AUTO, *ListFormat],
        default=_AUTO,
        help=say("bentuk berkas; auto melihat isinya", "the form; auto looks at the contents"),
    )
    _add_provenance(parser)
    parser.add_argument(
        "--allow",
        action="store_true",
        help=say(
            "daftar pengecualian: nama di dalamnya tidak ditandai oleh daftar impor atau dugaan",
            "names that imported lists and guesses shall not mark",
        ),
    )
    parser.add_argument(
        "--over-entries",
        action="store_true",
        help=say(
            "daftar pengecualian ini juga mengecualikan tanda dalam daftar tanda",
            "this allow list silences entries of the signature list too",
        ),
    )
    parser.add_argument(
        "--match",
        choices=sorted(_BARE),
        help=say(
            "nama tanpa tanda bintang: hanya nama itu (exact) atau dengan sub-domain (domain)",
            "a name without a wildcard: itself alone (exact), or with what lies below (domain)",
        ),
    )
    parser.add_argument(
        "--block-page",
        action="append",
        default=[],
        metavar="HOST",
        help=say(
            "nama atau alamat IP halaman blokir; yang dialihkan ke sana dianggap diblokir",
            "name or IP of a block page; names sent there are blocked names",
        ),
    )
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="COLUMN=VALUE",
        help=say("CSV: hanya baris dengan nilai ini", "CSV: only rows with this value"),
    )
    parser.add_argument(
        "--accept-innocent",
        action="store_true",
        help=say(
            "impor meskipun banyak namanya tak bersalah atau milik instansi; nama itu tetap tidak "
            "pernah cocok",
            "import although many of its names are innocent or of institutions; those still "
            "never match",
        ),
    )
    add_list_and_json(parser)


def _add_provenance(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--source", metavar="URL", help=say("di mana diterbitkan", "where it was published")
    )
    parser.add_argument(
        "--date",
        type=_day,
        metavar="YYYY-MM-DD",
        help=say("tanggal daftar itu", "the day of the list"),
    )
    parser.add_argument("--licence", "--license", help=say("lisensi daftar", "the list's licence"))
    parser.add_argument(
        "--kind",
        choices=[kind.value for kind in GamblingKind if kind is not GamblingKind.NEAR],
        help=say("jenis judi, bila daftar hanya satu jenis", "kind of gambling, if only one"),
    )
    parser.add_argument(
        "--verified",
        metavar="WHO",
        help=say(
            "siapa yang memeriksa setiap nama; hanya daftar demikian dapat cocok kuat",
            "who reviewed each of its names; only such a list can match strongly",
        ),
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)


def run(arguments: argparse.Namespace) -> int:
    """Import or remove, and tell what came of it."""
    if arguments.remove is not None:
        return _remove(arguments)
    if arguments.name is None or arguments.file is None:
        raise UsageError(say("sebutkan NAME dan FILE", "name NAME and FILE"))
    now = datetime.now(UTC)
    request = _request(arguments, now.date())
    try:
        report = _importer(arguments).bring(request, now)
    except ListUnfit as error:
        raise SignatureErrors([*_why(error, request), *error.complaints]) from error
    if arguments.json:
        print_json(report)
    else:
        for text in _lines(report, request, now.date()):
            print(line(text))
    return Exit.DONE


def _remove(arguments: argparse.Namespace) -> int:
    if arguments.name is not None:
        raise UsageError(say("--remove NAME berdiri sendiri", "--remove NAME stands alone"))
    store().remove(arguments.remove)
    if arguments.json:
        print_json({"removed": arguments.remove})
    else:
        removed = say("dikeluarkan; kasus lama tidak berubah", "removed; old cases do not change")
        print(f"{arguments.remove}: {removed}")
    return Exit.DONE


def _request(arguments: argparse.Namespace, today: date) -> Request:
    if arguments.date is not None and arguments.date > today:
        raise UsageError(say("--date di masa depan", "--date lies in the future"))
    only = [tuple(word.split("=", 1)) for word in arguments.only]
    if any(len(pair) < 2 for pair in only):
        raise UsageError("--only COLUMN=VALUE")
    if arguments.verified is not None and not arguments.verified.strip():
        raise UsageError(say("--verified: sebutkan siapa", "--verified: say who"))
    return Request(
        name=arguments.name,
        path=arguments.file,
        format=None if arguments.format == _AUTO else ListFormat(arguments.format),
        options=Options(
            bare=_BARE.get(arguments.match),
            block_pages=frozenset(word.lower() for word in arguments.block_page),
            only=tuple((column, value) for column, value in only),
        ),
        source=arguments.source,
        dated=arguments.date,
        licence=arguments.licence,
        kind=GamblingKind(arguments.kind) if arguments.kind else None,
        verified_by=arguments.verified,
        allow=arguments.allow,
        over_entries=arguments.over_entries,
        accept_innocent=arguments.accept_innocent,
    )


def _importer(arguments: argparse.Namespace) -> Importer:
    from phone_audit.signatures.match import Matcher

    return Importer(
        folder=store().folder,
        standing=Matcher(whole_list(arguments).signatures).standing,
        program=f"phone-audit {__version__}",
        on_progress=_tell if sys.stderr.isatty() else lambda _: None,
    )


def _tell(count: int) -> None:
    print(f"\r{number(count)}", end="", file=sys.stderr, flush=True)


def _why(error: ListUnfit, request: Request) -> Iterator[str]:
    count, names = number(error.count), number(error.names)
    name, form = request.name, request.format or _AUTO
    words = {
        Unfit.BROKEN: Words(
            id="berkas tidak dapat dibaca sampai akhir; yang lama tetap berlaku",
            en="the file cannot be read to its end; what was in force stays in force",
        ),
        Unfit.UNKNOWN_FORM: Words(
            id=f"bentuk berkas tidak dikenali; sebutkan dengan --format: {', '.join(ListFormat)}",
            en=f"the form is not recognised; name it with --format: {', '.join(ListFormat)}",
        ),
        Unfit.NO_NAMES: Words(
            id=f"sebagian besar bukan nama dalam bentuk {form}: {names} diterima, {count} ditolak",
            en=f"most of it is no name in the form {form}: {names} taken, {count} refused",
        ),
        Unfit.INNOCENT: Words(
            id=f"{count} dari {names} nama ada pada daftar tak bersalah; periksa daftar itu, atau "
            "impor dengan --accept-innocent",
            en=f"{count} of {names} names are on the innocent list; look at the list, or import "
            "it with --accept-innocent",
        ),
        Unfit.INSTITUTIONAL: Words(
            id=f"{count} dari {names} nama milik instansi; periksa daftar itu, atau impor dengan "
            "--accept-innocent",
            en=f"{count} of {names} names are of institutions; look at the list, or import it "
            "with --accept-innocent",
        ),
    }
    yield f"{name}: {say_words(words[error.why])}"


def _lines(report: ImportReport, request: Request, today: date) -> Iterator[str]:
    one, path = report.list, shown(str(request.path))
    yield list_line(one, today)
    yield f"  SHA-256 {one.sha256}"
    if report.replaced:
        yield "  " + say("menggantikan ", "replaces ") + list_line(report.replaced, today)
    if report.repeated:
        again = number(report.repeated)
        yield "  " + say(f"{again} nama berulang", f"{again} names came more than once")
    if one.refused:
        told = ", ".join(
            f"{say_words(REFUSED[Refusal(why)])} {number(count)}"
            for why, count in one.refused.items()
        )
        yield "  " + say("tidak diambil: ", "not taken: ") + told
    for remark in report.remarks:
        yield f"    {path}:{remark.line}: {say_words(REFUSED[Refusal(remark.why)])}: {remark.text}"
    groups = (
        (one.innocent, report.innocent, _INNOCENT),
        (one.institutional, report.institutional, _INSTITUTIONAL),
        (report.listed_count, report.listed, _OVER if one.over_entries else _LISTED),
    )
    for count, first, words in groups:
        if count:
            yield f"  {number(count)} {say_words(words)}"
            yield from (f"    {path}:{name.line}: {name.name}  {name.entry}" for name in first)
    yield from (f"! {text}" for text in _warnings(report, today))


_OF_GAMBLING = re.compile(
    r"judi|gambl|betting|casino|kasino|slot|togel|toto|poker|lotter|taruhan", re.IGNORECASE
)
"""How lists of gambling call their contents."""

_INNOCENT = Words(
    id="nama ada pada daftar tak bersalah; nama itu tidak pernah cocok:",
    en="names are on the innocent list; those never match:",
)
_INSTITUTIONAL = Words(
    id="nama milik instansi; hanya dicatat sebagai kemungkinan disusupi:",
    en="names are of institutions; only noted as perhaps broken into:",
)
_LISTED = Words(
    id="nama tercantum dalam daftar tanda sebagai judi; tanda itu tetap berlaku:",
    en="names are entries of the signature list; those entries still count:",
)
_OVER = Words(
    id="nama tercantum dalam daftar tanda sebagai judi; DIKECUALIKAN karena --over-entries:",
    en="names are entries of the signature list; SILENCED because of --over-entries:",
)


def _warnings(report: ImportReport, today: date) -> Iterator[str]:
    one = report.list
    others = [word for word in report.calls_itself if not _OF_GAMBLING.search(word)]
    if others and one.role is ListRole.BLOCK:
        told = "; ".join(others)
        yield say(
            f"berkas ini menyebut isinya: {told}. Hanya daftar judi yang boleh diimpor",
            f"the file calls its contents: {told}. Only lists of gambling may be imported",
        )
    if one.source is None:
        yield say(
            "tanpa --source: dalam sidang tidak dapat ditunjukkan asalnya",
            "without --source: a hearing cannot be told where it came from",
        )
    if one.dated is None:
        yield say("tanpa tanggal: sebutkan --date", "without a date: give --date")
    yield from stale_notes((one,), today)


REFUSED: Mapping[Refusal, Words] = {
    Refusal.UNREADABLE: Words(id="tidak dapat dibaca", en="not readable"),
    Refusal.TOO_LONG: Words(id="terlalu panjang", en="too long"),
    Refusal.ADDRESS: Words(id="alamat IP", en="IP address"),
    Refusal.SINGLE_LABEL: Words(id="satu kata saja", en="single word"),
    Refusal.PUBLIC_SUFFIX: Words(id="akhiran milik bersama", en="suffix of many owners"),
    Refusal.PATTERN: Words(id="pola", en="pattern"),
    Refusal.REGEX: Words(id="ungkapan reguler", en="regular expression"),
    Refusal.COSMETIC: Words(id="aturan tampilan", en="cosmetic rule"),
    Refusal.CONDITIONAL: Words(id="aturan bersyarat", en="conditional rule"),
    Refusal.PAGE: Words(id="satu halaman, bukan situs", en="one page, not a site"),
    Refusal.REDIRECTED: Words(id="dialihkan, bukan diblokir", en="redirected, not blocked"),
    Refusal.CERTIFICATE: Words(
        id="sertifikat yang tidak menunjuk satu pembuat", en="certificate of no one maker"
    ),
    Refusal.CONTEXT: Words(id="hanya konteks", en="context only"),
    Refusal.REVOKED: Words(id="ditarik pembuatnya", en="withdrawn by its maker"),
    Refusal.OTHER: Words(id="hal lain", en="something else"),
}


ACTION = Action(
    name="import",
    help=Words(
        id="memakai daftar buatan pihak lain, berapa pun besarnya",
        en="use a list that others made, of any size",
    ),
    add_arguments=add_arguments,
    run=run,
)
