"""The document on a terminal: outcome with shape, word and colour; findings; what was not read."""

from collections.abc import Iterator, Mapping

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from phone_audit.model.assessment import Outcome
from phone_audit.reporting.document import GapLine, ReportDocument

SHAPES: Mapping[Outcome, str] = {
    Outcome.INDICATED_USE: "■",
    Outcome.SUSPECTED: "▲",
    Outcome.CLARIFY: "◊",
    Outcome.INCONCLUSIVE: "□",
    Outcome.NIL: "●",
}
COLOURS: Mapping[Outcome, str] = {
    Outcome.INDICATED_USE: "red",
    Outcome.SUSPECTED: "yellow",
    Outcome.CLARIFY: "cyan",
    Outcome.INCONCLUSIVE: "magenta",
    Outcome.NIL: "green",
}
_MAX_GAPS = 12


def terminal(document: ReportDocument) -> RenderableType:
    """Return what an officer needs to see of a report, for a Rich console.

    Everything stands in ``Text`` objects: square brackets from a phone are no markup.
    The meaning never hangs on the colour alone.
    """
    words = document.labels
    return Group(
        _conclusion(document),
        _findings(document) if document.findings else Text(words["no_findings"]),
        _gaps(document.annex.gaps, words) if document.annex.gaps else Text(words["no_gaps"]),
        Text(words["not_recorded"], style="dim"),
    )


def _conclusion(document: ReportDocument) -> Panel:
    conclusion = document.conclusion
    colour = COLOURS[conclusion.outcome]
    head = Text(f"{SHAPES[conclusion.outcome]} {conclusion.label}", style=f"bold {colour}")
    body = Text(conclusion.sentence)
    small = " ".join(part for part in (conclusion.rule, conclusion.because) if part)
    lines = [head, body, *(Text(note) for note in conclusion.notes), Text(small, style="dim")]
    if conclusion.review:
        lines.append(Text(" ".join(filter(None, (conclusion.review, conclusion.reason)))))
    if conclusion.draft:
        lines.append(Text(conclusion.draft, style="italic"))
    phone = document.phone[0].value
    return Panel(
        Group(*lines),
        title=Text(f"{document.document_id} · {phone}"),
        title_align="left",
        border_style=colour,
        box=box.ROUNDED,
    )


def _findings(document: ReportDocument) -> Group:
    words = document.labels
    lines: list[RenderableType] = [Text(words["section_findings"], style="bold")]
    for finding in document.findings:
        head = Text.assemble(
            f"{finding.number}. ",
            (finding.value, "bold"),
            f"  {finding.strength} · {finding.sources} · {finding.sign} · {finding.reference}",
        )
        lines.append(head)
        lines.append(_indented(words["known"], finding.known))
        if finding.explanations:
            lines.append(_indented(words["explanations"], finding.explanations))
    lines += _limits(document)
    return Group(*lines)


def _limits(document: ReportDocument) -> Iterator[Text]:
    """Yield what each source that a finding rests on does not show."""
    titles = {title for finding in document.findings for title in finding.sources.split(", ")}
    label = document.labels["col_limits"]
    for source in document.annex.sources:
        if source.title in titles:
            yield Text.assemble(
                (f"{label}, {source.title}: ", "italic"), source.limits, style="dim"
            )


def _indented(label: str, facts: tuple[str, ...]) -> Padding:
    text = Text.assemble((f"{label}: ", "italic"), "; ".join(facts), style="dim")
    return Padding(text, (0, 0, 0, 3))


def _gaps(gaps: tuple[GapLine, ...], words: Mapping[str, str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title=Text(words["annex_gaps"]), title_justify="left")
    for key in ("col_source", "col_topic", "col_gap", "col_who"):
        table.add_column(Text(words[key]), overflow="fold")
    for gap in gaps[:_MAX_GAPS]:
        table.add_row(Text(gap.source), Text(gap.topic), Text(gap.reason), Text(gap.user))
    if len(gaps) > _MAX_GAPS:
        table.add_row(Text(f"… +{len(gaps) - _MAX_GAPS}"), Text(""), Text(""), Text(""))
    return table
