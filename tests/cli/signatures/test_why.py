"""``signatures why``: every step in words, and as one JSON document."""

import json
from pathlib import Path

import pytest

from phone_audit.cli.main import main
from phone_audit.cli.signatures import feature_words
from phone_audit.signatures.trail import Step


def why(capsys: pytest.CaptureFixture[str], *words: str, lang: str = "en") -> str:
    assert main(["signatures", "why", *words, "--lang", lang]) == 0
    return capsys.readouterr().out


def test_the_steps_stand_in_order_and_the_last_is_marked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = why(capsys, "https://rtpzeus138.vip/daftar").splitlines()
    assert lines[0] == "https://rtpzeus138.vip/daftar  (host)"
    assert [line[2] for line in lines[1:8]] == list("·····■=")
    assert '"rtpzeus138" → keluarga-angka' in lines[6]
    assert lines[7] == "  = MEDIUM  keluarga-angka  (rtpzeus138.vip)"


def test_a_score_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    out = why(capsys, "jackpot777.xyz", lang="id")
    assert "titik awal setiap nama" in out
    assert "kata berakhir 3 digit" in out
    assert "angka 777 sesudah huruf" in out
    assert "kurang: perlu dua kelompok" in out
    assert "= LEMAH  nama-berskor" in out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("content://slot88", "not the name of a web host"),
        ("d111111abcdef8.cloudfront.net", "none: a shared suffix"),
        ("bkn.go.id", "= HOST OF AN INSTITUTION; not a finding"),
        ("slot.bkn.go.id", "HOST OF AN INSTITUTION"),
        ("atrbpnslot.org", "not scored: like an office's name"),
        ("sl0tria.com", 'read as "slotria"'),
        ("m.slot-gacorx.toko.example", "slot-gacorx.toko.example"),
        ("com.contoh.dominoqq", 'holds "dominoqq"'),
        ("com.contoh.toko", "words in a package name"),
        ("bca.co.id", "bca.co.id → bank"),
    ],
)
def test_each_end_of_a_path_has_its_words(
    capsys: pytest.CaptureFixture[str], name: str, said: str
) -> None:
    assert said in why(capsys, name)


def test_what_can_be_a_host_and_a_package_is_judged_as_both(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert why(capsys, "id.zeus138.com").count("  (package)") == 1
    assert "(host)" in why(capsys, "id.zeus138.com")
    assert "(host)" not in why(capsys, "id.contoh.toko")
    assert "(package)" not in why(capsys, "id.zeus138.com", "--kind", "domain")


def test_json_is_one_document_with_every_step(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(why(capsys, "jackpot777.xyz", "com.contoh.toko", "--json"))
    assert [(one["name"], one["kind"], one["class"]) for one in document] == [
        ("jackpot777.xyz", "host", "weak"),
        ("com.contoh.toko", "package", "none"),
    ]
    assert document[0]["stopped_at"] == document[0]["steps"][-1]["step"] == Step.SCORE
    assert document[0]["steps"][-1]["weighed"][0].keys() == {"feature", "weight", "says"}


def test_a_name_cannot_move_the_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    out = why(capsys, "\u202ex\x1b[31m.example", "--kind", "domain")
    assert "\u202e" not in out
    assert "\x1b" not in out


def test_a_list_that_cannot_be_used_is_exit_5(tmp_path: Path) -> None:
    assert main(["signatures", "why", "x.example", "--list", str(tmp_path)]) == 5


@pytest.mark.parametrize(
    ("feature", "said"),
    [
        ("[mesin]", "huruf dan angka berganti-ganti"),
        ("[*]", "huruf di luar a-z"),
        ("[*]88", "angka 88 di antara huruf di luar a-z"),
        ("[slot+angka]", "tanda slot dan angka bersama"),
        ("[slot]", "tanda slot"),
        (".xyz", "akhiran .xyz"),
        ("9:2", "kata berakhir 2 digit"),
        ("-:3", "jumlah kata: 3"),
        ("<:2", "jumlah bagian: 2"),
        ("5|.xyz", "sekitar 10 huruf, di bawah .xyz"),
        ("d2|.xyz", "berakhir 2 digit, di bawah .xyz"),
        ("=dewa", 'kata "dewa"'),
        ("#=99", "angka 99 berdiri sendiri"),
        ("#^123", "angka 123 sebelum huruf"),
        ("#88", "angka 88 sesudah huruf"),
        ("^dewa$", 'kata utuh "dewa"'),
        ("^dew", 'kata berawal "dew"'),
        ("ewa$", 'kata berakhir "ewa"'),
        ("t88", 'memuat "t88"'),
        ("?!", "?!"),
    ],
)
def test_every_form_of_a_feature_is_said(feature: str, said: str) -> None:
    assert main(["signatures", "schema", "--lang", "id"]) == 0
    assert feature_words.feature_words(feature) == said
