"""Folders on an invented phone's shared storage, of apps that are there and that were."""

from phone_audit.simulator.android.phone import Phone

_ANDROID = "/storage/emulated/0/Android"


def app_folders(phone: Phone) -> tuple[str, ...]:
    """Return the folders Android makes for apps, each path ended by ``/``, in byte order.

    ``Android/data`` has one for each app with files there, which in this phone is each
    that the main user installed, and each removed one that left its folder behind.

    Read from: AOSP ``Environment.buildExternalStorageAppDataDirs``, 8-16.
    """
    packages = {
        app.package
        for app in phone.apps
        if not app.system and app.state_for(0).installed and not app.state_for(0).not_launched
    }
    packages |= {gone.package for gone in phone.gone if gone.folder_left and gone.user == 0}
    return tuple(
        sorted(
            {f"{_ANDROID}/{kind}/" for kind in ("data", "media", "obb")}
            | {f"{_ANDROID}/data/{package}/" for package in packages}
        )
    )
