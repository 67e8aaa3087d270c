"""`punkt migrate`."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import make_url

from desk.settings import Settings
from punkt.failure import Failure
from punkt.start import read_settings


class SchemaNotCurrent(Failure):
    def __init__(self) -> None:
        super().__init__("схема базы данных не та, с которой работает эта версия: выполните punkt migrate.")


def migrate(
    check: Annotated[bool, typer.Option("--check", help="Только проверить, ничего не меняя.")] = False,
) -> None:
    """Обновить схему базы данных до этой версии; при запуске это происходит само."""
    settings = read_settings()
    url = make_url(settings.database)
    if check and url.drivername.startswith("sqlite") and not Path(str(url.database)).exists():
        raise SchemaNotCurrent  # looking would make the file
    if not asyncio.run(_migrated(settings, check=check)):
        raise SchemaNotCurrent
    print("Схема базы данных актуальна.")


async def _migrated(settings: Settings, *, check: bool) -> bool:
    from punkt.house import open_database
    from punkt.schema import is_current

    async with open_database(settings, upgrading=not check) as database:
        return await is_current(database)
