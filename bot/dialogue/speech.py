"""Speech: what the bot says to a reply of the desk, as blocks and buttons."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from aiogram.types import InlineKeyboardMarkup

from bot.dialogue.buttons import (
    accept_rows,
    clause_row,
    human_row,
    keyboard,
    next_row,
    offer_keyboard,
    rating_row,
)
from bot.sending.layout import Block, close, link, note, plain, quotation
from bot.words.russian import wording_in
from bot.words.wording import BotWords
from desk.clause_names import SHORT, clause_label, clause_name, titled
from desk.former import former_line, of_edition
from desk.knowledge import Knowledge
from desk.ref import Ref
from desk.reply import Answer, NoAnswer, Quote, Relayed, Reply, Smalltalk, Suggestions, TicketOffer
from tickets.queue.standing import how_it_stands
from tickets.record.labels import capital
from tickets.record.ticket import TicketKind

CHOICES = 3  #: clauses to choose from at a time
RELATED = 3  #: clauses referred to that have a button
GIST = 160  #: characters of a clause that is only named
BUTTON = 44  #: characters on a button


@dataclass(frozen=True, slots=True)
class Speech:
    """What is said, and the buttons under it."""

    blocks: tuple[Block, ...]
    buttons: InlineKeyboardMarkup | None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Puts replies into the words of one language."""

    words: BotWords
    knowledge: Knowledge
    public: bool  #: whether addresses of clauses can be opened from outside

    def clauses(self, quotes: Sequence[Quote], message: str, offers: Sequence[TicketKind] = ()) -> Speech:
        """Clauses word for word, one for each thing that a message of the person asks."""
        given = [self._ref(quote) for quote in quotes]
        first, seen = given[0], (each._replace(address=address) for each, address in self._related(quotes))
        related = dict.fromkeys(ref for ref in seen if ref not in given)
        return Speech(
            blocks=(plain(self.words.answer), *self._all_quoted(quotes), note(self.words.no_advice)),
            buttons=keyboard(
                rating_row(self.words, first, message),
                clause_row([*related][:RELATED], message, self._see),
                next_row(self.words, first, len(quotes) - 1, message),
                *accept_rows(self.words, offers, message),
                human_row(self.words, message),
            ),
        )

    def beside_staff(self, quotes: Sequence[Quote], message: str) -> Speech:
        """The same while a person answers: so that nobody takes the clauses for their words, or waits in vain."""
        return Speech(
            blocks=(plain(self.words.beside_staff), *self._all_quoted(quotes), note(self.words.no_advice)),
            buttons=keyboard(rating_row(self.words, self._ref(quotes[0]), message)),
        )

    def _all_quoted(self, quotes: Sequence[Quote]) -> Iterator[Block]:
        return (block for quote in quotes for block in self._quoted(quote))

    def _ref(self, quote: Quote) -> Ref:
        return self.knowledge.ref(quote.address, quote.document)

    def _related(self, quotes: Sequence[Quote]) -> Iterator[tuple[Ref, str]]:
        """What each refers to, beside where that is said."""
        return ((self._ref(quote), address) for quote in quotes for address in quote.related)

    def _see(self, ref: Ref) -> str:
        return self.words.browsing.see.format(clause=clause_name(ref.address, self.words.language, SHORT))

    def _called(self, ref: Ref) -> str:
        return gist(titled(capital(clause_name(ref.address, self.words.language)), self._title_of(ref)), BUTTON)

    def _named(self, ref: Ref) -> str:
        return titled(clause_label(ref.address, self.words.language), self._title_of(ref))

    def _title_of(self, ref: Ref) -> str:
        """Of its document, where there is another."""
        return self.knowledge.title(ref.document)

    def _label(self, address: str) -> str:
        return clause_label(address, self.words.language)

    def _quoted(self, quote: Quote) -> tuple[Block, ...]:
        return (
            quotation(quote.text),
            plain(place(self.words, self.knowledge.alone(quote.document), quote.address)),
            close(self.link_to(quote)),
        )

    def choice(
        self,
        opening: str,
        candidates: Iterable[Ref],
        message: str,
        *,
        shown: Ref | None = None,
        skip: int = 0,
        most: int = CHOICES,
        offers: Sequence[TicketKind] = (),
    ) -> Speech:
        """Clauses to choose from, under an opening sentence.

        Of the candidates `skip` are passed over, and the one `shown` already; what is left beyond `most` has a button.
        """
        known = [each for each in candidates if self.knowledge.has(*each)]
        others = [self.knowledge.ref(*each) for each in known if self.knowledge.ref(*each) != shown][skip:]
        blocks = [Block(f"{self._named(each)} — {gist(self._text(each))}") for each in others[:most]]
        further = next_row(self.words, shown or Ref(""), skip + most, message) if others[most:] else []
        return Speech(
            blocks=(plain(opening), *blocks),
            buttons=keyboard(
                clause_row(others[:most], message, self._called),
                further,
                *accept_rows(self.words, offers, message),
                human_row(self.words, message),
            ),
        )

    def _text(self, ref: Ref) -> str:
        return self.knowledge.known(ref.document).policy.clause(ref.address).text

    def silence(
        self, near: Sequence[Ref], message: str, offers: Sequence[TicketKind] = (), *, surely: bool = True
    ) -> Speech:
        """The policy says nothing, or nothing was found; the nearest clauses are shown as just that."""
        words = self.words.no_answer if surely else self.words.not_found
        said = plain(words.format(contact=self.knowledge.policy.contact))
        if not near:
            rows = accept_rows(self.words, offers, message)
            return Speech((said,), keyboard(*rows, human_row(self.words, message)))
        choice = self.choice(self.words.near, near, message, offers=offers)
        return Speech((said, *choice.blocks), choice.buttons)

    def offer(self, kind: TicketKind, message: str, others: Sequence[TicketKind] = ()) -> Speech:
        return Speech((plain(self.words.offers[kind]),), offer_keyboard(self.words, kind, message, others))

    def link_to(self, quote: Quote) -> Block:
        return link(self.words.open_policy, quote.url if self.public else self._published(quote))

    def _published(self, quote: Quote) -> str:
        return self.knowledge.known(quote.document).policy.published_at


def place(words: BotWords, knowledge: Knowledge, address: str) -> str:
    """Number, part where the number is repeated, section and edition of a clause of the first document.

    The title of that stands last where there are several.
    """
    policy = knowledge.policy
    section = policy.clause(policy.section(address))
    edition = titled(words.edition.format(edition=policy.edition.id), knowledge.title())
    if address in policy.sections() and address == section.number:
        return f"{words.section.format(number=address)} · {edition}"
    clause = capital(clause_name(address, words.language))
    if section.heading:
        clause = f"{clause}, {words.of_section.format(heading=section.heading)}"
    return f"{clause} · {edition}"


def speech(reply: Reply, knowledge: Knowledge, candidates: Sequence[Ref], *, public: bool) -> Speech | None:
    """What is said to a reply; None where a person answers and the policy is no whole answer.

    How the ticket of whoever waits stands comes first, then which edition that is not in force any more is quoted; when
    staff answer comes last. `candidates` are all clauses that
    may be meant, likeliest first.
    """
    if reply.former:
        knowledge = of_edition(knowledge, reply.former.edition.id)
    said = _speech(reply, knowledge, candidates, public=public) or Speech((), None)
    first = [plain(former_line(reply.former, reply.language))] if reply.former else []
    stands = [plain(how_it_stands(reply.standing, reply.language))] if reply.standing else []
    answers = [plain(reply.expected.words(reply.language))] if reply.expected else []
    blocks = (*stands, *first, *said.blocks, *answers)
    return replace(said, blocks=blocks) if blocks else None


def _speech(reply: Reply, knowledge: Knowledge, candidates: Sequence[Ref], *, public: bool) -> Speech | None:
    words = wording_in(reply.language, knowledge.words)
    speaker = Speaker(words, knowledge, public)
    match reply:
        case Answer():
            return speaker.clauses(reply.quotes, reply.message, reply.offers)
        case Suggestions():
            first = min(len(reply.quotes), CHOICES)
            return speaker.choice(words.suggestions, candidates, reply.message, most=first, offers=reply.offers)
        case NoAnswer():
            near = [knowledge.ref(quote.address, quote.document) for quote in reply.near]
            return speaker.silence(near, reply.message, reply.offers, surely=reply.surely)
        case TicketOffer():
            return speaker.offer(reply.kind, reply.message, reply.offers)
        case Smalltalk():
            return Speech(
                (plain(words.smalltalk),),
                keyboard(*accept_rows(words, reply.offers, reply.message), human_row(words, reply.message)),
            )
        case Relayed(quotes=quotes):
            return speaker.beside_staff(quotes, reply.message) if quotes else None
        case _:
            assert_never(reply)


def gist(text: str, longest: int = GIST) -> str:
    """How a clause begins."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0].rstrip(" ,.;:—–-") + "…"
