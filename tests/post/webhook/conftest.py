"""A receiver that listens, and facts to send."""

from collections.abc import AsyncIterator

import pytest
from webhook_receiver import Receiver, receiving
from webhook_sample import Facts


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as listening:
        yield listening


@pytest.fixture
def facts() -> Facts:
    return Facts()
