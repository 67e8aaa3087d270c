"""What every table shares: metadata with named constraints, and moments in UTC."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Enum, Float, MetaData, literal
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A moment, always aware and in UTC, also where the database keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Lenient(TypeDecorator[Any]):
    """JSON that is read also where it is garbled, as if it were null, so that one row never hides the others."""

    impl = JSON

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        plain = self.impl_instance.dialect_impl(dialect).result_processor(dialect, coltype)

        def read(value: Any) -> Any:
            try:
                return self.shaped(plain(value) if plain else value)
            except (ValueError, RecursionError):
                return self.shaped(None)

        return read

    def shaped(self, found: Any) -> Any:
        """What was found, if it has the shape of this column."""
        raise NotImplementedError


class Payload(Lenient):
    """JSON by names; what is none reads as nothing."""

    cache_ok = True

    def shaped(self, found: Any) -> dict[str, Any]:
        return found if isinstance(found, dict) else {}


class Base(DeclarativeBase):
    """Tables of every package stand on this one metadata, so that one message is one transaction."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: dict[Any, Any] = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: Moment,
        StrEnum: Enum(StrEnum, native_enum=False, length=16, values_callable=lambda values: list(map(str, values))),
    }


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


class ahead(FunctionElement[datetime]):  # noqa: N801 - a function of SQL
    """The moment so many seconds from now, by the database's own clock: processes that share it share the clock."""

    type = Moment()
    inherit_cache = True

    def __init__(self, wait: timedelta = timedelta()) -> None:
        super().__init__(literal(wait.total_seconds(), Float))


@compiles(ahead, "postgresql")
def _ahead_on_postgresql(element: ahead, compiler: SQLCompiler, **options: Any) -> str:
    return f"(clock_timestamp() + make_interval(secs => {compiler.process(element.clauses, **options)}))"


@compiles(ahead, "sqlite")
def _ahead_on_sqlite(element: ahead, compiler: SQLCompiler, **options: Any) -> str:
    # As a moment is written there, in microseconds.
    seconds = compiler.process(element.clauses, **options)
    return f"(strftime('%Y-%m-%d %H:%M:%f000', 'now', {seconds} || ' seconds'))"


def random_id() -> str:
    """128 random bits, safe in an address: nobody guesses another's conversation."""
    return secrets.token_urlsafe(16)


def one_of(column: str, values: type[StrEnum]) -> str:
    """SQL of a check: the column holds one of an enumeration's values."""
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"
