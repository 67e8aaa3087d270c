"""Where data of people lie, in all packages, for previews, erasures, dossiers and terms; and what papers say of it."""

from typing import TYPE_CHECKING, Any

from desk.journal import Question
from desk.settings import Settings
from tickets.erasure import holdings
from tickets.erasure.holding import Holding, ShownColumn
from tickets.erasure.papers.paper import Office
from tickets.erasure.retention import keep_terms

if TYPE_CHECKING:
    from index.policy import Policy  # with all that reads documents


def _clauses(found: list[Any]) -> str:
    return ", ".join(str(number) for number, _ in found)


def _helpful(rating: bool | None) -> str:
    return {None: "", True: "да", False: "нет"}[rating]


QUESTIONS = Holding(
    "журнал вопросов и ответов",
    Question,
    of=lambda person: Question.message_id.in_(holdings.messages_of(person)),
    shown=(
        ShownColumn("asked_at", "когда"),
        ShownColumn("clauses", "пункты", _clauses),
        ShownColumn("edition", "редакция документа"),
        ShownColumn("helpful", "ответ помог", _helpful),
    ),
)

HOLDINGS: tuple[Holding, ...] = (QUESTIONS, *holdings.HOLDINGS)
TELL_NOTHING = holdings.TELL_NOTHING


def office_of(policy: "Policy", settings: Settings) -> Office:
    """What papers say of the operator, the system and its tables."""
    from desk.own_words import own_words  # with all that reads documents

    return Office(
        operator=policy.operator,
        address=settings.operator_address,
        contact=policy.contact,
        document=own_words(policy).title,
        published_at=policy.published_at,
        system=settings.system_name,
        dialect="sqlite" if settings.is_sqlite else "postgresql",
        zone=settings.zone,
        days=keep_terms(settings.retention),
        titles={holding.name: holding.title for holding in HOLDINGS},
    )
