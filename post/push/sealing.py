"""Sealing: what a push says is encrypted for one browser (RFC 8291), so that its push service cannot read it."""

import http_ece
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from tickets.staff.push_address import Browser, decoded


def sealed(content: bytes, browser: Browser) -> bytes:
    """The body of a push, in the coding "aes128gcm", under a key that is used once."""
    made = http_ece.encrypt(
        content,
        private_key=generate_private_key(SECP256R1()),
        dh=decoded(browser.public),
        auth_secret=decoded(browser.auth),
        version="aes128gcm",
    )
    assert isinstance(made, bytes)
    return made
