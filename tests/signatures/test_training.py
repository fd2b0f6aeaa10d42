"""The trainer on invented names: the same weights each time, scored as the matcher does."""

import math
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from phone_audit.model.signature import NameRules, SignalGroup
from phone_audit.signatures.scorer import Scorer
from phone_audit.signatures.unlisted import Unlisted

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import cross_validation
import mine_names
import name_model
import name_thresholds
from name_data import BENIGN_GLOBAL, BENIGN_ID, GAMBLING, NEWEST, Named, fold_of

from phone_audit.formats.hostname import registrable
from phone_audit.signatures.name_parts import name_parts

DAY = date(2026, 11, 27)
RULES = NameRules(
    groups=(
        SignalGroup(id="slot", says="slot", game=True, anywhere=("slot",)),
        SignalGroup(id="akhiran", says="akhiran", supporting=True, suffixes=("xyz",)),
    )
)
LUCKY = ("hoki", "cuan", "zeus", "naga", "sultan")
PLAIN = ("toko", "kopi", "batik", "sekolah", "warung")


def named(host: str, kind: str) -> Named:
    tags = frozenset({NEWEST}) if kind == GAMBLING else frozenset()
    return Named(host, kind, kind, registrable(host) or host, name_parts(host), tags)


def names() -> list[Named]:
    found = []
    for number in range(60):
        lucky, plain = LUCKY[number % 5], PLAIN[number % 5]
        found.append(named(f"slot{lucky}{'abcdefghijkl'[number // 5]}.xyz", GAMBLING))
        found.append(named(f"{plain}{'abcdefghijkl'[number // 5]}.co.id", BENIGN_ID))
        found.append(named(f"my{plain}{'abcdefghijkl'[number // 5]}.com", BENIGN_GLOBAL))
    return found


def test_training_twice_gives_the_same_weights_and_tells_the_kinds_apart() -> None:
    table = name_model.table_of(names(), RULES)
    everything = np.ones(len(table.names), dtype=bool)
    model = name_model.train(table, everything, DAY)
    assert model == name_model.train(table, everything, DAY)
    assert model.weights["[slot]"] > 0 > model.weights[".co.id"]
    assert all(abs(weight) >= name_model.SMALLEST_WEIGHT for weight in model.weights.values())
    scores = name_model.scores_of(table, model, everything)
    gambles = table.kinds == GAMBLING
    assert scores[gambles].min() > scores[~gambles].max()


def test_the_trainer_scores_as_the_matcher_does() -> None:
    table = name_model.table_of(names(), RULES)
    everything = np.ones(len(table.names), dtype=bool)
    model = name_model.train(table, everything, DAY)
    unlisted, scorer = Unlisted(RULES), Scorer(model)
    for one, score in zip(table.names, name_model.scores_of(table, model, everything), strict=True):
        found = unlisted.read(one.name)
        assert found is not None
        assert scorer.score(found) == score


def test_only_known_rows_lead_to_weights() -> None:
    table = name_model.table_of(names(), RULES)
    known = np.asarray(["slothoki" not in one.name for one in table.names])
    assert "=slothoki" not in name_model.train(table, known, DAY).weights
    assert "lothok" not in name_model.train(table, known, DAY).weights


def test_a_minimum_is_found() -> None:
    found = name_model.minimum(
        lambda x: (float((x - 3) @ (x - 3)), 2 * (x - 3)), np.zeros(4), rounds=50
    )
    assert found == pytest.approx(np.full(4, 3.0), abs=1e-3)


def test_a_tail_thins_out_as_its_highest_scores_do() -> None:
    scores = np.asarray([100.0 * math.log(1_000 / rank) for rank in range(1, 1_001)])
    tail = name_thresholds.tail_of(scores)
    assert tail.highest == pytest.approx(690.8, abs=0.1)
    assert tail.above(600) == pytest.approx(2.5, rel=0.25)
    assert tail.above(tail.highest + 3 * tail.scale) < 0.1
    assert name_thresholds.tail_of(np.asarray([])).above(100) == 0


def test_thresholds_lie_above_every_ordinary_indonesian_name() -> None:
    ground = cross_validation.ground_of(names(), RULES)
    scores = np.asarray(
        [200 if one.gambles else 150 if one.kind == BENIGN_ID else 0 for one in ground.table.names]
    )
    everything = np.ones(len(scores), dtype=bool)
    weak, _ = name_thresholds.chosen(ground.table, scores, everything, everything)
    for shape, threshold in weak.items():
        rows = (ground.table.shapes == shape) & (ground.table.kinds == BENIGN_ID)
        assert all(scores[rows] < threshold)


def test_every_name_is_judged_once_by_rules_that_did_not_see_its_fold() -> None:
    ground = cross_validation.ground_of(names(), RULES)
    found = cross_validation.crossed(ground, lambda one: one.domain, 3)
    assert set(found.answers) == set(ground.names)
    seen = np.asarray([fold_of(one.domain, 3) for one in ground.table.names])
    for held in range(3):
        model = name_model.train(ground.table, seen != held, date.min)
        again = name_model.scores_of(ground.table, model, seen == held)
        assert list(found.scores[seen == held]) == list(again)


def mined(*hosts: str, ordinary: tuple[str, ...] = ()) -> set[str]:
    rules = NameRules(
        groups=(
            SignalGroup(id="slot", says="slot", game=True, anywhere=("slot", "gacor")),
            SignalGroup(id="untung", says="untung", anywhere=("dewa", "raja")),
        ),
        function_words=("rtp", "link"),
    )
    found = [named(host, GAMBLING) for host in hosts]
    found += [named(host, BENIGN_ID) for host in ordinary]
    stems = mine_names.stems_of(found, rules)
    return {
        stem for mined in stems.families({one.domain for one in found}).values() for stem in mined
    }


def test_a_stem_is_taken_up_from_two_domains_and_never_from_one() -> None:
    assert mined("zebra88.com", "m.zebra88.com") == set()
    assert mined("zebra88.com", "rtpzebra88.xyz") == {"zebra88"}
    assert mined("zebratoto.com", "zebratoto-vip.xyz") == {"zebratoto"}


def test_a_softer_word_must_come_back_more_often() -> None:
    two = ("zebrawin.com", "zebrawin.xyz")
    assert mined(*two) == set()
    assert mined(*two, "zebrawin.net") == {"zebrawin"}


def test_a_stem_that_an_ordinary_name_holds_is_left_out() -> None:
    two = ("zebra88.com", "zebra88.xyz")
    assert mined(*two, ordinary=("tokozebra888.co.id",)) == set()
    assert mined(*two, ordinary=("zebra8.co.id",)) == {"zebra88"}


def test_words_of_the_trade_alone_are_no_brand() -> None:
    assert mined("slotgacor.com", "link-slotgacor.com", "linkslotgacor.xyz") == set()
    assert mined("dewaslot.com", "dewaslot.xyz") == {"dewaslot"}
