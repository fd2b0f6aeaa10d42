"""The path of a name is written down by the code that decides, and changes nothing."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.model.evidence import Observable, ObservableKind
from phone_audit.model.signature import NameClass
from phone_audit.resources import signatures_folder
from phone_audit.signatures.load import load
from phone_audit.signatures.match import Matcher
from phone_audit.signatures.trail import Explanation, Step, StepTaken

HOST_PATHS = {
    "content://joker123": [Step.NORMALISE],
    "bca.co.id": [Step.NORMALISE, Step.INNOCENT],
    "slot.bkn.go.id": [Step.NORMALISE, Step.INNOCENT, Step.INSTITUTION, Step.CARRIED],
    "127.0.0.1": [Step.NORMALISE, Step.INNOCENT, Step.INSTITUTION, Step.EXACT],
    "d111111abcdef8.cloudfront.net": [
        *(Step.NORMALISE, Step.INNOCENT, Step.INSTITUTION, Step.EXACT, Step.OWNER)
    ],
    "rtpzeus138.vip": [
        *(Step.NORMALISE, Step.INNOCENT, Step.INSTITUTION, Step.EXACT, Step.OWNER, Step.FAMILY)
    ],
}


SHIPPED = Matcher(load(signatures_folder()))


def explained(name: str, kind: ObservableKind = ObservableKind.HOST) -> Explanation:
    return SHIPPED.explain(Observable(kind=kind, value=name))


def step(explanation: Explanation, wanted: Step) -> StepTaken:
    return next(taken for taken in explanation.steps if taken.step is wanted)


@pytest.mark.parametrize("name", HOST_PATHS)
def test_the_path_ends_where_something_was_found_or_nothing_is_left(name: str) -> None:
    assert [taken.step for taken in explained(name).steps] == HOST_PATHS[name]


def test_a_listed_name_leads_to_its_entry() -> None:
    entry = next(e for e in load(signatures_folder()).signatures if e.domains)
    domain = entry.domains[0].domain
    last = explained(f"https://m.{domain}/daftar").steps[-1]
    assert (last.step, last.found, last.entry) == (Step.EXACT, (domain,), entry.id)
    assert last.asked[0] == f"m.{domain}"


def test_two_signals_name_the_part_that_is_meant() -> None:
    found = explained("m.slot-gacorx.toko.example")
    assert found.classification.cls is NameClass.WEAK
    assert step(found, Step.SIGNALS).entry == "nama-dua-tanda"
    assert found.steps[-1].step is Step.NARROW
    assert found.steps[-1].found == ("slot-gacorx.toko.example",)


def test_a_score_is_the_sum_of_what_is_shown() -> None:
    found = explained("jackpot777.xyz")
    assert found.classification.signature == "nama-berskor"
    taken = step(found, Step.SCORE)
    assert taken.entry == "nama-berskor"
    assert taken.base is not None
    assert taken.weak is not None
    assert taken.score == taken.base + sum(one.weight for one in taken.weighed)
    assert taken.score >= taken.weak
    assert list(taken.weighed) == sorted(
        taken.weighed, key=lambda one: (-abs(one.weight), one.feature)
    )


def test_what_looks_like_an_office_is_not_scored() -> None:
    taken = step(explained("atrbpnslot.org"), Step.SCORE)
    assert (taken.score, taken.weighed) == (None, ())


def test_digits_read_as_letters_are_told() -> None:
    last = explained("sl0tria.com").steps[-1]
    assert (last.step, last.found) == (Step.LEET, ("slotria",))


def test_a_package_is_asked_fewer_questions() -> None:
    unknown = explained("id.contoh.toko", ObservableKind.PACKAGE)
    assert [taken.step for taken in unknown.steps] == [Step.INNOCENT, Step.EXACT, Step.WORDS]
    assert unknown.steps[-1].asked == ("id", "contoh", "toko")
    hint = explained("id.contoh.dominoqq", ObservableKind.PACKAGE)
    assert hint.classification.cls is NameClass.HINT
    assert hint.steps[-1].found != ()


PIECES = st.sampled_from(
    ["slot", "gacor", "88", "zeus138", "bkn", "rtp", "sl0t", "toko", "-", ".", "777", "a", "ö"]
)
ENDS = st.sampled_from([".com", ".xyz", ".go.id", ".ac", ".pages.dev", ".sch.id", "", ":80/x"])


@given(st.lists(PIECES, min_size=1, max_size=5).map("".join), ENDS)
def test_writing_the_path_down_changes_no_decision(start: str, end: str) -> None:
    for kind in ObservableKind:
        observable = Observable(kind=kind, value=start + end)
        explanation = SHIPPED.explain(observable)
        assert explanation.classification == SHIPPED.classify(observable)
        assert explanation.steps
        assert msgspec.json.decode(msgspec.json.encode(explanation), type=Explanation)
