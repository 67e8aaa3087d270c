"""Collecting traces, where the operator wishes them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from desk.settings import Settings
from punkt.extras import need_traces
from punkt.role import Role
from tickets.store.traces import Traces, Untraced


@asynccontextmanager
async def collecting(settings: Settings, role: Role) -> AsyncIterator[Traces]:
    """Where spans go; those that are left go at the end. Raises ExtraMissing."""
    if settings.traces is None:
        yield Untraced()
        return
    need_traces()
    from punkt.tracing import Exported

    exported = Exported(settings.traces, role.named)
    try:
        yield exported
    finally:
        await asyncio.to_thread(exported.close)
