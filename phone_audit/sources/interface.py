"""What a source is: a declaration, and two pure functions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from phone_audit.model.capture import Capture, Question
from phone_audit.model.evidence import Reading
from phone_audit.model.phone import Known
from phone_audit.model.record import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One place on a phone evidence is read from.

    A source never sees a device. It says what to ask (``questions``) and makes sense
    of what came back (``read``); asking is somebody else's work, so a source can do
    no I/O even by accident.

    ``needs`` names the sources whose reading must be in ``Known`` before this one can
    plan its questions. ``sections`` maps headings of a bug report to the topics whose
    grammar they share, so that live answers and imported ones take the same way.
    ``limits`` is printed under every table this source fills: what it does not show.
    ``consent`` names a consent beyond that to the examination itself (``open_tabs``);
    without it the source is not asked, which is no gap.
    ``brought`` marks a source whose answers no phone gives: its holder brings them in a
    file. Where there is no such file the source is left out, which is no gap either.
    """

    name: str
    title: Words
    limits: Words
    questions: Callable[[Known], tuple[Question, ...]]
    read: Callable[[Known, tuple[Capture, ...]], Reading]
    needs: tuple[str, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)
    consent: str | None = None
    brought: bool = False
