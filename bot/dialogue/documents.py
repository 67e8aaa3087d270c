"""The documents: which there are, and the one that a person wants to be answered from alone."""

from aiogram.filters import CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from bot.dialogue.browsing import show_clause
from bot.dialogue.buttons import Row, button, keyboard
from bot.dialogue.speech import gist
from bot.dialogue.turn import NotDone, Turn, pressed
from bot.sending.layout import plain
from desk.clause_names import key, within_quotes
from desk.ref import Ref

TITLE = 44  #: characters of a title on a button


class Stay(CallbackData, prefix="doc"):
    """Answer from this document alone from now on, or from all of them."""

    document: str  #: its `key`
    alone: bool


async def choose_document(_message: Message, command: CommandObject, turn: Turn) -> None:
    """Ask which; of one document alone there is nothing to choose, and it is shown."""
    knowledge = turn.desk.knowledge
    if len(knowledge.documents) == 1:
        show_clause(turn, Ref(""))
        return
    kept, words = turn.conversation.document, turn.words.browsing
    rows: list[Row] = [
        [button(gist(f"{'✓ ' if name == kept else ''}{known.policy.title}", TITLE), _stay(turn, name))]
        for name, known in knowledge.documents.items()
    ]
    every = f"{'' if kept in knowledge.documents else '✓ '}{words.all_documents}"
    rows.append([button(every, Stay(document="", alone=False))])
    turn.say(plain(words.which_document), buttons=keyboard(*rows))


async def stay(callback: CallbackQuery, callback_data: Stay, turn: Turn) -> None:
    """Keep to it in this conversation, and show its contents."""
    words = turn.words.browsing
    ref = turn.desk.knowledge.keyed(callback_data.document)
    if ref is None:
        raise NotDone(words.gone)
    turn.replace_buttons(pressed(callback))
    if not callback_data.alone:
        turn.conversation.document = None
        turn.say(plain(words.answers_from_all))
        return
    policy = turn.desk.knowledge.known(ref.document).policy
    turn.conversation.document = policy.id
    turn.say(plain(words.answers_from.format(title=within_quotes(policy.title))))
    show_clause(turn, ref)


def _stay(turn: Turn, document: str) -> Stay:
    return Stay(document=key(*turn.desk.knowledge.ref("", document)), alone=True)
