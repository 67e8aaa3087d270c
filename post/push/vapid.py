"""VAPID (RFC 8292): by which key a push service knows us, whichever browser it carries to."""

from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from functools import cached_property
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

LIFE = timedelta(hours=12)  #: of one signature; a day at most, says the norm


class PushKeyUnfit(ValueError):
    """The text is no private key of P-256."""


class Vapid:
    """Our pair of keys."""

    def __init__(self, pem: str, site: str) -> None:
        """`site` is our address, named to push services where it can be reached. Raises PushKeyUnfit."""
        try:
            key = load_pem_private_key(pem.encode(), None)
        except ValueError:
            raise PushKeyUnfit from None
        if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
            raise PushKeyUnfit
        self._key = key
        self._site = site

    @staticmethod
    def new_key() -> str:
        """A private key as text."""
        key = generate_private_key(SECP256R1())
        return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    @cached_property
    def public(self) -> str:
        """What a browser is given when it subscribes, base64url."""
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return urlsafe_b64encode(point).rstrip(b"=").decode()

    def authorization(self, endpoint: str, at: datetime) -> str:
        """The header that proves to the push service of this address who we are."""
        where = urlsplit(endpoint)
        claims = {"aud": f"{where.scheme}://{where.netloc}", "exp": int((at + LIFE).timestamp())}
        if self._site.startswith("https:"):
            claims["sub"] = self._site
        return f"vapid t={jwt.encode(claims, self._key, 'ES256')}, k={self.public}"
