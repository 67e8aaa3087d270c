"""PostgreSQL: how it is reached, how long it may take, and that a pooler such as PgBouncer may stand before it.

Nothing is set for a whole session, neither at its start nor later: behind a pooler the next transaction has another.
"""

from dataclasses import dataclass
from typing import Any

import asyncpg
from sqlalchemy import ColumnElement, NullPool, event, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import AdaptedConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from tickets.store.away import DatabaseAway, tell_away

GATE = 0x50554E4B  #: the lock that every writer shares, and that one takes who must be alone
MIGRATING = GATE + 1  #: the lock of who changes tables
LOCK_NOT_AVAILABLE = "55P03"  #: code of PostgreSQL
_FAULTS = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds; together they keep whoever waits for an answer under ten."""

    pool: float = 4  #: until some other gives a connection back
    connect: float = 4
    knock: float = 4  #: for a connection that lay idle to show that it is alive
    statement: float = 5  #: of the client, for when the server cannot end it
    server: float = 4  #: a statement of a writer and the locks it waits for, ended by the server
    idle: float = 8  #: that a writer may say nothing within its transaction before the server ends it: it may be frozen
    patient: float = 1800  #: a statement of what may take long
    patient_idle: float = 60  #: the same of what may take long, which computes between its statements


class _Connection(asyncpg.Connection):  # type: ignore[misc]
    async def set_type_codec(self, *args: Any, **options: Any) -> None:
        try:
            # Outside a transaction, a pooler may lead the two messages of a question to two servers.
            async with self.transaction():
                await super().set_type_codec(*args, **options)
        except _FAULTS as error:  # part of connecting, which SQLAlchemy asks nobody about
            raise DatabaseAway(error) from error


async def _connect(*args: Any, **options: Any) -> asyncpg.Connection:
    try:
        return await asyncpg.connect(*args, connection_class=_Connection, **options)
    except _FAULTS as error:
        raise DatabaseAway(error) from error


def _within(**seconds: float) -> list[ColumnElement[str]]:
    """Columns of a SELECT that set these limits until the end of the transaction."""
    return [func.set_config(name, f"{value}s", True) for name, value in seconds.items()]


def open_engine(url: str, limits: Limits, *, patient: bool = False) -> AsyncEngine:
    """An engine with a pool, or a `patient` one whose statements may take long, with a connection for each use."""
    arguments = {
        "async_creator_fn": _connect,
        "timeout": limits.connect,
        "command_timeout": limits.patient if patient else limits.statement,
        # A statement without a name lives until the next one: none is looked for on a server that never heard of it.
        "statement_cache_size": 0,
        "prepared_statement_cache_size": 0,
        "prepared_statement_name_func": str,
    }
    pool: dict[str, Any] = {"poolclass": NullPool} if patient else {"pool_timeout": limits.pool}
    idle = {"idle_in_transaction_session_timeout": limits.patient_idle if patient else limits.idle}
    engine = create_async_engine(url, connect_args=arguments, **pool)
    event.listen(engine.sync_engine, "handle_error", tell_away)

    @event.listens_for(engine.sync_engine, "checkout")
    def knock(connection: AdaptedConnection, record: ConnectionPoolEntry, _: PoolProxiedConnection) -> None:
        if not record.info.get("used"):
            record.info["used"] = True
            return
        try:
            connection.run_async(lambda driver: driver.execute("SELECT", timeout=limits.knock))
        except TimeoutError as error:
            connection.driver_connection.terminate()
            raise DatabaseAway(error) from error
        except _FAULTS as error:
            raise InvalidatePoolError from error

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        # The gate comes before every other lock, so nobody who waits at it holds what the one inside may need.
        options = connection.get_execution_options()
        if options.get("isolation_level") == "AUTOCOMMIT" or not options.get("writes"):
            return
        if alone := options.get("alone"):
            connection.execute(select(*_within(lock_timeout=alone, **idle)))
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({GATE})")
            connection.exec_driver_sql("SET LOCAL lock_timeout TO DEFAULT")
        elif patient:
            connection.execute(select(*_within(**idle), func.pg_advisory_xact_lock_shared(GATE)))
        else:
            most = _within(lock_timeout=limits.server, statement_timeout=limits.server, **idle)
            connection.execute(select(*most, func.pg_advisory_xact_lock_shared(GATE)))

    return engine
