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
from tickets.acts.act_words import FIELDS, HINTS
from tickets.acts.meanwhile import Until
from tickets.acts.performing import perform
from tickets.acts.table import RESOLVE, acts_of
from tickets.life import hold
from tickets.record.clockwork import find_clock
from tickets.record.labels import ACTS, CLAUSES, STEPS, capital
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

#: What the terminal says of an act and of a field beside what every edge says of them.
_MORE: Mapping[str, str] = {
    "answer": "Ответ уйдёт человеку туда, откуда он написал.",
    "close": "Человек узнает об этом.",
    "resolve": "Решить и удалить данные: punkt erase --done.",
}
_HOW: Mapping[tuple[str, str], str] = {
    ("vouch", "how"): "без номеров документов",
    ("confirm", "asked"): "erase, withdraw, stop и другие сроки",
    ("extend", "period"): "access, stop…",
    ("meet", "period"): "access, stop…",
    ("resolve", "kept"): "если человек просит их удалить, он это прочитает",
    ("assign", "assignee"): "почта сотрудника",
}
_OPTIONS: Mapping[str, str] = {"kept": "--keep", "norm": "--norm"}  #: all other fields are arguments


def _told(act: Act[object], ticket: Ticket, given: Given) -> str:
    """What came of it."""
    match act.name:
        case "take":
            checking = " Сначала нужно убедиться, кто пишет." if ticket.status is Status.CHECKING else ""
            line = CLAUSES[ticket.muted]
            return f"взято, отвечает {ticket.assignee}. Пункты документа: {line}.{checking}"
        case "confirm":
            running = [f"{each.period} до {each.due_on}, {each.basis}" for each in ticket.clocks if each.running]
            return f"\n{ticket.number}: ".join(running)
        case "extend":
            return f"срок продлён до {find_clock(ticket, str(given['period'])).due_on}, уведомление записано."
        case "resolve" if "kept" in given:
            return "решено. Данные остаются."
    words = {"assignee": ticket.assignee, "due_on": ticket.due_on or "не установлен", **given}
    return _DONE[act.name].format_map(words) if act.name in _DONE else f"{STEPS[act.name].staff}."


#: What came of an act, where its name does not tell.
_DONE: Mapping[str, str] = {
    "answer": "ответ записан и будет доставлен.",
    "ask": "вопрос записан, ждём ответа. Срок не приостановлен: {due_on}.",
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
            told = (f"{capital(ACTS[act.name])}.", HINTS.get(act.name), _MORE.get(act.name))
            app.command(act.name, help=" ".join(part for part in told if part))(_command(act))


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
    place = act.name, field.name
    told = f"{FIELDS[place]}: {_HOW[place]}." if place in _HOW else f"{FIELDS[place]}."
    if option := _OPTIONS.get(field.name):
        return Annotated[str | None if field.optional else str, typer.Option(option, help=told)]
    return Annotated[list[str] if field.kind is Kind.SEVERAL else str, typer.Argument(help=told)]


async def _do(act: Act[object], number: str, member: str | None, given: Given, *, anyway: bool) -> Ticket:
    from punkt.database import open_database

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
