"""How certificates of signers are written, and those whose keys are public."""

import re

_BETWEEN = re.compile(r"[:\s-]")
_HEX = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_BEFORE = re.compile(r"sha-?(?:1|256)\s*[:=]\s*", re.IGNORECASE)
_LONGEST = 200

PUBLIC_KEYS = frozenset(
    {
        "a40da80a59d170caa950cf15c18c454d47a39b26989d8b640ecd745ba71bf5dc",  # testkey
        "61ed377e85d386a8dfee6b864bd85b0bfaa5af81",
        "c8a2e9bccf597c2fb6dc66bee293fc13f2fc47ec77bc6b2b0d52c11f51192ab8",  # platform
        "27196e386b875e76adf700e7ea84e4c6eee33dfa",
        "28bbfe4a7b97e74681dc55c2fbb6ccb8d6c74963733f6af6ae74d8c3a6e879fd",  # shared
        "5b368cff2da2686996bc95eac190eaa4f5630fe5",
        "465983f7791f2abeb43ea2cbdc7f21a8260b72bc08a55c839fc1a43bc741a81e",  # media
        "e1dbadce60dc080d15b58a014b0dcf9400e24de23fa00b287a5a982bfebda2ee",  # networkstack
        "abf21f9e2af1d881cc673fddcefa6ed9c269a437bd64b279cf45844cfd589126",  # sdk_sandbox
        "a6ccc500ff0e7421200eb66a7fe174ef1b00e52ca91727070cbedf061ff76c35",  # bluetooth
        "fae9122a8721d6e2a196d2224dffcf773c9127e2bb956cbddb40b009192ffdfd",  # nfc
    }
)
"""Certificates of Android's own test keys, SHA-256 and SHA-1.

Their private halves lie in Android's source for everybody, so that apps of thousands of
makers, and factory images of cheap phones, are signed with them: they say nothing of a maker.

Read from: AOSP ``build/make/target/product/security``.
"""


def normalise(text: str) -> str | None:
    """Return the SHA-256 or SHA-1 of a certificate as lower-case hex.

    Format: hex, with or without colons, blanks or hyphens between, in any case::

        230E35A26E471352DF5DBDBCF9834E0711500CB0
        14:6D:E9:83:C5:73:...

    ``None``: it is neither. MD5 is not taken: two files can be made that share one.
    """
    if len(text) > _LONGEST:
        return None
    plain = _BETWEEN.sub("", _BEFORE.sub("", text.strip())).lower()
    return plain if _HEX.fullmatch(plain) else None
