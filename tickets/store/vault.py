"""The vault: contacts are encrypted before they reach the database, and found again without being decrypted.

The keys travel with the engine: each `Database` is given a vault, and `Sealed` columns ask for the one of their engine.
"""

import base64
import hmac
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Engine, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class KeyUnfit(ValueError):
    """A key is not 32 bytes in URL-safe base64."""


class KeyMissing(ValueError):
    """None of the keys opens what was sealed."""


class Vault:
    """Seals with the first key and opens with any (Fernet: AES-128-CBC with HMAC-SHA256).

    `index` makes blind indexes with a key of its own, derived from the first.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
            first = base64.urlsafe_b64decode(keys[0])
        except (ValueError, IndexError) as error:
            raise KeyUnfit from error
        self._index_key = HKDF(SHA256(), 32, salt=None, info=b"punkt blind index").derive(first)

    @staticmethod
    def new_key() -> str:
        """A random key."""
        return Fernet.generate_key().decode()

    def seal(self, text: str) -> str:
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """The text again; raises KeyMissing."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken:
            raise KeyMissing from None

    def index(self, text: str) -> str:
        """The blind index of a text: equal for equal texts, and telling nothing without the key. 64 hex digits."""
        return hmac.digest(self._index_key, text.encode(), sha256).hex()


_vaults: WeakKeyDictionary[Dialect, Vault] = WeakKeyDictionary()


def give_vault(engine: Engine, vault: Vault) -> None:
    """Let the engine's `Sealed` columns use this vault."""
    _vaults[engine.dialect] = vault


class Sealed(TypeDecorator[str]):
    """A text that lies encrypted in the database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else _vaults[dialect].seal(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else _vaults[dialect].open(value)
