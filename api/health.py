"""For whoever watches over the process."""

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import Response

from api.context import Ctx
from api.http.inside import inside
from api.openapi import problems
from api.problems import NOT_READY, RETRY_AFTER, problem
from api.schemas import HealthOut

router = APIRouter(tags=["health"])


@router.get("/healthz", summary="Процесс жив", response_model=HealthOut)
async def healthz() -> HealthOut:
    """Отвечает, пока процесс работает."""
    return HealthOut()


@router.get("/readyz", summary="Готов отвечать", response_model=HealthOut, responses=problems())
async def readyz(ctx: Ctx) -> Response:
    """База данных отвечает, и политика с указателем загружены."""
    try:
        await ctx.database.ping()
    except (SQLAlchemyError, OSError):
        return problem(NOT_READY, {"Retry-After": RETRY_AFTER})
    return JSONResponse(HealthOut().model_dump())


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
    return Response(ctx.metrics.text(), media_type=CONTENT_TYPE_LATEST)
