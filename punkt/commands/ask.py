"""`punkt ask`."""

import asyncio
import json
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from desk.settings import Settings
from punkt.failure import Failure
from punkt.start import read_settings
from punkt.terminal import Asked, asked_of_running


class Unreadable(Failure):
    def __init__(self) -> None:
        super().__init__("напишите вопрос словами, не длиннее 10 000 знаков.")


class NoSuchDocument(Failure):
    def __init__(self, document: object, known: object) -> None:
        super().__init__(f"документа {document} нет. Какие есть: {known}.")


def ask(
    text: Annotated[str, typer.Argument(help="Вопрос своими словами.")],
    as_json: Annotated[bool, typer.Option("--json", help="Ответ веб-сервиса как есть.")] = False,
    document: Annotated[str | None, typer.Option("--document", help="id документа: ответить только по нему.")] = None,
    reasons: Annotated[bool, typer.Option("--why", help="Показать, какие фразы и признаки решили.")] = False,
) -> None:
    """Спросить в терминале: решение то же, что и у сайта."""
    settings = read_settings()
    question = Asked(text, document, reasons)
    found = asked_of_running(settings, question) or asyncio.run(_thought(settings, question))
    if "unknown" in found:
        raise NoSuchDocument(document, found["unknown"])
    if "response" not in found:
        raise Unreadable
    if as_json:
        explained = {"why": found["why"]} if reasons else {}
        print(json.dumps(found["response"] | explained, ensure_ascii=False, indent=2))
        return
    print(found["response"]["text"])
    if reasons:
        print(f"\n{found['told']}")


async def _thought(settings: Settings, question: Asked) -> Mapping[str, Any]:
    from punkt.answering import Answering
    from punkt.house import open_house

    async with open_house(settings) as house:
        return await Answering(house).answer(question)
