"""A program that stops dead in the middle of its work: ``python -m tests.cases.crashing``.

``crash ROOT``: for each call to the operating system that an examination makes, make a
case below ROOT, run the examination in a process of its own and end that process right
before the call; where the call writes, also after half of its bytes. What had been
reported as done by then is listed in ``<case>.done``.

``seal ROOT``: the same at a desk with keys: answers are sealed, heads and reports signed.

``write CASE``: examine phones until killed; each finished step is one line on stdout.
"""

import os
import shutil
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from phone_audit.cases.desk import StationDesk
from phone_audit.cases.store import Case
from phone_audit.keys.folder import KeyFolder
from phone_audit.model.capture import Capture, Question
from phone_audit.model.custody import Event
from phone_audit.model.record import sha256_hex
from tests.cases.signing import IDENTITY, desk_at
from tests.cases.synthetic import (
    SNAPSHOT,
    SNAPSHOT_SHA256,
    examination,
    header,
    note,
    notice,
    ticking,
)

CALLS = ("open", "write", "fsync", "replace", "rename", "mkdir", "unlink", "rmdir", "ftruncate")
DIED = 77

ANSWER = b"package:id.contoh.rahasia.pribadi\n" * 40
QUESTION = Question(source="installed_apps", topic="package_list", line="pm list packages")

_write = os.write


def answer_to(question: Question) -> Capture:
    return Capture(
        number=1,
        question=question,
        started_at=ticking()(),
        ended_at=ticking()(),
        stdout=ANSWER,
        sha256=sha256_hex(ANSWER),
    )


def stop_at(call: int, *, half: bool) -> None:
    """Arrange that the process ends at its n-th call, counted from 0."""
    left = [call]

    def watched(name: str) -> Callable[..., object]:
        genuine = getattr(os, name)

        def stand_in(*arguments: object, **named: object) -> object:
            if left[0] == 0:
                if half and name == "write":
                    descriptor, data = arguments
                    genuine(descriptor, bytes(data)[: len(bytes(data)) // 2])
                os._exit(DIED)
            left[0] -= 1
            return genuine(*arguments, **named)

        return stand_in

    for name in CALLS:
        setattr(os, name, watched(name))


def died(work: Callable[..., None], path: Path, call: int, *, half: bool) -> bool:
    """Run ``work`` in a forked process that stops at a call; say whether it came to that."""
    child = os.fork()
    if child == 0:
        ended = 1
        try:
            work(path, call, half=half)
            ended = 0
        finally:
            if ended:
                traceback.print_exc()
                sys.stderr.flush()
            os._exit(ended)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended not in {0, DIED}:
        raise SystemExit(f"{path} ended with {ended}")
    return ended == DIED


def examine_one(path: Path, done: Callable[[str], None]) -> None:
    with Case.open(path, ticking()) as case:
        done("BUKA")
        case.keep_signature_list(SNAPSHOT, SNAPSHOT_SHA256)
        done("HASH")
        exhibit = case.new_exhibit()
        done("LABEL")
        exhibit.file(notice())
        done("PEMBERITAHUAN")
        for number in (1, 2):
            exhibit.keep(note(number))
            done("PERINTAH")
        exhibit.conclude(examination(exhibit))
        done("HASH")
        exhibit.add_report(f"{exhibit.document_id}.pdf", b"%PDF-1.7 synthetic\n")
        done("CETAK")
        exhibit.event(Event.KEMBALI)
        done("KEMBALI")


def begin_one(path: Path) -> None:
    with Case.create(path, header(), ticking(), desk=desk_of(path)) as case:
        case.keep_signature_list(SNAPSHOT, SNAPSHOT_SHA256)
        exhibit = case.new_exhibit()
        exhibit.file(notice())
        exhibit.keep(note(1, ANSWER))
        exhibit.keep(note(2))


def seal_one(path: Path, done: Callable[[str], None]) -> None:
    with Case.open(path, ticking(), desk=desk_of(path)) as case:
        exhibit = case.exhibit(1)
        exhibit.seal([(QUESTION, answer_to(QUESTION))])
        done("sealed")
        exhibit.conclude(examination(exhibit, first_answer=ANSWER))
        exhibit.add_report(f"{exhibit.document_id}.pdf", b"%PDF-1.7 synthetic\n")
        done("CETAK")


def desk_of(path: Path) -> StationDesk:
    return StationDesk(KeyFolder(Path(f"{path}.keys")))


def crash_while_sealing(root: Path) -> None:
    desk_at(root / "keys")
    (root / "identity").write_text(IDENTITY)
    for half in (False, True):
        call = 0
        while True:
            path = root / f"{'half' if half else 'before'}-{call}"
            shutil.copytree(root / "keys", f"{path}.keys")
            begin_one(path)
            if not died(_seal, path, call, half=half):
                break
            call += 2 + half
    print(call)


def crash(root: Path) -> None:
    for half in (False, True):
        call = 0
        while True:
            path = root / f"{'half' if half else 'before'}-{call}"
            Case.create(path, header(), ticking()).close()
            if not died(_examine, path, call, half=half):
                break
            # Putting it right is interrupted as well, somewhere else each time.
            died(_open, path, call % 13, half=True)
            call += 1
    print(call)


def crash_while_creating(root: Path) -> None:
    call = 0
    while died(_create, root / str(call), call, half=True):
        call += 1
    print(call)


def _examine(path: Path, call: int, *, half: bool) -> None:
    done = os.open(f"{path}.done", os.O_WRONLY | os.O_CREAT)
    stop_at(call, half=half)
    examine_one(path, lambda step: _write(done, f"{step}\n".encode()) and None)


def _seal(path: Path, call: int, *, half: bool) -> None:
    done = os.open(f"{path}.done", os.O_WRONLY | os.O_CREAT)
    stop_at(call, half=half)
    seal_one(path, lambda step: _write(done, f"{step}\n".encode()) and None)


def _open(path: Path, call: int, *, half: bool) -> None:
    stop_at(call, half=half)
    Case.open(path, ticking()).close()


def _create(path: Path, call: int, *, half: bool) -> None:
    stop_at(call, half=half)
    Case.create(path, header(), ticking()).close()


def write(path: Path) -> None:
    while True:
        examine_one(path, lambda step: print(step, flush=True))


if __name__ == "__main__":
    {"crash": crash, "seal": crash_while_sealing, "create": crash_while_creating, "write": write}[
        sys.argv[1]
    ](Path(sys.argv[2]))
