"""Opening tickets over HTTP, and going on with them as whoever holds the receipt."""

import httpx
from sqlalchemy import select

from tickets.post.outbox import OutboxRow
from tickets.store.database import Database

URL = "/api/v1/tickets"
CLAIM = {"kind": "claim", "text": "Верните деньги за обработку без согласия", "contact": {}, "consent": True}
DELETION = CLAIM | {"kind": "deletion", "text": "Удалите мои данные", "requests": ["erase"]}
MAIL = "ivan@example.ru"


async def post_ticket(client: httpx.AsyncClient, key: str = "k-1", **changes: object) -> httpx.Response:
    return await client.post(URL, json=CLAIM | changes, headers={"Idempotency-Key": key})


async def open_ticket(client: httpx.AsyncClient, key: str = "k-1", **changes: object) -> dict:
    """The receipt."""
    opened = await post_ticket(client, key, **changes)
    assert opened.status_code == 201, opened.text
    return opened.json()


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def look(client: httpx.AsyncClient, receipt: dict) -> dict:
    """Where the ticket stands."""
    return (await client.get(f"{URL}/{receipt['number']}", headers=bearer(receipt["token"]))).json()


async def step(
    client: httpx.AsyncClient, receipt: dict, path: str, body: object = None, key: str | None = None
) -> httpx.Response:
    """Take a step with one's own ticket."""
    headers = bearer(receipt["token"]) | ({"Idempotency-Key": key} if key else {})
    return await client.post(f"{URL}/{receipt['number']}/{path}", json=body, headers=headers)


async def letters(database: Database, receipt: dict) -> list[OutboxRow]:
    """What was mailed to the person, oldest first."""
    lane = receipt["conversation"]["id"]
    query = select(OutboxRow).where(OutboxRow.channel == "email", OutboxRow.lane == lane).order_by(OutboxRow.id)
    async with database.reading() as session:
        return list((await session.execute(query)).scalars())


async def code_in_mail(database: Database, receipt: dict) -> str:
    """The digits of the last code."""
    return [row.data["code"] for row in await letters(database, receipt) if row.topic == "email_code"][-1]
