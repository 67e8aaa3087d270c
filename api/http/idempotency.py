"""Idempotency-Key: a client that heard no answer sends the same request again and gets the same result."""

from hashlib import sha256
from typing import Annotated

from fastapi import Header

_HEADER = Header(
    alias="Idempotency-Key",
    min_length=1,
    max_length=200,
    pattern=r"^[\x21-\x7e]+$",
    description="Случайное значение, например UUID: повтор с тем же ключом и телом даст тот же результат.",
)

Key = Annotated[str, _HEADER]
OptionalKey = Annotated[str | None, _HEADER]


def origin(conversation: str | None, key: str) -> str:
    """The name under which what this key does is kept: within its conversation, or before there is one."""
    return "web:" + sha256(f"{conversation or '-'}:{key}".encode()).hexdigest()
