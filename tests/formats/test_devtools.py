import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.formats.devtools import (
    Message,
    Page,
    id_of,
    message,
    read_history,
    read_messages,
    read_pages,
    read_sockets,
    read_usage,
    read_version,
)

HEADER = "Num       RefCount Protocol Flags    Type St Inode Path\n"


def line(name, flags="00010000"):
    return f"0000000000000000: 00000002 00000000 {flags} 0001 01 4869806 {name}\n"


def test_browsers_that_listen_each_once():
    text = (
        HEADER
        + line("@chrome_devtools_remote")
        + line("@chrome_devtools_remote", flags="00000000")
        + line("@chrome_devtools_remote_1234")
        + line("@Terrace_devtools_remote")
        + line("@id.contoh.peramban_devtools_remote")
        + line("@webview_devtools_remote_77")
        + line("@stetho_id.contoh_devtools_remote")
        + line("@kedua_devtools_remote", flags="00000000")
    )
    found = read_sockets(text)
    assert found.names == (
        "chrome_devtools_remote",
        "chrome_devtools_remote_1234",
        "Terrace_devtools_remote",
        "id.contoh.peramban_devtools_remote",
    )
    assert (found.answered, found.unread) == (True, 0)


def test_a_table_without_a_browser_is_an_answer_and_nothing_is_none():
    assert read_sockets(HEADER).answered
    assert not read_sockets("").answered
    assert read_sockets(line("@chrome_devtools_remote")).answered


@pytest.mark.parametrize(
    "name",
    ["/dev/socket/x_devtools_remote", "@x_devtools_remote_y", "@a b_devtools_remote", "@", ""],
)
def test_other_names_are_no_browsers(name):
    assert read_sockets(HEADER + line(name)).names == ()


def test_lines_of_another_shape_are_counted():
    assert read_sockets("x\n" + HEADER + "@chrome_devtools_remote\n" + "y" * 10**6).unread == 3


@pytest.mark.parametrize(
    ("data", "package"),
    [
        (b'{"Android-Package":"com.android.chrome","Browser":"Chrome/140"}', "com.android.chrome"),
        (b'{"Browser":"Chrome/156"}', ""),
        (b'{"Android-Package":null}', ""),
        (b'{"Android-Package":"a;reboot"}', ""),
        (b'{"Android-Package":7}', None),
        (b"[]", None),
        (b"", None),
        (b"\xff", None),
    ],
)
def test_the_package_a_browser_tells(data, package):
    assert read_version(data) == package


def test_tabs_and_nothing_but_tabs():
    rows = [
        {"id": "12", "type": "page", "title": "Judul", "url": "https://satu.invalid/a"},
        {"id": "13", "type": "worker", "title": "x", "url": "https://dua.invalid/w.js"},
        {"id": "A", "type": "browser_ui", "title": "x", "url": "chrome://x"},
        {"id": "1/2", "type": "page", "title": "x", "url": "https://tiga.invalid/"},
        {"id": 7, "type": "page", "url": "x"},
        {"type": "page"},
        "x",
    ]
    pages = read_pages(json.dumps(rows).encode())
    assert pages.pages == (Page(target="12", url="https://satu.invalid/a"),)
    assert pages.unread == 4


@pytest.mark.parametrize("data", [b"", b"{}", b"[", b"null", b"[" * 100_000, b"\xff\xfe", b"[{]"])
def test_what_is_no_list_is_none(data):
    assert read_pages(data) is None


def test_messages_are_told_apart_by_their_separator():
    data = b'\x1e{"id":1,"result":{"a":[1]}}\n\x1e{"id":2,"error":{}}\n\x1e{"id":"x"}\n\x1e{'
    assert list(read_messages(data)) == [
        Message(id=1, result=b'{"a":[1]}'),
        Message(id=2, result=None),
        None,
        None,
    ]
    assert list(read_messages(b"")) == []
    assert list(read_messages(b"x")) == [None]


def test_questions_as_they_are_sent():
    assert message(1, "Page.getNavigationHistory") == (
        b'{"id":1,"method":"Page.getNavigationHistory"}'
    )
    assert message(2, "Storage.getUsageAndQuota", origin='https://a.invalid"') == (
        b'{"id":2,"method":"Storage.getUsageAndQuota","params":{"origin":"https://a.invalid\\""}}'
    )


@pytest.mark.parametrize(("data", "number"), [(b'{"id":3}', 3), (b'{"method":"x"}', None)])
def test_which_question_a_message_answers(data, number):
    assert id_of(data) == number


@pytest.mark.parametrize("data", [b"", b"[]", b'{"id":"1"}', b"\xff", b"[" * 100_000])
def test_what_is_no_message(data):
    with pytest.raises(ValueError):
        id_of(data)


def test_addresses_of_a_list_without_their_titles():
    entries = [{"id": 1, "url": "https://a.invalid/x", "title": "Judul"}, {"url": "chrome://y"}]
    told = json.dumps({"currentIndex": 0, "entries": entries}).encode()
    assert read_history(told) == ("https://a.invalid/x", "chrome://y")
    for bad in (b"{}", b'{"entries":[{}]}', b'{"entries":{}}', b"", b'{"entries":[{"url":1}]}'):
        assert read_history(bad) is None


@pytest.mark.parametrize(
    ("data", "usage"),
    [
        (b'{"usage":16384,"quota":1}', 16384),
        (b'{"usage":0}', 0),
        (b'{"usage":1.5e3}', 1500),
        (b'{"usage":-1}', None),
        (b'{"usage":1e300}', None),
        (b'{"usage":"1"}', None),
        (b"{}", None),
    ],
)
def test_bytes_a_site_stores(data, usage):
    assert read_usage(data) == usage


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_a_crash(data):
    read_version(data)
    read_pages(data)
    list(read_messages(data))
    read_history(data)
    read_usage(data)
    read_sockets(data.decode("utf-8", "replace"))
