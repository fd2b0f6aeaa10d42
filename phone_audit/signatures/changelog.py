"""The change log of a list: which version changed what, as people wrote it."""

import re

from phone_audit.model.record import Record

_HEADING = re.compile(r"##\s+(\S+)\s*")
_ITEM = re.compile(r"[-*]\s+")


class Release(Record):
    """One version in ``CHANGELOG.md``: its heading's line, and each thing it says."""

    version: str
    line: int
    says: tuple[str, ...] = ()

    def mentions(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return what is said of any of these words, each standing whole."""
        wanted = re.compile(
            r"(?<![\w-])(?:" + "|".join(re.escape(word) for word in words) + r")(?![\w-])",
            re.IGNORECASE,
        )
        return tuple(text for text in self.says if wanted.search(text))


def releases(text: str) -> tuple[Release, ...]:
    """Return the versions of a change log, newest first as they stand in it.

    Format::

        ## 2026.11.23

        - One change,
          which may go on below.

    Lines before the first heading belong to no version; paragraphs are things said as well.
    """
    found: list[Release] = []
    version, line, said = "", 0, list[str]()
    open_paragraph = False
    for number, written in enumerate(text.splitlines(), start=1):
        if heading := _HEADING.fullmatch(written):
            if version:
                found.append(Release(version=version, line=line, says=tuple(said)))
            version, line, said, open_paragraph = heading[1], number, [], False
        elif not written.strip():
            open_paragraph = False
        elif item := _ITEM.match(written):
            said.append(written[item.end() :].strip())
            open_paragraph = True
        elif open_paragraph:
            said[-1] += " " + written.strip()
        else:
            said.append(written.strip())
            open_paragraph = True
    if version:
        found.append(Release(version=version, line=line, says=tuple(said)))
    return tuple(found)
