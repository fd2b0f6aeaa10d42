"""Apps so well known that their name tells nothing about whoever has them."""

from collections.abc import Mapping

BROWSERS: Mapping[str, str] = {
    "com.android.browser": "Android Browser",
    "com.android.chrome": "Chrome",
    "com.brave.browser": "Brave",
    "com.chrome.beta": "Chrome Beta",
    "com.duckduckgo.mobile.android": "DuckDuckGo",
    "com.ecosia.android": "Ecosia",
    "com.heytap.browser": "HeyTap Browser",
    "com.kiwibrowser.browser": "Kiwi Browser",
    "com.mi.globalbrowser": "Mi Browser",
    "com.mi.globalbrowser.mini": "Mint Browser",
    "com.microsoft.emmx": "Edge",
    "com.mmbox.xbrowser": "XBrowser",
    "com.opera.browser": "Opera",
    "com.opera.gx": "Opera GX",
    "com.opera.mini.native": "Opera Mini",
    "com.sec.android.app.sbrowser": "Samsung Internet",
    "com.sec.android.app.sbrowser.beta": "Samsung Internet Beta",
    "com.talpa.hibrowser": "Hi Browser",
    "com.transsion.phoenix": "Phoenix",
    "com.UCMobile.intl": "UC Browser",
    "com.vivaldi.browser": "Vivaldi",
    "com.vivo.browser": "vivo Browser",
    "com.yandex.browser": "Yandex Browser",
    "org.chromium.chrome": "Chromium",
    "org.mozilla.fenix": "Firefox Nightly",
    "org.mozilla.firefox": "Firefox",
    "org.mozilla.firefox_beta": "Firefox Beta",
    "org.mozilla.focus": "Firefox Focus",
}
"""Browsers by package."""

VPN_APPS: Mapping[str, str] = {
    "ch.protonvpn.android": "Proton VPN",
    "com.cloudflare.onedotonedotonedotone": "1.1.1.1 + WARP",
    "com.expressvpn.vpn": "ExpressVPN",
    "com.fast.free.unblock.secure.vpn": "Secure VPN",
    "com.fast.free.unblock.thunder.vpn": "Thunder VPN",
    "com.free.vpn.super.hotspot.open": "VPN Super Unlimited Proxy",
    "com.nordvpn.android": "NordVPN",
    "com.psiphon3": "Psiphon",
    "com.psiphon3.subscription": "Psiphon Pro",
    "com.surfshark.vpnclient.android": "Surfshark",
    "com.tailscale.ipn": "Tailscale",
    "com.windscribe.vpn": "Windscribe",
    "com.wireguard.android": "WireGuard",
    "de.blinkt.openvpn": "OpenVPN for Android",
    "free.vpn.unblock.proxy.turbovpn": "Turbo VPN",
    "hotspotshield.android.vpn": "Hotspot Shield",
    "net.openvpn.openvpn": "OpenVPN Connect",
    "org.torproject.android": "Orbot",
    "unlimited.free.vpn.unblock.proxy.supernet.vpn": "SuperNet VPN",
}
"""Apps that lead the phone's traffic through a server elsewhere, by package."""

ROOT_MANAGERS: Mapping[str, str] = {
    "com.koushikdutta.superuser": "Superuser",
    "com.topjohnwu.magisk": "Magisk",
    "eu.chainfire.supersu": "SuperSU",
    "io.github.huskydg.magisk": "Kitsune Mask",
    "me.bmax.apatch": "APatch",
    "me.weishu.kernelsu": "KernelSU",
    "com.rifsxd.ksunext": "KernelSU Next",
}
"""Apps that give others root access, by package."""
