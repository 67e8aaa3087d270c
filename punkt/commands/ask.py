"""`punkt ask`."""

import asyncio
import json
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from desk.settings import Settings
from punkt.failure import Failure
from punkt.start import read_settings
from punkt.terminal import asked_of_running


class Unreadable(Failure):
    def __init__(self) -> None:
        super().__init__("напишите вопрос словами, не длиннее 10 000 знаков.")


def ask(
    text: Annotated[str, typer.Argument(help="Вопрос своими словами.")],
    as_json: Annotated[bool, typer.Option("--json", help="Ответ веб-сервиса как есть.")] = False,
    reasons: Annotated[bool, typer.Option("--why", help="Показать, какие фразы и признаки решили.")] = False,
) -> None:
    """Спросить в терминале: решение то же, что и у сайта."""
    settings = read_settings()
    found = asked_of_running(settings, text, reasons=reasons) or asyncio.run(_thought(settings, text, reasons=reasons))
    if "response" not in found:
        raise Unreadable
    if as_json:
        explained = {"why": found["why"]} if reasons else {}
        print(json.dumps(found["response"] | explained, ensure_ascii=False, indent=2))
        return
    print(found["response"]["text"])
    if reasons:
        print(f"\n{found['told']}")


async def _thought(settings: Settings, text: str, *, reasons: bool) -> Mapping[str, Any]:
    from punkt.answering import Answering
    from punkt.house import open_house

    async with open_house(settings) as house:
        return await Answering(house).answer(text, reasons=reasons)
