import gzip
import tracemalloc

import pytest

from phone_audit.errors import UsageError
from phone_audit.formats.name_lists.interface import Options
from phone_audit.lists import importing
from phone_audit.lists.importing import ListUnfit, Unfit
from phone_audit.lists.store import Store
from phone_audit.model.imported_list import ListFormat, ListRole, Scope
from phone_audit.model.record import sha256_hex
from phone_audit.model.signature import GamblingKind
from tests.formats.name_lists.lists import ALL, MISP_WARNINGLIST
from tests.lists.stores import NOON, PACKAGE, bring, day, rows


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "lists"


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_list_of_any_form_is_recognised_and_taken(folder, name):
    report = bring(folder, ALL[name])
    assert report.list.format == name
    assert report.list.entries + report.repeated > 2
    assert Store(folder).lists() == (report.list,)


def test_where_a_list_came_from_is_recorded(folder):
    text = "# Last modified: 2026-08-20\n# License: MIT\ncontoh88.example\nid_x\nCONTOH88.example\n"
    report = bring(folder, text, source="https://contoh.example/daftar", kind=GamblingKind.SLOT)
    one = report.list
    assert (one.name, one.role, one.format) == ("contoh", ListRole.BLOCK, ListFormat.DOMAINS)
    assert (one.source, one.dated, one.licence) == (
        "https://contoh.example/daftar",
        day("2026-08-20"),
        "MIT",
    )
    assert (one.sha256, one.size_bytes) == (sha256_hex(text.encode()), len(text))
    assert (one.hosts, one.packages, one.entries) == (1, 0, 1)
    assert one.refused == {"single_label": 1}
    assert (one.imported_at, one.importer, one.kind) == (NOON, "phone-audit 0.0", GamblingKind.SLOT)
    assert one.age_days(day("2026-11-23")) == 95
    assert one.is_stale(day("2026-11-23"))
    assert report.date_from_file
    assert report.repeated == 1


def test_what_somebody_says_counts_more_than_what_the_file_says(folder):
    text = "# Last modified: 2026-08-20\n# License: MIT\ncontoh88.example\n"
    one = bring(folder, text, dated=day("2026-09-01"), licence="CC0").list
    assert (one.dated, one.licence) == (day("2026-09-01"), "CC0")


def test_a_file_from_the_future_has_no_date(folder):
    one = bring(folder, "# Last modified: 2027-01-01\ncontoh88.example\n").list
    assert one.dated is None
    assert one.day == NOON.date()


def test_wildcards_keep_their_meaning_and_names_their_line(folder):
    bring(folder, "contoh88.example CNAME .\n*.contoh88.example CNAME .\n*.b.example CNAME .\n")
    names = ("contoh88.example", "b.example", "c.example")
    assert rows(folder, *names) == [
        "contoh: below b.example 3",
        "contoh: both contoh88.example 1",
    ]


def test_exceptions_stand_beside_what_they_except(folder):
    bring(folder, "||contoh88.example^\n@@||m.contoh88.example^\n@@||contoh88.example^$badfilter\n")
    assert rows(folder, "contoh88.example", "m.contoh88.example") == [
        "contoh: +both contoh88.example 1",
        "contoh: +both m.contoh88.example 2",
        "contoh: both contoh88.example 1",
    ]


def test_a_bare_name_covers_what_somebody_says(folder):
    bring(folder, "contoh88.example\n", options=Options(bare=Scope.EXACT))
    assert rows(folder, "contoh88.example") == ["contoh: exact contoh88.example 1"]


def test_apps_keep_what_the_list_calls_them(folder):
    bring(folder, "package,label\nid.contoh.slot,Contoh Slot\n")
    assert rows(folder, "id.contoh.slot", kind=PACKAGE) == ["contoh: exact id.contoh.slot 2"]
    assert rows(folder, "id.contoh.slot") == []


def test_a_packed_list_is_unpacked_and_hashed_as_it_lies_there(folder):
    packed = gzip.compress(b"contoh88.example\n" * 3) + gzip.compress(b"contoh99.example\n")
    report = bring(folder, packed)
    assert (report.list.hosts, report.repeated) == (2, 2)
    assert report.list.sha256 == sha256_hex(packed)


def test_a_list_is_replaced_whole(folder):
    bring(folder, "contoh88.example\n")
    report = bring(folder, "contoh99.example\n")
    assert report.replaced.hosts == 1
    assert rows(folder, "contoh88.example", "contoh99.example") == [
        "contoh: both contoh99.example 1"
    ]
    assert len(list(folder.iterdir())) == 2


def test_a_warninglist_is_an_allow_list_without_being_told(folder):
    report = bring(folder, MISP_WARNINGLIST, over_entries=True)
    assert report.list.role is ListRole.ALLOW
    assert report.list.over_entries
    assert rows(folder, "bank.example") == ["contoh: +both bank.example 1"]


def test_an_allow_list_tells_which_of_its_names_are_entries(folder):
    report = bring(folder, "w88.example\nbank.example\n", allow=True)
    assert (report.listed_count, report.listed[0].name, report.listed[0].entry) == (
        1,
        "w88.example",
        "w88",
    )
    assert report.list.innocent == 0
    assert rows(folder, "w88.example") == ["contoh: +both w88.example 1"]
    assert bring(folder, "contoh88.example\n", over_entries=True).list.over_entries is False


def many(*others, of=300):
    return "".join(f"{name}\n" for name in (*others, *(f"contoh{n}.example" for n in range(of))))


def test_innocent_names_are_told_with_their_lines(folder):
    report = bring(folder, many("bank.example", "slot.kota.go.id"))
    assert (report.list.innocent, report.list.institutional) == (1, 1)
    assert [(one.name, one.line, one.entry) for one in report.innocent] == [
        ("bank.example", 1, "bank")
    ]
    assert [(one.name, one.line) for one in report.institutional] == [("slot.kota.go.id", 2)]


def test_a_list_with_too_many_innocent_names_is_refused_unless_told(folder):
    bring(folder, "contoh88.example\n")
    with pytest.raises(ListUnfit) as error:
        bring(folder, many("bank.example", of=100))
    assert (error.value.why, error.value.count, error.value.names) == (Unfit.INNOCENT, 1, 101)
    assert error.value.complaints[0].endswith("contoh.txt:1: bank.example bank")
    assert rows(folder, "contoh88.example") == ["contoh: both contoh88.example 1"]
    report = bring(folder, many("bank.example", of=100), accept_innocent=True)
    assert report.list.innocent == 1
    assert len(list(folder.iterdir())) == 2


def test_a_list_of_offices_is_refused_unless_told(folder):
    with pytest.raises(ListUnfit) as error:
        bring(folder, many("slot.kota.go.id", of=10))
    assert error.value.why is Unfit.INSTITUTIONAL
    bring(folder, many("slot.kota.go.id", of=10), accept_innocent=True)


@pytest.mark.parametrize(
    ("text", "said", "why"),
    [
        ("Ini surat biasa, bukan daftar.\n", {}, Unfit.UNKNOWN_FORM),
        ("", {}, Unfit.UNKNOWN_FORM),
        ("", {"format": ListFormat.DOMAINS}, Unfit.NO_NAMES),
        ("||contoh.example^\n", {"format": ListFormat.HOSTS}, Unfit.NO_NAMES),
        ("0.0.0.0 a.example\nx\ny\n", {"format": ListFormat.HOSTS}, Unfit.NO_NAMES),
        ("a.example\0\n", {"format": ListFormat.DOMAINS}, Unfit.BROKEN),
        ('{"type": "bundle", "objects": [', {}, Unfit.BROKEN),
        ("[" * 100_000, {"format": ListFormat.STIX2}, Unfit.BROKEN),
        (b"PK\x03\x04........", {}, Unfit.BROKEN),
        (b"\xfd7zXZ\x00", {}, Unfit.BROKEN),
        (gzip.compress(b"contoh88.example\n" * 99, mtime=0)[:-9], {}, Unfit.BROKEN),
        (b"\x1f\x8b kosong", {}, Unfit.BROKEN),
    ],
)
def test_what_is_no_list_leaves_what_is_in_force(folder, text, said, why):
    bring(folder, "contoh88.example\n")
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(ListUnfit) as error:
        bring(folder, text, **said)
    assert error.value.why is why
    assert sorted(path.name for path in folder.iterdir()) == before
    assert rows(folder, "contoh88.example") == ["contoh: both contoh88.example 1"]


def test_a_complaint_names_file_and_line(folder):
    with pytest.raises(ListUnfit) as error:
        bring(folder, "a\0.example\nb.example\n", format=ListFormat.DOMAINS)
    assert error.value.complaints == (
        f"{folder.parent / 'contoh.txt'}:1: NUL characters; this is no text",
    )


def test_a_damaged_line_is_told_and_the_others_are_taken(folder):
    report = bring(folder, "a.example\nb.example\nc\0.example\n")
    assert (report.list.hosts, report.list.refused) == (2, {"unreadable": 1})
    assert [(one.line, one.text) for one in report.remarks] == [(3, "c<U+FFFD>.example")]


def test_a_zone_with_each_name_twice_counts_innocent_ones_once(folder):
    zone = "$TTL 60\n" + "".join(
        f"{name} CNAME .\n*.{name} CNAME .\n"
        for name in ("bank.example", *(f"situs{number}.example" for number in range(150)))
    )
    with pytest.raises(ListUnfit) as error:
        bring(folder, zone)
    assert (error.value.why, error.value.count, error.value.names) == (Unfit.INNOCENT, 1, 151)


def test_only_the_first_unreadable_lines_are_shown_and_all_are_counted(folder):
    report = bring(folder, many(*["bukan nama"] * 40))
    assert report.list.refused == {"unreadable": 40}
    assert [one.line for one in report.remarks] == list(range(1, importing.SHOWN + 1))


def test_hostile_lines_are_shown_harmless(folder):
    report = bring(folder, many("\x1b[31m\u202eabc def"))
    assert report.remarks[0].text == "<U+001B>[31m<U+202E>abc def"


def test_what_is_verified_can_be_found_again(folder):
    with pytest.raises(UsageError, match="--source"):
        bring(folder, "contoh88.example\n", verified_by="Contoh Petugas")
    one = bring(
        folder,
        "contoh88.example\n",
        verified_by="Contoh Petugas",
        source="https://contoh.example",
        dated=day("2026-11-01"),
    ).list
    assert one.verified_by == "Contoh Petugas"


@pytest.mark.parametrize("name", ["", "A", "a_b", "../a", "a" * 41, "con", "lpt1", "-a", "a.b"])
def test_a_list_has_a_simple_name(folder, name):
    with pytest.raises(UsageError):
        importing.Importer(folder, lambda *_: None, "x").bring(
            importing.Request(name=name, path=folder), NOON
        )


def test_a_file_that_is_not_there_or_a_folder(folder):
    for path in (folder / "tidak-ada", folder.parent):
        with pytest.raises(UsageError, match=path.name):
            importing.Importer(folder, lambda *_: None, "x").bring(
                importing.Request(name="a", path=path), NOON
            )


@pytest.mark.slow
def test_a_line_of_a_hundred_megabytes_takes_no_memory(folder):
    path = folder.parent / "besar.txt"
    with path.open("wb") as file:
        file.write(b"contoh88.example\n")
        for _ in range(100):
            file.write(b"x" * 1_000_000)
        file.write(b"\ncontoh99.example\n")
    tracemalloc.start()
    try:
        report = importing.Importer(folder, lambda *_: None, "x").bring(
            importing.Request(name="besar", path=path), NOON
        )
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (report.list.hosts, report.list.refused) == (2, {"too_long": 1})
    assert report.remarks[0].line == 2
    assert peak < 10_000_000


def test_a_long_list_tells_how_far_it_is(folder, monkeypatch):
    monkeypatch.setattr(importing, "TOLD_EVERY", 1_000)
    path = folder.parent / "panjang.txt"
    path.write_text("".join(f"slot{number * 7919 % 2_503}.example\n" for number in range(2_503)))
    told = []
    request = importing.Request(name="panjang", path=path)
    report = importing.Importer(folder, lambda *_: None, "x", told.append).bring(request, NOON)
    assert report.list.hosts == 2_503
    assert told == [1_000, 2_000]


def test_what_would_unpack_without_end_is_refused(folder, monkeypatch):
    from phone_audit.lists import source_file

    monkeypatch.setattr(source_file, "MOST_BYTES", 10_000)
    with pytest.raises(ListUnfit, match="more than 10000 bytes"):
        bring(folder, gzip.compress(b"contoh88.example\n" * 1_000))
