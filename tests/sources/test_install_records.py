from phone_audit.model.capture import GapReason
from phone_audit.model.evidence import AppTrace, SiteTrace, SiteTraceKind
from phone_audit.model.phone import Known, Profile, ProfileKind
from phone_audit.sources.install_records import SOURCE
from tests.captures import capture

PRIVATE = Profile(user=11, flags=0x1010, profile=ProfileKind.PRIVATE_SPACE)


def sessions(pairs):
    text = f"Historical install sessions:\n  Session 1:\n    {pairs}\n"
    return capture(stdout=text.encode(), topic="install_sessions")


def test_changes_are_asked_from_android_8_on():
    assert [q.topic for q in SOURCE.questions(Known(sdk=25))] == ["install_sessions"]
    assert [q.topic for q in SOURCE.questions(Known())] == ["install_sessions"]
    assert [q.topic for q in SOURCE.questions(Known(sdk=26))] == [
        "install_sessions",
        "package_changes",
    ]


def test_a_session_without_a_package_still_names_its_sites():
    reading = SOURCE.read(
        Known(sdk=34),
        (
            sessions(
                "userId=0 createdMillis=1763588000000 appPackageName=null "
                "originatingUri=https://A.situs.invalid/x?token=rahasia "
                "referrerUri=https://b.situs.invalid/ mFinalStatus=0 "
            ),
        ),
    )
    download, referrer = (one.record for one in reading.sightings)
    assert isinstance(download, SiteTrace)
    assert (download.host, download.trace) == ("a.situs.invalid", SiteTraceKind.DOWNLOAD)
    assert (referrer.host, referrer.trace) == ("b.situs.invalid", SiteTraceKind.REFERRER)
    assert (download.via, download.user) == ("android", 0)
    assert "token" not in repr(reading)


def test_an_unended_session_neither_succeeded_nor_failed():
    for status, succeeded in (("0", None), ("1", True), ("-103", False)):
        pairs = f"userId=0 createdMillis=1 appPackageName=a.b mFinalStatus={status} "
        (sighting,) = SOURCE.read(Known(sdk=34), (sessions(pairs),)).sightings
        assert isinstance(sighting.record, AppTrace)
        assert sighting.record.succeeded is succeeded
        assert sighting.record.at is None  # created at 1 ms is never


def test_nothing_of_a_closed_profile_is_read_nor_of_an_unknown_user_beside_one():
    known = Known(sdk=35, profiles=(PRIVATE,))
    for user in ("userId=11 ", ""):
        pairs = f"{user}createdMillis=1 appPackageName=a.b originatingUri=https://c.invalid/ x=1 "
        assert SOURCE.read(known, (sessions(pairs),)).sightings == ()
    changes = capture(
        stdout=b"Package Changes:\n  User 11:\n    seq=1, package=a.b\n", topic="package_changes"
    )
    assert SOURCE.read(known, (changes,)).sightings == ()


def test_silence_is_not_an_absence():
    for topic in ("install_sessions", "package_changes", "package_service"):
        reading = SOURCE.read(Known(sdk=34), (capture(stdout=b"", topic=topic),))
        assert [gap.reason for gap in reading.gaps] == [GapReason.NOT_UNDERSTOOD]
        assert not reading.covered[0].complete
