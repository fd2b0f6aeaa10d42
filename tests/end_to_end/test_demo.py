"""The whole job over real ADB on loopback, and what must be true of every case it leaves."""

import json
from pathlib import Path

import pytest

from phone_audit.cases.store import Case
from phone_audit.cli.main import main
from phone_audit.cli.office import now
from phone_audit.cli.rendering import on_screen
from phone_audit.device.allowed import check, check_service
from phone_audit.model.case import Examination
from phone_audit.model.custody import Event
from phone_audit.model.record import from_json
from phone_audit.simulator import daemon
from phone_audit.simulator.office import demo_office
from phone_audit.simulator.shell_service import shell_request

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Run the demo once; return the folder, what was printed, and what the phones were asked."""
    folder = tmp_path_factory.mktemp("demo") / "kasus"
    phones = []

    class Overheard(daemon.SimulatedPhone):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            phones.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(daemon, "SimulatedPhone", Overheard)
        code = main(["demo", "--out", str(folder), "--lang", "id"])
    assert code == 0
    return folder, phones


def examinations(folder: Path) -> list[Examination]:
    return [
        from_json(path.read_bytes(), Examination)
        for path in sorted(folder.glob("exhibits/*/evidence.json"))
    ]


def test_every_phone_comes_out_as_its_story_says(office):
    folder, phones = office
    stories = {one.phone.serial: one for one in demo_office(_now(folder), 8)}
    found = {one.phone.serial: one.assessment.outcome for one in examinations(folder)}
    expected = {
        serial: story.expected for serial, story in stories.items() if story.expected is not None
    }
    assert found == expected
    assert len(phones) == 8


def test_nothing_was_asked_that_is_not_permitted(office):
    _, phones = office
    assert sum(len(phone.lines) for phone in phones) > 60
    for phone in phones:
        for service in phone.asked:
            check_service(service)
        for line in phone.lines:
            check(line)


def test_no_phone_is_troubled_with_more_than_twelve_commands(office):
    _, phones = office
    commands = [sum(shell_request(one) is not None for one in phone.asked) for phone in phones]
    assert max(commands) <= 12
    assert max(commands) > 3


def test_the_case_verifies_replays_and_renders_the_same_again(office, capsys):
    folder, _ = office
    before = {path.name: path.read_bytes() for path in folder.glob("exhibits/*/reports/*.pdf")}
    assert main(["verify", str(folder)]) == 0
    capsys.readouterr()
    assert main(["replay", str(folder), "--json"]) == 0
    replayed = json.loads(capsys.readouterr().out)
    assert all(one["equal"] for one in replayed)
    assert main(["report", str(folder)]) == 0
    after = {path.name: path.read_bytes() for path in folder.glob("exhibits/*/reports/*.pdf")}
    assert before == after
    assert len([name for name in before if name.startswith("LPP-")]) == 7
    assert {name.partition("-")[0] for name in before} == {
        *("PBT", "BAS", "LPP", "BAK", "LOG", "SPG")
    }


def test_a_report_can_be_read_on_screen_and_leaves_no_file(office, capsys):
    folder, _ = office
    before = sorted(folder.rglob("*"))
    capsys.readouterr()
    assert main(["report", str(folder), "1", "--format", "terminal", "--lang", "id"]) == 0
    shown = capsys.readouterr().out
    assert "TERINDIKASI DIGUNAKAN" in shown
    assert "tidak membuktikan" in " ".join(shown.split())
    assert sorted(folder.rglob("*")) == before
    assert "Dibaca dan dibenarkan oleh Contoh Pembaca Enam" in " ".join(shown.split())


def test_whoever_looks_at_a_report_stands_in_the_log(office):
    """On the command line and at the station alike: one function shows it and records it."""
    folder, _ = office
    with Case.open(folder, now) as case:
        on_screen(case.exhibit(2), "id")
        assert case.records()[-1].event is Event.BUKA
        assert (case.records()[-1].exhibit, case.records()[-1].note) == (
            2,
            "laporan dilihat di layar",
        )


def test_every_report_can_be_verified_alone(office):
    folder, _ = office
    for path in folder.glob("exhibits/*/reports/L*.pdf"):
        assert main(["verify", str(path)]) == 0


def test_the_office_table_adds_up_and_names_nobody(office, capsys):
    folder, _ = office
    capsys.readouterr()
    assert main(["recap", str(folder), "--json"]) == 0
    table = json.loads(capsys.readouterr().out)["recap"]
    assert (table["total"]["handed_over"], table["total"]["examined"]) == ("8", "7")
    told = json.dumps(table)
    assert not any(one.holder.person.name in told for one in demo_office(_now(folder), 8))
    assert len(list(folder.glob("reports/RKP-*.pdf"))) == 1
    assert len(list(folder.glob("reports/LBL-*.pdf"))) == 1


def test_nothing_that_did_not_match_is_in_any_byte_of_the_case(office):
    folder, _ = office
    everything = b"\n".join(
        path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    )
    matched = {finding.value for one in examinations(folder) for finding in one.assessment.findings}
    checked = 0
    for demo in demo_office(_now(folder), 8):
        for app in demo.phone.apps:
            if app.package not in matched and not _part_of_a_match(app.package, folder):
                assert app.package.encode() not in everything, app.package
                checked += 1
        for chat in demo.phone.chats:
            for secret in (chat.number, chat.name, chat.title):
                assert secret.encode() not in everything
                checked += 1
    assert checked > 500


def _part_of_a_match(package: str, folder: Path) -> bool:
    """Browsers and installers named in a matched record are part of what matched."""
    named = {
        name
        for one in examinations(folder)
        for finding in one.assessment.findings
        for sighting in finding.sightings
        for name in (
            getattr(sighting.record, "via", None),
            getattr(sighting.record, "installer", None),
            getattr(sighting.record, "initiator", None),
            getattr(sighting.record, "originator", None),
        )
        if name
    }
    return package in named or any(package in name for name in named)


def _now(folder: Path):
    return examinations(folder)[0].case.opened_at
