"""`punkt tickets take …`: the steps of a ticket in the terminal."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from punkt.failure import Failure
from punkt.refusal import EXPECTED, refusal
from punkt.start import read_settings
from tickets import clock, identity
from tickets.database import Session
from tickets.erasure.erasure import asks_to_erase
from tickets.staff.member import active_staff, find_staff
from tickets.steps import blocking, by_staff, confirming, deciding, extending, joining
from tickets.ticket import Ticket

Number = Annotated[str, typer.Argument(help="Номер обращения, например П-2026-000001.")]
As = Annotated[str | None, typer.Option("--as", help="Почта сотрудника; можно не писать, если он один.")]
Act = Callable[[Session, str, ZoneInfo], Awaitable[Ticket]]


def add_steps(app: typer.Typer) -> None:
    """Give `punkt tickets` its steps."""
    for name, command in _COMMANDS.items():
        app.command(name)(command)


def take(number: Number, member: As = None) -> None:
    """Взять обращение себе."""
    ticket = _do(number, member, lambda session, actor, _: by_staff.take(session, number, actor))
    checking = " Сначала нужно убедиться, кто пишет." if ticket.status == "checking" else ""
    print(f"{ticket.number}: взято, отвечает {ticket.assignee}. Бот в этой переписке теперь молчит.{checking}")


def assign(
    number: Number, assignee: Annotated[str, typer.Argument(help="Почта сотрудника.")], member: As = None
) -> None:
    """Передать обращение сотруднику."""
    ticket = _do(number, member, lambda session, actor, _: by_staff.assign(session, number, actor, assignee))
    print(f"{ticket.number}: отвечает {ticket.assignee}.")


def give_back(number: Number, member: As = None) -> None:
    """Вернуть обращение в очередь."""
    ticket = _do(number, member, lambda session, actor, _: by_staff.give_back(session, number, actor))
    print(f"{ticket.number}: снова в очереди.")


def answer(number: Number, text: Annotated[str, typer.Argument(help="Ответ человеку.")], member: As = None) -> None:
    """Ответить человеку там, откуда он написал."""
    ticket = _do(number, member, lambda session, actor, _: by_staff.answer(session, number, actor, text))
    print(f"{ticket.number}: ответ записан и будет доставлен.")


def ask(number: Number, text: Annotated[str, typer.Argument(help="Вопрос человеку.")], member: As = None) -> None:
    """Спросить человека и ждать ответа; сроки при этом идут."""
    ticket = _do(number, member, lambda session, actor, _: by_staff.ask(session, number, actor, text))
    print(f"{ticket.number}: вопрос записан, ждём ответа. Срок не приостановлен: {ticket.due_on or 'без срока'}.")


def vouch(
    number: Number,
    how: Annotated[str, typer.Argument(help="Как проверено: без номеров документов.")],
    member: As = None,
) -> None:
    """Отметить, что вы убедились, кто пишет."""
    ticket = _do(number, member, lambda session, actor, _: identity.vouch(session, number, actor, how))
    print(f"{ticket.number}: личность подтверждена.")


def confirm(
    number: Number,
    asked: Annotated[list[str], typer.Argument(help="Чего просит человек: erase, withdraw, stop и другие сроки.")],
    member: As = None,
) -> None:
    """Подтвердить, чего просит человек словами закона; на каждое идёт свой срок."""
    ticket = _do(number, member, lambda session, actor, zone: confirming.confirm(session, number, actor, asked, zone))
    for each in (each for each in ticket.clocks if each.running):
        print(f"{ticket.number}: {each.period} до {each.due_on}, {each.basis}")


def extend(
    number: Number,
    period: Annotated[str, typer.Argument(help="Какой срок: access, stop…")],
    reason: Annotated[str, typer.Argument(help="Причина: она уйдёт человеку в уведомлении.")],
    member: As = None,
) -> None:
    """Продлить срок один раз, с мотивированным уведомлением."""
    ticket = _do(
        number, member, lambda session, actor, zone: extending.extend(session, number, actor, period, reason, zone)
    )
    print(f"{ticket.number}: срок продлён до {clock.find_clock(ticket, period).due_on}, уведомление записано.")


def meet(
    number: Number,
    period: Annotated[str, typer.Argument(help="Какой из сроков.")],
    done: Annotated[str, typer.Argument(help="Что сделано.")],
    member: As = None,
) -> None:
    """Отметить, что одно из нескольких требований выполнено."""
    ticket = _do(number, member, lambda session, actor, _: clock.meet(session, number, actor, period, done))
    print(f"{ticket.number}: {period} выполнено.")


def block(number: Number, reason: Annotated[str, typer.Argument(help="Почему.")], member: As = None) -> None:
    """Заблокировать данные человека на время проверки."""
    ticket = _do(number, member, lambda session, actor, _: blocking.block(session, number, actor, reason))
    print(f"{ticket.number}: данные заблокированы.")


def unblock(
    number: Number, outcome: Annotated[str, typer.Argument(help="Чем кончилась проверка.")], member: As = None
) -> None:
    """Снять блокировку с записанным итогом проверки."""
    ticket = _do(number, member, lambda session, actor, _: blocking.lift(session, number, actor, outcome))
    print(f"{ticket.number}: блокировка снята.")


def resolve(number: Number, text: Annotated[str, typer.Argument(help="Что сделано.")], member: As = None) -> None:
    """Решить: сделано так, как просили. Удаление данных — отдельно: punkt erase."""
    ticket = _do(number, member, lambda session, actor, _: deciding.resolve(session, number, actor, text))
    print(f"{ticket.number}: решено, человек узнает.")
    if asks_to_erase(ticket):
        print(f"Данные здесь ещё хранятся. Удалить их и составить акт: punkt erase {ticket.number}")


def refuse(
    number: Number,
    reason: Annotated[str, typer.Argument(help="Причина отказа.")],
    norm: Annotated[str, typer.Option("--norm", help="Норма, на которой основан отказ.")],
    member: As = None,
) -> None:
    """Отказать с причиной и нормой."""
    ticket = _do(number, member, lambda session, actor, _: deciding.refuse(session, number, actor, reason, norm))
    print(f"{ticket.number}: отказ записан, человек узнает причину и норму.")


def close(number: Number, member: As = None) -> None:
    """Закрыть решённое обращение; человек узнает об этом."""
    ticket = _do(number, member, lambda session, actor, _: deciding.close(session, number, actor))
    print(f"{ticket.number}: закрыто.")


def reopen(number: Number, reason: Annotated[str, typer.Argument(help="Почему.")], member: As = None) -> None:
    """Открыть обращение снова; сроки начнутся заново."""
    ticket = _do(number, member, lambda session, actor, zone: deciding.reopen(session, number, actor, reason, zone))
    print(f"{ticket.number}: снова в очереди, срок {ticket.due_on or 'не установлен'}.")


def duplicate(
    number: Number, original: Annotated[str, typer.Argument(help="Первое обращение.")], member: As = None
) -> None:
    """Отметить повтор: отвечать будем по первому обращению."""
    ticket = _do(number, member, lambda session, actor, zone: joining.duplicate(session, number, actor, original, zone))
    print(f"{ticket.number}: повтор, отвечаем по {original}.")


def merge(number: Number, other: Annotated[str, typer.Argument(help="Куда.")], member: As = None) -> None:
    """Объединить с другим обращением того же человека."""
    ticket = _do(number, member, lambda session, actor, zone: joining.merge(session, number, actor, other, zone))
    print(f"{ticket.number}: продолжается в {other}.")


_COMMANDS: dict[str, Callable[..., None]] = {
    "take": take, "assign": assign, "return": give_back, "answer": answer, "ask": ask, "vouch": vouch,
    "confirm": confirm, "extend": extend, "meet": meet, "block": block, "unblock": unblock, "resolve": resolve,
    "refuse": refuse, "close": close, "reopen": reopen, "duplicate": duplicate, "merge": merge,
}  # fmt: skip


def _do(number: str, member: str | None, act: Act) -> Ticket:
    return asyncio.run(_in_transaction(number, member, act))


async def _in_transaction(number: str, member: str | None, act: Act) -> Ticket:
    from punkt.house import open_database

    settings = read_settings()
    async with open_database(settings) as database, database.transaction() as session:
        try:
            return await act(session, await actor_named(session, member), settings.zone)
        except EXPECTED as error:
            raise refusal(error, number) from None


async def actor_named(session: Session, member: str | None) -> str:
    if member is not None:
        return (await find_staff(session, member)).email
    everybody = await active_staff(session)
    if len(everybody) != 1:
        hint = "укажите --as ПОЧТА" if everybody else "добавьте сотрудника: punkt staff add ПОЧТА"
        raise Failure(f"непонятно, кто отвечает: {hint}.")
    return everybody[0].email
