"""System packages of makers, carriers and banks that nobody listed: none is ever a finding.

A package matches an entry letter by letter and in no other way, so this holds for names
that nobody thought of as well; the words below are those that tempt a tool which looks for
parts of names.
"""

import itertools

import pytest

from phone_audit.model.evidence import InstalledApp, Observable, ObservableKind, Sighting
from phone_audit.model.signature import NameClass
from phone_audit.resources import signatures_folder
from phone_audit.signatures.load import load
from phone_audit.signatures.match import Matcher


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


MAKERS = words("""
    com.samsung.android com.sec.android com.sec com.samsung.knox com.miui com.xiaomi com.mi
    com.redmi com.android com.google.android com.google.android.apps com.coloros com.oppo
    com.oplus com.heytap com.realme com.oneplus com.nearme com.vivo com.bbk com.iqoo
    com.transsion com.transsnet com.infinix com.tecno com.itel com.talpa com.hoffnung com.zaz
    com.rlk com.asus com.huawei com.hihonor com.lenovo com.motorola com.sonymobile
    com.evercoss com.advan com.mediatek com.qualcomm com.qti vendor.qti com.sprd com.unisoc
    com.spreadtrum com.tcl com.zte com.nothing com.sharp com.hmdglobal
""")
CARRIERS_AND_BANKS = words("""
    com.telkomsel com.telkomsel.mytelkomsel com.indosatooredoo com.indosat com.xl com.axis
    com.tri com.smartfren com.byu id.co.bri id.bmri id.co.bni com.bca com.bsi com.btpn id.dana
    ovo.id com.gojek com.linkaja com.shopee com.tokopedia com.bukalapak id.go.kemkes
    id.go.dukcapil id.go.bkn id.go.pajak
""")
TEMPTING = words("""
    slot slots simslot timeslot slotmanager sdslot memoryslot parkingslot bet beta betaservice
    alphabet toto totoro tototext otomotif poker pokerface joker jokerskin domino dominoui
    dewa raja bandar bola liga qq qqmusic sbo zeus olympus bonanza scatter spin spinner
    roulette rolet lottery lotto lotus lucky luckymoney jackpot jackpotcamera win winner
    windows darwin maxwin gacor mahjong casino casinofx rtp rtpservice smartphone mpo
    temposync depo deposit depot hoki naga judi judicial togel game gaming gamespace
    gamecenter gamebooster egame 88 777 138 4d 303 hd888 agen agent situs link login
""")


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load(signatures_folder()))


def packages() -> list[str]:
    """Return every maker with every word, alone, before and after an ordinary word."""
    return [
        f"{maker}.{name}"
        for maker, word in itertools.product((*MAKERS, *CARRIERS_AND_BANKS), TEMPTING)
        for name in (f"x{word}", f"{word}.service", f"app.my{word}")
    ]


def test_no_package_of_a_maker_a_carrier_or_a_bank_is_a_finding(matcher: Matcher) -> None:
    names = packages()
    assert len(names) > 15_000
    classes = {name: matcher.classify(_package(name)).cls for name in names}
    assert {cls for cls in classes.values() if cls not in {NameClass.NONE, NameClass.HINT}} == set()


def test_nor_is_any_kept_when_a_phone_is_examined(matcher: Matcher) -> None:
    sightings = [
        Sighting(record=InstalledApp(package=one, user=0), captures=(1,)) for one in packages()
    ]
    judged = matcher.match("installed_apps", sightings)
    assert (judged.matched, judged.institutional, judged.near, judged.listed) == ((), (), 0, ())


def _package(name: str) -> Observable:
    return Observable(kind=ObservableKind.PACKAGE, value=name)
