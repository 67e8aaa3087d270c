"""The policy as data."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from api.context import Ctx
from api.http.limits import limited
from api.openapi import problems
from api.public.render import edition
from api.schemas import ClauseDetailOut, ClauseOut, PolicyOut, SectionOut
from desk.consent_text import consent_text
from desk.knowledge import Knowledge


class NoSuchClause(Exception):
    """The policy has no clause of this number."""


router = APIRouter(prefix="/api/v1/policy", tags=["policy"], dependencies=[Depends(limited("look"))])


@router.get("", summary="Политика целиком", response_model=PolicyOut, responses=problems())
async def show_policy(ctx: Ctx) -> PolicyOut:
    """Сведения о документе, все разделы и пункты дословно и текст согласия для обращений."""
    knowledge = ctx.desk.knowledge
    policy = knowledge.policy
    preamble = policy.document.preamble
    return PolicyOut(
        id=policy.id,
        title=policy.title,
        operator=policy.operator,
        sites=list(policy.sites),
        services=list(policy.services),
        published_at=policy.published_at,
        contact=policy.contact,
        edition=edition(knowledge),
        consent=consent_text(policy),
        preamble=_clause(knowledge, preamble.number) if preamble else None,
        sections=[_section(knowledge, clause.number) for clause in policy.document.clauses if clause.parent is None],
    )


@router.get("/{number}", summary="Один пункт", response_model=ClauseDetailOut, responses=problems(404))
async def show_clause(ctx: Ctx, number: Annotated[str, Path(min_length=1, max_length=32)]) -> ClauseDetailOut:
    """Пункт по номеру («5.1») или «преамбула»: сам текст и цитата, какой она бывает в ответе."""
    knowledge = ctx.desk.knowledge
    clause = knowledge.policy.clauses.get(number)
    if clause is None:
        raise NoSuchClause
    quote = knowledge.quote(number)
    return ClauseDetailOut(
        number=number,
        heading=clause.heading,
        text=clause.text,
        quote=quote.text,
        path=quote.path,
        parent=clause.parent,
        url=quote.url,
        related=list(quote.related),
    )


def _section(knowledge: Knowledge, number: str) -> SectionOut:
    section = knowledge.policy.clause(number)
    within = [c.number for c in knowledge.policy.document.clauses if c.parent is not None]
    return SectionOut(
        number=number,
        heading=section.heading,
        text=section.text,
        clauses=[_clause(knowledge, n) for n in within if knowledge.policy.section(n).number == number],
    )


def _clause(knowledge: Knowledge, number: str) -> ClauseOut:
    clause = knowledge.policy.clause(number)
    return ClauseOut(number=number, text=clause.text, parent=clause.parent, url=knowledge.url(number))
