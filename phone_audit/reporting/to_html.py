"""The document as one HTML file that fetches nothing: to be read where PDFs are awkward."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from phone_audit.reporting.document import Field, FindingLine, ReportDocument
from phone_audit.reporting.interface import Format
from phone_audit.reporting.typeset import qr_svg

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""Nothing is loaded, run or sent, whatever a browser finds in the file."""

_STYLE = """
:root { color-scheme: light; }
body { font: 15px/1.45 "Liberation Sans", Arial, sans-serif; color: #111; background: #fff;
  max-width: 60rem; margin: 1.5rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
header { text-align: center; border-bottom: 3px double #111; margin-bottom: 1rem; }
header p { margin: .1rem; }
h1 { font-size: 1.3rem; text-align: center; margin: .8rem 0 .2rem; }
h2 { font-size: 1.05rem; border-bottom: 1px solid #999; margin: 1.4rem 0 .4rem; }
h3 { font-size: 1rem; margin: 1rem 0 .3rem; }
table { border-collapse: collapse; width: 100%; margin: .4rem 0; }
th, td { border: 1px solid #777; padding: .25rem .45rem; text-align: left; vertical-align: top; }
th { background: #eee; overflow-wrap: break-word; }
td { overflow-wrap: break-word; }
dl { display: grid; grid-template-columns: minmax(9rem, auto) 1fr; gap: .1rem .8rem; margin: 0; }
dd { margin: 0; }
code, .code { font-family: "Liberation Mono", "Courier New", monospace; font-size: .92em; }
.secret { text-align: right; font-weight: bold; }
.outcome { border: 2px solid #111; padding: .5rem .8rem; }
.outcome strong { font-size: 1.15rem; }
.centred { text-align: center; }
.small { font-size: .88rem; color: #333; }
.gloss { font-style: italic; color: #555; }
.qr { width: 8rem; height: 8rem; float: right; margin: 0 0 .5rem 1rem; }
.signers { display: grid; grid-template-columns: 1fr 1fr; gap: 2.5rem 2rem; margin-top: 1rem; }
.signers p { margin: 0; } .signers .name { margin-top: 3rem; text-decoration: underline; }
footer { border-top: 1px solid #999; margin-top: 2rem; font-size: .85rem; }
@media print { body { margin: 0; max-width: none; } tr, .signers div { break-inside: avoid; } }
"""


def render(
    document: ReportDocument,
    evidence: bytes,  # noqa: ARG001 - the shape every format has
    reports: Path,  # noqa: ARG001
    papers: bytes = b"",  # noqa: ARG001
) -> bytes:
    """Return the LPP with its annex as UTF-8 HTML; the same input gives the same bytes.

    Everything is escaped, styles and the QR code stand in the file, and its own policy
    forbids a browser to load, run or send anything. The evidence is not inside: the hash
    at the foot names it.
    """
    words = document.labels
    title = f"{words['title']} {document.document_id}"
    parts = (
        f'<!doctype html>\n<html lang="{_text(document.lang)}">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_text(_POLICY)}">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{_text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
        *_head(document),
        "<main>",
        *_report(document),
        *_annex(document),
        "</main>",
        *_foot(document),
        "</body>\n</html>\n",
    )
    return "\n".join(parts).encode("utf-8", "xmlcharrefreplace")


def _head(document: ReportDocument) -> Iterable[str]:
    words = document.labels
    if document.head is not None:
        yield "<header>"
        yield f"<p>{_text(document.head.government)}</p><p><b>{_text(document.head.office)}</b></p>"
        yield from (f'<p class="small">{_text(line)}</p>' for line in document.head.lines)
        yield "</header>"
    if document.secret:
        yield f'<p class="secret">{_text(words["classification"])}</p>'
    yield f"<h1>{_text(words['title'])}</h1>"
    number = document.letter_number or "……………………"
    yield f'<p class="small centred">{_text(words["number"])}: {_text(number)}</p>'
    if document.fictitious:
        yield f'<p class="secret">{_text(words["fictitious"])}</p>'
    yield f"<p>{_text(words['basis'])}: {_text('; '.join(document.legal_basis))}.</p>"


def _report(document: ReportDocument) -> Iterable[str]:
    words, conclusion = document.labels, document.conclusion
    yield from _section(words["section_holder"], _fields(document.holder))
    phone = (*document.phone, *document.initial_state)
    yield from _section(words["section_phone"], _fields(phone))
    yield from _section(
        words["section_outcome"],
        (
            '<div class="outcome">',
            f"<p><strong>{_text(conclusion.label)}</strong></p>",
            f"<p>{_text(conclusion.sentence)}</p>",
            *(
                f'<p class="gloss" lang="en">{_text(gloss)}</p>'
                for gloss in (conclusion.label_gloss, conclusion.sentence_gloss)
                if gloss
            ),
            *(
                f'<p class="small">{_text(line)}</p>'
                for line in (
                    conclusion.rule,
                    conclusion.because,
                    conclusion.thresholds,
                    *conclusion.notes,
                    conclusion.review,
                    conclusion.reason,
                )
                if line
            ),
            f"<p><b>{_text(conclusion.draft)}</b></p>" if conclusion.draft else "",
            "</div>",
        ),
    )
    yield from _section(words["section_findings"], _findings(document))
    yield from _section(
        words["section_integrity"],
        (
            f'<div class="qr" role="img" aria-label="{_text(words["qr_alt"])}">',
            f"{qr_svg(document.qr_payload)}</div>",
            f"<p>{_text(words['sha256'])}: <code>{_text(document.evidence_sha256)}</code></p>",
            *_fields(document.integrity),
        ),
    )
    yield from _section(words["section_response"], _response(document))


def _findings(document: ReportDocument) -> Iterable[str]:
    words = document.labels
    if document.findings:
        columns = ("number", "source", "value", "sign", "strength", "when", "reference")
        yield from _table(
            [words[f"col_{column}"] for column in columns],
            [
                (
                    str(one.number),
                    one.sources,
                    one.value,
                    one.sign,
                    one.strength,
                    "; ".join(one.when),
                    one.reference,
                )
                for one in document.findings
            ],
        )
        for finding in document.findings:
            yield from _known(finding, words)
    else:
        yield f"<p>{_text(words['no_findings'])}</p>"
    yield from (f'<p class="small">{_text(note)}</p>' for note in document.finding_notes)


def _known(finding: FindingLine, words: dict[str, str]) -> Iterable[str]:
    yield f"<h3>{finding.number}. {_text(finding.value)}</h3>"
    yield f'<p class="small"><i>{_text(words["known"])}:</i> {_text("; ".join(finding.known))}.</p>'
    if finding.explanations:
        other = "; ".join(finding.explanations)
        yield f'<p class="small"><i>{_text(words["explanations"])}:</i> {_text(other)}.</p>'


def _response(document: ReportDocument) -> Iterable[str]:
    words, answered = document.labels, document.answered
    yield "<p>" + " &emsp; ".join(_box(box.label, box.ticked) for box in answered.boxes) + "</p>"
    yield from (f"<p>{_text(text)}</p>" for text in answered.whole or (answered.short,) if text)
    yield f'<p class="small">{_text(words["rights"])}</p>'
    yield f'<p class="small">{_box(answered.unsigned.label, answered.unsigned.ticked)}</p>'
    yield f'<p>{_text(document.place_and_day)}</p><div class="signers">'
    for signer in document.signers:
        name, number = signer.name or "……………………", signer.number
        yield (
            f"<div><p>{_text(signer.role)}</p>"
            f'<p class="name"><b>{_text(name)}</b></p><p>{_text(number)}</p></div>'
        )
    yield "</div>"


def _annex(document: ReportDocument) -> Iterable[str]:
    words, annex = document.labels, document.annex
    yield f"<h1>{_text(words['annex_title'])}</h1>"
    if annex.timeline:
        columns = ("day", "finding", "value", "on_screen", "traffic", "records")
        yield from _section(
            words["annex_timeline"],
            _table(
                [words[f"col_{column}"] for column in columns],
                [
                    (
                        one.day,
                        str(one.finding),
                        one.value,
                        one.on_screen,
                        one.traffic,
                        one.records,
                    )
                    for one in annex.timeline
                ],
            ),
        )
    yield from _section(words["annex_limits"], _list(annex.limits, ordered=True))
    yield from _section(
        words["annex_sources"],
        _table(
            [words[f"col_{column}"] for column in ("source", "state", "read", "matched", "limits")],
            [(one.title, one.status, one.read, one.matched, one.limits) for one in annex.sources],
        ),
    )
    gaps = [(one.source, one.topic, one.reason, one.user, one.reference) for one in annex.gaps]
    yield from _section(
        words["annex_gaps"],
        _table(
            [words[f"col_{column}"] for column in ("source", "topic", "gap", "who", "reference")],
            gaps,
        )
        if gaps
        else (f"<p>{_text(words['no_gaps'])}</p>",),
    )
    yield from _section(words["annex_rules"], _list(annex.rules))
    if annex.context:
        yield from _section(words["annex_context"], _fields(annex.context))
    yield from _section(words["annex_versions"], _fields(annex.versions))
    for key, lines in (
        ("annex_changes", annex.changes),
        ("annex_again", annex.again),
        ("annex_principles", annex.principles),
    ):
        yield from _section(words[key], _list(lines))
    columns = ("number", "command", "started", "ended", "exit", "bytes")
    yield from _section(
        words["annex_commands"],
        _table(
            [*(words[f"col_{column}"] for column in columns), words["sha256"]],
            [
                (
                    str(one.number),
                    one.command,
                    one.started,
                    one.ended,
                    one.exit,
                    one.size,
                    one.sha256,
                )
                for one in annex.commands
            ],
        ),
    )


def _foot(document: ReportDocument) -> Iterable[str]:
    words = document.labels
    yield (
        f"<footer><p>{_text(words['foot_id'])} {_text(document.document_id)} · "
        f"{_text(words['foot_hash'])} <code>{_text(document.evidence_sha256)}</code></p></footer>"
    )


def _section(title: str, lines: Iterable[str]) -> Iterable[str]:
    yield f"<section><h2>{_text(title)}</h2>"
    yield from lines
    yield "</section>"


def _fields(fields: Sequence[Field]) -> Iterable[str]:
    yield "<dl>"
    for field in fields:
        if field.boxes:
            value = " &emsp; ".join(_box(box.label, box.ticked) for box in field.boxes)
        else:
            value = _text(field.value or "……………………")
        code = ' class="code"' if field.code else ""
        yield f"<dt>{_text(field.label)}</dt><dd{code}>{value}</dd>"
    yield "</dl>"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    cells = "".join(f'<th scope="col">{_text(cell)}</th>' for cell in head)
    yield f"<table><thead><tr>{cells}</tr></thead><tbody>"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>"
    yield "</tbody></table>"


def _list(lines: Iterable[str], *, ordered: bool = False) -> Iterable[str]:
    tag = "ol" if ordered else "ul"
    yield f"<{tag}>" + "".join(f"<li>{_text(line)}</li>" for line in lines) + f"</{tag}>"


def _box(label: str, ticked: bool) -> str:  # noqa: FBT001 - a box is ticked or not
    return f"{'☒' if ticked else '☐'} {_text(label)}"


def _text(text: str) -> str:
    return escape(text, quote=True)


FORMAT = Format(name="html", suffix=".html", render=render)
