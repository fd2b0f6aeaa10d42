"""Version, change log and content of a list move together."""

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import wrap

from phone_audit.model.record import Words
from phone_audit.signatures.changelog import releases
from phone_audit.signatures.corpus import Hit
from phone_audit.signatures.entry_files import VersionFile
from phone_audit.signatures.folder import Folder
from phone_audit.signatures.rules import FUTURE_DATE, STALE, STALE_AFTER, Rule
from phone_audit.signatures.strict_yaml import Document, Place

_WIDTH = 118

VERSION_NOT_RAISED = Rule(
    "version-not-raised",
    Words(id="berubah setelah daftar diterbitkan: {}", en="changed after the list's release: {}"),
    Words(
        id='naikkan versinya: phone-audit signatures version --raise "apa dan mengapa"',
        en='raise the version: phone-audit signatures version --raise "what and why"',
    ),
)
CONTENT_MOVED = Rule(
    "content-moved",
    Words(
        id="isi daftar bukan lagi isi versi {}", en="the list no longer holds what version {} held"
    ),
    VERSION_NOT_RAISED.remedy,
)
NOT_IN_CHANGELOG = Rule(
    "not-in-changelog",
    Words(
        id="versi terbaru dalam CHANGELOG.md bukan {}",
        en="the newest version in CHANGELOG.md is not {}",
    ),
    Words(
        id="tulis di bawah judul versi itu apa yang berubah dan mengapa",
        en="say under a heading of that version what changed and why",
    ),
)
NOTHING_SAID = Rule(
    "nothing-said",
    Words(id="versi {} tidak mengatakan apa yang berubah", en="version {} says nothing"),
    Words(id="tulis apa yang berubah dan mengapa", en="say what changed and why"),
)
VERSION_BACKWARDS = Rule(
    "version-backwards",
    Words(id="versi tidak urut: {}", en="versions out of order: {}"),
    Words(id="yang terbaru di atas, masing-masing sekali", en="newest first, each once"),
)

RULES = (VERSION_NOT_RAISED, CONTENT_MOVED, NOT_IN_CHANGELOG, NOTHING_SAID, VERSION_BACKWARDS)


def as_numbers(version: str) -> tuple[int, ...]:
    """Return a calendar version in a form that sorts: ``2026.11.23.2`` after ``2026.11.23``."""
    return tuple(int(part) for part in version.split("."))


def next_version(version: str, today: date) -> str:
    """Return the version after this one: today's date, with .1, .2 if that is taken."""
    wanted = f"{today:%Y.%m.%d}"
    if as_numbers(wanted) > as_numbers(version):
        return wanted
    day, number = version[:10], version[11:]
    return f"{day}.{int(number or 0) + 1}"


def version_file(version: VersionFile) -> str:
    """Return ``VERSION`` as it is written."""
    lines = [
        f"name: {version.name}",
        f"version: {version.version}",
        f"released: {version.released}",
    ]
    if version.content is not None:
        lines.append(f"content: {version.content}")
    return "\n".join(lines) + "\n"


def with_change(changelog: str, version: str, text: str) -> str:
    """Return a change log that says of a version, new or the newest, one more thing.

    A new version comes right before the newest one; a further change of the newest goes
    to the end of what is said of it.
    """
    item = "\n".join(wrap(text, _WIDTH, initial_indent="- ", subsequent_indent="  "))
    known = releases(changelog)
    lines = changelog.splitlines()
    if known and known[0].version == version:
        end = known[1].line - 1 if len(known) > 1 else len(lines)
        while end and not lines[end - 1].strip():
            end -= 1
        return _joined([*lines[:end], item], lines[end:])
    start = known[0].line - 1 if known else len(lines)
    return _joined(lines[:start], [f"## {version}", "", item, ""], lines[start:])


def _joined(*parts: Sequence[str]) -> str:
    lines = [line for part in parts for line in part]
    return "\n".join(lines).rstrip("\n") + "\n"


def version_hits(read: Folder, today: date) -> Iterator[Hit]:
    """Find what says that the list changed and its version did not."""
    version, document = read.version, read.version_document
    if version is None:
        return
    if version.released > today:
        where = document.place("released")
        yield document, where, FUTURE_DATE, version.released.isoformat()
    for changed, place, day in _changes(read):
        if day > version.released:
            detail = f"{day} > {version.released}"
            yield changed, place, VERSION_NOT_RAISED, detail
    sealed = version.content is not None and not read.complaints  # a broken file changes it too
    if sealed and version.content != read.content():
        yield document, document.place("content"), CONTENT_MOVED, version.version
    if read.score is not None and today - read.score.trained > STALE_AFTER:
        yield Document(read.weights_path), Place(), STALE, read.score.trained.isoformat()
    yield from _changelog(read, version.version)


def _changes(read: Folder) -> Iterator[tuple[Document, Place, date]]:
    for entry in (*read.entries, *read.retired):
        yield entry.document, entry.document.place("updated"), entry.signature.updated
    for family in read.families:
        yield family.document, family.document.place("updated"), family.family.updated
    if read.signals is not None:
        document, signals = read.signals
        yield document, document.place("updated"), signals.updated
    if read.ambiguous is not None:
        document, ambiguous = read.ambiguous
        for number, one in enumerate(ambiguous.names):
            yield document, document.place("names", number, "decided"), one.decided


def _changelog(read: Folder, version: str) -> Iterator[Hit]:
    """A list without a change log is a list of one's own; a shipped one has it."""
    document = Document(read.changelog_path)
    if not read.releases:
        return
    newest = read.releases[0]
    if newest.version != version:
        yield document, Place(newest.line), NOT_IN_CHANGELOG, version
    for release in read.releases:
        if not release.says:
            yield document, Place(release.line), NOTHING_SAID, release.version
    for later, earlier in zip(read.releases, read.releases[1:], strict=False):
        if not _is_after(later.version, earlier.version):
            detail = f"{later.version}, {earlier.version}"
            yield document, Place(earlier.line), VERSION_BACKWARDS, detail


def _is_after(later: str, earlier: str) -> bool:
    try:
        return as_numbers(later) > as_numbers(earlier)
    except ValueError:  # a heading that is no calendar version
        return False
