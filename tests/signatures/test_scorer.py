"""Weights added up: shares of long names, what is shown, and what a report says."""

from datetime import date

from hypothesis import given, strategies

from phone_audit.model.record import replace
from phone_audit.model.signature import ScoreModel, SignalGroup
from phone_audit.signatures.scorer import Scorer, shape_of, share_of
from phone_audit.signatures.signals import Signal

WEIGHTS = {"zebr": 120, "=zebra": 250, "#88": 60, ".xyz": 101, "abc": -37, "^sl$": 400}
MODEL = ScoreModel(
    trained=date(2026, 11, 27),
    base=-100,
    weak={"number": 300, "game": 100},
    hint=150,
    weights=WEIGHTS,
    ordinary=4,
)


def signal(group: str, text: str, **kinds: bool) -> Signal:
    return Signal(group=SignalGroup(id=group, says=group, **kinds), text=text)


def test_weights_of_an_ordinary_name_count_whole_and_of_a_longer_one_less() -> None:
    scorer = Scorer(MODEL)
    assert scorer.score(["zebr", "#88", "?", "?"]) == -100 + 180
    assert scorer.score(["zebr", "#88", *["?"] * 14]) == -100 + 90
    assert scorer.score(["zebr", "zebr", "?", "?"]) == -100 + 240


def test_a_model_of_before_lengths_were_heeded_adds_up_as_it_did() -> None:
    assert share_of(45, 0) == share_of(4, 4) == 1_000
    assert share_of(1, 4) == 2_000
    assert share_of(8, 4) == 707


@given(strategies.lists(strategies.sampled_from([*WEIGHTS, "?", "!"]), min_size=1, max_size=500))
def test_what_is_shown_adds_up_to_the_score(found: list[str]) -> None:
    scorer = Scorer(MODEL)
    told = scorer.account(found, (), ())
    assert told.score == scorer.score(found)
    assert told.base is not None
    assert told.base + sum(one.weight for one in told.weighed) == told.score
    assert [one.feature for one in told.weighed] == list(
        dict.fromkeys(one.feature for one in told.weighed)
    )


def test_a_report_says_signals_first_and_no_piece_of_what_it_said() -> None:
    scorer = Scorer(MODEL)
    shown = (signal("angka", "88"),)
    assert scorer.told(["zebr", "=zebra", "#88", ".xyz", "^sl$"], shown) == (
        'memuat kata "88"',
        'memuat "zebra"',
        "TLD .xyz",
    )


def test_what_is_mostly_read_already_is_no_second_reading() -> None:
    weights = {"olas": 300, "sbol": 200, "=stylo": 90}
    scorer = Scorer(replace(MODEL, weights=weights))
    shown = (signal("olahraga", "bola"),)
    assert scorer.told(["olas", "sbol"], shown) == ('memuat kata "bola"',)
    assert scorer.told(["olas", "=stylo"], shown) == ('memuat kata "bola"', 'memuat "stylo"')


def test_the_shape_says_which_threshold_counts() -> None:
    suffix = signal("akhiran", "xyz", supporting=True)
    game, sign = signal("slot", "slot", game=True), signal("angka", "88")
    against = signal("umum", "bengkel", against=True)
    assert shape_of(()) == "none"
    assert shape_of((suffix,)) == "suffix"
    assert shape_of((sign,)) == "word"
    assert shape_of((sign, suffix)) == "word+suffix"
    assert shape_of((sign, sign)) == "signs"
    assert shape_of((game, sign)) == "game"
    assert shape_of((game, suffix)) == "game+suffix"
    assert shape_of((game, sign, against)) == "against"


def test_a_word_for_an_ordinary_site_keeps_a_score_from_being_a_finding() -> None:
    scorer = Scorer(MODEL)
    game = signal("slot", "slot", game=True)
    assert scorer.is_weak(100, (game,))
    assert not scorer.is_weak(99, (game,))
    assert not scorer.is_weak(10_000, (game, signal("umum", "bengkel", against=True)))
