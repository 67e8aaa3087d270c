"""Visitors of the operator's site: a token that the site signed says who is signed in there (JWT, RFC 7519).

The site signs with HS256 and the secret that it shares with us, and with no other algorithm. Claims: `sub`, the
visitor's account there; `exp`, at most a day ahead; if it likes `iat`; and `email`, only where the site has checked
that the address is the visitor's. Others are not read.
"""

from dataclasses import dataclass
from datetime import timedelta

import jwt

from tickets.record.contact import plain_email
from tickets.store.base import now

ALGORITHMS = ["HS256"]
SHORTEST = 32  #: characters of the secret (RFC 7518, 3.2: not shorter than the hash)
LONGEST_LIFE = timedelta(hours=24)
LEEWAY = timedelta(seconds=30)  #: by which two clocks may differ


class SiteSecretTooShort(ValueError):
    """The secret shared with the site can be guessed."""

    def __init__(self) -> None:
        super().__init__(f"PUNKT_SITE_SECRET короче {SHORTEST} знаков: укажите более длинный или уберите его.")


class VisitorsOff(Exception):
    """No secret is shared with a site, so nothing that it signs can be checked."""


class VisitorNotKnown(Exception):
    """The token is not one that the site signed for now."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is signed in on the site."""

    account: str
    email: str | None

    def owns(self, email: str | None) -> bool:
        """Whether the site says that the address is theirs."""
        return bool(email and self.email) and plain_email(email or "") == plain_email(self.email or "")


class Visitors:
    """Knows visitors by tokens of the site. Raises SiteSecretTooShort."""

    def __init__(self, secret: str | None) -> None:
        if secret is not None and len(secret) < SHORTEST:
            raise SiteSecretTooShort
        self._secret = secret

    def visitor(self, token: str) -> Visitor:
        """Who the token is about; raises VisitorsOff and VisitorNotKnown."""
        if self._secret is None:
            raise VisitorsOff
        try:
            # Without an audience of ours, a token that names one was made for somebody else, and is refused.
            claims = jwt.decode(
                token, self._secret, algorithms=ALGORITHMS, leeway=LEEWAY, options={"require": ["sub", "exp"]}
            )
        except jwt.PyJWTError:
            raise VisitorNotKnown from None
        email = claims.get("email")
        too_long = int(claims["exp"]) > (now() + LONGEST_LIFE + LEEWAY).timestamp()
        if too_long or not claims["sub"].strip() or not isinstance(email, str | None):
            raise VisitorNotKnown
        return Visitor(claims["sub"], email)
