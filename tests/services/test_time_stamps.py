"""Time stamps: what is sent, what is taken, and what is refused."""

import hashlib
import shutil
import subprocess
import sys

import pytest
from asn1crypto import cms, tsp

from phone_audit.errors import ServiceError, UsageError
from phone_audit.services.time_stamps import TimeStampService
from tests.reporting.credentials import root, time_stamper
from tests.services.loopback import served, stamped

pytestmark = pytest.mark.slow

DIGEST = hashlib.sha256(b"head").hexdigest()


def test_only_a_hash_leaves_and_a_token_comes_back():
    with served() as (url, asked):
        token = TimeStampService(url).token(DIGEST)
    ((media, body),) = asked
    assert media == "application/timestamp-query"
    query = tsp.TimeStampReq.load(body)
    assert query["message_imprint"]["hashed_message"].native.hex() == DIGEST
    assert query["cert_req"].native is True
    assert len(body) < 100
    info = cms.ContentInfo.load(token)["content"]["encap_content_info"]["content"].parsed
    assert info["message_imprint"]["hashed_message"].native.hex() == DIGEST
    assert info["nonce"].native == query["nonce"].native


@pytest.mark.peer
def test_openssl_verifies_the_token(tmp_path):
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    with served() as (url, _):
        (tmp_path / "token.der").write_bytes(TimeStampService(url).token(DIGEST))
    (tmp_path / "root.pem").write_bytes(root().pem)
    command = "openssl ts -verify -token_in -in token.der -CAfile root.pem -digest"
    for digest, code in ((DIGEST, 0), (DIGEST[::-1], 1)):
        done = subprocess.run(
            [*command.split(), digest], cwd=tmp_path, capture_output=True, check=False
        )
        assert done.returncode == code, done.stderr


def other_digest(query):
    wrong = tsp.TimeStampReq.load(query)
    wrong["message_imprint"]["hashed_message"] = hashlib.sha256(b"other").digest()
    return 200, "application/timestamp-reply", time_stamper().request_tsa_response(wrong).dump()


def refused(_):
    rejection = bytes.fromhex("3005 3003 020102")  # status 2, and no token
    return 200, "application/timestamp-reply", rejection


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (lambda _: (500, "text/html", b"no"), "HTTP 500"),
        (lambda query: (200, "text/html", stamped(query)[2]), "text/html"),
        (lambda _: (302, "application/timestamp-reply", b""), "HTTP 302"),
        (lambda _: (200, "application/timestamp-reply", b"junk"), "no time stamp"),
        (lambda _: (200, "application/timestamp-reply", b"x" * (2 << 20)), "too long"),
        (refused, "no time stamp"),
        (other_digest, "stamped something else"),
    ],
)
def test_what_is_no_time_stamp_is_refused(answer, sentence):
    with served(answer) as (url, _), pytest.raises(ServiceError, match=sentence):
        TimeStampService(url).token(DIGEST)


def test_a_service_that_is_not_there_is_said_so():
    with served() as (url, _):
        pass
    with pytest.raises(ServiceError, match="cannot be reached"):
        TimeStampService(url).token(DIGEST)


@pytest.mark.parametrize("url", ["", "tsa.example", "ftp://tsa.example", "http://a:b@tsa.example"])
def test_an_address_is_http_or_https(url):
    with pytest.raises(UsageError, match="http"):
        TimeStampService(url)


def test_without_the_library_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "asn1crypto.tsp", None)
    with pytest.raises(UsageError, match=r"phone-audit\[tte\]"):
        TimeStampService("http://127.0.0.1:9/").stamper()
