"""No text from a phone may crash a reader, slow it out of proportion, or vanish in silence.

Each test runs every reader there is (``readers.py``); how much work they do is counted in
``test_work.py``.
"""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.readers import readers

READERS = readers()
CAPTURES = tuple(
    path.read_bytes()
    for path in sorted((Path(__file__).parents[1] / "captures").glob("*/*"))
    if path.suffix in {".txt", ".bin"}
)
OPENINGS = (
    "v1,1,2\nuid\nc,wifi,1,fg,0\nd,7200\nb,1,2,3,",
    "UID stats:\n  ident=[] uid=1 set=DEFAULT tag=0x0",
    "ACTIVITY MANAGER PROCESS EXIT INFO\n package: a.b\n ApplicationExitInfo #0:\n process=",
    "Current AppOps Service state:\n Uid u0a1:\n Package a.b:\n CAMERA (",
    "ACTIVITY MANAGER RECENT TASKS\n * Recent #0:\n hasBeenVisible=true ",
    "package=a.b u=0 bucket=10 reason=",
    "[a]: [",
    "UserInfo{0:",
    "package:",
    "a.b/.",
    "Packages:\n  Package [",
    "Packages:\n  Package [a.b] (1):\n    User 0: ",
    "Packages:\n  Package [a.b] (1):\n    versionName=",
    "pkg,a.b,1,2,3,",
    "user=0\n  In-memory daily stats\n      package=a.b totalTimeUsed=",
    'user=0\n  In-memory daily stats\n      time="',
    "AppSettings: a.b (1)\nNotificationChannel{mId='",
    "AppSettings: a.b (1)\nNotificationChannel{mId='web:https://a.b;1', ",
    "-" * 79 + "\nDUMP OF SERVICE ",
    "------ ",
    "2026-10-02 09:14:07.120: START INSTALL PACKAGE: observer{1}\n pkg{",
    "Historical install sessions:\n  Session 1:\n    appPackageName=a.b originatingUri=https://",
    "Package Changes:\n  User 0:\n    seq=1, package=",
    "Daily stats:\n      Update ",
    "Battery History\n  +1h02m03s004ms (2) 099 ",
    'Battery History\n  11-20 20:58:41.123 +top=u0a1:"',
    "mNotiPermissionHistoryList.size=1\n11-20 20:58:41.123 category = SETTINGS, pkg = ",
    "App Component Usages:\n  package=a.b lastUsed=",
    "/sdcard/Android/data:\n",
    'A:\n  1f a.b/.C filter 2f\n          Scheme: "https"\n          Authority: "',
    "Domain verification status:\n  a.b:\n    ID: 0\n    Domain verification state:\n      ",
    "App linkages for user 0:\n\nPackage: a.b\nDomains: ",
    "Row: 0 date_added=1760000100, owner_package_name=a.b, download_uri=https://",
    "Now: [1]\n  User: 0\n    Package: a.b  UID: 1\n      ShortcutInfo {id=x, flags=0x2 [P]\n",
    "1763600000.123  1845  3021 I wm_new_intent: [0,1,2,a.b/.C,android.intent.VIEW,NULL,http",
    "Num       RefCount Protocol Flags    Type St Inode Path\n0: 00000002 00000000 00010000 @",
    '{"Browser History":[{"url":"https://a.invalid/","time_usec":1,"title":"',
    '{"dns_event":{"event_time":1,"hostname":"',
    '[{"name":"a.b","files":[{"sha256":"',
    "PK\x03\x04",
    "0.0.0.0 a.invalid\n||a.invalid^\naddress=/a.invalid/\n",
    "name,package\nx,a.b\n",
)
FILLERS = (
    "a",
    "a=",
    '="',
    "{",
    ":1}",
    "(",
    "=1 b",
    "\u202e",
    "\0",
    "'",
    ".",
    ",",
    " ",
    "package:a=",
    "1",
    "-",
)


def test_readers_are_found():
    assert len(READERS) > 90
    assert {"pm.read_packages", "json_stream.walk", "name_lists.hosts.read"} < set(READERS)


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_any_answer_of_any_phone_to_any_question(name):
    for data in CAPTURES:
        READERS[name](data)


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_a_long_line_of_any_kind(name):
    dice = random.Random(name)
    for opening in OPENINGS:
        for filler in dice.sample(FILLERS, 3):
            READERS[name]((opening + filler * (100_000 // len(filler)) + "\n").encode())


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_a_line_of_ten_megabytes(name):
    dice = random.Random(name)
    for opening in dice.sample(OPENINGS, 4):
        READERS[name](opening.encode() + b"x=" * 5_000_000)


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60)
@given(text=st.text())
def test_any_text(name, text):
    READERS[name](text.encode(errors="surrogatepass"))


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60)
@given(
    lines=st.lists(
        st.tuples(st.sampled_from(OPENINGS), st.text("ab.01=:,;{}[]()'\"\n -", max_size=30)),
        max_size=8,
    )
)
def test_any_mixture_of_beginnings(name, lines):
    READERS[name]("\n".join(opening + rest for opening, rest in lines).encode())


JUNK = st.sampled_from((b"\0", b"\xff", b"\r", b"\n", b" ", b"\t", b"=", b"'", b'"', b"}", b""))


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60)
@given(
    pieces=st.lists(
        st.tuples(st.sampled_from(CAPTURES), st.integers(0, 400), st.integers(1, 90), JUNK),
        min_size=1,
        max_size=6,
    )
)
def test_pieces_of_answers_of_different_phones_put_together(name, pieces):
    READERS[name](b"".join(data[at : at + size] + junk for data, at, size, junk in pieces))


@pytest.mark.parametrize("name", READERS)
def test_random_bytes(name):
    source = random.Random(name)
    for _ in range(50):
        READERS[name](source.randbytes(2_000))
