"""Working hours: when the operator's people answer, by the same production calendar as the terms of the law.

Only what a person is told of an answer rests on them; no legal term does. A pure rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from tickets.terms.calendar import is_day_off, is_shortened, is_working_day, works_for

DAY = 24 * 60  #: minutes
SHORTER = 60  #: minutes by which the day before a holiday is shorter (ТК РФ ст. 95 ч. 1)
FAR = 40  #: days within which somebody opens, whatever holidays and decrees bring


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Minutes since midnight; an end after DAY lies in the next day, to which the interval does not belong."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Opened:
    """From one moment to another without a break, in UTC."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The intervals of each day of the week, Monday first, in the operator's zone."""

    week: tuple[tuple[Interval, ...], ...]
    zone: ZoneInfo
    always: bool = False  #: day and night, holidays included

    def is_open(self, at: datetime) -> bool:
        """Whether somebody answers at that moment."""
        return self.always or self._opened_at(at) is not None

    def next_opening(self, at: datetime) -> datetime | None:
        """The first moment after `at` at which they open, in the operator's zone; None of those who never close."""
        if self.always:
            return None
        return next((one.since.astimezone(self.zone) for one in self._from(at) if one.since > at), None)

    def next_closing(self, at: datetime) -> datetime | None:
        """When those who are open at that moment close; None of those who are not, or never do."""
        opened = None if self.always else self._opened_at(at)
        return opened.until.astimezone(self.zone) if opened else None

    def on(self, day: date) -> tuple[Interval, ...]:
        """The intervals that begin on that day, by the calendar."""
        if self.always:
            return (Interval(0, DAY),)
        if is_working_day(day):  # also a Saturday that a decree has made one
            intervals = self.week[works_for(day).weekday()]
        else:
            intervals = () if is_day_off(day) else self.week[day.weekday()]
        return _shorter(intervals) if is_shortened(day) else intervals

    def _opened_at(self, at: datetime) -> Opened | None:
        return next((one for one in self._from(at) if one.since <= at < one.until), None)

    def _from(self, at: datetime) -> Iterator[Opened]:
        """What ends after that moment, in order; what touches is one."""
        today = at.astimezone(self.zone).date()
        days = (today + timedelta(days=number) for number in range(-1, FAR))
        begun: Opened | None = None
        for one in chain.from_iterable(map(self._opened_on, days)):
            if begun is not None and one.since <= begun.until:
                begun = Opened(begun.since, max(begun.until, one.until))
                continue
            if begun is not None and begun.until > at:
                yield begun
            begun = one
        if begun is not None and begun.until > at:
            yield begun

    def _opened_on(self, day: date) -> Iterator[Opened]:
        midnight = datetime.combine(day, time.min, self.zone)
        for one in sorted(self.on(day)):
            since, until = (midnight + timedelta(minutes=minutes) for minutes in (one.start, one.end))
            yield Opened(since.astimezone(UTC), until.astimezone(UTC))


def _shorter(intervals: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """An hour less, from the end of the day."""
    kept, left = sorted(intervals), SHORTER
    while kept and left:
        last = kept.pop()
        if (length := last.end - last.start) > left:
            return (*kept, Interval(last.start, last.end - left))
        left -= length
    return tuple(kept)
