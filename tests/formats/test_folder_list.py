from phone_audit.formats.folder_list import read_app_folders

LISTED = (
    "/sdcard/Android/data:\n.nomedia\nid.contoh.permainan\nlama\n\n/sdcard/Android/media:\n"
    "id.contoh.permainan\nid.contoh.kedua\n"
)


def test_each_package_once_and_what_was_listed():
    listed = read_app_folders(LISTED)
    assert listed.packages == ("id.contoh.permainan", "id.contoh.kedua")
    assert listed.folders == {"/sdcard/Android/data", "/sdcard/Android/media"}
    assert listed.unread == 0


def test_a_folder_that_does_not_exist_is_told_from_one_that_is_refused():
    errors = (
        "ls: /sdcard/Android/obb: No such file or directory\n"
        "ls: /sdcard/Android/data: Permission denied\n"
    )
    assert read_app_folders("", errors).missing == {"/sdcard/Android/obb"}
    gnu = "ls: cannot access '/sdcard/Android/obb': No such file or directory"
    assert read_app_folders("", gnu).missing == {"/sdcard/Android/obb"}


def test_names_that_no_app_has_are_counted_unless_they_are_plain_words():
    assert read_app_folders("/sdcard/Android/data:\nFolder baru\na/b\n-\n").unread == 2


def test_a_name_without_its_heading_or_its_end_is_not_read():
    assert read_app_folders("id.contoh.permainan\n").packages == ()
    cut = read_app_folders("/sdcard/Android/data:\nid.contoh.perma")
    assert (cut.packages, cut.unread) == ((), 1)
