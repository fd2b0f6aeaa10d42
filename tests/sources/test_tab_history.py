import json

from phone_audit.formats.devtools import BETWEEN
from phone_audit.model.capture import GapReason
from phone_audit.model.evidence import SiteTraceKind
from phone_audit.model.phone import Known, OpenTab
from phone_audit.sources.tab_history import SOURCE
from tests.captures import capture

SOCKET = "chrome_devtools_remote"
VIA = "com.android.chrome"


def known(count=3):
    tabs = tuple(OpenTab(socket=SOCKET, target=str(n), via=VIA) for n in range(1, count + 1))
    return Known(sdk=34, devtools_sockets=(SOCKET,), tabs=tabs)


def history(number, *urls):
    entries = [{"id": 1, "url": url, "title": "Judul Rahasia"} for url in urls]
    return {"id": number, "result": {"currentIndex": 0, "entries": entries}}


def sequence(*messages):
    return b"".join(BETWEEN + json.dumps(one).encode() + b"\n" for one in messages)


def read(*messages, count=3, **options):
    at = known(count)
    (question,) = SOURCE.questions(at)
    stdout = sequence(*messages)
    got = capture(topic=question.topic, line=question.line, stdout=stdout, devtools=True, **options)
    return SOURCE.read(at, (got,))


def told(reading):
    return {one.record.host: one.record.visits for one in reading.sightings}


def test_many_tabs_to_a_question_and_no_more_than_a_number_of_them():
    asked = SOURCE.questions(known(100))
    assert [len(question.line.split(" ")) - 2 for question in asked] == [16] * 6
    assert asked[0].line.endswith(" Page.getNavigationHistory " + " ".join(map(str, range(1, 17))))
    assert asked[0].written.startswith("localabstract:‹peramban 1›_devtools_remote ")
    assert SOURCE.questions(known(0)) == ()


def test_tabs_that_were_left_out_are_a_gap():
    reading = SOURCE.read(known(100), ())
    assert [(gap.reason, gap.detail) for gap in reading.gaps] == [(GapReason.NOT_ASKED, "4 tab")]


def test_entries_are_counted_by_site_over_all_tabs():
    reading = read(
        history(1, "https://a.invalid/jalan/rahasia", "https://b.invalid/"),
        history(2, "https://a.invalid/", "chrome://newtab/"),
        history(3),
    )
    assert told(reading) == {"a.invalid": 2, "b.invalid": 1}
    assert {one.record.trace for one in reading.sightings} == {SiteTraceKind.TAB_HISTORY}
    assert {one.record.days for one in reading.sightings} == {()}
    assert reading.covered[0].complete
    assert [tab.answers for tab in reading.facts] == [True] * 3
    for private in ("Rahasia", "rahasia", "jalan"):
        assert private not in repr(reading)


def test_tabs_that_are_not_loaded_are_a_gap_with_their_number():
    reading = read(history(2, "https://a.invalid/"), complete=False, exit_code=None)
    assert told(reading) == {"a.invalid": 1}
    assert [(gap.reason, gap.detail) for gap in reading.gaps] == [
        (GapReason.TIMED_OUT, "2 tab tidak menjawab")
    ]
    assert [tab.target for tab in reading.facts] == ["2"]
    assert not reading.covered[0].complete


def test_an_error_of_the_browser_is_a_gap():
    error = {"id": 1, "error": {"code": -32000, "message": "x"}}
    reading = read(error, count=1)
    assert [(gap.reason, gap.detail) for gap in reading.gaps] == [
        (GapReason.NOT_UNDERSTOOD, "1 tab")
    ]
    assert reading.facts == ()


def test_answers_of_tabs_nobody_asked_about_and_second_answers_are_left_out():
    a, b = history(1, "https://a.invalid/"), history(1, "https://b.invalid/")
    reading = read(
        a, b, history(0, "https://c.invalid/"), history(9, "https://d.invalid/"), count=1
    )
    assert told(reading) == {"a.invalid": 1}


def test_a_history_is_at_most_a_maybe():
    from phone_audit.assessment.use import COUNTED_ACTS

    assert SiteTraceKind.TAB_HISTORY not in COUNTED_ACTS
    assert SiteTraceKind.OPEN_TAB not in COUNTED_ACTS
