"""A hundred of each document, beside as many almost empty pages under the same standards.

    python -m benchmarks.documents

Bar of the product page: 100 six-page PDFs in 10 s. The ratio is what our pages cost over the
compiler's own floor for that many pages.
"""

import time
from collections.abc import Callable

import typst

from phone_audit.model.assessment import Outcome
from tests.reporting.examples import ENDED, examination, many_findings, rendered, with_findings
from tests.reporting.golden import SHEETS, set_type

COUNT = 100
SHOWN = ("pbt", "bas", "bak", "log", "spg", "rkp", "rkp_public", "rkp_names", "lbl")


def timed(make: Callable[[], bytes]) -> tuple[float, int, int]:
    """Return the seconds of all, the pages and the bytes of one.

    The compiler remembers what it has set before: the same document again is cheaper than
    another one, by about half.
    """
    first = make()
    started = time.perf_counter()
    for _ in range(COUNT):
        make()
    seconds = time.perf_counter() - started
    return seconds, first.count(b"/Type/Page/"), len(first)


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


def main() -> None:
    documents: dict[str, Callable[[], bytes]] = {
        "lpp, 3 findings": lambda: rendered(examination(Outcome.SUSPECTED)),
        "lpp, 40 findings": lambda: rendered(with_findings(many_findings(40))),
        **{name: lambda name=name: set_type(SHEETS[name]()) for name in SHOWN},
    }
    print(f"{COUNT} of each: seconds, pages, KB, ratio to the floor of as many pages")
    for name, make in documents.items():
        seconds, pages, size = timed(make)
        least, _, _ = timed(floor(max(1, pages)))
        print(
            f"{name:18} {seconds:6.1f} s {pages:3} pages {size / 1000:6.0f} KB "
            f"{seconds / least:6.1f}"
        )


if __name__ == "__main__":
    main()
