"""A real adbd in a sandbox, answering from capture folders: started and stopped by a test."""

import contextlib
import os
import subprocess
import tempfile
from pathlib import Path

from tests.real_adbd import free_port, image
from tests.shared import shared


@contextlib.contextmanager
def real_phones(*captures: Path):
    """Ports of one real adbd for each capture folder; skips with the name of what is missing."""
    launcher = shared("tools/adbd/fake-phone")
    ready = str(image())
    # A short name, for Unix sockets live below it.
    with tempfile.TemporaryDirectory(prefix="adbd-", ignore_cleanup_errors=True) as state:
        environment = os.environ | {"FAKE_PHONE_STATE": state}

        def launch(*words: str) -> str:
            ran = subprocess.run(
                [str(launcher), *words],
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert ran.returncode == 0, ran.stderr
            return ran.stdout

        started = launch("start", *map(str, captures), "--image", ready, "--port", str(free_port()))
        try:
            yield [int(line.rpartition(":")[2]) for line in started.splitlines()]
        finally:
            launch("stop", *(capture.name for capture in captures))
            for closed in Path(state).rglob("data/*"):
                closed.chmod(0o700)  # the phone's closed folders, so that they can be removed


def write_capture(folder: Path, files: dict[str, bytes]) -> Path:
    """Write the files of a capture folder to disk."""
    for name, data in files.items():
        path = folder / name
        if name.endswith("/"):  # an empty folder
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder
