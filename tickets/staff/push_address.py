"""What a browser gives so that news may knock in it: an address at its maker's push service, and two keys.

A page hands it in, so it may be anything: it is no way into the operator's own network.
"""

import ipaddress
from base64 import urlsafe_b64decode
from binascii import Error
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey

LONGEST = 2000  #: characters of an address; the longest in use have some 500
SECRET = 16  #: bytes (RFC 8291, 3.2)
_INSIDE = (".localhost", ".local", ".internal", ".intranet", ".home.arpa", ".lan", ".onion")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class BrowserUnfit(ValueError):
    """What the page handed in is no subscription at a public push service."""


@dataclass(frozen=True, slots=True)
class Browser:
    """Where and with which keys one browser is reached."""

    endpoint: str  #: https, on the ordinary port, of no host that is ours
    public: str  #: its key: a point of P-256, base64url
    auth: str  #: the secret shared with it, base64url

    @property
    def host(self) -> str:
        """The push service's."""
        return urlsplit(self.endpoint).hostname or ""


def read_browser(endpoint: str, public: str, auth: str) -> Browser:
    """Raises BrowserUnfit. Whether the name of the host leads outside is looked at again at each push."""
    try:
        if not _is_public(endpoint) or len(decoded(auth)) != SECRET:
            raise BrowserUnfit
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), decoded(public))
    except (ValueError, Error):
        raise BrowserUnfit from None
    return Browser(endpoint, public, auth)


def decoded(text: str) -> bytes:
    """base64url, with or without its padding."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def is_outside(address: str) -> bool:
    """Whether an IP address is one of the public internet, whatever it is wrapped in."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        wrapped = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
        if found in _NAT64:
            wrapped.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        if any(each is not None and not is_outside(str(each)) for each in wrapped):
            return False
        if found.ipv4_mapped is not None:
            return True
    return found.is_global and not found.is_multicast


def _is_public(endpoint: str) -> bool:
    if len(endpoint) > LONGEST or not endpoint.isascii() or not endpoint.isprintable() or " " in endpoint:
        return False
    parts = urlsplit(endpoint)
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme != "https" or "@" in parts.netloc or "\\" in endpoint or parts.port not in {None, 443}:
        return False
    try:
        return is_outside(host)
    except ValueError:  # a name, then
        return "." in host and not host.endswith(_INSIDE) and not host.rpartition(".")[2].isdigit()
