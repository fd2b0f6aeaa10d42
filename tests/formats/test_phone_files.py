import hashlib

import pytest

from phone_audit.formats.phone_files import PhoneFiles

PHONE = PhoneFiles(
    {
        "/storage/emulated/0/Download/contoh.apk": b"contoh",
        "/storage/emulated/0/Download/b/LAIN.APK": b"lain",
        "/storage/emulated/0/Download/.hidden": b"",
        "/storage/emulated/0/Android/data/id.contoh/": b"",
        "/proc/net/unix": b"Num\n",
    }
)


def looked(line: str) -> tuple[str, str, int]:
    found = PHONE.look(line.split(" "))
    assert found is not None
    return b"".join(found.stdout).decode(), b"".join(found.stderr).decode(), found.exit_code


@pytest.mark.parametrize(
    ("line", "stdout"),
    [
        ("cat /proc/net/unix", "Num\n"),
        ("ls /sdcard", "Android\nDownload\n"),
        ("ls -1 /sdcard/Download/", "b\ncontoh.apk\n"),
        ("ls -a /sdcard/Android/data/id.contoh", ".\n..\n"),
        ("ls -A /sdcard/Download", ".hidden\nb\ncontoh.apk\n"),
        ("ls -1 -d /sdcard/Download", "/sdcard/Download\n"),
        (
            "ls /proc/net/unix /sdcard/Download",
            "/proc/net/unix\n\n/sdcard/Download:\nb\ncontoh.apk\n",
        ),
        ("ls", "mnt\nproc\nsdcard\nstorage\n"),
        (
            "find /sdcard/Download -iname *.apk",
            "/sdcard/Download/b/LAIN.APK\n/sdcard/Download/contoh.apk\n",
        ),
        ("find /sdcard/Download -name *.apk", "/sdcard/Download/contoh.apk\n"),
        ("find /sdcard/ -type d -name b", "/sdcard/Download/b\n"),
        (
            "find /sdcard/Download -maxdepth 1 -type f",
            "/sdcard/Download/.hidden\n/sdcard/Download/contoh.apk\n",
        ),
        (
            "find /storage/emulated/0/Android",
            "".join(
                f"/storage/emulated/0/Android{below}\n"
                for below in ("", "/data", "/data/id.contoh")
            ),
        ),
        ("find /sdcard -iname *.apk", ""),  # a link is not entered without a slash behind it
        ("tail -c 3 /sdcard/Download/contoh.apk", "toh"),
        ("tail -c 99 /sdcard/Download/contoh.apk", "contoh"),
        (
            "sha1sum /sdcard/Download/.hidden",
            f"{hashlib.sha1().hexdigest()}  /sdcard/Download/.hidden\n",
        ),
    ],
)
def test_looking_at_files(line: str, stdout: str) -> None:
    assert looked(line) == (stdout, "", 0)


def test_dd_counts_on_stderr_without_complaining() -> None:
    blocks = "0+1 records in\n0+1 records out\n2 bytes copied\n"
    assert looked("dd if=/sdcard/Download/contoh.apk bs=4 skip=1 count=9") == ("oh", blocks, 0)


@pytest.mark.parametrize(
    ("line", "stdout", "stderr"),
    [
        ("cat /nix", "", "cat: /nix: No such file or directory\n"),
        ("cat /sdcard/Download", "", "cat: /sdcard/Download: Is a directory\n"),
        ("cat /proc/net/unix/", "", "cat: /proc/net/unix/: No such file or directory\n"),
        (
            "ls /system/bin/su /sdcard/Download/b",
            "LAIN.APK\n",
            "ls: /system/bin/su: No such file or directory\n",
        ),
        (
            "find /nix /proc/net",
            "/proc/net\n/proc/net/unix\n",
            "find: '/nix': No such file or directory\n",
        ),
        ("sha1sum /nix", "", "sha1sum: /nix: No such file or directory\n"),
    ],
)
def test_what_is_not_there_is_complained_about(line: str, stdout: str, stderr: str) -> None:
    assert looked(line) == (stdout, stderr, 1)


@pytest.mark.parametrize(
    "line",
    [
        "tar /x",
        "cat",
        "cat -v /x",
        "ls -lR /",
        "find / -exec x",
        "find / -name",
        "find / -name [a]",
        "find / -type l",
        "find / -name a -name b",
        "sha256sum",
        "sha256sum -c /x",
        "getprop",
    ],
)
def test_what_nobody_asks_is_not_imitated(line: str) -> None:
    assert PHONE.look(line.split(" ")) is None


def test_paths_are_resolved_like_a_phones() -> None:
    assert PHONE.resolve("/sdcard//Download/./x/../y") == "/storage/emulated/0/Download/y"
    assert PHONE.resolve("/../sdcardx") == "/sdcardx"
    assert PHONE.resolve("//storage/self/primary/a") == "/storage/emulated/0/a"


def test_a_deep_tree_takes_no_recursion() -> None:
    deep = PhoneFiles({"/" + "d/" * 3000 + "x.apk": b""})
    found = deep.look(["find", "/d", "-maxdepth", "999", "-name", "*.apk"])
    assert found is not None
    assert found.stdout == []
