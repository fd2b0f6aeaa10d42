from phone_audit.formats.import_rows import LookupRow, VisitKind, VisitRow, write_rows
from phone_audit.model.phone import Known
from phone_audit.sources.name_lookups import SOURCE
from tests.captures import capture

NOON = 1_763_600_000_000
CHROME = "com.android.chrome"


def reading(*rows, complete=True):
    got = capture(stdout=write_rows(rows), section=True, complete=complete)
    return SOURCE.read(Known(), (got,))


def lookup(host="situs.invalid", package=CHROME, at=NOON):
    return LookupRow(host=host, package=package, at_ms=at)


def test_no_phone_is_asked():
    assert SOURCE.questions(Known(sdk=36)) == ()
    assert SOURCE.brought


def test_one_trace_for_each_site_and_app():
    read = reading(lookup(), lookup(at=NOON + 5_000), lookup(package="id.contoh.app"))
    first, second = (one.record for one in read.sightings)
    assert (first.via, second.via) == (CHROME, "id.contoh.app")
    assert (first.last_at - first.first_at).total_seconds() == 5
    assert (first.visits, first.uncounted, first.days) == (None, None, ())
    assert read.covered[0].complete


def test_a_name_that_is_no_package_is_not_written_down():
    (one,) = reading(lookup(package="Ponsel Budi")).sightings
    assert one.record.via == "intrusion_log"


def test_a_log_that_was_cut_proves_no_absence():
    assert not reading(lookup(), complete=False).covered[0].complete


def test_rows_of_another_kind_are_no_lookups():
    read = reading(VisitRow(host="situs.invalid", how=VisitKind.LINK))
    assert (read.sightings, len(read.gaps)) == ((), 1)
