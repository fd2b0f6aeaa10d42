import base64
import hashlib
import json
import re
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phone_audit.device import devtools
from phone_audit.device.devtools import browse
from phone_audit.device.shell import Ending
from phone_audit.errors import NotPermitted, ServiceRefused
from phone_audit.formats.devtools import read_messages
from phone_audit.simulator.android.browser import DevtoolsServer
from phone_audit.simulator.android.phone import RunningBrowser, Tab
from tests.device.browsers import BrowserLink, keeps_saying, says

SOCKET = "localabstract:chrome_devtools_remote"
VERSION = f"{SOCKET} GET /json/version"
LIST = f"{SOCKET} GET /json/list"
HISTORY = f"{SOCKET} Page.getNavigationHistory"
STORAGE = f"{SOCKET} Storage.getUsageAndQuota"
PATIENCE_S = 20.0
SOON_S = 0.2

BROWSER = RunningBrowser(
    package="com.android.chrome",
    tabs=(
        Tab(url="https://satu.invalid/a", title="Satu", before=("https://dua.invalid/b",)),
        Tab(url="https://tiga.invalid/", title="Tiga"),
        Tab(url="https://empat.invalid/", title="Empat", loaded=False),
    ),
    stored=(("https://satu.invalid", 4096),),
)


@pytest.fixture
def ask():
    """Put one line to a browser; every stream is closed after."""
    links = []

    def put(serve, line, timeout_s=PATIENCE_S, **options):
        links.append(BrowserLink(serve, **options))
        answer = browse(links[-1], line, timeout_s)
        assert all(stream.closed for stream in links[-1].streams)
        return answer

    yield put
    for link in links:
        link.close()


def http(body, *, status=200, headers=""):
    head = f"HTTP/1.1 {status} x\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return head.encode() + body


def told(answer):
    return {one.id: one.result for one in read_messages(answer.stdout)}


# HTTP


def test_a_target_list_is_the_body_as_it_came(ask):
    server = DevtoolsServer(BROWSER)
    answer = ask(server, LIST)
    assert [row["id"] for row in json.loads(answer.stdout)] == ["101", "102", "103"]
    assert (answer.exit_code, answer.stderr, answer.complete) == (0, b"", True)
    assert json.loads(ask(server, VERSION).stdout)["Android-Package"] == "com.android.chrome"
    assert server.heard == ["/json/list", "/json/version"]


def test_what_is_sent_is_one_get_to_localhost_without_origin(ask):
    heard = []

    def serve(connection):
        heard.append(connection.recv(65_536))
        connection.sendall(http(b"[]"))

    ask(serve, LIST)
    assert heard == [b"GET /json/list HTTP/1.1\r\nHost: localhost\r\n\r\n"]


@pytest.mark.parametrize("piece", [1, 7, 65_536])
@pytest.mark.parametrize(
    "said",
    [
        http(b"[1, 2]"),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n[1,\r\n3\r\n 2]\r\n0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\n[1, 2]",
        b"HTTP/1.1 100 Continue\r\n\r\n" + http(b"[1, 2]"),
    ],
    ids=["length", "chunked", "until-closed", "continue"],
)
def test_bodies_of_every_framing_in_pieces_of_every_size(ask, said, piece):
    answer = ask(says(said), LIST, piece=piece)
    assert (answer.stdout, answer.ending) == (b"[1, 2]", Ending.EXIT)


def test_a_body_that_ends_with_the_connection_is_whole_only_if_that_ended_in_order(ask):
    answer = ask(says(b"HTTP/1.0 200 OK\r\n\r\n[1, 2]"), LIST, cut=True)
    assert (answer.stdout, answer.ending) == (b"[1, 2]", Ending.GONE)


@pytest.mark.parametrize("status", [301, 302, 307, 403, 404, 500])
def test_another_status_is_the_exit_code_and_a_redirect_is_not_followed(ask, status):
    answer = ask(
        says(http(b"no", status=status, headers="Location: /json/new?http://x.invalid/\r\n")), LIST
    )
    assert (answer.stdout, answer.exit_code, answer.ending) == (b"no", status, Ending.EXIT)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\x00\xff\xfe" * 100,
        b"220 mail.invalid ESMTP\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[1]",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 101 x\r\nUpgrade: y\r\nConnection: Upgrade\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 10_000,
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000,
    ],
    ids=["nothing", "bytes", "mail", "length", "short", "chunk", "switch", "headers", "header"],
)
def test_what_is_no_http_is_never_complete(ask, said):
    answer = ask(says(said), LIST)
    assert answer.ending in {Ending.GARBLED, Ending.GONE}
    assert answer.exit_code is None


def test_an_endless_body_is_cut_at_the_limit(ask, monkeypatch):
    monkeypatch.setattr(devtools, "LARGEST_ANSWER", 100_000)
    for head in (b"HTTP/1.0 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n"):
        answer = ask(keeps_saying(head, b"[" * 50_000), LIST)
        assert (len(answer.stdout), answer.ending) == (100_000, Ending.TOO_LARGE)


@pytest.mark.parametrize(
    ("head", "part"),
    [
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 100),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    ],
    ids=["tiny chunks", "continue"],
)
def test_many_bytes_that_say_little_are_cut_too(ask, monkeypatch, head, part):
    monkeypatch.setattr(devtools, "LARGEST_ANSWER", 10_000)
    assert ask(keeps_saying(head, part), LIST).ending is Ending.TOO_LARGE


def test_a_browser_that_says_nothing_costs_the_time_limit_and_no_more(ask):
    def wait(connection):
        while connection.recv(65_536):
            pass

    answer = ask(wait, LIST, SOON_S)
    assert (answer.stdout, answer.ending) == (b"", Ending.TIME)


def test_nobody_listens(ask):
    for line in (LIST, f"{HISTORY} 1"):
        with pytest.raises(ServiceRefused):
            ask(None, line)


# Conversations


def test_the_back_and_forward_list_of_several_tabs(ask):
    server = DevtoolsServer(BROWSER)
    answer = ask(server, f"{HISTORY} 101 102")
    lists = {number: json.loads(result)["entries"] for number, result in told(answer).items()}
    assert [entry["url"] for entry in lists[1]] == [
        "https://dua.invalid/b",
        "https://satu.invalid/a",
    ]
    assert [entry["url"] for entry in lists[2]] == ["https://tiga.invalid/"]
    assert (answer.exit_code, answer.ending) == (0, Ending.EXIT)
    assert sorted(server.heard) == [
        "/devtools/page/101",
        "/devtools/page/102",
        '{"id":1,"method":"Page.getNavigationHistory"}',
        '{"id":2,"method":"Page.getNavigationHistory"}',
    ]


@pytest.mark.slow  # silence is waited for
def test_a_tab_that_is_not_loaded_costs_its_answer_and_not_those_of_others(ask):
    answer = ask(DevtoolsServer(BROWSER), f"{HISTORY} 103 101 102", 1.0)
    assert sorted(told(answer)) == [2, 3]
    assert (answer.exit_code, answer.ending) == (None, Ending.TIME)


def test_a_tab_that_was_closed_meanwhile(ask):
    answer = ask(DevtoolsServer(BROWSER), f"{HISTORY} 999 101")
    assert (list(told(answer)), answer.ending) == ([2], Ending.CUT)


def test_storage_of_several_sites_through_one_tab(ask):
    server = DevtoolsServer(BROWSER)
    answer = ask(server, f"{STORAGE} 102 https://satu.invalid https://dua.invalid")
    usage = [json.loads(result)["usage"] for result in told(answer).values()]
    assert usage == [4096, 0]
    assert server.heard[0] == "/devtools/page/102"
    assert len(server.heard) == 3


def test_an_error_of_the_browser_is_an_answer_without_result(ask):
    server = Scripted(b'{"id":1,"error":{"code":-32000,"message":"x"}}')
    answer = ask(server, f"{HISTORY} 1")
    assert told(answer) == {1: None}
    assert answer.complete


# A WebSocket server made by hand, so that it can do what no library would


def frame(payload, *, opcode=1, final=True, masked=False, length=None):
    first = (0x80 if final else 0) | opcode
    size = len(payload) if length is None else length
    mask = 0x80 if masked else 0
    if size < 126:
        head = struct.pack("!BB", first, mask | size)
    elif size < 65_536:
        head = struct.pack("!BBH", first, mask | 126, size)
    else:
        head = struct.pack("!BBQ", first, mask | 127, size)
    return head + (b"\0\0\0\0" if masked else b"") + payload


class Scripted:
    """Accepts a WebSocket, hears one message, sends fixed bytes, and waits for the end.

    ``heard`` holds the request and what followed.
    """

    def __init__(self, *messages, raw=b"", endless=b"", stays=True):
        self.heard = b""
        self._raw = b"".join(frame(one) for one in messages) + raw
        self._endless = endless
        self._stays = stays

    def __call__(self, connection):
        while b"\r\n\r\n" not in self.heard:
            self.heard += connection.recv(65_536)
        key = re.search(rb"sec-websocket-key: (\S+)", self.heard, re.IGNORECASE)[1]
        accept = base64.b64encode(
            hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()
        )
        connection.sendall(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
        )
        self.heard += connection.recv(65_536)
        connection.sendall(self._raw)
        while self._endless:
            connection.sendall(self._endless)
        while self._stays and (data := connection.recv(65_536)):
            self.heard += data


GOOD = b'{"id":1,"result":{"currentIndex":0,"entries":[]}}'


def test_the_handshake_names_localhost_and_no_origin(ask):
    server = Scripted(GOOD)
    ask(server, f"{HISTORY} 12")
    head = server.heard.partition(b"\r\n\r\n")[0].lower()
    assert head.startswith(b"get /devtools/page/12 http/1.1\r\n")
    assert b"\r\nhost: localhost\r\n" in head + b"\r\n"
    assert b"origin" not in head
    assert b"extensions" not in head


def test_one_question_and_a_goodbye_and_nothing_else_is_sent():
    server = Scripted(GOOD)
    link = BrowserLink(server)
    assert browse(link, f"{HISTORY} 12", PATIENCE_S).complete
    link.close()
    sent = [payload for _, payload in frames(server.heard.partition(b"\r\n\r\n")[2])]
    assert sent == [b'{"id":1,"method":"Page.getNavigationHistory"}', struct.pack("!H", 1000)]


def frames(data):
    """Yield opcode and payload of short masked frames."""
    while data:
        size = data[1] & 0x7F
        mask, payload = data[2:6], data[6 : 6 + size]
        yield data[0] & 15, bytes(one ^ mask[at % 4] for at, one in enumerate(payload))
        data = data[6 + size :]


@pytest.mark.parametrize("piece", [1, 3, 65_536])
def test_a_message_in_many_frames_with_others_between(ask, piece):
    raw = (
        frame(b'{"method":"Page.frameNavigated","params":{}}')
        + frame(GOOD[:5], final=False)
        + frame(b"ping", opcode=9)
        + frame(GOOD[5:20], opcode=0, final=False)
        + frame(b"", opcode=0, final=False)
        + frame(b"pong", opcode=10)
        + frame(GOOD[20:], opcode=0)
    )
    answer = ask(Scripted(raw=raw), f"{HISTORY} 12", piece=piece)
    assert answer.stdout == b"\x1e" + GOOD + b"\n"


def test_answers_to_questions_nobody_asked_are_left_out(ask):
    server = Scripted(
        b'{"id":7,"result":{}}', b'{"id":1,"result":{"a":1}}', b'{"id":1,"result":{}}'
    )
    assert told(ask(server, f"{HISTORY} 12")) == {1: b'{"a":1}'}


@pytest.mark.parametrize(
    "raw",
    [
        frame(b"no json"),
        frame(b"[1,2]"),
        frame(b'{"id":"1"}'),
        frame(b"[" * 100_000),
        frame(b"\xff\xfe"),
        frame(GOOD, opcode=2),
        frame(GOOD, masked=True),
        frame(GOOD, opcode=5),
        frame(GOOD, opcode=0),
        b"\xf1\x01x",
        frame(b"x" * 200, opcode=9),
        frame(struct.pack("!H", 1001), opcode=8),
        frame(b"\x00", opcode=8),
    ],
    ids=[
        *("text", "list", "id", "deep", "utf8", "binary", "masked", "opcode", "stray", "bits"),
        *("ping", "close", "closed"),
    ],
)
def test_what_is_no_answer_ends_the_conversation(ask, raw):
    answer = ask(Scripted(raw=raw, stays=False), f"{HISTORY} 12")
    assert (answer.stdout, answer.complete) == (b"", False)
    assert answer.ending in {Ending.GARBLED, Ending.CUT}


def test_a_frame_of_any_claimed_length_reserves_nothing(ask):
    huge = Scripted(raw=frame(b"[", length=1 << 62))
    assert ask(huge, f"{HISTORY} 12", SOON_S).ending is Ending.TIME


@pytest.mark.parametrize(
    "endless",
    [
        frame(b"x" * 9_000, opcode=0, final=False),
        frame(b"", opcode=0, final=False) * 5_000,
        frame(b'{"method":"x"}') * 1_000,
        frame(b"", opcode=9) * 1_000,
    ],
    ids=["long", "empty", "events", "pings"],
)
def test_a_conversation_without_end_is_cut(ask, monkeypatch, endless):
    monkeypatch.setattr(devtools, "LARGEST_TALK", 100_000)
    server = Scripted(
        raw=frame(b"[", final=False) if endless[0] & 15 == 0 else b"", endless=endless
    )
    assert ask(server, f"{HISTORY} 12").ending is Ending.CUT


@pytest.mark.parametrize("status", [200, 302, 403, 404, 500])
def test_a_refused_handshake(ask, status):
    answer = ask(says(http(b"no", status=status)), f"{HISTORY} 12")
    assert (answer.stdout, answer.ending) == (b"", Ending.CUT)


@pytest.mark.parametrize("said", [b"", b"\xff" * 50, b"HTTP/1.1 101 x\r\n\r\n"])
def test_a_handshake_that_is_none(ask, said):
    answer = ask(says(said), f"{HISTORY} 12")
    assert (answer.stdout, answer.complete) == (b"", False)


def test_a_phone_that_goes_ends_every_conversation(ask):
    answer = ask(says(b""), f"{HISTORY} 12 13", cut=True)
    assert answer.ending is Ending.GONE


@settings(max_examples=60)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_at_all_end_in_an_answer(said, to_tab):
    link = BrowserLink(Scripted(raw=said, stays=False) if to_tab else says(said))
    try:
        answer = browse(link, f"{HISTORY} 12" if to_tab else LIST, PATIENCE_S)
    finally:
        link.close()
    assert answer.ending in Ending


# What is never sent


@pytest.mark.parametrize(
    "line",
    [
        f"{SOCKET} GET /json/new?https://x.invalid",
        f"{SOCKET} GET /json/close/12",
        f"{SOCKET} Runtime.evaluate 12",
        "localabstract:jdwp-control GET /json/list",
    ],
)
def test_nothing_is_opened_for_what_is_not_permitted(line):
    link = BrowserLink(DevtoolsServer(BROWSER))
    with pytest.raises(NotPermitted):
        browse(link, line, PATIENCE_S)
    assert link.opened == []
