import re
import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.device.allowed import (
    BROWSER_REQUESTS,
    ENTRIES,
    FILTERS,
    LONGEST_LINE,
    check,
    check_browser_request,
    check_local,
    check_question,
    check_script,
    check_service,
)
from phone_audit.device.script import LONGEST_SCRIPT, Script, how_many_fit
from phone_audit.device.shapes import _HOLES, Shape
from phone_audit.errors import NotPermitted
from phone_audit.formats.shell_line import parse_line, quote
from phone_audit.model.capture import Medium, Question

LINES = Path(__file__).parent / "lines"
PERMITTED = (LINES / "permitted.txt").read_text(encoding="utf-8").splitlines()
REFUSED = (LINES / "refused.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", PERMITTED)
def test_what_sources_ask_is_permitted(line):
    permit = check(line)
    assert permit.line == line
    assert permit.stages == parse_line(line)
    assert permit.entry.reason.endswith(".")


@pytest.mark.parametrize("line", ["", " ", *REFUSED])
def test_everything_else_is_refused_with_a_reason(line):
    with pytest.raises(NotPermitted, match=r"not sent to the phone: .+: \S"):
        check(line)


@pytest.mark.parametrize("breaking", ["\n", "\r", "\0", "\r\n"])
@pytest.mark.parametrize("where", ["getprop{}reboot", "getprop '{}'", 'getprop | grep "a{}b"'])
def test_no_line_break_gets_through(where, breaking):
    with pytest.raises(NotPermitted):
        check(where.format(breaking))


def test_a_line_has_a_longest_length():
    with pytest.raises(NotPermitted, match="longer than"):
        check("dumpsys usagestats -c" + " id.contoh.toko" * (LONGEST_LINE // 10))


def test_the_reason_tells_what_the_command_would_do():
    with pytest.raises(NotPermitted, match="renames the phone's own files"):
        check("dumpsys usagestats --checkin")
    with pytest.raises(NotPermitted, match="reads the pipe, no file"):
        check("getprop | grep -f /data/x")


def test_a_long_refused_line_is_shown_shortened():
    with pytest.raises(NotPermitted) as caught:
        check("reboot " + "x" * 5000)
    assert len(str(caught.value)) < 500


# No hole of the notation may swallow the end of a word, or one word could become two.
@pytest.mark.parametrize("hole", sorted(_HOLES))
@given(text=st.text(max_size=30))
def test_no_hole_takes_a_line_break(hole, text):
    assert re.fullmatch(_HOLES[hole], text + "\n" + text) is None
    assert re.fullmatch(_HOLES[hole], "a.b\n") is None


HARMFUL = [
    "-o",
    "-i.bak",
    "--checkin",
    "-exec",
    "-delete",
    "../x",
    "--noredact",
    "--reset",
    ";",
    "|",
]


@given(
    line=st.sampled_from(PERMITTED),
    word=st.one_of(st.sampled_from(HARMFUL), st.from_regex(r"\A/(data|etc)/[a-z/]*\Z")),
)
def test_no_harmful_word_can_stand_behind_a_permitted_line(line, word):
    if "| cut" not in line and line != "ls /system/bin/su /system/xbin/su /sbin/su /data/adb":
        with pytest.raises(NotPermitted):
            check(f"{line} {quote(word)}")


FILTERED = [line for line in PERMITTED if " | " in line]


@given(
    line=st.sampled_from(FILTERED),
    word=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
)
def test_no_word_at_all_can_stand_behind_a_finished_filter(line, word):
    if not line.endswith(("sort -u", "sha256sum")):
        with pytest.raises(NotPermitted):
            check(f"{line} {quote(word)}")


@given(st.text(max_size=60))
def test_any_text_is_permitted_or_refused_and_nothing_else(text):
    try:
        permit = check(text)
    except NotPermitted:
        return
    assert permit.entry.shape.matches(permit.stages[0])


@pytest.mark.parametrize("number", range(len(ENTRIES)))
def test_every_entry_is_reached_by_an_example(number):
    assert any(check(line).entry is ENTRIES[number] for line in [*PERMITTED, *RARE])


RARE = [
    "dumpsys webviewupdate",
    "dumpsys diskstats",
    "dumpsys usagestats database-info",
]


@pytest.mark.parametrize("shape", FILTERS, ids=lambda shape: shape.notation)
def test_no_filter_takes_a_file(shape):
    words = shape.notation.split()
    assert not shape.matches((words[0], "/data/x")) or words[0] == "grep"
    assert not shape.matches((words[0], "x", "/data/x"))


@pytest.mark.parametrize(
    "name",
    [
        "chrome_devtools_remote",
        "chrome_devtools_remote_1234",
        "Terrace_devtools_remote",
        "webview_devtools_remote_77",
        "org.contoh.browser_devtools_remote",
    ],
)
def test_debugging_sockets_of_browsers_may_be_opened(name):
    assert check_local(name) == f"localabstract:{name}"
    check_service(f"localabstract:{name}")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "chrome_devtools",
        "jdwp-control",
        "chrome_devtools_remote_x",
        "chrome_devtools_remote\n",
        "chrome_devtools_remote;reboot",
        "a b_devtools_remote",
        "x" * 200 + "_devtools_remote",
        "a\0_devtools_remote",
    ],
)
def test_other_sockets_may_not(name):
    with pytest.raises(NotPermitted):
        check_local(name)


@pytest.mark.parametrize(
    "service",
    [
        "",
        "shell:",
        "shell,v2,raw:",
        "shell,v2,pty:getprop",
        "shell,v2:getprop",
        "shell,v2,raw:reboot",
        "shell:getprop; reboot",
        "exec:getprop",
        "reboot:",
        "root:",
        "unroot:",
        "remount:",
        "sync:",
        "tcpip:5555",
        "usb:",
        "tcp:80",
        "jdwp:1",
        "track-jdwp",
        "reverse:forward:tcp:1;tcp:2",
        "localfilesystem:/dev/x",
        "localabstract:x",
        "local:chrome_devtools_remote",
        "dev:/dev/x",
        "framebuffer:",
        "abb_exec:package\0install",
        "backup:all",
        "restore:",
        "disable-verity:",
        "sink:1",
        "source:1",
    ],
)
def test_no_other_service_leaves(service):
    with pytest.raises(NotPermitted):
        check_service(service)


@pytest.mark.parametrize("opening", ["shell,v2,raw:", "shell:"])
def test_a_shell_service_carries_a_permitted_line(opening):
    check_service(opening + "getprop")


NONCE = "0123456789abcdef" * 2
joined = st.lists(st.sampled_from(PERMITTED), min_size=1, max_size=4).map(
    lambda lines: Script(NONCE, tuple(lines)).text
)


@given(st.lists(st.sampled_from(PERMITTED), min_size=1, max_size=40))
def test_permitted_lines_may_share_a_command(lines):
    together = tuple(lines[: how_many_fit(lines)])
    text = Script(NONCE, together).text
    assert tuple(permit.line for permit in check_script(text)) == together
    check_service(f"shell,v2,raw:{text}")
    check_service(f"shell:{text}")


@given(
    lines=st.lists(st.sampled_from(PERMITTED), max_size=3),
    refused=st.sampled_from([line for line in REFUSED if line and "\n" not in line]),
    data=st.data(),
)
def test_one_refused_line_refuses_the_whole_command(lines, refused, data):
    lines.insert(data.draw(st.integers(0, len(lines))), refused)
    with pytest.raises(NotPermitted):
        check_service(f"shell,v2,raw:{Script(NONCE, tuple(lines)).text}")


def test_a_script_has_a_longest_length():
    lines = ["dumpsys diskstats"] * 100
    fitting = tuple(lines[: how_many_fit(lines)])
    check_service(f"shell:{Script(NONCE, fitting).text}")
    with pytest.raises(NotPermitted, match=f"longer than {LONGEST_SCRIPT} bytes"):
        check_service(f"shell:{Script(NONCE, (*fitting, *lines[:1])).text}")


def test_a_script_is_not_a_line():
    text = Script(NONCE, ("getprop",)).text
    with pytest.raises(NotPermitted):
        check(text)
    assert check_script("getprop") is None


SMUGGLED = st.one_of(
    st.sampled_from(
        [
            "; reboot",
            "reboot; ",
            "&& reboot",
            "| sh",
            "$(reboot)",
            "`reboot`",
            "\nreboot\n",
            "'",
            '"',
            "'; reboot; '",
            ">/sdcard/x",
            "# ",
            "\\",
            "$N",
            "&",
            "; echo $N.1.$?; reboot",
        ]
    ),
    st.text(max_size=8),
)


def simple_commands(text):
    """Take a list of commands apart with Python's own shell grammar, not with ours."""
    lexer = shlex.shlex(text, posix=True, punctuation_chars=";&|<>()")
    lexer.whitespace_split = True
    lexer.commenters = ""
    commands = [[]]
    for token in lexer:
        if set(token) == {";"}:
            commands.append([])
        else:
            commands[-1].append(token)
    return commands


@given(text=joined, put=SMUGGLED, data=st.data())
def test_nothing_can_be_smuggled_into_a_script(text, put, data):
    at = data.draw(st.integers(0, len(text)))
    changed = text[:at] + put + text[at + data.draw(st.integers(0, 4)) :]
    try:
        check_service(f"shell,v2,raw:{changed}")
    except NotPermitted:
        return
    if "N=" not in changed:  # what was cut away left a permitted line
        check(changed)
        return
    nonce, *rest = simple_commands(changed)
    assert re.fullmatch("N=[0-9a-f]{32}", " ".join(nonce))
    assert len(rest) % 3 == 0
    for number, triple in enumerate(zip(*[iter(rest)] * 3, strict=True), start=1):
        line, out, err = triple
        assert out == ["echo", f"$N.{number}.$?"]
        assert err == ["echo", f"$N.{number}.$?", ">&", "2"]
        check(" ".join(word if word == "|" else quote(word) for word in line))


def test_the_notation_of_shapes():
    shape = Shape("a [ -t <n> ] { (x|y) } -n<n>")
    assert shape.matches(("a", "-n5"))
    assert shape.matches(("a", "-t", "60", "x", "y", "x", "-n5"))
    for words in [
        ("a",),
        ("a", "-t", "-n5"),
        ("a", "z", "-n5"),
        ("a", "-n5", "x"),
        ("a", "-n", "5"),
    ]:
        assert not shape.matches(words)


SOCKET = "localabstract:chrome_devtools_remote"
TO_BROWSERS = [
    f"{SOCKET} GET /json/version",
    f"{SOCKET} GET /json/list",
    "localabstract:Terrace_devtools_remote_1234 GET /json/list",
    "localabstract:id.contoh.peramban_devtools_remote GET /json/list",
    f"{SOCKET} Page.getNavigationHistory 12",
    f"{SOCKET} Page.getNavigationHistory 12 15 F2C2C5D83451553098348BDAC041C8F5",
    f"{SOCKET} Storage.getUsageAndQuota 12 https://situs.invalid",
    f"{SOCKET} Storage.getUsageAndQuota 12 https://m.situs.invalid https://xn--a-0.example",
]


@pytest.mark.parametrize("line", TO_BROWSERS)
def test_requests_a_browser_may_be_sent(line):
    assert check_browser_request(line).stages == (tuple(line.split(" ")),)
    check_question(question(line, Medium.DEVTOOLS))
    with pytest.raises(NotPermitted):
        check(line)


@pytest.mark.parametrize("number", range(len(BROWSER_REQUESTS)))
def test_every_request_is_reached_by_an_example(number):
    assert any(check_browser_request(one).entry is BROWSER_REQUESTS[number] for one in TO_BROWSERS)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "GET",
        "GET /",
        "GET /json",
        "GET /json/list?x",
        "GET /json/new?https://situs.invalid",
        "PUT /json/new",
        "GET /json/close/12",
        "GET /json/activate/12",
        "GET /json/protocol",
        "GET /json/list /json/version",
        "GET  /json/list",
        "GET\n/json/list",
        "GET /json/list\n",
        "GET /json/list HTTP/1.1\r\nX: y",
        "Page.getNavigationHistory",
        "Page.getNavigationHistory 12/../browser",
        "Page.getNavigationHistory 12?x",
        "Page.getNavigationHistory 12\n13",
        "Page.getNavigationHistory https://situs.invalid",
        "Page.navigate 12 https://situs.invalid",
        "Page.captureScreenshot 12",
        "Page.enable 12",
        "Runtime.evaluate 12 1",
        "Network.getCookies 12",
        "Network.getAllCookies 12",
        "Storage.getCookies 12",
        "Storage.clearDataForOrigin 12 https://situs.invalid",
        "Storage.getUsageAndQuota 12",
        "Storage.getUsageAndQuota https://situs.invalid",
        "Storage.getUsageAndQuota 12 situs.invalid",
        "Storage.getUsageAndQuota 12 https://situs.invalid/x",
        "Storage.getUsageAndQuota 12 https://Situs.invalid",
        'Storage.getUsageAndQuota 12 https://situs.invalid","x":"',
        "Target.createTarget 12",
        "Target.closeTarget 12",
        "Browser.close 12",
    ],
)
def test_nothing_else_may(words):
    with pytest.raises(NotPermitted):
        check_browser_request(f"{SOCKET} {words}" if words else SOCKET)


@pytest.mark.parametrize(
    "socket",
    [
        "chrome_devtools_remote",
        "localabstract:webview_devtools_remote_77",
        "localabstract:stetho_id.contoh_devtools_remote",
        "localabstract:jdwp-control",
        "tcp:9222",
        "localabstract:chrome_devtools_remote\nx_devtools_remote",
        "shell:reboot",
    ],
)
def test_only_sockets_of_browsers(socket):
    with pytest.raises(NotPermitted):
        check_browser_request(f"{socket} GET /json/list")


@given(st.text(max_size=80))
def test_any_request_at_all_is_permitted_or_refused(words):
    try:
        permit = check_browser_request(f"{SOCKET} {words}")
    except NotPermitted:
        return
    assert permit.entry.shape.matches(permit.stages[0])


def test_a_question_is_held_to_the_list_of_its_medium():
    check_question(question("getprop", Medium.SHELL))
    check_question(question("DUMP OF SERVICE package", Medium.SECTION))
    for line, medium in (("getprop", Medium.DEVTOOLS), (TO_BROWSERS[0], Medium.SHELL)):
        with pytest.raises(NotPermitted):
            check_question(question(line, medium))


def question(line, medium):
    return Question(source="x", topic="x", line=line, medium=medium)
