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
from desk.knowledge import Knowledge, clause_name
from desk.lookup import numbered
from tickets.record.labels import capital

LISTED = 10  #: clauses that have a button at a time
TITLE = 44  #: characters of a title on a button
LONGEST_START = 64  #: characters of a deep link's parameter; only Latin letters, digits, "_" and "-" are taken
LINKED = "c-"  #: begins the parameter that names a clause


class Browse(CallbackData, prefix="b"):
    """Show this clause, or the contents where the number is empty, from that page on."""

    number: str
    page: int


@dataclass(frozen=True, slots=True)
class Page:
    """One message as Telegram takes it."""

    html: str
    buttons: InlineKeyboardMarkup


async def show_policy(_message: Message, command: CommandObject, turn: Turn) -> None:
    """The contents, or the clause that is named after the command."""
    if not command.args:
        show_clause(turn, "")
        return
    number = numbered(turn.desk.knowledge, command.args)
    if number is None:
        turn.say(plain(turn.words.browsing.no_such))
    show_clause(turn, number or "")


def show_clause(turn: Turn, number: str) -> None:
    """Begin to browse at a clause, in a message of its own."""
    page = Browser(turn.words, turn.desk.knowledge, turn.public).page(number, 0)
    turn.send(page.html, page.buttons)


async def turn_page(callback: CallbackQuery, callback_data: Browse, turn: Turn) -> None:
    """The same message shows another page."""
    if callback_data.number and callback_data.number not in turn.desk.knowledge.policy.clauses:
        raise NotDone(turn.words.browsing.gone)
    page = Browser(turn.words, turn.desk.knowledge, turn.public).page(callback_data.number, callback_data.page)
    turn.rewrite(pressed(callback), page.html, page.buttons)


def start_word(knowledge: Knowledge, number: str) -> str | None:
    """What stands after «/start » in a link to this clause; None where its number cannot stand there."""
    preamble = knowledge.policy.document.preamble
    name = "preamble" if preamble is not None and preamble.number == number else number.replace(".", "-")
    word = f"{LINKED}{name}"
    fits = len(word) <= LONGEST_START and word.isascii() and word.replace("-", "").replace("_", "").isalnum()
    return word if fits else None


def linked_clause(knowledge: Knowledge, word: str) -> str | None:
    """The clause that a link names."""
    return next((number for number in knowledge.policy.clauses if start_word(knowledge, number) == word), None)


class Browser(Speaker):
    """Lays out pages in the words of one language."""

    def page(self, number: str, page: int) -> Page:
        """A page of what this clause, or with "" the document, says and holds."""
        texts = compose([*(self._clause(number) if number else self._document())])
        below = self._below(number)
        pages = max(len(texts), -(-len(below) // LISTED))
        page = min(max(page, 0), pages - 1)
        return Page(
            html=texts[min(page, len(texts) - 1)],
            buttons=keyboard(
                *([self._button(each)] for each in below[page * LISTED : (page + 1) * LISTED]),
                self._pages(number, page, pages),
                *(self._ways(number) if number else []),
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

    def _clause(self, number: str) -> Iterator[Block]:
        quote = self.knowledge.quote(number)
        says = self.knowledge.policy.clause(number).text
        yield quotation(quote.text) if says else bold(self._title(number))
        yield plain(place(self.words, self.knowledge, number))
        yield close(self.link_to(quote))

    def _below(self, number: str) -> Sequence[str]:
        policy = self.knowledge.policy
        if number:
            return [clause.number for clause in policy.children(number)]
        preamble = [policy.document.preamble.number] if policy.document.preamble else []
        return [*preamble, *(clause.number for clause in policy.document.clauses if clause.parent is None)]

    def _pages(self, number: str, page: int, pages: int) -> Row:
        if pages < 2:
            return []
        words = self.words.browsing
        return [
            button("‹", Browse(number=number, page=max(page - 1, 0))),
            button(words.page.format(page=page + 1, pages=pages), Browse(number=number, page=page)),
            button("›", Browse(number=number, page=min(page + 1, pages - 1))),
        ]

    def _ways(self, number: str) -> Iterator[Row]:
        """To what the clause refers to, to its neighbours, and back up."""
        words, policy = self.words.browsing, self.knowledge.policy
        related = self.knowledge.quote(number).related[:RELATED]
        yield [button(words.see.format(number=each), Browse(number=each, page=0)) for each in related]
        line = list(policy.clauses)
        here = line.index(number)
        before = [button(f"‹ {line[here - 1]}", Browse(number=line[here - 1], page=0))] if here else []
        after = [button(f"{each} ›", Browse(number=each, page=0)) for each in line[here + 1 : here + 2]]
        yield [*before, *after]
        up = Row()
        if parent := policy.clause(number).parent:
            title = gist(self._title(parent), TITLE // 2)
            up.append(button(words.up.format(title=title), Browse(number=parent, page=0)))
        yield [*up, button(words.to_contents, Browse(number="", page=0))]

    def _button(self, number: str) -> InlineKeyboardButton:
        return button(gist(self._title(number), TITLE), Browse(number=number, page=0))

    def _title(self, number: str) -> str:
        clause, preamble = self.knowledge.policy.clause(number), self.knowledge.policy.document.preamble
        if preamble is not None and number == preamble.number:
            return capital(clause_name(number, self.words.language))
        return f"{clause.number}. {clause.heading or clause.text}"
