import pytest

from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.formats.filters import apply
from phone_audit.formats.shell_line import parse_line
from phone_audit.model.capture import GapReason
from phone_audit.model.evidence import AppFile, SiteTrace
from phone_audit.model.phone import ChosenApp, Known
from phone_audit.model.record import replace
from phone_audit.simulator.android import apps
from phone_audit.simulator.android.folder import capture_files
from phone_audit.simulator.android.phone import App
from phone_audit.sources.declared_links import SOURCE
from tests.captures import capture, captures_of, known_of, read_golden
from tests.shared import shared
from tests.simulator.android_phones import NOW, SDKS, phone

WRAPPER, COLLECTOR = "id.contoh.selubung", "id.contoh.kumpulan"
CLAIMED, VOUCHED = "link_claimed", "link_vouched"


def known(*packages, sdk=34, **changes):
    return Known(
        sdk=sdk, chosen=tuple(ChosenApp(package=one, user=0) for one in packages), **changes
    )


def told(reading):
    records = [one.record for one in reading.sightings if isinstance(one.record, SiteTrace)]
    return [(one.host, one.trace.value, one.via) for one in records]


def read(text, known, **changes):
    return SOURCE.read(known, (capture(topic="declared_links", stdout=text.encode(), **changes),))


def test_what_an_app_claims_and_what_a_site_vouches_for():
    assert told(read_golden("declared_links/android-14_filtered")) == [
        ("situs.invalid", CLAIMED, COLLECTOR),
        ("m.situs.invalid", CLAIMED, COLLECTOR),
        ("lain.invalid", CLAIMED, COLLECTOR),
        ("judi.invalid", VOUCHED, WRAPPER),
        ("judi.invalid", VOUCHED, WRAPPER),
    ]
    users = {one.record.user for one in read_golden("declared_links/android-14_filtered").sightings}
    assert users == {0, 999}


def test_before_android_12_one_word_stands_for_every_domain_and_choices_do_not_count():
    reading = read_golden("declared_links/android-10_filtered")
    assert ("judi.invalid", VOUCHED, WRAPPER) in told(reading)
    assert ("situs.invalid", CLAIMED, COLLECTOR) in told(reading)
    assert "pabrik.invalid" not in {host for host, *_ in told(reading)}
    assert reading.gaps == ()


def test_who_signed_an_app_that_somebody_chose():
    reading = read_golden("declared_links/android-14_filtered")
    signed = [one.record for one in reading.sightings if isinstance(one.record, AppFile)]
    assert signed == [AppFile(package=COLLECTOR, user=0, certificate_sha256=("ab" * 32,))]


@pytest.mark.parametrize("field", ["watched", "browsers"])
def test_listed_apps_and_browsers_are_left_out(field):
    (answer,) = captures_of("declared_links/android-14_filtered")
    all_known = replace(known_of("declared_links/android-14_filtered"), watched=(), browsers=())
    everyone = {via for *_, via in told(SOURCE.read(all_known, (answer,)))}
    assert everyone == {WRAPPER, COLLECTOR, "id.contoh.peramban", "id.contoh.permainan"}
    without = SOURCE.read(replace(all_known, **{field: (WRAPPER,)}), (answer,))
    assert WRAPPER not in {via for *_, via in told(without)}


def test_a_domain_that_is_no_host_is_a_gap_and_a_star_alone_is_nothing():
    text = "App verification status:\n  Package: a.b\n  Domains: * x..y\n  Status:  ask\n"
    reading = read(text, known("a.b", sdk=29))
    assert reading.sightings == ()
    assert [(gap.reason, gap.detail) for gap in reading.gaps] == [
        (GapReason.NOT_UNDERSTOOD, "1 baris")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Domain verification status:\n",
        "App verification status:\n\n  No app verification established.\n\n",
    ],
)
def test_no_app_that_declares_anything_is_an_answer(text):
    reading = read(text, known("a.b"))
    assert (reading.sightings, reading.gaps) == ((), ())
    assert reading.covered[0].complete


def test_a_dump_without_the_list_is_a_gap():
    assert [gap.reason for gap in read("", known("a.b")).gaps] == [GapReason.NOT_UNDERSTOOD]
    cut = "Domain verification status:\n*** SERVICE 'package' DUMP TIMEOUT (60000ms) EXPIRED ***\n"
    assert [gap.reason for gap in read(cut, known("a.b")).gaps] == [GapReason.CUT]


def test_the_filter_leaves_everything_else_on_the_phone():
    (question,) = SOURCE.questions(Known(sdk=34))
    text = (
        "Domain verification status:\n  id.contoh.toko:\n    ID: 0123\n"
        "    Signatures: [14:6D:E9]\n    Domain verification state:\n      a.invalid: verified\n"
        "    User all:\n      Verification link handling allowed: true\n"
        "      Selection state:\n        Disabled:\n          *.b.invalid\n"
    )
    left, _ = apply(parse_line(question.line)[1:], text.encode())
    assert left.decode().split("\n") == [
        "Domain verification status:",
        "  id.contoh.toko:",
        "    Signatures: [14:6D:E9]",
        "    Domain verification state:",
        "      a.invalid: verified",
        "        Disabled:",
        "          *.b.invalid",
        "",
    ]


def test_the_real_android_10_report():
    text = shared("fixtures/pixel-android10-real/sections/dumpsys_package.txt").read_text()
    reading = read(text, known("com.accuweather.android", sdk=29), section=True)
    assert told(reading) == [
        ("accuweather.com", CLAIMED, "com.accuweather.android"),
        ("m.accuweather.com", CLAIMED, "com.accuweather.android"),
        ("www.accuweather.com", CLAIMED, "com.accuweather.android"),
    ]
    assert reading.gaps == ()


@pytest.mark.parametrize("sdk", SDKS)
def test_what_an_invented_phone_answers_through_its_own_filter(sdk):
    hosts = ("judi.example", "www.judi.example")
    wrapper = App(
        package=WRAPPER, app_id=0, installed_at=NOW, link_hosts=hosts, vouched_hosts=hosts
    )
    folder = CaptureFolder(capture_files(apps.install(phone(sdk), wrapper)))
    (question,) = SOURCE.questions(Known(sdk=sdk))
    answer = folder.answer(question.line)
    assert answer.captured
    text = answer.stdout.decode()
    assert ("Signatures" in text) == (sdk >= 31)  # older versions name no signer there
    reading = read(text, known(WRAPPER, sdk=sdk), line=question.line)
    assert told(reading) == [(host, VOUCHED, WRAPPER) for host in hosts]
    assert reading.gaps == ()
