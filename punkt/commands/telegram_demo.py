"""`punkt telegram-demo`."""

import asyncio
from typing import Annotated

import typer

from punkt.start import read_settings

PORT = 8010


def telegram_demo(
    port: Annotated[int, typer.Option(help="порт страницы; 0 — любой свободный")] = PORT,
) -> None:
    """Попробовать бота без Telegram: сыграть за человека и за сотрудников на одной странице."""
    settings = read_settings()

    from punkt.telegram_demo import play

    try:
        started = asyncio.run(play(settings, port))
    except asyncio.CancelledError:
        return
    raise typer.Exit(code=not started)
