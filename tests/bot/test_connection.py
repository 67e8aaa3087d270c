"""The connection: wrong settings are named in one sentence, silence is no reason not to start."""

import pytest
from running import settings

from bot.edge import check, open_telegram
from bot.telegram import TelegramRefused, TelegramSilent
from desk.desk import Desk
from desk.settings import Settings
from stand_in import StandIn
from tickets.store.database import Database


async def test_a_working_connection_is_confirmed_by_the_bots_name(stand_in: StandIn, database: Database) -> None:
    assert "Telegram отвечает, бот — @punkt_test_bot." == await check(
        settings(stand_in, telegram_staff_chat=None), database
    )


@pytest.mark.parametrize("token", ["42:wrong", "not a token", "no-colon"])
async def test_a_bad_token_is_named_and_not_repeated(
    stand_in: StandIn, scripted_desk: Desk, database: Database, token: str
) -> None:
    """The sentence says where to get a good one; the token itself appears nowhere."""
    with pytest.raises(TelegramRefused) as refusal:
        async with open_telegram(settings(stand_in, telegram_token=token), scripted_desk, database):
            pass
    assert "PUNKT_TELEGRAM_TOKEN" in str(refusal.value)
    assert token not in str(refusal.value)


async def test_without_a_token_there_is_no_bot(database: Database) -> None:
    with pytest.raises(TelegramRefused):
        await check(Settings(_env_file=None), database)


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "127.0.0.1:1", "http://[", "ftp://127.0.0.1"])
async def test_silence_is_told_and_waited_out(
    stand_in: StandIn, scripted_desk: Desk, database: Database, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    """The website must work without Telegram, so the edge opens all the same; nothing logged holds the token."""
    silent = settings(stand_in, telegram_api=address)
    with pytest.raises(TelegramSilent, match="PUNKT_TELEGRAM_API"):
        await check(silent, database)
    async with open_telegram(silent, scripted_desk, database) as edge:
        assert {"telegram", "staff"} == edge.senders.keys()
    assert "Telegram не отвечает" in caplog.text
    assert stand_in.token not in caplog.text


async def test_without_a_staff_chat_nobody_is_told(stand_in: StandIn, scripted_desk: Desk, database: Database) -> None:
    async with open_telegram(settings(stand_in, telegram_staff_chat=None), scripted_desk, database) as edge:
        assert {"telegram"} == edge.senders.keys()
