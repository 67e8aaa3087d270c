"""Three months of questions, really asked and answered; then moved to the days on which they never were."""

import json
import random
from datetime import datetime, timedelta

from sqlalchemy import update

from desk.claim_terms import claim_term
from desk.journal import Question, rate
from desk.message import Message
from tickets.record.conversation import StoredMessage
from tickets.steps.by_staff import answer, take
from tickets.steps.deciding import close, resolve
from tickets.steps.opening import Opening, open_ticket
from tickets.store.base import now
from tools.screenshots.people import AFTER_AN_ANSWER, IN_VAIN
from tools.screenshots.story import ANNA, BORIS, Story, spread

TALKS = 110
WAITING = 4  #: days in which a colleague has looked at everybody
FAVOURITES = ("5.1", "5.2", "4.1.11", "3.2", "2.2")


async def fill(story: Story) -> None:
    """Ask what people ask; some rate the answer, some open a ticket after it."""
    chance = random.Random(3)
    known = _known(story)
    popular = [one for one in known if one["gold"][:1] and one["gold"][0] in FAVOURITES]
    for place in range(TALKS):
        at = now() - timedelta(days=89 * (1 - (place / TALKS) ** 1.1), minutes=chance.randrange(600))
        texts = [str(chance.choice(popular if chance.random() < 0.6 else known)["text"])]
        if place % 9 == 4:
            texts.append(IN_VAIN[place // 9 % len(IN_VAIN)][0])
        await _talk(story, place, texts, at, chance)


def _known(story: Story) -> list[dict[str, list[str]]]:
    file = story.house.settings.policy / "evaluation" / "dev_hard.jsonl"
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [one for one in lines if one["kind"] == "question" and one["style"] != "english"]


async def _talk(story: Story, place: int, texts: list[str], at: datetime, chance: random.Random) -> None:
    channel = "telegram" if place % 3 == 0 else "web"
    database = story.house.database
    conversation = ""
    for turn, text in enumerate(texts):
        async with database.transaction() as session:
            reply = await story.house.desk.receive(Message(channel, f"talk-{place}", str(turn), text), session)
            if chance.random() < 0.35:
                await rate(session, reply.message, reply.conversation, helpful=chance.random() < 0.8)
            moment = at + timedelta(minutes=2 * turn)
            for table, key, column in (
                (Question, Question.message_id, "asked_at"),
                (StoredMessage, StoredMessage.id, "at"),
            ):
                await session.execute(update(table).where(key == reply.message).values({column: moment}))
            conversation = reply.conversation
    if chance.random() < 0.12:
        await _escalate(story, conversation, channel, place, at + timedelta(minutes=9))


async def _escalate(story: Story, conversation: str, channel: str, place: int, at: datetime) -> None:
    told = AFTER_AN_ANSWER[place % len(AFTER_AN_ANSWER)]
    edition = story.house.desk.knowledge.edition
    wish = Opening(
        *(conversation, channel, f"story:talk-{place}", told.kind, (), told.text, told.contact, None),
        *(edition.id, edition.sha256),
        claim_term=claim_term(story.house.desk.knowledge.policy),
    )
    async with story.house.database.transaction() as session:
        ticket = await open_ticket(session, wish, story.house.settings.zone, at)
        if at > now() - timedelta(days=WAITING):
            return
        who = (ANNA, BORIS)[place % 2]
        await take(session, ticket.number, who)
        await answer(session, ticket.number, who, "Здравствуйте! Объяснили по телефону, записали в карточку.")
        await resolve(session, ticket.number, who, "Ответили по телефону.")
        await close(session, ticket.number, who)
        await spread(session, ticket, [2, 5, 6, 30])
