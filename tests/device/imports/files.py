"""Files that a holder might bring, written by the tests; all names are invented."""

import io
import json
import zipfile

RULE = "-" * 79
AT = 1_763_600_000_000


def takeout(*hosts, **fields):
    """Return a ``History.json`` with one visit a day to each host."""
    entries = [
        {
            "favicon_url": "",
            "page_transition": "LINK",
            "title": "Judul",
            "url": f"https://{host}/",
            "time_usec": (AT + number * 86_400_000) * 1_000,
            "client_id": "Y29udG9o",
            **fields,
        }
        for number, host in enumerate(hosts)
    ]
    return json.dumps({"Browser History": entries}).encode()


def lookups(*hosts, package="com.android.chrome"):
    """Return one day of an intrusion log."""
    events = [
        {"event_id": n, "event_time": AT + n, "package_name": package, "hostname": host}
        for n, host in enumerate(hosts)
    ]
    return b"".join(json.dumps({"dns_event": event}).encode() + b"\n" for event in events)


def bug_report(**services):
    """Return a main text with these services."""
    text = "=" * 56 + "\n== dumpstate: 2026-11-23 10:00:00\n" + "=" * 56 + "\n"
    return (text + dumpsys(**services)).encode()


def dumpsys(**services):
    """Return what ``dumpsys`` without a name prints."""
    parts = [
        f"{RULE}\nDUMP OF SERVICE {name}:\n{body}"
        f"--------- 0.1s was the duration of dumpsys {name}, ending at: 2026-11-23 10:00:01\n"
        for name, body in services.items()
    ]
    return "".join(parts)


def packages(*names):
    """Return a ``packages.json`` of AndroidQF."""
    file = {"path": "/data/app/~~a==/x/base.apk", "sha256": "8d2f" * 16}
    return json.dumps(
        [
            {"name": name, "files": [file], "installer": "null", "uid": 10_200 + n, "system": False}
            for n, name in enumerate(names)
        ]
    ).encode()


def zipped(members):
    """Return a zip with these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def folder(path, members):
    """Write a folder with these files and return it."""
    for name, data in members.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path
