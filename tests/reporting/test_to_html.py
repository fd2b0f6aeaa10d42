"""One HTML file: everything the document says, nothing fetched, nothing run."""

import re
from html.parser import HTMLParser

import pytest

from phone_audit.model.assessment import Outcome
from phone_audit.reporting.to_html import FORMAT, render
from tests.reporting.examples import document_of, examination, with_findings
from tests.reporting.findings import app_finding, many_findings
from tests.reporting.places import REPORTS

HOSTILE = "<script>alert(1)</script>\"' onload=x &amp; <img src=//evil.example>"


class Page(HTMLParser):
    """What a browser sees: tags with their attributes, and the text."""

    def __init__(self, data):
        super().__init__()
        self.tags = []
        self.text = []
        self.open = []
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)

    @property
    def words(self):
        return " ".join(" ".join(self.text).split())


def page(whole, lang="id"):
    document, evidence = document_of(whole, lang)
    data = render(document, evidence, REPORTS)
    assert data == render(document, evidence, REPORTS)
    return document, Page(data), data


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_everything_a_report_says_is_there(outcome, lang):
    document, seen, _ = page(examination(outcome), lang)
    assert seen.open == []
    assert document.conclusion.label in seen.words
    assert document.conclusion.sentence in seen.words
    for finding in document.findings:
        assert finding.value in seen.words
        for fact in (*finding.known, *finding.explanations):
            assert " ".join(fact.split()) in seen.words
    for line in (*document.annex.limits, *document.annex.changes, document.labels["rights"]):
        assert " ".join(line.split()) in seen.words
    for command in document.annex.commands:
        assert command.sha256 in seen.words
    assert document.evidence_sha256 in seen.words


def test_a_browser_is_told_to_load_nothing_and_has_nothing_to_load():
    _, seen, data = page(examination(Outcome.SUSPECTED))
    policy = next(a["content"] for t, a in seen.tags if t == "meta" and "http-equiv" in a)
    assert policy.startswith("default-src 'none'")
    forbidden = {"script", "img", "link", "iframe", "object", "embed", "form", "a", "base", "audio"}
    assert not forbidden & {tag for tag, _ in seen.tags}
    names = {name for _, attributes in seen.tags for name in attributes}
    assert not {name for name in names if name.startswith("on")} | ({"src", "href"} & names)
    assert b"url(" not in data
    assert b"@import" not in data


def test_markup_of_strangers_stays_text():
    whole = with_findings((app_finding(name=HOSTILE),), letter_number=HOSTILE)
    document, seen, data = page(whole)
    assert b"<script>alert" not in data
    assert b"<img" not in data
    assert {tag for tag, _ in seen.tags}.isdisjoint({"script", "img"})
    assert document.letter_number in seen.words or "alert(1)" in seen.words


def test_a_thousand_findings_are_a_thousand_rows():
    _, _, data = page(with_findings(many_findings(1000)))
    assert len(re.findall(r"<h3>\d+\. ", data.decode())) == 1000


def test_it_is_a_format():
    assert (FORMAT.name, FORMAT.suffix) == ("html", ".html")
