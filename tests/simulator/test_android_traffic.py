from datetime import timedelta

from phone_audit.formats.dumpsys_netstats import read_netstats
from phone_audit.model.record import replace
from phone_audit.simulator.android.netstats import dump_netstats
from phone_audit.simulator.android.phone import Session, Use
from tests.simulator.android_phones import CHROME, GAME, NOW, phone


def test_traffic_of_use_and_of_a_system_app_in_the_same_series_are_added():
    used = Use(package=CHROME, sessions=(Session(start=NOW - timedelta(hours=5), seconds=60),))
    quiet = phone(34)
    busy = replace(quiet, uses=(*quiet.uses, used))
    totals = [
        sum(
            one.received
            for one in read_netstats(dump_netstats(one_phone).decode(), [10_123]).by_uid.get(
                10_123, ()
            )
        )
        for one_phone in (quiet, busy)
    ]
    assert totals[0] < totals[1]


def test_the_whole_phone_is_the_sum_of_its_apps():
    text = dump_netstats(phone(34)).decode()
    whole, _, apps = text.partition("uid\n")
    received = [
        sum(int(line.split(",")[2]) for line in part.splitlines() if line.startswith("b,"))
        for part in (whole, apps)
    ]
    assert received[0] == received[1] > 0
    assert read_netstats(text, [10_234]).unread == 0
    assert f"c,wifi,{GAME}" not in text
