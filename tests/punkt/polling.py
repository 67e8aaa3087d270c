"""Which of several copies polls Telegram, by what each says of itself."""

import asyncio
from collections.abc import Sequence

import httpx

from tests.punkt.process import Process

TAKEN_OVER = 60  #: seconds until another polls; what is promised


async def told(process: Process) -> dict[str, object]:
    """How it says that it is."""
    async with httpx.AsyncClient(timeout=30) as client:
        return (await client.get(f"{process.address}/readyz")).json()


async def polling(bots: Sequence[Process]) -> Process | None:
    """Whose turn it is."""
    found = [bot for bot in bots if bot.runs() and "turn" not in (await told(bot)).get("lacks", [])]
    assert len(found) <= 1
    return found[0] if found else None


async def taken_over(bots: Sequence[Process]) -> Process:
    async with asyncio.timeout(TAKEN_OVER):
        while (found := await polling(bots)) is None:
            await asyncio.sleep(0.2)
    return found
