"""What is wrong with a field of a request, in words for the person who filled it in."""

from collections.abc import Callable, Sequence
from typing import Any

from api.schemas import FieldProblem

_BY_PATTERN = {
    "text": "В тексте нет ни одного видимого знака.",
    "email": "Нужен адрес вида name@example.ru.",
    "phone": "Нужен номер из 5–20 цифр; можно пробелы, скобки, «+» и «-».",
    "name": "Имя пишется в одну строку, до 200 знаков.",
    "Last-Event-ID": "Нужен номер последнего полученного события.",
}
_BY_TYPE: dict[str, Callable[[dict[str, Any]], str]] = {
    "missing": lambda _: "Обязательное поле.",
    "extra_forbidden": lambda _: "Такого поля нет.",
    "string_type": lambda _: "Нужна строка.",
    "string_unicode": lambda _: "Текст содержит повреждённые знаки.",
    "string_too_short": lambda context: f"Не короче {context['min_length']} знака.",
    "string_too_long": lambda context: f"Не длиннее {context['max_length']} знаков.",
    "bool_type": lambda _: "Нужно true или false.",
    "literal_error": lambda context: f"Допустимо только {context['expected']}.".replace(" or ", " или "),
    "enum": lambda context: f"Допустимо только {context['expected']}.".replace(" or ", " или "),
    "value_error": lambda context: str(context["error"]),
}


def field_problems(errors: Sequence[Any]) -> list[FieldProblem]:
    """The errors of pydantic, without what was sent and without its English."""
    return [FieldProblem(field=_field(error["loc"]), message=_message(error)) for error in errors]


def _field(place: Sequence[str | int]) -> str:
    # The first part says where the field is sent: body, path or header.
    return ".".join(map(str, place[1:])) or str(place[0])


def _message(error: Any) -> str:
    if error["type"] == "string_pattern_mismatch":
        return _BY_PATTERN.get(str(error["loc"][-1]), "Недопустимые знаки.")
    if error["loc"] == ("body", "consent"):
        return "Без согласия на обработку данных обращение не открыть: нужно true."
    say = _BY_TYPE.get(error["type"])
    return say(error.get("ctx", {})) if say else "Недопустимое значение."
