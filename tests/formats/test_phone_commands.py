import pytest

from phone_audit.formats.phone_commands import PhoneCommands, not_found, read_properties


def test_properties_in_either_form() -> None:
    data = (
        b"# synthetic\n"
        b"[ro.build.version.sdk]: [34]\r\n"
        b"ro.product.model=Contoh=6\n"
        b"[ro.empty]: []\n"
        b"[odd]: [a]: [b]\n"
        b"no property\n"
        b"[half]: [\n"
        b"=x\n"
        b"ro.latin=caf\xe9\n"
    )
    assert read_properties(data) == {
        "ro.build.version.sdk": "34",
        "ro.product.model": "Contoh=6",
        "ro.empty": "",
        "odd": "a]: [b",
        "ro.latin": "caf\udce9",
    }


def test_a_property_gives_its_bytes_back() -> None:
    commands = PhoneCommands(read_properties(b"ro.latin=caf\xe9\n"), lambda _: None, None)
    assert commands.run(["getprop", "ro.latin"]).stdout == b"caf\xe9\n"


def test_settings_keep_a_value_with_an_equals_sign() -> None:
    commands = PhoneCommands({}, {"secure": b"a=b=c\nab=d\n"}.get, None)
    assert commands.run(["settings", "get", "secure", "a"]).stdout == b"b=c\n"
    assert commands.run(["settings", "get", "secure", "b"]).stdout == b"null\n"


@pytest.mark.parametrize(
    ("words", "exit_code", "delay_s"),
    [
        (["exit", "300"], 44, 0),
        (["exit"], 0, 0),
        (["sleep", "0.25"], 0, 0.25),
        (["sleep", "long"], 1, 0),
        (["false"], 1, 0),
        ([":"], 0, 0),
    ],
)
def test_words_of_the_shell(words: list[str], exit_code: int, delay_s: float) -> None:
    answer = PhoneCommands({}, lambda _: None, None).run(words)
    assert (answer.exit_code, answer.delay_s) == (exit_code, delay_s)


def test_an_unknown_command() -> None:
    answer = not_found("frida")
    assert (answer.exit_code, answer.captured) == (127, False)
    assert answer.stderr == b"/system/bin/sh: frida: inaccessible or not found\n"
