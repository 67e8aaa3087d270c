"""Notices: what a step of a ticket tells its person and the staff chat, from the rows that the step left."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from aiogram.methods import SendMessage

from bot.dialogue.buttons import keyboard
from bot.dialogue.receipt import listed
from bot.dialogue.ticket_buttons import reopen_row
from bot.sending.calls import message
from bot.sending.layout import Block, bold, compose, note, plain
from bot.words.russian import MARKS, NOBODY, RUSSIAN, STAFF, wording_in
from bot.words.wording import BotWords
from tickets.labels import KINDS, what_is_due
from tickets.post.outbox import Undeliverable
from tickets.terms.deadlines import Mark
from tickets.ticket import Request, TicketKind
from tickets.told import TOLD

#: After these the ticket can be opened again, and the button for it is at hand.
_REOPENABLE = frozenset({"ticket_resolved", "ticket_refused", "ticket_closed", "ticket_retracted"})


def person_notice(topic: str, data: Mapping[str, Any]) -> Sequence[SendMessage]:
    """The messages that tell a person of a step. Raises Undeliverable for what cannot be said."""
    words = wording_in(data.get("language"))
    if topic not in TOLD:
        raise Undeliverable(f"Telegram does not carry {topic}")
    try:
        *first, last = [message(data["chat"], html) for html in compose(list(_blocks(words, topic, data)))]
        buttons = keyboard(reopen_row(words, data["number"])) if topic in _REOPENABLE else None
    except (KeyError, TypeError, ValueError) as error:
        raise _lacking(topic, error) from None
    return [*first, last.model_copy(update={"reply_markup": buttons})]


def staff_notice(topic: str, data: Mapping[str, Any]) -> str:
    """What the staff chat is told, without a word of the person. Raises Undeliverable for what cannot be said."""
    if topic not in STAFF:
        raise Undeliverable(f"the staff chat is not told of {topic}")
    try:
        return STAFF[topic].format(**{name: _staff_words(name, value) for name, value in data.items()})
    except (KeyError, TypeError, ValueError) as error:
        raise _lacking(topic, error) from None


def _blocks(words: BotWords, topic: str, data: Mapping[str, Any]) -> Iterator[Block]:
    if not data.get("number"):  # whoever had no ticket
        yield plain(words.own.forgotten.format(on=_day(words, data["on"])))
        return
    told, rest = TOLD[topic], list[Block]()
    if text := data.get("text"):
        rest.append(plain(words.reason.format(text=text) if told.reasoned else text))
    if facts := "\n".join(_facts(words, data)):
        rest.append(plain(facts))
    if end := words.ends.get(topic) or (told.end and told.end.to(words.language)):
        rest.append(note(end))
    head = told.head.to(words.language).format(**data)
    yield bold(head) if rest else plain(head)
    yield from rest


def _facts(words: BotWords, data: Mapping[str, Any]) -> Iterator[str]:
    if requests := data.get("requests"):
        yield words.asked.format(requests=listed(words, map(Request, requests)))
    if due := data.get("due_on"):
        yield words.due.format(day=_day(words, due))
    if on := data.get("on"):
        yield words.erased_on.format(day=_day(words, on))
    if basis := data.get("norm") or data.get("basis"):
        yield words.basis.format(basis=basis)


def _staff_words(name: str, value: Any) -> Any:
    if value is None:
        return NOBODY if name == "assignee" else "—"
    match name:
        case "kind":
            return KINDS[TicketKind(value)].staff
        case "mark":
            return MARKS[Mark(value)]
        case "period":
            return what_is_due(value)
        case "due_on":
            return _day(RUSSIAN, value)
        case _:
            return value


def _day(words: BotWords, iso: str) -> str:
    return words.day(date.fromisoformat(iso))


def _lacking(topic: str, error: Exception) -> Undeliverable:
    # Only its class: the text of the error may hold a person's words.
    return Undeliverable(f"{topic} lacks what must be said ({type(error).__name__})")
