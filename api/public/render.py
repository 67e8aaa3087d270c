"""Replies of the desk as the API tells them."""

from collections.abc import Iterable
from typing import assert_never

from api.choice_schemas import DocumentChoiceOut
from api.reply_words import ReplyWords, wording_in
from api.schemas import (
    ActionOut,
    ConversationOut,
    EditionOut,
    ExpectedOut,
    MessageOut,
    PlaceOut,
    QuoteOut,
    ReplyKind,
    StandingOut,
)
from api.tokens import Tokens
from desk.clause_names import clause_label, clause_name, titled, within_quotes
from desk.former import former_line
from desk.knowledge import Knowledge
from desk.reply import Answer, NoAnswer, Quote, Relayed, Reply, Smalltalk, Suggestions, TicketOffer, shown
from tickets.queue.expecting import Expected
from tickets.queue.standing import Standing, how_it_stands
from tickets.record.labels import capital
from tickets.record.ticket import Request, TicketKind


def render(reply: Reply, knowledge: Knowledge, tokens: Tokens) -> MessageOut:
    """The response to a message."""
    said = wording_in(reply.language, knowledge.words)
    requests: tuple[Request, ...] = ()
    quotes = shown(reply)
    lead, answered = None, 0
    wishes = [action for wish in reply.offers for action in _wish(said, wish)]
    kind: ReplyKind
    match reply:
        case Answer(quotes=answers):
            kind, text = "answer", "\n\n".join([*_cited(said, answers), said.no_advice])
            actions = [*wishes, *_feedback(said), _link(said, answers[0]), *_person(said)]
            lead, answered = said.lead, len(answers)
        case Suggestions():
            kind, text = "suggestions", said.suggestions
            actions = [*wishes, *_choices(said, quotes), *_person(said)]
        case NoAnswer(surely=True):
            kind, text = "no_answer", said.no_answer_near if quotes else said.no_answer
            actions = [*wishes, *_person(said), *_choices(said, quotes)]
        case NoAnswer():
            kind, text = "no_answer", said.not_found_near if quotes else said.not_found
            actions = [*wishes, *_person(said), *_choices(said, quotes)]
        case TicketOffer(kind=wish, requests=requests):
            undated = wish is TicketKind.CLAIM and not knowledge.dates_claims
            kind, text = wish.value, said.offer_undated if undated else said.offers[wish]
            actions = [*_wish(said, wish), *wishes, *_person(said, wish)]
        case Relayed(ticket=number, quotes=()):
            kind, text = "relayed", said.relayed_ticket.format(number=number) if number else said.relayed
            actions = []
        case Relayed():
            kind, lead = "relayed", said.beside_staff
            text = "\n\n".join([lead, *_cited(said, quotes), said.no_advice])
            actions = [*_feedback(said), _link(said, quotes[0])]
            answered = len(quotes)
        case Smalltalk():
            kind, text = "smalltalk", said.smalltalk
            actions = [*wishes, *_person(said)]
        case _:
            assert_never(reply)
    first = [how_it_stands(reply.standing, said.language)] if reply.standing else []
    first += [former_line(reply.former, said.language)] if reply.former else []
    last = [reply.expected.words(said.language)] if reply.expected else []
    return MessageOut(
        kind=kind,
        text="\n\n".join([*first, text, *last]),
        lead="\n\n".join([*first, lead or text]),
        answered=answered,
        clauses=[_quote(quote, said.language) for quote in quotes],
        edition=EditionOut.model_validate(reply.former.edition if reply.former else reply.edition),
        actions=actions,
        conversation=ConversationOut(id=reply.conversation, token=tokens.token("conversation", reply.conversation)),
        message=reply.message,
        language=said.language,
        request=requests[0] if requests else None,
        requests=list(requests),
        documents=[DocumentChoiceOut(id=document, title=title) for document, title in reply.documents.items()],
        standing=_standing(reply.standing) if reply.standing else None,
        expected=when_answered(reply.expected, said.language),
    )


def _quote(quote: Quote, language: str) -> QuoteOut:
    return QuoteOut(
        document=quote.document,
        title=quote.title,
        edition=quote.edition,
        number=quote.number,
        part=quote.part,
        address=quote.address,
        name=titled(capital(clause_name(quote.address, language)), quote.title),
        label=titled(clause_label(quote.address, language), quote.title),
        path=quote.path,
        quote=quote.text,
        url=quote.url,
        confidence=quote.confidence,
        related=list(quote.related),
        see=[PlaceOut(address=to.address, label=clause_label(to.address, language), url=to.url) for to in quote.see],
    )


def when_answered(found: Expected | None, language: str) -> ExpectedOut | None:
    """The moment and the sentence."""
    return ExpectedOut(at=found.at, busy=found.busy, text=found.words(language)) if found else None


def _standing(found: Standing) -> StandingOut:
    return StandingOut(number=found.number, kind=found.kind, status=found.status, due=found.due_on, late=found.late)


def _cited(said: ReplyWords, quotes: Iterable[Quote]) -> list[str]:
    """Word for word, each with its number and edition."""
    return [
        (said.answer_in if quote.title else said.answer).format(
            clause=clause_name(quote.address, said.language),
            document=within_quotes(quote.title),
            edition=quote.edition,
            quote=quote.text,
        )
        for quote in quotes
    ]


def _feedback(said: ReplyWords) -> list[ActionOut]:
    return [
        ActionOut(id="yes", kind="feedback", label=said.helpful),
        ActionOut(id="no", kind="feedback", label=said.unhelpful),
    ]


def _link(said: ReplyWords, quote: Quote) -> ActionOut:
    return ActionOut(id=quote.url, kind="link", label=said.read_policy)


def _choices(said: ReplyWords, quotes: Iterable[Quote]) -> list[ActionOut]:
    return [
        ActionOut(
            id=quote.address,
            kind="clause",
            label=titled(clause_name(quote.address, said.language), quote.title),
            document=quote.document,
        )
        for quote in quotes
    ]


def _wish(said: ReplyWords, wish: TicketKind) -> list[ActionOut]:
    return [ActionOut(id=wish.value, kind="ticket", label=said.open_ticket[wish])]


def _person(said: ReplyWords, offered: TicketKind | None = None) -> list[ActionOut]:
    """A way to a person, unless it is offered already."""
    return _wish(said, TicketKind.HUMAN) if offered is not TicketKind.HUMAN else []
