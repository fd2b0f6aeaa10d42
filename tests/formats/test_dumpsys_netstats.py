from phone_audit.formats.dumpsys_netstats import read_netstats
from tests.shared import shared

HEAD = "v1,1755820800,1763596800\nuid\n"
SERIES = "c,wifi,10234,fg,0\nd,7200\nb,1763580000,100,1,10,1,0\n"


def moved(text, uid=10234):
    return [(one.start_s, one.received, one.sent) for one in read_netstats(text, [uid]).by_uid[uid]]


def test_sets_and_networks_are_added():
    text = HEAD + SERIES + SERIES.replace("fg", "def") + SERIES.replace("wifi", "cell")
    assert moved(text) == [(1763580000, 300, 30)]


def test_vpn_sets_tagged_parts_and_other_blocks_are_not():
    others = [SERIES.replace("fg", name) for name in ("all", "vpnin", "vpnout", "unk")]
    text = HEAD + SERIES + "".join(others) + SERIES.replace(",0\nd", ",77\nd")
    text += "tag\n" + SERIES + "xt\n" + SERIES
    assert moved(text) == [(1763580000, 100, 10)]


def test_removed_apps_and_tethering_belong_to_nobody():
    text = HEAD + SERIES.replace("10234", "-4") + SERIES.replace("10234", "-5")
    assert read_netstats(text, [-4, -5, 10234]).by_uid == {}


def test_a_user_is_part_of_the_uid():
    text = HEAD + SERIES.replace("10234", "99910234")
    assert read_netstats(text, [10234]).by_uid == {}
    assert moved(text, 99910234) == [(1763580000, 100, 10)]


def test_a_series_whose_heading_stayed_on_the_phone_belongs_to_nobody():
    foreign = "d,7200\nb,1763580000,999999,1,999999,1,0\n"
    assert moved(HEAD + foreign + SERIES + foreign) == [(1763580000, 100, 10)]


def test_a_length_that_says_nothing_opens_nothing():
    traffic = read_netstats(HEAD + SERIES.replace("d,7200", "d,x"), [10234])
    assert (traffic.by_uid, traffic.unread) == ({10234: ()} if traffic.by_uid else {}, 1)


def test_values_not_kept_are_not_zero():
    text = HEAD + SERIES.replace("100,1,10,1,0", "*,1,10,1,0")
    assert read_netstats(text, [10234]).by_uid == {10234: ()}
    assert read_netstats(text, [10234]).unread == 0


def test_what_no_version_prints_is_counted():
    assert read_netstats(HEAD + "c,wifi,x,fg,0\n", []).unread == 1
    assert read_netstats(HEAD + SERIES + "b,1,2\n", [10234]).unread == 1
    assert read_netstats(HEAD + "omong kosong\n", []).unread == 1
    assert read_netstats(HEAD + "b,1,2\n", []).unread == 0  # of a series nobody asked for


def test_a_dump_without_uids_says_so():
    traffic = read_netstats("v1,1,2\nxt\n", [10234])
    assert (traffic.answered, traffic.has_uids, traffic.until_s) == (True, False, 2)
    assert not read_netstats("", []).answered


def test_a_name_of_a_network_cannot_open_a_series():
    text = (
        "UID stats:\n  Complete history:\n"
        '  ident=[{type=1, wifiNetworkKey="] uid=10234 set=DEFAULT tag=0x0", metered=false}] '
        "uid=10099 set=DEFAULT tag=0x0\n    NetworkStatsHistory: bucketDuration=7200\n"
        "      st=1763580000 rb=100 rp=1 tb=10 tp=1 op=0\n"
    )
    assert read_netstats(text, [10234]).by_uid == {}
    assert moved(text, 10099) == [(1763580000, 100, 10)]


def test_real_samsung_android_14():
    folder = shared("fixtures/samsung-android14-excerpts")
    text = (folder / "network_parser__test_parse_network_stats__69.txt").read_text()
    traffic = read_netstats(text.rstrip(), [1005009])
    assert traffic.answered
    assert [(one.received, one.sent) for one in traffic.by_uid[1005009]] == [
        (7183, 3671),
        (7297, 3631),
        (7577, 3927),
    ]
    assert "Fraise" not in repr(traffic)


def test_real_android_10_tells_no_uids_in_a_bug_report():
    folder = shared("fixtures/pixel-android10-real/sections")
    traffic = read_netstats((folder / "checkin_netstats.txt").read_text(), [1000])
    assert (traffic.answered, traffic.has_uids, traffic.unread) == (True, False, 0)
    assert traffic.until_s == 1578493939
