"""A client of the stand-in, for tests that call it without the bot."""

from collections.abc import Awaitable
from typing import Any

import pytest
from aiogram.exceptions import TelegramAPIError


async def refusal(call: Awaitable[Any]) -> str:
    """What Telegram says no with."""
    with pytest.raises(TelegramAPIError) as refused:
        await call
    return refused.value.message
