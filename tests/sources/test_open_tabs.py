import json

import pytest

from phone_audit.model.capture import GapReason, Medium
from phone_audit.model.evidence import SiteTraceKind
from phone_audit.model.phone import Known, OpenTab, Profile, ProfileKind
from phone_audit.sources.open_tabs import SOURCE, UNNAMED
from tests.captures import capture

SOCKET = "id.contoh.peramban_devtools_remote"
KNOWN = Known(sdk=34, devtools_sockets=(SOCKET,))
VERSION = b'{"Android-Package":"id.contoh.peramban"}'


def page(target, url, title="Judul Rahasia"):
    return {"id": target, "type": "page", "url": url, "title": title}


def read(rows, version=VERSION, known=KNOWN, **options):
    told = rows if isinstance(rows, bytes) else json.dumps(rows).encode()
    asked = SOURCE.questions(KNOWN)
    captures = tuple(
        capture(
            number,
            topic=question.topic,
            line=question.line,
            subject=question.subject,
            stdout=stdout,
            devtools=True,
            **options,
        )
        for number, (question, stdout) in enumerate(zip(asked, (version, told), strict=True), 1)
        if stdout is not None
    )
    return SOURCE.read(known, captures)


def hosts(reading):
    return [one.record.host for one in reading.sightings]


def reasons(reading):
    return [gap.reason for gap in reading.gaps]


def test_two_questions_per_browser_with_its_socket_masked():
    both = SOURCE.questions(Known(devtools_sockets=("chrome_devtools_remote", SOCKET)))
    assert [question.line for question in both] == [
        "localabstract:chrome_devtools_remote GET /json/version",
        "localabstract:chrome_devtools_remote GET /json/list",
        f"localabstract:{SOCKET} GET /json/version",
        f"localabstract:{SOCKET} GET /json/list",
    ]
    assert both[3].written == "localabstract:‹peramban 2›_devtools_remote GET /json/list"
    assert {question.medium for question in both} == {Medium.DEVTOOLS}
    assert SOURCE.questions(Known()) == ()


def test_one_trace_per_site_and_nothing_of_titles_and_paths():
    reading = read(
        [
            page("1", "https://Satu.invalid/jalan/rahasia?q=1#x"),
            page("2", "https://satu.invalid:8443/"),
            page("3", "http://pemakai@dua.invalid/"),
        ]
    )
    assert hosts(reading) == ["satu.invalid", "dua.invalid"]
    record = reading.sightings[0].record
    assert (record.trace, record.via) == (SiteTraceKind.OPEN_TAB, "id.contoh.peramban")
    assert (record.first_at, record.last_at, record.visits) == (None, None, None)
    assert reading.sightings[0].captures == (1, 2)
    for private in ("Rahasia", "rahasia", "pemakai", "jalan"):
        assert private not in repr(reading)


@pytest.mark.parametrize(
    "url",
    ["chrome://newtab/", "about:blank", "file:///sdcard/x", "data:text/html,https://a.invalid", ""],
)
def test_pages_of_no_site_leave_no_trace(url):
    reading = read([page("1", url)])
    assert hosts(reading) == []
    assert reading.facts == (OpenTab(socket=SOCKET, target="1", via="id.contoh.peramban"),)


def test_a_tab_belongs_to_a_user_only_where_there_is_one():
    def owner(*more):
        profiles = tuple(Profile(user=n, flags=0, profile=ProfileKind.OWNER) for n in (0, *more))
        (one,) = read([page("1", "https://a.invalid")], known=Known(profiles=profiles)).sightings
        return one.record.user

    assert owner() == 0
    assert owner(10) is None


@pytest.mark.parametrize("version", [None, b'{"Browser":"Chrome/156"}'])
def test_a_browser_that_does_not_tell_its_package(version):
    reading = read([page("1", "https://a.invalid")], version=version)
    assert reading.sightings[0].record.via == UNNAMED


@pytest.mark.parametrize("rows", [b"", b"{}", b'[{"id":', b"<html>"])
def test_a_list_that_is_none_is_a_gap(rows):
    reading = read(rows)
    assert reasons(reading) == [GapReason.NOT_UNDERSTOOD]
    assert not reading.covered[0].complete


def test_rows_of_another_shape_are_counted():
    reading = read([page("1", "https://a.invalid"), {"type": "page"}, 7])
    assert hosts(reading) == ["a.invalid"]
    assert [gap.detail for gap in reading.gaps] == ["2 tab"]


def test_another_http_status_is_a_gap():
    reading = read(b"no", exit_code=500)
    assert reasons(reading) == [GapReason.FAILED, GapReason.FAILED]
    assert hosts(reading) == []


def test_a_list_that_was_cut_is_a_gap():
    reading = read(b'[{"id":"1"', complete=False)
    assert GapReason.CUT in reasons(reading)
    assert not reading.covered[0].complete


def test_thousands_of_tabs():
    rows = [page(str(n), f"https://situs{n}.invalid/" + "x" * 500) for n in range(5_000)]
    assert len(read(rows).sightings) == 5_000
