"""Roles: what of Punkt a process does. One does all of it, or copies share it on PostgreSQL, as many as are wanted."""

from enum import StrEnum
from typing import Literal

from desk.settings import Settings


class Role(StrEnum):
    """Named by its command."""

    RUN = "run"
    WEB = "web"
    BOT = "bot"
    WORKER = "worker"

    @property
    def named(self) -> Literal["run", "web", "bot", "worker"]:
        """As the edges call it."""
        return self.value

    @property
    def answers(self) -> bool:
        """Whether it has the website."""
        return self in {Role.RUN, Role.WEB}

    @property
    def carries(self) -> bool:
        """Whether it carries the outbox and makes the rounds."""
        return self in {Role.RUN, Role.WORKER}

    def hears(self, settings: Settings) -> bool:
        """Whether it handles what people write in messengers: so does a worker that has no other process beside it."""
        return self in {Role.RUN, Role.BOT} or (self is Role.WORKER and settings.is_sqlite)
