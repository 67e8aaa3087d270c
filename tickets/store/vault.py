"""The vault: contacts are encrypted before they reach the database, and found again without being decrypted.

The keys travel with the engine: each `Database` is given a vault, and `Sealed` columns ask for the one of their engine.
"""

import base64
import hmac
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Engine, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.types import TypeDecorator

MARK = "gAAAA"  #: begins whatever Fernet has sealed


class KeyUnfit(ValueError):
    """A key is not 32 bytes in URL-safe base64."""


class KeyMissing(DontWrapMixin, ValueError):
    """None of the keys opens what was sealed."""

    def __init__(self) -> None:
        super().__init__(
            "Нет ключа, которым зашифрованы контакты: верните прежний файл contacts.key в папку данных "
            "или прежний ключ в PUNKT_CONTACT_KEYS."
        )


class Locked(str):
    """Stands where a sealed text is that no key opens: a line for whoever looks, and nothing that can be kept."""

    __slots__ = ()

    def __new__(cls, *_: object) -> "Locked":
        return super().__new__(cls, "не открывается: нет ключа контактов")


def opened(text: str | None) -> str | None:
    """A text that is to be used for what it says; raises KeyMissing."""
    if isinstance(text, Locked):
        raise KeyMissing
    return text


class Vault:
    """Seals with the first key and opens with any (Fernet: AES-128-CBC with HMAC-SHA256).

    `index` makes blind indexes with a key of its own, derived from the first. While it has no key, or none that opens
    what was sealed `before`, it is shut: it takes nothing, and asks `renewed` for other keys whenever it is used.
    """

    def __init__(self, keys: Sequence[str] | None, renewed: Callable[[], Sequence[str] | None] = lambda: None) -> None:
        self._renewed = renewed
        self._before: Sequence[str] = ()
        self._shut = True
        self._index_key = secrets.token_bytes(32)
        if keys is not None:
            self._take(keys)

    @staticmethod
    def new_key() -> str:
        """A random key."""
        return Fernet.generate_key().decode()

    def prove(self, before: Sequence[str]) -> None:
        """Hear of texts that were sealed before: no key is good that opens none of them."""
        self._before = before
        self._shut = self._shut or not self._fits(self._fernet)

    @property
    def shut(self) -> bool:
        if self._shut and (keys := self._renewed()) is not None:
            with suppress(KeyUnfit):
                self._take(keys)
        return self._shut

    def seal(self, text: str) -> str:
        """Raises KeyMissing while it is shut, and for what is Locked."""
        if self.shut or isinstance(text, Locked):
            raise KeyMissing
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """The text again; raises KeyMissing."""
        if self.shut:
            raise KeyMissing
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise KeyMissing from None

    def index(self, text: str) -> str:
        """The blind index of a text: equal for equal texts, and telling nothing without the key. 64 hex digits.

        Raises KeyMissing while it is shut.
        """
        if self.shut:
            raise KeyMissing
        return self.digest(text)

    def digest(self, text: str) -> str:
        """The same, for what need not be found again: of a vault that is shut it is as good as random."""
        return hmac.digest(self._index_key, text.encode(), sha256).hex()

    def _take(self, keys: Sequence[str]) -> None:
        try:
            fernet = MultiFernet([Fernet(key) for key in keys])
            first = base64.urlsafe_b64decode(keys[0])
        except (ValueError, IndexError) as error:
            raise KeyUnfit from error
        self._fernet, self._shut = fernet, not self._fits(fernet)
        self._index_key = HKDF(SHA256(), 32, salt=None, info=b"punkt blind index").derive(first)

    def _fits(self, fernet: MultiFernet) -> bool:
        for sealed in self._before:
            with suppress(InvalidToken):
                fernet.decrypt(sealed.encode())
                return True
        return not self._before


_vaults: WeakKeyDictionary[Dialect, Vault] = WeakKeyDictionary()


def give_vault(engine: Engine, vault: Vault) -> None:
    """Let the engine's `Sealed` columns use this vault."""
    _vaults[engine.dialect] = vault


class Sealed(TypeDecorator[str]):
    """A text that lies encrypted in the database; where no key opens it, it reads as Locked."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else _vaults[dialect].seal(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        try:
            return _vaults[dialect].open(value)
        except KeyMissing:
            return Locked()
