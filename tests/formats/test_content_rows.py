from datetime import UTC, datetime

import pytest

from phone_audit.formats.content_rows import (
    AppFileRow,
    package_in_name,
    read_app_files,
    read_found_files,
)

ADDED = datetime(2025, 10, 9, 8, 55, tzinfo=UTC)
WHOLE = (
    "Row: 0 date_added=1760000100, owner_package_name=com.android.chrome, "
    "download_uri=https://Unduh.invalid:8443/a.apk?x=1,2, referer_uri=http://situs.invalid/, "
    "_display_name=a.apk\n"
)


def test_a_whole_row_and_a_filtered_one_read_the_same():
    filtered = (
        "Row: 0 date_added=1760000100\n, owner_package_name=com.android.chrome\n"
        ", download_uri=https://Unduh.invalid:8443\n, referer_uri=http://situs.invalid\n"
        ", _display_name=a.apk\n"
    )
    (row,) = read_app_files(WHOLE).rows
    assert row == AppFileRow(
        name="a.apk",
        added_at=ADDED,
        owner="com.android.chrome",
        download="https://Unduh.invalid:8443",
        referrer="http://situs.invalid",
    )
    assert read_app_files(filtered) == read_app_files(WHOLE)


def test_a_name_may_hold_anything_and_forges_nothing():
    name = "x, referer_uri=https:, owner_package_name=a.b, _display_name=y.apk"
    text = f"Row: 3 date_added=NULL, download_uri=NULL, referer_uri=NULL, _display_name={name}\n"
    assert read_app_files(text).rows == (AppFileRow(name=name),)


def test_an_address_cannot_hold_the_next_column():
    text = (
        "Row: 0 date_added=1, download_uri=https://a.invalid/,referer_uri=https://b.invalid, "
        "referer_uri=NULL, _display_name=a.apk\n"
    )
    (row,) = read_app_files(text).rows
    assert (row.download, row.referrer) == ("https://a.invalid", None)


def test_rows_of_android_8():
    text = "Row: 0 date_added=1760000100\na b.XAPK\nRow: 1 date_added=1760000100\nc.apks\n"
    found = read_app_files(text)
    assert [one.name for one in found.rows] == ["a b.XAPK", "c.apks"]
    assert (found.answered, found.unread) == (True, 0)


@pytest.mark.parametrize(
    "text", ["x.apk\n", "Row: 0 date_added=1\nx.pdf\n", "\ufffd\n", "=" * 30_000]
)
def test_what_is_no_row_is_counted(text):
    found = read_app_files(text)
    assert (found.rows, found.unread) == ((), 1)


def test_no_result_is_an_answer():
    found = read_app_files("No result found.\r\n")
    assert (found.rows, found.answered, found.unread) == ((), True, 0)
    assert not read_app_files("").answered


def test_paths_from_find():
    found = read_found_files("/sdcard/D/a.apk\n/sdcard/b c.APK\r\n/sdcard/d.pdf\ne.apk\n")
    assert [one.name for one in found.rows] == ["a.apk", "b c.APK"]
    assert [one.path for one in found.rows] == ["/sdcard/D/a.apk", "/sdcard/b c.APK"]
    assert found.unread == 2
    assert read_found_files("").answered


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("id.contoh.toko.apk", "id.contoh.toko"),
        ("id.contoh.toko_2.1.apk", "id.contoh.toko"),
        ("id.contoh.toko-v2.1 (1).apk", "id.contoh.toko"),
        ("id.contoh.toko (12).XAPK", "id.contoh.toko"),
        ("id.contoh.toko_ku_2.1_apkpure.com.apks", "id.contoh.toko_ku"),
        ("id.contoh.b2.apk", "id.contoh.b2"),
        ("id.contoh.toko_2.apk", "id.contoh.toko_2"),
        ("id.contoh_2toko.x.apk", "id.contoh_2toko.x"),
        ("id.contoh.toko_2.1_x (3).apk", "id.contoh.toko"),
        ("toko.apk", None),
        ("Nama Orang.apk", None),
        ("surat id.contoh.toko.apk", None),
        ("id.contoh.toko.pdf", None),
        ("id..toko.apk", None),
        ("id.contoh.toko mod.apk", None),
        ("a" * 300 + ".b.apk", None),
        ("a." * 200 + "apk", None),
    ],
)
def test_a_package_only_where_a_name_begins_with_one(name, package):
    assert package_in_name(name) == package
