"""Numbers and dates as people read them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

_RUSSIAN = Locale("ru")
#: Babel's own pattern for Russian has a narrow space before «г.», which few fonts show.
_IN_WORDS = {"ru": "d MMMM y 'г.'", "en": "d MMMM y"}


def counted(number: int, one: str, few: str, many: str) -> str:
    """«1 вопрос», «2 вопроса», «5 вопросов»."""
    words = {"one": one, "few": few, "many": many}
    return f"{number} {words[_RUSSIAN.plural_form(number)]}"


def day(on: date) -> str:
    """«22.11.2026»."""
    return f"{on:%d.%m.%Y}"


def day_in_words(on: date, language: str = "ru") -> str:
    """«22 ноября 2026 г.», "22 November 2026"."""
    return format_date(on, _IN_WORDS[language], language)


def short_day(on: date) -> str:
    """«22 ноя»."""
    return f"{on.day} {format_date(on, 'MMMM', _RUSSIAN)[:3]}"


def month_of(on: date) -> str:
    """«ноябрь 2026»."""
    return format_date(on, "LLLL y", _RUSSIAN)


def moment(at: datetime, zone: ZoneInfo) -> str:
    """«22.11.2026 21:00:43», in the zone."""
    return f"{at.astimezone(zone):%d.%m.%Y %H:%M:%S}"


def moment_in(at: datetime, zone: ZoneInfo) -> str:
    """The same with the zone named: «… (UTC+03:00, Europe/Moscow)»."""
    offset = at.astimezone(zone).isoformat(timespec="seconds")[19:]
    return f"{moment(at, zone)} (UTC{offset}, {zone.key})"
