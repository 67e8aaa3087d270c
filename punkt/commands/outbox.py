"""`punkt outbox`."""

import asyncio
from typing import Annotated

import typer

from punkt.failure import Failure
from punkt.start import read_settings

app = typer.Typer(help="Что не удалось отправить.", invoke_without_command=True)


@app.callback()
def listing(context: typer.Context) -> None:
    """Показать, что отправить не удалось и что ждёт дольше обычного."""
    if context.invoked_subcommand is None:
        print("\n".join(asyncio.run(_rows())) or "Всё отправлено.")


@app.command("retry")
def retry(row: Annotated[int, typer.Argument(help="Номер строки из списка.")]) -> None:
    """Отправить ещё раз."""
    asyncio.run(_retry(row))
    print("Будет отправлено ещё раз; для этого Пункт должен работать.")


async def _rows() -> list[str]:
    from punkt.house import open_database
    from tickets.post.undelivered import undelivered

    settings = read_settings()
    async with open_database(settings) as database, database.reading() as session:
        return [
            f"{row.id:>7}  {row.created_at.astimezone(settings.zone):%Y-%m-%d %H:%M}  {row.channel:<9} {row.topic:<18} "
            f"{row.number or '—':<16} попыток {row.attempts:<3} "
            f"{'не отправлено' if row.dead_at else 'ждёт'}: {row.error or '—'}"
            for row in await undelivered(session)
        ]


async def _retry(row: int) -> None:
    from punkt.house import open_database
    from tickets.post.undelivered import NoSuchRow, NothingToCarry, revive

    async with open_database(read_settings()) as database, database.transaction() as session:
        try:
            await revive(session, row)
        except (NoSuchRow, NothingToCarry):
            raise Failure(f"строки {row} нет, или она уже отправлена.") from None
