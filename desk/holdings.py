"""Where data of people lie, in all packages: what every edge hands to previews, erasures, dossiers and terms."""

from typing import Any

from desk.journal import Question
from tickets.erasure import holdings
from tickets.erasure.holding import Holding, ShownColumn


def _clauses(found: list[Any]) -> str:
    return ", ".join(str(number) for number, _ in found)


def _helpful(rating: bool | None) -> str:
    return {None: "", True: "да", False: "нет"}[rating]


QUESTIONS = Holding(
    title="журнал вопросов и ответов",
    table=Question,
    of=lambda person: Question.message_id.in_(holdings.messages_of(person)),
    shown=(
        ShownColumn("asked_at", "когда"),
        ShownColumn("clauses", "пункты политики", _clauses),
        ShownColumn("edition", "редакция политики"),
        ShownColumn("helpful", "ответ помог", _helpful),
    ),
)

HOLDINGS: tuple[Holding, ...] = (QUESTIONS, *holdings.HOLDINGS)
TELL_NOTHING = holdings.TELL_NOTHING
