import json

import pytest

from phone_audit.formats.devtools import BETWEEN
from phone_audit.model.capture import GapReason
from phone_audit.model.evidence import SiteTraceKind
from phone_audit.model.phone import Known, OpenTab
from phone_audit.sources import all_sources, stages
from phone_audit.sources.stored_data import SOURCE
from tests.captures import capture

SOCKET = "chrome_devtools_remote"
TABS = tuple(
    OpenTab(socket=SOCKET, target=str(n), via="com.android.chrome", answers=n > 1)
    for n in range(1, 5)
)


def known(*hosts, tabs=TABS):
    return Known(sdk=34, devtools_sockets=(SOCKET,), tabs=tabs, matched_hosts=hosts)


def read(at, *usages, **options):
    messages = [{"id": n, "result": {"usage": usage}} for n, usage in enumerate(usages, start=1)]
    stdout = b"".join(BETWEEN + json.dumps(one).encode() + b"\n" for one in messages)
    question = SOURCE.questions(at)[0]
    got = capture(topic=question.topic, line=question.line, stdout=stdout, devtools=True, **options)
    return SOURCE.read(at, (got,))


def test_only_hosts_that_matched_and_only_tabs_that_answer():
    lines = [question.line for question in SOURCE.questions(known("a.invalid", "m.b.invalid"))]
    assert lines == [
        f"localabstract:{SOCKET} Storage.getUsageAndQuota {target} "
        "https://a.invalid https://m.b.invalid"
        for target in ("2", "3")
    ]
    (first, _) = SOURCE.questions(known("a.invalid"))
    assert first.written == (
        "localabstract:‹peramban 1›_devtools_remote Storage.getUsageAndQuota 2 https://a.invalid"
    )


@pytest.mark.parametrize(
    "at",
    [known(), known("a.invalid", tabs=TABS[:1]), known("192.0.2.7"), known("2001:db8::1")],
    ids=["no match", "no loaded tab", "address", "address 6"],
)
def test_nothing_to_ask(at):
    assert SOURCE.questions(at) == ()
    assert SOURCE.read(at, ()).gaps == ()


def test_a_trace_for_each_site_that_stores_more_than_nothing():
    reading = read(known("a.invalid", "b.invalid"), 4096, 0)
    assert [(one.record.host, one.record.trace) for one in reading.sightings] == [
        ("a.invalid", SiteTraceKind.STORED_DATA)
    ]
    assert (reading.covered[0].read, reading.covered[0].complete) == (2, True)


def test_it_is_asked_when_every_other_source_has_matched_what_it_can():
    *_, last = stages(all_sources())
    tell_no_site = {"download_hashes", "large_app_signers"}
    assert {one.name for one in last} - tell_no_site == {SOURCE.name}


def test_not_more_than_twenty_sites():
    hosts = [f"situs{n}.invalid" for n in range(25)]
    at = known(*hosts)
    assert SOURCE.questions(at)[0].line.count("https://") == 20
    reading = read(at, *[0] * 20)
    assert [(gap.reason, gap.detail) for gap in reading.gaps] == [(GapReason.NOT_ASKED, "5 situs")]


@pytest.mark.parametrize("usage", [None, -1, "x"])
def test_a_number_that_is_none_is_a_gap(usage):
    reading = read(known("a.invalid"), usage)
    assert reading.sightings == ()
    assert [gap.reason for gap in reading.gaps] == [GapReason.NOT_UNDERSTOOD]


def test_a_silence_is_a_gap():
    reading = read(known("a.invalid", "b.invalid"), 7, complete=False, exit_code=None)
    assert [one.record.host for one in reading.sightings] == ["a.invalid"]
    assert [gap.reason for gap in reading.gaps] == [GapReason.CUT]
    assert not reading.covered[0].complete
