"""Apps present on the phone, for each user that lets itself be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from phone_audit.formats.answers import gap_in, trouble, unread_lines
from phone_audit.formats.dumpsys_package import (
    PackageBlock,
    PackageDump,
    read_package_dump,
)
from phone_audit.formats.package_checkin import read_package_checkin
from phone_audit.formats.pm import PackageRow, read_packages
from phone_audit.formats.timestamps import zone_of
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import Covered, Presence, Reading, Sighting
from phone_audit.model.phone import (
    CLOSED_KINDS,
    AppPath,
    ClosedUser,
    Context,
    Known,
    ProfileKind,
)
from phone_audit.model.record import Words
from phone_audit.sources.app_record import USERS_APART, app_record, presence_of
from phone_audit.sources.chosen_apps import chosen_apps
from phone_audit.sources.fresh_start import fresh_start
from phone_audit.sources.interface import Source
from phone_audit.sources.root_managers import root_managers

NAME = "installed_apps"

_LIST = "package_list"
_DUMP = "package_dump"
_CHECKIN = "package_checkin"

_ANDROID_8 = 26
_OWNER = 0


def questions(known: Known) -> tuple[Question, ...]:
    """Return one list per user that may be read, then one dump for all of them.

    Android 7 ends with an error at options it does not know, so an unknown version is
    asked as 7 is. Closed profiles are not asked at all.
    """
    options = "-f -i"
    if known.sdk is not None and known.sdk >= _ANDROID_8:
        options = "-f -i -U --show-versioncode"
    lists = tuple(
        Question(
            source=NAME,
            topic=_LIST,
            line=f"pm list packages {options} --user {user}",
            user=user,
            timeout_s=60,
        )
        for user in _open_users(known)
    )
    dump = Question(source=NAME, topic=_DUMP, line="dumpsys -t 60 package packages", timeout_s=75)
    return (*lists, dump)


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Join the lists, which decide what is present, with the dump, which knows the details.

    Format: ``package:<path>=<name> versionCode:1  installer=... uid:10234`` per app, and
    blocks ``Package [name] (hash):`` with a line ``User n: ... installed=true`` each;
    see ``formats.pm`` and ``formats.dumpsys_package``. A bug report has only the dump,
    or its check-in form.

    The dump holds every user's state, also of users that refuse their list. Of those
    nothing is taken, and a package that only they have does not appear at all. Apps
    hidden by a policy, or removed with their data kept, are in the dump alone.

    Read from: AOSP ``PackageManagerShellCommand.runListPackages`` and
    ``Settings.dumpPackageLPr``, API 24-36; oem-specific forms named in ``formats``.
    """
    return _Join(known, captures).reading()


def _closed(user: int) -> ClosedUser:
    return ClosedUser(user=user)


def _open_users(known: Known) -> tuple[int, ...]:
    users = {profile.user for profile in known.profiles if profile.profile not in CLOSED_KINDS} or {
        _OWNER
    }
    return tuple(sorted(users))


_NO_DUMP = PackageDump(packages={}, factory={}, found=False, unread=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """One user's list: what it holds, and why it cannot be trusted, if so."""

    capture: Capture
    rows: Mapping[str, PackageRow]
    trouble: GapReason | None

    @property
    def refused(self) -> bool:
        return self.trouble is GapReason.REFUSED


class _Join:
    """Everything one reading needs at hand; built once, read once."""

    def __init__(self, known: Known, captures: tuple[Capture, ...]) -> None:
        self.known = known
        self.zone = zone_of(known.zone)
        self.gaps: list[Gap] = []
        self.is_live = any(capture.question.topic == _LIST for capture in captures)
        self.dump, self.dump_capture, self.dump_is_whole = self.take_dump(captures)
        self.lists = {
            listed.capture.question.user or _OWNER: listed
            for capture in captures
            if capture.question.topic == _LIST
            for listed in (self.take_list(capture),)
        }
        self.sharing = self.shared_app_ids()
        self.closed = self.closed_users()
        self.open = self.open_users()
        self.unsure = {
            profile.user for profile in known.profiles if profile.profile is ProfileKind.UNKNOWN
        }

    def reading(self) -> Reading:
        if not self.lists and self.dump_capture is None:
            return Reading(gaps=tuple(self.gaps))
        sightings: list[Sighting] = []
        covered: list[Covered] = []
        present: set[str] = set()
        for user in self.open:
            listed = self.lists.get(user)
            apps = list(self.apps_of(user, listed))
            present.update(name for name, _ in apps)
            sightings += [sighting for _, sighting in apps]
            covered.append(self.coverage(user, listed, len(apps)))
        sightings += self.known_only(present)
        for user in sorted(self.closed):
            self.gaps.append(
                Gap(source=NAME, topic=_LIST, reason=GapReason.CLOSED_PROFILE, user=user)
            )
        started: tuple[Context, ...] = tuple(root_managers(sightings))
        if self.is_live and self.dump_capture is not None:
            started += fresh_start(sightings, self.dump_capture.ended_at)
        return Reading(
            facts=(
                *map(_closed, sorted(self.closed)),
                *self.paths(),
                *chosen_apps(sightings),
                *started,
            ),
            sightings=tuple(sightings),
            covered=tuple(covered),
            gaps=tuple(self.gaps),
        )

    def paths(self) -> Iterator[AppPath]:
        """Yield where the files of each listed app lie: the list has the base, the dump the rest.

        Android names the files of what it installs itself: ``base.apk``, and
        ``split_<name>.apk`` beside it.
        """
        for user in self.open:
            listed = self.lists.get(user)
            for package, row in listed.rows.items() if listed is not None else ():
                if row.path is None:
                    continue
                folder, _, base = row.path.rpartition("/")
                block = self.dump.packages.get(package)
                splits = (block.splits or ()) if block is not None and base == "base.apk" else ()
                files = (f"{folder}/split_{split}.apk" for split in splits)
                yield AppPath(package=package, user=user, paths=(row.path, *files))

    def take_list(self, capture: Capture) -> _Listed:
        """Read one list; refusals become closed profiles later, anything else is a gap now."""
        parsed = read_packages(capture.text)
        reason = trouble(capture)
        if reason is None and not parsed.rows:
            # Android itself is a package: an empty list was not read, whoever answered.
            reason = self.reason_for_nothing(capture.question.user or _OWNER)
        unread = parsed.unread if reason is None else 0
        if unread:
            reason = GapReason.NOT_UNDERSTOOD
            self.add(unread_lines(capture, unread))
        elif reason is not None and (reason is not GapReason.REFUSED or not capture.question.user):
            self.add(gap_in(capture, reason))
        return _Listed(
            capture=capture, rows={row.package: row for row in parsed.rows}, trouble=reason
        )

    def reason_for_nothing(self, user: int) -> GapReason:
        running = {profile.user: profile.running for profile in self.known.profiles}
        asleep = user != _OWNER and running.get(user) is False
        return GapReason.REFUSED if asleep else GapReason.NOT_UNDERSTOOD

    def take_dump(self, captures: tuple[Capture, ...]) -> tuple[PackageDump, Capture | None, bool]:
        """Read dump and check-in form; return the first whole one, else the first with packages."""
        best: tuple[PackageDump, Capture | None, bool] = (_NO_DUMP, None, False)
        by_topic = sorted(
            (one for one in captures if one.question.topic in {_DUMP, _CHECKIN}),
            key=lambda capture: capture.question.topic == _CHECKIN,
        )
        for capture in by_topic:
            if best[2]:
                break
            parsed = self.parse_dump(capture)
            reason = trouble(capture)
            if reason is None and not parsed.packages:
                reason = GapReason.NOT_UNDERSTOOD
            if reason is not None:
                self.add(gap_in(capture, reason))  # it explains odd lines too
            else:
                self.add(unread_lines(capture, parsed.unread))
            whole = reason is None and not parsed.unread
            if whole or (parsed.packages and best[1] is None):
                best = (parsed, capture, whole)
        return best

    def parse_dump(self, capture: Capture) -> PackageDump:
        if capture.question.topic == _CHECKIN:
            return read_package_checkin(capture.text, sdk=self.known.sdk)
        return read_package_dump(capture.text)

    def shared_app_ids(self) -> frozenset[int]:
        """Return the parts of uids that more than one package has."""
        having: dict[int, set[str]] = {}
        for block in self.dump.packages.values():
            if block.app_id is not None:
                having.setdefault(block.app_id, set()).add(block.package)
        for listed in self.lists.values():
            for row in listed.rows.values():
                for uid in row.uids:
                    having.setdefault(uid % USERS_APART, set()).add(row.package)
        return frozenset(app_id for app_id, packages in having.items() if len(packages) > 1)

    def closed_users(self) -> frozenset[int]:
        """Return users nothing may be said about, other than that they exist."""
        closed = {
            profile.user
            for profile in self.known.profiles
            if profile.profile in CLOSED_KINDS
            or (not self.is_live and profile.profile is ProfileKind.UNKNOWN)
        }
        closed |= {user for user, listed in self.lists.items() if user and listed.refused}
        described = {
            user
            for block in self.dump.packages.values()
            for user, state in block.users.items()
            if state.installed
        }
        listed_or_known = set(self.lists) | {profile.user for profile in self.known.profiles}
        return frozenset(closed | (described - listed_or_known - {_OWNER}))

    def open_users(self) -> tuple[int, ...]:
        users = set(self.lists) | set(_open_users(self.known))
        return tuple(sorted(users - self.closed))

    def coverage(self, user: int, listed: _Listed | None, apps: int) -> Covered:
        if self.is_live:
            complete = listed is not None and listed.trouble is None and self.dump_is_whole
        else:
            complete = self.dump_is_whole
        return Covered(source=NAME, complete=complete, read=apps, user=user)

    def apps_of(self, user: int, listed: _Listed | None) -> Iterator[tuple[str, Sighting]]:
        """Yield what is present for one user, in order of the list, then of the dump."""
        rows = listed.rows if listed is not None else {}
        blocks = self.dump.packages
        for package, row in rows.items():
            block = blocks.get(package)
            yield package, self.sighting(user, Presence.INSTALLED, block, row=row, listed=listed)
        list_is_whole = listed is not None and listed.trouble is None
        if not list_is_whole and user in self.unsure:
            return  # nobody can say whether this user is a closed one
        for package, block in blocks.items():
            state = block.users.get(user)
            if package in rows or state is None:
                continue
            presence = presence_of(state)
            if presence is Presence.INSTALLED and list_is_whole:
                continue  # the list decides; it may have changed between the two questions
            if presence is not Presence.KNOWN_ONLY:
                yield package, self.sighting(user, presence, block)

    def known_only(self, present: set[str]) -> Iterator[Sighting]:
        """Yield packages the phone knows but no user has, once each.

        A package that a closed profile has is left out: its block would tell what is
        inside. So is one whose block does not speak of every profile, because the dump
        broke off or was bent.
        """
        every_user = {profile.user for profile in self.known.profiles} | set(self.open)
        for package, block in self.dump.packages.items():
            if package in present or not every_user <= set(block.users):
                continue
            told = [presence_of(state) for state in block.users.values()]
            if all(presence is Presence.KNOWN_ONLY for presence in told):
                user = next((user for user in sorted(block.users) if user in self.open), None)
                if user is not None:
                    yield self.sighting(user, Presence.KNOWN_ONLY, block)

    def sighting(
        self,
        user: int,
        presence: Presence,
        block: PackageBlock | None,
        *,
        row: PackageRow | None = None,
        listed: _Listed | None = None,
    ) -> Sighting:
        captures = [listed.capture.number] if listed is not None else []
        if block is not None and self.dump_capture is not None:
            captures.append(self.dump_capture.number)
        block = block or PackageBlock(package=row.package if row is not None else "")
        record = app_record(user, presence, block, row=row, zone=self.zone, sharing=self.sharing)
        return Sighting(record=record, captures=tuple(captures))

    def add(self, gap: Gap | None) -> None:
        if gap is not None:
            self.gaps.append(gap)


SOURCE = Source(
    name=NAME,
    title=Words(id="Aplikasi terpasang", en="Installed apps"),
    limits=Words(
        id="Menunjukkan bahwa aplikasi ada pada perangkat, bukan siapa yang memasang atau "
        "memakainya. Aplikasi yang sudah dihapus umumnya tidak terlihat. Isi profil tertutup "
        "tidak dibaca. Sampai Android 12 tanggal pemasangan berlaku untuk seluruh pengguna.",
        en="Shows that an app is on the phone, not who installed or used it. Apps removed earlier "
        "are mostly not visible. The content of closed profiles is not read. Up to Android 12 "
        "the date of installation is one for the users together.",
    ),
    questions=questions,
    read=read,
    needs=("profiles",),
    sections={"DUMP OF SERVICE package": _DUMP, "CHECKIN PACKAGE": _CHECKIN},
)
