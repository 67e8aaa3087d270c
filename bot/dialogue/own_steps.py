"""What a person does with their own ticket by its buttons: add, take back, open again, withdraw the consent.

add, reopen, comment ──▶ the next message is the words ──▶ done
retract, withdraw ──▶ «Точно?» ──▶ done
"""

from collections.abc import Mapping
from typing import assert_never
from zoneinfo import ZoneInfo

from aiogram.types import CallbackQuery, Message

from bot.dialogue.buttons import cancel_row, keyboard
from bot.dialogue.own_tickets import own_ticket
from bot.dialogue.receipt import has_consent
from bot.dialogue.ticket_buttons import BeginStep, Keep, OwnStep, Sure, sure_keyboard
from bot.dialogue.ticket_rating import keep_comment
from bot.dialogue.turn import NotDone, Turn, pressed, words_in
from bot.sending.layout import plain
from tickets.acts.act import Act, Deed
from tickets.acts.performing import perform
from tickets.acts.table import ADD, REOPEN, REPLY, RETRACT, WITHDRAW_CONSENT
from tickets.life import ENDED, WrongStep
from tickets.record.draft import OF_TICKET, Draft, Stage, begin_draft, drop_draft, find_draft
from tickets.record.labels import STATUSES
from tickets.record.ticket import OPEN, USER, Ticket
from tickets.steps.own_steps import NoConsent, TooLateToReopen

#: Acts of a person that have no button here, each with why.
NOT_OFFERED: Mapping[str, str] = {
    "close": "silence says the same after PUNKT_CLOSING_DAYS, and a button would be pressed to get rid of it",
    "complain": "whoever writes that they wait is heard by `desk.waiting`, before any edge knows of it",
    "prove": "the account that writes is known, so whoever writes here is known from the first word",
}


async def begin_step(callback: CallbackQuery, callback_data: BeginStep, turn: Turn) -> None:
    """Ask for the words, or whether it is really meant."""
    ticket, words = await own_ticket(turn, callback_data.number), turn.words
    match callback_data.step:
        case OwnStep.ADD if ticket.status in OPEN:
            await _ask_for_words(turn, ticket, Stage.ADDITION, words.ask_addition, pressed(callback))
        case OwnStep.REOPEN if ticket.status in ENDED:
            await _ask_for_words(turn, ticket, Stage.REASON, words.ask_reason, pressed(callback))
        case OwnStep.RETRACT if ticket.status in OPEN:
            _ask_if_sure(turn, callback_data, words.sure_to_retract)
        case OwnStep.WITHDRAW if await has_consent(turn, ticket):
            _ask_if_sure(turn, callback_data, words.sure_to_withdraw)
        case OwnStep.WITHDRAW:
            raise NotDone(words.no_consent)
        case OwnStep.COMMENT if ticket.status in ENDED:
            await _ask_for_words(turn, ticket, Stage.COMMENT, words.ask_comment, pressed(callback))
        case OwnStep.ADD | OwnStep.REOPEN | OwnStep.RETRACT | OwnStep.COMMENT:
            raise NotDone(_moved_on(turn, ticket))
        case other:
            assert_never(other)


async def finish_step(callback: CallbackQuery, callback_data: Sure, turn: Turn, zone: ZoneInfo) -> None:
    """It is really meant. What has come of it is told by the ticket itself, here and by mail."""
    ticket, words = await own_ticket(turn, callback_data.number), turn.words
    turn.replace_buttons(pressed(callback))
    try:
        match callback_data.step:
            case OwnStep.RETRACT:
                await _do(turn, RETRACT, ticket.number)
            case OwnStep.WITHDRAW:
                await _do(turn, WITHDRAW_CONSENT, ticket.number, zone)
            case OwnStep.ADD | OwnStep.REOPEN | OwnStep.COMMENT:
                raise NotDone(words.stale_button)
            case other:
                assert_never(other)
    except WrongStep:
        raise NotDone(_moved_on(turn, ticket)) from None
    except NoConsent:
        raise NotDone(words.no_consent) from None


async def keep(callback: CallbackQuery, callback_data: Keep, turn: Turn) -> str:
    turn.replace_buttons(pressed(callback))
    return turn.words.left_as_is.format(number=callback_data.number)


async def tell_words(message: Message, turn: Turn, zone: ZoneInfo) -> None:
    """What is added to the ticket, why it is opened again, or a line on whether they were helped."""
    await take_words(turn, words_in(message), message.message_id, zone)


async def take_words(turn: Turn, text: str, message_id: int, zone: ZoneInfo) -> None:
    """The words that the ticket of the draft waits for have come with this message."""
    draft, words = await turn.awaited(), turn.words
    assert draft.number is not None
    number, stage = draft.number, draft.stage
    await drop_draft(turn.session, turn.conversation.id)
    try:
        if stage is Stage.REASON:
            await _do(turn, REOPEN, number, zone, reason=text)
        elif stage is Stage.COMMENT:
            turn.say(plain(await keep_comment(turn, number, text)))
        else:
            await _do(turn, ADD, number, text=text, origin=turn.origin(str(message_id)))
            await _do(turn, REPLY, number)  # whoever waited for the person's words has them
            turn.say(plain(words.added.format(number=number)), *await turn.when_answered(once=True))
    except WrongStep as wrong:
        turn.say(plain(words.moved_on.format(number=number, status=STATUSES[wrong.status].to(words.language))))
    except TooLateToReopen:
        turn.say(plain(words.too_late_to_reopen.format(number=number)))


async def _do(turn: Turn, act: Act[object], number: str, zone: ZoneInfo | None = None, **given: str) -> None:
    await perform(turn.session, act, Deed(number=number, actor=USER, given=given, zone=zone))


async def _ask_for_words(turn: Turn, ticket: Ticket, stage: Stage, ask: str, message_id: int) -> None:
    words, begun = turn.words, await find_draft(turn.session, turn.conversation.id)
    if begun is not None and begun.stage not in OF_TICKET:
        raise NotDone(words.finish_first)  # a claim half told is not thrown away for it
    act = f"{message_id}.{stage}"
    draft = Draft(
        conversation_id=turn.conversation.id,
        kind=ticket.kind,
        stage=stage,
        origin=turn.origin(act),
        number=ticket.number,
    )
    await begin_draft(turn.session, draft)
    turn.say(plain(ask.format(number=ticket.number)), buttons=keyboard(cancel_row(words, act)))


def _ask_if_sure(turn: Turn, begun: BeginStep, ask: str) -> None:
    turn.say(plain(ask.format(number=begun.number)), buttons=sure_keyboard(turn.words, begun.step, begun.number))


def _moved_on(turn: Turn, ticket: Ticket) -> str:
    return turn.words.moved_on.format(number=ticket.number, status=STATUSES[ticket.status].to(turn.words.language))
