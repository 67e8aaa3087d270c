"""Hearing: one message in one state of the dialogue, fed to the real dispatcher, and what has come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiogram import Bot, Dispatcher
from messages import as_json
from sqlalchemy import func, select

from bot.reading.parsing import parse
from bot.sending.layout import without_markup
from desk.desk import Desk
from desk.wish import Wish
from tickets.life import REOPEN
from tickets.post.outbox import STAFF, OutboxRow
from tickets.record.addition import Addition
from tickets.record.attachment import Attachment
from tickets.record.contact import Contact
from tickets.record.conversation import StoredMessage, begin_conversation
from tickets.record.draft import OF_TICKET, Draft, Stage, begin_draft, open_draft
from tickets.record.rating import Rating
from tickets.record.ticket import Ticket, TicketEvent, TicketKind
from tickets.steps.by_staff import take
from tickets.steps.deciding import resolve
from tickets.steps.rating import rate
from tickets.store.database import Database

AGENT = "olga@example.org"
#: Where a dialogue may stand: nothing begun, each step of a draft, a ticket that staff hold, one that is decided.
STATES = ("none", *Stage, "held", "held with a draft", "decided")

#: What is said, by how it goes on.
_SAID = {
    "понимаю только текст": "only text",
    "Этот файл я не беру": "no such file",
    "Файл приложен": "attached",
    "Вложение я не смотрел": "unseen",
    "Выберите, пожалуйста, одну": "press",
    "Не вижу здесь ни": "no contact",
    "По какому документу": "document?",
    "Отмечено то": "shapes?",
    "Из ваших слов": "shapes?",
    "Куда прислать ответ": "contact?",
    "Проверьте:": "check",
    "Я даю ООО": "consent?",
    "Это похоже на рассказ": "no story",
    "дополнено, сотрудники": "added",
    "нужно открыть снова": "why again?",
    "сотрудники это прочитают": "comment kept",
    "Опишите одним": "text?",
    "Зарегистрировать": "offer",
    "Политика об этом ничего": "no answer",
    "Пункт": "answer",
}


@dataclass(frozen=True)
class Outcome:
    """What a person hears, what is stored of their words and files, and what staff are told."""

    heard: str = ""
    stored: str = ""
    files: int = 0
    staff: str = ""


@dataclass
class Ears:
    """Each message is heard in a chat of its own."""

    bot: Bot
    dispatcher: Dispatcher
    desk: Desk
    database: Database
    chats: Any = field(default_factory=lambda: count(10_000))

    async def hear(self, state: str, content: Mapping[str, Any], **more: Any) -> Outcome:
        chat = next(self.chats)
        conversation = await self._come_to(state, chat)
        async with self.database.reading() as session:
            seen = await session.scalar(select(func.max(OutboxRow.id))) or 0
        update = parse({"update_id": chat, "message": as_json(dict(content), 77, chat, **more)}, self.bot)
        async with self.database.transaction() as session:
            await self.dispatcher.feed_update(self.bot, update, session=session, cause=f"update:{chat}", parts=[])
        async with self.database.reading() as session:
            rows = (await session.scalars(select(OutboxRow).where(OutboxRow.id > seen).order_by(OutboxRow.id))).all()
            mine = Attachment.conversation_id == conversation
            files = await session.scalar(select(func.count()).select_from(Attachment).where(mine)) or 0
            stored = [
                *await session.scalars(
                    select(StoredMessage.text).where(
                        StoredMessage.conversation_id == conversation, StoredMessage.origin == "77"
                    )
                ),
                *await session.scalars(select(Addition.text).where(Addition.origin == f"telegram:{chat}:77")),
            ]
            reopened = select(TicketEvent.detail).join(Ticket, Ticket.id == TicketEvent.ticket_id)
            again = reopened.where(Ticket.conversation_id == conversation, TicketEvent.step == REOPEN.name)
            stored += [detail["reason"] for detail in await session.scalars(again)]
            comments = select(Rating.comment).join(Ticket).where(Ticket.conversation_id == conversation)
            stored += [comment for comment in await session.scalars(comments) if comment]
            draft = await open_draft(session, conversation)
            if draft is not None and draft.text not in {None, "прежние слова"}:
                stored.append(draft.text)
            if draft is not None:
                stored += [each for each in (draft.email, draft.phone) if each]
        return Outcome(
            heard=", ".join(_heard(row) for row in rows if row.channel != STAFF),
            stored=" / ".join(stored),
            files=files,
            staff=", ".join(_told(row) for row in rows if row.channel == STAFF),
        )

    async def _come_to(self, state: str, chat: int) -> str:
        async with self.database.transaction() as session:
            conversation = (await begin_conversation(session, "telegram", str(chat))).id
            number = None
            if state in {*OF_TICKET, "held", "held with a draft", "decided"}:
                wish = Wish(conversation, "telegram", f"telegram:{chat}:1.claim", TicketKind.CLAIM, "верните",
                            Contact(), consent=True)  # fmt: skip
                number = (await self.desk.open_ticket(wish, session)).number
            ended = {Stage.REASON, Stage.COMMENT, "decided"}
            if number is not None and state in {*ended, "held", "held with a draft"}:
                await take(session, number, AGENT)
            if number is not None and state in ended:
                await resolve(session, number, AGENT, "Вернули.")
            if number is not None and state == Stage.COMMENT:
                await rate(session, number, helped=False)
            if state in {*Stage, "held with a draft"}:
                kind = TicketKind.DELETION if state == Stage.REQUEST else TicketKind.CLAIM
                stage = Stage(state) if state in {*Stage} else Stage.CONTACT
                told = None if stage in {Stage.TEXT, *OF_TICKET} else "прежние слова"
                number = number if stage in OF_TICKET else None
                draft = Draft(conversation_id=conversation, kind=kind, stage=stage, text=told, number=number,
                              origin=f"telegram:{chat}:2.{kind}", requests=[])  # fmt: skip
                await begin_draft(session, draft)
        return conversation


def _heard(row: OutboxRow) -> str:
    text = without_markup(row.data["args"].get("text", "")) if row.topic == "call" else row.topic
    found = [short for words, short in _SAID.items() if words in text]
    return " + ".join(found) or text


def _told(row: OutboxRow) -> str:
    marks = [name for name in ("whole", "marked") if row.data.get(name)]
    return " ".join([row.topic, *marks])
