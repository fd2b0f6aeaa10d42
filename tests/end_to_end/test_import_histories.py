"""What a holder brings, through the command line: what is found, and that nothing else is kept."""

import json
import re
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from phone_audit.cli.main import main
from phone_audit.model.assessment import Circumstance, Outcome
from phone_audit.model.case import Examination, Origin
from phone_audit.model.evidence import AppFile, SiteTrace
from phone_audit.model.record import from_json
from phone_audit.simulator.office import Listed, demo_office
from tests.device.imports import databases as make
from tests.device.imports import files

pytestmark = pytest.mark.slow

SITE, APP = Listed().site, Listed().app
DAY = 86_400_000
SECRETS = (
    "budisantoso",
    "08123456789012",
    "rahasiadapur",
    "slipgaji",
    "hasil-lab-hiv",
    "pinjaman-keluarga",
    "kode-otp-771",
    "surel.pribadi",
    "nik3171234567890",
    "kata+kunci+aneh",
    "judulhalaman",
    "favikonrahasia",
    "Q2xpZW50UmFoYXNpYQ",
    "rumahsakitjiwa",
    "partaipolitik",
    "gerejakecil",
    "id.contoh.kencan",
    "203.0.113.77",
    "cn=pemilikkunci",
    "tokenmasuk",
)
URL = (
    "https://{host}/"
    + SECRETS[0]
    + "/"
    + SECRETS[2]
    + "?hp="
    + SECRETS[1]
    + "&q="
    + SECRETS[9]
    + "#"
    "" + SECRETS[19] + SECRETS[6]
)
OTHERS = tuple(f"{name}.example" for name in (*SECRETS[3:6], *SECRETS[13:16]))


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "kasus"
    new = ["case", "new", str(folder), "--surat-tugas", "1/2026", "--opd", "Dinas"]
    assert main([*new, "--location", "Aula"]) == 0
    return folder


def imported(case, path, *, code=3, pdf=False):
    more = [] if pdf else ["--no-pdf"]
    assert main(["import", str(case), str(path), "--basis", "consented", *more]) == code
    (stored,) = case.glob("exhibits/*/evidence.json")
    return from_json(stored.read_bytes(), Examination)


def hosts():
    """Return what was visited: the listed site on seven days, and what is nobody's business."""
    return (*OTHERS, *[SITE] * 7)


def takeout(path):
    entries = [
        {
            "favicon_url": f"https://{host}/{SECRETS[11]}.ico",
            "page_transition": "TYPED",
            "title": f"{SECRETS[10]} {SECRETS[7]} {SECRETS[8]}",
            "url": URL.format(host=host),
            "time_usec": (files.AT + number * DAY) * 1_000,
            "client_id": SECRETS[12],
        }
        for number, host in enumerate(hosts())
    ]
    typed = [{"url": URL.format(host=host), "title": SECRETS[10]} for host in hosts()]
    history = json.dumps({"Typed Url": typed, "Browser History": entries}).encode()
    mail = f"From: {SECRETS[7]}@contoh.example".encode()
    members = {"Takeout/Chrome/Riwayat.json": history, "Takeout/Mail/Semua.mbox": mail}
    path.write_bytes(files.zipped(members))


def chromium(path):
    """Write a history whose newest visits stand only in the log of a running browser."""
    visits = [(URL.format(host=host), files.AT + n * DAY) for n, host in enumerate(hosts())]
    database = make.chromium(path, visits, journal="WAL", keep_open=True)
    for secret in SECRETS:
        database.execute("INSERT INTO keyword_search_terms VALUES(1, 1, ?)", (secret,))
        database.execute("UPDATE urls SET title = title || ?", (secret,))
    return database


def firefox(path):
    visits = [(URL.format(host=host), files.AT + n * DAY, 2) for n, host in enumerate(hosts())]
    return make.firefox(path, visits, schema=make.FIREFOX_ANDROID)


def intrusion_log(path):
    events = files.lookups(*hosts(), package=APP) + files.lookups(*OTHERS, package=SECRETS[16])
    other = {"event_time": 1, "tag": 210002, "data": list(SECRETS), "ip_address": SECRETS[17]}
    events += json.dumps({"security_event": other}).encode() + b"\n" + "\n".join(SECRETS).encode()
    path.write_bytes(files.zipped({"2026-11-19.txt": events}))


def androidqf(path):
    demo = demo_office(datetime(2026, 11, 23, 3, tzinfo=UTC), 1)[0]
    answers = demo.files()
    package = answers["cmds/dumpsys_-t_60_package_packages.out"].decode()
    user = answers["cmds/dumpsys_user.out"].decode()
    listed = json.loads(files.packages(APP, SECRETS[16]))
    for one in listed:
        one["files"][0] |= {"certificate": {"Subject": SECRETS[18]}, "path": f"/data/{SECRETS[3]}"}
    members = {
        "acquisition.json": json.dumps({"collector": SECRETS[0]}),
        "getprop.txt": answers["props"],
        "dumpsys.txt": files.dumpsys(
            package=package, user=user, clipboard="\n".join(SECRETS) + "\n"
        ),
        "packages.json": json.dumps(listed),
        "processes.txt": "\n".join(SECRETS),
        "logs/x.log": "\n".join(SECRETS),
        "intrusion_logs/2026-11-19.txt": files.lookups(SITE)
        + files.lookups(*OTHERS, package=SECRETS[16]),
    }
    files.folder(path, members)
    return demo


BRINGERS = {
    "takeout": takeout,
    "chromium": chromium,
    "firefox": firefox,
    "intrusion_log": intrusion_log,
    "androidqf": androidqf,
}


@pytest.mark.parametrize("kind", BRINGERS)
def test_twenty_secrets_reach_no_byte_of_the_case(case, tmp_path, kind, capfd):
    path = tmp_path / "bawaan"
    kept_open = BRINGERS[kind](path)
    imported(case, path, code=0 if kind == "androidqf" else 3, pdf=True)
    told = capfd.readouterr()
    everything = [(told.out + told.err).encode(), *_bytes_of(case)]
    for secret in SECRETS:
        for data in everything:
            assert secret.encode() not in data.lower()
            assert secret.lower().encode() not in data.lower()
    assert main(["verify", str(case)]) == 0
    assert main(["replay", str(case)]) == 0
    if kind == "chromium":
        kept_open.close()


def _bytes_of(case):
    """Yield every file of a case, and what is packed in its PDFs."""
    for path in case.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            yield data
            for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
                try:
                    yield zlib.decompress(stream)
                except zlib.error:
                    continue


def sites(examination):
    (finding,) = (one for one in examination.assessment.findings if one.value == SITE)
    return finding, [one.record for one in finding.sightings if isinstance(one.record, SiteTrace)]


def test_a_history_of_an_account_counts_its_visits(case, tmp_path):
    takeout(tmp_path / "takeout.zip")
    found = imported(case, tmp_path / "takeout.zip")
    finding, (trace,) = sites(found)
    assert (trace.via, trace.visits, len(trace.days)) == ("takeout", 7, 7)
    assert (finding.use.visits, finding.use.sufficient) == (7, True)
    assert found.origin is Origin.BROWSER_HISTORY
    assert found.imported.name == "takeout.zip"
    assert found.phone.model is None
    read = {one.source: one.read for one in found.covered if one.read}
    assert read == {"browser_history": len(OTHERS) + 1}


def test_a_newer_export_that_does_not_say_how_pages_were_reached(case, tmp_path):
    path = tmp_path / "History.json"
    entries = [
        {
            "url": f"https://{host}/",
            "time_usec": (files.AT + at) * 1_000,
            "page_transition_qualifier": "CLIENT_REDIRECT",
            "title": "x",
            "client_id": "x",
        }
        for day in range(6)
        for host, at in ((f"iklan{day}.example", day * DAY), (SITE, day * DAY + 3_000))
    ]
    path.write_bytes(json.dumps({"Browser History": entries}).encode())
    found = imported(case, path)
    finding, (trace,) = sites(found)
    assert (trace.visits, trace.uncounted) == (None, 6)
    assert Circumstance.MAYBE_ADVERTISING in finding.circumstances
    assert found.assessment.outcome is Outcome.CLARIFY


def test_visits_that_stand_only_in_the_log_of_a_running_browser(case, tmp_path):
    running = chromium(tmp_path / "History")
    found = imported(case, tmp_path / "History")
    _, (trace,) = sites(found)
    assert (trace.via, trace.visits) == ("chromium_history", 7)
    assert [part.name for part in found.imported.parts] == ["History-wal"]
    running.close()


def test_a_look_up_is_no_visit(case, tmp_path):
    intrusion_log(tmp_path / "log.zip")
    found = imported(case, tmp_path / "log.zip")
    finding, (trace,) = sites(found)
    assert (trace.via, trace.visits) == (APP, None)
    assert finding.use is None
    assert found.assessment.outcome is Outcome.CLARIFY
    assert any(gap.source == "name_lookups" for gap in found.assessment.gaps)  # the other lines


def test_what_androidqf_acquired_is_examined_like_its_phone(case, tmp_path):
    demo = androidqf(tmp_path / "aqf")
    found = imported(case, tmp_path / "aqf", code=0)
    assert found.origin is Origin.ANDROIDQF
    assert found.assessment.minimum_coverage_met
    assert found.phone.model is not None
    (app,) = (one for one in found.assessment.findings if one.value == APP)
    assert any(isinstance(one.record, AppFile) for one in app.sightings)
    assert app.sources[:1] == ("installed_apps",)
    assert demo.expected is not None


def test_without_a_match_a_history_alone_concludes_nothing(case, tmp_path):
    path = tmp_path / "History.json"
    path.write_bytes(files.takeout("situs.invalid", "lain.example"))
    found = imported(case, path)
    assert found.assessment.outcome is Outcome.INCONCLUSIVE
    assert not found.assessment.minimum_coverage_met
    (own,) = (one for one in found.assessment.sources if one.source == "browser_history")
    assert (own.status, own.read) == ("complete", 2)


def test_a_bug_report_is_not_said_to_lack_what_no_phone_writes(case, tmp_path):
    path = tmp_path / "laporan.txt"
    path.write_bytes(files.bug_report(user="Users:\n"))
    found = imported(case, path)
    named = {one.source for one in found.asked} | {gap.source for gap in found.assessment.gaps}
    assert not named & {"browser_history", "name_lookups", "acquired_apps"}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_what_was_recognised_is_said_and_json_stays_alone(case, tmp_path, capsys, lang):
    path = tmp_path / "x"
    path.write_bytes(files.takeout("situs.invalid"))
    how = ["--lang", lang, "import", str(case), str(path), "--basis", "consented", "--no-pdf"]
    assert main([*how, "--json"]) == 3
    told = capsys.readouterr()
    assert json.loads(told.out)[0]["outcome"] == "inconclusive"
    assert "Google Takeout" in told.err or "Chrome history of Takeout" in told.err


@pytest.mark.parametrize("lang", ["id", "en"])
def test_what_is_not_known_is_answered_with_what_is(case, tmp_path, capsys, lang):
    path = tmp_path / "foto.jpg"
    path.write_bytes(b"\xff\xd8\xff rahasia")
    how = ["--lang", lang, "import", str(case), str(path), "--basis", "consented"]
    assert main(how) == 2
    told = capsys.readouterr().err
    assert "Takeout" in told
    assert "AndroidQF" in told
    assert "foto.jpg" in told
    assert not list(case.glob("exhibits/*"))


BOMBS = {
    "takeout": {"Takeout/Chrome/History.json": b'{"Browser History": [' + b" " * 50_000_000},
    "report": {"bugreport-x.txt": b"\0" * 50_000_000},
    "androidqf": {"getprop.txt": b"x", "dumpsys.txt": b"\0" * 50_000_000},
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_zip_bomb_is_refused_and_leaves_no_exhibit(case, tmp_path, kind, capsys):
    path = tmp_path / "bom.zip"
    path.write_bytes(files.zipped(BOMBS[kind]))
    assert main(["import", str(case), str(path), "--basis", "consented"]) == 2
    assert "bom.zip" in capsys.readouterr().err
    assert not list(case.glob("exhibits/*"))


def test_the_original_is_only_read(case, tmp_path):
    place = tmp_path / "asal"
    place.mkdir()
    running = chromium(place / "History")
    before = {one.name: (one.read_bytes(), one.stat().st_mtime_ns) for one in place.iterdir()}
    imported(case, place / "History")
    after = {one.name: (one.read_bytes(), one.stat().st_mtime_ns) for one in place.iterdir()}
    assert after == before
    running.close()
    assert Path(place / "History").exists()
