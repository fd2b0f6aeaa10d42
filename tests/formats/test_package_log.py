from phone_audit.formats.package_log import read_package_log
from tests.shared import shared

INSTALL = """2026-10-02 09:14:07.120: START INSTALL PACKAGE: observer{1}
          stagedDir{/data/app/vmdl1.tmp}
          pkg{id.contoh.permainan}
          versionCode{16}
          Request from{com.android.vending}
"""


def told(text):
    return [(row.package, row.removal, row.succeeded) for row in read_package_log(text).rows]


def test_a_result_is_joined_by_its_number_whatever_lies_between():
    other = INSTALL.replace("{1}", "{2}").replace("permainan", "kedua")
    results = (
        "2026-10-02 09:14:08.000: result of install: -25{2}\n"
        "2026-10-02 09:14:09.000: result of install: 1{1}\n"
    )
    assert told(INSTALL + other + results) == [
        ("id.contoh.permainan", False, True),
        ("id.contoh.kedua", False, False),
    ]


def test_a_result_of_a_removal_never_ends_an_installation():
    deleted = "2026-10-02 09:14:08.000: result of delete: 1{1}\n"
    assert told(INSTALL + deleted) == [("id.contoh.permainan", False, None)]


def test_a_number_used_again_belongs_to_the_last_start():
    again = INSTALL.replace("permainan", "kedua")
    result = "2026-10-02 09:14:08.000: result of install: 1{1}\n"
    assert told(INSTALL + again + result) == [
        ("id.contoh.permainan", False, None),
        ("id.contoh.kedua", False, True),
    ]


def test_a_start_without_a_number_is_ended_by_a_result_without_one():
    start = INSTALL.replace("observer{1}", "observer{null}")
    stranger = "2026-10-02 09:14:08.000: result of install: -1{99}\n"
    result = "2026-10-02 09:14:09.000: result of install: 1{null}\n"
    assert told(start + stranger + result) == [("id.contoh.permainan", False, True)]


def test_lines_of_another_record_do_not_belong_to_the_one_before():
    other = "2026-10-02 09:14:08.000: setApplicationCategoryHint, pkg: a.b\npkg{id.contoh.salah}\n"
    log = read_package_log(INSTALL + other)
    assert [row.package for row in log.rows] == ["id.contoh.permainan"]
    assert log.unread == 0


def test_an_unknown_form_of_a_known_record_is_counted():
    log = read_package_log("2026-10-02 09:14:07.120: START INSTALL APEX: observer{1}\n" + INSTALL)
    assert (log.records, log.unread) == (1, 1)
    assert read_package_log("2026-10-02 09:14:07.120: result of install: gagal{1}\n").unread == 1
    assert read_package_log(INSTALL.replace("pkg{", "pkg{a b ")).unread == 1


def test_names_of_staged_files_and_null_are_no_packages_of_an_app():
    log = read_package_log(INSTALL.replace("id.contoh.permainan", "null"))
    assert (log.records, log.rows) == (1, ())


def test_a_phone_without_the_log():
    assert read_package_log("Packages:\n  Package [id.contoh] (1):\n").found is False
    assert read_package_log("pm_debug_info.txt:\n").found is True


def test_a_name_that_is_broken_off_is_not_read():
    cut = INSTALL[: INSTALL.index("permainan}") + 4]
    assert read_package_log(cut).rows == ()


def test_lines_of_a_real_phone():
    folder = shared("fixtures/samsung-android14-excerpts")
    name = "package_parser__test_parse_packages_with_install_logs__62.txt"
    log = read_package_log((folder / name).read_text(encoding="utf-8"))
    assert log.unread == 0
    assert [(row.removal, row.at, row.user, row.succeeded) for row in log.rows] == [
        (False, "2025-03-28 02:22:45", None, True),
        (True, "2024-10-18 09:52:01", 10, False),
    ]
    assert log.rows[0].requested_by == "com.android.vending"
