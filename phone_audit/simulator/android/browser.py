"""A running browser of an invented phone: its debugging socket, answered from a description."""

import contextlib
import json
import socket
from collections.abc import Iterable, Iterator

from phone_audit.simulator.android.phone import Phone, RunningBrowser, Tab
from phone_audit.simulator.handset import LocalSocket

_HEADER = "Num       RefCount Protocol Flags    Type St Inode Path\n"
_SYSTEM_SOCKETS = ("/dev/socket/logdw", "/dev/socket/property_service", "@jdwp-control")
_NO_TARGET = b"No such target id: "
_READ = 65_536


def net_unix(phone: Phone) -> bytes:
    """Return ``/proc/net/unix``: some sockets of the system, and those of running browsers.

    Format::

        Num       RefCount Protocol Flags    Type St Inode Path
        0000000000000000: 00000002 00000000 00010000 0001 01 4869806 @chrome_devtools_remote

    Read from: Linux ``net/unix/af_unix.c unix_seq_show`` (4.9 to 6.1).
    """
    names = (*_SYSTEM_SOCKETS, *(f"@{browser.socket}" for browser in phone.running))
    lines = (
        f"0000000000000000: 00000002 00000000 00010000 0001 01 {4_869_800 + number} {name}\n"
        for number, name in enumerate(names)
    )
    return (_HEADER + "".join(lines)).encode()


def local_sockets(phone: Phone) -> dict[str, LocalSocket]:
    """Return who stands behind each abstract socket of the phone's running browsers."""
    return {browser.socket: DevtoolsServer(browser) for browser in phone.running}


class DevtoolsServer:
    """Serves one connection of a browser's debugging socket at a time, as often as called.

    A tab that is not loaded accepts a WebSocket and never says a word, as on a phone.
    ``heard`` collects every message and path it was sent.

    Read from: Chromium ``content/browser/devtools/devtools_http_handler.cc``,
    ``chrome/browser/android/devtools_manager_delegate_android.cc`` (TabProxyDelegate).
    """

    def __init__(self, browser: RunningBrowser) -> None:
        self.heard: list[str] = []
        self._browser = browser

    def __call__(self, connection: socket.socket) -> None:
        """Answer one connection until its end."""
        with contextlib.suppress(OSError):  # whoever asked has gone
            self._serve(connection)

    def _serve(self, connection: socket.socket) -> None:
        asked = b""
        while b"\r\n\r\n" not in asked:
            data = connection.recv(_READ)
            if not data:
                return
            asked += data
        head = asked.split(b"\r\n\r\n")[0].decode("ascii", "replace").split("\r\n")
        path = head[0].split(" ")[1]
        names = {line.partition(":")[0].lower(): line.partition(":")[2].strip() for line in head}
        self.heard.append(path)
        if names.get("host") != "localhost" or "origin" in names:
            connection.sendall(_http(500 if "origin" not in names else 403, b"no"))
        elif path.startswith("/devtools/page/"):
            self._talk(connection, asked, path.rpartition("/")[2])
        elif path in {"/json/list", "/json/version"}:
            connection.sendall(_http(200, self._document(path)))
        else:
            connection.sendall(_http(404, b"Unknown command"))

    def _document(self, path: str) -> bytes:
        if path == "/json/version":
            told: object = {
                "Android-Package": self._browser.package,
                "Browser": "Chrome/140.0.0.0",
                "Protocol-Version": "1.3",
                "webSocketDebuggerUrl": "ws://localhost/devtools/browser",
            }
        else:
            told = [_row(number, tab) for number, tab in _numbered(self._browser.tabs)]
        return json.dumps(told, indent=3).encode()

    def _talk(self, connection: socket.socket, handshake: bytes, target: str) -> None:
        from wsproto import ConnectionType, WSConnection, events

        tab = dict(_numbered(self._browser.tabs)).get(target)
        if tab is None:
            connection.sendall(_http(500, _NO_TARGET + target.encode()))
            return
        web = WSConnection(ConnectionType.SERVER)
        web.receive_data(handshake)
        while True:
            for event in web.events():
                match event:
                    case events.Request():
                        connection.sendall(web.send(events.AcceptConnection()))
                    case events.TextMessage():
                        self.heard.append(event.data)
                        if tab.loaded:
                            answer = self._answer(tab, json.loads(event.data))
                            connection.sendall(web.send(events.TextMessage(data=answer)))
                    case events.CloseConnection():
                        return
                    case _:
                        pass
            data = connection.recv(_READ)
            if not data:
                return
            web.receive_data(data)

    def _answer(self, tab: Tab, question: dict[str, object]) -> str:
        result: object
        match question:
            case {"method": "Page.getNavigationHistory"}:
                result = _history(tab)
            case {"method": "Storage.getUsageAndQuota", "params": {"origin": origin}}:
                stored = dict(self._browser.stored).get(str(origin), 0)
                result = {"usage": stored, "quota": 61_203_283_968, "usageBreakdown": []}
            case _:
                error = {"code": -32601, "message": "the method was not found"}
                return json.dumps({"id": question.get("id"), "error": error})
        return json.dumps({"id": question["id"], "result": result}, separators=(",", ":"))


def _numbered(tabs: Iterable[Tab]) -> Iterator[tuple[str, Tab]]:
    return ((str(number), tab) for number, tab in enumerate(tabs, start=101))


def _row(target: str, tab: Tab) -> dict[str, str]:
    return {
        "description": "",
        "id": target,
        "title": tab.title,
        "type": "page",
        "url": tab.url,
        "webSocketDebuggerUrl": f"ws://localhost/devtools/page/{target}",
    }


def _history(tab: Tab) -> dict[str, object]:
    addresses = (*tab.before, tab.url)
    entries = [
        {
            "id": number,
            "url": url,
            "userTypedURL": url,
            "title": tab.title,
            "transitionType": "link",
        }
        for number, url in enumerate(addresses)
    ]
    return {"currentIndex": len(entries) - 1, "entries": entries}


def _http(status: int, body: bytes) -> bytes:
    kind = b"application/json; charset=UTF-8" if status == 200 else b"text/html"
    return b"HTTP/1.1 %d Said\r\nContent-Length: %d\r\nContent-Type: %s\r\n\r\n%s" % (
        status,
        len(body),
        kind,
        body,
    )
