import pytest

from phone_audit.model.capture import GapReason
from phone_audit.model.phone import ContextKind, Known
from phone_audit.sources.context import SOURCE
from tests.captures import capture, read_golden

KNOWN = Known(sdk=36)


def read(topic, stdout, **more):
    return SOURCE.read(KNOWN, (capture(topic=topic, source="context", stdout=stdout, **more),))


def test_a_rooted_phone_is_told_by_what_it_shows():
    reading = read_golden("context/rooted")
    assert [(fact.context, fact.value) for fact in reading.facts] == [
        (ContextKind.ROOT_SIGNS, "/system/xbin/su"),
        (ContextKind.UNLOCKED_BOOT, "orange"),
        (ContextKind.DEBUGGABLE_BUILD, None),
        (ContextKind.ROOT_SIGNS, "test-keys"),
        (ContextKind.ROOT_SIGNS, "ro.secure=0"),
        (ContextKind.CLOCK_BY_HAND, None),
        (ContextKind.PRIVATE_DNS, "hostname"),
    ]
    assert reading.gaps == ()


def test_an_ordinary_phone_has_no_circumstances_and_no_gaps():
    reading = read_golden("context/android-8")
    assert reading.facts == ()
    assert reading.gaps == ()
    assert reading.covered[0].complete


def test_what_a_version_does_not_know_is_not_asked():
    topics = {
        sdk: [q.topic for q in SOURCE.questions(Known(sdk=sdk))] for sdk in (None, 27, 28, 36)
    }
    assert "private_dns" not in topics[27]
    assert "private_dns" in topics[28]
    assert topics[None] == topics[27]
    assert "advanced_protection" in topics[36]


@pytest.mark.parametrize("text", ["", "null", "\n", "off", "opportunistic", "milik.holder.example"])
def test_the_name_of_a_dns_server_is_never_kept(text):
    reading = read("private_dns", text.encode())
    assert reading.facts == ()


@pytest.mark.parametrize("tags", ["", "release-keys", "release-keys,milik-pabrikan", "keys"])
def test_tags_of_a_release_say_nothing(tags):
    reading = read("build_tags", tags.encode())
    assert (reading.facts, reading.gaps) == ((), ())


@pytest.mark.parametrize("value", ["purple\x1b[31m", "x" * 9999, "green\ngreen"])
def test_a_value_nobody_knows_is_a_gap_and_not_repeated(value):
    reading = read("verified_boot", value.encode())
    assert reading.facts == ()
    assert [gap.reason for gap in reading.gaps] == [GapReason.NOT_UNDERSTOOD]


def test_a_phone_that_mixes_its_streams_complains_among_its_answers():
    mixed = b"ls: /system/bin/su: No such file or directory\n/system/xbin/su\n"
    reading = read("root_files", mixed)
    assert [fact.value for fact in reading.facts] == ["/system/xbin/su"]
    assert reading.gaps == ()


def test_a_path_in_an_error_message_is_no_sign_of_root():
    reading = read(
        "root_files", b"", stderr=b"ls: /system/xbin/su: No such file or directory\n", exit_code=1
    )
    assert reading.facts == ()


@pytest.mark.parametrize("complete", [True, False])
def test_refusals_and_cut_answers_are_gaps(complete):
    reading = read(
        "auto_time",
        b"",
        stderr=b"java.lang.SecurityException: Permission Denial",
        exit_code=255,
        complete=complete,
    )
    assert [gap.reason for gap in reading.gaps] in ([GapReason.REFUSED], [GapReason.CUT])
    assert not reading.covered[0].complete
