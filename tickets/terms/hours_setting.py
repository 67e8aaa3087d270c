"""The setting of working hours, read: «пн-пт 9:00-18:00; сб 10:00-14:00», `mon-fri 09:00-18:00`, `always`."""

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from tickets.terms.working_hours import DAY, Interval, WorkingHours

_DAYS = {
    **{name: number for number, name in enumerate(("пн", "вт", "ср", "чт", "пт", "сб", "вс"))},
    **{name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))},
}
_EVERY_DAY = {"ежедневно", "daily"}
_ALWAYS = {"always", "всегда", "круглосуточно"}
_GROUP = re.compile(r"(?P<days>[^\W\d][^\d]*?) +(?P<times>[0-9].*)")
_TIMES = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?-([0-9]{1,2})(?:[:.]([0-9]{2}))?")
_DASH = re.compile(r" *[-–—−] *")


class HoursNotUnderstood(ValueError):
    """A part of the setting cannot be read."""

    def __init__(self, part: str) -> None:
        super().__init__(f"не понятно «{part}», нужен вид «пн-пт 9:00-18:00; сб 10:00-14:00» или always")


def read_hours(text: str, zone: ZoneInfo) -> WorkingHours:
    """Groups stand apart by «;», days and intervals of a group by commas; raises HoursNotUnderstood.

    An end that is not after its start lies in the next day: «22:00-6:00».
    """
    if text.strip().lower() in _ALWAYS:
        return WorkingHours((), zone, always=True)
    week: list[list[Interval]] = [[] for _ in range(7)]
    for group in re.split(r"[;\n]", text):
        if not group.strip():
            continue
        found = _GROUP.fullmatch(" ".join(_DASH.sub("-", group.lower()).split()))
        if found is None:
            raise HoursNotUnderstood(group.strip())
        intervals = [_interval(part.strip()) for part in found["times"].split(",")]
        for day in dict.fromkeys(_days(found["days"])):
            week[day] += intervals
    if not any(week):
        raise HoursNotUnderstood(text.strip())
    return WorkingHours(tuple(tuple(sorted(intervals)) for intervals in week), zone)


def _days(listed: str) -> Iterator[int]:
    for part in filter(None, re.split(r"[ ,]+", listed)):
        if part in _EVERY_DAY:
            yield from range(7)
            continue
        names = part.split("-")
        if len(names) > 2 or not all(name in _DAYS for name in names):
            raise HoursNotUnderstood(part)
        first, last = _DAYS[names[0]], _DAYS[names[-1]]
        yield from ((first + number) % 7 for number in range((last - first) % 7 + 1))


def _interval(part: str) -> Interval:
    found = _TIMES.fullmatch(part)
    if found is None:
        raise HoursNotUnderstood(part)
    start, end = _minutes(part, found[1], found[2]), _minutes(part, found[3], found[4])
    if start in {end, DAY}:
        raise HoursNotUnderstood(part)
    return Interval(start, end if end > start else end + DAY)


def _minutes(part: str, hours: str, minutes: str | None) -> int:
    found = int(hours) * 60 + int(minutes or 0)
    if found > DAY or int(minutes or 0) > 59:
        raise HoursNotUnderstood(part)
    return found
