"""App files on the shared storage, and what the media index says of them."""

import json
from collections.abc import Iterator, Mapping

from phone_audit.simulator.android.apk import small_apk, zipped
from phone_audit.simulator.android.phone import Download, Phone
from phone_audit.simulator.android.printing import millis

_KINDS = ("apk", "apks", "xapk")
_ROOT = "/storage/emulated/0"
_FOLDERS = ("Download", "Documents", "Telegram")


def downloaded_files(phone: Phone) -> Mapping[str, bytes]:
    """Return the downloaded files by path, and the folders that a phone in use has."""
    files = {f"{_ROOT}/{folder}/": b"" for folder in _FOLDERS}
    for file in phone.downloads:
        files[f"{_ROOT}/Download/{file.name}"] = _content(file)
    return files


def _content(file: Download) -> bytes:
    """Return an APK, or a bundle that lists what it holds, as its ending says."""
    if file.package is None:
        return b"PK\x03\x04 invented " + file.name.encode()
    match file.name.rpartition(".")[2].lower():
        case "xapk":
            return zipped({"manifest.json": _json({"package_name": file.package})})
        case "apks":
            return zipped({"meta.sai_v2.json": _json({"package": file.package})})
        case _:
            return small_apk(file.package, {b"": file.package.rpartition(".")[2]})


def _json(told: Mapping[str, str]) -> bytes:
    return json.dumps({"name": "Contoh", **told}).encode()


def media_index(phone: Phone) -> Iterator[tuple[str, bytes]]:
    """Yield the command lines that ask the media index for app files, with their answers.

    Format, from Android 10 and before; ``NULL`` for what is not known, nothing escaped::

        Row: 0 date_added=1760000100, owner_package_name=com.android.chrome, download_uri=
        (one line) https://unduh.example/a.apk, referer_uri=https://toko.example/, _display_name=a.apk
        Row: 0 date_added=1760000100, _data=/storage/emulated/0/Download/a.apk
        No result found.

    Read from: AOSP ``Content.QueryCommand``, ``MediaStore.DownloadColumns``, 8-16.
    """  # noqa: E501  # one line of the phone
    query = "content query --uri content://media/external"
    files = [file for file in phone.downloads if file.name.lower().endswith(_KINDS)]
    if phone.sdk >= 29:
        line = (
            f"{query}/downloads --projection date_added:owner_package_name:download_uri"
            f":referer_uri:_display_name --where {_where('_display_name')}"
        )
        rows = [
            f"Row: {number} date_added={millis(file.added_at) // 1000}, "
            f"owner_package_name={file.saved_by or 'NULL'}, download_uri={file.url or 'NULL'}, "
            f"referer_uri={file.page or 'NULL'}, _display_name={file.name}"
            for number, file in enumerate(files)
        ]
    else:
        line = f"{query}/file --projection date_added:_data --where {_where('_data')}"
        rows = [
            f"Row: {number} date_added={millis(file.added_at) // 1000}, "
            f"_data={_ROOT}/Download/{file.name}"
            for number, file in enumerate(files)
        ]
    yield line, ("\n".join(rows or ["No result found."]) + "\n").encode()


def _where(column: str) -> str:
    return " OR ".join(f"{column} LIKE '%.{kind}'" for kind in _KINDS)
