"""A document as data, the first one unless another is named."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from api.context import Ctx
from api.document_schemas import ClauseDetailOut, ClauseOut, PolicyOut, SectionOut
from api.http.limits import limited
from api.openapi import problems
from api.schemas import CandidateOut, EditionOut
from desk.clause_names import in_link
from desk.knowledge import Knowledge
from desk.lookup import LONGEST, named
from desk.wish import consent_text
from tickets.text.masking import glimpse


class NoSuchClause(Exception):
    """The policy has no clause of this number."""


class AmbiguousClause(Exception):
    """The policy has several clauses of this number."""

    def __init__(self, number: str, candidates: Sequence[CandidateOut]) -> None:
        super().__init__(number)
        self.number = number
        self.candidates = candidates


API = "/api/v1"  #: stands before the path of a document's page
BEGINNING = 100  #: characters of a clause that tell which it is

Written = Annotated[str, Path(min_length=1, max_length=LONGEST)]
Part = Annotated[str, Path(min_length=1, max_length=LONGEST, description="Строчными через дефис: «приложение-1».")]
Chosen = Annotated[str, Query(max_length=LONGEST, description="id документа; по умолчанию первый.")]

router = APIRouter(prefix="/api/v1/policy", tags=["policy"], dependencies=[Depends(limited("look"))])


@router.get("", summary="Документ целиком", responses=problems(404))
async def show_policy(ctx: Ctx, document: Chosen = "") -> PolicyOut:
    """Сведения о документе, все разделы и пункты дословно и текст согласия для обращений."""
    return whole(ctx.desk.knowledge.alone(document))


def whole(knowledge: Knowledge) -> PolicyOut:
    """The first document, all of it."""
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
        edition=EditionOut.model_validate(knowledge.edition),
        consent=consent_text(policy),
        preamble=_clause(knowledge, preamble.number) if preamble else None,
        sections=[_section(knowledge, address) for address in policy.sections()],
    )


@router.get("/{number}", summary="Один пункт", responses=problems(404, 409))
async def show_clause(ctx: Ctx, number: Written, document: Chosen = "") -> ClauseDetailOut:
    """Пункт по номеру («5.1»), по адресу («Приложение 1, 2.1») или «преамбула»: сам текст и цитата, какой она бывает в
    ответе.

    Если номер в документе повторяется, ответ — 409, и в `candidates` перечислены пункты с таким номером.
    """
    return detail(ctx.desk.knowledge.alone(document), number)


@router.get("/{part}/{number}", summary="Пункт приложения или другой части", responses=problems(404, 409))
async def show_clause_of_part(ctx: Ctx, part: Part, number: Written, document: Chosen = "") -> ClauseDetailOut:
    """Пункт по номеру в его части: `приложение-1/2.1`. У текста вне приложений часть — `основной-текст`."""
    return detail(ctx.desk.knowledge.alone(document), number, part)


def detail(knowledge: Knowledge, number: str, part: str = "") -> ClauseDetailOut:
    """A clause of the first document; raises NoSuchClause and AmbiguousClause."""
    policy = knowledge.policy
    found = policy.named(number, part) or (() if part else named(policy, number))
    if not found:
        raise NoSuchClause
    if len(found) > 1:
        raise AmbiguousClause(number, [_candidate(knowledge, each) for each in found])
    [address] = found
    clause, quote = policy.clause(address), knowledge.quote(address)
    return ClauseDetailOut(
        number=clause.number,
        part=clause.part,
        address=address,
        heading=clause.heading,
        text=clause.text,
        quote=quote.text,
        path=quote.path,
        parent=clause.parent,
        url=quote.url,
        related=list(quote.related),
    )


def _candidate(knowledge: Knowledge, address: str) -> CandidateOut:
    clause = knowledge.policy.clause(address)
    return CandidateOut(
        address=address,
        path=knowledge.policy.path(address),
        heading=clause.heading,
        beginning=glimpse(clause.text, BEGINNING),
        api=f"{API}{knowledge.page()}/{in_link(address)}",
        url=knowledge.url(address),
    )


def _section(knowledge: Knowledge, address: str) -> SectionOut:
    policy = knowledge.policy
    section = policy.clause(address)
    within = [each for each in policy.clauses if policy.parent(each) is not None and policy.section(each) == address]
    return SectionOut(
        number=section.number,
        part=section.part,
        address=address,
        heading=section.heading,
        text=section.text,
        clauses=[_clause(knowledge, each) for each in within],
    )


def _clause(knowledge: Knowledge, address: str) -> ClauseOut:
    clause = knowledge.policy.clause(address)
    return ClauseOut(
        number=clause.number,
        part=clause.part,
        address=address,
        text=clause.text,
        parent=clause.parent,
        url=knowledge.url(address),
    )
