"""How a page was reached: the words and numbers of browsers, turned into ``VisitKind``."""

from collections.abc import Mapping

from phone_audit.formats.import_rows import VisitKind

_CORE = 0xFF
_BLOCKED = 0x0080_0000
_FORWARD_BACK = 0x0100_0000
_HOME_PAGE = 0x0400_0000
_IS_REDIRECT = 0xC000_0000

_WORDS: Mapping[str, VisitKind] = {
    "LINK": VisitKind.LINK,
    "TYPED": VisitKind.TYPED,
    "AUTO_BOOKMARK": VisitKind.BOOKMARK,
    "AUTO_SUBFRAME": VisitKind.FRAME,
    "MANUAL_SUBFRAME": VisitKind.FRAME,
    "GENERATED": VisitKind.SEARCH,
    "AUTO_TOPLEVEL": VisitKind.START_PAGE,
    "FORM_SUBMIT": VisitKind.FORM,
    "RELOAD": VisitKind.RELOAD,
    "KEYWORD": VisitKind.SEARCH,
    "KEYWORD_GENERATED": VisitKind.NOT_SHOWN,
}
_CORES = tuple(_WORDS.values())  # the words stand in the order of their numbers
_FIREFOX = (
    VisitKind.LINK,
    VisitKind.TYPED,
    VisitKind.BOOKMARK,
    VisitKind.FRAME,  # embedded
    VisitKind.REDIRECT,  # permanent
    VisitKind.REDIRECT,  # temporary
    VisitKind.DOWNLOAD,
    VisitKind.FRAME,  # a link followed inside a frame
    VisitKind.RELOAD,
    VisitKind.NOT_SHOWN,  # Firefox for Android: only the title changed
)


def from_chromium(transition: int) -> VisitKind:
    """Return the kind of a ``visits.transition`` of a Chromium ``History``.

    The lowest byte is the core type (0 ``LINK`` ... 10 ``KEYWORD_GENERATED``), the rest
    are qualifiers; SQLite keeps the number signed. A page that another sent the browser
    on to carries a redirect bit; the page a chain begins with does not and counts as it
    was reached. ``RELOAD`` is also what a restored tab leaves, and ``FORWARD_BACK`` adds
    no new act.

    Read from: Chromium ``ui/base/page_transition_types.h``, 60-140.
    """
    bits = transition & 0xFFFF_FFFF
    if bits & _IS_REDIRECT:
        return VisitKind.REDIRECT
    if bits & _BLOCKED:
        return VisitKind.NOT_SHOWN
    if bits & _FORWARD_BACK:
        return VisitKind.BACK_FORWARD
    if bits & _HOME_PAGE:
        return VisitKind.START_PAGE
    core = bits & _CORE
    return _CORES[core] if core < len(_CORES) else VisitKind.UNKNOWN


def from_takeout(transition: str | None, qualifier: str | None) -> VisitKind:
    """Return the kind of an entry of Google's export.

    Older exports have ``page_transition`` (``LINK``, ``TYPED``, ...). Newer ones have
    only ``page_transition_qualifier``, and its ``CLIENT_REDIRECT`` means nothing: it is
    the first value of an enumeration without zero, which protocol buffers give to a
    field that was never set, and it stands at ordinary pages. Only ``SERVER_REDIRECT``
    is said by somebody.

    Read from: Chromium ``components/sync/protocol/sync_enums.proto``
    (``PageTransition``, ``PageTransitionRedirectType``), 60-140; exports of 2017-2026.
    """
    if qualifier == "SERVER_REDIRECT":
        return VisitKind.REDIRECT
    word = transition or (qualifier if qualifier in _WORDS else None)
    if not word:
        return VisitKind.UNTOLD
    kind = _WORDS.get(word, VisitKind.UNKNOWN)
    doubtful = qualifier == "CLIENT_REDIRECT" and kind is VisitKind.LINK
    return VisitKind.UNTOLD if doubtful else kind


def from_firefox(visit_type: int) -> VisitKind:
    """Return the kind of a ``moz_historyvisits.visit_type``, 1 to 10.

    Read from: Mozilla ``nsINavHistoryService.idl`` (``TRANSITION_LINK`` ...),
    application-services ``components/places`` (``VisitType``), Firefox 57-140.
    """
    in_range = 1 <= visit_type <= len(_FIREFOX)
    return _FIREFOX[visit_type - 1] if in_range else VisitKind.UNKNOWN
