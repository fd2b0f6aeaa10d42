"""Asks a time-stamp service when bytes of a certain hash existed at the latest (RFC 3161).

Only a hash leaves the computer: not the report, not a name. Read from: RFC 3161 section
2.4 (messages) and 3.4 (over HTTP).
"""

import asyncio
import http.client
from typing import Any
from urllib.parse import urlsplit

from phone_audit.errors import ServiceError, UsageError
from phone_audit.keys.authorities import library

TIMEOUT_S = 20
_LARGEST_ANSWER = 1 << 20


class TimeStampService:
    """A service at an ``http`` or ``https`` address; asked only when something is stamped."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
            raise UsageError(f"{url}: a time-stamp service has an http or https address")
        self.url = url
        self._parts = parts

    def answer(self, query: bytes) -> bytes:
        """Send a ``TimeStampReq`` and return the ``TimeStampResp``, both DER.

        Raises:
            ServiceError: it cannot be reached, or does not answer as such a service does.
        """
        kind = (
            http.client.HTTPSConnection
            if self._parts.scheme == "https"
            else http.client.HTTPConnection
        )
        connection = kind(self._parts.hostname or "", self._parts.port, timeout=TIMEOUT_S)
        path = (self._parts.path or "/") + (f"?{self._parts.query}" if self._parts.query else "")
        headers = {"Content-Type": "application/timestamp-query"}
        try:
            connection.request("POST", path, query, headers)
            with connection.getresponse() as response:
                data = response.read(_LARGEST_ANSWER + 1)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise ServiceError(
                f"{self.url}: the time-stamp service cannot be reached ({error})"
            ) from error
        finally:
            connection.close()
        media = response.getheader("Content-Type", "").partition(";")[0].strip().lower()
        if response.status != http.client.OK or media != "application/timestamp-reply":
            raise ServiceError(
                f"{self.url}: this is not how a time-stamp service answers "
                f"(HTTP {response.status}, {media or 'no media type'})"
            )
        if len(data) > _LARGEST_ANSWER:
            raise ServiceError(f"{self.url}: the answer is too long for a time stamp")
        return data

    def stamper(self) -> Any:
        """Return the service as pyhanko's ``TimeStamper``."""
        tsp = library("asn1crypto.tsp")
        base: Any = library("pyhanko.sign.timestamps.api").TimeStamper
        service = self

        class Asked(base):  # type: ignore[misc]
            async def async_request_tsa_response(self, req: Any) -> Any:
                answer = service.answer(req.dump())
                try:
                    return tsp.TimeStampResp.load(answer, strict=True)
                except (ValueError, TypeError) as error:
                    raise ServiceError(f"{service.url}: no time stamp came back") from error

        return Asked()

    def token(self, sha256: str) -> bytes:
        """Return the service's token (``TimeStampToken``, DER) for a SHA-256.

        Raises:
            ServiceError: the service cannot be reached, refuses, or stamped something else.
        """
        refused = library("pyhanko.sign.timestamps.common_utils").TimestampRequestError
        digest = bytes.fromhex(sha256)
        try:
            token = asyncio.run(self.stamper().async_timestamp(digest, "sha256"))
            imprint = token["content"]["encap_content_info"]["content"].parsed["message_imprint"]
            same = imprint["hashed_message"].native == digest
        except (refused, ValueError, TypeError, KeyError) as error:
            raise ServiceError(f"{self.url}: no time stamp was given ({error})") from error
        if not same:
            raise ServiceError(f"{self.url}: the service stamped something else")
        data: bytes = token.dump()
        return data
