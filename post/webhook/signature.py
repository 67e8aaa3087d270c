"""The signature of a webhook, as Standard Webhooks 1.0.0 has it: HMAC-SHA256 over id, moment and body."""

import hmac
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256


def signed(message: str, moment: datetime, body: bytes, secrets: Sequence[bytes]) -> dict[str, str]:
    """The three headers of one attempt, signed once with every secret, so that the receiver may know any of them.

    `message` is the same at every attempt and holds no full stop, which is what separates the signed parts.
    `moment` is that of the attempt; receivers refuse an old one, so that nobody can play a webhook again.
    """
    stamp = str(int(moment.timestamp()))
    content = f"{message}.{stamp}.".encode() + body
    signatures = [b64encode(hmac.digest(secret, content, sha256)).decode() for secret in secrets]
    return {
        "webhook-id": message,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }
