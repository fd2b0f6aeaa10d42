"""A real Chromium, headless, with pages of its own on loopback under any name."""

import contextlib
import json
import os
import signal
import ssl
import subprocess
import tempfile
import threading
import urllib.request
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.peers.conftest import need

_START_S = 60
_OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--no-proxy-server", "--ignore-certificate-errors", "--remote-debugging-port=0"),
)
STORES = "caches.open('x').then(c => c.put('/x', new Response('y'.repeat(9000))))"


class Page(BaseHTTPRequestHandler):
    """Every path of every host; ``/jalan?`` goes on to the address behind it, like a redirect."""

    def do_GET(self):
        path, _, onward = self.path.partition("?")
        if path == "/jalan":
            script = f"setTimeout(() => location.href = 'https://{onward}', 20)"
        else:
            script = f"{STORES}.then(() => document.title = 'Judul Rahasia {path}')"
        body = f"<title>sebentar</title><p>isi</p><script>{script}</script>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        """Say nothing."""


@contextlib.contextmanager
def pages(folder):
    """Serve ``Page`` over TLS; yield the port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(folder))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _certificate(folder):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "contoh")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = folder / "contoh.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


class Chromium:
    """One running browser; ``port`` is where its debugging interface listens."""

    def __init__(self, port):
        self.port = port

    def rows(self):
        """Return its target list, as anybody on this computer can read it."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/json/list") as answer:
            return json.load(answer)

    def tabs(self):
        """Return its tabs: id, address and title of each."""
        return {(r["id"], r["url"], r["title"]) for r in self.rows() if r["type"] == "page"}

    def open(self, url):
        """Open a tab, as the holder would; our own program cannot."""
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}/json/new?{url}", method="PUT")
        with urllib.request.urlopen(asked) as answer:
            answer.read()

    def wait_for(self, titles):
        """Wait until each of its tabs shows one of these titles."""
        wait = threading.Event()
        for _ in range(_START_S * 20):
            shown = [title for _, _, title in self.tabs()]
            if sorted(shown) == sorted(titles):
                return
            wait.wait(0.05)
        raise AssertionError(f"tabs show {shown}")


@contextlib.contextmanager
def chromium(*addresses):
    """A browser with one tab per address; all names of the internet lead to ``pages``."""
    program = need("chromium", "chromium")
    with (
        tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as folder,
        pages(Path(folder)) as port,
    ):
        process = subprocess.Popen(
            [
                program,
                *_OPTIONS,
                f"--user-data-dir={folder}/profile",
                f"--host-resolver-rules=MAP * 127.0.0.1:{port}",
                addresses[0],
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that its helpers end with it, and nobody else's
        )
        try:
            browser = Chromium(_port(process, Path(folder) / "profile" / "DevToolsActivePort"))
            for address in addresses[1:]:
                browser.open(address)
            yield browser
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _port(process, file):
    wait = threading.Event()
    for _ in range(_START_S * 20):
        assert process.poll() is None, "chromium ended at once"
        if file.exists() and "\n" in (text := file.read_text()):
            return int(text.splitlines()[0])
        wait.wait(0.05)
    raise AssertionError("chromium does not listen")
