"""Why a step was not taken: the sentences of `tickets.acts.refusals`, and what a topic adds to them."""

from collections.abc import Awaitable, Callable, Mapping

from bot.staff import group_words
from bot.staff.canned import Unfilled
from bot.staff.turn import StaffTurn
from desk.message import EmptyText, TooLongText
from tickets.acts import refusals
from tickets.acts.meanwhile import Answered
from tickets.acts.refusals import REFUSALS
from tickets.life import Unclear
from tickets.staff.member import NoSuchStaff
from tickets.steps.deciding import EraseOrKeep, NoReason
from tickets.steps.joining import IdentityFirst, NotTheSame

_MORE: Mapping[type[Exception], str] = {
    Answered: "Отправить и ваш ответ?",
    NoReason: "Команда: /refuse причина | норма",
    Unclear: "Это делают в консоли: {link}",
    EraseOrKeep: "Это делают в консоли, там видно, что будет удалено: {link}",
    NotTheSame: "Команда: /merge номер",
    IdentityFirst: "Команда: /vouch как проверено",
    NoSuchStaff: "Например: /assign anna@example.org",
    EmptyText: group_words.EMPTY,
    TooLongText: "Слишком длинно: сократите, пожалуйста.",
    Unfilled: (
        "Человеку не отправлено: в обращении нет того, что нужно шаблону: {error}. Напишите ответ сами или впишите "
        "это в скопированный текст."
    ),
}
EXPECTED = (*REFUSALS, *_MORE)


async def attempt(turn: StaffTurn, act: Callable[[], Awaitable[object]]) -> str | None:
    """Do it whole or not at all; gives why not, in a sentence, or None when it was done."""
    try:
        async with turn.session.begin_nested():
            await act()
    except EXPECTED as error:
        return refusal(turn, error)
    return None


def refusal(turn: StaffTurn, error: Exception) -> str:
    """The sentence of one of the EXPECTED errors."""
    return refusals.refusal(error, _MORE, link=turn.link)
