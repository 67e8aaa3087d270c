"""Speech: what the bot says to a reply of the desk, as blocks and buttons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from aiogram.types import InlineKeyboardMarkup

from bot.buttons import accept_row, clause_row, human_row, keyboard, offer_keyboard, rating_row
from bot.layout import Block, close, link, note, plain, quotation
from bot.phrases import phrases
from bot.wording import Phrases
from desk.knowledge import Knowledge
from desk.reply import Answer, NoAnswer, Quote, Relayed, Reply, Smalltalk, Suggestions, TicketOffer
from tickets.ticket import TicketKind

CHOICES = 3  #: clauses to choose from at a time
GIST = 160  #: characters of a clause that is only named


@dataclass(frozen=True, slots=True)
class Speech:
    """What is said, and the buttons under it."""

    blocks: tuple[Block, ...]
    buttons: InlineKeyboardMarkup


@dataclass(frozen=True, slots=True)
class Speaker:
    """Puts replies into the words of one language."""

    words: Phrases
    knowledge: Knowledge
    public: bool  #: whether addresses of clauses can be opened from outside

    def clauses(self, quotes: Sequence[Quote], message: str, offer: TicketKind | None = None) -> Speech:
        """Clauses word for word, one for each thing that a message of the person asks."""
        wish = accept_row(self.words, offer, message) if offer not in {None, TicketKind.HUMAN} else []
        return Speech(
            blocks=(
                plain(self.words.answer),
                *(block for quote in quotes for block in self._quoted(quote)),
                note(self.words.no_advice),
            ),
            buttons=keyboard(rating_row(self.words, quotes[0].number, message), wish, human_row(self.words, message)),
        )

    def _quoted(self, quote: Quote) -> tuple[Block, ...]:
        return quotation(quote.text), plain(self._place(quote.number)), close(self._link(quote))

    def choice(self, opening: str, numbers: Iterable[str], message: str) -> Speech:
        """Clauses to choose from, under an opening sentence."""
        policy = self.knowledge.policy
        shown = [number for number in numbers if number in policy.clauses][:CHOICES]
        blocks = [Block(f"{number} — {_gist(policy.clause(number).text)}") for number in shown]
        return Speech(
            blocks=(plain(opening), *blocks),
            buttons=keyboard(clause_row(self.words, shown, message), human_row(self.words, message)),
        )

    def silence(self, near: Sequence[str], message: str) -> Speech:
        """The policy says nothing; the nearest clauses are shown as just that."""
        said = plain(self.words.no_answer.format(contact=self.knowledge.policy.contact))
        if not near:
            return Speech((said,), keyboard(human_row(self.words, message)))
        choice = self.choice(self.words.near, near, message)
        return Speech((said, *choice.blocks), choice.buttons)

    def offer(self, kind: TicketKind, message: str) -> Speech:
        return Speech((plain(self.words.offers[kind]),), offer_keyboard(self.words, kind, message))

    def _place(self, number: str) -> str:
        policy = self.knowledge.policy
        section, preamble = policy.section(number), policy.document.preamble
        edition = self.words.edition.format(edition=policy.edition.id)
        if preamble is not None and number == preamble.number:
            return f"{self.words.preamble} · {edition}"
        if section.number == number:
            return f"{self.words.section.format(number=number)} · {edition}"
        place = self.words.clause.format(number=number)
        if section.heading:
            place = f"{place}, {self.words.of_section.format(heading=section.heading)}"
        return f"{place} · {edition}"

    def _link(self, quote: Quote) -> Block:
        return link(self.words.open_policy, quote.url if self.public else self.knowledge.policy.published_at)


def speech(reply: Reply, knowledge: Knowledge, *, public: bool) -> Speech | None:
    """What is said to a reply; None while a person answers instead of the bot."""
    words = phrases(reply.language)
    speaker = Speaker(words, knowledge, public)
    match reply:
        case Answer():
            return speaker.clauses(reply.quotes, reply.message, reply.offer)
        case Suggestions():
            return speaker.choice(words.suggestions, [quote.number for quote in reply.quotes], reply.message)
        case NoAnswer():
            return speaker.silence([quote.number for quote in reply.near], reply.message)
        case TicketOffer():
            return speaker.offer(reply.kind, reply.message)
        case Smalltalk():
            return Speech((plain(words.smalltalk),), keyboard(human_row(words, reply.message)))
        case Relayed():
            return None
        case _:
            assert_never(reply)


def _gist(text: str) -> str:
    """How a clause begins."""
    line = " ".join(text.split())
    return line if len(line) <= GIST else line[:GIST].rsplit(" ", 1)[0].rstrip(" ,.;:—–-") + "…"
