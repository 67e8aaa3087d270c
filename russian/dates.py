"""Days as people write them in Russian: 05.02.2026, 5 февраля 2026 года, 2026-02-05."""

import re
from datetime import date

MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_MONTHS = "|".join(MONTHS)
#: A day as a pattern without groups, to stand in other patterns.
DAY = (
    r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    rf"|\d{{1,2}}(?:-?го)?\s+(?:{_MONTHS})\s+\d{{4}})(?:\s*(?:года|г\.?)(?!\w))?"
)
_NUMBERS = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WORDS = re.compile(rf"(\d{{1,2}})(?:-?го)?\s+({_MONTHS})\s+(\d{{4}})", re.IGNORECASE)


def read_day(text: str) -> date | None:
    """The day that a text begins with; None where it is none of the calendar."""
    if found := _ISO.match(text):
        year, month, day = map(int, found.groups())
    elif found := _NUMBERS.match(text):
        day, month, year = map(int, found.groups())
        year += 2000 if year < 100 else 0
    elif found := _WORDS.match(text):
        day, month, year = int(found[1]), MONTHS.index(found[2].lower()) + 1, int(found[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
