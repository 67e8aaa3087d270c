"""What the page of insight says in numbers: titles, headings of tables, lengths of time."""

from datetime import date, timedelta

from russian.numbers import counted, month_of, short_day
from tickets.figures.span import Part

NO_CLAUSE = "Ни один пункт не близок"
NO_QUESTIONS = "За эти дни вопросов не было"
NO_USELESS = "За эти дни все вопросы получили ответ, и никто не пожаловался на него"
NO_TICKETS = "За эти дни обращений не было"
NO_ANSWERS = "За эти дни сотрудники ещё никому не ответили"
NO_RATINGS = "За эти дни на «Помогли ли мы?» ещё никто не ответил"
NO_CLOCKS = "За эти дни сроков не начиналось"


def questions(number: int) -> str:
    return counted(number, "вопрос", "вопроса", "вопросов")


def more_clauses(clauses: int, asked: int) -> str:
    """What the table tells and the drawing does not."""
    return f"Ещё {counted(clauses, 'пункт', 'пункта', 'пунктов')}, {questions(asked)}: они есть в таблице."


def percent(part: int, whole: int) -> str:
    """Whole percents, and «менее 1 %» rather than none; «—» of nothing."""
    if not whole:
        return "—"
    share = 100 * part / whole
    return "менее 1 %" if 0 < share < 1 else f"{share:.0f} %"


def length(time: timedelta) -> str:
    """«40 с», «25 мин», «3 ч 10 мин», «2 дн. 4 ч»: the two largest units."""
    minutes = int(time.total_seconds()) // 60
    hours, days = minutes // 60, minutes // 1440
    if days:
        return f"{days} дн. {hours % 24} ч" if hours % 24 else f"{days} дн."
    if hours:
        return f"{hours} ч {minutes % 60} мин" if minutes % 60 else f"{hours} ч"
    return f"{minutes} мин" if minutes else f"{int(time.total_seconds())} с"


def range_of(over: timedelta, under: timedelta | None) -> str:
    """«до 1 ч», «1–4 ч», «1–3 дн.», «10 дн. и дольше»."""
    if under is None:
        return f"{length(over)} и дольше"
    if not over:
        return f"до {length(under)}"
    start, unit = length(over).split(" ", 1)
    end, end_unit = length(under).split(" ", 1)
    return f"{start}–{end} {unit}" if unit == end_unit else f"{start} {unit} – {end} {end_unit}"


def part(one: Part, *, month: bool) -> str:
    """«2–8 ноя», «30 окт – 5 ноя», «ноябрь 2026»."""
    if month:
        return month_of(one.first)
    if one.first == one.last:
        return short_day(one.last)
    if one.first.month == one.last.month:
        return f"{one.first.day}–{short_day(one.last)}"
    return f"{short_day(one.first)} – {short_day(one.last)}"


def days(first: date, last: date) -> str:
    """«с 24 окт по 22 ноя 2026»."""
    year = f" {first.year}" if first.year != last.year else ""
    return f"с {short_day(first)}{year} по {short_day(last)} {last.year}"
