import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from phone_audit.device.interface import Device
from phone_audit.errors import (
    LinkTimeout,
    NotPermitted,
    ServiceRefused,
    Unauthorized,
    Unplugged,
)
from phone_audit.model.capture import Capture, Gap, GapReason, Medium, Question
from phone_audit.model.case import Origin
from tests.device.test_shell import EXIT_0, GONE, SILENCE, ToldLink, packet

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


class Clock:
    """Every look at it is a second later."""

    def __init__(self):
        self.looks = 0

    def __call__(self):
        self.looks += 1
        return NOON + timedelta(seconds=self.looks)


class Links:
    """An opener that hands out what it is told to, in order: links, or errors to raise."""

    def __init__(self, *steps):
        self.steps = list(steps)
        self.opened = 0

    def __call__(self):
        self.opened += 1
        step = self.steps.pop(0)
        if isinstance(step, Exception):
            raise step
        return step


class Link(ToldLink):
    """A link whose commands answer as told; an exception is raised by opening."""

    def __init__(self, *answers):
        super().__init__()
        self.answers = list(answers)
        self.closed = False

    def open(self, service, timeout_s):
        self.opened.append((service, timeout_s))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return ToldLink(*answer, in_order=False).stream

    def close(self):
        self.closed = True


ANSWER = [packet(1, b"[ro.x]: [y]\n"), EXIT_0]
DEAD = Unplugged("memori", "the cable is out")
MUTE = LinkTimeout("memori", "no answer")


def device(*steps, **options):
    links = Links(*steps)
    return links, Device(links, origin=Origin.USB, address="memori", clock=Clock(), **options)


def question(line="getprop", **options):
    return Question(source="identity", topic="props", line=line, user=10, **options)


def gap(reason):
    return Gap(source="identity", topic="props", reason=reason, user=10)


def test_an_answer_is_a_capture_hashed_and_timed():
    _, phone = device(Link(ANSWER))
    capture = phone.ask(question(), 4)
    assert capture == Capture(
        number=4,
        question=question(),
        started_at=capture.started_at,
        ended_at=capture.ended_at,
        stdout=b"[ro.x]: [y]\n",
        exit_code=0,
        sha256=hashlib.sha256(b"[ro.x]: [y]\n").hexdigest(),
    )
    assert NOON < capture.started_at < capture.ended_at


def test_a_device_says_where_its_answers_come_from():
    _, phone = device(Link())
    assert (phone.origin, phone.address, phone.sections) == (Origin.USB, "memori", None)
    assert phone.connect() == {"shell_v2"}


def test_what_is_not_permitted_never_reaches_the_link():
    sent = []
    links, phone = device(Link(), on_sent=sent.append)
    with pytest.raises(NotPermitted):
        phone.ask(question("reboot"), 1)
    with pytest.raises(NotPermitted):
        phone.open_local("adbd")
    assert (links.opened, sent) == (0, [])


def test_every_service_is_told_before_it_goes_out():
    sent = []
    link = Link(ANSWER, [])
    _, phone = device(link, on_sent=sent.append)
    phone.ask(question(), 1)
    phone.open_local("chrome_devtools_remote")
    assert sent == ["shell,v2,raw:getprop", "localabstract:chrome_devtools_remote"]
    assert [service for service, _ in link.opened] == sent


def test_the_link_itself_lets_nothing_else_through():
    link = Link(ANSWER)
    _, phone = device(link)
    phone.connect()
    for service in ("reboot:", "sync:", "shell,v2,raw:rm -r /sdcard", "exec:getprop"):
        with pytest.raises(NotPermitted):
            phone._link.open(service, 1)
    assert link.opened == []


def test_the_first_link_fails_in_words():
    _, phone = device(Unauthorized("memori", "tap Allow"))
    with pytest.raises(Unauthorized, match="tap Allow"):
        phone.connect()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ([SILENCE], GapReason.TIMED_OUT),
        (ServiceRefused("memori", "no"), GapReason.REFUSED),
    ],
)
def test_nothing_at_all_is_a_gap_and_the_link_stays(answer, reason):
    links, phone = device(Link(answer, ANSWER))
    assert phone.ask(question(), 1) == gap(reason)
    assert phone.ask(question(), 2).complete
    assert links.opened == 1


@pytest.mark.parametrize("cut", [SILENCE, GONE])
def test_half_an_answer_is_kept_and_marked(cut):
    _, phone = device(Link([packet(1, b"half"), cut]))
    capture = phone.ask(question(), 1)
    assert (capture.stdout, capture.exit_code, capture.complete) == (b"half", None, False)
    assert capture.sha256 == hashlib.sha256(b"half").hexdigest()


def test_a_command_that_fails_is_an_answer():
    _, phone = device(Link([packet(2, b"Permission Denial\n"), packet(3, b"\xff")]))
    capture = phone.ask(question(), 1)
    assert (capture.stdout, capture.stderr, capture.exit_code) == (b"", b"Permission Denial\n", 255)
    assert capture.complete


def test_an_empty_answer_is_an_answer():
    _, phone = device(Link([EXIT_0]))
    capture = phone.ask(question(), 1)
    assert (capture.stdout, capture.complete) == (b"", True)


@pytest.mark.parametrize("trouble", [DEAD, MUTE, [GONE]])
def test_a_link_that_broke_is_replaced_by_a_fresh_one_and_asked_again(trouble):
    old = Link(ANSWER, trouble)
    links, phone = device(old, Link(ANSWER))
    assert phone.ask(question(), 1).complete
    assert phone.ask(question(), 2).complete
    assert links.opened == 2
    assert old.closed


def test_half_an_answer_is_not_asked_for_again_and_the_next_question_has_a_fresh_link():
    links, phone = device(Link([packet(1, b"half"), GONE]), Link(ANSWER))
    assert not phone.ask(question(), 1).complete
    assert links.opened == 1
    assert phone.ask(question(), 2).complete
    assert links.opened == 2


@pytest.mark.parametrize(
    "why", [DEAD, Unauthorized("memori", "not any more"), Unplugged("memori", "refused")]
)
def test_a_phone_that_is_gone_is_not_looked_for_again(why):
    links, phone = device(Link(DEAD), why)
    phone.connect()
    assert phone.ask(question(), 1) == gap(GapReason.UNPLUGGED)
    for number in range(2, 5):
        assert phone.ask(question(), number) == gap(GapReason.UNPLUGGED)
    assert links.opened == 2


def test_a_phone_that_stays_silent_on_fresh_links_is_given_up():
    links, phone = device(Link(MUTE), MUTE, MUTE)
    phone.connect()
    reasons = [phone.ask(question(), number).reason for number in range(1, 6)]
    assert reasons == [GapReason.TIMED_OUT] * 5
    assert links.opened == 3


def test_a_silence_that_ends_is_forgiven():
    links, phone = device(Link(MUTE), MUTE, Link(ANSWER, MUTE), MUTE, Link(ANSWER))
    phone.connect()
    answers = [phone.ask(question(), number) for number in range(1, 5)]
    assert [isinstance(answer, Capture) for answer in answers] == [False, True, False, True]
    assert links.opened == 5


def test_no_answer_is_promised_after_closing():
    link = Link(ANSWER)
    links, phone = device(link)
    phone.connect()
    phone.close()
    phone.close()
    assert link.closed
    assert phone.ask(question(), 1) == gap(GapReason.UNPLUGGED)
    assert links.opened == 1


def test_a_phone_that_is_let_go_while_it_is_connected_is_not_asked():
    link = Link(ANSWER)

    def opener():
        phone.close()
        return link

    phone = Device(opener, origin=Origin.USB, address="memori", clock=Clock())
    assert phone.ask(question(), 1) == gap(GapReason.UNPLUGGED)
    assert link.closed
    assert link.opened == []


def test_a_browser_of_a_phone_that_was_let_go_is_not_reached():
    _, phone = device(Link())
    phone.close()
    with pytest.raises(Unplugged, match="not asked any more"):
        phone.open_local("chrome_devtools_remote")
    with pytest.raises(Unplugged):
        phone.connect()


def test_a_live_phone_has_no_sections():
    links, phone = device()
    asked = question("DUMP OF SERVICE package", medium=Medium.SECTION)
    assert phone.ask(asked, 1) == gap(GapReason.ABSENT)
    assert links.opened == 0


def test_a_time_limit_is_the_questions_own():
    link = Link(ANSWER)
    _, phone = device(link)
    phone.ask(question(timeout_s=3), 1)
    assert link.opened == [("shell,v2,raw:getprop", 3)]
