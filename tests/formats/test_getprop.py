from hypothesis import given
from hypothesis import strategies as st

from phone_audit.formats.getprop import read_getprop
from tests.shared import shared


def test_properties_by_name_and_by_preference():
    told = read_getprop("[a.b]: [1]\n[leer]: []\n[c]: [x]: [y]\n")
    assert told.values == {"a.b": "1", "leer": "", "c": "x]: [y"}
    assert told.get("leer", "a.b") == "1"
    assert told.get("keine") is None
    assert told.unread == 0


def test_a_value_over_several_lines():
    told = read_getprop("[a]: [one\ntwo]\n[b]: [2]\n")
    assert told.values == {"a": "one\ntwo", "b": "2"}
    assert told.unread == 0


def test_a_value_that_never_ends_costs_only_itself():
    told = read_getprop("[a]: [one\ntwo\n[b]: [2]\njunk\n")
    assert told.values == {"b": "2"}
    assert told.unread == 3


def test_the_first_of_two_values_stands():
    assert read_getprop("[a]: [1]\n[a]: [2]\n").values == {"a": "1"}


def test_crlf():
    assert read_getprop("[a]: [1]\r\n[b]: [2]\r\n").values == {"a": "1", "b": "2"}


@given(
    st.dictionaries(
        st.text("abcdefgh._-", min_size=1, max_size=20),
        st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30),
        max_size=8,
    )
)
def test_what_getprop_would_print_is_read_back(values):
    told = read_getprop("".join(f"[{name}]: [{value}]\n" for name, value in values.items()))
    assert dict(told.values) == values
    assert told.unread == 0


def test_a_real_phone():
    text = shared("fixtures/pixel-android10-real/sections/getprop.txt").read_text()
    told = read_getprop(text)
    printed = [line for line in text.splitlines() if line.startswith("[")]
    assert len(told.values) == len(printed) == 606
    assert told.get("ro.build.version.sdk") == "29"
    assert told.get("persist.sys.boot.reason.history").count("\n") == 2  # a value of three lines
    assert told.unread == 2  # the headings of this section and the next
