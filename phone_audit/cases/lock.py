"""One writer at a time: an advisory lock on an open file, between processes."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from phone_audit.errors import CaseError

if sys.platform == "win32":
    import msvcrt
    import os

    # Windows locks bytes, and locked bytes cannot be read by others: lock one far past
    # any end, so that a case can be verified and copied while it is written.
    _FAR_AWAY = 1 << 40

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR_AWAY, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _FAR_AWAY, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    # flock belongs to the open file, so two openings in one process exclude each other
    # as well; lockf would not, and would be lost when any other opening is closed.
    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


PATIENCE_S = 60.0
"""A lock is held for milliseconds; whoever holds it for a minute has stopped."""

_LONGEST_PAUSE_S = 0.01


@contextmanager
def locked(descriptor: int, what: str, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Hold the lock on an open file; wait for whoever holds it now.

    The operating system gives the lock back when its holder dies, however it dies.

    Raises:
        CaseError: somebody else held the lock all the time.
    """
    deadline = time.monotonic() + patience_s
    pause = 0.0005
    while not _try_lock(descriptor):
        if time.monotonic() >= deadline:
            raise CaseError(
                f"{what}: another phone-audit is writing to this case and does not let go; "
                "close it, or end it if it hangs, then try again"
            )
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE_S)
    try:
        yield
    finally:
        _unlock(descriptor)
