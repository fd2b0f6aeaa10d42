import pytest

from phone_audit.formats.import_rows import VisitKind
from phone_audit.formats.visit_kinds import from_chromium, from_firefox, from_takeout

START, END = 0x1000_0000, 0x2000_0000
CLIENT, SERVER = 0x4000_0000, 0x8000_0000


@pytest.mark.parametrize(
    ("core", "kind"),
    [
        (0, "link"),
        (1, "typed"),
        (2, "bookmark"),
        (3, "frame"),
        (4, "frame"),
        (5, "search"),
        (6, "start_page"),
        (7, "form"),
        (8, "reload"),
        (9, "search"),
        (10, "not_shown"),
        (11, "unknown"),
        (255, "unknown"),
    ],
)
def test_core_types_with_the_qualifiers_of_an_ordinary_visit(core, kind):
    from_app, address_bar = 0x0800_0000, 0x0200_0000
    for qualifiers in (
        0,
        START | END,
        START | END | from_app,
        START | END | address_bar,
        0x20_0000,
    ):
        assert from_chromium(core | qualifiers) == kind


@pytest.mark.parametrize(
    ("bits", "kind"),
    [
        (CLIENT | END, "redirect"),
        (SERVER | END, "redirect"),
        (SERVER, "redirect"),
        (START, "typed"),  # where a chain of redirects begins, somebody began it
        (0x0100_0000 | START | END, "back_forward"),
        (0x0080_0000, "not_shown"),
        (0x0400_0000 | START, "start_page"),
    ],
)
def test_qualifiers_decide_over_core_types(bits, kind):
    assert from_chromium(bits | 1) == kind
    signed = (bits | 1) - 2**32  # as SQLite keeps it
    assert from_chromium(signed) == kind


@pytest.mark.parametrize(
    ("transition", "qualifier", "kind"),
    [
        ("LINK", None, "link"),
        ("TYPED", None, "typed"),
        ("AUTO_SUBFRAME", None, "frame"),
        ("RELOAD", None, "reload"),
        ("LINK", "SERVER_REDIRECT", "redirect"),
        ("LINK", "CLIENT_REDIRECT", "untold"),
        ("TYPED", "CLIENT_REDIRECT", "typed"),
        (None, "CLIENT_REDIRECT", "untold"),
        (None, "SERVER_REDIRECT", "redirect"),
        (None, "CLIENT_QUALIFIER_UNSET", "untold"),
        (None, "LINK", "link"),
        (None, None, "untold"),
        ("", "", "untold"),
        ("TELEPORTED", None, "unknown"),
    ],
)
def test_words_of_takeout_in_both_generations(transition, qualifier, kind):
    assert from_takeout(transition, qualifier) == kind


@pytest.mark.parametrize(
    ("visit_type", "kind"),
    [
        (1, VisitKind.LINK),
        (2, VisitKind.TYPED),
        (3, VisitKind.BOOKMARK),
        (4, VisitKind.FRAME),
        (5, VisitKind.REDIRECT),
        (6, VisitKind.REDIRECT),
        (7, VisitKind.DOWNLOAD),
        (8, VisitKind.FRAME),
        (9, VisitKind.RELOAD),
        (10, VisitKind.NOT_SHOWN),
        (0, VisitKind.UNKNOWN),
        (11, VisitKind.UNKNOWN),
        (-1, VisitKind.UNKNOWN),
    ],
)
def test_numbers_of_firefox(visit_type, kind):
    assert from_firefox(visit_type) is kind
