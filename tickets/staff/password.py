"""Passwords of staff: argon2id, rules that keep out what is guessed first, and the same time for nobody's account."""

from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

SHORTEST = 12  #: characters
#: Words that anybody tries at this very door; a password is more than them and a few characters.
OURS = (
    "punkt",
    "пункт",
    "console",
    "консоль",
    "helpdesk",
    "support",
    "поддержка",
    "admin",
    "админ",
    "password",
    "пароль",
)
LONGEST = 1000  #: characters; hashing more is work for whoever wants to waste ours

_hasher = PasswordHasher()


class PasswordUnfit(ValueError):
    """A password that is not taken."""


class PasswordTooShort(PasswordUnfit):
    """It has fewer than SHORTEST characters."""


class PasswordTooLong(PasswordUnfit):
    """It has more than LONGEST characters."""


class PasswordCommon(PasswordUnfit):
    """It is among the first that anybody tries, or one character over and over."""


class PasswordIsEmail(PasswordUnfit):
    """It is the address with which its owner signs in, or stands in it."""


def check_password(password: str, email: str) -> None:
    """Raises PasswordTooShort, PasswordTooLong, PasswordCommon and PasswordIsEmail."""
    if len(password) < SHORTEST:
        raise PasswordTooShort
    if len(password) > LONGEST:
        raise PasswordTooLong
    plain = "".join(password.lower().split())
    if plain in _common() or len(set(plain)) < 3:
        raise PasswordCommon
    if len(_without_ours(plain)) < 4:
        raise PasswordCommon
    if plain in email.lower():
        raise PasswordIsEmail


def _without_ours(plain: str) -> str:
    for word in OURS:
        plain = plain.replace(word, "")
    return plain


def hash_password(password: str) -> str:
    """argon2id with its salt and parameters; takes a processor for some tens of milliseconds."""
    return _hasher.hash(password)


def password_fits(password: str, password_hash: str | None) -> bool:
    """Whether the password belongs to the hash; with None, an account that cannot sign in, it takes as long."""
    try:
        return _hasher.verify(password_hash or _nobody(), password) and password_hash is not None
    except (Argon2Error, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _hasher.hash("")


@cache
def _common() -> frozenset[str]:
    lines = (Path(__file__).parent / "common_passwords.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
