"""The system properties of an invented phone, as ``getprop`` lists them."""

from phone_audit.simulator.android.phone import Phone


def properties(phone: Phone) -> dict[str, str]:
    """Return every property of the phone by name.

    The common ones have stood in every ``build.prop`` since Android 8; the maker's own
    come from the description (``ro.build.version.oneui``, ``ro.mi.os.version.name``).
    """
    locked = phone.verified_boot in {"green", "yellow"}
    return {
        "init.svc.adbd": "running",
        "persist.sys.locale": phone.locale,
        "persist.sys.timezone": phone.zone,
        "persist.sys.usb.config": "mtp,adb",
        "ro.boot.flash.locked": "1" if locked else "0",
        "ro.boot.serialno": phone.serial,
        "ro.boot.vbmeta.device_state": "locked" if locked else "unlocked",
        "ro.boot.verifiedbootstate": phone.verified_boot,
        "ro.build.display.id": phone.build_id,
        "ro.build.fingerprint": phone.fingerprint,
        "ro.build.id": phone.build_id,
        "ro.build.tags": phone.build_tags,
        "ro.build.type": phone.build_type,
        "ro.build.version.release": phone.android,
        "ro.build.version.sdk": str(phone.sdk),
        "ro.build.version.security_patch": phone.security_patch,
        "ro.debuggable": "0" if phone.build_type == "user" else "1",
        "ro.product.brand": phone.brand,
        "ro.product.cpu.abi": "arm64-v8a",
        "ro.product.device": phone.device,
        "ro.product.locale": phone.locale,
        "ro.product.manufacturer": phone.maker,
        "ro.product.model": phone.model,
        "ro.product.name": phone.device,
        "ro.secure": "1",
        "ro.serialno": phone.serial,
        "sys.boot_completed": "1",
        "sys.usb.state": "mtp,adb",
        **dict(phone.skin_properties),
    }


def getprop(phone: Phone) -> bytes:
    """Return the answer to ``getprop``.

    Format, sorted by name::

        [ro.product.model]: [Redmi Contoh 12]

    Read from: AOSP toolbox/toybox ``getprop``, 8-16.
    """
    return "".join(
        f"[{name}]: [{value}]\n" for name, value in sorted(properties(phone).items())
    ).encode()
