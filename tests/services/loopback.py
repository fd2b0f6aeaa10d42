"""A time-stamp service on this computer, for as long as a test needs it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from asn1crypto import tsp

from tests.reporting.credentials import time_stamper

Answer = Callable[[bytes], tuple[int, str, bytes]]


def stamped(query: bytes) -> tuple[int, str, bytes]:
    """Answer as a service does."""
    response = time_stamper().request_tsa_response(tsp.TimeStampReq.load(query))
    return 200, "application/timestamp-reply", response.dump()


@contextmanager
def served(answer: Answer = stamped) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """Serve on loopback; give the address, and what was asked (media type, body)."""
    asked: list[tuple[str, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.headers["Content-Type"], body))
            status, media, data = answer(body)
            self.send_response(status)
            self.send_header("Content-Type", media)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/tsa?x=1", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
