"""The description of the API: every status that can occur, in the media type it comes in."""

from typing import Any

from fastapi import FastAPI

from api.schemas import Problem

_MEANINGS = {
    400: "Тело запроса не читается.",
    401: "Нет токена, или токен сайта не действует.",
    404: "Не найдено или недоступно.",
    408: "Запрос приходит слишком медленно.",
    409: "Сейчас так нельзя: ключ занят другим запросом, такой же ещё выполняется, обращение не в том состоянии, или "
    "пунктов с таким номером несколько.",
    413: "Слишком большой запрос.",
    415: "Такой файл не принимается.",
    422: "Запрос заполнен неверно, или код не подошёл.",
    429: "Слишком много запросов; Retry-After говорит, сколько ждать.",
    500: "Внутренняя ошибка.",
    503: "Временно недоступно; Retry-After говорит, сколько ждать.",
}
PROBLEM = {"$ref": "#/components/schemas/Problem"}
_READ = (422, 429, 500, 503)
_WRITTEN = (400, 409, 413)

#: For operations that are open to whoever begins and need a token to go on.
OPTIONAL_TOKEN: dict[str, Any] = {"security": [{}]}


def problems(*statuses: int, body: bool = False) -> dict[int | str, dict[str, Any]]:
    """The problems of an operation: the given ones, those of every operation, and those of reading a body."""
    every = {*statuses, *_READ, *(_WRITTEN if body else ())}
    return {status: {"model": Problem, "description": _MEANINGS[status]} for status in sorted(every)}


class Described(FastAPI):
    """An application whose description also says what FastAPI cannot be told route by route."""

    def openapi(self) -> dict[str, Any]:
        """The description; what is corrected twice stays as it is."""
        schema = super().openapi()
        for operations in schema["paths"].values():
            for operation in operations.values():
                operation.get("security", []).sort(key=len)  # first that no token is needed, where it is not
                for response in operation["responses"].values():
                    content = response.get("content", {})
                    for media_type in [m for m, body in content.items() if body.get("schema") == PROBLEM]:
                        content["application/problem+json"] = content.pop(media_type)
        return schema
