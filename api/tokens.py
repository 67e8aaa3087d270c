"""Bearer tokens, and links that carry one: whoever holds it may continue a conversation or look at a ticket.

A token is an HMAC of what it opens, so nothing is stored, and a repeated request gets the same token again.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal
from urllib.parse import quote

Thing = Literal["conversation", "ticket", "form", "key", "push"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Makes and checks tokens with the secret key of the installation."""

    secret: bytes = field(repr=False)

    def token(self, thing: Thing, name: str) -> str:
        """HMAC-SHA256 of "thing:name", 43 characters safe in an address and in a header."""
        digest = hmac.digest(self.secret, f"{thing}:{name}".encode(), sha256)
        return urlsafe_b64encode(digest).rstrip(b"=").decode()

    def opens(self, token: str, thing: Thing, name: str) -> bool:
        """Whether this is the token of that thing; takes the same time whichever character differs."""
        return hmac.compare_digest(token.encode(), self.token(thing, name).encode())

    def ticket_link(self, address: str, number: str) -> str:
        """The page at this installation where a ticket stands; whoever has it goes on with it, so only its person does.

        The token is the part after «#», which no browser sends to any server. `address` without a final slash.
        """
        return f"{address}/tickets/{quote(number)}#{self.token('ticket', number)}"
