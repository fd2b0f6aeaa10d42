"""Our reading of APKs against the tools that make them: aapt and apksigner."""

import re
import shutil
import subprocess
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from phone_audit.device.direct import Authorisation, open_tcp
from phone_audit.device.interface import Device
from phone_audit.formats.apk_manifest import hosts_in, read_manifest
from phone_audit.formats.apk_resources import Resources
from phone_audit.formats.apk_signing import read_signers
from phone_audit.model.case import Origin
from phone_audit.model.evidence import AppFile
from phone_audit.model.phone import AppPath, Known
from phone_audit.model.record import replace
from phone_audit.simulator.android.apk import small_apk, zipped
from phone_audit.sources import app_signers, large_app_signers

pytestmark = [pytest.mark.peer, pytest.mark.slow]

APP = "id.contoh.permainan"
FRAMEWORK = Path("/usr/share/android-framework-res/framework-res.apk")
MANIFEST = f"""
<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="{APP}">
  <application android:label="@string/app_name">
    <meta-data android:name="asset_statements" android:resource="@string/statements"/>
    <activity android:name=".Main" android:label="@string/main_name">
      <meta-data android:name="android.support.customtabs.trusted.DEFAULT_URL"
          android:value="https://situs.invalid/masuk"/>
      <intent-filter>
        <action android:name="android.intent.action.MAIN"/>
        <category android:name="android.intent.category.LAUNCHER"/>
      </intent-filter>
    </activity>
  </application>
</manifest>
"""
STRINGS = {
    "values": r"""
        <string name="app_name">@string/other</string>
        <string name="other">Contoh 🎰</string>
        <string name="main_name">Utama</string>
        <string name="statements">[{\"target\": {\"site\": \"https://asal.invalid\"}}]</string>""",
    "values-in": '<string name="main_name">Permainan é 🎰</string>',
    "values-en-rUS": '<string name="main_name">Game</string>',
    "values-v21": '<string name="main_name">Sejak 21</string>',
}


def tool(name, package=None):
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{package or name} is not installed")
    return found


def run(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True, timeout=60).stdout


@pytest.fixture(params=["utf-8", "utf-16"])
def built(request, tmp_path):
    """An APK that aapt made from plain XML."""
    aapt = tool("aapt")
    if not FRAMEWORK.exists():
        pytest.skip("android-framework-res is not installed")
    (tmp_path / "AndroidManifest.xml").write_text(MANIFEST.strip(), encoding="utf-8")
    for folder, strings in STRINGS.items():
        file = tmp_path / "res" / folder / "strings.xml"
        file.parent.mkdir(parents=True)
        file.write_text(f"<resources>{strings}</resources>", encoding="utf-8")
    out = tmp_path / "app.apk"
    words = ["-M", str(tmp_path / "AndroidManifest.xml"), "-S", str(tmp_path / "res")]
    kind = ["--utf16"] if request.param == "utf-16" else []
    run(aapt, "package", "-f", *words, "-I", str(FRAMEWORK), "-F", str(out), *kind)
    return out


def test_what_aapt_made_is_read(built):
    with zipfile.ZipFile(built) as archive:
        manifest = read_manifest(archive.read("AndroidManifest.xml"))
        resources = Resources(archive.read("resources.arsc"))
    assert manifest.package == APP
    assert resources.text(manifest.label.reference, 200) == "Permainan é 🎰"
    texts = [one.text or resources.text(one.reference, 4000) for one in manifest.sites]
    assert [host for text in texts for host in hosts_in(text)] == ["asal.invalid", "situs.invalid"]
    dumped = run(tool("aapt"), "dump", "--values", "resources", str(built))
    told = dict(re.findall(r"resource (0x7f\w+) \S+:string/(\w+): t=0x0[13]", dumped))
    by_name = {name: int(number, 16) for number, name in told.items()}
    assert resources.text(by_name["app_name"], 200) == "Contoh 🎰"


def test_aapt_reads_what_the_simulator_makes(tmp_path):
    apk = tmp_path / "app.apk"
    apk.write_bytes(small_apk(APP, {b"": "Contoh é 🎰", b"in": "Permainan"}))
    dumped = run(tool("aapt"), "dump", "badging", str(apk))
    assert f"package: name='{APP}'" in dumped
    assert "application-label:'Contoh é 🎰'" in dumped
    assert "application-label-in:'Permainan'" in dumped
    assert f"launchable-activity: name='{APP}.Main'" in dumped


@pytest.fixture
def key(tmp_path):
    """Paths of a new signing key and its certificate, and the certificate's SHA-256."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Contoh")])
    now = datetime(2026, 11, 23, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=365))
        .sign(private, hashes.SHA256())
    )
    encoding, form = serialization.Encoding, serialization.PrivateFormat
    files = (tmp_path / "key.pk8", tmp_path / "certificate.pem")
    files[0].write_bytes(
        private.private_bytes(encoding.DER, form.PKCS8, serialization.NoEncryption())
    )
    files[1].write_bytes(certificate.public_bytes(encoding.PEM))
    return *files, certificate.fingerprint(hashes.SHA256()).hex()


def sign(apk, key, schemes):
    """Let apksigner sign the file with exactly these schemes."""
    private, certificate, _ = key
    switches = [
        f"--{scheme}-signing-enabled={str(scheme in schemes).lower()}"
        for scheme in ("v1", "v2", "v3", "v4")
    ]
    words = ["--min-sdk-version", "24", "--key", str(private), "--cert", str(certificate)]
    run(tool("apksigner"), "sign", *words, *switches, str(apk))


@pytest.mark.parametrize("schemes", [("v2",), ("v3", "v2")], ids="-".join)
def test_signers_are_those_apksigner_names(schemes, key, tmp_path):
    apksigner = tool("apksigner")
    apk, (*_, digest) = tmp_path / "app.apk", key
    apk.write_bytes(small_apk(APP, {b"": "Contoh"}))
    sign(apk, key, schemes)
    found = read_signers(apk.read_bytes())
    assert tuple(one.scheme for one in found) == schemes
    assert {one.certificate_sha256 for one in found} == {digest}
    said = run(apksigner, "verify", "--min-sdk-version", "24", "--print-certs", str(apk))
    assert f"certificate SHA-256 digest: {digest}" in said


LARGE = "id.contoh.besar"
PATHS = {
    APP: f"/data/app/~~k9vbPqYx2Vq1aQ==/{APP}-Zw3pJ0c6Yg==/base.apk",
    LARGE: f"/data/app/~~aB_-0123456789==/{LARGE}-0123456789aB==/base.apk",
}


def test_signers_are_read_by_range_on_a_real_phone(key, tmp_path, phones):
    """A small and a large APK, whose signing block lies before the last 64 KiB of the file."""
    *_, digest = key
    many = {f"res/drawable/gambar_{number:05}.png": b"x" * 40 for number in range(3_000)}
    made = {APP: small_apk(APP, {b"": "Contoh"}), LARGE: zipped(many)}
    files = {}
    for package, data in made.items():
        apk = tmp_path / f"{package}.apk"
        apk.write_bytes(data)
        sign(apk, key, ("v2", "v3"))
        files[PATHS[package]] = apk.read_bytes()
    assert len(files[PATHS[LARGE]]) > 400_000
    phone = phones.start("penandatangan", files=files)
    known = Known(
        sdk=34,
        watched=(APP, LARGE),
        app_paths=tuple(
            AppPath(package=package, user=0, paths=(path,)) for package, path in PATHS.items()
        ),
    )
    device = Device(
        lambda: open_tcp("127.0.0.1", phone.port, Authorisation(keys=tuple)),
        origin=Origin.TCP,
        address="meja 1",
        clock=lambda: datetime.now(UTC),
    )
    with closing(device):
        first = read_by(app_signers.SOURCE, device, known)
        (large,) = first.facts
        told = replace(known, apk_directories=first.facts, certified=(APP,))
        second = read_by(large_app_signers.SOURCE, device, told)
    assert large.package == LARGE
    for reading, package in ((first, APP), (second, LARGE)):
        (record,) = [one.record for one in reading.sightings]
        assert isinstance(record, AppFile)
        assert (record.package, record.certificate_sha256) == (package, (digest,))
        assert len(record.certificate_sha1) == 1
        assert reading.gaps == ()


def read_by(source, device, known):
    return source.read(known, device.ask_all(source.questions(known), 1))
