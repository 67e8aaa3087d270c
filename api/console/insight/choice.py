"""Which days are looked at, as the address says."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import Query

from api.console.visit import Visiting
from tickets.figures.span import Span


class Period(StrEnum):
    """What can be chosen; all but OWN end today."""

    WEEK = "7"
    MONTH = "30"
    QUARTER = "90"
    YEAR = "year"  #: from its first of January
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Choice:
    """The period, and its first and last day."""

    period: Period
    first: date
    last: date
    zone: ZoneInfo

    def span(self) -> Span:
        """Raises SpanBackwards and SpanTooLong."""
        return Span(self.first, self.last, self.zone)

    @property
    def query(self) -> str:
        """The same choice for another address."""
        own = {"from": self.first.isoformat(), "to": self.last.isoformat()} if self.period is Period.OWN else {}
        return urlencode({"period": self.period, **own})


def chosen(
    visit: Visiting,
    period: Period = Period.MONTH,
    first: Annotated[date | None, Query(alias="from")] = None,
    last: Annotated[date | None, Query(alias="to")] = None,
) -> Choice:
    """A dependency; an end that is not named is that of the last thirty days."""
    today = visit.today
    begins = {
        Period.WEEK: today - timedelta(6),
        Period.QUARTER: today - timedelta(89),
        Period.YEAR: today.replace(month=1, day=1),
    }.get(period, today - timedelta(29))
    if period is Period.OWN:
        return Choice(period, first or begins, last or today, visit.zone)
    return Choice(period, begins, today, visit.zone)
