"""Numbers and dates as people read them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

_RUSSIAN = "ru"
#: Babel's own pattern for Russian has a narrow space before «г.», which few fonts show.
_IN_WORDS = {"ru": "d MMMM y 'г.'", "en": "d MMMM y"}


def counted(number: int, one: str, few: str, many: str) -> str:
    """«1 вопрос», «2 вопроса», «5 вопросов»."""
    last, tens = abs(number) % 10, abs(number) % 100
    if last == 1 and tens != 11:
        return f"{number} {one}"
    return f"{number} {few if 2 <= last <= 4 and not 12 <= tens <= 14 else many}"


def day(on: date) -> str:
    """«22.11.2026»."""
    return f"{on:%d.%m.%Y}"


def day_in_words(on: date, language: str = "ru") -> str:
    """«22 ноября 2026 г.», "22 November 2026"."""
    from babel.dates import format_date

    return format_date(on, _IN_WORDS[language], language)


#: «в понедельник», by the day of the week.
_ON = ("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье")


def when(on: date, today: date, language: str = "ru") -> str:
    """«сегодня», «завтра», «в понедельник» within a week, «5 мая»; "today", "tomorrow", "on Monday", "on 5 May"."""
    from babel.dates import format_date

    russian, days = language != "en", (on - today).days
    match days:
        case 0:
            return "сегодня" if russian else "today"
        case 1:
            return "завтра" if russian else "tomorrow"
        case 2 | 3 | 4 | 5 | 6:
            return _ON[on.weekday()] if russian else f"on {format_date(on, 'EEEE', 'en')}"
    return format_date(on, "d MMMM", "ru") if russian else f"on {format_date(on, 'd MMMM', 'en')}"


def short_day(on: date) -> str:
    """«22 ноя»."""
    from babel.dates import format_date

    return f"{on.day} {format_date(on, 'MMMM', _RUSSIAN)[:3]}"


def month_of(on: date) -> str:
    """«ноябрь 2026»."""
    from babel.dates import format_date

    return format_date(on, "LLLL y", _RUSSIAN)


def moment(at: datetime, zone: ZoneInfo) -> str:
    """«22.11.2026 21:00:43», in the zone."""
    return f"{at.astimezone(zone):%d.%m.%Y %H:%M:%S}"


def moment_in(at: datetime, zone: ZoneInfo) -> str:
    """The same with the zone named: «… (UTC+03:00, Europe/Moscow)»."""
    offset = at.astimezone(zone).isoformat(timespec="seconds")[19:]
    return f"{moment(at, zone)} (UTC{offset}, {zone.key})"
