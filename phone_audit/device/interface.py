"""A phone that answers questions: the one way for evidence to come in from a live phone."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import takewhile

from phone_audit.device.allowed import check_local, check_question, check_service
from phone_audit.device.devtools import browse
from phone_audit.device.link import Link, Opener, Stream
from phone_audit.device.script import Part, Reply, how_many_fit, run
from phone_audit.device.shell import Answer, Ending
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
        self._takes_scripts = True
        self._over: GapReason | None = None
        self._is_same: Callable[[], bool] = lambda: True
        self._had_a_link = False
        self._checking = False

    def connect(self) -> frozenset[str]:
        """Open the first link now, and return what the phone says it can do.

        Without this call the first question connects, and a failure becomes its gap.

        Raises:
            Unauthorized, PhoneBusy, NoAccess, Unplugged, LinkTimeout: no link, and why.
        """
        return self._connected().features

    def guard(self, is_same: Callable[[], bool]) -> None:
        """Let ``is_same`` say of every further link whether the phone is still this one.

        It is called before anything else goes over that link, and may ask the phone
        (``ask_all``) what it needs to know. When it says no, or the link breaks under it,
        the phone counts as unplugged.
        """
        self._is_same = is_same

    def ask(self, question: Question, number: int) -> Capture | Gap:
        """Send one question and return the phone's answer; see ``ask_all``."""
        return self.ask_all((question,), number)[0]

    def ask_all(
        self, questions: Sequence[Question], first_number: int
    ) -> tuple[Capture | Gap, ...]:
        """Send questions and return the phone's answers, hashed before anyone reads them.

        One answer for each question, in their order, numbered from ``first_number``. As
        many questions as fit share one shell command, unless one asks to be sent alone;
        ``started_at`` is then when that command left, ``ended_at`` when the end of the
        own answer was seen.

        An answer that was cut comes back with ``complete=False``; nothing at all comes
        back as a gap: TIMED_OUT, UNPLUGGED, CUT or REFUSED. The questions behind it are
        sent again without it, on a fresh link where the old one broke. A phone that is
        gone, or stays silent on fresh links, is not waited for again. A phone that gives
        no answer at all to several questions in one command is asked one by one from then on.

        Raises:
            NotPermitted: a line is not on the permit list: a mistake in this program.
        """
        for question in questions:
            check_question(question)
        answers: list[Capture | Gap] = []
        while len(answers) < len(questions):
            waiting = questions[len(answers) :]
            answers += self._ask_some(waiting, first_number + len(answers))
        return tuple(answers)

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
            if self._over is None and not self._checking:
                link = self._link = _GuardedLink(self._opener(), self._on_sent)
                if self._had_a_link and not self._checked():
                    link = None
                self._had_a_link = True
            if link is None or self._over is not None:  # before, or from another thread meanwhile
                self._drop_link()
                raise Unplugged(self.address, "this phone is not asked any more")
        return link

    def _checked(self) -> bool:
        """Tell whether whoever answers on the fresh link is the phone that was asked before."""
        self._checking = True
        silences = self._silences
        try:
            return self._is_same() and self._link is not None
        finally:
            self._checking = False
            self._silences = silences

    def _ask_some(self, waiting: Sequence[Question], number: int) -> list[Capture | Gap]:
        """Answer the first questions of those that wait: none only if they must be sent singly."""
        if waiting[0].medium is Medium.SECTION:
            return [_gap(waiting[0], GapReason.ABSENT)]
        if self._over is not None:
            return [_gap(waiting[0], self._over)]
        batch = _sent_together(waiting) if self._takes_scripts else waiting[:1]
        while True:
            fresh = self._link is None
            started_at = self._clock()
            reply = self._hear(batch, fresh=fresh)
            # The link at hand may have broken since the last question: once more, on a fresh one.
            if fresh or isinstance(reply, Reply) or reply in _SAID_NO:
                break
        if len(batch) > 1 and self._over is None and _is_no_answer_to_a_script(reply):
            self._takes_scripts = False
            return []
        if isinstance(reply, GapReason):
            return [_gap(batch[0], reply)]
        answers: list[Capture | Gap] = []
        for question, part in zip(batch, reply.parts, strict=False):
            if part.complete or part.stdout or part.stderr:
                answers.append(_capture(question, number + len(answers), started_at, part))
            elif not (answers and reply.ending is Ending.GONE):  # else a fresh link is tried first
                answers.append(_gap(question, _WHY_NOTHING_CAME[reply.ending]))
        return answers

    def _hear(self, batch: Sequence[Question], *, fresh: bool) -> Reply | GapReason:
        """Ask once; what the link went through decides whether it is used again."""
        lines = [question.line for question in batch]
        limits_s = [question.timeout_s for question in batch]
        to_browser = batch[0].medium is Medium.DEVTOOLS
        try:
            if to_browser:
                answer = browse(self._connected(), lines[0], limits_s[0])
                reply = Reply((_whole(answer, self._clock()),), answer.ending)
            else:
                reply = run(self._connected(), lines, limits_s, self._clock)
        except ServiceRefused:  # a browser's socket is there only while the browser runs
            return GapReason.ABSENT if to_browser else GapReason.REFUSED
        except LinkTimeout:
            self._drop_link()
            self._silences += fresh
            if self._silences >= _PATIENCE:
                self._over = GapReason.TIMED_OUT
            return GapReason.TIMED_OUT
        except DeviceError:  # gone, another one, another program's, or not authorised any more
            self._drop_link()
            if fresh and not self._checking:
                self._over = GapReason.UNPLUGGED
            return GapReason.UNPLUGGED
        self._silences = 0
        if reply.ending is Ending.GONE:
            self._drop_link()
            if reply.silent:
                return GapReason.UNPLUGGED
        return reply

    def _drop_link(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            link.close()


_WHY_NOTHING_CAME = {
    Ending.EXIT: GapReason.CUT,  # the shell ended before this line did
    Ending.CLOSED: GapReason.CUT,
    Ending.CUT: GapReason.CUT,
    Ending.TIME: GapReason.TIMED_OUT,
    Ending.GONE: GapReason.UNPLUGGED,
    Ending.TOO_LARGE: GapReason.CUT,
    Ending.GARBLED: GapReason.NOT_UNDERSTOOD,
}
_SAID_NO = (GapReason.REFUSED, GapReason.ABSENT)


def _sent_together(waiting: Sequence[Question]) -> Sequence[Question]:
    """Return the first questions, as many as one shell command takes."""
    if waiting[0].alone or waiting[0].medium is not Medium.SHELL:
        return waiting[:1]
    joined = takewhile(lambda one: one.medium is Medium.SHELL and not one.alone, waiting)
    return waiting[: how_many_fit([question.line for question in joined])]


def _is_no_answer_to_a_script(reply: Reply | GapReason) -> bool:
    """Tell whether it may be the script itself that the phone cannot do."""
    if isinstance(reply, GapReason):
        return True
    if reply.ending is Ending.CUT:
        return reply.silent
    return reply.ending in (Ending.EXIT, Ending.CLOSED) and not reply.parts[0].complete


def _whole(answer: Answer, ended_at: datetime) -> Part:
    return Part(answer.stdout, answer.stderr, answer.exit_code, answer.complete, ended_at)


def _capture(question: Question, number: int, started_at: datetime, part: Part) -> Capture:
    return Capture(
        number=number,
        question=question,
        started_at=started_at,
        ended_at=part.ended_at,
        stdout=part.stdout,
        stderr=part.stderr,
        exit_code=part.exit_code,
        complete=part.complete,
        sha256=sha256_hex(part.stdout),
    )


def _gap(question: Question, reason: GapReason) -> Gap:
    no_browser = question.medium is Medium.DEVTOOLS and reason is GapReason.ABSENT
    return Gap(
        source=question.source,
        topic=question.topic,
        reason=reason,
        user=question.user,
        detail="peramban tidak berjalan" if no_browser else "",
    )


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
