"""Asking: what a draft waits for, step by step, and before the consent all of it once more to be checked."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from bot.dialogue.buttons import (
    back_row,
    consent_keyboard,
    contact_keyboard,
    document_keyboard,
    keyboard,
    text_keyboard,
)
from bot.dialogue.choosing import choice_keyboard, choices
from bot.dialogue.receipt import listed
from bot.dialogue.turn import Turn
from bot.sending.layout import Block, bold, close, link, note, plain, quotation
from bot.words.russian import wording_in
from bot.words.wording import BotWords
from desk.claiming import NOT_KNOWN, claimed_under, consented_to
from desk.own_words import own_words
from desk.wish import consent_text
from tickets.record.attachment import loose
from tickets.record.draft import Draft, Stage
from tickets.record.labels import KINDS
from tickets.record.ticket import Request, TicketKind

#: What is asked for, in this order.
_STEPS: Mapping[TicketKind, Sequence[Stage]] = {
    TicketKind.CLAIM: (Stage.TEXT, Stage.CONTACT, Stage.CONSENT),
    TicketKind.DELETION: (Stage.TEXT, Stage.REQUEST, Stage.CONTACT, Stage.CONSENT),
}


def _steps(draft: Draft) -> Sequence[Stage]:
    """What this draft is asked for; under which document it is made, only where that was not clear."""
    asked = draft.stage is Stage.DOCUMENT or draft.document is not None
    return (Stage.DOCUMENT, *_STEPS[draft.kind]) if asked else _STEPS[draft.kind]


async def ask(turn: Turn, draft: Draft, *opening: Block) -> None:
    """Say how far the draft has come and what it waits for."""
    words, act = turn.words, act_of(draft)
    begin = (*opening, bold(_step(words, draft)))
    match draft.stage:
        case Stage.DOCUMENT:
            titles = {document: policy.title for document, policy in turn.desk.knowledge.policies.items()}
            turn.say(*begin, plain(words.ask_document), buttons=document_keyboard(words, act, titles))
        case Stage.TEXT if draft.text is not None:
            buttons = text_keyboard(words, act, told=True)
            turn.say(*begin, plain(words.ask_text_again), quotation(draft.text), buttons=buttons)
        case Stage.TEXT:
            buttons = text_keyboard(words, act, told=False)
            turn.say(*begin, plain(words.ask_text[draft.kind]), note(words.files.may), buttons=buttons)
        case Stage.REQUEST:
            turn.say(*begin, *choices(words, draft), buttons=choice_keyboard(words, draft, act))
        case Stage.CONTACT:
            chosen = listed(words, map(Request, draft.requests))
            said = [plain(words.chosen.format(requests=chosen))] if chosen else []
            turn.say(*begin, *said, plain(words.ask_contact), buttons=contact_keyboard(words, act))
        case Stage.CONSENT:
            files = await loose(turn.session, turn.conversation.id)
            check = [*_summary(words, draft, files), note(words.consent_next)]
            turn.say(*begin, *check, buttons=keyboard(back_row(words, act, Stage.CONSENT)))
            await _ask_consent(turn, draft)
        case Stage.ADDITION | Stage.REASON | Stage.COMMENT:
            raise AssertionError("these are asked for by `bot.dialogue.own_steps`")
        case other:
            assert_never(other)


def before(draft: Draft) -> Stage:
    """The stage before the draft's; of the first, itself."""
    steps = _steps(draft)
    return steps[max(steps.index(draft.stage) - 1, 0)]


def after_text(draft: Draft) -> Stage:
    """The stage that follows the text."""
    return _STEPS[draft.kind][1]


def act_of(draft: Draft) -> str:
    return draft.origin.rsplit(":", 1)[1]


async def about(turn: Turn, draft: Draft) -> str | None:
    """Id of the document that a draft is about; `NOT_KNOWN` where its person does not know, None where nobody does."""
    knowledge = turn.desk.knowledge
    if draft.document is not None and draft.document in {*knowledge.policies, NOT_KNOWN}:
        return draft.document
    found = await claimed_under(turn.session, knowledge, turn.conversation.id, None)
    return found.id if found else None


async def consent_shown(turn: Turn, draft: Draft) -> str:
    """What tells the words of the consent from others."""
    policy = consented_to(turn.desk.knowledge, await about(turn, draft))
    return hashlib.sha256(consent_text(policy).encode()).hexdigest()[:16]


def _step(words: BotWords, draft: Draft) -> str:
    steps = _steps(draft)
    return words.step.format(step=steps.index(draft.stage) + 1, steps=len(steps))


def _summary(words: BotWords, draft: Draft, files: int) -> Iterator[Block]:
    """All that is going to be registered."""
    yield plain(
        words.check.format(what=listed(words, map(Request, draft.requests)) or KINDS[draft.kind].to(words.language))
    )
    yield quotation(draft.text or "")
    contact = ", ".join(each for each in (draft.email, draft.phone) if each)
    yield plain(words.answer_to.format(contact=contact) if contact else words.answer_here)
    if files:
        yield close(plain(words.attached.format(count=files)))


async def _ask_consent(turn: Turn, draft: Draft) -> None:
    """The law wants a consent apart from all else (152-ФЗ ст. 9 ч. 1), so this message holds nothing but it."""
    words, policy = turn.words, consented_to(turn.desk.knowledge, await about(turn, draft))
    named = wording_in(words.language, own_words(policy)).consent_edition  # of this document, whatever others there are
    document = link(named.format(edition=policy.edition.id), policy.published_at)
    buttons = consent_keyboard(words, act_of(draft), await consent_shown(turn, draft))
    turn.say(plain(consent_text(policy)), document, buttons=buttons)
