"""A holder withdraws, during the run or after it: what was read is gone from every byte."""

from pathlib import Path

import pytest

from phone_audit import resources
from phone_audit.batch import Stage, examine_many
from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.cli.demo import case_header, demo_job
from phone_audit.cli.main import main
from phone_audit.cli.office import now
from phone_audit.model.assessment import NotExaminedReason, Thresholds
from phone_audit.model.custody import Event, ExhibitStatus
from phone_audit.pipeline import Office
from phone_audit.signatures.load import load, snapshot, version_of
from phone_audit.signatures.match import Matcher
from phone_audit.simulator.daemon import plugged_in
from phone_audit.simulator.office import Listed, demo_office
from phone_audit.sources import all_sources

pytestmark = pytest.mark.slow

LISTED = Listed()


@pytest.fixture(scope="module")
def signatures():
    return load(resources.signatures_folder())


def examined(folder, signatures, on_progress):
    """Examine the first phone of the demo, which carries a listed app and site."""
    demo = demo_office(now(), 1)[0]
    with plugged_in([demo.handset()]) as (phone,), Case.create(folder, case_header(), now) as case:
        kept = snapshot(signatures)
        version = version_of(signatures)
        case.keep_signature_list(kept, version.sha256)
        office = Office(
            header=case.header,
            sources=all_sources(),
            matcher=Matcher(signatures),
            list_version=version,
            thresholds=Thresholds(),
            clock=now,
        )
        job = demo_job(demo, phone.port, folder.parent / "keys")
        (result,) = examine_many(case, office, [job], on_progress=on_progress)
    return demo, result


def everything(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def gone(folder: Path, demo) -> None:
    """Assert that nothing read from the phone is left, and that the case says so."""
    left = everything(folder)
    for told in (LISTED.app, LISTED.site, demo.phone.serial, "indicated_use"):
        assert told.encode() not in left, told
    result = verify(folder)
    assert result.unaltered
    assert result.incomplete == ()
    with Case.read(folder) as case:
        (stored,) = case.exhibits()
        assert stored.status is ExhibitStatus.NOT_EXAMINED
        assert stored.reason is NotExaminedReason.WITHDRAWN
        assert [record.event for record in case.records()].count(Event.HAPUS) == 1
        assert case.exhibit(1).papers().notice is not None


def test_withdrawing_in_the_middle_stops_the_run_and_leaves_nothing(tmp_path, signatures):
    folder = tmp_path / "kasus"
    steps = []

    def withdraw(progress):
        if progress.stage is Stage.READING and progress.step is not None:
            steps.append(progress.step.source)
            if progress.step.index > 3 and "withdrawn" not in steps:
                steps.append("withdrawn")
                assert main(["paper", str(folder), "1", "withdraw"]) == 0

    demo, result = examined(folder, signatures, withdraw)
    assert result.withdrawn
    assert result.examination is None
    assert len(steps) < len(all_sources())
    gone(folder, demo)


def test_withdrawing_afterwards_takes_evidence_and_documents(tmp_path, signatures):
    folder = tmp_path / "kasus"
    demo, result = examined(folder, signatures, lambda _: None)
    assert result.examination is not None
    assert main(["report", str(folder), "--document", "all"]) == 0
    before = everything(folder)
    assert LISTED.app.encode() in before
    log = (folder / "log.jsonl").read_bytes()
    for told in (LISTED.app, LISTED.site, demo.holder.person.name):
        assert told.encode() not in log  # the log outlives the erasure
    assert main(["paper", str(folder), "1", "withdraw"]) == 0
    gone(folder, demo)
    assert not list(folder.glob("exhibits/001/reports/*.pdf"))
    assert main(["report", str(folder), "1", "--document", "bak"]) == 0
