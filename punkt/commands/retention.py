"""`punkt retention`."""

import asyncio
from collections.abc import Mapping
from typing import Annotated

import typer

from desk.holdings import HOLDINGS
from desk.settings import Settings
from punkt.start import read_settings
from tickets.erasure.finishing import Finished
from tickets.erasure.retention import keep_terms, known_terms
from tickets.erasure.retention import retention as delete_expired


def retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Только показать, ничего не удаляя.")] = False,
) -> None:
    """Удалить то, чей срок хранения прошёл (сроки: tickets/erasure/retention.toml и PUNKT_RETENTION)."""
    settings = read_settings()
    days = keep_terms(settings.retention)
    counts, finished = asyncio.run(_run(settings, days, dry_run=dry_run))
    print(_table(days, counts, "будет удалено" if dry_run else "удалено"))
    if dry_run:
        print("Ничего не изменено: это только показ.")
    if finished.done:
        print(f"Составлены акты: {', '.join(finished.done)}.")
    if finished.unsaid:
        print(f"Ждут последнего уведомления человеку: {', '.join(finished.unsaid)}.")
    if finished.unscrubbed:
        print(f"Файлы базы заняты другой программой, ждут: {', '.join(finished.unscrubbed)}. Повторите позже.")


def _table(days: Mapping[str, int], counts: Mapping[str, int], heading: str) -> str:
    rows = [(known_terms()[name].title, str(kept), str(counts[name])) for name, kept in days.items()]
    wide = max(len(title) for title, _, _ in rows)
    lines = [f"{'записи':<{wide}}  {'дней':>6}  {heading:>13}"]
    return "\n".join([*lines, *(f"{title:<{wide}}  {kept:>6}  {gone:>13}" for title, kept, gone in rows)])


async def _run(settings: Settings, days: Mapping[str, int], *, dry_run: bool) -> tuple[Mapping[str, int], Finished]:
    from punkt.database import open_database
    from punkt.papers import open_papers

    papers = open_papers(settings)
    async with open_database(settings) as database:
        ledger = settings.erased
        counts = await delete_expired(database, HOLDINGS, days, dry_run=dry_run, drop_papers=papers.drop, ledger=ledger)
        if dry_run:
            return counts, Finished()
        return counts, await papers.finish(database)
