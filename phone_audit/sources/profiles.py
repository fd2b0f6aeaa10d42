"""Which users and profiles exist on the phone, and what sort each of them is."""

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.pm import UserRow, Users, read_users
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import Covered, Reading
from phone_audit.model.phone import Known, Profile, ProfileKind
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "profiles"

_LIST = "user_list"
_SERVICE = "user_service"

_GUEST = 0x4
_MANAGED = 0x20
_PROFILE = 0x1000
_ANDROID_14 = 34

_TYPES = (
    (".profile.private", ProfileKind.PRIVATE_SPACE),
    (".maintenance_mode", ProfileKind.MAINTENANCE),
    (".profile.managed", ProfileKind.WORK),
    (".profile.clone", ProfileKind.CLONE),
    (".profile.dual", ProfileKind.CLONE),
)
_FACTORY_NAMES = {
    "DUAL_APP": ProfileKind.CLONE,
    "Dual App": ProfileKind.CLONE,
    "Dual Messenger": ProfileKind.CLONE,
    "XSpace": ProfileKind.CLONE,
    "MultiApp": ProfileKind.CLONE,
    "doubleinstance": ProfileKind.CLONE,
    "XClone": ProfileKind.CLONE,
    "Secure Folder": ProfileKind.SECURE_FOLDER,
    "security space": ProfileKind.SECOND_USER,
    "system_clone": ProfileKind.SECOND_USER,
}

_Rule = tuple[int, range, ProfileKind]  # any of these flags, or an id in this range
_NOBODY = range(0)
_SECURE_FOLDER: tuple[_Rule, ...] = (
    (0x20000 | 0x40000, range(150, 161), ProfileKind.SECURE_FOLDER),
)
_CLONE_999: tuple[_Rule, ...] = ((0, range(998, 1000), ProfileKind.CLONE),)
_BY_MAKER: dict[str, tuple[_Rule, ...]] = {
    "samsung": (
        *_SECURE_FOLDER,
        (0x80000, range(77, 78), ProfileKind.MAINTENANCE),
        (0x20000000, range(95, 100), ProfileKind.CLONE),
        (0x10000000 | 0x40000000, _NOBODY, ProfileKind.WORK),  # Knox workspace, separated apps
    ),
    "xiaomi": (
        (0x8000000, range(110, 111), ProfileKind.MAINTENANCE),
        (0x800000, _NOBODY, ProfileKind.CLONE),
        *_CLONE_999,
    ),
    "oppo": ((0x4000000, _NOBODY, ProfileKind.CLONE), *_CLONE_999),
    "vivo": (
        (0x10000000, range(888, 889), ProfileKind.MAINTENANCE),
        (0x20000000, _NOBODY, ProfileKind.CLONE),
        *_CLONE_999,
    ),
    "transsion": ((0x8000, _NOBODY, ProfileKind.CLONE), *_CLONE_999),
}
_UNKNOWN_MAKER: tuple[_Rule, ...] = (
    (0, range(150, 161), ProfileKind.SECURE_FOLDER),  # closed when in doubt
    (0, range(77, 78), ProfileKind.MAINTENANCE),
    *_CLONE_999,
)
_MAKERS = {
    "samsung": "samsung",
    "xiaomi": "xiaomi",
    "redmi": "xiaomi",
    "poco": "xiaomi",
    "oppo": "oppo",
    "realme": "oppo",
    "oneplus": "oppo",
    "vivo": "vivo",
    "iqoo": "vivo",
    "infinix": "transsion",
    "tecno": "transsion",
    "itel": "transsion",
    "transsion": "transsion",
}


def questions(_known: Known) -> tuple[Question, ...]:
    """Return the one question, the same on every version."""
    return (Question(source=NAME, topic=_LIST, line="pm list users"),)


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read each user once, without its name.

    Format: ``UserInfo{150:Secure Folder:10061030} running``; the meaning of high flags
    depends on the maker (``kind_of``). A live list and a bug report's ``user`` service
    are read alike; the service also tells Android's own type of user.

    Read from: AOSP ``UserInfo`` and ``UserTypeFactory``, API 24-36; framework code of
    One UI 6-8, MIUI 10-12, HyperOS 1, ColorOS 11-13, Funtouch 12, XOS 13.
    """
    profiles: dict[int, Profile] = {}
    gaps = []
    complete = bool(captures)
    for capture in captures:
        users = read_users(capture.text)
        for gap in (_trouble(capture, users), unread_lines(capture, users.unread)):
            if gap is not None:
                gaps.append(gap)
                complete = False
        for row in users.rows:
            kind = kind_of(row, maker=known.maker, sdk=known.sdk)
            profiles.setdefault(
                row.user,
                Profile(user=row.user, flags=row.flags, profile=kind, running=row.running),
            )
    return Reading(
        facts=tuple(profiles[user] for user in sorted(profiles)),
        covered=(Covered(source=NAME, complete=complete, read=len(profiles)),),
        gaps=tuple(gaps),
    )


def kind_of(row: UserRow, *, maker: str | None, sdk: int | None) -> ProfileKind:
    """Return what sort of user a row is; in doubt one whose content stays closed.

    Android's own type decides where it is told, then the maker's flags and ids, then
    Android's flags. A profile without any of these is a clone in Android 14, and from
    15 on (or on an unknown version) taken as a private space, which the list of users
    does not tell from a clone.
    """
    if row.user == 0:
        return ProfileKind.OWNER
    user_type = (row.user_type or "").lower()
    for ending, kind in _TYPES:
        if user_type.endswith(ending):
            return kind
    if row.factory_name == "Secure Folder":
        return ProfileKind.SECURE_FOLDER
    for flags, users, kind in _rules(maker):
        if row.flags & flags or row.user in users:
            return kind
    if row.factory_name is not None:
        return _FACTORY_NAMES[row.factory_name]
    return _by_android(row.flags, sdk)


def _rules(maker: str | None) -> tuple[_Rule, ...]:
    if maker is None:
        return _UNKNOWN_MAKER
    words = maker.lower().split()
    group = _MAKERS.get(words[0]) if words else None
    return _BY_MAKER[group] if group is not None else _CLONE_999


def _by_android(flags: int, sdk: int | None) -> ProfileKind:
    if flags & _MANAGED:
        return ProfileKind.WORK
    if flags & _GUEST or not flags & _PROFILE:
        return ProfileKind.SECOND_USER
    if sdk is not None and sdk < _ANDROID_14:
        return ProfileKind.UNKNOWN
    return ProfileKind.CLONE if sdk == _ANDROID_14 else ProfileKind.PRIVATE_SPACE


def _trouble(capture: Capture, users: Users) -> Gap | None:
    if (gap := gap_in(capture)) is not None:
        return gap
    return None if users.rows else gap_in(capture, GapReason.NOT_UNDERSTOOD)


SOURCE = Source(
    name=NAME,
    title=Words(id="Pengguna dan profil", en="Users and profiles"),
    limits=Words(
        id="Menunjukkan pengguna dan profil yang ada, bukan siapa yang memakainya. Nama profil "
        "tidak disimpan. Isi ruang tertutup (Folder Aman, ruang pribadi) tidak dibaca.",
        en="Shows which users and profiles exist, not who uses them. Their names are not kept. "
        "The content of closed spaces (Secure Folder, private space) is not read.",
    ),
    questions=questions,
    read=read,
    needs=("identity",),
    sections={"DUMP OF SERVICE user": _SERVICE},
)
