"""``signatures stats``: how many entries of which kind, and what they do to clean phones."""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.list_store import list_line, stale_notes, store
from phone_audit.cli.output import print_json
from phone_audit.cli.signatures.interface import Action, add_list_and_json, line, whole_list
from phone_audit.cli.signatures.lists import as_json
from phone_audit.model.record import Words
from phone_audit.model.signature import NameSet, SignatureList
from phone_audit.reporting.name_judging import NAME_SETS

if TYPE_CHECKING:
    from phone_audit.signatures.ages import SourceAges

_HOSTS_OF_A_PHONE = (50, 200, 500)
_TITLES = {
    "name": Words(id="nama", en="name"),
    "version": Words(id="versi", en="version"),
    "released": Words(id="terbit", en="released"),
    "sha256": Words(id="sha256", en="sha256"),
    "entries": Words(id="tanda", en="entries"),
    "packages": Words(id="paket", en="packages"),
    "domains": Words(id="domain", en="domains"),
    "innocent": Words(id="tak bersalah", en="innocent"),
    "kind": Words(id="menurut jenis", en="kind"),
    "strength": Words(id="menurut kekuatan yang diminta", en="strength"),
    "status": Words(id="menurut status", en="status"),
}


def run(arguments: argparse.Namespace) -> int:
    """Print the numbers."""
    from phone_audit.signatures.ages import source_ages
    from phone_audit.signatures.load import version_of

    signatures = whole_list(arguments).signatures
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
    imported, today = store().lists(), datetime.now(UTC).date()
    ages = source_ages(signatures, today)
    if arguments.json:
        lists = [as_json(one, today) for one in imported]
        print_json({**numbers, **counts, "sources": ages, "clean_phones": clean, "lists": lists})
        return Exit.DONE
    for key, value in numbers.items():
        print(line(f"{say_words(_TITLES[key]):<14}{value}"))
    for key, words in counts.items():
        print(f"{say_words(_TITLES[key])}:")
        for word, count in words.items():
            print(f"  {word:<14}{count:>6}")
    for text in (*_age_lines(ages), *_clean_phone_lines(clean)):
        print(line(text))
    for one in imported:
        print(line(list_line(one, today)))
    for note in stale_notes(imported, today):
        print(line(f"! {note}"))
    return Exit.DONE


def _age_lines(ages: "SourceAges") -> Iterator[str]:
    if ages.oldest is not None:
        yield say(
            f"sumber terbaru tiap tanda, dilihat {ages.oldest} – {ages.newest}:",
            f"newest source of each entry, seen {ages.oldest} – {ages.newest}:",
        )
    last = 0
    for band in ages.bands:
        if band.up_to_days is None:
            text = say(f"lebih dari {last} hari", f"more than {last} days")
        else:
            text = say(f"sampai {band.up_to_days} hari", f"up to {band.up_to_days} days")
            last = band.up_to_days
        yield f"  {text:<24}{band.entries:>6}"
    for ids, title in (
        (ages.stale, say("tidak ditinjau dua tahun", "not looked at for two years")),
        (ages.waiting, say("menunggu telaah setengah tahun", "waiting half a year for review")),
    ):
        if ids:
            yield f"! {title} ({len(ids)}): {', '.join(ids)}"


def _clean_phones(signatures: SignatureList) -> list[dict[str, object]]:
    """Return the share of clean phones that rules about names would take off NIL.

    Cautious: one more false finding is assumed than cross-validation found, so that none
    in 10,000 names does not become never.
    """
    score = signatures.names.score if signatures.names else None
    answers: list[dict[str, object]] = []
    for measured in score.measured if score else ():
        if not measured.ordinary:
            continue
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
    if not clean:
        yield say(
            "ponsel bersih: belum diukur untuk daftar ini (benchmarks/accuracy.py)",
            "clean phones: not measured for this list (benchmarks/accuracy.py)",
        )
    else:
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
        what = say_words(NAME_SETS[NameSet(str(row["names"]))])
        yield f"  {what} ({row['false_findings']}/{row['tried']}): {text}"


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


ACTION = Action(
    name="stats",
    help=Words(id="jumlah tanda menurut jenisnya", en="how many entries of which kind"),
    add_arguments=add_list_and_json,
    run=run,
)
