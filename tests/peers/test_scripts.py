"""Several questions in one command, against AOSP's adbd with mksh and toybox."""

import random
from datetime import UTC, datetime

import pytest

from phone_audit.device.direct import Authorisation, open_tcp
from phone_audit.device.interface import Device
from phone_audit.model.capture import Capture, GapReason, Question
from phone_audit.model.case import Origin

pytestmark = [pytest.mark.peer, pytest.mark.slow]

NO_KEYS = Authorisation(keys=tuple)
NEVER_S = 3600
AWKWARD = bytes(range(256)) + b"no line end"
LARGE = random.Random(1).randbytes(20_000_000)
ANSWERS = {
    "dumpsys_role.out": AWKWARD,
    "dumpsys_role.err": b"\xff\0 also on stderr",
    "dumpsys_role.rc": b"7",
    "dumpsys_user.out": LARGE,
    "dumpsys_diskstats.out": b"",
    "pm_list_users.out": b"Users:\n\n\n",
}
LINES = ("dumpsys role", "dumpsys user", "dumpsys diskstats", "pm list users")


class Table:
    """A phone, the device that asks it, and every command and link that took."""

    def __init__(self, phone, features=None):
        self.phone = phone
        self.sent = []
        self.links = []
        self._features = features
        self.device = Device(
            self._open,
            origin=Origin.TCP,
            address="meja 1",
            clock=lambda: datetime.now(UTC),
            on_sent=self._on_sent,
        )

    def _open(self):
        link = open_tcp("127.0.0.1", self.phone.port, NO_KEYS)
        if self._features is not None:
            link.features = self._features
        self.links.append(link)
        return link

    def _on_sent(self, service):
        self.sent.append(service)

    def ask(self, *lines, timeout_s=NEVER_S):
        questions = [
            Question(source="s", topic=line, line=line, timeout_s=timeout_s) for line in lines
        ]
        return self.device.ask_all(questions, 1)

    def close(self):
        for link in self.links:
            link.close()


@pytest.fixture
def table():
    """Make tables whose links are closed after the test."""
    tables = []

    def lay(*arguments, **options):
        tables.append(Table(*arguments, **options))
        return tables[-1]

    yield lay
    for one in tables:
        one.close()


def test_every_answer_is_what_the_line_alone_would_have_given(phones, table):
    at = table(phones.start("banyak", ANSWERS))
    together = at.ask(*LINES, "dumpsys role | grep -c line", "dumpsys webviewupdate")
    assert len(at.sent) == 1
    for question, answer in zip([one.question for one in together], together, strict=True):
        alone = at.device.ask(question, answer.number)
        assert (answer.stdout, answer.stderr, answer.exit_code, answer.complete, answer.sha256) == (
            alone.stdout,
            alone.stderr,
            alone.exit_code,
            alone.complete,
            alone.sha256,
        )
    assert [one.exit_code for one in together] == [7, 0, 0, 0, 0, 0]
    assert together[1].stdout == LARGE
    assert all(one.started_at < one.ended_at for one in together)
    ends = [one.ended_at for one in together]
    assert ends == sorted(ends)


def test_an_older_shell_mixes_the_streams_and_tells_exit_codes(phones, table):
    at = table(phones.start("lama", ANSWERS), features=frozenset())
    role, user, disks, users = at.ask(*LINES)
    assert len(at.sent) == 1
    assert at.sent[0].startswith("shell:N=")
    assert sorted(role.stdout) == sorted(AWKWARD + ANSWERS["dumpsys_role.err"])
    assert (role.stderr, role.exit_code) == (b"", 7)
    assert (user.stdout, disks.stdout, users.stdout) == (LARGE, b"", b"Users:\n\n\n")
    assert all(one.complete for one in (role, user, disks, users))


def test_a_line_that_hangs_ends_and_the_others_answer_on_the_same_link(phones, table):
    at = table(phones.start("gantung", {**ANSWERS, "dumpsys_user.sleep": b"forever"}))
    role, user, disks, users = at.ask(*LINES, timeout_s=2)
    assert user.reason is GapReason.TIMED_OUT
    assert (role.stdout, disks.stdout, users.stdout) == (AWKWARD, b"", b"Users:\n\n\n")
    assert (role.number, disks.number, users.number) == (1, 3, 4)
    assert len(at.sent) == 2
    assert len(at.links) == 1


def test_a_phone_that_dies_in_mid_script_leaves_what_it_said(phones, table):
    phone = phones.start("mati", ANSWERS)
    at = table(phone)
    at.ask("dumpsys role")
    at.links[0].open = killing(phone, at.links[0].open)
    role, user, disks, users = at.ask(*LINES)
    assert role.complete
    assert role.stdout == AWKWARD
    assert isinstance(user, Capture)
    assert not user.complete
    assert 0 < len(user.stdout) < len(LARGE)
    assert LARGE.startswith(user.stdout)
    assert [disks.reason, users.reason] == [GapReason.UNPLUGGED] * 2


def killing(phone, opened):
    """Return an ``open`` whose phone dies when a megabyte of the answer is here."""

    def open_and_die_later(service, timeout_s):
        stream = opened(service, timeout_s)
        read = stream.read
        came = 0

        def read_and_kill(left_s):
            nonlocal came
            data = read(left_s)
            if came < 1_000_000 <= came + len(data):
                phone.kill()
            came += len(data)
            return data

        stream.read = read_and_kill
        return stream

    return open_and_die_later


def test_a_phone_that_comes_back_is_asked_the_rest(phones, table):
    phone = phones.start("kembali", ANSWERS)
    at = table(phone)
    at.ask("dumpsys role")
    phone.restart()
    assert [one.complete for one in at.ask(*LINES)] == [True] * 4
    assert len(at.links) == 2
