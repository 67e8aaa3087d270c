"""`punkt backup`."""

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk.settings import Settings
from punkt.failure import Failure
from punkt.start import read_settings

if TYPE_CHECKING:
    from punkt.copying.taking import Taken


def backup(
    file: Annotated[Path | None, typer.Argument(help="Куда; по умолчанию папка backups в данных.")] = None,
    keys: Annotated[Path | None, typer.Option("--keys", help="Записать ключи в отдельный файл.")] = None,
) -> None:
    """Сделать копию базы и файлов, без ключей; работать при этом можно дальше."""
    settings = read_settings()
    target = file or settings.data / "backups" / f"punkt-{datetime.now(UTC):%Y%m%d-%H%M%S}.tar"
    for each in filter(None, (target, keys)):
        if each.exists():
            raise Failure(f"файл {each} уже есть: укажите другой.")
    try:
        taken = asyncio.run(_take(settings, target, keys))
    except OSError as error:
        raise Failure(
            f"копия не записана ({error.strerror or type(error).__name__}): {error.filename or target}."
        ) from None
    files = len(taken.manifest.parts) - 1
    print(f"Копия готова: {target} ({target.stat().st_size // 1024} КБ, файлов людей и актов: {files}).")
    print(f"Ключей в ней нет. Она открывается ключом контактов {', '.join(taken.manifest.contact_keys)}.")
    print(f"Ключи записаны в {keys}: храните их не там, где копии." if keys else _where(settings))
    print(f"Журнал уничтожений {settings.ledger} в копию не входит: храните и его отдельно, он нужен punkt restore.")
    if taken.lost:
        print(f"ВНИМАНИЕ: файлов, о которых помнит база, нет на диске: {len(taken.lost)}. Их нет и в копии.")


def _where(settings: Settings) -> str:
    contacts = "PUNKT_CONTACT_KEYS" if settings.contact_keys else str(settings.data / "contacts.key")
    secret = "PUNKT_SECRET_KEY" if settings.secret_key else str(settings.data / "secret.key")
    return f"Храните отдельно от копий: {contacts} и {secret}; или запишите их сами: --keys ФАЙЛ."


async def _take(settings: Settings, target: Path, keys: Path | None) -> "Taken":
    from punkt.copying.taking import take_copy
    from punkt.database import open_database
    from punkt.secret import written_keys
    from tickets.store.backups import note_backup

    async with open_database(settings) as database:
        lines = written_keys(settings) if keys else ""  # makes the key of tokens, where there is none yet
        taken = await take_copy(settings, database, target)
        async with database.transaction() as session:
            await note_backup(session, taken.manifest.begun_at)
    if keys is not None:
        with os.fdopen(os.open(keys, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(lines)
    return taken
