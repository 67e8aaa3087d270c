"""Every kind of message and sender, in every state of a dialogue: what is heard, stored and told to staff."""

from zoneinfo import ZoneInfo

import pytest
from hearing import STATES, Ears
from messages import SHOWN, SPOKEN

from bot.updates.dispatcher import build_dispatcher
from tickets.record.attachment import Shelf


@pytest.fixture
async def ears(bot, scripted_desk, database, tmp_path):
    dispatcher = build_dispatcher(scripted_desk, database, ZoneInfo("Europe/Moscow"), Shelf(tmp_path), public=True)
    return Ears(bot, dispatcher, scripted_desk, database)


@pytest.mark.parametrize("state", STATES)
async def test_print(ears, state):
    for kind, (content, _) in SPOKEN.items():
        print(state, kind, await ears.hear(state, content))
    for kind, content in SHOWN.items():
        print(state, kind, await ears.hear(state, content))
