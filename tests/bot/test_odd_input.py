"""Odd input: whatever arrives gets a clear outcome, and the next message is heard."""

import pytest
from running import Running
from sqlalchemy import select

from stand_in import StandIn, User
from tickets.post.inbox import InboxRow
from tickets.store.database import Database

ODD = {
    "NUL": "\x00?",
    "half a pair": "\ud800",
    "emoji": "😀" * 4000,
    "ligature": "㌖" * 4000,
    "markup": "</i> <b>& *кому* _это_ [x](y) &lt;",
    "combining": "а\u0301" * 2000,
}


async def rows(database: Database, table):
    async with database.reading() as session:
        return list((await session.execute(select(table).order_by(table.id))).scalars())


@pytest.mark.parametrize(
    "content",
    [
        {"brand_new": {"from": {"id": 1}}},
        {"edited_message": {"message_id": 3, "date": 1, "edit_date": 2, "chat": {"id": 9, "type": "private"},
                            "text": "эй"}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": -7, "type": "group", "title": "Группа"}, "text": "эй"}},
        {"message": {"message_id": 2, "date": 1, "chat": {"id": 1001, "type": "private"}, "new_chat_title": "x"}},
        {"callback_query": {"id": "1", "from": {"id": 5, "is_bot": False, "first_name": "x"}, "chat_instance": "1",
                            "inline_message_id": "1", "data": "yes"}},
    ],
    ids=["unknown", "edited", "group", "service", "inline"],
)  # fmt: skip
async def test_what_is_not_for_the_bot_is_passed_over(
    anna: User, running: Running, stand_in: StandIn, database: Database, recwarn: pytest.WarningsRecorder, content
) -> None:
    """No word is said, nothing fails, no warning repeats it, and the next message is heard."""
    stand_in.updates.append({"update_id": 1, **content})
    await anna.says("сколько храните?")
    await anna.hears()
    await running.settles()

    assert 1 == len(stand_in.made("sendMessage"))
    assert [] == [warning for warning in recwarn if warning.category is RuntimeWarning]
    assert [None] * len(await rows(database, InboxRow)) == [row.error for row in await rows(database, InboxRow)]


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
async def test_odd_texts_are_answered_like_any_other(anna: User, text: str) -> None:
    await anna.says(f"сколько храните {text}")
    assert "Пункт 5.1" in (await anna.hears()).text


async def test_a_text_longer_than_the_desk_takes_is_declined(anna: User) -> None:
    """Telegram's own limit is lower, another Bot API server's need not be."""
    await anna.says("а" * 10_001)
    assert "слишком длинное" in (await anna.hears()).text
    await anna.says("/claim " + "а" * 10_001)
    assert "слишком длинное" in (await anna.hears()).text


async def test_nobody_reaches_into_anothers_conversation(
    anna: User, running: Running, stand_in: StandIn, database: Database
) -> None:
    """A button is data from outside: ids of another's messages open nothing."""
    await anna.says("это претензия")
    offer = await anna.hears()
    boris = stand_in.user("Борис")
    await boris.says("сколько храните?")
    answer = await boris.hears()
    answer.first_buttons |= offer.first_buttons
    answer.first_buttons["Мусор"] = "clause:🙃:x:y:z"

    assert "Эта кнопка уже не действует." == await boris.presses("Да, подать претензию", answer)
    assert "Эта кнопка уже не действует." == await boris.presses("Нет, это вопрос", answer)
    assert "Эта кнопка уже не действует." == await boris.presses("Мусор", answer)
    await running.settles()
    assert [] == boris.unheard
