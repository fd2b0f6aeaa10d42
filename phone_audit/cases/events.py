"""Records that something happened, where no step of its own does."""

from phone_audit.cases import layout
from phone_audit.cases.log import Log
from phone_audit.errors import CaseError
from phone_audit.model.custody import Event, LogRecord, Role

LONGEST_TEXT = 2000
"""Characters a note may have: a log is for facts, not for files."""

_OWN_WAY = {
    *(Event.BUAT, Event.LABEL, Event.PERINTAH, Event.HASH, Event.TIDAK_DIPERIKSA),
    *(Event.PEMBERITAHUAN, Event.TANGGAPAN, Event.TURUNKAN, Event.CATAT, Event.HAPUS),
}


def add_event(
    log: Log,
    event: Event,
    *,
    exhibit: int | None,
    actor: str | None,
    role: Role,
    about: str | None,
    about_sha256: str | None,
    note: str | None,
) -> LogRecord:
    """Record an event. Who did it is ``actor`` in ``role``; ``None``: this program.

    ``about`` is a path inside the case whose hash the log knows (it is filled in), or a
    name without slash with any hash: a document id, a file that was handed over.

    Raises:
        CaseError: the event has a method of its own, or ``about`` is not what the log knows.
    """
    if event in _OWN_WAY:
        raise CaseError(f"{event.value} is recorded by the step that does it")
    check_texts(actor, note, about)
    with log.exclusive() as ledger:
        if exhibit is not None and exhibit not in ledger.entries:
            raise CaseError(f"there is no exhibit {exhibit} in this case")
        if about is not None and ("/" in about or "\\" in about or layout.is_stored(about)):
            known = ledger.files.get(about)
            if known is None or about_sha256 not in {None, known}:
                raise CaseError(f"{about!r} is not a file of this case, or has another hash")
            about_sha256 = known
        draft = log.draft(
            event,
            actor=actor,
            role=role,
            exhibit=exhibit,
            about=about,
            about_sha256=about_sha256,
            note=note,
        )
        return log.append(draft)


def check_texts(*texts: str | None) -> None:
    """Refuse a text that is too long for the log.

    Raises:
        CaseError: it is.
    """
    for text in texts:
        if text is not None and len(text) > LONGEST_TEXT:
            raise CaseError(f"a text of {len(text)} characters is too long for the log")
