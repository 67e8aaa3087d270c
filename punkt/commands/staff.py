"""`punkt staff …`."""

import asyncio
from typing import Annotated

import typer

from punkt.failure import Failure
from punkt.start import read_settings

SHORTEST = 12  #: characters of a password

app = typer.Typer(help="Сотрудники.", no_args_is_help=True)


@app.command("add")
def add(
    email: Annotated[str, typer.Argument(help="Электронная почта: по ней сотрудник входит и берёт обращения.")],
    password: Annotated[
        str,
        typer.Option(
            prompt="Пароль (не короче 12 знаков)",
            hide_input=True,
            confirmation_prompt=True,
            envvar="PUNKT_STAFF_PASSWORD",
        ),
    ],
) -> None:
    """Добавить сотрудника."""
    from email_validator import EmailNotValidError, validate_email

    try:
        address = validate_email(email, check_deliverability=False).normalized
    except EmailNotValidError:
        raise Failure(f"«{email}» — не адрес электронной почты.") from None
    if len(password) < SHORTEST:
        raise Failure(f"пароль короче {SHORTEST} знаков: придумайте длиннее.")
    asyncio.run(_add(address, password))
    print(f"Сотрудник {address.lower()} добавлен. Вход: /console")


@app.command("list")
def show() -> None:
    """Показать сотрудников."""
    for email in asyncio.run(_emails()):
        print(email)


async def _add(email: str, password: str) -> None:
    from argon2 import PasswordHasher

    from punkt.house import open_database
    from tickets.staff import StaffExists, add_staff

    async with open_database(read_settings()) as database, database.transaction() as session:
        try:
            await add_staff(session, email, PasswordHasher().hash(password))
        except StaffExists:
            raise Failure(f"сотрудник {email.lower()} уже есть.") from None


async def _emails() -> list[str]:
    from punkt.house import open_database
    from tickets.staff import all_staff

    async with open_database(read_settings()) as database, database.reading() as session:
        return [member.email for member in await all_staff(session)]
