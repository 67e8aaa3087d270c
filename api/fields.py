"""What is wrong with a field of a request, in words for the person who filled it in."""

import re
from collections.abc import Sequence
from typing import Any

from api.schemas import FieldProblem

_BY_PATTERN = {
    "text": "В тексте нет ни одного видимого знака.",
    "phone": "Нужен номер из 5–20 цифр; можно пробелы, скобки, «+» и «-».",
    "name": "Имя пишется в одну строку, до 200 знаков.",
    "code": "Нужны шесть цифр из письма.",
    "Last-Event-ID": "Нужен номер последнего полученного события.",
}
_BY_TYPE = {
    "missing": "Обязательное поле.",
    "extra_forbidden": "Такого поля нет.",
    "string_type": "Нужна строка.",
    "string_unicode": "Текст содержит повреждённые знаки.",
    "string_too_short": "Не короче {min_length} знака.",
    "string_too_long": "Не длиннее {max_length} знаков.",
    "list_type": "Нужен список.",
    "too_short": "Не меньше {min_length} в списке.",
    "too_long": "Не больше {max_length} в списке.",
    "bool_type": "Нужно true или false.",
    "literal_error": "Допустимо только {expected}.",
    "enum": "Допустимо только {expected}.",
    "value_error": "{error}",
    "email": "{error}",
}
#: A name that could be a field's. What somebody sent in another's place is not repeated.
_NAME = re.compile(r"[A-Za-z][A-Za-z_-]{0,39}|[0-9]{1,3}")


def field_problems(errors: Sequence[Any]) -> list[FieldProblem]:
    """The errors of pydantic, without what was sent and without its English."""
    return [
        FieldProblem(field=_field(error["loc"]), message=_message(error), reason=error.get("ctx", {}).get("reason"))
        for error in errors
    ]


def _field(place: Sequence[str | int]) -> str:
    # The first part says where the field is sent: body, path or header.
    names = [str(part) if _NAME.fullmatch(str(part)) else "?" for part in place[1:]]
    return ".".join(names) or str(place[0])


def _message(error: Any) -> str:
    if error["type"] == "string_pattern_mismatch":
        return _BY_PATTERN.get(str(error["loc"][-1]), "Недопустимые знаки.")
    if error["loc"] == ("body", "consent"):
        return "Без согласия на обработку данных обращение не открыть: нужно true."
    told = _BY_TYPE.get(error["type"], "Недопустимое значение.").format(**error.get("ctx", {}))
    return told.replace(" or ", " или ")  # between the values that pydantic lists
