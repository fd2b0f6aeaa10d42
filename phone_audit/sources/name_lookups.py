"""Names that apps had looked up, from Android's intrusion log, which its holder exported."""

from dataclasses import dataclass, field
from datetime import datetime

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.hostname import normalise
from phone_audit.formats.import_rows import LOOKUPS, LookupRow, read_rows
from phone_audit.formats.pm import is_package_name
from phone_audit.formats.timestamps import from_epoch_ms
from phone_audit.model.capture import Capture, Gap, Question
from phone_audit.model.evidence import Covered, Reading, Sighting, SiteTrace, SiteTraceKind
from phone_audit.model.phone import Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "name_lookups"

_LOG = "intrusion_log"
_NO_APP = "intrusion_log"  # where the log names no app, it is itself the place


def questions(_known: Known) -> tuple[Question, ...]:
    """Return nothing: the log is encrypted on the phone and is exported by its holder."""
    return ()


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:  # noqa: ARG001 - one shape
    """Read one trace per site and app: the first and the last time its name was looked up.

    Format: ``{"at_ms":1763600000123,"host":"situs.invalid","package":"id.contoh.app",
    "row":"lookup"}``, one look-up a line; see ``formats.import_rows``. How often says
    little: names are looked up again when an answer has grown old, and kept meanwhile.

    Read from: AOSP ``android.app.admin.DnsEvent``, API 36.
    """
    gaps: list[Gap] = []
    complete = bool(captures)
    found: dict[tuple[str, str], _Lookups] = {}
    for capture in captures:
        rows = read_rows(capture.stdout, LookupRow)
        sound = [row for row in rows.found if normalise(row.host) == row.host]
        unread = rows.unread + len(rows.found) - len(sound)
        for gap in (gap_in(capture), unread_lines(capture, unread)):
            if gap is not None:
                gaps.append(gap)
                complete = False
        for row in sound:
            via = row.package if is_package_name(row.package) else _NO_APP
            found.setdefault((row.host, via), _Lookups()).add(row, capture.number)
    return Reading(
        sightings=tuple(one.sighting(host, via) for (host, via), one in found.items()),
        covered=(Covered(source=NAME, complete=complete, read=len(found)),) if captures else (),
        gaps=tuple(gaps),
    )


@dataclass(slots=True)
class _Lookups:
    """The look-ups of one name by one app."""

    times: list[datetime] = field(default_factory=list)
    captures: set[int] = field(default_factory=set)

    def add(self, row: LookupRow, capture: int) -> None:
        at = None if row.at_ms is None else from_epoch_ms(row.at_ms)
        if at is not None:
            self.times.append(at)
        self.captures.add(capture)

    def sighting(self, host: str, via: str) -> Sighting:
        return Sighting(
            record=SiteTrace(
                host=host,
                trace=SiteTraceKind.NAME_LOOKUP,
                via=via,
                first_at=min(self.times, default=None),
                last_at=max(self.times, default=None),
            ),
            captures=tuple(sorted(self.captures)),
        )


SOURCE = Source(
    name=NAME,
    title=Words(id="Nama situs yang dicari aplikasi", en="Site names that apps looked up"),
    limits=Words(
        id="Menunjukkan bahwa suatu aplikasi mencari alamat jaringan suatu situs, bukan bahwa "
        "halamannya dibuka: iklan, pratinjau tautan, dan muatan awal juga mencarinya. Hanya ada "
        "bila perlindungan lanjutan Android 16 dinyalakan sebelumnya dan lognya diekspor oleh "
        "pemegang.",
        en="Shows that an app looked up the network address of a site, not that a page was "
        "opened: advertising, previews of links and preloading look names up too. Exists only "
        "where Android 16's Advanced Protection was on before and its holder exported the log.",
    ),
    questions=questions,
    read=read,
    sections={LOOKUPS: _LOG},
    brought=True,
)
