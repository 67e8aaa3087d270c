"""The key that signs tokens: given by the operator, or made once and kept with the data."""

import os
import secrets
from pathlib import Path

from desk.settings import Settings
from punkt.failure import Failure

SHORTEST = 32  #: characters


class SecretTooShort(Failure):
    def __init__(self) -> None:
        super().__init__(f"PUNKT_SECRET_KEY короче {SHORTEST} знаков: укажите более длинный или уберите его.")


def secret_key(settings: Settings) -> bytes:
    """The operator's key, or that of the data folder, made now if it is not there; raises SecretTooShort."""
    if settings.secret_key:
        given = settings.secret_key.get_secret_value()
        if len(given) < SHORTEST:
            raise SecretTooShort
        return given.encode()
    file = settings.data / "secret.key"
    _make(file)
    return file.read_bytes()


def _make(file: Path) -> None:
    # O_EXCL: of two processes that start together, one makes the key and both read it.
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(secrets.token_urlsafe(48).encode())
