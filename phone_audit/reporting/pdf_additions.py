"""What was added to a PDF behind its own bytes: signatures and what they need, or anything else.

A signature vouches for whatever the file held when it was made, also for a page that was
changed just before. So what follows a report is compared with it object by object: only
what a signature needs may be new, and of the report nothing may be different.

Read from: ISO 32000-2 7.5.6 (incremental updates), 12.7.5.5 (signature fields), 12.8.4.3 (DSS).
"""

import io
from typing import Any

from phone_audit.keys.authorities import library
from phone_audit.model.record import Record
from phone_audit.reporting.pdf_signing import said

_MAY_COME_TO_CATALOG = {"/AcroForm", "/Perms", "/DSS", "/Extensions", "/Version"}
_MAY_STAND_IN_FORM = {"/Fields", "/SigFlags", "/DA", "/DR"}


class Additions(Record):
    """What came behind a document.

    ``only_signatures``: nothing but signatures, their time stamps and revocation data.
    ``drawn_on`` are pages (from 1) on which a signature draws something of its own.
    """

    only_signatures: bool
    drawn_on: tuple[int, ...] = ()


def additions(pdf: bytes, base: bytes, name: str) -> Additions:
    """Return what was added to ``base``, which is how ``pdf`` begins.

    Raises:
        ReportError: it cannot be read.
    """
    reader = library("pyhanko.pdf_utils.reader").PdfFileReader
    with said(name):
        before = reader(io.BytesIO(base), strict=True).xrefs.total_revisions
        now = reader(io.BytesIO(pdf), strict=True)
        return _compared(now, now.get_historical_resolver(before - 1), before)


def _compared(now: Any, then: Any, before: int) -> Additions:
    touched = set()
    for revision in range(before, now.xrefs.total_revisions):
        touched |= {ref.idnum for ref in now.xrefs.explicit_refs_in_revision(revision)}
    pages = list(_pages(now.root["/Pages"]))
    may_differ = {
        now.root_ref.idnum,
        *(ref.idnum for ref in (now.trailer.raw_get("/Info", None),) if ref is not None),
        now.root.raw_get("/Metadata").idnum,
        *(page.idnum for page in pages),
    }
    if "/AcroForm" in then.root:
        may_differ |= _form_refs(now, then)
    changed = {number for number in touched if _existed(then, number)}
    drawn: list[int] = []
    same = (
        changed <= may_differ
        and _catalog_grew(now.root, then.root)
        and _is_form_of_signatures(_value(now.root, "/AcroForm"))
        and len(pages) == len(list(_pages(then.root["/Pages"])))
    )
    for number, page in enumerate(pages, start=1):
        same = same and _page_grew(page.get_object(), then, page, number, drawn)
    return Additions(only_signatures=bool(same), drawn_on=tuple(drawn))


def _pages(node: Any) -> Any:
    """Yield the reference of every page below a node of the page tree."""
    kids = node["/Kids"]
    for index in range(len(kids)):
        kid = kids.raw_get(index)
        if kid.get_object()["/Type"] == "/Pages":
            yield from _pages(kid.get_object())
        else:
            yield kid


def _form_refs(now: Any, then: Any) -> set[int]:
    """Return the objects of a form that was there already: another field may come into it."""
    refs = set()
    for holder in (now.root, then.root):
        form = holder.raw_get("/AcroForm")
        for one in (form, holder["/AcroForm"].raw_get("/Fields")):
            if hasattr(one, "idnum"):
                refs.add(one.idnum)
    for key in ("/DSS", "/Perms"):
        if key in then.root and hasattr(then.root.raw_get(key), "idnum"):
            refs.add(then.root.raw_get(key).idnum)
    return refs


def _existed(then: Any, number: int) -> bool:
    generic = library("pyhanko.pdf_utils.generic")
    misc = library("pyhanko.pdf_utils.misc")
    try:
        found = then.get_object(generic.Reference(number, 0, then))
    except (misc.PdfReadError, KeyError):
        return False
    return not isinstance(found, generic.NullObject)


def _catalog_grew(now: Any, then: Any) -> bool:
    fresh = set(now) - set(then)
    kept = set(then) - _MAY_COME_TO_CATALOG - {"/Metadata"}
    return fresh <= _MAY_COME_TO_CATALOG and all(
        key in now and now.raw_get(key) == then.raw_get(key) for key in kept
    )


def _is_form_of_signatures(form: Any) -> bool:
    return (
        form is not None
        and set(form) <= _MAY_STAND_IN_FORM
        and all(
            field["/FT"] == "/Sig" and "/Kids" not in field for field in _items(form["/Fields"])
        )
    )


def _page_grew(now: Any, then: Any, ref: Any, number: int, drawn: list[int]) -> bool:
    """Say whether a page is what it was but for fields of signatures; note where one draws."""
    generic = library("pyhanko.pdf_utils.generic")
    before = then.get_object(generic.Reference(ref.idnum, ref.generation, then))
    keys = (set(now) | set(before)) - {"/Annots", "/Tabs"}
    if any(
        key not in now or key not in before or now.raw_get(key) != before.raw_get(key)
        for key in keys
    ):
        return False
    old, new = (_items(_value(one, "/Annots")) for one in (before, now))
    refs = [one.idnum for one in _raw(now)][: len(old)]
    if refs != [one.idnum for one in _raw(before)]:
        return False
    for widget in new[len(old) :]:
        if _value(widget, "/Subtype") != "/Widget" or _value(widget, "/FT") != "/Sig":
            return False
        if any(float(side) for side in _value(widget, "/Rect") or ()):
            drawn.append(number)
    return True


def _items(array: Any) -> list[Any]:
    """Return what an array holds, also behind references."""
    return [] if array is None else [array[index] for index in range(len(array))]


def _value(holder: Any, key: str) -> Any:
    """Return what a key stands for, also behind a reference; ``None`` where it is not there."""
    try:
        return holder[key]  # unlike get(), this follows references
    except KeyError:
        return None


def _raw(page: Any) -> list[Any]:
    annotations = _value(page, "/Annots")
    count = 0 if annotations is None else len(annotations)
    return [annotations.raw_get(index) for index in range(count)]
