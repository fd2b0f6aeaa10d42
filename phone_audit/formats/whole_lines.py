"""Lines of an answer that arrived as the phone printed them, and signs of those that did not."""


def whole_lines(text: str) -> tuple[str, int]:
    r"""Return the text up to its last line end, and 1 if words stand behind it, else 0.

    Android ends every line it prints. What stands behind the last end broke off, and half
    a name may be another app's, half a number another number::

        >>> whole_lines("Update a.b vers=1\nUpdate c.d ve")
        ('Update a.b vers=1\n', 1)
    """
    end = text.rfind("\n") + 1
    rest = text[end:]
    return text[:end], int(rest != "" and not rest.isspace())


def is_damaged(text: str) -> bool:
    """Tell whether a text holds what no line of Android does: NUL, or bytes that were no text.

    A reader to which such a line says nothing forgets in whose section it is: the line may
    have begun another one, and what follows must not be taken for the last app's or user's.
    """
    return "\0" in text or "\ufffd" in text
