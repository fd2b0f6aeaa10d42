"""Which small records may be read on a phone that also has a profile whose content stays closed."""

from collections.abc import Collection

from phone_audit.model.capture import Capture, Gap, GapReason
from phone_audit.model.phone import Known


class OpenProfiles:
    """Lets records pass that cannot be about what a closed profile holds.

    Many of Android's small lists say no user, or speak of each user at once. On a phone
    with a Secure Folder or a private space such a record may tell what is inside, so
    that it passes only when an open profile is known to have, or to have had, the package.
    ``held_back`` tells that something did not pass.
    """

    def __init__(self, known: Known, open_packages: Collection[str] = ()) -> None:
        self._known = known
        self._any_closed = bool(known.closed_users) or any(
            known.is_closed(one.user) for one in known.profiles
        )
        self._told = {*known.watched, *open_packages}
        self.held_back = False

    def is_closed(self, user: int | None) -> bool:
        """Tell whether a user is a closed profile."""
        return self._known.is_closed(user)

    def passes(self, package: str | None, user: int | None) -> bool:
        """Tell whether a record about a package may be read; ``user`` ``None`` is "not told"."""
        if user is not None and user >= 0:
            return not self.is_closed(user)
        if not self._any_closed or package in self._told:
            return True
        self.held_back = True
        return False

    def gap(self, capture: Capture) -> Gap | None:
        """Return what to say about records that did not pass, ``None`` if each passed."""
        if not self.held_back:
            return None
        question = capture.question
        return Gap(
            source=question.source,
            topic=question.topic,
            reason=GapReason.CLOSED_PROFILE,
            detail="catatan tanpa keterangan pengguna",
            capture=capture.number,
        )
