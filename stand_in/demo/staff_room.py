"""The staff's accounts, shown to the bot as staff do it."""

from dataclasses import dataclass

from stand_in import StaffMember


@dataclass(frozen=True)
class Account:
    """`code` links it to the account in Telegram."""

    member: StaffMember
    email: str
    code: str


async def introduce(accounts: list[Account]) -> None:
    """Each tells the bot the code that the operator gave them."""
    for account in accounts:
        alone = account.member.alone()
        await alone.says(f"/link {account.code}")
        await alone.hears()
