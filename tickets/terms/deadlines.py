"""Deadlines: when a request must be answered, and why then."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from tickets.terms.calendar import (
    add_months,
    add_working_days,
    day_end,
    in_doubt,
    moved_by_rule,
    next_working_day,
    previous_working_day,
)
from tickets.terms.claim import CLAIM
from tickets.terms.periods import Confidence, Period, Unit, in_words, periods

LAST_YEAR = 9000  #: far past any decree, and far from where dates end


class UnknownPeriod(ValueError):
    """There is no period of this kind."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"Неизвестный вид обращения «{kind}». Известны: {', '.join((CLAIM, *periods()))}.")


class DateOutOfReach(ValueError):
    """The date lies beyond what calendars can tell."""

    def __init__(self) -> None:
        super().__init__(f"Дата должна быть не позже {LAST_YEAR} года.")


class NotExtendable(ValueError):
    """The norm knows no extension of this period."""

    def __init__(self, period: Period) -> None:
        super().__init__(f"Срок «{period.title}» продлить нельзя: его норма этого не допускает ({period.article}).")


class MomentWithoutZone(ValueError):
    """A moment must say in which zone it is."""


class Mark(StrEnum):
    """What staff are warned of while a clock runs."""

    HALF = "half"  #: half of the time is over
    TWO_DAYS = "two_days"  #: two full working days are left, the last day included
    DAY = "day"  #: 24 hours are left
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period, with what it rests on."""

    period: Period
    received_on: date  #: the local date of the event that starts it
    on: date  #: the last day
    ends_at: datetime | None = None  #: UTC; the first moment that is too late; None where only a day was told

    @property
    def target(self) -> date:
        """When the operator should be done: ГК РФ ст. 193 is not known to move the terms of 152-ФЗ off a weekend."""
        before = previous_working_day(self.on) if self._asks_calendar else self.on
        return before if before > self.received_on else self.on

    @property
    def extended_to(self) -> date | None:
        """The last day after the one extension that the norm allows."""
        return add_working_days(self.on, self.period.extension) if self.period.extension else None

    @property
    def basis(self) -> str:
        """Length and article, for a receipt."""
        return f"{self.period.length}: {self.period.article}"

    @property
    def warnings(self) -> tuple[str, ...]:
        """What makes the date doubtful."""
        warnings = []
        if self.period.unit is Unit.HOURS and self.ends_at is None:
            warnings.append("Срок идёт в часах: важен час, здесь счёт ведётся с 00:00 этого дня.")
        if self._asks_calendar:
            warnings += _doubts(self.received_on, self.extended_to or self.on)
        if not self.period.confirmed_by:
            warnings.append(f"Срок ещё не подтверждён юристом оператора (confirmed_by в {self.period.kept_in}).")
            if self.period.confidence is Confidence.LOW:
                warnings.append("Источники этого срока слабые или спорные: сверьте его с текстом закона.")
        return tuple(warnings)

    @property
    def _asks_calendar(self) -> bool:
        return self.period.unit is not Unit.HOURS and self.period.amount > 0


def deadline(kind: str, received_on: date) -> Deadline:
    """The deadline of a request of this kind received on that local date; day one is the next day (ГК РФ ст. 191).

    Raises UnknownPeriod, and as `deadline_of`.
    """
    return deadline_of(find_period(kind), received_on)


def deadline_of(period: Period, received_on: date) -> Deadline:
    """The deadline of a period that began on that local date.

    A period in hours is counted from 00:00 of the day, the earliest that can be meant, and says so in a warning.
    Raises DateOutOfReach and PeriodsBroken.
    """
    _check(received_on)
    if period.unit is Unit.HOURS:
        return Deadline(period, received_on, received_on + timedelta(days=(period.amount - 1) // 24))
    return Deadline(period, received_on, _last_day(period, received_on))


def deadline_at(kind: str, start: datetime, zone: ZoneInfo) -> Deadline:
    """The deadline of what happened at that aware moment; raises UnknownPeriod, and as `deadline_of_at`."""
    return deadline_of_at(find_period(kind), start, zone)


def deadline_of_at(period: Period, start: datetime, zone: ZoneInfo) -> Deadline:
    """The deadline of what began at that aware moment, for an operator in that zone; it ends at a moment.

    Hours are counted from the moment itself (152-ФЗ ст. 21 ч. 3.1); every other period from the local date, and it ends
    at 24:00 of its last day (ГК РФ ст. 194 п. 1). Raises as `deadline_of`, and MomentWithoutZone.
    """
    if start.utcoffset() is None:
        raise MomentWithoutZone
    _check(start)
    day = start.astimezone(zone).date()
    if period.unit is Unit.HOURS:
        ends_at = start.astimezone(UTC) + timedelta(hours=period.amount)
        on = (ends_at - datetime.resolution).astimezone(zone).date()
    else:
        on = _last_day(period, day)
        ends_at = day_end(on, zone)
    return Deadline(period, day, on, ends_at)


def most_pressing(kinds: Iterable[str], start: datetime, zone: ZoneInfo) -> Deadline:
    """The deadline of what must be done first, where any of these may be asked; raises as `deadline_at`."""
    return min((deadline_at(kind, start, zone) for kind in kinds), key=lambda due: due.on)


def extended_deadline(kind: str, first_due: date) -> date:
    """The last day after the one extension (152-ФЗ ст. 20 ч. 1, 2 and 4, ст. 21 ч. 5.1).

    Raises UnknownPeriod, and NotExtendable where the norm has none.
    """
    period = find_period(kind)
    if not period.extension:
        raise NotExtendable(period)
    return add_working_days(first_due, period.extension)


def extended_basis(kind: str) -> str:
    """What a date after the extension rests on: «10 рабочих дней и ещё 5 рабочих дней: …»; raises UnknownPeriod."""
    period = find_period(kind)
    return f"{period.length} и ещё {in_words(period.extension, Unit.WORKING)}: {period.article}"


def warning_moments(
    started_at: datetime, due_on: date, ends_at: datetime, zone: ZoneInfo
) -> tuple[tuple[Mark, datetime], ...]:
    """When to warn of a clock, as moments in UTC, the earliest first; none lies before the start.

    HALF is the middle between both moments; TWO_DAYS is 00:00 in `zone` of the last working day but one that is not
    after `due_on`; DAY is 24 hours before the end; OVERDUE is the end. A clock that ends within a day, not with it,
    runs in hours: it has HALF and OVERDUE only.
    """
    moments = [(Mark.HALF, started_at.astimezone(UTC) + (ends_at - started_at) / 2)]
    if ends_at == day_end(due_on, zone):
        last = previous_working_day(due_on)
        before = previous_working_day(last - timedelta(days=1))
        moments.append((Mark.TWO_DAYS, day_end(before - timedelta(days=1), zone)))
        moments.append((Mark.DAY, ends_at.astimezone(UTC) - timedelta(hours=24)))
    kept = sorted((pair for pair in moments if pair[1] >= started_at), key=lambda pair: pair[1])
    return (*kept, (Mark.OVERDUE, ends_at.astimezone(UTC)))


def _doubts(first: date, last: date) -> Iterator[str]:
    if years := _in_words(moved_by_rule(first, last)):
        rule = "Постановление о переносе выходных дней программе не известно, они рассчитаны по правилу"
        yield f"{rule} ч. 2 ст. 112 ТК РФ ({years}): проверьте дату, когда выйдет постановление."
    if years := _in_words(in_doubt(first, last)):
        yield f"Перенос выходных дней не утверждён или не известен программе ({years}): проверьте дату."


def _in_words(years: Sequence[int]) -> str:
    return f"{', '.join(map(str, years))} год" if years else ""


def find_period(kind: str) -> Period:
    """The row of the law; raises UnknownPeriod."""
    period = periods().get(kind)
    if period is None:
        raise UnknownPeriod(kind)
    return period


def _check(start: date) -> None:
    if start.year > LAST_YEAR:
        raise DateOutOfReach


def _last_day(period: Period, received_on: date) -> date:
    if period.unit is Unit.WORKING:
        return add_working_days(received_on, period.amount)
    if period.unit is Unit.MONTHS:
        last = add_months(received_on, period.amount)
    else:
        last = received_on + timedelta(days=period.amount * (7 if period.unit is Unit.WEEKS else 1))
    return next_working_day(last) if period.moves else last
