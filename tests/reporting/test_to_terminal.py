"""What an officer sees: shape, word, findings, gaps; and nothing a phone could paint."""

import io

import pytest
from rich.console import Console

from phone_audit.model.assessment import Outcome
from phone_audit.model.capture import Gap, GapReason
from phone_audit.model.record import replace
from phone_audit.reporting.document import ReportDocument
from phone_audit.reporting.to_terminal import SHAPES, terminal
from tests.reporting.examples import document_of, examination, with_findings
from tests.reporting.findings import app_finding


def shown(document: ReportDocument) -> str:
    out = io.StringIO()
    Console(file=out, width=100, force_terminal=False).print(terminal(document))
    return out.getvalue()


@pytest.mark.parametrize("outcome", Outcome)
def test_shape_and_word_say_the_outcome_without_colour(outcome: Outcome) -> None:
    document, _ = document_of(examination(outcome))
    assert f"{SHAPES[outcome]} {document.conclusion.label}" in shown(document)


def test_shapes_differ() -> None:
    assert len(set(SHAPES.values())) == len(Outcome)


def test_findings_are_shown_with_what_may_explain_them() -> None:
    document, _ = document_of(examination(Outcome.SUSPECTED))
    text = " ".join(shown(document).split())
    assert "1. id.contoh.slot777 KUAT · Aplikasi terpasang" in text
    assert "pernah dibuka sekurangnya sekali sejak dipasang" in text
    assert "Penjelasan lain yang mungkin: tidak terpasang lagi" in text


def test_findings_come_with_what_their_sources_do_not_show() -> None:
    document, _ = document_of(examination(Outcome.SUSPECTED))
    text = " ".join(shown(document).split())
    told = [one for one in document.annex.sources if f"Batas sumber, {one.title}: " in text]
    assert told
    for source in told:
        assert " ".join(source.limits.split()) in text
    assert len(told) < len(document.annex.sources)
    nil, _ = document_of(examination(Outcome.NIL))
    assert "Batas sumber" not in shown(nil)


def test_a_phone_cannot_paint_the_terminal() -> None:
    finding = replace(app_finding(1, version_name="[red]x[/] \x1b[2J"), value="[blink]id[/]")
    text = shown(document_of(with_findings((finding,)))[0])
    assert "[blink]id[/]" in text
    assert "[red]x[/]" in " ".join(text.split())
    assert "\x1b" not in text


def test_many_gaps_are_counted_instead_of_scrolling_away() -> None:
    whole = examination()
    gaps = tuple(
        Gap(source="app_use", topic=f"t{number}", reason=GapReason.REFUSED) for number in range(40)
    )
    whole = replace(whole, assessment=replace(whole.assessment, gaps=gaps))
    text = shown(document_of(whole)[0])
    assert "ditolak oleh perangkat" in text
    assert "… +28" in text
