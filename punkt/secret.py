"""Keys of the installation: given by the operator, or made once and kept with the data."""

import hmac
import logging
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from desk.settings import Settings
from punkt.failure import Failure
from tickets.erasure.ledger import fingerprint
from tickets.record.rotation import sealed_before
from tickets.store.database import Database
from tickets.store.vault import KeyMissing, KeyUnfit, Vault

if TYPE_CHECKING:
    from post.push.vapid import Vapid

SHORTEST = 32  #: characters

log = logging.getLogger(__name__)


class SecretTooShort(Failure):
    def __init__(self) -> None:
        super().__init__(f"PUNKT_SECRET_KEY короче {SHORTEST} знаков: укажите более длинный или уберите его.")


class ContactKeyUnfit(Failure):
    def __init__(self, where: object = "PUNKT_CONTACT_KEYS") -> None:
        super().__init__(f"в {where} не ключ: новый печатает команда punkt keys new.")


class UnfitPushKey(Failure):
    def __init__(self, where: object) -> None:
        super().__init__(
            f"в {where} не ключ: удалите файл, и будет сделан новый; уведомления в браузерах сотрудники включат заново."
        )


def secret_key(settings: Settings) -> bytes:
    """The key that signs tokens: the operator's, or that of the data folder; raises SecretTooShort."""
    if settings.secret_key:
        given = settings.secret_key.get_secret_value()
        if len(given) < SHORTEST:
            raise SecretTooShort
        return given.encode()
    return _kept(settings.data / "secret.key", secrets.token_urlsafe(48)).encode()


def vapid(settings: Settings) -> "Vapid":
    """The keys by which push services know us: those of the data folder, made where there are none; raises
    UnfitPushKey."""
    from post.push.vapid import PushKeyUnfit, Vapid

    file = settings.data / "push.key"
    try:
        return Vapid(_kept(file, Vapid.new_key()), settings.address)
    except PushKeyUnfit:
        raise UnfitPushKey(file) from None


def vault(settings: Settings) -> Vault:
    """What encrypts contacts: with the operator's keys, or with that of the data folder; raises ContactKeyUnfit.

    It is shut until `open_vault`, and as long as the key of the data folder is lost.
    """
    if not settings.contact_keys:
        return Vault(None, _Renewed(_contact_key(settings)))
    keys = [key.strip() for key in settings.contact_keys.get_secret_value().split(",") if key.strip()]
    try:
        return Vault(keys)
    except KeyUnfit:
        raise ContactKeyUnfit from None


async def open_vault(settings: Settings, database: Database) -> None:
    """Open the vault if it has the right key; a new key is made only where nothing was sealed. Raises ContactKeyUnfit.

    Without the key that opens what was sealed before, the vault stays shut until the key is back.
    """
    before = await sealed_before(database)
    if not before and not settings.contact_keys:
        _kept(_contact_key(settings), Vault.new_key())
    database.means.vault.prove(before)
    if database.means.vault.shut:
        if not before:
            raise ContactKeyUnfit(_contact_key(settings))
        log.error("%s", KeyMissing())


class _Renewed:
    """The key in a file; None while the file is not there, or is what it was at the last look."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen: tuple[int, int, int] | None = None

    def __call__(self) -> Sequence[str] | None:
        try:
            state = self._file.stat()
            seen = state.st_ino, state.st_mtime_ns, state.st_size
            if seen == self._seen:
                return None
            key = self._file.read_text("ascii").strip()
        except (OSError, ValueError):
            return None
        self._seen = seen
        return [key]


def _contact_key(settings: Settings) -> Path:
    return settings.data / "contacts.key"


def contact_keys(settings: Settings) -> Sequence[str]:
    """The keys that are there now, the one that seals first; none is made."""
    given = settings.contact_keys.get_secret_value() if settings.contact_keys else _found(_contact_key(settings))
    return [key.strip() for key in given.split(",") if key.strip()]


def key_fingerprints(keys: Sequence[str]) -> tuple[str, ...]:
    """What names each key and does not tell it; raises ContactKeyUnfit."""
    try:
        return tuple(fingerprint(Vault([key])) for key in keys)
    except KeyUnfit:
        raise ContactKeyUnfit from None


def secret_fingerprint(settings: Settings) -> str:
    """The same of the key that signs tokens, as it is there now; empty where there is none."""
    key = settings.secret_key.get_secret_value() if settings.secret_key else _found(settings.data / "secret.key")
    return hmac.digest(key.encode(), b"fingerprint", sha256).hex()[:16] if key else ""


def written_keys(settings: Settings) -> str:
    """The keys as lines of a `.env`, to be kept apart from every copy."""
    lines = {
        "PUNKT_CONTACT_KEYS": ",".join(contact_keys(settings)),
        "PUNKT_SECRET_KEY": secret_key(settings).decode(),
    }
    return "".join(f"{name}={value}\n" for name, value in lines.items())


def _found(file: Path) -> str:
    return file.read_text("ascii").strip() if file.exists() else ""


def _kept(file: Path, fresh: str) -> str:
    """What the file holds; `fresh` is put there when there is no such file."""
    if not file.exists():
        # A link appears whole or not at all: of two processes that start together, one makes the key and both read it.
        draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(fresh)
        with suppress(FileExistsError):
            os.link(draft, file)
        draft.unlink()
    return file.read_text("ascii")
