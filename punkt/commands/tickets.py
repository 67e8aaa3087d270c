"""`punkt tickets …`: the desk of a staff member in the terminal."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from punkt.failure import Failure
from punkt.start import read_settings
from punkt.ticket_text import ticket_lines, ticket_row
from tickets.queue import all_tickets, open_tickets, talk_since, ticket_with_history
from tickets.staff import NoSuchStaff, all_staff, find_staff
from tickets.steps import NoSuchTicket, TakenByAnother, WrongStep, answer, close, give_back, take
from tickets.ticket import Ticket

app = typer.Typer(help="Обращения: список, просмотр, ответ.", invoke_without_command=True)

Number = Annotated[str, typer.Argument(help="Номер обращения, например П-2026-000001.")]
As = Annotated[str | None, typer.Option("--as", help="Почта сотрудника; можно не писать, если он один.")]
Step = Callable[[AsyncSession, str, str], Awaitable[Ticket]]


@app.callback()
def listing(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="И закрытые тоже.")] = False,
) -> None:
    """Показать очередь: сначала те, чей срок ближе."""
    if context.invoked_subcommand is None:
        print("\n".join(asyncio.run(_rows(everything=everything))) or "Открытых обращений нет.")


@app.command("show")
def show(number: Number) -> None:
    """Показать обращение целиком."""
    print("\n".join(asyncio.run(_lines(number))))


@app.command("take")
def take_ticket(number: Number, member: As = None) -> None:
    """Взять обращение себе."""
    ticket = asyncio.run(_step(number, member, take))
    print(f"{ticket.number}: взято, отвечает {ticket.assignee}. Бот в этой переписке теперь молчит.")


@app.command("return")
def return_ticket(number: Number, member: As = None) -> None:
    """Вернуть обращение в очередь."""
    ticket = asyncio.run(_step(number, member, give_back))
    print(f"{ticket.number}: снова в очереди.")


@app.command("answer")
def answer_ticket(
    number: Number, text: Annotated[str, typer.Argument(help="Ответ человеку.")], member: As = None
) -> None:
    """Ответить человеку там, откуда он написал."""

    async def with_text(session: AsyncSession, number: str, actor: str) -> Ticket:
        return await answer(session, number, actor, text)

    ticket = asyncio.run(_step(number, member, with_text))
    print(f"{ticket.number}: ответ записан и будет доставлен.")


@app.command("close")
def close_ticket(number: Number, member: As = None) -> None:
    """Закрыть обращение; человек узнает об этом."""
    ticket = asyncio.run(_step(number, member, close))
    print(f"{ticket.number}: закрыто.")


async def _rows(*, everything: bool) -> list[str]:
    from punkt.house import open_database

    settings = read_settings()
    async with open_database(settings) as database, database.reading() as session:
        tickets = await (all_tickets if everything else open_tickets)(session)
        return [ticket_row(ticket) for ticket in tickets]


async def _lines(number: str) -> list[str]:
    from punkt.house import open_database

    settings = read_settings()
    async with open_database(settings) as database, database.reading() as session:
        try:
            ticket = await ticket_with_history(session, number)
        except NoSuchTicket:
            raise _unknown(number) from None
        return ticket_lines(ticket, await talk_since(session, ticket), settings.zone)


async def _step(number: str, member: str | None, step: Step) -> Ticket:
    from punkt.house import open_database

    async with open_database(read_settings()) as database, database.transaction() as session:
        actor = await _actor(session, member)
        try:
            return await step(session, number, actor)
        except NoSuchTicket:
            raise _unknown(number) from None
        except TakenByAnother as other:
            raise Failure(f"обращение {number} уже у {other.assignee}.") from None
        except WrongStep as wrong:
            words = {"new": "ещё в очереди: сначала возьмите его", "taken": "уже взято", "closed": "уже закрыто"}
            raise Failure(f"обращение {number} {words[wrong.status]}.") from None


async def _actor(session: AsyncSession, member: str | None) -> str:
    if member is not None:
        try:
            return (await find_staff(session, member)).email
        except NoSuchStaff:
            raise Failure(f"сотрудника {member} нет; добавьте: punkt staff add {member}") from None
    everybody = await all_staff(session)
    if len(everybody) != 1:
        hint = "укажите --as ПОЧТА" if everybody else "добавьте сотрудника: punkt staff add ПОЧТА"
        raise Failure(f"непонятно, кто отвечает: {hint}.")
    return everybody[0].email


def _unknown(number: str) -> Failure:
    return Failure(f"обращения {number} нет. Список: punkt tickets")
