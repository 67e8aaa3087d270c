"""`punkt erase`."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from desk.holdings import HOLDINGS
from desk.settings import Settings
from punkt.failure import Failure
from punkt.start import read_settings
from tickets.database import OthersWriting
from tickets.erasure.destruction import REASONS, Reason
from tickets.erasure.erasure import AlreadyErased, Preview, StillOpen, preview
from tickets.erasure.erasure import erase as erase_person
from tickets.erasure.finishing import Finished
from tickets.life import NoSuchTicket
from tickets.ticket import OPERATOR

REASON_HELP = "Причина для акта; по умолчанию по обращению. " + "; ".join(
    f"{reason} — {ground.title}" for reason, ground in REASONS.items()
)
FORCE_HELP = "И тогда, когда что-то ещё не решено: такие обращения закончатся как отозванные человеком."


def erase(
    number: Annotated[str, typer.Argument(help="Номер любого обращения этого человека.")],
    yes: Annotated[bool, typer.Option("--yes", help="Не спрашивать.")] = False,
    reason: Annotated[Reason | None, typer.Option("--reason", help=REASON_HELP)] = None,
    force: Annotated[bool, typer.Option("--force", help=FORCE_HELP)] = False,
) -> None:
    """Удалить всё, что хранится о человеке, и составить акт; остаются номера, даты и решения."""
    settings = read_settings()
    found = asyncio.run(_preview(settings, number))
    if not any(found.goes.values()):
        raise _nothing_left(number)
    print("\n".join(_told(found)))
    if found.open and not force:
        raise _still_open(found.open)
    if not yes and not typer.confirm("Удалить без возврата?"):
        raise Failure("удаление отменено, ничего не изменилось.")
    act, finished, written = asyncio.run(_erase(settings, number, reason, force=force))
    print(_outcome(act, finished, written))
    print("Копии, сделанные раньше (punkt backup), уничтожьте отдельно.")


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
    from punkt.house import open_database

    async with open_database(settings) as database, database.reading() as session:
        try:
            return await preview(session, number, HOLDINGS)
        except NoSuchTicket:
            raise Failure(f"обращения {number} нет.") from None


async def _erase(
    settings: Settings, number: str, reason: Reason | None, *, force: bool
) -> tuple[str, Finished, Mapping[str, Path]]:
    from punkt.house import open_database
    from punkt.library import open_papers

    papers = open_papers(settings)
    async with open_database(settings) as database:
        try:
            async with database.transaction(alone=True) as session:
                erasure = await erase_person(
                    session, number, OPERATOR, reason, HOLDINGS, zone=settings.zone, force=force
                )
        except StillOpen as error:
            raise _still_open(error.numbers) from None
        except AlreadyErased:
            raise _nothing_left(number) from None
        except OthersWriting:
            raise Failure("этому человеку как раз отвечают, попробуйте ещё раз.") from None
        return erasure.act, await papers.finish(database), papers.written


def _nothing_left(number: str) -> Failure:
    return Failure(f"по обращению {number} ничего о человеке уже не хранится.")


def _still_open(numbers: tuple[str, ...]) -> Failure:
    return Failure(
        f"ещё не решено: {', '.join(numbers)}. Решите их (punkt tickets resolve или refuse), "
        "или добавьте --force, если человек отказался от них."
    )
