"""Idempotency-Key: a client that heard no answer sends the same request again and gets the same result.

A key may be one letter, so it counts only where it was given. Within a conversation or a ticket that takes their token.
Before there is one, a key counts together with the client's address and the site it comes from: the first answer holds
a token, and nobody else is given it. A client whose address changes between two tries begins twice.
"""

from hashlib import sha256
from typing import Annotated

from fastapi import Header, Request

from api.http.limits import client_address
from api.tokens import Tokens

_HEADER = Header(
    alias="Idempotency-Key",
    min_length=1,
    max_length=200,
    pattern=r"^[\x21-\x7e]+$",
    description=(
        "Случайное значение, например UUID: повтор с тем же ключом и телом даст тот же результат. Пока разговора "
        "нет, ключ действует только для одного адреса клиента и одного сайта (Origin): с другого начнётся новый."
    ),
)

Key = Annotated[str, _HEADER]
OptionalKey = Annotated[str | None, _HEADER]


def origin(place: str, key: str) -> str:
    """The name under which what this key does in a conversation or a ticket is kept."""
    return "web:" + sha256(f"{place}:{key}".encode()).hexdigest()


def first_origin(request: Request, tokens: Tokens, key: str) -> str:
    """The same before there is a conversation; nobody can tell the address from it."""
    site = request.headers.get("origin", "")
    return "web:" + tokens.token("key", "\n".join((client_address(request), site, key)))
