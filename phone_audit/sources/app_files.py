"""The files of apps that matched the list: their hashes, their own name, the sites they name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from phone_audit.formats.answers import gap_in, trouble, unread_lines
from phone_audit.formats.apk_manifest import LONGEST_VALUE, hosts_in, read_manifest
from phone_audit.formats.apk_paths import Sums, is_installed_apk, read_sums
from phone_audit.formats.apk_resources import Resources
from phone_audit.formats.binary_xml import Value
from phone_audit.formats.resource_chunks import DamagedFile
from phone_audit.formats.safe_text import one_line
from phone_audit.formats.shell_line import quote
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import (
    AppFile,
    Covered,
    Reading,
    Sighting,
    SiteTrace,
    SiteTraceKind,
)
from phone_audit.model.phone import Known
from phone_audit.model.record import Words, replace
from phone_audit.sources.interface import Source

NAME = "app_files"

_SUMS = "sums"
_MANIFEST = "manifest"
_RESOURCES = "resources"
_PARTS = {_MANIFEST: "AndroidManifest.xml", _RESOURCES: "resources.arsc"}

_ANDROID_8, _ANDROID_10 = 26, 29
_LONGEST_LINE = 3_500  # characters; the phone's limit is 4 000
_LONGEST_LABEL = 200


def questions(known: Known) -> tuple[Question, ...]:
    """Return one question for the hashes, and two per watched app for its name.

    Android 7 has no ``sha256sum``, and no ``unzip`` before 10; an unknown version is not
    asked. The paths were told with the package list. ``unzip -p`` runs two files into one
    another, so each is asked for alone.
    """
    if known.sdk is None or known.sdk < _ANDROID_8:
        return ()
    apps = _apps(known)
    paths = dict.fromkeys(path for app in apps.values() for path in app.paths)
    sums = tuple(
        Question(source=NAME, topic=_SUMS, line=f"sha256sum {' '.join(part)}", timeout_s=120)
        for part in _parts(paths)
    )
    if known.sdk < _ANDROID_10:
        return sums
    return sums + tuple(
        Question(
            source=NAME,
            topic=topic,
            line=f"unzip -p {quote(app.paths[0])} {part}",
            subject=package,
            timeout_s=60,
        )
        for package, app in apps.items()
        for topic, part in _PARTS.items()
    )


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one record per watched app and user, and one trace per site the app names.

    Format: ``8d2f...  /data/app/~~ab==/id.contoh-1==/base.apk`` per file; the manifest
    and the table of resources as they lie in the APK, which are binary; see
    ``formats.apk_paths``, ``formats.apk_manifest``, ``formats.apk_resources``.

    The name is the one on the home screen, in Indonesian if the base APK has it. A site
    is taken from the values with which an app says that it shows a web site (Trusted Web
    Activity) or that one vouches for it. An app whose manifest names another package
    than the one asked about is not read.

    Read from: AOSP toybox ``md5sum.c``, ``ziptool``, ``ResourceTypes.h``, API 26-36.
    """
    if not captures:
        return Reading(gaps=_why_nothing(known))
    return _Files(known, captures).reading()


@dataclass(slots=True)
class _App:
    """One watched app: its files, who has it, and what was read in them."""

    paths: tuple[str, ...]
    users: list[int] = field(default_factory=list)
    label: str | None = None
    hosts: tuple[str, ...] = ()
    captures: list[int] = field(default_factory=list)  # that name and sites were read from


def _apps(known: Known) -> dict[str, _App]:
    """Return the watched apps with a file that may be asked about, in order of name."""
    found: dict[str, _App] = {}
    for told in sorted(known.app_paths, key=lambda one: (one.package, one.user)):
        paths = tuple(path for path in told.paths if is_installed_apk(path))
        if told.package in known.watched and paths and paths[0] == told.paths[0]:
            found.setdefault(told.package, _App(paths=paths)).users.append(told.user)
    return found


def _odd_paths(known: Known) -> int:
    told = {path for one in known.app_paths if one.package in known.watched for path in one.paths}
    return sum(not is_installed_apk(path) for path in told)


def _why_nothing(known: Known) -> tuple[Gap, ...]:
    if not known.app_paths:
        return ()
    if known.sdk is None:
        return (Gap(source=NAME, topic=_SUMS, reason=GapReason.NOT_ASKED),)
    if known.sdk < _ANDROID_8:
        return (Gap(source=NAME, topic=_SUMS, reason=GapReason.ABSENT, detail="sebelum Android 8"),)
    return _gap_of_paths(known)


def _gap_of_paths(known: Known) -> tuple[Gap, ...]:
    odd = _odd_paths(known)
    reason = GapReason.NOT_UNDERSTOOD
    return (Gap(source=NAME, topic=_SUMS, reason=reason, detail=f"{odd} jalur"),) if odd else ()


class _Files:
    """Everything one reading needs at hand; built once, read once."""

    def __init__(self, known: Known, captures: tuple[Capture, ...]) -> None:
        self.known = known
        self.captures = captures
        self.apps = _apps(known)
        self.gaps = list(_gap_of_paths(known))

    def reading(self) -> Reading:
        sums = [(one.number, self.take_sums(one)) for one in self.of_topic(_SUMS)]
        for package, app in self.apps.items():
            self.take_name(package, app)
        if self.known.sdk is not None and self.known.sdk < _ANDROID_10:
            detail = "sebelum Android 10: nama aplikasi"
            self.gaps.append(
                Gap(source=NAME, topic=_MANIFEST, reason=GapReason.ABSENT, detail=detail)
            )
        whole = not self.gaps and len(self.captures) == len(questions(self.known))
        return Reading(
            sightings=tuple(self.sightings(sums)),
            covered=(Covered(source=NAME, complete=whole, read=len(self.apps)),),
            gaps=tuple(self.gaps),
        )

    def of_topic(self, topic: str, package: str | None = None) -> Iterator[Capture]:
        return (
            one
            for one in self.captures
            if one.question.topic == topic and one.question.subject == package
        )

    def take_sums(self, capture: Capture) -> Sums:
        """Read the hashes; a file that is missing from a good answer is a gap as well."""
        sums = read_sums(capture.text)
        words = set(capture.question.line.split(" "))
        asked = {path for app in self.apps.values() for path in app.paths if quote(path) in words}
        told = {path: digest for path, digest in sums.by_path.items() if path in asked}
        missing = len(asked) - len(told)
        gap = gap_in(capture) or unread_lines(capture, sums.unread + len(sums.by_path) - len(told))
        if gap is None and missing:
            gap = gap_in(capture, GapReason.NOT_UNDERSTOOD, f"{missing} berkas")
        self.add(gap)
        return Sums(by_path=told, unread=sums.unread)

    def take_name(self, package: str, app: _App) -> None:
        """Read name and sites; the table of resources only where the manifest refers to it."""
        capture = next(self.of_topic(_MANIFEST, package), None)
        table = next(self.of_topic(_RESOURCES, package), None)
        if capture is None:
            return
        if (reason := _trouble(capture)) is not None:
            self.add(gap_in(capture, reason))
            return
        try:
            manifest = read_manifest(capture.stdout)
        except DamagedFile:
            self.add(gap_in(capture, GapReason.NOT_UNDERSTOOD))
            return
        if manifest.package != package:
            self.add(gap_in(capture, GapReason.NOT_UNDERSTOOD))
            return
        app.captures.append(capture.number)
        strings = _Strings(table)
        label = strings.text(manifest.label)
        app.label = one_line(" ".join(label.split()), _LONGEST_LABEL) if label else None
        texts = [strings.text(value) or "" for value in manifest.sites]
        app.hosts = tuple(dict.fromkeys(host for text in texts for host in hosts_in(text)))
        if strings.used and table is not None:
            app.captures.append(table.number)
        self.add(strings.gap)

    def sightings(self, sums: Sequence[tuple[int, Sums]]) -> Iterator[Sighting]:
        for package, app in self.apps.items():
            hashes: list[str] = []
            numbers = set(app.captures)
            for path in app.paths:
                for number, told in sums:
                    if path in told.by_path:
                        hashes.append(told.by_path[path])
                        numbers.add(number)
                        break
            for user in app.users if hashes or app.label else ():
                yield Sighting(
                    record=AppFile(
                        package=package, user=user, apk_sha256=tuple(hashes), label=app.label
                    ),
                    captures=tuple(sorted(numbers)),
                )
            for user in app.users:
                for host in app.hosts:
                    yield Sighting(
                        record=SiteTrace(
                            host=host, trace=SiteTraceKind.APP_LINK, via=package, user=user
                        ),
                        captures=tuple(sorted(app.captures)),
                    )

    def add(self, gap: Gap | None) -> None:
        if gap is not None:
            self.gaps.append(gap)


class _Strings:
    """Texts of one app; ``used`` and ``gap`` tell whether the table was needed, and was good."""

    def __init__(self, table: Capture | None) -> None:
        self.used = False
        self.gap: Gap | None = None
        self._table = table
        self._resources: Resources | None = None

    def text(self, value: Value | None) -> str | None:
        if value is None or value.reference is None:
            return value.text if value is not None else None
        if self._table is None or self.gap is not None:
            return None
        reason = _trouble(self._table)
        try:
            if reason is None:
                self._resources = self._resources or Resources(self._table.stdout)
                self.used = True
                return self._resources.text(value.reference, LONGEST_VALUE)
        except DamagedFile:
            reason = GapReason.NOT_UNDERSTOOD
        self.gap = gap_in(self._table, reason)
        return None


def _trouble(capture: Capture) -> GapReason | None:
    """Return what stderr, exit code and ending tell; an app's own strings complain of nothing."""
    return trouble(replace(capture, stdout=b""))


def _parts(paths: Iterable[str]) -> Iterator[list[str]]:
    """Yield the paths, quoted, in groups that each fit into one command line."""
    part: list[str] = []
    length = 0
    for path in map(quote, paths):
        if part and length + len(path) + 1 > _LONGEST_LINE - len("sha256sum "):
            yield part
            part, length = [], 0
        part.append(path)
        length += len(path) + 1
    if part:
        yield part


SOURCE = Source(
    name=NAME,
    title=Words(id="Berkas aplikasi yang cocok", en="Files of matched apps"),
    limits=Words(
        id="Sidik berkas dihitung oleh perangkat sendiri; dari berkasnya hanya bagian yang memuat "
        "nama dan situs yang dibaca, tidak disalin seluruhnya. Nama aplikasi dan situs di "
        "dalamnya ditulis oleh pembuat aplikasi. Berkas di kartu SD tidak dihitung.",
        en="The phone itself computes the hashes; of a file only the parts that hold name and "
        "sites are read, it is not copied as a whole. The app's name and the sites in it are its "
        "maker's words. Files on an SD card are not hashed.",
    ),
    questions=questions,
    read=read,
    needs=("installed_apps",),
)
