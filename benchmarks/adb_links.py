"""Our links beside adb-shell, pure-python-adb and the adb program, on the same phones in one run.

    python benchmarks/adb_links.py

Needs what tests/peers needs: AOSP's adbd (built once into .cache/adbd, or named by
PHONE_AUDIT_ADBD_IMAGE) and the Debian package adb. Read the ratios, not the times: they
are against our direct link, and below 1 means faster than ours.
"""

import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from adb_shell.adb_device import AdbDeviceTcp

from phone_audit.device.direct import Authorisation, open_tcp
from phone_audit.device.link import Link
from phone_audit.device.server import AdbServer
from phone_audit.device.shell import shell
from phone_audit.errors import ServiceRefused
from tests.peers.conftest import RealPhone, RealPhones, RealServer, find_image, need

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)
    from ppadb.client import Client

BIG = 20_000_000
SMALL_RUNS = 100
PHONES = 8
REFUSED = "localabstract:nothing"
LIMIT_S = 60.0
REFUSAL_LIMIT_S = 3.0  # what a client that misses a refusal is given to wait

Answers = Callable[[RealPhone], Callable[[str], bytes]]


def ours_direct(phone: RealPhone) -> Link:
    return open_tcp("127.0.0.1", phone.port, Authorisation(keys=tuple))


def ours_server(server: RealServer) -> Callable[[RealPhone], Link]:
    known = AdbServer(port=server.port)

    def link(phone: RealPhone) -> Link:
        return known.link(next(one for one in known.devices() if one.serial == phone.address))

    return link


def through(link: Link) -> Callable[[str], bytes]:
    return lambda line: shell(link, line, LIMIT_S).stdout


def adb_shell_device(phone: RealPhone) -> AdbDeviceTcp:
    device = AdbDeviceTcp("127.0.0.1", phone.port, default_transport_timeout_s=LIMIT_S)
    device.connect()
    return device


def clients(server: RealServer) -> dict[str, Answers]:
    """Return every client by name: given a phone, a function from a line to its output."""
    connect = ours_server(server)
    library = Client("127.0.0.1", server.port)

    def adb_shell(phone: RealPhone) -> Callable[[str], bytes]:
        device = adb_shell_device(phone)
        return lambda line: device.shell(
            line, decode=False, read_timeout_s=LIMIT_S, transport_timeout_s=LIMIT_S
        )

    def ppadb(phone: RealPhone) -> Callable[[str], bytes]:
        device = library.device(phone.address)

        def ask(line: str) -> bytes:
            connection = device.create_connection()
            with connection:
                connection.send(f"shell:{line}")
                return bytes(connection.read_all())

        return ask

    def program(phone: RealPhone) -> Callable[[str], bytes]:
        return lambda line: server.run("-s", phone.address, "shell", line)

    return {
        "ours, direct": lambda phone: through(ours_direct(phone)),
        "ours, server": lambda phone: through(connect(phone)),
        "adb-shell": adb_shell,
        "pure-python-adb": ppadb,
        "adb program": program,
    }


def refusals(server: RealServer) -> dict[str, Callable[[RealPhone], Callable[[], object]]]:
    """Return how each client opens a service that the phone refuses."""
    connect = ours_server(server)
    library = Client("127.0.0.1", server.port)

    def refused(link: Link) -> None:
        try:
            link.open(REFUSED, REFUSAL_LIMIT_S)
        except ServiceRefused:
            return
        raise AssertionError("not refused")

    def adb_shell(phone: RealPhone) -> Callable[[], object]:
        device = adb_shell_device(phone)

        def ask() -> None:
            try:
                # No public call opens a service by name.
                device._service(
                    b"localabstract",
                    b"nothing",
                    transport_timeout_s=REFUSAL_LIMIT_S,
                    read_timeout_s=REFUSAL_LIMIT_S,
                )
            except Exception as error:  # noqa: BLE001 - it has several for the same thing
                print(f"    adb-shell says {type(error).__name__}")

        return ask

    def ppadb(phone: RealPhone) -> Callable[[], object]:
        device = library.device(phone.address)

        def ask() -> None:
            connection = device.create_connection()
            try:
                connection.send(REFUSED)
            except RuntimeError:
                pass
            finally:
                connection.close()

        return ask

    return {
        "ours, direct": lambda phone: partial(refused, ours_direct(phone)),
        "ours, server": lambda phone: partial(refused, connect(phone)),
        "adb-shell": adb_shell,
        "pure-python-adb": ppadb,
    }


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def all_at_once(pool: ThreadPoolExecutor, asks: list[Callable[[str], bytes]]) -> None:
    for done in [pool.submit(ask, "sleep 1") for ask in asks]:
        done.result()


def table(title: str, times: dict[str, float]) -> None:
    """Print each client's time and its ratio to our direct link."""
    print(f"\n{title}")
    base = times["ours, direct"]
    for name, value in times.items():
        print(f"  {name:18} {value * 1000:10.2f} ms   {value / base:8.2f}")


@contextmanager
def peers() -> Iterator[tuple[RealPhones, RealServer]]:
    phones = RealPhones(find_image())
    with tempfile.TemporaryDirectory() as home:
        server = CapturingServer(need("adb", "adb"), Path(home))
        try:
            yield phones, server
        finally:
            server.stop()
            phones.stop()


class CapturingServer(RealServer):
    """A server whose program's output is taken as bytes."""

    def run(self, *words: str) -> bytes:
        return subprocess.run(
            [self._adb, "-L", f"tcp:localhost:{self.port}", *words],
            env=self._environment,
            capture_output=True,
            check=True,
            timeout=LIMIT_S,
        ).stdout


def main() -> None:
    with peers() as (phones, server):
        captures = {"dumpsys_role.out": b"0123456789abcdef" * (BIG // 16)}
        desk = [phones.start(f"ponsel{number}", captures) for number in range(PHONES)]
        for phone in desk:
            server.connect(phone)
        first = desk[0]
        ways = clients(server)

        times = {}
        for name, way in ways.items():
            ask = way(first)
            times[name] = statistics.median(seconds(partial(ask, ":")) for _ in range(SMALL_RUNS))
        table("small command, median", times)

        times = {}
        for name, way in ways.items():
            ask = way(first)
            assert len(ask("dumpsys role")) == BIG, name
            times[name] = min(seconds(partial(ask, "dumpsys role")) for _ in range(3))
        table("20 MB of output, best of 3", times)

        times = {}
        for name, way in refusals(server).items():
            times[name] = min(seconds(way(first)) for _ in range(2))
        table(f"refused service (adb-shell was given {REFUSAL_LIMIT_S:g} s)", times)

        times = {}
        for name, way in ways.items():
            asks = [way(phone) for phone in desk]
            with ThreadPoolExecutor(PHONES) as pool:
                times[name] = seconds(partial(all_at_once, pool, asks))
        table(f"{PHONES} phones at once, each busy for 1 s", times)


if __name__ == "__main__":
    main()
