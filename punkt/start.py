"""The start of every command that opens something: settings and log."""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from desk.settings import Settings
from punkt.extras import need_traces
from punkt.failure import Failure
from punkt.log_lines import PLAIN, JsonLines

if TYPE_CHECKING:
    from tickets.store.database import Session

#: Libraries that say too much: some log the addresses they call, and an address of the Bot API holds the token; below
#: warnings aiosqlite logs each statement with the words and contacts in it.
QUIET = (
    *("aiosqlite", "httpx", "httpcore", "aiohttp", "aiogram"),
    *("alembic", "faiss", "pymorphy3", "sentence_transformers", "optimum"),
)


T = TypeVar("T")


class WrongSetting(Failure):
    def __init__(self, error: ValidationError) -> None:
        wrong = [f"PUNKT_{'_'.join(map(str, e['loc'])).upper()} ({e['msg']})" for e in error.errors()]
        super().__init__(f"настройка не годится: {'; '.join(wrong)}. Что она значит, написано в .env.example.")


def read_settings(role: str = "command") -> Settings:
    """The settings of this run, and the log set up by them; raises WrongSetting and ExtraMissing."""
    try:
        settings = Settings()
    except ValidationError as error:
        raise WrongSetting(error) from None
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(_lines(settings, role))
    logging.basicConfig(level=settings.log_level.upper(), handlers=[lines])
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    return settings


def _lines(settings: Settings, role: str) -> logging.Formatter:
    if settings.log == "plain":
        return logging.Formatter(PLAIN)
    if settings.traces is None:
        return JsonLines(role)
    need_traces()
    from punkt.tracing import trace_id

    return JsonLines(role, trace_id)


def in_session(act: "Callable[[Session], Awaitable[T]]", *, reading: bool = False) -> T:
    """Do this in one transaction of the database; raises DatabaseUnreachable and whatever the act does."""
    settings = read_settings()

    async def run() -> T:
        from punkt.database import open_database

        async with (
            open_database(settings) as database,
            database.reading() if reading else database.transaction() as session,
        ):
            return await act(session)

    return asyncio.run(run())
