"""`punkt migrate`."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import make_url

from desk.settings import Settings
from punkt.start import read_settings


def migrate(
    check: Annotated[bool, typer.Option("--check", help="Только проверить: код выхода 0, если всё актуально.")] = False,
) -> None:
    """Обновить схему базы данных до этой версии; при запуске punkt run это происходит само."""
    from punkt.schema import SchemaOlder

    settings = read_settings()
    url = make_url(settings.database)
    if check and url.drivername.startswith("sqlite") and not Path(str(url.database)).exists():
        raise SchemaOlder  # looking would make the file
    asyncio.run(_migrate(settings, check=check))
    print("Схема базы данных актуальна.")


async def _migrate(settings: Settings, *, check: bool) -> None:
    from punkt.database import open_database
    from punkt.schema import await_current

    async with open_database(settings, upgrading=not check) as database:
        await await_current(database, 0)
