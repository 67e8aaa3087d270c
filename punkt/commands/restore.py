"""`punkt restore`."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from desk.settings import Settings
from punkt.failure import DatabaseUnreachable, Failure
from punkt.start import read_settings

REPLACE_HELP = "Заменить данные, которые здесь есть; они пропадут."


def restore(
    file: Annotated[Path, typer.Argument(help="Копия, которую сделала команда punkt backup.")],
    replace: Annotated[bool, typer.Option("--replace", help=REPLACE_HELP)] = False,
) -> None:
    """Проверить копию и вернуть из неё базу и файлы; Пункт при этом остановлен."""
    from tickets.store.away import DatabaseAway

    settings = read_settings()
    try:
        print("\n".join(asyncio.run(_restore(settings, file, replace=replace))))
    except DatabaseAway as error:
        raise DatabaseUnreachable(error.reason) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Failure(f"восстановление прервано ({reason}): исправьте это и повторите ту же команду.") from None


async def _restore(settings: Settings, file: Path, *, replace: bool) -> list[str]:
    from punkt.copying.restoring import is_staged, stage_copy
    from punkt.copying.stage import unfinished
    from punkt.copying.told import told
    from punkt.database import bare_database, finish_restore, prepare_data_folder

    prepare_data_folder(settings)
    begun = unfinished(settings) and is_staged(settings, file)
    restored = await finish_restore(settings)
    if not begun:
        await stage_copy(settings, bare_database(settings), file, replace=replace)
        restored = await finish_restore(settings)
    return told(restored, settings) if restored else ["Восстановление закончил другой процесс."]
