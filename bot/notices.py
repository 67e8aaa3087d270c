"""Notices: what a step of a ticket tells its person and the staff chat, from the rows that the step left."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date

from aiogram.methods import SendMessage

from bot.dialogue.buttons import keyboard
from bot.dialogue.receipt import listed
from bot.dialogue.ticket_buttons import asked_keyboard, reopen_row
from bot.sending.calls import message
from bot.sending.layout import Block, bold, compose, note, plain
from bot.sending.said import said
from bot.words.russian import GIVEN, MARKS, NOBODY, RUSSIAN, STAFF, wording_in
from bot.words.wording import BotWords
from desk.clause_names import clause_names
from tickets.post.told import TOLD
from tickets.post.topics.to_person import (
    Closed,
    Confirmed,
    DataErased,
    Dated,
    Extended,
    Joined,
    News,
    Notice,
    Refused,
    Resolved,
    Retracted,
    StaffWords,
)
from tickets.post.topics.to_staff import ActFailed, ReplyDropped, StaffNotice, UpdateFailed, UserWrote
from tickets.record.labels import HELPED_ASK, KINDS, what_is_due
from tickets.record.ticket import TicketKind
from tickets.terms.deadlines import Mark

#: After these the ticket can be opened again, and the button for it is at hand.
_REOPENABLE = (Resolved, Refused, Closed, Retracted)


def person_notice(notice: Notice, chat: str, *, heading: bool = False) -> Sequence[SendMessage]:
    """The messages that tell a person of a step; a `heading` goes without the words of staff, which come as a file."""
    words = wording_in(notice.language)
    *first, last = [message(chat, html) for html in compose(list(_blocks(words, notice, heading=heading)))]
    if notice.number is not None and isinstance(notice.news, _REOPENABLE):
        asks = isinstance(notice.news, Closed) and notice.news.asks
        buttons = asked_keyboard(words, notice.number) if asks else keyboard(reopen_row(words, notice.number))
        last = last.model_copy(update={"reply_markup": buttons})
    return [*first, last]


def staff_notice(topic: StaffNotice | UserWrote | ReplyDropped | UpdateFailed | ActFailed) -> str:
    """What the staff chat is told, without a word of the person."""
    known = {each.name: _staff_words(each.name, getattr(topic, each.name)) for each in fields(topic)}
    told = STAFF[topic.name].format(**known)
    given = topic.named if isinstance(topic, UserWrote) else ()
    return f"{told} {GIVEN.format(clauses=clause_names(*given))}" if given else told


def _blocks(words: BotWords, notice: Notice, *, heading: bool) -> Iterator[Block]:
    if notice.number is None:  # whoever had no ticket
        yield plain(words.own.forgotten.format(**_named(words, notice.news)))
        return
    told, rest = TOLD[notice.name], list[Block]()
    match notice.news:
        case StaffWords(text=text) | Extended(text=text) if not heading:
            rest += [plain(words.reason.format(text=text))] if told.reasoned else said(text)
    if facts := "\n".join(_facts(words, notice.news)):
        rest.append(plain(facts))
    if end := words.ends.get(notice.name) or (told.end and told.end.to(words.language)):
        rest.append(note(end))
    if isinstance(notice.news, Closed) and notice.news.asks:
        rest.append(plain(HELPED_ASK.to(words.language)))
    by = notice.news.by if isinstance(notice.news, StaffWords) else None
    head = told.heading(words.language, by).format(number=notice.number, by=by, **_named(words, notice.news))
    yield bold(head) if rest else plain(head)
    yield from rest


def _named(words: BotWords, news: News) -> Mapping[str, str]:
    """What a first sentence may name besides the number."""
    match news:
        case Joined(into=into):
            return {"into": into}
        case DataErased(on=on):
            return {"on": words.day(on)}
        case _:
            return {}


def _facts(words: BotWords, news: News) -> Iterator[str]:
    match news:
        case Confirmed(requests=requests) | Extended(requests=requests) if requests:
            yield words.asked.format(requests=listed(words, requests))
    match news:
        case Dated(due_on=due, basis=basis):
            if due is not None:
                yield words.due.format(day=words.day(due))
            if basis:
                yield words.basis.format(basis=basis)
        case DataErased(on=on):
            yield words.erased_on.format(day=words.day(on))
        case Refused(norm=norm):
            yield words.basis.format(basis=norm)


def _staff_words(name: str, value: object) -> object:
    match value:
        case None:
            return NOBODY if name == "assignee" else "—"
        case TicketKind():
            return KINDS[value].staff
        case Mark():
            return MARKS[value]
        case date():
            return RUSSIAN.day(value)
        case str() if name == "period":
            return what_is_due(value)
        case _:
            return value
