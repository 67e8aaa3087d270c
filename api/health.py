"""For whoever watches over the process."""

from typing import Literal

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import Response

from api.context import Ctx
from api.health_schemas import FailingOut, HealthOut
from api.http.inside import inside
from api.openapi import problems
from api.problems import NOT_READY, RETRY_AFTER, problem
from api.process import Process
from tickets.loops import Loops
from tickets.store.away import DatabaseAway

router = APIRouter(tags=["health"])


@router.head("/healthz", include_in_schema=False)
@router.get("/healthz", summary="Процесс жив", response_model=HealthOut, response_model_exclude_none=True)
async def healthz() -> HealthOut:
    """Отвечает, пока процесс работает."""
    return HealthOut()


@router.head("/readyz", include_in_schema=False)
@router.get("/readyz", summary="Готов отвечать", response_model=HealthOut, responses=problems())
async def readyz(ctx: Ctx) -> Response:
    """База данных отвечает, и документ с указателем загружены. Какая это роль, чего ей недостаёт и что не ладится в
    фоне, сказано рядом."""
    try:
        await ctx.database.ping()
    except DatabaseAway:
        return problem(NOT_READY, {"Retry-After": RETRY_AFTER})
    knowledge = ctx.desk.knowledge
    answers = {"index": knowledge.version or None, "indexes": knowledge.versions if knowledge.several else None}
    told = how_it_is(ctx.process, ctx.loops).model_copy(update=answers)
    return JSONResponse(told.model_dump(mode="json", exclude_none=True))


def how_it_is(process: Process, loops: Loops) -> HealthOut:
    """What a process tells of itself while its database answers."""
    failing = [
        FailingOut(loop=name, error=trouble.error, since=trouble.since, failures=trouble.failures)
        for name, trouble in loops.failing.items()
    ]
    locked: Literal["locked"] | None = "locked" if process.database.means.vault.shut else None
    lacks = list(process.lacks())
    return HealthOut(
        role=process.role,
        news=process.hears_by,
        lacks=lacks or None,
        failing=failing or None,
        left_out=list(process.left_out()) or None,
        contacts=locked,
    )


@router.get(
    "/metrics",
    summary="Счётчики для Prometheus",
    response_class=PlainTextResponse,
    responses=problems(401, 404),
    dependencies=[Depends(inside)],
)
async def metrics(ctx: Ctx) -> Response:
    """Запросы, ответы по видам и обращения; слов пользователей здесь нет.

    С этой же машины — без токена, иначе нужен PUNKT_METRICS_TOKEN в `Authorization: Bearer …`.
    """
    return Response(await ctx.metrics.text(), media_type=CONTENT_TYPE_LATEST)
