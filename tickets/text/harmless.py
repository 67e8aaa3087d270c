"""Numbers in free text that tell nothing of a person: dates, sums, clauses, and numbers of orders or contracts."""

import re

_OCTET = r"(?:25[0-5]|2[0-4]\d|[01]?\d{1,2})"
_DATE = re.compile(
    r"(?<![\d.-])(?:[0-3]?\d[./-][01]?\d[./-](?:19|20)\d\d|(?:19|20)\d\d[./-][01]?\d[./-][0-3]?\d)(?!\d)"
)
_DATE_LENGTH = 10
_SHAPE = re.compile(
    r"\d{1,3}(?:[ .]\d{3}){2,}"  # 1 299 900
    r"|(?=[^.]*\.)(?=[^ ]* )\d{1,2}(?:[. ]+\d{1,2})+"  # 5.1 5.2 6.2.4
    r"|(?<=[пp]-)\d{4}-\d{6}"  # П-2026-000001
    rf"|{_OCTET}(?:\.{_OCTET}){{3}}"  # 10.0.0.1
)
_CURRENCY = re.compile(r"(?:[.,]\d\d)? ?(?:руб|р\b|коп|тыс|млн|млрд|₽|\$|€|rub|rur|usd|eur|dollar|доллар|евро)")
_DIGITS_OF_A_SUM = 9  #: at most, where they are not in thousands: «на 89001234567 тысячу» is no sum
_THING = re.compile(
    r"(?:заказ|договор|счет|трек|накладн|обращени|заявк|чек|артикул|\bид\b|огрн|"
    r"order|contract|invoice|track|ticket|claim|receipt|\bid\b|zakaz|dogovor)"
    r"[^\W\d]*\W{0,3}(?:(?:номер[^\W\d]*|number|no|n|nomer)\b)?\W{0,4}$"
)
_REACH = 40  #: characters before a number in which the thing it numbers is looked for


def is_harmless(plain: str, start: int, end: int) -> bool:
    """Whether `plain[start:end]` touches a date, or is a sum, a list of clauses, a ticket or an IP address."""
    dates = _DATE.finditer(plain, max(0, start - _DATE_LENGTH), end + _DATE_LENGTH)
    return bool(
        _SHAPE.fullmatch(plain, start, end)
        or any(date.start() < end and start < date.end() for date in dates)
        or (_CURRENCY.match(plain, end) and sum(map(str.isdigit, plain[start:end])) <= _DIGITS_OF_A_SUM)
    )


def is_of_a_thing(plain: str, start: int) -> bool:
    """Whether the number that starts here comes right after «заказ №», «договор» and the like."""
    return _THING.search(plain, max(0, start - _REACH), start) is not None
