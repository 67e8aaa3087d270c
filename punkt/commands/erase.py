"""`punkt erase`."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from desk.holdings import HOLDINGS
from desk.settings import Settings
from punkt.commands.steps import As, actor_named
from punkt.failure import Failure
from punkt.refusal import EXPECTED, refusal
from punkt.start import read_settings
from tickets.acts.act import Act, Deed
from tickets.acts.performing import perform
from tickets.acts.table import ERASE, RESOLVE
from tickets.erasure.destruction import REASONS, Erasure, Reason
from tickets.erasure.erasure import AlreadyErased, Preview, StillOpen, preview
from tickets.erasure.finishing import Finished
from tickets.life import NoSuchTicket, plain_number
from tickets.staff.member import OPERATOR
from tickets.store.base import random_id

REASON_HELP = "Причина для акта; по умолчанию по обращению. " + "; ".join(
    f"{reason} — {ground.title}" for reason, ground in REASONS.items()
)
DONE_HELP = "Что сделано: решить это обращение, если в нём просят удалить данные, и удалить их, всё сразу."
FORCE_HELP = "И тогда, когда что-то ещё не решено: такие обращения закончатся как отозванные человеком."


def erase(
    number: Annotated[str, typer.Argument(help="Номер любого обращения этого человека.")],
    yes: Annotated[bool, typer.Option("--yes", help="Не спрашивать.")] = False,
    reason: Annotated[Reason | None, typer.Option("--reason", help=REASON_HELP)] = None,
    force: Annotated[bool, typer.Option("--force", help=FORCE_HELP)] = False,
    done: Annotated[str | None, typer.Option("--done", help=DONE_HELP)] = None,
    member: As = None,
) -> None:
    """Удалить всё, что хранится о человеке, и составить акт; остаются номера, даты и решения."""
    settings = read_settings()
    found = asyncio.run(_preview(settings, number))
    if not any(found.goes.values()):
        raise refusal(AlreadyErased(number), number)
    print("\n".join(_told(found)))
    others = [each for each in found.open if done is None or each != plain_number(number)]
    if others and not force:
        raise refusal(StillOpen(", ".join(others)), number)
    if not yes and not typer.confirm("Удалить без возврата?"):
        raise Failure("удаление отменено, ничего не изменилось.")
    act, finished, written = asyncio.run(_erase(settings, number, reason, done, member, force=force))
    print(_outcome(act, finished, written))
    print("В прежних копиях (punkt backup) они ещё есть: восстановление удалит их снова, а лишние копии уничтожьте.")


def _told(found: Preview) -> list[str]:
    titles = {holding.name: holding.title for holding in HOLDINGS}
    return [
        f"Обращения этого человека: {', '.join(found.numbers) or 'нет'}.",
        "Будет удалено:",
        *(f"  {titles[name]}: {rows}" for name, rows in found.goes.items() if rows),
        "Останутся без имени и контактов:",
        f"  номера, даты и решения обращений: {len(found.numbers)}",
        *(f"  {titles[name]}, их слова и время: {rows}" for name, rows in found.stays.items() if rows),
    ]


def _outcome(act: str, finished: Finished, written: Mapping[str, Path]) -> str:
    if act in finished.done:
        return f"Уничтожено. Акт {act}: {written[act]}"
    if act in finished.unscrubbed:
        rest = "но файлы базы сейчас заняты другой программой"
    else:
        rest = "осталось доставить человеку последнее уведомление (не дольше трёх дней)"
    return f"Удалено, {rest}. Закончит и составит акт {act} работающий Пункт или команда punkt retention."


async def _preview(settings: Settings, number: str) -> Preview:
    from punkt.database import open_database

    async with open_database(settings) as database, database.reading() as session:
        try:
            return await preview(session, number, HOLDINGS)
        except NoSuchTicket as error:
            raise refusal(error, number) from None


async def _erase(
    settings: Settings, number: str, reason: Reason | None, done: str | None, member: str | None, *, force: bool
) -> tuple[str, Finished, Mapping[str, Path]]:
    from punkt.database import open_database
    from punkt.papers import open_papers

    papers = open_papers(settings)
    async with open_database(settings) as database:
        try:
            async with database.transaction(alone=True) as session:
                deed = Deed(
                    number=number,
                    actor=OPERATOR if done is None else await actor_named(session, member),
                    key=f"terminal:{random_id()}",
                    given={"reason": reason or "", "force": "yes" if force else ""},
                    holdings=HOLDINGS,
                    zone=settings.zone,
                )
                act: Act[object] = ERASE
                if done is not None:
                    act, deed = RESOLVE, replace(deed, given={**deed.given, "text": done, "data": "erase"})
                erasure = await perform(session, act, deed)
        except EXPECTED as error:
            raise refusal(error, number) from None
        assert isinstance(erasure, Erasure), "each call has a key of its own, and erases"
        return erasure.act, await papers.finish(database), papers.written
