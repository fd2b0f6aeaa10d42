"""A phone that answers questions: the one way for evidence to come in from a live phone."""

from collections.abc import Callable
from datetime import datetime

from phone_audit.device.allowed import check, check_local, check_service
from phone_audit.device.link import Link, Opener, Stream
from phone_audit.device.shell import Answer, Ending, shell
from phone_audit.errors import DeviceError, LinkTimeout, ServiceRefused, Unplugged
from phone_audit.model.capture import Capture, Gap, GapReason, Medium, Question
from phone_audit.model.case import Origin
from phone_audit.model.record import sha256_hex

_PATIENCE = 2  # fresh links in a row on which a phone stays silent, before it is given up


class Device:
    """One live phone.

    ``opener`` makes a fresh link: at the start, and again when one broke, because
    cables wobble and makers switch debugging off in between. ``clock`` returns the
    computer's time as an aware UTC datetime. ``on_sent`` is told every service before
    it goes out; nothing reaches the phone past it.

    Used by one thread at a time; ``close`` may come from any.
    """

    sections = None  # those of a bug report; a phone takes shell lines

    def __init__(
        self,
        opener: Opener,
        *,
        origin: Origin,
        address: str,
        clock: Callable[[], datetime],
        on_sent: Callable[[str], None] | None = None,
    ) -> None:
        self.origin = origin
        self.address = address
        self._opener = opener
        self._clock = clock
        self._on_sent = on_sent
        self._link: _GuardedLink | None = None
        self._silences = 0
        self._over: GapReason | None = None

    def connect(self) -> frozenset[str]:
        """Open the first link now, and return what the phone says it can do.

        Without this call the first question connects, and a failure becomes its gap.

        Raises:
            Unauthorized, PhoneBusy, NoAccess, Unplugged, LinkTimeout: no link, and why.
        """
        return self._connected().features

    def ask(self, question: Question, number: int) -> Capture | Gap:
        """Send one question and return the phone's answer, hashed before anyone reads it.

        An answer that was cut comes back with ``complete=False``; nothing at all comes
        back as a gap: TIMED_OUT, UNPLUGGED, CUT or REFUSED. A phone that is gone, or
        stays silent on fresh links, is not waited for again.

        Raises:
            NotPermitted: the line is not on the permit list: a mistake in this program.
        """
        if question.medium is not Medium.SHELL:
            return _gap(question, GapReason.ABSENT)
        check(question.line)
        if self._over is not None:
            return _gap(question, self._over)
        while True:
            fresh = self._link is None
            started_at = self._clock()
            answer = self._answer(question, fresh=fresh)
            ended_at = self._clock()
            # The link at hand may have broken since the last question: once more, on a fresh one.
            if fresh or isinstance(answer, Answer) or answer is GapReason.REFUSED:
                break
        if isinstance(answer, GapReason):
            return _gap(question, answer)
        if not (answer.complete or answer.stdout or answer.stderr):
            return _gap(question, _WHY_NOTHING_CAME[answer.ending])
        return Capture(
            number=number,
            question=question,
            started_at=started_at,
            ended_at=ended_at,
            stdout=answer.stdout,
            stderr=answer.stderr,
            exit_code=answer.exit_code,
            complete=answer.complete,
            sha256=sha256_hex(answer.stdout),
        )

    def open_local(self, name: str, timeout_s: float = 5.0) -> Stream:
        """Open a browser's debugging socket, such as ``chrome_devtools_remote``.

        Raises:
            NotPermitted: the name is not one of a browser's debugging socket.
            ServiceRefused: no browser listens there now.
            LinkTimeout, Unplugged: the phone does not answer, or is gone.
        """
        service = check_local(name)
        return self._connected().open(service, timeout_s)

    def close(self) -> None:
        """Let go of the phone; whatever is asked afterwards is a gap."""
        self._over = self._over or GapReason.UNPLUGGED
        self._drop_link()

    def _connected(self) -> "_GuardedLink":
        link = self._link
        if link is None:
            if self._over is None:
                link = self._link = _GuardedLink(self._opener(), self._on_sent)
            if self._over is not None:  # before, or from another thread meanwhile
                self._drop_link()
                raise Unplugged(self.address, "this phone is not asked any more")
        assert link is not None
        return link

    def _answer(self, question: Question, *, fresh: bool) -> Answer | GapReason:
        """Ask once; what the link went through decides whether it is used again."""
        try:
            answer = shell(self._connected(), question.line, question.timeout_s)
        except ServiceRefused:
            return GapReason.REFUSED
        except LinkTimeout:
            self._drop_link()
            self._silences += fresh
            if self._silences >= _PATIENCE:
                self._over = GapReason.TIMED_OUT
            return GapReason.TIMED_OUT
        except DeviceError:  # gone, taken by another program, or not authorised any more
            self._drop_link()
            if fresh:
                self._over = GapReason.UNPLUGGED
            return GapReason.UNPLUGGED
        self._silences = 0
        if answer.ending is Ending.GONE:
            self._drop_link()
            if not (answer.stdout or answer.stderr):
                return GapReason.UNPLUGGED
        return answer

    def _drop_link(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            link.close()


_WHY_NOTHING_CAME = {
    Ending.TIME: GapReason.TIMED_OUT,
    Ending.CUT: GapReason.CUT,
    Ending.GONE: GapReason.UNPLUGGED,
}


def _gap(question: Question, reason: GapReason) -> Gap:
    return Gap(source=question.source, topic=question.topic, reason=reason, user=question.user)


class _GuardedLink:
    """A link on which only permitted services can be opened, each told beforehand."""

    def __init__(self, link: Link, on_sent: Callable[[str], None] | None) -> None:
        self.features = link.features
        self.address = link.address
        self._link = link
        self._on_sent = on_sent

    def open(self, service: str, timeout_s: float) -> Stream:
        check_service(service)
        if self._on_sent is not None:
            self._on_sent(service)
        return self._link.open(service, timeout_s)

    def close(self) -> None:
        self._link.close()
