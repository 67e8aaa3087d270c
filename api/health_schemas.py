"""Shapes of what a process tells of itself."""

import datetime
from typing import Literal

from pydantic import BaseModel, Field

from api.schemas import Out


class FailingOut(Out):
    """What runs beside and fails, since when, and with what class of error."""

    loop: str
    error: str
    since: datetime.datetime
    failures: int = Field(description="Подряд.")


class HealthOut(BaseModel):
    """The process answers. What fails beside is named, where something does."""

    status: Literal["ok"] = "ok"
    role: Literal["run", "web", "bot", "worker"] | None = Field(default=None, description="Что делает этот процесс.")
    news: Literal["redis", "postgresql", "looking"] | None = Field(
        default=None, description="Как он узнаёт о сделанном другими: из Redis, от PostgreSQL или смотрит сам."
    )
    lacks: list[Literal["contacts", "documents", "newest index", "news of others", "turn"]] | None = Field(
        default=None,
        description="Без чего он пока работает: без ключа контактов, без документов, которые не читаются, без нового "
        "индекса (отвечает по прежнему), без вестей от других (смотрит сам) или ждёт очереди опрашивать Telegram.",
    )
    index: str | None = Field(default=None, description="Версия индекса (первого документа), по которой он отвечает.")
    indexes: dict[str, str] | None = Field(
        default=None, description="Если документов несколько: версия индекса каждого по его id."
    )
    left_out: list[str] | None = Field(
        default=None, description="Папки документов, которые не читаются: по ним он не отвечает. Причины — в журнале."
    )
    failing: list[FailingOut] | None = Field(default=None, description="Что не ладится в фоне: оно пробует снова само.")
    contacts: Literal["locked"] | None = Field(
        default=None, description="Ключа контактов нет: новые контакты не принимаются."
    )
