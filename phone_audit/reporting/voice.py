"""In which language and by which wall clock a document speaks."""

from datetime import datetime

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.case import Zone
from phone_audit.model.record import Record
from phone_audit.reporting import figures
from phone_audit.reporting.phrases import INSTALLERS, PHRASES


class Voice(Record):
    """In which language and by which wall clock a document speaks."""

    lang: str
    zone: Zone

    def phrase(self, key: str, **values: str) -> str:
        """Return the phrase ``key`` with its braces filled."""
        return PHRASES[key].say(self.lang).format(**values)

    def when(self, at: datetime | None) -> str:
        """Return a phone's time for a table, or that none was recorded."""
        if at is None:
            return self.phrase("at_unknown")
        return figures.short_moment(at, self.zone, self.lang)

    def on(self, at: datetime | None) -> str:
        """Return the day of a phone's time, or that none was recorded."""
        if at is None:
            return self.phrase("at_unknown")
        return figures.short_day(figures.local(at, self.zone), self.lang)

    def name(self, package: str) -> str:
        """Return the known name of an installer or browser, else its package."""
        known = INSTALLERS.get(package)
        return known.say(self.lang) if known else safe_text(package)


def host_words(host: str) -> str:
    """Return a host as written, with the Unicode form of internationalised labels beside it.

    ``xn--slt-1na.example`` gives ``xn--slt-5na.example (sløt.example)``; a label that is no
    valid punycode is left as it stands.
    """
    written = safe_text(host)
    if "xn--" not in host or len(host) > 253:
        return written
    labels = []
    for label in host.split("."):
        try:
            labels.append(
                label[4:].encode("ascii").decode("punycode") if label[:4] == "xn--" else label
            )
        except UnicodeError:
            labels.append(label)
    meant = safe_text(".".join(labels))
    return written if meant == written else f"{written} ({meant})"
