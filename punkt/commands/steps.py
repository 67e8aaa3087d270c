"""`punkt tickets take …`: the acts of staff in the terminal. Each call is an act of its own."""

import asyncio
import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, cast

import typer

from punkt.failure import Failure
from punkt.refusal import EXPECTED, refusal
from punkt.start import read_settings
from tickets.acts.act import Act, Deed, Field, Kind, Side
from tickets.acts.meanwhile import Until
from tickets.acts.performing import perform
from tickets.acts.table import RESOLVE, acts_of
from tickets.life import hold
from tickets.record.clockwork import find_clock
from tickets.record.ticket import Status, Ticket
from tickets.staff.member import active_staff, find_staff
from tickets.store.base import random_id
from tickets.store.database import Session

Number = Annotated[str, typer.Argument(help="Номер обращения, например П-2026-000001.")]
As = Annotated[str | None, typer.Option("--as", help="Почта сотрудника; можно не писать, если он один.")]
ANYWAY_HELP = "И тогда, когда человеку уже ответил коллега."
Given = Mapping[str, str | Sequence[str]]

#: Acts of staff, and optional fields of them, that have no command among the steps, each with why.
NOT_OFFERED: Mapping[str, str] = {
    "correct": "nothing that the terminal has said stands anywhere where it could be changed",
    "resolve.data": "`--keep` says that they stay, and `punkt erase --done` resolves and erases",
    "erase": "it is of a person and not of one ticket: `punkt erase` is a command of its own",
    "export": "it writes files: `punkt export` is a command of its own",
}


_HELP: Mapping[str, str] = {
    "take": "Взять обращение себе.",
    "return": "Вернуть обращение в очередь.",
    "close": "Закрыть решённое обращение; человек узнает об этом.",
    "answer": "Ответить человеку там, откуда он написал.",
    "ask": "Спросить человека и ждать ответа; сроки при этом идут.",
    "vouch": "Отметить, что вы убедились, кто пишет.",
    "confirm": "Подтвердить, чего просит человек словами закона; на каждое идёт свой срок.",
    "extend": "Продлить срок один раз, с мотивированным уведомлением.",
    "meet": "Отметить, что одно из нескольких требований выполнено.",
    "resolve": "Решить: сделано так, как просили. Решить и удалить данные: punkt erase --done.",
    "refuse": "Отказать с причиной и нормой.",
    "block": "Заблокировать данные человека на время проверки.",
    "unblock": "Снять блокировку с записанным итогом проверки.",
    "assign": "Передать обращение сотруднику.",
    "duplicate": "Отметить повтор: отвечать будем по первому обращению.",
    "merge": "Объединить с другим обращением того же человека.",
    "note": "Оставить пометку для своих: человек её не увидит.",
    "reopen": "Открыть обращение снова; сроки начнутся заново.",
}
_FIELDS: Mapping[tuple[str, str], str] = {
    ("answer", "text"): "Ответ человеку.",
    ("ask", "text"): "Вопрос человеку.",
    ("vouch", "how"): "Как проверено: без номеров документов.",
    ("confirm", "asked"): "Чего просит человек: erase, withdraw, stop и другие сроки.",
    ("extend", "period"): "Какой срок: access, stop…",
    ("extend", "reason"): "Причина: она уйдёт человеку в уведомлении.",
    ("meet", "period"): "Какой из сроков.",
    ("meet", "done"): "Что сделано.",
    ("resolve", "text"): "Что сделано.",
    ("resolve", "kept"): "Почему данные остаются, если человек просит их удалить: он это прочитает.",
    ("refuse", "reason"): "Причина отказа.",
    ("refuse", "norm"): "Норма, на которой основан отказ.",
    ("block", "reason"): "Почему.",
    ("unblock", "outcome"): "Чем кончилась проверка.",
    ("assign", "assignee"): "Почта сотрудника.",
    ("duplicate", "into"): "Первое обращение.",
    ("merge", "into"): "Куда.",
    ("note", "text"): "Пометка.",
    ("reopen", "reason"): "Почему.",
}
_OPTIONS: Mapping[str, str] = {"kept": "--keep", "norm": "--norm"}  #: all other fields are arguments


def _told(act: Act[object], ticket: Ticket, given: Given) -> str:
    """What came of it."""
    match act.name:
        case "take":
            checking = " Сначала нужно убедиться, кто пишет." if ticket.status is Status.CHECKING else ""
            return f"взято, отвечает {ticket.assignee}. Бот в этой переписке теперь молчит.{checking}"
        case "confirm":
            running = [f"{each.period} до {each.due_on}, {each.basis}" for each in ticket.clocks if each.running]
            return f"\n{ticket.number}: ".join(running)
        case "extend":
            return f"срок продлён до {find_clock(ticket, str(given['period'])).due_on}, уведомление записано."
        case "resolve" if "kept" in given:
            return "решено, человек узнает. Данные остаются."
    words = {"assignee": ticket.assignee, "due_on": ticket.due_on or "не установлен", **given}
    return _DONE[act.name].format_map(words)


_DONE: Mapping[str, str] = {
    "return": "снова в очереди.",
    "close": "закрыто.",
    "answer": "ответ записан и будет доставлен.",
    "ask": "вопрос записан, ждём ответа. Срок не приостановлен: {due_on}.",
    "vouch": "личность подтверждена.",
    "meet": "{period} выполнено.",
    "resolve": "решено, человек узнает.",
    "refuse": "отказ записан, человек узнает причину и норму.",
    "block": "данные заблокированы.",
    "unblock": "блокировка снята.",
    "assign": "отвечает {assignee}.",
    "duplicate": "повтор, отвечаем по {into}.",
    "merge": "продолжается в {into}.",
    "note": "записано.",
    "reopen": "снова в очереди, срок {due_on}.",
}


def add_steps(app: typer.Typer) -> None:
    """Give `punkt tickets` its steps."""
    for act in acts_of(Side.STAFF):
        if act.name not in NOT_OFFERED:
            app.command(act.name, help=_HELP[act.name])(_command(act))


def _command(act: Act[object]) -> Callable[..., None]:
    """The function that Typer calls; its signature is what the act needs to be told."""

    def run(number: str, member: str | None, *, anyway: bool = False, **given: str | Sequence[str] | None) -> None:
        said = {name: value for name, value in given.items() if value is not None}
        ticket = asyncio.run(_do(act, number, member, said, anyway=anyway))
        print(f"{ticket.number}: {_told(act, ticket, said)}")

    takes: dict[str, tuple[Any, Any]] = {"number": (Number, inspect.Parameter.empty)}
    for field in act.fields:
        if f"{act.name}.{field.name}" not in NOT_OFFERED:
            takes[field.name] = (_annotation(act, field), None if field.optional else inspect.Parameter.empty)
    if act.replies:
        takes["anyway"] = (Annotated[bool, typer.Option("--anyway", help=ANYWAY_HELP)], False)
    takes["member"] = (As, None)
    cast("Any", run).__signature__ = inspect.Signature(
        [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for name, (annotation, default) in takes.items()
        ]
    )
    return run


def _annotation(act: Act[object], field: Field) -> Any:
    told = _FIELDS[act.name, field.name]
    if option := _OPTIONS.get(field.name):
        return Annotated[str | None if field.optional else str, typer.Option(option, help=told)]
    return Annotated[list[str] if field.kind is Kind.SEVERAL else str, typer.Argument(help=told)]


async def _do(act: Act[object], number: str, member: str | None, given: Given, *, anyway: bool) -> Ticket:
    from punkt.house import open_database

    settings = read_settings()
    keep = {"data": "keep"} if act is RESOLVE and "kept" in given else {}
    async with open_database(settings) as database, database.transaction() as session:
        try:
            deed = Deed(
                number=number,
                actor=await actor_named(session, member),
                key=f"terminal:{random_id()}",
                given={**given, **keep},
                seen=Until(),
                anyway=anyway,
                zone=settings.zone,
            )
            await perform(session, act, deed)
            return await hold(session, number)
        except EXPECTED as error:
            raise refusal(error, number) from None


async def actor_named(session: Session, member: str | None) -> str:
    """Who acts: the member of this address, or the only one there is."""
    if member is not None:
        return (await find_staff(session, member)).email
    everybody = await active_staff(session)
    if len(everybody) != 1:
        hint = "укажите --as ПОЧТА" if everybody else "добавьте сотрудника: punkt staff add ПОЧТА"
        raise Failure(f"непонятно, кто отвечает: {hint}.")
    return everybody[0].email
