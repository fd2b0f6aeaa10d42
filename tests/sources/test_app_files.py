import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.device.allowed import check
from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.capture import GapReason
from phone_audit.model.evidence import AppFile, SiteTrace, SiteTraceKind
from phone_audit.model.phone import AppPath, Known
from phone_audit.simulator.android.apk import LABEL, Tag, compiled_xml, small_apk, table, zipped
from phone_audit.sources.app_files import SOURCE
from tests.captures import capture

APP, OTHER = "id.contoh.permainan", "id.contoh.kedua"
FOLDER = f"/data/app/~~k9vbPqYx2Vq1aQ==/{APP}-Zw3pJ0c6Yg=="
BASE, SPLIT = f"{FOLDER}/base.apk", f"{FOLDER}/split_config.in.apk"
OTHER_BASE = f"/data/app/{OTHER}-1/base.apk"


def known(sdk=34, *paths, watched=(APP, OTHER)):
    paths = paths or (AppPath(package=APP, user=0, paths=(BASE, SPLIT)),)
    return Known(sdk=sdk, watched=watched, watched_users=(0,), app_paths=paths)


def phone(files):
    return CaptureFolder({f"fs{path}": data for path, data in files.items()})


def asked(known, folder, **changes):
    """Return the answers of a phone that keeps these files."""
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


def read(known, files, **changes):
    return SOURCE.read(known, asked(known, phone(files), **changes))


def records(reading, kind=AppFile):
    return [one.record for one in reading.sightings if isinstance(one.record, kind)]


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def test_one_command_for_every_hash_and_two_for_a_name():
    both = (
        AppPath(package=APP, user=0, paths=(BASE, SPLIT)),
        AppPath(package=APP, user=10, paths=(BASE, SPLIT)),
        AppPath(package=OTHER, user=0, paths=(OTHER_BASE,)),
    )
    assert [(q.topic, q.subject, q.line) for q in SOURCE.questions(known(29, *both))] == [
        ("sums", None, f"sha256sum {OTHER_BASE} '{BASE}' '{SPLIT}'"),
        ("manifest", OTHER, f"unzip -p {OTHER_BASE} AndroidManifest.xml"),
        ("resources", OTHER, f"unzip -p {OTHER_BASE} resources.arsc"),
        ("manifest", APP, f"unzip -p '{BASE}' AndroidManifest.xml"),
        ("resources", APP, f"unzip -p '{BASE}' resources.arsc"),
    ]
    assert [q.topic for q in SOURCE.questions(known(28))] == ["sums"]


@pytest.mark.parametrize("sdk", [None, 24, 25])
def test_android_7_and_an_unknown_one_are_not_asked_and_that_is_a_gap(sdk):
    assert SOURCE.questions(known(sdk)) == ()
    (gap,) = SOURCE.read(known(sdk), ()).gaps
    assert gap.reason is (GapReason.NOT_ASKED if sdk is None else GapReason.ABSENT)


def test_only_watched_apps_are_asked_about():
    paths = (AppPath(package="id.contoh.lain", user=0, paths=(BASE,)),)
    assert SOURCE.questions(known(34, *paths)) == ()
    assert SOURCE.read(known(34, *paths), ()).gaps == ()


@pytest.mark.parametrize(
    "path",
    [
        "/data/app/a b/base.apk",
        "/data/app/$(x)/base.apk",
        "/data/app/x/../../data/y.apk",
        "/data/app/x'/base.apk",
        "/data/app/x/base.apk; reboot",
        "/data/app/x/base.apk\n",
        "/data/data/x/base.apk",
        "/mnt/expand/57f8f4bc-abf4-655f-bf67-946fc0f9f25b/app/x-1==/base.apk",
        "/data/app/" + "a" * 300 + "/base.apk",
        "/data/app/base.dex",
        "base.apk",
        "",
    ],
)
def test_a_path_of_another_shape_enters_no_command_and_is_counted(path):
    told = known(34, AppPath(package=APP, user=0, paths=(path,)))
    assert SOURCE.questions(told) == ()
    (gap,) = SOURCE.read(told, ()).gaps
    assert (gap.reason, gap.detail) == (GapReason.NOT_UNDERSTOOD, "1 jalur")


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.text("/.~=ab $'", max_size=40))
def test_whatever_the_path_the_question_is_permitted(any_text, near):
    for path in (any_text, f"/data/app/{near}/base.apk"):
        for question in SOURCE.questions(known(34, AppPath(package=APP, user=0, paths=(path,)))):
            check(question.line)


def test_many_apps_need_several_lines_each_permitted():
    names = [f"id.contoh.a{number}" for number in range(120)]
    paths = (
        AppPath(package=name, user=0, paths=(f"/data/app/~~x==/{name}-y==/base.apk",))
        for name in names
    )
    questions = SOURCE.questions(known(28, *paths, watched=tuple(names)))
    assert len(questions) > 1
    for question in questions:
        assert len(question.line) < 4_000
        check(question.line)


def test_hashes_name_and_captures():
    files = {BASE: small_apk(APP, {b"": "Contoh Slot", b"in": "Contoh Permainan"}), SPLIT: b"split"}
    reading = read(known(), files)
    assert records(reading) == [
        AppFile(
            package=APP,
            user=0,
            apk_sha256=(sha256(files[BASE]), sha256(b"split")),
            label="Contoh Permainan",
        )
    ]
    assert reading.sightings[0].captures == (1, 2, 3)
    assert reading.gaps == ()
    assert [one.complete for one in reading.covered] == [True]


def test_every_user_that_has_the_app_gets_its_record():
    paths = tuple(AppPath(package=APP, user=user, paths=(BASE,)) for user in (0, 999))
    reading = read(known(34, *paths), {BASE: small_apk(APP, {b"": "x"})})
    assert [one.user for one in records(reading)] == [0, 999]


def test_android_8_and_9_know_hashes_but_no_name():
    reading = read(known(28), {BASE: b"a", SPLIT: b"b"})
    assert records(reading)[0].apk_sha256 == (sha256(b"a"), sha256(b"b"))
    assert [(gap.topic, gap.reason) for gap in reading.gaps] == [("manifest", GapReason.ABSENT)]


def test_a_file_that_is_gone_is_a_gap_and_the_others_keep_their_hash():
    reading = read(known(28), {BASE: b"a"})
    assert records(reading)[0].apk_sha256 == (sha256(b"a"),)
    assert reading.gaps[0].reason is GapReason.FAILED


def test_a_line_that_is_no_sum_and_one_that_was_not_asked_for():
    line = f"sha256sum '{BASE}' '{SPLIT}'"
    text = f"{'0' * 64}  /data/app/other-1/base.apk\nnoise\n{'1' * 63}  {BASE}\n"
    reading = SOURCE.read(known(28), (capture(topic="sums", line=line, stdout=text.encode()),))
    assert records(reading) == []
    assert reading.gaps[0].detail == "3 baris"


def test_two_sums_for_one_file_are_no_sum_to_rely_on():
    text = f"{'0' * 64}  {BASE}\n{'1' * 64}  {BASE}\n"
    line = f"sha256sum '{BASE}' '{SPLIT}'"
    reading = SOURCE.read(known(28), (capture(topic="sums", line=line, stdout=text.encode()),))
    assert records(reading) == []
    assert reading.gaps[0].reason is GapReason.NOT_UNDERSTOOD


def twa(values, package=APP):
    application = Tag(
        "application",
        {"label": LABEL},
        tuple(Tag("meta-data", {"name": name, key: value}) for name, key, value in values),
    )
    return zipped(
        {
            "AndroidManifest.xml": compiled_xml(
                Tag("manifest", {"package": package}, (application,))
            ),
            "resources.arsc": table(
                {
                    b"": {
                        0: "Contoh",
                        1: '[{"target": {"namespace": "web", "site": "https://asal.invalid"}}]',
                    }
                }
            ),
        }
    )


def test_sites_an_app_names_are_links_of_that_app():
    values = (
        (
            "android.support.customtabs.trusted.DEFAULT_URL",
            "value",
            "https://Situs.invalid/masuk?x",
        ),
        ("asset_statements", "resource", LABEL + 1),
        ("id.contoh.lain", "value", "https://tidak.invalid"),
    )
    reading = read(known(), {BASE: twa(values), SPLIT: b""})
    sites = records(reading, SiteTrace)
    assert [(one.host, one.trace, one.via, one.user) for one in sites] == [
        ("situs.invalid", SiteTraceKind.APP_LINK, APP, 0),
        ("asal.invalid", SiteTraceKind.APP_LINK, APP, 0),
    ]
    assert reading.sightings[1].captures == (2, 3)


def test_a_manifest_of_another_package_is_not_believed():
    reading = read(known(), {BASE: small_apk(OTHER, {b"": "x"}), SPLIT: b""})
    assert records(reading)[0].label is None
    assert [gap.topic for gap in reading.gaps] == ["manifest"]


def test_the_label_is_one_short_line():
    label = "Contoh\n\tSlot \u202egacor" + "x" * 500
    reading = read(known(), {BASE: small_apk(APP, {b"": label}), SPLIT: b""})
    shown = records(reading)[0].label
    assert shown.startswith("Contoh Slot <U+202E>gacor")
    assert len(shown) <= 200


def test_texts_of_an_app_that_look_like_a_complaint_are_none():
    label = "\nError: Unknown option\nPermission Denial: x\n"
    reading = read(known(), {BASE: small_apk(APP, {b"": label}), SPLIT: b""})
    assert reading.gaps == ()
    assert records(reading)[0].label == "Error: Unknown option Permission Denial: x"


def test_a_table_that_is_not_needed_is_not_missed():
    launcher = Tag("application", {"label": "Tetap"})
    manifest = compiled_xml(Tag("manifest", {"package": APP}, (launcher,)))
    reading = read(known(), {BASE: zipped({"AndroidManifest.xml": manifest}), SPLIT: b""})
    assert records(reading)[0].label == "Tetap"
    assert reading.gaps == ()
    assert reading.sightings[0].captures == (1, 2)


@pytest.mark.parametrize("broken", ["AndroidManifest.xml", "resources.arsc"])
def test_a_part_that_is_missing_or_damaged_is_a_gap(broken):
    whole = small_apk(APP, {b"": "x"})
    captures = asked(known(), phone({BASE: whole, SPLIT: b""}))
    for stdout in (b"", b"\x03\x00\x08\x00", b"x" * 1000):
        answers = tuple(
            capture(
                one.number,
                topic=one.question.topic,
                line=one.question.line,
                subject=one.question.subject,
                stdout=stdout if one.question.line.endswith(broken) else one.stdout,
            )
            for one in captures
        )
        reading = SOURCE.read(known(), answers)
        assert [gap.reason for gap in reading.gaps] == [GapReason.NOT_UNDERSTOOD]
        assert records(reading)[0].label is None
        assert len(records(reading)[0].apk_sha256) == 2


def test_a_question_without_an_answer_leaves_the_source_incomplete():
    captures = asked(known(), phone({BASE: small_apk(APP, {b"": "x"}), SPLIT: b""}))
    for missing in range(3):
        kept = captures[:missing] + captures[missing + 1 :]
        assert [one.complete for one in SOURCE.read(known(), kept).covered] == [False]


def test_an_answer_that_was_cut_is_a_gap_and_no_name():
    reading = read(known(), {BASE: small_apk(APP, {b"": "x"}), SPLIT: b""}, complete=False)
    assert {gap.reason for gap in reading.gaps} == {GapReason.CUT}
    assert records(reading)[0].label is None
