"""Passwords of staff: argon2id, and the same time for an account that does not exist."""

import asyncio
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

_hasher = PasswordHasher()


async def password_fits(password: str, password_hash: str | None) -> bool:
    """Whether the password belongs to the hash; with None, an account that cannot sign in, it takes as long."""
    fits = await asyncio.to_thread(_verify, password, password_hash or _nobody())
    return fits and password_hash is not None


def _verify(password: str, password_hash: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (Argon2Error, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _hasher.hash("")
