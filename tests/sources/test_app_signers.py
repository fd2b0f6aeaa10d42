import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.device.allowed import check
from phone_audit.formats.apk_signing import LONGEST_END
from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.capture import GapReason
from phone_audit.model.evidence import AppFile
from phone_audit.model.phone import ApkDirectory, AppPath, Known
from phone_audit.simulator.android.apk import signed, small_apk, zipped
from phone_audit.sources.app_signers import SOURCE
from tests.captures import capture

APP, OTHER = "id.contoh.permainan", "id.contoh.kedua"
FOLDER = f"/data/app/~~k9vbPqYx2Vq1aQ==/{APP}-Zw3pJ0c6Yg=="
BASE, SPLIT = f"{FOLDER}/base.apk", f"{FOLDER}/split_config.in.apk"
SMALL = signed(small_apk(APP, {b"": "Contoh"}), b"sertifikat")
LARGE = signed(zipped({f"res/gambar_{n:04}.png": b"" for n in range(1200)}), b"sertifikat")
DIGEST = hashlib.sha256(b"sertifikat").hexdigest()
OLD = hashlib.sha1(b"sertifikat").hexdigest()


def known(sdk=34, *paths):
    paths = paths or (AppPath(package=APP, user=0, paths=(BASE, SPLIT)),)
    return Known(sdk=sdk, watched=(APP, OTHER), watched_users=(0,), app_paths=paths)


def read(known, apk, **changes):
    folder = CaptureFolder({f"fs{BASE}": apk})
    answers = tuple(
        capture(
            number,
            topic=question.topic,
            line=question.line,
            subject=question.subject,
            stdout=answer.stdout,
            stderr=answer.stderr,
            exit_code=answer.exit_code,
            **changes,
        )
        for number, question in enumerate(SOURCE.questions(known), start=1)
        for answer in (folder.answer(question.line),)
    )
    return SOURCE.read(known, answers)


def test_one_question_per_app_about_its_base_apk_only():
    both = (
        AppPath(package=APP, user=0, paths=(BASE, SPLIT)),
        AppPath(package=APP, user=10, paths=(BASE, SPLIT)),
        AppPath(package="id.contoh.lain", user=0, paths=("/data/app/lain-1/base.apk",)),
    )
    for sdk in (24, 36):
        (question,) = SOURCE.questions(known(sdk, *both))
        assert question.line == f"tail -c 65557 '{BASE}'"
        assert question.subject == APP


def test_an_unknown_version_is_not_asked_and_that_is_a_gap():
    assert SOURCE.questions(known(None)) == ()
    assert [gap.reason for gap in SOURCE.read(known(None), ()).gaps] == [GapReason.NOT_ASKED]
    assert SOURCE.read(Known(sdk=34), ()).gaps == ()


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_whatever_the_path_the_question_is_permitted(path):
    for question in SOURCE.questions(known(34, AppPath(package=APP, user=0, paths=(path,)))):
        check(question.line)


def test_the_signer_of_a_small_app_is_in_its_last_bytes():
    paths = tuple(AppPath(package=APP, user=user, paths=(BASE,)) for user in (0, 999))
    reading = read(known(34, *paths), SMALL)
    assert [one.record for one in reading.sightings] == [
        AppFile(package=APP, user=user, certificate_sha256=(DIGEST,), certificate_sha1=(OLD,))
        for user in (0, 999)
    ]
    assert (reading.facts, reading.gaps) == ((), ())
    assert [one.complete for one in reading.covered] == [True]


def test_of_a_large_app_only_the_place_is_known():
    assert len(LARGE) > LONGEST_END
    reading = read(known(), LARGE)
    (fact,) = reading.facts
    assert fact == ApkDirectory(package=APP, path=BASE, at=LARGE.index(b"PK\x01\x02"))
    assert LARGE[fact.at - 16 : fact.at] == b"APK Sig Block 42"
    assert (reading.sightings, reading.gaps) == ((), ())


def test_a_block_that_begins_before_the_last_bytes_is_looked_for_by_its_place():
    many = {f"res/gambar_{number:04}.png": b"" for number in range(1200)}
    entries = 65_000 // len(zipped({"res/gambar_0000.png": b""}))
    for count in range(entries, 1200, 9):
        apk = signed(zipped(dict(list(many.items())[:count])), b"s" * 9_000)
        reading = read(known(), apk)
        assert reading.gaps == ()
        assert bool(reading.facts) != bool(reading.sightings)


def test_an_app_without_a_signing_block_is_a_gap_that_says_so():
    reading = read(known(), small_apk(APP, {b"": "Contoh"}))
    assert [(gap.reason, gap.detail) for gap in reading.gaps] == [
        (GapReason.ABSENT, "hanya tanda tangan v1")
    ]
    assert reading.sightings == ()


@pytest.mark.parametrize("apk", [b"", b"no zip", SMALL[:-1], SMALL[:900], SMALL + b"x"])
def test_what_is_no_apk_is_a_gap(apk):
    reading = read(known(), apk)
    assert [gap.reason for gap in reading.gaps] == [GapReason.NOT_UNDERSTOOD]
    assert (reading.facts, reading.sightings) == ((), ())


def test_a_file_that_is_gone_and_an_answer_that_was_cut():
    gone = read(known(34, AppPath(package=APP, user=0, paths=(SPLIT,))), SMALL)
    assert [gap.reason for gap in gone.gaps] == [GapReason.FAILED]
    cut = read(known(), SMALL, complete=False)
    assert [gap.reason for gap in cut.gaps] == [GapReason.CUT]
    assert cut.sightings == ()
