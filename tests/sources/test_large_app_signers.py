import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.device.allowed import check
from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.capture import GapReason
from phone_audit.model.evidence import AppFile
from phone_audit.model.phone import ApkDirectory, AppPath, Known
from phone_audit.model.record import replace
from phone_audit.simulator.android.apk import signed, zipped
from phone_audit.sources.large_app_signers import SOURCE
from tests.captures import capture

APP = "id.contoh.permainan"
BASE = f"/data/app/~~k9vbPqYx2Vq1aQ==/{APP}-Zw3pJ0c6Yg==/base.apk"
DIGEST = hashlib.sha256(b"sertifikat").hexdigest()
OLD = hashlib.sha1(b"sertifikat").hexdigest()
NAMES = tuple(f"res/gambar_{number:04}.png" for number in range(900))


def app(padding=0, certificate=b"sertifikat"):
    """Return a large APK, and where its central directory begins."""
    apk = signed(zipped({"classes.dex": bytes(padding), **dict.fromkeys(NAMES, b"")}), certificate)
    return apk, apk.index(b"PK\x01\x02")


def known(at, **changes):
    told = Known(
        sdk=24,
        watched=(APP,),
        app_paths=tuple(AppPath(package=APP, user=user, paths=(BASE,)) for user in (0, 10)),
        apk_directories=(ApkDirectory(package=APP, path=BASE, at=at),),
    )
    return replace(told, **changes)


def asked(known, apk, **changes):
    folder = CaptureFolder({f"fs{BASE}": apk})
    return tuple(
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


@pytest.mark.parametrize("padding", [0, 1, 4_095, 4_096, 20_000, 300_001])
def test_the_block_is_read_wherever_it_lies(padding):
    apk, at = app(padding)
    answers = asked(known(at), apk)
    assert len(answers[0].stdout) <= 17 * 4_096
    reading = SOURCE.read(known(at), answers)
    assert [one.record for one in reading.sightings] == [
        AppFile(package=APP, user=user, certificate_sha256=(DIGEST,), certificate_sha1=(OLD,))
        for user in (0, 10)
    ]
    assert reading.gaps == ()
    assert [one.complete for one in reading.covered] == [True]


@given(st.integers(1, 4_000_000_000))
def test_whatever_the_place_the_question_is_permitted(at):
    for question in SOURCE.questions(known(at)):
        check(question.line)


@pytest.mark.parametrize("at", [0, 2**32 - 1])
def test_a_place_no_file_has_is_not_asked_and_a_gap(at):
    assert SOURCE.questions(known(at)) == ()
    (gap,) = SOURCE.read(known(at), ()).gaps
    assert (gap.reason, gap.detail) == (GapReason.NOT_ASKED, "1 berkas")


def test_an_app_whose_certificate_is_known_is_not_asked_about():
    told = known(90_000, certified=(APP,))
    assert SOURCE.questions(told) == ()
    assert SOURCE.read(told, ()).gaps == ()


def test_a_block_larger_than_what_was_read_is_said_to_be():
    apk, at = app(100_000, certificate=b"s" * 70_000)
    reading = SOURCE.read(known(at), asked(known(at), apk))
    assert [(gap.reason, gap.detail) for gap in reading.gaps] == [
        (GapReason.NOT_ASKED, "blok tanda tangan lebih dari 64 KiB")
    ]


def test_a_file_that_changed_in_between_names_nobody():
    apk, at = app()
    other, _ = app(7)
    for changed in (other, apk[: at - 1], b""):
        reading = SOURCE.read(known(at), asked(known(at), changed))
        assert reading.sightings == ()
        assert len(reading.gaps) == 1


def test_the_count_of_blocks_on_stderr_is_no_complaint_and_a_failure_is():
    apk, at = app()
    (answer,) = asked(known(at), apk)
    assert b"records in" in answer.stderr
    assert SOURCE.read(known(at), (answer,)).gaps == ()
    for changes in ({"complete": False}, {"exit_code": 1}):
        reading = SOURCE.read(known(at), (replace(answer, **changes),))
        assert reading.gaps
        assert reading.sightings == ()
