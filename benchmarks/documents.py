"""A hundred of each document, beside as many almost empty pages under the same standards.

    python -m benchmarks.documents

Bar of the product page: 100 six-page PDFs in 10 s; they are timed one after the other and as
many at once as there are processors, as ``report`` sets them. The ratio is what our pages cost
over the compiler's own floor for that many pages.
"""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import typst

from phone_audit.model.assessment import Outcome
from phone_audit.model.record import replace
from tests.reporting.examples import ENDED, examination, rendered, with_findings
from tests.reporting.findings import many_findings
from tests.reporting.golden import SHEETS, set_type

COUNT = 100
BAR_S = 10.0
SIX_PAGES = 14
"""So many findings make a report of six pages."""
SHOWN = ("pbt", "bas", "bak", "log", "spg", "rkp", "rkp_public", "rkp_names", "lbl")


def timed(make: Callable[[], bytes]) -> tuple[float, float, int, int]:
    """Return the seconds of all, those of the processor, the pages and the bytes of one.

    Where other programs compete for the machine, only the processor's are ours. The
    compiler remembers what it has set before: the same document again is cheaper than
    another one, so that reports are timed each with another number.
    """
    first = make()
    started, used = time.perf_counter(), time.process_time()
    for _ in range(COUNT):
        make()
    seconds, used = time.perf_counter() - started, time.process_time() - used
    return seconds, used, first.count(b"/Type/Page/"), len(first)


def reports(findings: int) -> Callable[[], bytes]:
    """Return what makes reports of so many findings, each with an id and a letter of its own."""
    whole = with_findings(many_findings(findings)) if findings else examination(Outcome.NIL)
    numbers = count(1)

    def make() -> bytes:
        number = next(numbers)
        document_id = f"LPP-2026-0117-{number:03d}-7F3A"
        changed = replace(whole, document_id=document_id, letter_number=f"700/{number}/2026")
        return rendered(changed)

    return make


def floor(pages: int) -> Callable[[], bytes]:
    source = (
        '#set document(title: "x")\n#set text(lang: "id")\n'
        f"#for page in range({pages}) {{ [= x]; if page < {pages - 1} {{ pagebreak() }} }}"
    ).encode()
    return lambda: bytes(
        typst.compile(
            source, pdf_standards=["a-3a", "ua-1"], timestamp=ENDED.replace(microsecond=0)
        )
    )


def at_once(make: Callable[[], bytes], workers: int) -> float:
    """Return the seconds in which so many workers make all, none of them for the first time."""
    make()
    started = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        for made in [pool.submit(make) for _ in range(COUNT)]:
            made.result()
    return time.perf_counter() - started


def against_the_bar() -> None:
    pages = reports(SIX_PAGES)().count(b"/Type/Page/")
    for workers in sorted({1, os.cpu_count() or 1}):
        seconds = at_once(reports(SIX_PAGES), workers)
        print(
            f"{COUNT} reports of {pages} pages, {workers} at once: {seconds:.1f} s, "
            f"{'within' if seconds <= BAR_S else 'over'} the {BAR_S:.0f} s of the product page"
        )


def main() -> None:
    documents: dict[str, Callable[[], bytes]] = {
        **{f"lpp, {findings} findings": reports(findings) for findings in (0, 3, 8, 14, 40)},
        **{name: lambda name=name: set_type(SHEETS[name]()) for name in SHOWN},
    }
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{COUNT} of each{load}: seconds (of the processor), pages, KB, ratio to the floor")
    for name, make in documents.items():
        seconds, used, pages, size = timed(make)
        _, least, _, _ = timed(floor(max(1, pages)))
        print(
            f"{name:18} {seconds:6.1f} s ({used:5.1f}) {pages:3} pages {size / 1000:6.0f} KB "
            f"{used / least:6.1f}"
        )
    against_the_bar()


if __name__ == "__main__":
    main()
