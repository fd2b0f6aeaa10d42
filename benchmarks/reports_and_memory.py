"""A hundred reports, and the memory of a batch that goes on and on.

    python benchmarks/reports_and_memory.py

Bars of the product page: 100 six-page PDFs in 10 s; a 30-phone batch in 300 MB, flat with the
number of phones done. The floor beside the PDFs is the same compiler making six almost empty
pages under the same standards, one after another, so that the ratio is what our pages cost.
"""

import resource
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import typst

from phone_audit import resources
from phone_audit.batch import examine_many
from phone_audit.cases.store import Case
from phone_audit.cli.demo import case_header, demo_job
from phone_audit.cli.rendering import format_named, render_all_into_case
from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.assessment import Thresholds
from phone_audit.pipeline import Office
from phone_audit.signatures.load import load, snapshot, version_of
from phone_audit.signatures.match import Matcher
from phone_audit.simulator.daemon import plugged_in
from phone_audit.simulator.handset import Handset
from phone_audit.simulator.office import crowd
from phone_audit.sources import all_sources

REPORTS = 100
PHONES = 30
FLOOR = """
#set document(title: "x")
#set text(lang: "id")
#for page in range(6) { [= x]; if page < 5 { pagebreak() } }
"""


def now() -> datetime:
    return datetime.now(UTC)


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    signatures = load(resources.signatures_folder())
    version = version_of(signatures)
    with (
        tempfile.TemporaryDirectory() as folder,
        Case.create(Path(folder) / "case", case_header(), now) as case,
    ):
        case.keep_signature_list(snapshot(signatures), version.sha256)
        office = Office(
            header=case.header,
            sources=all_sources(),
            matcher=Matcher(signatures),
            list_version=version,
            thresholds=Thresholds(),
            clock=now,
        )
        peaks = []
        for _ in range(3):
            demos = [crowd(200, now()) for _ in range(10)]
            handsets = [Handset(CaptureFolder(one.files(), clock=now)) for one in demos]
            with plugged_in(handsets) as phones:
                jobs = [
                    demo_job(demo, phone.port, Path(folder) / "keys")
                    for demo, phone in zip(demos, phones, strict=True)
                ]
                examine_many(case, office, jobs)
            peaks.append(peak_mb())
        print(
            "peak memory after 10, 20, 30 phones of 200 apps (simulated phones included): "
            + ", ".join(f"{one:.0f} MB" for one in peaks)
            + " (bar 300)"
        )
        exhibits = [case.exhibit(1 + number % PHONES) for number in range(REPORTS)]
        (first, *_) = render_all_into_case(exhibits[:1], format_named("pdf"), "id")
        pages = first.read_bytes().count(b"/Type/Page/")
        started = time.perf_counter()
        assert len(list(render_all_into_case(exhibits, format_named("pdf"), "id"))) == REPORTS
        ours = time.perf_counter() - started
    started = time.perf_counter()
    for _ in range(REPORTS):
        typst.compile(
            FLOOR.encode(), pdf_standards=["a-3a", "ua-1"], timestamp=now().replace(microsecond=0)
        )
    floor = time.perf_counter() - started
    print(
        f"{REPORTS} reports of {pages or '?'} pages: {ours:.1f} s (bar 10 s for six pages each), "
        f"floor {floor:.1f} s, ratio {ours / floor:.1f}"
    )


if __name__ == "__main__":
    main()
