"""`punkt tickets …`: the desk of a staff member in the terminal."""

import asyncio
from typing import Annotated

import typer

from punkt.commands.steps import Number, add_steps
from punkt.refusal import refusal
from punkt.start import read_settings
from punkt.ticket_text import ticket_lines, ticket_row
from tickets.life import NoSuchTicket
from tickets.queue.lists import all_tickets, open_tickets, talk_since, ticket_with_history
from tickets.steps.blocking import is_blocked

app = typer.Typer(help="Обращения: список, просмотр, шаги.", invoke_without_command=True)
add_steps(app)


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


async def _rows(*, everything: bool) -> list[str]:
    from punkt.database import open_database

    settings = read_settings()
    async with open_database(settings) as database, database.reading() as session:
        tickets = await (all_tickets if everything else open_tickets)(session)
        return [ticket_row(ticket) for ticket in tickets]


async def _lines(number: str) -> list[str]:
    from punkt.database import open_database

    settings = read_settings()
    async with open_database(settings) as database, database.reading() as session:
        try:
            ticket = await ticket_with_history(session, number)
        except NoSuchTicket as error:
            raise refusal(error, number) from None
        blocked = await is_blocked(session, ticket.conversation_id)
        return ticket_lines(ticket, await talk_since(session, ticket), settings.zone, blocked=blocked)
