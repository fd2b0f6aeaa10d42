"""The second reader: confirms, lowers with a reason, and is another person."""

import pytest

from phone_audit.cases.store import Case
from phone_audit.model.custody import Event, Role
from tests.cli.test_main import run
from tests.cli.test_paper import conclude, files, papers, told  # noqa: F401 - a fixture


@pytest.fixture
def examined(files):  # noqa: F811 - the fixture of the neighbour
    assert run("paper", "k", "notice", "--choice", "bersedia", "--holder", "pegawai.toml") == 0
    conclude(files)
    return files


def test_lowering_needs_a_reason_and_is_an_event_of_the_reader(examined, capsys):
    lower = ("review", "k", "1", "--reader", "pembaca.toml", "--lower", "clarify")
    assert run(*lower) == 2
    assert "written reason" in capsys.readouterr().err
    done = told(capsys, *lower, "--reason", "Aplikasi bawaan.", "--role", "ketua_tim")
    assert (done["computed"], done["outcome"]) == ("suspected", "clarify")
    with Case.read(examined / "k") as case:
        last = case.records()[-1]
    assert (last.event, last.actor, last.role) == (
        Event.TURUNKAN,
        "Contoh Pembaca",
        Role.TEAM_LEAD,
    )
    assert papers(examined).reviews[0].reason == "Aplikasi bawaan."


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--reader", "petugas.toml", "--confirm"), "another person"),
        (("--reader", "pembaca.toml", "--lower", "indicated_use", "--reason", "x"), "not changed"),
        (("--reader", "pembaca.toml", "--lower", "suspected", "--reason", "x"), "--confirm"),
        (("--reader", "pembaca.toml"), "--confirm"),
        (("--reader", "pembaca.toml", "--confirm", "--lower", "nil"), "--confirm"),
        (("--confirm",), "--reader"),
    ],
)
def test_what_a_reader_may_not_do_is_said(examined, capsys, arguments, complaint):
    assert run("review", "k", "1", *arguments) == 2
    assert complaint in capsys.readouterr().err
    assert papers(examined).reviews == ()


def test_a_phone_without_a_result_has_nothing_to_review(files, capsys):  # noqa: F811
    assert run("paper", "k", "notice", "--choice", "bersedia") == 0
    assert run("review", "k", "1", "--reader", "pembaca.toml", "--confirm") == 1
    assert "no examination was concluded" in capsys.readouterr().err
