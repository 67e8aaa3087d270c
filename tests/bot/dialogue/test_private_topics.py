"""Topics of a private chat: whoever writes in one is answered there."""

from running import Running
from talks import file_claim

from stand_in import StandIn, User
from tickets.acts.act import Deed
from tickets.acts.performing import perform
from tickets.acts.table import ANSWER, TAKE
from tickets.store.database import Database

AGENT = "olga@example.org"


async def test_answers_stand_in_the_topic_where_the_person_wrote_last(
    anna: User, running: Running, stand_in: StandIn, database: Database
) -> None:
    """Buttons, too, and words of staff; where the topic is gone they are read in the chat."""
    claim = await file_claim(anna, database)
    assert {None} == {message.thread for message in anna.messages}
    topic = anna.opens_topic("Мои данные")
    await anna.says("сколько храните?", topic)
    answer = await anna.hears()
    assert ("Вот что об этом", topic.id) == (answer.text[:15], answer.thread)
    await anna.presses("Не то")
    assert topic.id == (await anna.hears()).thread

    async with database.transaction() as session:
        await perform(session, TAKE, Deed(number=claim.number, actor=AGENT, key="1"))
        await perform(session, ANSWER, Deed(number=claim.number, actor=AGENT, key="2", given={"text": "Смотрим."}))
    assert topic.id == (await anna.hears()).thread
    del anna.chat.topics[topic.id]
    async with database.transaction() as session:
        await perform(session, ANSWER, Deed(number=claim.number, actor=AGENT, key="3", given={"text": "Проверили."}))
    said = await anna.hears()
    assert said.text.endswith("Проверили.")
    assert said.thread is None
