"""No expression of the program takes time out of proportion, whatever text it is given."""

import math
import random
import re
from collections import defaultdict

import pytest

from tests.work.found import Pattern, Unknown, compiled, patterns
from tests.work.patterns import Counted, TooManyStepsError, highest_limit, pumps

FOUND = tuple(patterns())
BY_FILE = defaultdict(list)
for one in FOUND:
    if isinstance(one, Pattern):
        BY_FILE[one.where.partition(":")[0]].append(one)

BOUNDED = {
    "formats/name_lists/stix2.py": "takes apart what another pattern matched whole, 20,000 "
    "characters at most",
    "signatures/families.py": "reads names, which have 253 characters at most",
}
"""Files with an expression that is not linear, and why that does no harm."""

PUT_TOGETHER = {
    "cli/parser.py": "argparse's own messages",
    "device/allowed.py": "the reasons a line is refused for, ours",
    "device/shapes.py": "the permit list, ours; a line has 4,000 characters",
    "formats/filters.py": "the filters of our own questions",
    "formats/phone_files.py": "forms of a simulated find",
    "signatures/changelog.py": "words of a list of ours",
    "simulator/faults.py": "written in a test",
}
"""Files whose expressions only a running program knows, and where they come from."""

_ONLY = 2.8  # times the steps for twice the text; a square takes 4
_FEW = 10  # steps a character
_ALLOWED = 600_000


def steps(counted, pattern, text):
    use = counted.search if pattern.anywhere else counted.match
    try:
        use(text, allowed=_ALLOWED)
    except TooManyStepsError:
        return math.inf
    return counted.steps


def worst_growth(pattern):
    """Return how many times more steps twice the text takes, for the worst text tried.

    The texts are longer than any limit a repeat has: below a limit it has not set in.
    """
    counted = Counted(pattern.source, pattern.flags)
    length = max(2 * min(highest_limit(list(counted.tree)), 300), 200)
    worst = 1.0
    for one, twice in zip(pumps(counted, length), pumps(counted, 2 * length), strict=True):
        many = steps(counted, pattern, twice)
        if many == math.inf:
            return many
        if many > _FEW * length:
            worst = max(worst, many / steps(counted, pattern, one))
        if worst > _ONLY:
            break
    return worst


def test_the_expressions_of_the_program_are_found():
    assert len(FOUND) > 300
    assert any(one.where.startswith("formats/pm.py") for one in FOUND)


def test_expressions_that_are_put_together_are_named_with_their_origin():
    told = {one.where.partition(":")[0] for one in FOUND if isinstance(one, Unknown)}
    assert told == set(PUT_TOGETHER)


@pytest.mark.slow
@pytest.mark.parametrize("file", BY_FILE)
def test_twice_the_text_takes_twice_the_steps(file):
    slow = [one for one in BY_FILE[file] if worst_growth(one) > _ONLY]
    if file in BOUNDED:
        assert slow, f"{file} is named in BOUNDED without need"
    else:
        assert not slow


@pytest.mark.slow
@pytest.mark.parametrize("file", BY_FILE)
def test_the_counting_engine_says_what_re_says(file):
    dice = random.Random(file)
    for pattern in BY_FILE[file]:
        counted = Counted(pattern.source, pattern.flags)
        expression = compiled(pattern)
        texts = list(pumps(counted, 12))[:20]
        texts += ["".join(dice.sample(text + "a0. ", k=len(text))) for text in texts]
        for text in texts:
            data = text.encode("latin-1", "replace") if isinstance(pattern.source, bytes) else text
            shown = data.decode("latin-1") if isinstance(data, bytes) else data
            found = expression.search(data)
            assert counted.search(shown) == (found.span() if found else None), (pattern, text)


@pytest.mark.parametrize(
    ("source", "anywhere", "grows"),
    [
        (r"(?:a+)+$", False, True),
        (r"\s*X", True, True),
        (r"\s*X", False, False),
        (r"(a|aa)+b", False, True),
        (r"(?<![a-z])[a-z]+\d", True, False),
        (r"[^/]*/[^/]*/x", False, False),
        (r"\d*\d*x", False, True),
        (r"(?:\w+,)*+!", False, False),
    ],
)
def test_what_grows_is_noticed(source, anywhere, grows):
    assert (worst_growth(Pattern("x:1", source, 0, anywhere)) > _ONLY) == grows


def test_a_conditional_and_a_look_behind():
    counted = Counted(r"(?<!\S)pkg(un)?in(?(1)|st)=")
    for text in ("pkgunin=", "pkginst=", "pkgin=", "xpkgunin=", " pkginst="):
        found = re.search(r"(?<!\S)pkg(un)?in(?(1)|st)=", text)
        assert counted.search(text) == (found.span() if found else None)
