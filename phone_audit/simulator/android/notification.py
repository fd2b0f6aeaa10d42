"""What ``dumpsys notification --package X`` prints, from Android 8 to 16."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from phone_audit.simulator.android.phone import Browsing, Phone, SiteChannel
from phone_audit.simulator.android.printing import millis
from phone_audit.simulator.android.use import channel_id

SAMSUNG_INTERNET = "com.sec.android.app.sbrowser"

_DEFAULT_SOUND = "content://settings/system/notification_sound"
_OWN_CHANNELS = (("browser", "Peramban"), ("downloads", "Download"), ("incognito", "Samaran"))


def dump_notification(phone: Phone, package: str) -> bytes:
    """Return the answer to ``dumpsys notification --package PACKAGE``.

    Format: one ``AppSettings`` line for each uid of the package and below it its
    channels, among sections about everything else::

        PackagePreferences:
              AppSettings: com.android.chrome (10123) importance=DEFAULT userSet=true
                NotificationChannel{mId='web:https://berita.example;13404473600000000', mName=ber..., ...}
        Restored without uid:

    The phone filters by *substring*: ``com.android.chrome.beta`` answers for
    ``com.android.chrome`` too. Snoozed notifications, and on Samsung the histories of
    messengers, are printed whatever package was asked for: telephone numbers of third
    parties stand in them, which is why the question must filter on the phone.

    Read from: AOSP ``NotificationManagerService.dumpImpl``, ``PreferencesHelper.dump``
    (8-9 ``RankingHelper``), ``NotificationChannel.dump`` 8-16; One UI 6-8.
    """  # noqa: E501  # one line of the phone
    lines = [f"Current Notification Manager state (filtered to '{package}'):"]
    lines += ["  mArchive=Archive (0 notifications)", "", "  Snoozed notifications:"]
    lines += _snoozed(phone)
    lines += ["", "  Ranking Config:", "    mSignalExtractors.length = 2"]
    lines += ["      NotificationChannelExtractor", "      ImportanceExtractor"]
    if phone.sdk >= 29:
        lines += ["", " Notification Preferences:"]
    lines += ["    per-package config:"]
    if phone.sdk >= 29:
        lines += ["PackagePreferences:"]
    asked = [browsing for browsing in phone.browsers if package in browsing.package]
    for browsing in asked:
        lines += _settings(phone, browsing)
    lines += ["Restored without uid:"]
    for browsing in asked:
        if browsing.restored:
            lines.append(f"      AppSettings: {browsing.package} ({_unknown_uid(phone)})")
            lines += _site_channels(phone, browsing.restored)
    if phone.samsung:
        lines += _samsung_histories(phone)
    lines += ["", "  Notification listeners:", "    mListenerHints: 0", "", "  Zen Mode:"]
    lines += ["    mInterruptionFilter=1", "", "  Usage Stats:", "    mStats.size(): 0"]
    return ("\n".join(lines) + "\n").encode()


def _unknown_uid(phone: Phone) -> str:
    return "INVALID_UID" if phone.samsung and phone.sdk >= 36 else "UNKNOWN_UID"


def _settings(phone: Phone, browsing: Browsing) -> Iterator[str]:
    uid = browsing.user * 100_000 + phone.app(browsing.package).app_id
    extra = ""
    if phone.sdk >= 33:
        extra = " importance=DEFAULT userSet=true"
    elif phone.sdk < 29:
        extra = " showBadge=true"
    yield f"      AppSettings: {browsing.package} ({uid}){extra}"
    if browsing.package == SAMSUNG_INTERNET:
        yield _channel(
            phone,
            "SBROWSER_WEBSITES_NOTIFICATION_CHANNEL",
            "Situs web",
            importance=4,
            group="SBROWSER_NOTIFICATION_GROUP_SITES",
        )
        return
    for channel, name in _OWN_CHANNELS:
        yield _channel(phone, channel, name, importance=2, group="general")
    yield from _site_channels(phone, browsing.channels)
    yield _group(phone, "general", "Umum")
    yield _group(phone, "sites", "Situs")


def _site_channels(phone: Phone, channels: Iterable[SiteChannel]) -> Iterator[str]:
    for site in channels:
        yield _channel(
            phone,
            channel_id(site.origin, site.decided_at),
            site.origin.partition("://")[2],
            importance=3 if site.allowed else 0,
            group="sites",
            site=site,
        )


def _channel(
    phone: Phone,
    channel: str,
    name: str,
    *,
    importance: int,
    group: str,
    site: SiteChannel | None = None,
) -> str:
    r"""Return one channel line; the fields and their order are those of the version.

    ========  ==============================================================
    8         name in full; ``mUserLockedFields`` decimal
    9         ``mFgServiceShown``
    10        name cut to 3 letters (Samsung 6); ``mAllowBubbles`` and two locks
    11        ``mOriginalImp`` ... ``mImportantConvo``
    12        ``mDeletedTimeMs``
    13        ``mImportanceLockedByOEM`` gone (Samsung keeps it)
    14        ``mUserVisibleTaskShown`` for ``mFgServiceShown``; Samsung ``mSoundMissingReason``
    15        two vibration fields; ``mLastNotificationUpdateTimeMs``
    16        ``isBundle``, ``emoji``
    ========  ==============================================================
    """
    sdk = phone.sdk
    removed = site is not None and site.removed_at is not None
    pushed = millis(site.last_push_at) if site is not None else 0
    flags = "0x800" if sdk >= 29 else "0x0"
    sound = "AudioAttributes: usage=USAGE_NOTIFICATION content=CONTENT_TYPE_SONIFICATION"
    fields = [
        f"mId='{channel}'",
        f"mName={_shown_name(phone, name)}",
        "mDescription=",
        f"mImportance={importance}",
        "mBypassDnd=false",
        "mLockscreenVisibility=-1000",
        f"mSound={_DEFAULT_SOUND}",
        "mLights=false",
        "mLightColor=0",
        *(
            ["mVibrationPattern=null", "mVibrationEffect=null"]
            if sdk >= 35
            else ["mVibration=null"]
        ),
        "mUserLockedFields=0",
        *_task_field(sdk),
        f"mVibrationEnabled={'true' if importance >= 3 else 'false'}",
        "mShowBadge=true",
        f"mDeleted={'true' if removed else 'false'}",
        *(
            [f"mDeletedTimeMs={millis(site.removed_at) if site and removed else -1}"]
            if sdk >= 31
            else []
        ),
        f"mGroup='{group}'",
        f"mAudioAttributes={sound} flags={flags} tags= bundle=null",
        "mBlockableSystem=false",
        *_bubble_fields(phone),
    ]
    if sdk >= 30:
        fields += [
            f"mOriginalImp={importance}",
            "mParent=null",
            "mConversationId=null",
            "mDemoted=false",
            "mImportantConvo=false",
        ]
    if sdk >= 35:
        fields.append(f"mLastNotificationUpdateTimeMs={pushed}")
    if sdk >= 36:
        fields += ["isBundle=false", "emoji=null"]
    if phone.samsung and sdk >= 34:
        fields.append("mSoundMissingReason=0")
    return "        NotificationChannel{" + ", ".join(fields) + "}"


def _shown_name(phone: Phone, name: str) -> str:
    if phone.sdk < 29:
        return name
    return name[: 6 if phone.samsung else 3] + "..."


def _task_field(sdk: int) -> list[str]:
    if sdk >= 34:
        return ["mUserVisibleTaskShown=false"]
    return ["mFgServiceShown=false"] if sdk >= 28 else []


def _bubble_fields(phone: Phone) -> list[str]:
    sdk = phone.sdk
    if sdk < 29:
        return []
    bubbles = "true" if sdk == 29 else "-1"
    by_oem = sdk < 33 or phone.samsung
    return [
        f"mAllowBubbles={bubbles}",
        *(["mImportanceLockedByOEM=false"] if by_oem else []),
        "mImportanceLockedDefaultApp=false",
    ]


def _group(phone: Phone, group: str, name: str) -> str:
    fields = [f"mId='{group}'", f"mName={name}"]
    if phone.sdk >= 28:
        fields += ["mDescription=", "mBlocked=false"]
    fields.append("mChannels=[]")
    if phone.sdk >= 29:
        fields.append("mUserLockedFields=0")
    return "        NotificationChannelGroup{" + ", ".join(fields) + "}"


def _snoozed(phone: Phone) -> Iterator[str]:
    """Yield notifications put off by the holder: their keys name whom they came from."""
    if not phone.chats:
        return
    yield " "
    yield " user: 0"
    yield "    package: com.whatsapp"
    for number, chat in enumerate(phone.chats):
        yield f"        0|com.whatsapp|{number}|{chat.number}@s.whatsapp.net|10399"


def _samsung_histories(phone: Phone) -> Iterator[str]:
    """Yield the histories One UI keeps for messengers, whatever package was asked for.

    Read from: One UI 6-8 ``NotificationManagerService`` (Android 14-16).
    """
    if phone.sdk < 34:
        return
    yield "  History Notification List:"
    yield f"    com.whatsapp({len(phone.chats)})"
    yield "        Notifications:"
    for number, chat in enumerate(phone.chats):
        posted = millis(phone.now - timedelta(hours=1 + number))
        yield (
            f"          HistoricalNotification{{, key =0|com.whatsapp|1|{chat.number}"
            f"@s.whatsapp.net|10399, type =1, mPostedTimeMs={posted}, "
            f"mChannelName='{chat.name}', mChannelId='individual_chat_{chat.number}', "
            f"mTitle='{chat.title}'}}"
        )
    yield "        Pooled strings:"
    yield f"  mNotiPermissionHistoryList.size={len(phone.switched)}"
    for number, one in enumerate(phone.switched):
        at = one.at.astimezone(phone.tz).strftime("%m-%d %H:%M:%S.%f")[:-3]
        place = "NOTI_PANEL" if one.in_panel else "SETTINGS"
        enabled = str(one.enabled).lower()
        yield f"    [{number}] {at} category = {place}, pkg = {one.package}, enabled= {enabled}"
    yield "HighDataSizeNotificaitonList, size=0"
