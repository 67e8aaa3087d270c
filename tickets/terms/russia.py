"""The production calendar of Russia, as the library knows it and as the law completes it."""

from datetime import MAXYEAR, date

from holidays.countries import russia
from holidays.observed_holiday_base import SAT_SUN_TO_NEXT_WORKDAY


class Russia(russia.Russia):
    """The library's Russia, and in years for which it knows no decree the days off that move by law.

    ТК РФ ст. 112 ч. 2: a day off that falls on a holiday is given on the next working day after it. Those of
    1-8 January go where a decree says, so no rule can place them.
    """

    end_year = MAXYEAR  #: the library's own ends in 2100; after it there would be no holidays at all

    def _populate_public_holidays(self) -> None:
        super()._populate_public_holidays()  # type: ignore[no-untyped-call]  # the library is half typed
        if self._year not in self.special_public_holidays:
            for day in [day for day in self if day.year == self._year and not _moves_by_decree(day)]:
                self._add_observed(day, rule=SAT_SUN_TO_NEXT_WORKDAY)

    def exchanged_for(self, day: date) -> date | None:
        """The day off that a decree gave for working on `day`; None where it did not."""
        listed = self.special_public_holidays.get(day.year, ())
        moves = listed if listed and isinstance(listed[0], tuple) else (listed,)
        given = (move[:2] for move in moves if move and move[2:4] == (day.month, day.day))
        return next((date(day.year, *on) for on in given), None)


def _moves_by_decree(day: date) -> bool:
    return day.month == 1 and day.day <= 8
