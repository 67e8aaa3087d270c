"""The database is away: one rule for SQLite and PostgreSQL, whatever their drivers raise when it is."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

#: Classes of SQLSTATE: connection, resources (the disk), operator (shut down, cancelled), system, transactions that
#: were in each other's way.
_CLASSES = ("08", "53", "57", "58", "40")
#: Locked too long; read only, as a replica is; silent too long; a statement that a pooler prepared elsewhere, or twice.
_CODES = {"55P03", "25006", "25P03", "26000", "42P05"}
_SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}


class DatabaseAway(SQLAlchemyError):
    """The database cannot be asked now, and trying the whole again later helps.

    What was being committed may be stored or not: who tries again does so under the same key.
    """

    def __init__(self, error: BaseException, *, disconnected: bool = True) -> None:
        self.disconnected = disconnected  #: else it is there, and others are in the way
        self.reason = type(error).__name__  #: nothing of its text, which may hold an address
        self.state: str | None = getattr(error, "sqlstate", None)  #: code of PostgreSQL
        super().__init__(self.reason)


def tell_away(context: ExceptionContext) -> DatabaseAway | None:
    """What a driver raised as DatabaseAway, when it says so; a connection that no longer speaks is given up."""
    error = context.original_exception
    # What asyncpg raised is the cause of what the dialect raises for it.
    cause = error if isinstance(error, OSError) else error.__cause__ or error
    if not isinstance(error, Exception):
        return None
    if isinstance(cause, OSError | asyncpg.InternalClientError):  # TimeoutError too
        # The connection would wait for the answer before it takes the next question, also the one to roll back.
        context.is_disconnect = True
        if context.connection is not None and not context.connection.invalidated:
            context.connection.connection.driver_connection.terminate()  # type: ignore[union-attr]
    elif not (context.is_disconnect or _says_away(cause)):
        return None
    return DatabaseAway(cause, disconnected=context.is_disconnect)


@contextmanager
def told_away() -> Iterator[None]:
    """Nobody gave back a connection in time: that is the same to whoever asks."""
    try:
        yield
    except PoolTimeout as error:
        raise DatabaseAway(error) from error


def _says_away(error: BaseException) -> bool:
    match error:
        case asyncpg.PostgresError(sqlstate=str(state)):
            return state.startswith(_CLASSES) or state in _CODES
        case asyncpg.DataError():  # a value of ours that does not fit
            return False
        case asyncpg.InterfaceError():
            return True
        case sqlite3.Error():
            return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_IOERR) & 0xFF in _SQLITE
        case _:
            return False
