import re

import pytest

from phone_audit.knowledge import known_after
from phone_audit.model.capture import GapReason
from phone_audit.model.evidence import Presence
from phone_audit.model.phone import AppPath, ClosedUser, Known, Profile, ProfileKind
from phone_audit.sources.installed_apps import SOURCE
from tests.captures import capture
from tests.shared import shared

OWNER = Profile(user=0, flags=0x13, profile=ProfileKind.OWNER, running=True)
WORK = Profile(user=10, flags=0x1030, profile=ProfileKind.WORK, running=True)
ODD = Profile(user=12, flags=0x1010, profile=ProfileKind.UNKNOWN, running=True)
FOLDER = Profile(user=150, flags=0x61010, profile=ProfileKind.SECURE_FOLDER, running=True)
REFUSAL = b"java.lang.SecurityException: Shell does not have permission to access user 10\n"
IN, OUT = "ceDataInode=7 installed=true hidden=false", "ceDataInode=0 installed=false hidden=false"


def block(name, **users):
    lines = "".join(f"    User {user[1:]}: {state}\n" for user, state in users.items())
    return f"  Package [{name}] (1f):\n    versionCode=1\n    flags=[ HAS_CODE ]\n{lines}"


def listing(*names, user=0, number=1, **kwargs):
    text = "".join(f"package:{name}\n" for name in names)
    return capture(number, topic="package_list", stdout=text.encode(), user=user, **kwargs)


def dump(*blocks, number=9, section=False, **kwargs):
    text = "Packages:\n" + "".join(blocks)
    return capture(number, topic="package_dump", stdout=text.encode(), section=section, **kwargs)


def read(*captures, profiles=(OWNER,), **known):
    return SOURCE.read(Known(profiles=profiles, **known), captures)


def found(reading):
    return {(one.record.package, one.record.user, one.record.presence) for one in reading.sightings}


def closed(reading):
    return [gap.user for gap in reading.gaps if gap.reason is GapReason.CLOSED_PROFILE]


def whole(reading):
    return {one.user: one.complete for one in reading.covered}


def test_questions_by_version_and_user():
    lines = [q.line for q in SOURCE.questions(Known(sdk=34, profiles=(OWNER, WORK, FOLDER)))]
    assert lines == [
        "pm list packages -f -i -U --show-versioncode --user 0",
        "pm list packages -f -i -U --show-versioncode --user 10",
        "dumpsys -t 60 package packages",
    ]
    for sdk in (None, 24, 25):
        assert SOURCE.questions(Known(sdk=sdk))[0].line == "pm list packages -f -i --user 0"


def test_the_list_decides_and_the_dump_gives_details():
    reading = read(listing("a.b"), dump(block("a.b", u0=IN), block("c.d", u0=IN)))
    assert found(reading) == {("a.b", 0, Presence.INSTALLED)}
    assert reading.sightings[0].captures == (1, 9)
    assert reading.sightings[0].record.version_code == 1
    assert whole(reading) == {0: True}


def test_hidden_and_removed_apps_stand_in_the_dump_alone():
    hidden = "ceDataInode=7 installed=true hidden=true"
    kept = "ceDataInode=7 installed=false hidden=false notLaunched=true"
    reading = read(listing("a.b"), dump(block("c.d", u0=hidden), block("e.f", u0=kept)))
    assert ("c.d", 0, Presence.HIDDEN) in found(reading)
    assert ("e.f", 0, Presence.DATA_KEPT) in found(reading)
    assert all(one.record.opened is None for one in reading.sightings)


def test_what_another_user_has_is_not_known_only_here():
    both = (OWNER, WORK)
    reading = read(
        listing("a.b"),
        listing("a.b", "c.d", user=10, number=2),
        dump(block("c.d", u0=OUT, u10=IN), block("e.f", u0=OUT, u10=OUT)),
        profiles=both,
    )
    assert found(reading) == {
        ("a.b", 0, Presence.INSTALLED),
        ("a.b", 10, Presence.INSTALLED),
        ("c.d", 10, Presence.INSTALLED),
        ("e.f", 0, Presence.KNOWN_ONLY),
    }


def test_a_user_that_refuses_is_closed_and_nothing_of_it_is_said():
    reading = read(
        listing("a.b"),
        listing("x.y", user=10, number=2, stderr=REFUSAL, exit_code=255),
        dump(block("a.b", u0=IN, u10=IN), block("c.d", u0=OUT, u10=IN)),
        profiles=(OWNER, WORK),
    )
    assert found(reading) == {("a.b", 0, Presence.INSTALLED)}
    assert closed(reading) == [10]
    assert whole(reading) == {0: True}
    assert not any("c.d" in repr(gap) for gap in reading.gaps)
    assert ClosedUser(user=10) in reading.facts
    known = known_after(Known(profiles=(OWNER, WORK)), reading.facts, ())
    assert (known.is_closed(10), known.is_closed(0), known.is_closed(None)) == (True, False, False)


def test_a_sleeping_profile_that_answers_nothing_is_closed():
    asleep = Profile(user=10, flags=0x1030, profile=ProfileKind.WORK, running=False)
    reading = read(
        listing("a.b"),
        listing(user=10, number=2),
        dump(block("c.d", u0=OUT, u10=IN)),
        profiles=(OWNER, asleep),
    )
    assert closed(reading) == [10]
    assert ("c.d", 10, Presence.INSTALLED) not in found(reading)


def test_a_closed_kind_is_not_asked_and_its_data_are_not_read():
    reading = read(
        listing("a.b"),
        dump(
            block("c.d", u0=OUT, u150=IN),
            block("e.f", u0=OUT, u150="ceDataInode=3 installed=false"),
        ),
        profiles=(OWNER, FOLDER),
    )
    assert found(reading) == {("a.b", 0, Presence.INSTALLED)}
    assert closed(reading) == [150]


def test_a_block_that_is_silent_about_a_closed_profile_says_nothing():
    reading = read(listing("a.b"), dump(block("c.d", u0=OUT)), profiles=(OWNER, FOLDER))
    assert found(reading) == {("a.b", 0, Presence.INSTALLED)}


def test_a_list_that_failed_is_replaced_by_the_dump_and_is_not_complete():
    failed = listing(stderr=b"Error: Unknown option: -U\n", exit_code=1)
    reading = read(failed, dump(block("a.b", u0=IN), block("c.d", u0=OUT)))
    assert ("a.b", 0, Presence.INSTALLED) in found(reading)
    assert whole(reading) == {0: False}
    assert [gap.reason for gap in reading.gaps] == [GapReason.FAILED]


def test_a_list_that_never_came_back_is_replaced_by_the_dump():
    reading = read(listing("a.b"), dump(block("c.d", u0=OUT, u10=IN)), profiles=(OWNER, WORK))
    assert ("c.d", 10, Presence.INSTALLED) in found(reading)
    assert whole(reading) == {0: True, 10: False}


def test_nobody_knows_whether_an_odd_profile_without_a_list_is_closed():
    reading = read(listing("a.b"), dump(block("c.d", u0=OUT, u12=IN)), profiles=(OWNER, ODD))
    assert found(reading) == {("a.b", 0, Presence.INSTALLED)}
    assert whole(reading) == {0: True, 12: False}


def test_without_the_dump_the_list_alone_gives_records():
    reading = read(listing("a.b"))
    assert found(reading) == {("a.b", 0, Presence.INSTALLED)}
    assert reading.sightings[0].captures == (1,)
    assert whole(reading) == {0: False}


def test_an_empty_list_is_no_list():
    reading = read(listing(), dump(block("a.b", u0=IN)))
    assert [gap.reason for gap in reading.gaps] == [GapReason.NOT_UNDERSTOOD]
    assert whole(reading) == {0: False}


def test_a_user_nobody_listed_is_closed():
    reading = read(listing("a.b"), dump(block("a.b", u0=IN, u77=IN)))
    assert closed(reading) == [77]
    assert found(reading) == {("a.b", 0, Presence.INSTALLED)}


@pytest.mark.parametrize("zone", ["Asia/Makassar", "+08:00"])
def test_times_by_the_phones_zone(zone):
    text = block("a.b", u0=IN).replace(
        "    flags", "    firstInstallTime=2026-11-13 08:00:00\n    flags"
    )
    record = read(listing("a.b"), dump(text), zone=zone).sightings[0].record
    assert record.first_installed_at.isoformat() == "2026-11-13T00:00:00+00:00"


def test_without_a_zone_text_gives_no_time():
    text = block("a.b", u0=IN).replace(
        "    flags", "    lastUpdateTime=2026-11-13 08:00:00\n    flags"
    )
    record = read(listing("a.b"), dump(text), zone="nowhere").sightings[0].record
    assert record.last_updated_at is None


def test_a_bug_report_is_read_for_known_users_only():
    report = dump(block("a.b", u0=IN, u10=IN, u12=IN, u150=IN), section=True)
    reading = read(report, profiles=(OWNER, WORK, ODD, FOLDER))
    assert found(reading) == {("a.b", 0, Presence.INSTALLED), ("a.b", 10, Presence.INSTALLED)}
    assert closed(reading) == [12, 150]
    assert whole(reading) == {0: True, 10: True}
    assert found(read(report, profiles=())) == {("a.b", 0, Presence.INSTALLED)}


def test_a_cut_report_is_helped_by_its_checkin_section():
    cut = dump(block("a.b", u0=IN), section=True, complete=False)
    text = b"pkg,a.b,1,2,3,4,?\npkg-usr,0,IbsusL,0,?,\npkg,c.d,1,2,3,4,?\npkg-usr,0,IbsusL,0,?,\n"
    reading = read(cut, capture(10, topic="package_checkin", stdout=text, section=True))
    assert {name for name, _, _ in found(reading)} == {"a.b", "c.d"}
    assert whole(reading) == {0: True}
    assert [gap.reason for gap in reading.gaps] == [GapReason.CUT]


def test_the_real_bug_report():
    text = shared("fixtures/pixel-android10-real/sections/dumpsys_package.txt").read_text()
    second = Profile(user=11, flags=0x10, profile=ProfileKind.SECOND_USER, running=False)
    got = capture(topic="package_dump", stdout=text.encode(), section=True)
    reading = read(got, profiles=(OWNER, second), sdk=29, zone="Europe/Stockholm")
    for user in (0, 11):
        told = len(re.findall(rf"^    User {user}: .*\binstalled=true\b", text, re.MULTILINE))
        installed = [one for one in found(reading) if one[1:] == (user, Presence.INSTALLED)]
        assert len(installed) == told
    assert reading.gaps == ()
    assert all(one.complete for one in reading.covered)


def paths(reading):
    return [one for one in reading.facts if isinstance(one, AppPath)]


def test_where_the_files_lie_is_known_from_the_list_and_the_dump():
    folder = "/data/app/~~ab==/a.b-1=="
    both = block("a.b", u0=IN).replace(
        "    flags", "    splits=[base, config.in, fitur:3]\n    flags"
    )
    reading = read(
        capture(
            topic="package_list",
            user=0,
            stdout=f"package:{folder}/base.apk=a.b\npackage:/system/app/C/C.apk=c.d\n".encode(),
        ),
        dump(both, block("c.d", u0=IN), block("e.f", u0=OUT, u10=IN)),
    )
    assert {(one.package, one.user): one.paths for one in paths(reading)} == {
        ("a.b", 0): tuple(
            f"{folder}/{name}" for name in ("base.apk", "split_config.in.apk", "split_fitur.apk")
        ),
        ("c.d", 0): ("/system/app/C/C.apk",),
    }
    assert [one for one in reading.facts if isinstance(one, ClosedUser)] == [ClosedUser(user=10)]


@pytest.mark.parametrize(
    "odd", ["unknown", "[]", "[base, a b]", "[base, ../../x]", "[base", "base"]
)
def test_an_odd_list_of_splits_adds_no_path(odd):
    listed = capture(topic="package_list", user=0, stdout=b"package:/data/app/a.b-1/base.apk=a.b\n")
    both = block("a.b", u0=IN).replace("    flags", f"    splits={odd}\n    flags")
    (fact,) = paths(read(listed, dump(both)))
    assert fact.paths == ("/data/app/a.b-1/base.apk",)
