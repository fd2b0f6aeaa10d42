"""Documents on their way to a printer: real commands, real files, a real case."""

import sys
from contextlib import closing
from pathlib import Path

import pytest

from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.cli import language
from phone_audit.cli.office import now
from phone_audit.cli.printing import Outlet, Printer, outlet_of
from phone_audit.errors import UsageError
from phone_audit.model.papers import HandBack, Handover
from phone_audit.station.board import Board, Prepared, Returned
from phone_audit.station.prints import Print, Sheet, due
from phone_audit.station.sheet import work_of
from tests.cases.synthetic import header, notice
from tests.cases.test_vault import VAULT, OpeningDesk
from tests.reporting.peers import pdf_text

pytestmark = pytest.mark.slow

TAKES = """
import shutil, sys
from pathlib import Path
tray = Path(sys.argv[1])
shutil.copy(sys.argv[2], tray / f"{len(list(tray.iterdir())):02}-{Path(sys.argv[2]).name}")
"""


@pytest.fixture
def case(tmp_path):
    with Case.create(tmp_path / "kasus", header(), now) as case:
        for number in (1, 2):
            exhibit = case.new_exhibit()
            exhibit.file(notice())
            exhibit.file(Handover(at=now(), condition=f"goresan {number}"))
        yield case


@pytest.fixture
def tray(tmp_path):
    folder = tmp_path / "baki; touch kena"  # a name a shell would stumble over
    folder.mkdir()
    return folder


def printer(tmp_path, tray, code=TAKES):
    script = tmp_path / "cetak.py"
    script.write_text(code, encoding="utf-8")
    return Outlet(command=(sys.executable, str(script), str(tray)))


def sent(case, outlet, prints, *, many=True):
    with closing(Printer(case, outlet)) as one:
        one.send(prints, many=many)
        one.close()
        return one.ended()


def test_everything_not_printed_goes_out_in_order_once(case, tmp_path, tray):
    (told,) = sent(case, printer(tmp_path, tray), due(case.records()))
    assert (told.documents, told.trouble) == (3, None)
    names = [path.name[3:6] for path in sorted(tray.iterdir())]
    assert names == ["LBL", "BAS", "BAS"]  # one sheet with both labels
    second = sorted(tray.iterdir())[2]
    assert "goresan 2" in pdf_text(second.read_bytes(), tmp_path)
    assert due(case.records()) == ()
    assert not (tmp_path / "kena").exists()
    assert verify(case.path).unaltered


def test_what_could_not_be_printed_is_said_and_still_to_be_printed(case, tmp_path, tray):
    before = due(case.records())
    broken = "import sys; sys.exit('tidak ada kertas')"
    (told,) = sent(case, printer(tmp_path, tray, broken), before)
    assert told.documents == 0
    assert "tidak ada kertas" in told.trouble.id
    assert due(case.records()) == before
    (told,) = sent(case, Outlet(command=("tidak-ada-perintah-ini",)), before)
    assert "tidak-ada-perintah-ini" in told.trouble.en


def test_without_a_print_command_the_officer_reads_what_to_do(case, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    (told,) = sent(case, Outlet(), due(case.records()))
    assert "--print-command" in told.trouble.id
    (told,) = sent(case, Outlet(), (Print(1, Sheet.HANDOVER),), many=False)
    assert "xdg-open" in told.trouble.id


def test_the_systems_own_printer_and_viewer_get_one_file_each(case, tmp_path, tray, monkeypatch):
    script = tmp_path / "take.py"
    script.write_text(TAKES, encoding="utf-8")
    for name in ("lp", "xdg-open"):
        (tmp_path / name).write_text(
            f'#!/bin/sh\nexec "{sys.executable}" "{script}" "{tray}" "$@"\n', encoding="utf-8"
        )
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(sys, "platform", "linux")
    (told,) = sent(case, Outlet(), (Print(1, Sheet.LABEL), Print(1, Sheet.HANDOVER)))
    assert told.documents == 2
    (told,) = sent(case, Outlet(), (Print(2, Sheet.HANDOVER),), many=False)
    assert (told.documents, told.trouble) == (1, None)
    assert len(list(tray.iterdir())) == 3


def test_kinds_that_are_wanted_are_printed_as_soon_as_there_is_something(case, tmp_path, tray):
    exhibit = case.exhibit(2)
    with closing(
        Printer(case, printer(tmp_path, tray), frozenset({Sheet.HANDOVER, Sheet.RETURN}))
    ) as one:
        one.heard(Board(), Prepared(work=work_of(exhibit)))
        exhibit.file(HandBack(at=now()))
        one.heard(Board(), Returned(2))
        one.heard(Board(), Returned(2))  # printed already
    assert [path.name[3:6] for path in sorted(tray.iterdir())] == ["BAS", "BAK"]
    assert [one.number for one in due(case.records()) if one.sheet is Sheet.HANDOVER] == [1]


def test_a_locked_case_is_printed_in_clear_and_nothing_is_left_behind(tmp_path, tray):
    with Case.create(tmp_path / "terkunci", header(), now, desk=OpeningDesk(), vault=VAULT) as case:
        exhibit = case.new_exhibit()
        exhibit.file(notice())
        exhibit.file(Handover(at=now(), condition="goresan"))
        with closing(Printer(case, printer(tmp_path, tray))) as one:
            one.send((Print(1, Sheet.HANDOVER),), many=True)
            one.close()
            assert one.ended()[0].documents == 1
            assert not Path(one._folder.name).exists()
    (paper,) = tray.iterdir()
    assert paper.read_bytes().startswith(b"%PDF-")
    (kept,) = (tmp_path / "terkunci").rglob("BAS*.pdf")
    assert not kept.read_bytes().startswith(b"%PDF-")


def test_documents_speak_the_language_of_the_run(case, tmp_path, tray):
    language.choose(["--lang", "en"])
    try:
        sent(case, printer(tmp_path, tray), (Print(1, Sheet.HANDOVER),))
    finally:
        language.choose(["--lang", "id"])
    (paper,) = tray.iterdir()
    assert "RECEIPT OF A PHONE" in pdf_text(paper.read_bytes(), tmp_path)


def test_a_command_is_words_and_never_a_shell_line():
    assert outlet_of("printer", 'lp -d "Meja 2; rm x"').command == ("lp", "-d", "Meja 2; rm x")
    assert not outlet_of("printer", None).viewer
    with pytest.raises(UsageError):
        outlet_of("viewer", 'lp "tidak ditutup')


def test_a_command_of_windows_keeps_its_backslashes_and_loses_its_quotes(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    command = outlet_of("printer", '"C:\\Program Files\\Cetak\\cetak.exe" /p').command
    assert command == ("C:\\Program Files\\Cetak\\cetak.exe", "/p")
