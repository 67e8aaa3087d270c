"""Asking staff: questions before a step, whose answers are the next words of the one who was asked.

What is known of the step so far lies in the prompt's own row, never in the outbox.
"""

from enum import StrEnum

from aiogram.types import ForceReply
from sqlalchemy import update

from bot.sending.layout import link, plain
from bot.staff import group_words
from bot.staff.buttons import anyway_keyboard
from bot.staff.post import Post
from tickets.post.room import Prompt
from tickets.post.topics.to_staff import PromptMade


class Asked(StrEnum):
    """What the answer to a prompt does."""

    ASK = "ask"
    RESOLVE = "resolve"
    REASON = "reason"  #: of a refusal
    NORM = "norm"
    EXTEND = "extend"
    REOPEN = "reopen"
    ANYWAY = "anyway"  #: a button decides


def unsent(cause: str) -> str:
    """The spot of a prompt whose message has not been sent yet."""
    return f"unsent:{cause}"


async def show_prompt(made: PromptMade, post: Post) -> None:
    """Ask, of whoever is named; the prompt is from now on where the message is."""
    who = link(made.actor, f"tg://user?id={made.user}")  # a mention lets only their screen open the reply
    markup = anyway_keyboard() if made.step == Asked.ANYWAY else ForceReply(selective=True)
    spot = await post.say(plain(made.text), who, reply_to=made.reply_to, buttons=markup)
    async with post.database.transaction() as session:
        ours = (Prompt.place == str(post.place), Prompt.spot == made.spot)
        await session.execute(update(Prompt).where(*ours).values(spot=str(spot)))


TEXTS = {
    Asked.ASK: group_words.ASK_QUESTION,
    Asked.RESOLVE: group_words.ASK_RESOLUTION,
    Asked.REASON: group_words.ASK_REASON,
    Asked.NORM: group_words.ASK_NORM,
    Asked.EXTEND: group_words.ASK_EXTENSION,
    Asked.REOPEN: group_words.ASK_REOPENING,
}
