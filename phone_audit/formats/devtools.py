"""What browsers say on their debugging sockets: which there are, tabs, histories, storage."""

import re
from collections.abc import Iterator
from typing import TypeVar

import msgspec

from phone_audit.formats.pm import is_package_name
from phone_audit.model.record import Record, canonical_json, decoder_of

T = TypeVar("T")

SERVICE = "localabstract:"
"""What a phone's abstract sockets are called as services of ADB."""

TARGET_LIST, VERSION = "/json/list", "/json/version"
HISTORY, STORAGE = "Page.getNavigationHistory", "Storage.getUsageAndQuota"
BETWEEN = b"\x1e"
"""What begins each message of a conversation that is kept as one answer (RFC 7464)."""

_HEADER = re.compile(r"Num +RefCount +Protocol +Flags +Type +St +Inode +Path\s*")
_SOCKET = re.compile(
    r"[0-9A-Fa-f]{1,16}: [0-9A-Fa-f]{8} [0-9A-Fa-f]{8} (?P<flags>[0-9A-Fa-f]{8}) "
    r"[0-9A-Fa-f]{4} [0-9A-Fa-f]{2} +\d{1,12} @(?P<name>[!-~]{1,107})\s*"
)
_LISTENING = 0x10000
_BROWSERS = re.compile(r"(?!webview_|stetho_)[!-~]{0,80}devtools_remote(?:_[0-9]{1,10})?")
_TARGET = re.compile(r"[0-9A-Za-z_-]{1,64}")
_LONGEST_LINE = 400  # characters


class Sockets(Record):
    """The debugging sockets of running browsers, each once.

    ``answered`` says that the table of sockets was read at all; ``unread`` counts lines
    of a form nobody knows.
    """

    names: tuple[str, ...] = ()
    answered: bool = False
    unread: int = 0


class Page(Record):
    """One tab: the id it is asked by, and the address it shows."""

    target: str
    url: str


class Pages(Record):
    """The tabs of one browser; ``unread`` counts entries that are not understood."""

    pages: tuple[Page, ...] = ()
    unread: int = 0


class Message(Record):
    """One answer of a conversation; ``result`` is ``None`` where the browser told an error."""

    id: int
    result: bytes | None


def read_sockets(text: str) -> Sockets:
    """Read the lines of ``/proc/net/unix`` that name a debugging socket.

    Format::

        Num       RefCount Protocol Flags    Type St Inode Path
        0000000000000000: 00000002 00000000 00010000 0001 01 4869806 @chrome_devtools_remote

    ``@`` stands for the abstract name space, the flag 00010000 for a socket that
    listens; lines without it are ends of a connection. A second process of a browser
    adds its number (``chrome_devtools_remote_1234``). Sockets of apps that show pages
    of their own (``webview_devtools_remote_77``, ``stetho_...``) belong to no browser.

    Read from: Linux ``net/unix/af_unix.c unix_seq_show`` (4.4 to 6.6); Chromium
    ``chrome/browser/android/devtools_server.cc``.
    """
    names: dict[str, None] = {}
    answered = False
    unread = 0
    for line in text.splitlines():
        if not line.strip():
            continue
        if _HEADER.fullmatch(line):
            answered = True
            continue
        found = _SOCKET.fullmatch(line) if len(line) <= _LONGEST_LINE else None
        if found is None:
            unread += 1
        elif int(found["flags"], 16) & _LISTENING and _BROWSERS.fullmatch(found["name"]):
            names[found["name"]] = None
    return Sockets(names=tuple(names), answered=answered or bool(names), unread=unread)


class _Version(msgspec.Struct):
    package: str | None = msgspec.field(default=None, name="Android-Package")


def read_version(data: bytes) -> str | None:
    """Return the package of the browser, ``""`` if it does not tell one.

    Format: ``{"Android-Package": "com.android.chrome", "Browser": "Chrome/140.0", ...}``.
    ``None``: the answer is not understood.

    Read from: Chromium ``content/browser/devtools/devtools_http_handler.cc``
    ``OnJsonRequest``, 59-156.
    """
    version = _decoded(data, _Version)
    if version is None:
        return None
    package = version.package or ""
    return package if is_package_name(package) else ""


class _Row(msgspec.Struct):
    id: str
    type: str
    url: str


def read_pages(data: bytes) -> Pages | None:
    """Return the tabs of a target list; ``None``: it is no list at all.

    Format::

        [ { "id": "12", "type": "page", "title": "...", "url": "https://situs.invalid/x",
            "webSocketDebuggerUrl": "ws://localhost/devtools/page/12" } ]

    Only entries of type ``page`` are tabs; workers, frames and the browser's own
    surfaces (``browser_ui``) are passed over. On Android every tab is listed, those
    that are not loaded and private ones too, unmarked.

    Read from: Chromium ``devtools_http_handler.cc SerializeDescriptor``,
    ``devtools_manager_delegate_android.cc RemoteDebuggingTargets``, 59-156.
    """
    rows = _decoded(data, list[msgspec.Raw])
    if rows is None:
        return None
    pages: list[Page] = []
    unread = 0
    for raw in rows:
        row = _decoded(bytes(raw), _Row)
        if row is None or (row.type == "page" and _TARGET.fullmatch(row.id) is None):
            unread += 1
        elif row.type == "page":
            pages.append(Page(target=row.id, url=row.url))
    return Pages(pages=tuple(pages), unread=unread)


_NO_RESULT = msgspec.Raw(b"")


class _Message(msgspec.Struct):
    id: int
    result: msgspec.Raw = _NO_RESULT


def message(number: int, method: str, **parameters: str) -> bytes:
    """Return one question of a conversation, ``{"id":1,"method":"Page.getNavigationHistory"}``."""
    question: dict[str, object] = {"id": number, "method": method}
    if parameters:
        question["params"] = parameters
    return canonical_json(question)


def id_of(data: bytes) -> int | None:
    """Return which question a message answers; ``None`` for an event nobody asked for.

    Raises:
        ValueError: it is no message at all.
    """
    try:
        return decoder_of(_AnyMessage).decode(data).id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError("not a DevTools message") from error


class _AnyMessage(msgspec.Struct):
    id: int | None = None


def read_messages(data: bytes) -> Iterator[Message | None]:
    """Yield the messages of a conversation kept as one answer, ``None`` for one not understood.

    Format (RFC 7464), each after U+001E, which no JSON text holds::

        ␞{"id":1,"result":{"currentIndex":0,"entries":[...]}}
        ␞{"id":2,"error":{"code":-32000,"message":"..."}}

    ``id`` is the number of the question within the conversation, from 1.
    """
    first, *messages = data.split(BETWEEN)
    if first.strip():
        yield None
    for raw in messages:
        answer = _decoded(raw, _Message)
        if answer is None:
            yield None
        else:
            yield Message(id=answer.id, result=bytes(answer.result) or None)


class _Entry(msgspec.Struct):
    url: str


class _History(msgspec.Struct):
    entries: list[_Entry]


def read_history(data: bytes) -> tuple[str, ...] | None:
    """Return the addresses of a tab's back and forward list; ``None``: not understood.

    Format: ``{"currentIndex":1,"entries":[{"id":3,"url":"https://situs.invalid/x",
    "userTypedURL":"...","title":"...","transitionType":"link"}]}``, at most 50, no times.

    Read from: Chromium ``content/browser/devtools/protocol/page_handler.cc``
    ``GetNavigationHistory``, 59-156.
    """
    history = _decoded(data, _History)
    return None if history is None else tuple(entry.url for entry in history.entries)


class _Usage(msgspec.Struct):
    usage: float


def read_usage(data: bytes) -> int | None:
    """Return how many bytes a site stores; ``None``: not understood.

    Format: ``{"usage":16384,"quota":61203283968,"overrideActive":false,
    "usageBreakdown":[{"storageType":"service_workers","usage":16384}]}``. Cookies and
    local storage are not counted.

    Read from: Chromium ``protocol/storage_handler.cc GetUsageAndQuota``, 59-156, which
    asks the quota manager and makes no bucket for a site that has none.
    """
    usage = _decoded(data, _Usage)
    if usage is None or not 0 <= usage.usage < 1e18:
        return None
    return int(usage.usage)


def _decoded(data: bytes, kind: type[T]) -> T | None:
    try:
        return decoder_of(kind).decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
