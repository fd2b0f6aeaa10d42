import pytest

from phone_audit.formats.capture_folder import Answer
from phone_audit.simulator.command_list import Shell, command_list, questions_in

SCRIPT = "N=12ab; getprop; echo $N.1.$?; echo $N.1.$? >&2; dumpsys x | grep ';'; echo $N.2.$?"


def test_a_list_is_split_outside_quotes() -> None:
    assert [one.text for one in command_list(SCRIPT)] == [
        "N=12ab",
        "getprop",
        "echo $N.1.$?",
        "echo $N.1.$? >&2",
        "dumpsys x | grep ';'",
        "echo $N.2.$?",
    ]
    assert questions_in(SCRIPT) == ("getprop", "dumpsys x | grep ';'")


@pytest.mark.parametrize(
    "line", ["getprop", "", " two  blanks ", "echo $N", "N=1", "grep 'a;b'", "it's", "\0"]
)
def test_a_single_command_is_a_question_as_it_stands(line: str) -> None:
    assert questions_in(line) == (line,)


def test_quotes_that_never_end_are_split_somehow() -> None:
    assert "".join(one.text for one in command_list("a 'b; c\"; d")) == "a 'bc\"d"


def test_variables_exit_codes_and_stderr() -> None:
    asked = []

    def answer(line: str) -> Answer:
        asked.append(line)
        return Answer(stdout=b"out ", stderr=b"err ", exit_code=300)

    shell = Shell(answer)
    assert shell.run("N=12.ab") == Answer()
    assert shell.run("echo $N $? '$N $?' $unset-").exit_code == 300
    said = shell.run("echo $? >&2")
    assert (said.stdout, said.stderr, said.exit_code) == (b"", b"err out ", 300)
    shell.run("$N=")
    assert asked == ["echo 12.ab 0 '$N $?' -", "echo 44", "12.ab="]
