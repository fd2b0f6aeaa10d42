import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.formats import intrusion_log
from phone_audit.formats.intrusion_log import is_intrusion_log, read_intrusion_log

AT = 1_763_600_000_123


def dns(number=0, **changes):
    event = {
        "event_id": number,
        "event_time": AT,
        "package_name": "com.android.chrome",
        "hostname": "Situs.invalid",
        "ip_addresses": ["/203.0.113.7"],
        "ip_addresses_count": 1,
        **changes,
    }
    return json.dumps({"dns_event": event}).encode() + b"\n"


CONNECT = (
    b'{"connect_event":{"event_id":1,"event_time":1,"port":443,"ip_address":"/203.0.113.7"}}\n'
)
SECURITY = b'{"security_event":{"event_time":1,"tag":210002,"data":["rm -rf rahasia"]}}\n'


def test_look_ups_and_nothing_of_the_other_events():
    log = read_intrusion_log([dns(), CONNECT, SECURITY, b"\n"])
    (row,) = log.lookups
    assert (row.host, row.package, row.at_ms) == ("situs.invalid", "com.android.chrome", AT)
    assert (log.events, log.unread, log.whole) == (3, 0, True)
    assert "rahasia" not in repr(log)
    assert "203.0.113.7" not in repr(log)


def test_an_event_in_two_files_is_one():
    assert len(read_intrusion_log([dns(), dns(1), dns()]).lookups) == 2


@pytest.mark.parametrize(
    "line",
    [
        b"omong kosong",
        b"{",
        b"[]",
        b'{"dns_event":7}',
        b'{"dns_event":{"hostname":7}}',
        b'{"dns_event":{},"lain":{}}',
        b'{"mail_event":{"isi":"rahasia"}}',
        dns(hostname=""),
        dns(hostname="a b"),
        dns(hostname="x" * 300_000),
        b"\xff\xfe{}",
        b'{"dns_event":' * 50_000,
    ],
)
def test_a_line_of_another_shape_is_counted(line):
    log = read_intrusion_log([line, dns()])
    assert (len(log.lookups), log.unread) == (1, 1)


@pytest.mark.parametrize("time", [None, 0, -7, 2**60])
def test_a_time_that_is_none(time):
    assert read_intrusion_log([dns(event_time=time)]).lookups[0].at_ms is None


def test_what_an_intrusion_log_begins_with():
    assert is_intrusion_log(CONNECT + dns())
    assert is_intrusion_log(b"# ekspor\n" + dns()[:-1])
    assert not is_intrusion_log(b'{"Browser History": []}')
    assert not is_intrusion_log(b"")
    assert not is_intrusion_log(b"dns_event\n" * 9)


def test_more_rows_than_any_log_has_are_cut(monkeypatch):
    monkeypatch.setattr(intrusion_log, "MOST_ROWS", 2)
    log = read_intrusion_log([dns(number) for number in range(5)])
    assert (len(log.lookups), log.whole) == (2, False)


@given(st.lists(st.binary(max_size=50), max_size=5))
def test_any_lines_are_read_or_counted(lines):
    log = read_intrusion_log(lines)
    assert log.unread + log.events <= len(lines) + log.events
    assert log.lookups == ()
