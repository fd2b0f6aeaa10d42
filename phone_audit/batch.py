"""Many phones at once: one worker and one examination each, one case, no phone delays another."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from enum import Enum

from phone_audit.cases.exhibit import Exhibit
from phone_audit.cases.store import Case
from phone_audit.errors import DeviceError
from phone_audit.model.assessment import NotExaminedReason
from phone_audit.model.case import Basis, Examination, Holder, ImportedFile
from phone_audit.model.custody import Event
from phone_audit.pipeline import OPEN_TABS, Answering, Office, Step, examine

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
    table tell it apart (label, model or address). ``open_tabs`` says that the holder
    agreed to that line of the notice. ``on_unplugged`` may wait for the phone to come
    back, as ``pipeline.examine`` says.
    """

    name: str
    connect: Callable[[Callable[[], None]], Answering]
    basis: Basis
    holder: Holder | None = None
    label: str | None = None
    imported: ImportedFile | None = None
    open_tabs: bool = False
    on_unplugged: Callable[[], Answering | None] = lambda: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Something moved for job ``index``; ``step`` is there while it is read."""

    index: int
    stage: Stage
    step: Step | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How one job ended: with an examination, or with the reason why there is none."""

    job: Job
    exhibit: Exhibit | None
    examination: Examination | None
    trouble: DeviceError | None = None


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
    numbered = [case.new_exhibit(job.label) if record_unreached else None for job in jobs]

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
        if exhibit is not None:
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
    return Result(job=job, exhibit=exhibit, examination=examination)


def examine_exhibit(
    device: Answering,
    office: Office,
    exhibit: Exhibit,
    job: Job,
    *,
    on_step: Callable[[Step], None],
) -> Examination:
    """Examine a connected phone, with its events in the log of custody.

    Raises:
        CaseError: the case could not be written; nothing may be said about this phone.
        Unplugged: the phone left before it answered anything; nothing was concluded.
    """
    exhibit.event(Event.PEMBERITAHUAN, note=job.basis.value)
    if job.open_tabs:
        exhibit.event(Event.PEMBERITAHUAN, note=OPEN_TABS)
    exhibit.event(Event.SAMBUNG, note=device.origin.value)
    exhibit.event(Event.BACA_MULAI)
    examination = examine(
        device,
        office,
        exhibit,
        basis=job.basis,
        holder=job.holder,
        imported=job.imported,
        open_tabs=job.open_tabs,
        on_step=on_step,
        on_unplugged=job.on_unplugged,
    )
    if examination.interrupted:
        exhibit.event(Event.TERPUTUS)
    exhibit.event(Event.BACA_SELESAI, note=examination.assessment.outcome.value)
    return examination
