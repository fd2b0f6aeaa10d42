"""The adb-shell library takes a simulated phone for a phone."""

from pathlib import Path

import pytest
from adb_shell.adb_device import AdbDeviceTcp
from adb_shell.auth.keygen import keygen
from adb_shell.auth.sign_cryptography import CryptographySigner
from adb_shell.auth.sign_pythonrsa import PythonRSASigner
from adb_shell.exceptions import TcpTimeoutException

from phone_audit.simulator.daemon import SimulatedPhone
from phone_audit.simulator.handset import Authorisation, Tap
from phone_audit.simulator.packets import VERSION_MIN
from tests.simulator.host import handset

BINARY = bytes(range(256)) * 1000


def connected(phone: SimulatedPhone, signers=(), **options) -> AdbDeviceTcp:
    device = AdbDeviceTcp("127.0.0.1", phone.port, default_transport_timeout_s=10)
    assert device.connect(rsa_keys=list(signers), **options)
    return device


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("keys") / "adbkey"
    keygen(str(path))
    return str(path)


@pytest.mark.parametrize("version", [VERSION_MIN, VERSION_MIN + 1])
@pytest.mark.parametrize("max_payload", [4096, 1024 * 1024])
def test_a_command_without_a_lock(version: int, max_payload: int) -> None:
    phone = SimulatedPhone(
        handset({"dumpsys_x.out": BINARY}, version=version, max_payload=max_payload)
    )
    with phone:
        device = connected(phone)
        assert device.shell("dumpsys x", decode=False) == BINARY
        assert device.exec_out("echo hi") == "hi\n"
        device.close()
    assert phone.asked == ("shell:dumpsys x", "exec:echo hi")


def signers(path: str) -> list[object]:
    public, private = Path(path + ".pub").read_text("utf-8"), Path(path).read_text("utf-8")
    return [CryptographySigner(path), PythonRSASigner(public, private)]


@pytest.mark.slow
def test_keys_are_asked_for_once(key: str) -> None:
    prompts = []

    def holder(line: bytes) -> Tap:
        prompts.append(line)
        return Tap.ALWAYS_ALLOW

    with SimulatedPhone(handset(auth=Authorisation(tap=holder))) as phone:
        for signer in signers(key):
            device = connected(phone, [signer], auth_timeout_s=5)
            assert device.shell("echo hi") == "hi\n"
            device.close()
    assert len(prompts) == 1


@pytest.mark.slow
def test_a_holder_who_does_nothing(key: str) -> None:
    with SimulatedPhone(handset(auth=Authorisation())) as phone:
        device = AdbDeviceTcp("127.0.0.1", phone.port, default_transport_timeout_s=1)
        with pytest.raises(TcpTimeoutException):
            device.connect(rsa_keys=[CryptographySigner(key)], auth_timeout_s=0.3)
        device.close()
    assert phone.asked == ()
