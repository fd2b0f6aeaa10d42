"""Many phones at once: one worker and one examination each, one case, no phone delays another."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from enum import Enum

from phone_audit.cases.exhibit import Exhibit
from phone_audit.cases.store import Case
from phone_audit.errors import DeviceError, Withdrawn
from phone_audit.model.assessment import NotExaminedReason
from phone_audit.model.case import Basis, Examination, Holder, ImportedFile
from phone_audit.model.custody import Event
from phone_audit.model.papers import Choice, Notice
from phone_audit.pipeline import Answering, Office, Step, examine

MOST_WORKERS = 32


class Stage(Enum):
    """Where one phone stands."""

    CONNECTING = "connecting"
    WAITING_FOR_HOLDER = "waiting_for_holder"
    READING = "reading"
    DONE = "done"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One phone to examine.

    ``connect`` returns the phone ready to be asked, or raises DeviceError; it is given a
    function to call while the holder has yet to tap Allow. ``name`` is how people at the
    table tell it apart (label, model or address). ``exhibit`` is the number of a phone
    that is labelled already. Where no notice is stored for it, one is stored from
    ``basis``, ``holder`` and ``open_tabs`` (that the holder agreed to that line); where
    one is, it decides. ``on_unplugged`` may wait for the phone to come back, as
    ``pipeline.examine`` says.
    """

    name: str
    connect: Callable[[Callable[[], None]], Answering]
    basis: Basis
    holder: Holder | None = None
    label: str | None = None
    imported: ImportedFile | None = None
    open_tabs: bool = False
    on_unplugged: Callable[[], Answering | None] = lambda: None
    exhibit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Something moved for job ``index``; ``step`` is there while it is read."""

    index: int
    stage: Stage
    step: Step | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How one job ended: with an examination, or with the reason why there is none.

    ``withdrawn`` says that the holder withdrew while the phone was read.
    """

    job: Job
    exhibit: Exhibit | None
    examination: Examination | None
    trouble: DeviceError | None = None
    withdrawn: bool = False


def examine_many(
    case: Case,
    office: Office,
    jobs: Sequence[Job],
    *,
    workers: int = MOST_WORKERS,
    record_unreached: bool = True,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> tuple[Result, ...]:
    """Examine every job's phone and return the results in the order of the jobs.

    With ``record_unreached`` every job gets its number in the case first, in order, and
    a phone that cannot be reached is recorded as not examined, which is never an
    indication. Without, a phone enters the case once it has been reached.

    Raises:
        CaseError: the case cannot be written. Examinations concluded before stay.
    """
    numbered = [
        case.exhibit(job.exhibit)
        if job.exhibit is not None
        else (case.new_exhibit(job.label) if record_unreached else None)
        for job in jobs
    ]

    def run(index: int) -> Result:
        def tell(stage: Stage, step: Step | None = None) -> None:
            on_progress(Progress(index=index, stage=stage, step=step))

        result = _examine_one(case, office, jobs[index], numbered[index], tell)
        tell(Stage.DONE if result.examination else Stage.NOT_REACHED)
        return result

    with ThreadPoolExecutor(max(1, min(workers, MOST_WORKERS, len(jobs) or 1))) as pool:
        return tuple(pool.map(run, range(len(jobs))))


def _examine_one(
    case: Case,
    office: Office,
    job: Job,
    exhibit: Exhibit | None,
    tell: Callable[..., None],
) -> Result:
    tell(Stage.CONNECTING)
    try:
        device = job.connect(lambda: tell(Stage.WAITING_FOR_HOLDER))
    except DeviceError as trouble:
        if exhibit is not None and job.exhibit is None:
            exhibit.not_examined(NotExaminedReason.NOT_CONNECTED, str(trouble)[:300])
        return Result(job=job, exhibit=exhibit, examination=None, trouble=trouble)
    exhibit = exhibit or case.new_exhibit(job.label)
    with closing(device):
        try:
            examination = examine_exhibit(
                device, office, exhibit, job, on_step=lambda step: tell(Stage.READING, step)
            )
        except DeviceError as trouble:
            exhibit.not_examined(NotExaminedReason.NOT_CONNECTED, str(trouble)[:300])
            return Result(job=job, exhibit=exhibit, examination=None, trouble=trouble)
        except Withdrawn:
            return Result(job=job, exhibit=exhibit, examination=None, withdrawn=True)
    return Result(job=job, exhibit=exhibit, examination=examination)


def examine_exhibit(
    device: Answering,
    office: Office,
    exhibit: Exhibit,
    job: Job,
    *,
    on_step: Callable[[Step], None],
) -> Examination:
    """Examine a connected phone under its notice, with its events in the log of custody.

    Raises:
        Refused: no notice allows reading this phone, neither a stored one nor the job's.
        Withdrawn: the holder withdrew while it was read; nothing of it was kept.
        CaseError: the case could not be written; nothing may be said about this phone.
        Unplugged: the phone left before it answered anything; nothing was concluded.
    """
    notice = notice_for(job, exhibit, office)
    exhibit.check_may_be_read(open_tabs=job.open_tabs or notice.open_tabs)
    exhibit.event(Event.SAMBUNG, note=device.origin.value)
    exhibit.event(Event.BACA_MULAI)
    examination = examine(
        device,
        office,
        exhibit,
        basis=basis_of(notice.choice),
        holder=notice.holder,
        imported=job.imported,
        open_tabs=notice.open_tabs,
        on_step=on_step,
        on_unplugged=job.on_unplugged,
    )
    if examination.interrupted:
        exhibit.event(Event.TERPUTUS)
    exhibit.event(Event.BACA_SELESAI)
    return examination


def notice_for(job: Job, exhibit: Exhibit, office: Office) -> Notice:
    """Return the stored notice of a phone; where there is none, store what the job says.

    Raises:
        Refused: what the job says does not allow reading this phone.
    """
    stored = exhibit.papers().notice
    if stored is not None:
        return stored
    notice = Notice(
        at=office.clock(),
        choice=_CHOICES[job.basis],
        holder=job.holder,
        open_tabs=job.open_tabs,
        officer=office.header.officer,
        witnesses=office.header.witnesses,
    )
    officer = office.header.officer
    exhibit.file(notice, actor=officer.name if officer else None)
    return notice


_CHOICES = {Basis.CONSENTED: Choice.CONSENTED, Basis.OFFICE_DEVICE: Choice.NOTIFIED}


def basis_of(choice: Choice) -> Basis:
    """Return the ground for reading that a notice gives.

    Raises:
        ValueError: the holder declined; there is none.
    """
    for basis, chosen in _CHOICES.items():
        if chosen is choice:
            return basis
    raise ValueError(f"{choice.value} is no ground for reading")
