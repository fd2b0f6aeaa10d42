"""A running browser's debugging socket: HTTP and WebSocket over one stream of the phone."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from phone_audit.device.allowed import check_browser_request
from phone_audit.device.link import Link, Stream
from phone_audit.device.shell import OPEN_S, Answer, Ending
from phone_audit.errors import DeviceError, LinkTimeout, ServiceRefused, Unplugged
from phone_audit.formats.devtools import BETWEEN, HISTORY, id_of, message

if TYPE_CHECKING:
    from h11 import Connection

LARGEST_ANSWER = 8 * 1024 * 1024
"""Bytes of one answer; a list of a thousand tabs has about half a MiB."""

LARGEST_TALK = 2 * 1024 * 1024
"""Bytes one tab may say in a conversation; fifty long addresses have 100 KiB."""

_HOST = "localhost"  # any other name makes the browser refuse
_MOST_EVENTS = 10_000  # of one conversation: thousands of packets, or a server that plays
_SLICE = 16 * 1024  # bytes a parser is given at a time
_TURN_S = 0.1  # how long one silent tab is listened to before the next
_OK = 200


def browse(link: Link, line: str, timeout_s: float) -> Answer:
    """Put one permitted request to a running browser and return what it says.

    ``line`` names the socket and the request::

        localabstract:chrome_devtools_remote GET /json/list
        localabstract:chrome_devtools_remote Page.getNavigationHistory 12 15 16
        localabstract:chrome_devtools_remote Storage.getUsageAndQuota 12 https://situs.invalid

    The first is plain HTTP; stdout is the body, the exit code 0 for status 200 and
    otherwise the status. The others are conversations over a WebSocket, one per tab
    and all at the same time, because a tab that is not loaded never answers. stdout
    is then every answer in the order of the questions, as ``formats.devtools`` reads
    them; without an answer to each question the whole is incomplete. Nothing else is
    ever sent, no address of the answer is followed, and no tab is opened, shown or
    closed.

    Read from: Chromium ``content/browser/devtools/devtools_http_handler.cc`` (Host must
    be localhost or an address; any Origin is refused since 111), RFC 9112, RFC 6455.

    Raises:
        NotPermitted: the line is not one of these.
        ServiceRefused, LinkTimeout, Unplugged: the socket could not even be opened.
    """
    service, verb, *rest = check_browser_request(line).stages[0]
    deadline = time.monotonic() + timeout_s
    if verb == "GET":
        stream = link.open(service, min(OPEN_S, timeout_s))
        try:
            return _Download(stream, deadline).get(rest[0])
        finally:
            stream.close()
    return _converse(link, service, _questions(verb, rest), deadline)


def _questions(method: str, words: Sequence[str]) -> dict[str, dict[int, bytes]]:
    """Return the messages for each tab, numbered through the whole conversation from 1."""
    if method == HISTORY:
        return {
            target: {number: message(number, method)}
            for number, target in enumerate(dict.fromkeys(words), start=1)
        }
    target, *sites = words
    return {
        target: {
            number: message(number, method, origin=site)
            for number, site in enumerate(dict.fromkeys(sites), start=1)
        }
    }


class _Download:
    """One GET, read to its end, its limit or its time."""

    def __init__(self, stream: Stream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline
        self._body = bytearray()
        self._status = 0

    def get(self, path: str) -> Answer:
        """Ask for ``path`` and return the answer, however it ended."""
        import h11

        http = h11.Connection(h11.CLIENT)
        asked = http.send(h11.Request(method="GET", target=path, headers=[("Host", _HOST)]))
        asked = (asked or b"") + (http.send(h11.EndOfMessage()) or b"")
        try:
            self._stream.write(asked, self._left())
            return self._answer(self._events(http))
        except h11.RemoteProtocolError:
            return self._answer(Ending.GARBLED)
        except LinkTimeout:
            return self._answer(Ending.TIME)
        except Unplugged:
            return self._answer(Ending.GONE)

    def _events(self, http: "Connection") -> Ending:
        import h11

        received = 0
        while True:
            left = self._left()
            if left <= 0:
                return Ending.TIME
            event = http.next_event()
            if event is h11.NEED_DATA:
                data = self._stream.read(left)
                received += len(data)
                if received > 2 * LARGEST_ANSWER:  # chunks of one byte, headers without end
                    return Ending.TOO_LARGE
                if not data and not self._stream.ended_in_order:
                    return Ending.GONE
                http.receive_data(data)
            elif isinstance(event, h11.Response):
                self._status = event.status_code
            elif isinstance(event, h11.Data):
                room = LARGEST_ANSWER - len(self._body)
                self._body += event.data[:room]
                if len(event.data) > room:
                    return Ending.TOO_LARGE
            elif isinstance(event, h11.EndOfMessage):
                return Ending.EXIT
            elif not isinstance(event, h11.InformationalResponse):
                return Ending.GARBLED  # the connection was switched, or closed with nothing said

    def _answer(self, ending: Ending) -> Answer:
        code = 0 if self._status == _OK else self._status
        return Answer(
            stdout=bytes(self._body),
            stderr=b"",
            exit_code=code if ending is Ending.EXIT else None,
            ending=ending,
        )

    def _left(self) -> float:
        return self._deadline - time.monotonic()


def _converse(
    link: Link, service: str, asked: Mapping[str, Mapping[int, bytes]], deadline: float
) -> Answer:
    """Talk to several tabs at the same time until each has answered or the time is over."""
    conversations: list[_Conversation] = []
    try:
        for target, messages in asked.items():
            try:
                stream = link.open(service, max(0.001, min(OPEN_S, deadline - time.monotonic())))
            except ServiceRefused:
                if not conversations:
                    raise
                break  # the browser was closed meanwhile
            conversations.append(_Conversation(stream, target, messages))
        _take_turns(conversations, lambda: deadline - time.monotonic())
    finally:
        for one in conversations:
            one.close()
    return _joined(conversations, sum(map(len, asked.values())))


def _take_turns(conversations: "Iterable[_Conversation]", left: Callable[[], float]) -> None:
    waiting = list(conversations)
    while waiting and left() > 0:
        for one in waiting:
            one.advance(max(0.001, min(_TURN_S, left())), left)
            if one.ending is Ending.GONE:
                return
        waiting = [one for one in waiting if one.ending is None]


def _joined(conversations: "Sequence[_Conversation]", wanted: int) -> Answer:
    answers = {number: text for one in conversations for number, text in one.answers.items()}
    endings = {one.ending or Ending.TIME for one in conversations}
    if len(answers) == wanted:
        ending = Ending.EXIT
    else:
        worst = (Ending.GONE, Ending.TIME, Ending.GARBLED, Ending.CUT)
        ending = next((one for one in worst if one in endings), Ending.CUT)
    return Answer(
        stdout=b"".join(BETWEEN + answers[number] + b"\n" for number in sorted(answers)),
        stderr=b"",
        exit_code=0 if ending is Ending.EXIT else None,
        ending=ending,
    )


class _Conversation:
    """The WebSocket of one tab: a handshake, our messages, the answers to them.

    ``ending`` is ``None`` while there is something to wait for.
    """

    def __init__(self, stream: Stream, target: str, messages: Mapping[int, bytes]) -> None:
        from wsproto import ConnectionType, WSConnection
        from wsproto.events import Request

        self.answers: dict[int, bytes] = {}
        self.ending: Ending | None = None
        self._stream = stream
        self._messages = dict(messages)
        self._socket = WSConnection(ConnectionType.CLIENT)
        self._unsent = self._socket.send(Request(host=_HOST, target=f"/devtools/page/{target}"))
        self._text: list[str] = []
        self._received = 0
        self._events = 0

    def advance(self, timeout_s: float, left: Callable[[], float]) -> None:
        """Send what is due, and take in what comes within ``timeout_s``."""
        from wsproto.utilities import LocalProtocolError, RemoteProtocolError

        try:
            self._send(left())
            data = self._stream.read(timeout_s)
        except LinkTimeout:
            return  # a tab that is not loaded says nothing; others may
        except Unplugged:
            self.ending = Ending.GONE
            return
        if not data:
            self.ending = Ending.CUT if self._stream.ended_in_order else Ending.GONE
            return
        self._received += len(data)
        try:
            for start in range(0, len(data), _SLICE):
                self._socket.receive_data(data[start : start + _SLICE])
                self._take_events()
                if self.ending is not None or left() <= 0:
                    return
        except (RemoteProtocolError, LocalProtocolError):
            self.ending = Ending.GARBLED

    def close(self) -> None:
        """Say goodbye if there is somebody to say it to, and let go of the stream."""
        from wsproto.events import CloseConnection
        from wsproto.utilities import LocalProtocolError

        if self.ending is Ending.EXIT:
            with suppress(DeviceError, LocalProtocolError):  # it is over either way
                self._stream.write(self._socket.send(CloseConnection(code=1000)), _TURN_S)
        self._stream.close()

    def _send(self, timeout_s: float) -> None:
        data, self._unsent = self._unsent, b""
        if data:
            self._stream.write(data, max(0.001, timeout_s))

    def _take_events(self) -> None:
        from wsproto import events

        for event in self._socket.events():
            self._events += 1
            if self._events > _MOST_EVENTS or self._received > LARGEST_TALK:
                self.ending = Ending.CUT
            elif isinstance(event, events.AcceptConnection):
                self._unsent += b"".join(
                    self._socket.send(events.TextMessage(data=one.decode()))
                    for one in self._messages.values()
                )
            elif isinstance(event, events.TextMessage):
                self._take_text(event.data, finished=event.message_finished)
            elif isinstance(event, events.Ping):
                self._unsent += self._socket.send(event.response())
            elif not isinstance(event, events.Pong):
                # Refused (the tab was closed meanwhile), closed, or bytes nobody asked for.
                self.ending = Ending.CUT
            if self.ending is not None:
                return

    def _take_text(self, text: str, *, finished: bool) -> None:
        self._text.append(text)
        if not finished:
            return
        data = "".join(self._text).encode()
        self._text.clear()
        try:
            number = id_of(data)
        except ValueError:
            self.ending = Ending.GARBLED
            return
        if number in self._messages and number not in self.answers:
            self.answers[number] = data
            if len(self.answers) == len(self._messages):
                self.ending = Ending.EXIT
