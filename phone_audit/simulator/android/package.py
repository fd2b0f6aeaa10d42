"""What ``dumpsys package packages`` prints, from Android 8 to 16."""

from collections.abc import Iterator
from datetime import datetime
from datetime import time as time_of_day

from phone_audit.model.evidence import EnabledState, InstallReason, PackageSource
from phone_audit.simulator.android.phone import App, AppState, Phone
from phone_audit.simulator.android.printing import (
    identity,
    java_hash,
    local_seconds,
    map_order,
    number_from,
)

ENABLED = {
    EnabledState.DEFAULT: 0,
    EnabledState.ENABLED: 1,
    EnabledState.DISABLED: 2,
    EnabledState.DISABLED_BY_USER: 3,
    EnabledState.DISABLED_UNTIL_USED: 4,
}
INSTALL_REASON = {
    InstallReason.UNKNOWN: 0,
    InstallReason.POLICY: 1,
    InstallReason.DEVICE_RESTORE: 2,
    InstallReason.DEVICE_SETUP: 3,
    InstallReason.USER: 4,
}
PACKAGE_SOURCE = {
    PackageSource.UNSPECIFIED: 0,
    PackageSource.OTHER: 1,
    PackageSource.STORE: 2,
    PackageSource.LOCAL_FILE: 3,
    PackageSource.DOWNLOADED_FILE: 4,
}

_INSTALL_PERMISSIONS = (
    "android.permission.INTERNET",
    "android.permission.ACCESS_NETWORK_STATE",
    "android.permission.WAKE_LOCK",
    "android.permission.VIBRATE",
    "android.permission.RECEIVE_BOOT_COMPLETED",
    "com.google.android.c2dm.permission.RECEIVE",
    "android.permission.FOREGROUND_SERVICE",
    "android.permission.ACCESS_WIFI_STATE",
)
_RUNTIME_PERMISSIONS = (
    "android.permission.CAMERA",
    "android.permission.ACCESS_FINE_LOCATION",
    "android.permission.READ_EXTERNAL_STORAGE",
    "android.permission.WRITE_EXTERNAL_STORAGE",
)


def dump_packages(phone: Phone) -> bytes:
    """Return the answer to ``dumpsys package packages``.

    Format: ``Packages:``, one block for each package in the order of their Java hash
    codes, then ``Hidden system packages:`` with the factory versions of updated ones::

        Packages:
          Package [id.contoh.warung] (672e433):
            appId=10234
            codePath=/data/app/~~abcd==/id.contoh.warung-0123==
            versionCode=102 minSdk=24 targetSdk=34
            User 0: ceDataInode=122761 installed=true hidden=false ... enabled=0 instant=false
              installReason=4
              firstInstallTime=2026-10-09 15:33:20

    What differs by version:

    ========  =============================================================
    8         ``PackageSignatures{x [y]}``, ``installStatus=``
    9         ``signatures:[y], past signatures:[]``
    11        ``distractionFlags=``, ``forceQueryable=``, two-part code paths
    12        ``extractNativeLibs=``, ``minExtensionVersions=``, ``usesNonSdkApi=``
    13        ``installReason=`` under the user, ``firstInstallTime=`` moves there;
              ``packageSource=``
    14        ``appId=`` for ``userId=``; ``initiatingPackageName=``,
              ``originatingPackageName=``, ``installerPackageUid=``
    15        ``deDataInode=``, ``quarantined=``, ``dataDir=`` under the user
    16        ``pageSizeCompat=``
    ========  =============================================================

    Read from: AOSP ``com.android.server.pm.Settings.dumpPackageLPr`` 8-16; Samsung's
    ``category=`` as in One UI 6-8.
    """
    lines = ["Packages:"]
    by_name = {app.package: app for app in phone.apps}
    for package in map_order(by_name):
        lines.extend(_block(phone, by_name[package], factory=False))
    updated = [p for p in map_order(by_name) if by_name[p].factory_version_code is not None]
    if updated:
        lines += ["", "Hidden system packages:"]
        for package in updated:
            lines.extend(_block(phone, by_name[package], factory=True))
    return ("\n".join(lines) + "\n").encode()


def package_block(phone: Phone, app: App) -> list[str]:
    """Return the lines of one package's block, as they also stand in its own dump."""
    return list(_block(phone, app, factory=False))


def code_path(phone: Phone, app: App, *, factory: bool = False) -> str:
    """Return the folder the app's files lie in.

    Android 11 put two random folder names around the package, so that a path can no
    longer be guessed; Android 8 to 10 have one suffix.
    """
    name = app.package.rsplit(".", 1)[-1].capitalize()
    if app.system and (factory or app.factory_version_code is None):
        return f"/system/app/{name}"
    random = identity(phone.serial, app.package, "path")
    if phone.sdk >= 30:
        return f"/data/app/~~{random}AbCdEf_-0123456789==/{app.package}-{random}GhIjKl0123456789=="
    return f"/data/app/{app.package}-{random}GhIjKl0123456789=="


def base_path(phone: Phone, app: App) -> str:
    """Return where the app's base APK lies."""
    folder = code_path(phone, app)
    file = "base" if folder.startswith("/data/") else folder.rpartition("/")[2]
    return f"{folder}/{file}.apk"


def _block(phone: Phone, app: App, *, factory: bool) -> Iterator[str]:
    sdk = phone.sdk
    yield f"  Package [{app.package}] ({identity(phone.serial, app.package, factory)}):"
    if sdk >= 34:
        yield f"    appId={app.app_id}"
    else:
        yield f"    userId={app.app_id}"
    yield from _files_and_version(phone, app, factory=factory)
    yield from _flags(phone, app, factory=factory)
    yield from _times_and_installer(phone, app, factory=factory)
    yield from _signatures(phone, app, factory=factory)
    for user in phone.users:
        yield from _user(phone, app, app.state_for(user.id))


def _files_and_version(phone: Phone, app: App, *, factory: bool) -> Iterator[str]:
    sdk = phone.sdk
    path = code_path(phone, app, factory=factory)
    yield f"    pkg=Package{{{identity(app.package, 'pkg')} {app.package}}}"
    yield f"    codePath={path}"
    yield f"    resourcePath={path}"
    yield f"    legacyNativeLibraryDir={path}/lib"
    if sdk >= 31:
        yield "    extractNativeLibs=false"
    yield f"    primaryCpuAbi={'null' if app.system else 'arm64-v8a'}"
    yield "    secondaryCpuAbi=null"
    if sdk >= 31:
        yield "    cpuAbiOverride=null"
    code = app.factory_version_code if factory else app.version_code
    yield f"    versionCode={code} minSdk=24 targetSdk={min(app.target_sdk, sdk)}"
    if sdk >= 31:
        yield "    minExtensionVersions=[]"
    yield f"    versionName={app.version_name}"
    if sdk >= 31:
        yield "    usesNonSdkApi=false"
    yield "    splits=[base]"
    yield "    apkSigningVersion=2"
    if sdk < 34:
        info = identity(app.package, "info")
        yield f"    applicationInfo=ApplicationInfo{{{info} {app.package}}}"


def _flag_words(app: App, *, factory: bool) -> str:
    words = ["HAS_CODE", "ALLOW_CLEAR_USER_DATA", "ALLOW_BACKUP"]
    if app.system:
        words.insert(0, "SYSTEM")
        if app.factory_version_code is not None and not factory:
            words.append("UPDATED_SYSTEM_APP")
    return " ".join(words)


def _flags(phone: Phone, app: App, *, factory: bool) -> Iterator[str]:
    sdk = phone.sdk
    flags = _flag_words(app, factory=factory)
    yield f"    flags=[ {flags} ]"
    yield f"    privateFlags=[ {_private_flags(sdk)} ]"
    if sdk >= 30:
        yield "    forceQueryable=false"
        yield "    queriesPackages=[]"
    if sdk < 35:
        yield f"    dataDir=/data/user/0/{app.package}"
    yield "    supportsScreens=[small, medium, large, xlarge, resizeable, anyDensity]"
    if phone.samsung and sdk >= 34:
        yield f"    category={_samsung_category(sdk)}"


def _private_flags(sdk: int) -> str:
    resize = "PRIVATE_FLAG_ACTIVITIES_RESIZE_MODE_RESIZEABLE_VIA_SDK_VERSION"
    return f"{resize} ALLOW_AUDIO_PLAYBACK_CAPTURE" if sdk >= 29 else resize


def _samsung_category(sdk: int) -> str:
    if sdk == 34:
        return "-1 (manifest=-1)"
    later = ", by dev: -1, by scpm: -1" if sdk >= 36 else ""
    return f"manifest: -1, override: -1, by user: -1{later}"


def _installed_at(phone: Phone, app: App) -> datetime:
    if app.system and app.factory_version_code is None and app.updated_at is None:
        return datetime.combine(phone.made_on, time_of_day(1, 0), phone.tz)
    return app.installed_at


def _times_and_installer(phone: Phone, app: App, *, factory: bool) -> Iterator[str]:
    sdk, zone = phone.sdk, phone.tz
    first = _installed_at(phone, app)
    last = first if factory else (app.updated_at or first)
    yield f"    timeStamp={local_seconds(last, zone)}"
    if sdk < 33:
        yield f"    firstInstallTime={local_seconds(first, zone)}"
    yield f"    lastUpdateTime={local_seconds(last, zone)}"
    if app.installer is not None:
        yield f"    installerPackageName={app.installer}"
    if sdk >= 34:
        if app.installer is not None:
            yield f"    installerPackageUid={_uid_of(phone, app.installer)}"
        if app.initiator is not None:
            yield f"    initiatingPackageName={app.initiator}"
        if app.originator is not None:
            yield f"    originatingPackageName={app.originator}"
    if sdk >= 33:
        yield f"    packageSource={PACKAGE_SOURCE[app.package_source]}"
    if sdk >= 34:
        yield "    appMetadataFilePath=null"


def _uid_of(phone: Phone, package: str) -> int:
    for app in phone.apps:
        if app.package == package:
            return app.app_id
    return -1


def _signatures(phone: Phone, app: App, *, factory: bool) -> Iterator[str]:
    sdk = phone.sdk
    holder = identity(app.package, "signatures", factory)
    hashed = f"{java_hash(phone.maker if app.system else app.package) & 0xFFFFFFFF:x}"
    since_9 = f"version:2, signatures:[{hashed}], past signatures:[]"
    yield f"    signatures=PackageSignatures{{{holder} {since_9 if sdk >= 28 else f'[{hashed}]'}}}"
    yield "    installPermissionsFixed=true" + (" installStatus=1" if sdk < 28 else "")
    yield f"    pkgFlags=[ {_flag_words(app, factory=factory)} ]"
    if sdk >= 34:
        yield f"    privatePkgFlags=[ {_private_flags(sdk)} ]"
        yield "    apexModuleName=null"
    if sdk >= 36:
        yield "    pageSizeCompat=0"
    if not app.system:
        yield "    declared permissions:"
        yield f"      {app.package}.DYNAMIC_RECEIVER_NOT_EXPORTED_PERMISSION: prot=signature"
    yield "    install permissions:"
    count = number_from(3, len(_INSTALL_PERMISSIONS), app.package)
    for permission in _INSTALL_PERMISSIONS[:count]:
        yield f"      {permission}: granted=true"


def _user(phone: Phone, app: App, state: AppState) -> Iterator[str]:
    sdk, zone = phone.sdk, phone.tz
    has_data = state.installed or state.data_kept
    inode = number_from(100_000, 999_999, phone.serial, app.package, state.user)
    inodes = f"ceDataInode={inode if has_data else 0}"
    if sdk >= 35:
        inodes += f" deDataInode={inode + 7 if has_data else 0}"
    words = [
        inodes,
        f"installed={_java(state.installed)}",
        f"hidden={_java(state.hidden)}",
        f"suspended={_java(state.suspended)}",
        *(["distractionFlags=0"] if sdk >= 30 else []),
        f"stopped={_java(state.stopped or state.not_launched)}",
        f"notLaunched={_java(state.not_launched)}",
        f"enabled={ENABLED[state.enabled]}",
        "instant=false",
        *(["virtual=false"] if sdk >= 27 else []),
        *(["quarantined=false"] if sdk >= 35 else []),
    ]
    yield f"    User {state.user}: {' '.join(words)}"
    if sdk >= 33:
        yield f"      installReason={INSTALL_REASON[state.install_reason]}"
    if sdk >= 35:
        yield f"      dataDir=/data/user/{state.user}/{app.package}"
    if sdk >= 33:
        first = state.first_installed_at or _installed_at(phone, app)
        yield f"      firstInstallTime={local_seconds(first if has_data else None, zone)}"
        yield "      uninstallReason=0"
    if state.disabled_by is not None:
        yield f"      lastDisabledCaller: {state.disabled_by}"
    yield "      gids=[3002, 3003]"
    yield "      runtime permissions:"
    count = number_from(0, len(_RUNTIME_PERMISSIONS), app.package, "runtime")
    for permission in _RUNTIME_PERMISSIONS[:count]:
        granted = _java(state.installed and not state.not_launched)
        yield (
            f"        {permission}: granted={granted}, "
            "flags=[ USER_SENSITIVE_WHEN_GRANTED|USER_SENSITIVE_WHEN_DENIED]"
        )


def _java(value: bool) -> str:  # noqa: FBT001  # a word for a boolean
    return "true" if value else "false"
