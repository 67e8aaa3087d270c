"""The policy, browsed in one message: sections, their clauses, a clause word for word, and ways on from each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aiogram.filters import CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.dialogue.buttons import Row, button, keyboard
from bot.dialogue.speech import RELATED, Speaker, gist, place
from bot.dialogue.turn import NotDone, Turn, pressed
from bot.sending.layout import Block, bold, close, compose, link, plain, quotation
from desk.clause_names import clause_name, clause_within, is_preamble, key, titled
from desk.knowledge import Knowledge
from desk.lookup import everywhere_named
from desk.ref import Ref
from tickets.record.labels import capital

LISTED = 10  #: clauses that have a button at a time
TITLE = 44  #: characters of a title on a button
LONGEST_START = 64  #: characters of a deep link's parameter; only Latin letters, digits, "_" and "-" are taken
LINKED = "c-"  #: begins the parameter that names a clause


class Browse(CallbackData, prefix="b"):
    """Show the clause of this `key`, or the contents where it is empty, from that page on."""

    number: str
    page: int


@dataclass(frozen=True, slots=True)
class Page:
    """One message as Telegram takes it."""

    html: str
    buttons: InlineKeyboardMarkup


async def show_policy(_message: Message, command: CommandObject, turn: Turn) -> None:
    """The contents, or the clause that is named after the command; of a repeated number the person is asked which."""
    knowledge = turn.knowledge
    found = everywhere_named(knowledge, command.args) if command.args else ()
    if len(found) > 1:
        buttons = keyboard(*([_choice(turn, each)] for each in found[:LISTED]))
        turn.say(plain(turn.words.browsing.which), buttons=buttons)
        return
    if command.args and not found:
        turn.say(plain(turn.words.browsing.no_such))
    show_clause(turn, found[0] if found else knowledge.ref("", knowledge.policy.id))


def show_clause(turn: Turn, ref: Ref) -> None:
    """Begin to browse at a clause, or with the address "" at the contents, in a message of its own."""
    page = _browser(turn, ref).page(ref.address, 0)
    turn.send(page.html, page.buttons)


def _browser(turn: Turn, ref: Ref) -> "Browser":
    return Browser(turn.words, turn.desk.knowledge.alone(ref.document), turn.public)


def _choice(turn: Turn, ref: Ref) -> InlineKeyboardButton:
    """A clause among those of one number, of one document or of several."""
    return _browser(turn, ref).choice_of(ref)


async def turn_page(callback: CallbackQuery, callback_data: Browse, turn: Turn) -> None:
    """The same message shows another page."""
    ref = turn.desk.knowledge.keyed(callback_data.number)
    if ref is None:
        raise NotDone(turn.words.browsing.gone)
    page = _browser(turn, ref).page(ref.address, callback_data.page)
    turn.rewrite(pressed(callback), page.html, page.buttons)


def start_word(ref: Ref) -> str | None:
    """What stands after «/start » in a link to this clause; None where its number cannot stand there."""
    begins = is_preamble(ref.address) and not ref.document
    name = "preamble" if begins else key(*ref).replace(".", "-").replace("~", "_")
    word = f"{LINKED}{name}"
    fits = len(word) <= LONGEST_START and word.isascii() and word.replace("-", "").replace("_", "").isalnum()
    return word if fits else None


def linked_clause(knowledge: Knowledge, word: str) -> Ref | None:
    """The clause that a link names."""
    every = (
        knowledge.ref(address, name) for name, each in knowledge.documents.items() for address in each.policy.clauses
    )
    return next((ref for ref in every if start_word(ref) == word), None)


class Browser(Speaker):
    """Lays out pages of one document, which alone is known, in the words of one language."""

    def choice_of(self, ref: Ref) -> InlineKeyboardButton:
        """A clause among others."""
        title = titled(self._title(ref.address), self._title_of(ref))
        return self._to(ref.address, gist(title, TITLE))

    def page(self, address: str, page: int) -> Page:
        """A page of what this clause, or with "" the document, says and holds."""
        texts = compose([*(self._clause(address) if address else self._document())])
        below = self._below(address)
        pages = max(len(texts), -(-len(below) // LISTED))
        page = min(max(page, 0), pages - 1)
        return Page(
            html=texts[min(page, len(texts) - 1)],
            buttons=keyboard(
                *([self._button(each, address)] for each in below[page * LISTED : (page + 1) * LISTED]),
                self._pages(address, page, pages),
                *(self._ways(address) if address else []),
            ),
        )

    def _document(self) -> Iterator[Block]:
        words, policy = self.words, self.knowledge.policy
        about = [words.policy.format(title=policy.title, operator=policy.operator, edition=policy.edition.id)]
        if policy.edition.effective:
            about.append(words.effective.format(day=words.day(policy.edition.effective)))
        yield bold("\n".join(about))
        yield plain(words.write_to.format(contact=policy.contact))
        yield link(words.open_policy, policy.published_at)
        yield plain(words.browsing.contents)

    def _clause(self, address: str) -> Iterator[Block]:
        quote = self.knowledge.quote(address)
        says = self.knowledge.policy.clause(address).text
        yield quotation(quote.text) if says else bold(self._title(address))
        yield plain(place(self.words, self.knowledge, address))
        yield close(self.link_to(quote))

    def _below(self, address: str) -> Sequence[str]:
        policy = self.knowledge.policy
        if address:
            return policy.children(address)
        return [*filter(is_preamble, policy.clauses), *policy.sections()]

    def _pages(self, address: str, page: int, pages: int) -> Row:
        if pages < 2:
            return []
        here = self.words.browsing.page.format(page=page + 1, pages=pages)
        return [
            self._to(address, "‹", max(page - 1, 0)),
            self._to(address, here, page),
            self._to(address, "›", min(page + 1, pages - 1)),
        ]

    def _ways(self, address: str) -> Iterator[Row]:
        """To what the clause refers to, to its neighbours, and back up."""
        words, policy = self.words.browsing, self.knowledge.policy
        related = self.knowledge.quote(address).related[:RELATED]
        yield [self._to(each, self._see(Ref(each))) for each in related]
        line = list(policy.clauses)
        here = line.index(address)
        before = [self._to(line[here - 1], f"‹ {self._beside(line[here - 1], address)}")] if here else []
        after = [self._to(each, f"{self._beside(each, address)} ›") for each in line[here + 1 : here + 2]]
        yield [*before, *after]
        up = Row()
        if parent := policy.parent(address):
            up.append(self._to(parent, words.up.format(title=gist(self._title(parent, address), TITLE // 2))))
        yield [*up, self._to("", words.to_contents)]

    def _button(self, address: str, here: str = "") -> InlineKeyboardButton:
        return self._to(address, gist(self._title(address, here), TITLE))

    def _title(self, address: str, here: str = "") -> str:
        """How a clause begins, as it is told beside the clause that is shown `here`, if any."""
        clause = self.knowledge.policy.clause(address)
        if is_preamble(address):
            return capital(clause_name(address, self.words.language))
        return f"{self._beside(address, here)}. {clause.heading or clause.text}"

    def _beside(self, address: str, here: str) -> str:
        """Its number, with the part only where that is another."""
        policy = self.knowledge.policy
        within = bool(here) and policy.clause(address).part == policy.clause(here).part
        return clause_within(address) if within else self._label(address)

    def _to(self, address: str, label: str, page: int = 0) -> InlineKeyboardButton:
        """A button that leads to a clause, or with "" to the contents."""
        ref = self.knowledge.ref(address, self.knowledge.policy.id)
        return button(label, Browse(number=key(*ref), page=page))
