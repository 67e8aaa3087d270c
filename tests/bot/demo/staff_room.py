"""The staff's accounts: made in the bot's database before it starts, shown to the bot as staff do it."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from argon2 import PasswordHasher
from pydantic import SecretStr
from stand_in import StaffMember

from demo.cast import Cast
from desk.settings import Settings
from punkt.house import open_database
from tickets.staff.member import add_staff, begin_link


@dataclass(frozen=True)
class Account:
    """`code` links it to the account in Telegram."""

    member: StaffMember
    email: str
    code: str


async def hire(cast: Cast, folder: Path, database: str) -> tuple[list[Account], str]:
    """Accounts for everybody of the staff, and the password that opens them all in the console."""
    settings = Settings(_env_file=None, data=folder, database_url=SecretStr(database))
    password = secrets.token_urlsafe(9)
    accounts = []
    async with open_database(settings) as opened, opened.transaction() as session:
        for member, email in zip(cast.staff, ("olga@example.org", "igor@example.org"), strict=True):
            await add_staff(session, email, PasswordHasher().hash(password))
            accounts.append(Account(member, email, await begin_link(session, email)))
    return accounts, password


async def introduce(accounts: list[Account]) -> None:
    """Each tells the bot the code that the operator gave them."""
    for account in accounts:
        alone = account.member.alone()
        await alone.says(f"/link {account.code}")
        await alone.hears()
