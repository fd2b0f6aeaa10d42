"""Records are read in many threads at once: whoever is first, nobody sees one half built."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from phone_audit.model.assessment import Outcome
from phone_audit.model.record import canonical_json
from tests.reporting.examples import examination

ROOT = Path(__file__).parents[2]
READ_AT_ONCE = """
import sys
import threading
from pathlib import Path

from phone_audit.model.case import Examination
from phone_audit.model.record import from_json

sys.setswitchinterval(1e-5)  # threads take turns as often as they can
data = Path(sys.argv[1]).read_bytes()
together = threading.Barrier(16)
read = []


def go():
    together.wait()
    read.append(from_json(data, Examination))


threads = [threading.Thread(target=go) for _ in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert len(read) == 16 and all(one == read[0] for one in read)
"""


@pytest.mark.slow
def test_threads_that_read_a_kind_first_at_the_same_moment_end_no_program(tmp_path):
    told = tmp_path / "evidence.json"
    told.write_bytes(canonical_json(examination(Outcome.SUSPECTED)))
    codes = [
        subprocess.run(
            [sys.executable, "-c", READ_AT_ONCE, str(told)], cwd=ROOT, check=False
        ).returncode
        for _ in range(8)
    ]
    assert codes == [0] * 8


def test_json_is_read_by_no_other_way():
    """Reading by a class beside ``decoder_of`` would build it in whatever thread comes first."""
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "phone_audit").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"msgspec\.json\.decode\(.*type=", line)
    ]
    assert found == []
