"""All documents as data: which there are, each as a whole, and each clause."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from api.context import Ctx
from api.document_schemas import ClauseDetailOut, DocumentOut, DocumentsOut, PolicyOut
from api.http.limits import limited
from api.openapi import problems
from api.public.policy import Part, Written, detail, whole
from api.schemas import EditionOut
from desk.lookup import LONGEST

router = APIRouter(prefix="/api/v1/documents", tags=["documents"], dependencies=[Depends(limited("look"))])
Named = Annotated[str, Path(min_length=1, max_length=LONGEST, description="id документа.")]


@router.get("", summary="Какие есть документы", responses=problems())
async def show_documents(ctx: Ctx) -> DocumentsOut:
    """Все документы, по которым отвечает Пункт, первый — первым."""
    knowledge = ctx.desk.knowledge
    return DocumentsOut(
        documents=[
            DocumentOut(
                id=name,
                title=known.policy.title,
                operator=known.policy.operator,
                edition=EditionOut.model_validate(known.edition),
                clauses=len(known.policy.quotable),
                url=f"{ctx.settings.address}{knowledge.page(name)}",
            )
            for name, known in knowledge.documents.items()
        ]
    )


@router.get("/{document}", summary="Документ целиком", responses=problems(404))
async def show_document(ctx: Ctx, document: Named) -> PolicyOut:
    """Сведения о документе, все разделы и пункты дословно и текст согласия для обращений."""
    return whole(ctx.desk.knowledge.alone(document))


@router.get("/{document}/{number}", summary="Один пункт документа", responses=problems(404, 409))
async def show_clause_of_document(ctx: Ctx, document: Named, number: Written) -> ClauseDetailOut:
    """Как `/api/v1/policy/{number}`, но из названного документа."""
    return detail(ctx.desk.knowledge.alone(document), number)


@router.get("/{document}/{part}/{number}", summary="Пункт приложения или другой части", responses=problems(404, 409))
async def show_clause_of_part_of_document(ctx: Ctx, document: Named, part: Part, number: Written) -> ClauseDetailOut:
    """Как `/api/v1/policy/{part}/{number}`, но из названного документа."""
    return detail(ctx.desk.knowledge.alone(document), number, part)
