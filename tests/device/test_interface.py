import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from phone_audit.device.interface import Device
from phone_audit.device.script import LONGEST_SCRIPT, read_script
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
        self.in_order = False
        self.answers = list(answers)
        self.closed = False

    def open(self, service, timeout_s):
        self.opened.append((service, timeout_s))
        answer = self.answers.pop(0)
        if callable(answer):  # of a script: it must know the nonce
            answer = answer(read_script(service.removeprefix("shell,v2,raw:")))
        if isinstance(answer, Exception):
            raise answer
        return ToldLink(*answer, in_order=self.in_order).stream

    @property
    def asked(self):
        """The lines of each command."""
        texts = [service.removeprefix("shell,v2,raw:") for service, _ in self.opened]
        return [script.lines if (script := read_script(text)) else (text,) for text in texts]

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


@pytest.mark.parametrize("trouble", [DEAD, MUTE, [GONE]])
def test_whoever_answers_on_a_fresh_link_is_asked_who_they_are_first(trouble):
    fresh = Link(ANSWER, ANSWER, ANSWER)
    links, phone = device(Link(ANSWER, trouble), fresh)
    checked = []

    def is_same():
        checked.append(phone.ask(question("cat /proc/uptime"), 9))
        return True

    phone.guard(is_same)
    assert phone.ask(question(), 1).complete
    assert checked == []
    assert phone.ask(question(), 2).complete
    assert [one.number for one in checked] == [9]
    assert fresh.asked == [("cat /proc/uptime",), ("getprop",)]
    assert links.opened == 2


@pytest.mark.parametrize("trouble", [DEAD, MUTE, [GONE]])
def test_another_phone_on_a_fresh_link_is_asked_nothing(trouble):
    fresh = Link(ANSWER)
    links, phone = device(Link(ANSWER, trouble), fresh)
    phone.guard(lambda: False)
    phone.ask(question(), 1)
    for number in range(2, 5):
        assert phone.ask(question(), number) == gap(GapReason.UNPLUGGED)
    assert fresh.asked == []
    assert fresh.closed
    assert links.opened == 2


@pytest.mark.parametrize("trouble", [DEAD, MUTE, [GONE]])
def test_a_link_that_breaks_while_the_phone_is_asked_who_it_is_ends_it(trouble):
    links, phone = device(Link(ANSWER, DEAD), Link(trouble), Link(ANSWER))
    phone.guard(lambda: isinstance(phone.ask(question("cat /proc/uptime"), 9), Capture))
    phone.ask(question(), 1)
    assert phone.ask(question(), 2) == gap(GapReason.UNPLUGGED)
    assert phone.ask(question(), 3) == gap(GapReason.UNPLUGGED)
    assert links.opened == 2


def test_a_phone_that_hangs_after_every_check_is_given_up_all_the_same():
    links, phone = device(Link(ANSWER, MUTE), Link(ANSWER, MUTE), Link(ANSWER, MUTE), Link(ANSWER))
    phone.guard(lambda: phone.ask(question("cat /proc/uptime"), 9).complete)
    phone.ask(question(), 1)
    reasons = [phone.ask(question(), number).reason for number in range(2, 5)]
    assert reasons == [GapReason.TIMED_OUT] * 3
    assert links.opened == 3


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


# Several questions in one command

LINES = ("getprop", "pm list users", "dumpsys role", "dumpsys user")


def several(*lines, **options):
    return [question(line, **options) for line in lines or LINES]


def say(count, *then, first=0):
    """An answer to a script: the first ``count`` lines say their own name, then something else."""

    def answer(script):
        assert script is not None, "several questions are to share a command"
        chunks = []
        for number, line in list(enumerate(script.lines, start=1))[first:count]:
            frame = f"{script.nonce}.{number}.0\n".encode()
            chunks.append(packet(1, line.encode() + frame) + packet(2, b"!" + frame))
        return [*chunks, *then]

    return answer


ALL = say(None, EXIT_0)


def outcomes(answers):
    return [one.stdout.decode() if isinstance(one, Capture) else one.reason for one in answers]


def test_questions_share_a_command_and_each_has_its_own_answer():
    link = Link(ALL)
    _, phone = device(link)
    answers = phone.ask_all(several(), 7)
    assert link.asked == [LINES]
    assert outcomes(answers) == list(LINES)
    assert [one.number for one in answers] == [7, 8, 9, 10]
    assert [one.question.line for one in answers] == list(LINES)
    assert {one.stderr for one in answers} == {b"!"}
    for one in answers:
        assert one.complete
        assert one.exit_code == 0
        assert one.sha256 == hashlib.sha256(one.question.line.encode()).hexdigest()
    starts = {one.started_at for one in answers}
    ends = [one.ended_at for one in answers]
    assert len(starts) == 1
    assert min(starts) < ends[0] < ends[1] < ends[2] < ends[3]


def test_no_question_has_no_answer_and_sends_nothing():
    links, phone = device()
    assert phone.ask_all([], 1) == ()
    assert links.opened == 0


def test_a_question_that_must_be_alone_is():
    link = Link(ALL, ANSWER, ALL)
    _, phone = device(link)
    asked = several("getprop", "pm list users")
    clock = question("date +%s", alone=True)
    assert len(phone.ask_all([*asked, clock, *asked], 1)) == 5
    assert link.asked == [("getprop", "pm list users"), ("date +%s",), ("getprop", "pm list users")]


def test_what_does_not_fit_goes_with_the_next_command():
    link = Link(ALL, ALL)
    _, phone = device(link)
    asked = several(*(f"dumpsys package id.contoh.toko{number:04}" for number in range(100)))
    answers = phone.ask_all(asked, 1)
    assert outcomes(answers) == [one.line for one in asked]
    assert sum(map(len, link.asked)) == 100
    assert len(link.opened) == 2
    assert all(len(service) < LONGEST_SCRIPT + 20 for service, _ in link.opened)


def test_a_question_too_long_to_share_goes_alone():
    link = Link(ALL, ANSWER, ANSWER)
    _, phone = device(link)
    long = "dumpsys usagestats -c" + " id.contoh.toko" * 300
    phone.ask_all(several("getprop", "pm list users", long, "dumpsys role"), 1)
    assert link.asked == [("getprop", "pm list users"), (long,), ("dumpsys role",)]


def test_one_line_that_is_not_permitted_keeps_everything_here():
    links, phone = device(Link(ALL))
    with pytest.raises(NotPermitted):
        phone.ask_all(several("getprop", "reboot"), 1)
    assert links.opened == 0


def test_what_a_live_phone_has_not_is_a_gap_among_answers():
    link = Link(ALL, ANSWER)
    _, phone = device(link)
    section = question("DUMP OF SERVICE package", medium=Medium.SECTION)
    answers = phone.ask_all([*several("getprop", "pm list users"), section, question()], 1)
    assert outcomes(answers) == ["getprop", "pm list users", GapReason.ABSENT, "[ro.x]: [y]\n"]
    assert answers[3].number == 4


def test_a_line_that_hangs_costs_itself_only():
    link = Link(say(1, SILENCE), ALL)
    links, phone = device(link)
    answers = phone.ask_all(several(), 1)
    assert outcomes(answers) == ["getprop", GapReason.TIMED_OUT, *LINES[2:]]
    assert link.asked == [LINES, LINES[2:]]
    assert [one.number for one in answers if isinstance(one, Capture)] == [1, 3, 4]
    assert links.opened == 1


@pytest.mark.parametrize("cut", [SILENCE, GONE])
def test_half_a_section_is_kept_and_the_rest_is_asked_again(cut):
    links, phone = device(Link(say(1, packet(1, b"half"), cut), ALL), Link(ALL))
    answers = phone.ask_all(several(), 1)
    assert outcomes(answers) == ["getprop", "half", *LINES[2:]]
    assert [one.complete for one in answers] == [True, False, True, True]
    assert answers[1].exit_code is None
    assert links.opened == (2 if cut is GONE else 1)


def test_a_line_of_which_nothing_came_when_the_link_broke_is_asked_again():
    fresh = Link(ALL)
    links, phone = device(Link(say(2, GONE)), fresh)
    assert outcomes(phone.ask_all(several(), 1)) == list(LINES)
    assert fresh.asked == [LINES[2:]]
    assert links.opened == 2


@pytest.mark.parametrize("trouble", [DEAD, MUTE, [GONE]])
def test_a_link_that_broke_before_a_script_is_replaced_once(trouble):
    links, phone = device(Link(trouble), Link(ALL))
    phone.connect()
    assert outcomes(phone.ask_all(several(), 1)) == list(LINES)
    assert links.opened == 2


def test_a_phone_unplugged_in_mid_script_keeps_what_came():
    links, phone = device(Link(say(2, packet(1, b"half"), GONE)), DEAD)
    answers = phone.ask_all(several(), 1)
    assert outcomes(answers) == ["getprop", "pm list users", "half", GapReason.UNPLUGGED]
    assert outcomes(phone.ask_all(several(), 5)) == [GapReason.UNPLUGGED] * 4
    assert links.opened == 2


def test_a_phone_that_dies_of_every_line_is_asked_once_for_each():
    links, phone = device(*(Link([GONE]) for _ in ("script", *LINES)))
    assert outcomes(phone.ask_all(several(), 1)) == [GapReason.UNPLUGGED] * 4
    assert links.opened == 5


def test_a_phone_that_dies_of_scripts_only_is_asked_line_by_line():
    whole = Link(*[ANSWER] * 4)
    links, phone = device(Link(ANSWER, [GONE]), Link([GONE]), whole)
    phone.ask(question(), 1)
    assert len(set(outcomes(phone.ask_all(several(), 2)))) == 1
    assert whole.asked == [(line,) for line in LINES]
    assert links.opened == 3


def test_a_phone_that_stays_silent_is_given_up_in_mid_script():
    links, phone = device(Link(say(1, SILENCE), MUTE), MUTE, MUTE)
    answers = phone.ask_all(several(), 1)
    assert outcomes(answers) == ["getprop", *[GapReason.TIMED_OUT] * 3]
    assert links.opened == 3


def test_a_shell_that_ends_in_mid_script_leaves_a_gap_and_is_asked_on():
    link = Link(say(1, EXIT_0), ALL)
    _, phone = device(link)
    answers = phone.ask_all(several(), 1)
    assert outcomes(answers) == ["getprop", GapReason.CUT, *LINES[2:]]


@pytest.mark.parametrize(
    "no_answer",
    [
        ServiceRefused("memori", "no"),
        [packet(2, b"sh: syntax error: unexpected ';'\n"), packet(3, b"\1")],
    ],
)
def test_a_shell_that_takes_no_script_is_asked_line_by_line(no_answer):
    link = Link(no_answer, *[ANSWER] * 6)
    _, phone = device(link)
    answers = phone.ask_all(several(), 1)
    assert outcomes(answers) == ["[ro.x]: [y]\n"] * 4
    assert len(phone.ask_all(several("getprop", "dumpsys role"), 5)) == 2
    assert link.asked == [LINES, *((line,) for line in (*LINES, "getprop", "dumpsys role"))]


def test_a_script_that_ends_without_a_word_is_asked_line_by_line():
    link = Link([], *[ANSWER] * 4)
    link.in_order = True
    _, phone = device(link)
    assert all(one.complete for one in phone.ask_all(several(), 1))
    assert link.asked == [LINES, *((line,) for line in LINES)]


def test_a_script_cut_in_its_first_line_keeps_what_came():
    link = Link([packet(1, b"half")], ALL)
    link.in_order = True
    _, phone = device(link)
    assert outcomes(phone.ask_all(several(), 1)) == ["half", *LINES[1:]]
    assert link.asked == [LINES, LINES[1:]]


def test_a_phone_that_refuses_every_command_has_a_gap_for_each():
    no = ServiceRefused("memori", "no")
    links, phone = device(Link(*[no] * 5))
    assert outcomes(phone.ask_all(several(), 1)) == [GapReason.REFUSED] * 4
    assert links.opened == 1


def test_each_line_has_its_own_time_limit():
    streams = []

    class Watched(Link):
        def open(self, service, timeout_s):
            streams.append(super().open(service, timeout_s))
            return streams[-1]

    _, phone = device(Watched(say(1, SILENCE), ANSWER))
    asked = [question(timeout_s=3), question("dumpsys role", timeout_s=50), question(timeout_s=4)]
    assert len(phone.ask_all(asked, 1)) == 3
    assert [round(limit) for stream in streams for limit in stream.limits] == [3, 50, 4, 4]


def test_text_of_another_script_is_no_frame():
    def replayed(script):
        old = f"{'0' * 32}.1.0\n{'0' * 32}.2.0\n".encode() + b"\xff\0"
        frame = f"{script.nonce}.{{}}.0\n"
        return [
            packet(1, old + frame.format(1).encode() + old + frame.format(2).encode()),
            packet(2, (frame.format(1) + frame.format(2)).encode()),
            EXIT_0,
        ]

    _, phone = device(Link(replayed))
    first, second = phone.ask_all(several("getprop", "dumpsys role"), 1)
    assert first.stdout == second.stdout
    assert first.stdout.endswith(b"\n\xff\0")


# A running browser


LIST = "localabstract:chrome_devtools_remote GET /json/list"
PAGES = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]"


class WritableStream:
    """What a browser says, whatever it is sent; ends in order."""

    ended_in_order = True

    def __init__(self, *chunks):
        self.chunks = list(chunks)
        self.sent = b""

    def read(self, timeout_s):
        step = self.chunks.pop(0) if self.chunks else b""
        if isinstance(step, Exception):
            raise step
        return step

    def write(self, data, timeout_s):
        self.sent += data

    def close(self):
        pass


class BrowserLink(Link):
    """A link on which sockets answer as told, and shell commands too."""

    def open(self, service, timeout_s):
        if service.startswith("shell") or isinstance(self.answers[0], Exception):
            return super().open(service, timeout_s)
        self.opened.append((service, timeout_s))
        return WritableStream(*self.answers.pop(0))


def to_browser(line=LIST):
    return question(line, medium=Medium.DEVTOOLS)


def test_a_browsers_answer_is_a_capture_hashed_over_the_json():
    link = BrowserLink([PAGES])
    _, phone = device(link)
    capture = phone.ask(to_browser(), 7)
    assert (capture.number, capture.stdout, capture.exit_code) == (7, b"[]", 0)
    assert capture.complete
    assert capture.sha256 == hashlib.sha256(b"[]").hexdigest()
    assert [service for service, _ in link.opened] == ["localabstract:chrome_devtools_remote"]


def test_requests_to_browsers_and_shell_lines_keep_their_order():
    link = BrowserLink(ANSWER, [PAGES], ANSWER)
    _, phone = device(link)
    answers = phone.ask_all((question(), to_browser(), question()), 1)
    assert [(one.number, one.stdout) for one in answers] == [
        (1, b"[ro.x]: [y]\n"),
        (2, b"[]"),
        (3, b"[ro.x]: [y]\n"),
    ]


def test_a_browser_that_does_not_run_is_absent_and_says_so():
    links, phone = device(BrowserLink(ServiceRefused("memori", "no"), ANSWER))
    absent = phone.ask(to_browser(), 1)
    assert (absent.reason, absent.detail) == (GapReason.ABSENT, "peramban tidak berjalan")
    assert phone.ask(question(), 2).complete
    assert links.opened == 1


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ([MUTE], GapReason.TIMED_OUT),
        ([b"omong kosong\r\n\r\n"], GapReason.NOT_UNDERSTOOD),
        ([DEAD], GapReason.UNPLUGGED),
    ],
)
def test_a_browser_that_says_nothing_of_use_is_a_gap(said, reason):
    _, phone = device(BrowserLink(said, said), BrowserLink(said))
    assert phone.ask(to_browser(), 1) == gap(reason)


def test_half_of_a_browsers_answer_is_kept_and_marked():
    _, phone = device(BrowserLink([PAGES[:-1], MUTE]))
    capture = phone.ask(to_browser(), 1)
    assert (capture.stdout, capture.exit_code, capture.complete) == (b"[", None, False)


def test_what_a_browser_may_not_be_asked_never_reaches_the_link():
    links, phone = device(BrowserLink())
    for line in (LIST.replace("list", "new?x"), "getprop", LIST.replace("chrome_", "webview_")):
        with pytest.raises(NotPermitted):
            phone.ask(to_browser(line), 1)
    assert links.opened == 0
