"""`punkt ask`."""

import asyncio
import json
from typing import Annotated

import typer

from punkt.failure import Failure
from punkt.start import read_settings


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

    async def answer() -> None:
        from api.public.render import render
        from api.tokens import Tokens
        from desk.message import EmptyText, Message, TooLongText
        from punkt.house import open_house
        from punkt.secret import secret_key
        from punkt.why import told, why
        from tickets.store.base import random_id

        async with open_house(settings) as house:
            message = Message("terminal", random_id(), random_id(), text)
            try:
                async with house.database.transaction() as session:
                    reply = await house.desk.receive(message, session)
            except (EmptyText, TooLongText):
                raise Unreadable from None
            response = render(reply, house.desk.knowledge, Tokens(secret_key(settings)))
            if as_json:
                explained = {"why": why(house.desk.knowledge, text)} if reasons else {}
                print(json.dumps(response.model_dump(mode="json") | explained, ensure_ascii=False, indent=2))
                return
            print(response.text)
            if reasons:
                print(f"\n{told(house.desk.knowledge, text)}")

    asyncio.run(answer())
