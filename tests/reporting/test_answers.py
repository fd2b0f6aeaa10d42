"""Box F: what is ticked, what fits, and what stands in the annex."""

from datetime import timedelta

from phone_audit.model.case import Zone
from phone_audit.model.papers import Answer, Response
from phone_audit.reporting.answers import answered
from phone_audit.reporting.document import Answered
from phone_audit.reporting.labels import COMMON, lexicon
from phone_audit.reporting.report_labels import REPORT
from phone_audit.reporting.voice import Voice
from tests.reporting.examples import ANSWERED

WORDS = lexicon("id", COMMON, REPORT)


def box(*answers: tuple[Answer, str | None]) -> Answered:
    responses = tuple(
        Response(at=ANSWERED + timedelta(hours=number), answer=answer, text=text)
        for number, (answer, text) in enumerate(answers)
    )
    return answered(responses, WORDS, Voice(lang="id", zone=Zone.WIB))


def ticked(shown: Answered) -> list[str]:
    return [one.label for one in (*shown.boxes, shown.unsigned) if one.ticked]


def test_without_an_answer_everything_is_left_to_the_pen() -> None:
    shown = box()
    assert ticked(shown) == []
    assert (shown.short, shown.whole) == ("", ())
    assert [one.label for one in shown.boxes] == [
        "menerima hasil",
        "menerima dengan penjelasan",
        "keberatan",
    ]


def test_the_newest_answer_is_ticked_and_all_texts_stay() -> None:
    shown = box((Answer.ACCEPTS, "Baik."), (Answer.OBJECTS, "Bukan  milik\nsaya."))
    assert ticked(shown) == ["keberatan"]
    assert shown.short == ("19 Nov 2026 09.19 WIB: Baik. 19 Nov 2026 10.19 WIB: Bukan milik saya.")
    assert len(shown.whole) == 2


def test_not_signing_ticks_the_witnesses_sentence_and_no_answer() -> None:
    shown = box((Answer.NOT_SIGNED, None))
    assert ticked(shown) == [WORDS["unsigned"]]
    shown = box((Answer.OBJECTS, "Tidak benar."), (Answer.NOT_SIGNED, None))
    assert ticked(shown) == ["keberatan", WORDS["unsigned"]]
    assert shown.short == "Tidak benar."


def test_a_long_text_goes_on_in_the_annex() -> None:
    text = "kata " * 700
    shown = box((Answer.OBJECTS, text))
    assert shown.short.endswith("… (selengkapnya pada Lampiran)")
    assert len(shown.short) < 370
    assert text.strip() in shown.whole[0]
