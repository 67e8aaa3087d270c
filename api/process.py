"""What a process is among others on one database, for whoever watches over it."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from desk.settings import Settings
from tickets.store.database import Database

RoleName = Literal["run", "web", "bot", "worker"]
Lack = Literal["contacts", "documents", "newest index", "news of others", "turn"]


@dataclass(frozen=True, slots=True)
class IndexVersion:
    """The index that is answered by from one document."""

    name: str
    built_at: datetime
    document: str
    edition: str


@dataclass(slots=True)
class Process:
    """One of them."""

    role: RoleName
    database: Database
    settings: Settings
    waits: Callable[[], bool] = field(default=lambda: False)  #: whether it is another's turn to poll
    indexes: Callable[[], Sequence[IndexVersion]] = field(default=tuple)  #: as far as they are known
    left_out: Callable[[], Sequence[str]] = field(default=tuple)  #: folders of documents that cannot be read
    behind: Callable[[], bool] = field(default=lambda: False)  #: whether it answers from a former index

    @property
    def hears_by(self) -> Literal["redis", "postgresql", "looking"]:
        """How it hears what other processes commit."""
        if not self.database.wakes.carried:
            return "looking"
        return "redis" if self.settings.redis_url else "postgresql"

    def lacks(self) -> Iterator[Lack]:
        """What it goes on without, for now."""
        if self.database.means.vault.shut:
            yield "contacts"
        if self.database.wakes.carried and not self.database.wakes.hears:
            yield "news of others"
        if self.left_out():
            yield "documents"
        if self.behind():
            yield "newest index"
        if self.waits():
            yield "turn"

    def around(self) -> dict[str, Any]:
        """What stands around it, as JSON: its indexes, and bytes of the disk with its data, where they can be told."""
        told: dict[str, Any] = {}
        if indexes := self.indexes():
            newest = max(index.built_at for index in indexes)
            told |= {"index": ", ".join(index.name for index in indexes), "index_built_at": newest.isoformat()}
        try:
            disk = shutil.disk_usage(self.settings.data)
        except OSError:
            return told
        return told | {"disk_free": disk.free, "disk_total": disk.total}
