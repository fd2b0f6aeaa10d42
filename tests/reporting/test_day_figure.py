"""The figure of the timeline: what stands on which day, and what it says in words."""

from datetime import UTC, datetime, timedelta

from phone_audit.model.case import Zone
from phone_audit.model.evidence import AppTraffic, Sighting
from phone_audit.model.record import replace
from phone_audit.reporting.day_figure import day_figure
from phone_audit.reporting.document import DayFigure, Mark
from phone_audit.reporting.voice import Voice
from tests.reporting.findings import USE, app_finding, many_findings, site_finding

ID = Voice(lang="id", zone=Zone.WIB)


def drawn(*findings: object, voice: Voice = ID) -> DayFigure:
    figure = day_figure(findings, voice)  # type: ignore[arg-type]
    assert figure is not None
    return figure


def test_without_a_dated_record_there_is_no_figure() -> None:
    assert day_figure((), ID) is None
    undated = app_finding(first_installed_at=None, last_updated_at=None)
    assert day_figure((undated,), ID) is None


def test_days_are_counted_from_the_first_and_bars_are_minutes() -> None:
    figure = drawn(app_finding(use=USE), site_finding())
    assert (figure.first, figure.last, figure.days) == ("2 Nov 2026", "17 Nov 2026", 16)
    app, site = figure.tracks
    assert app.marks == (Mark(day=0, shape="begin"),)
    assert app.screen == ((10, 12), (12, 40), (13, 3), (15, 17))
    assert app.traffic == (12, 13, 15)
    assert site.marks == (Mark(day=1, shape="site"),)
    assert figure.most_minutes == 40
    assert figure.ticks[0] == (0, "2 Nov")
    assert figure.ticks[1] == (2, "4 Nov")


def test_the_words_tell_what_the_figure_shows() -> None:
    alt = drawn(app_finding(use=USE)).tracks[0].alt
    assert alt == (
        "Garis waktu temuan 1, id.contoh.slot777, 2 Nov 2026 sampai 17 Nov 2026: dipasang "
        "2 Nov 2026; tampil di layar pada 4 hari, paling lama 40 menit sehari; lalu lintas data "
        "pada 3 hari."
    )
    english = drawn(app_finding(use=USE), voice=Voice(lang="en", zone=Zone.WIB)).tracks[0].alt
    assert english.startswith("Timeline of finding 1")


def test_a_short_story_still_has_two_weeks() -> None:
    figure = drawn(site_finding(1))
    assert (figure.days, figure.last) == (14, "3 Nov 2026")
    assert figure.tracks[0].marks == (Mark(day=13, shape="site"),)


def test_what_is_older_than_the_figure_is_named_at_its_edge() -> None:
    old = app_finding(use=USE, first_installed_at=datetime(2025, 3, 1, tzinfo=UTC))
    figure = drawn(replace(old, sightings=old.sightings))
    assert figure.days == 120
    assert figure.tracks[0].before == "dipasang 1 Mar 2025"
    assert figure.tracks[0].screen[-1] == (119, 17)


def test_the_day_is_that_of_the_place() -> None:
    late = app_finding(first_installed_at=datetime(2026, 11, 2, 20, tzinfo=UTC))
    wib, wit = drawn(late), drawn(late, voice=Voice(lang="id", zone=Zone.WIT))
    assert "3 Nov 2026" in wib.tracks[0].alt
    assert "3 Nov 2026" in wit.tracks[0].alt
    early = app_finding(first_installed_at=datetime(2026, 11, 2, 15, 30, tzinfo=UTC))
    assert "2 Nov 2026" in drawn(early).tracks[0].alt
    assert "3 Nov 2026" in drawn(early, voice=Voice(lang="id", zone=Zone.WIT)).tracks[0].alt


def test_days_no_phone_had_are_left_to_the_table() -> None:
    days = ("0001-01-01", "9999-12-31", "1970-01-01", "kemarin", "2026-11-05")
    traffic = AppTraffic(
        package="id.contoh.slot777", user=0, received_bytes=1, sent_bytes=1, days=days
    )
    finding = app_finding(first_installed_at=None, last_updated_at=None)
    finding = replace(finding, sightings=(Sighting(record=traffic, captures=(1,)),))
    figure = drawn(finding)
    assert (figure.last, figure.tracks[0].traffic) == ("5 Nov 2026", (13,))


def test_many_findings_are_not_all_drawn_and_that_is_said() -> None:
    figure = drawn(*many_findings(30))
    assert len(figure.tracks) == 8
    assert figure.left_out == 22


def test_long_spans_have_few_ticks() -> None:
    for days in range(1, 200):
        begin = datetime(2026, 11, 2, 5, tzinfo=UTC)
        figure = drawn(
            app_finding(first_installed_at=begin, last_updated_at=begin + timedelta(days=days))
        )
        assert 2 <= len(figure.ticks) <= 10
        assert all(0 <= day < figure.days for day, _ in figure.ticks)
