"""Sharing: «@bot сколько храните» in any chat offers clauses to send there. Nothing of it is stored, and nobody named.

An answer that fails is not tried again: with the next letter the person asks anew.
"""

import asyncio
import logging
from collections.abc import Iterator, Sequence

from aiogram import Bot
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InlineQueryResultUnion,
    InputTextMessageContent,
)

from bot.dialogue.browsing import start_word
from bot.dialogue.speech import gist, place
from bot.dialogue.turn import language_of
from bot.sending.calls import NO_PREVIEW
from bot.sending.layout import close, compose, link, plain, quotation
from bot.words.russian import wording_in
from bot.words.wording import BotWords
from desk.desk import Desk
from desk.knowledge import Knowledge
from desk.lookup import look_up
from desk.ref import Ref
from desk.reply import Quote

MOST = 5  #: clauses offered
LONGEST = 200  #: characters of a query that are read
CACHE = 60  #: seconds that Telegram may repeat an answer to the same person
SECONDS = 5  #: for the answer
START = "ask"  #: parameter of the link to the bot itself

log = logging.getLogger(__name__)


async def offer_clauses(
    query: InlineQuery, bot: Bot, desk: Desk, canned: Sequence[InlineQueryResultArticle] = ()
) -> None:
    """Up to five clauses, or the one of that number, each sent word for word with number, edition and link.

    Before them stand the canned replies of staff, where it is one of them who asks.
    """
    knowledge, asked = desk.knowledge, query.query.strip()[:LONGEST]
    words = wording_in(language_of(query.from_user), knowledge.words)
    try:
        quotes = await asyncio.to_thread(look_up, knowledge, asked, MOST) if asked else ()
        sharing = Sharing(words, knowledge, (await bot.me()).username or "")
        shared = [*canned, *(article for quote in quotes for article in sharing.articles(quote))]
        hint = words.browsing.nothing if asked else words.browsing.ask
        await bot.answer_inline_query(
            query.id,
            results=[*_numbered(shared)],
            cache_time=CACHE,
            is_personal=True,  # in the language of the one who asks
            button=None if shared else InlineQueryResultsButton(text=hint, start_parameter=START),
            request_timeout=SECONDS,
        )
    except Exception as error:  # noqa: BLE001 - a query that is not answered at once is none
        log.info("an inline query was not answered: %s", type(error).__name__)


def _numbered(articles: Sequence[InlineQueryResultArticle]) -> Iterator[InlineQueryResultUnion]:
    """Telegram wants a name for each that no other of the answer has."""
    for order, article in enumerate(articles):
        yield article.model_copy(update={"id": str(order)})


class Sharing:
    """Clauses as they are offered and sent, in the words of one language."""

    def __init__(self, words: BotWords, knowledge: Knowledge, bot_name: str) -> None:
        self._words = words
        self._knowledge = knowledge
        self._bot_name = bot_name

    def articles(self, quote: Quote) -> Iterator[InlineQueryResultArticle]:
        """One; more where the clause is longer than a message."""
        words, knowledge = self._words, self._knowledge.alone(quote.document)
        policy, where = knowledge.policy, place(self._words, knowledge, quote.address)
        texts = compose([quotation(quote.text), plain(where), close(link(words.open_policy, policy.published_at))])
        title = where.partition(" · ")[0]
        for part, html in enumerate(texts, start=1):
            parted = words.browsing.part.format(title=title, part=part, parts=len(texts))
            yield InlineQueryResultArticle(
                id=quote.address,
                title=title if len(texts) == 1 else parted,
                description=gist(policy.clause(quote.address).text or quote.text),
                input_message_content=InputTextMessageContent(
                    message_text=html, parse_mode="HTML", link_preview_options=NO_PREVIEW
                ),
                reply_markup=self._way_here(knowledge.ref(quote.address, quote.document)),
            )

    def _way_here(self, ref: Ref) -> InlineKeyboardMarkup | None:
        """A button that opens the clause in the bot, for whoever reads it elsewhere."""
        word = start_word(ref)
        if word is None or not self._bot_name:
            return None
        there = f"https://t.me/{self._bot_name}?start={word}"
        return InlineKeyboardMarkup(
            inline_keyboard=[[InlineKeyboardButton(text=self._words.browsing.open_here, url=there)]]
        )
