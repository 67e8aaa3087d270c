"""`punkt outbox`."""

from typing import TYPE_CHECKING, Annotated

import typer

from punkt.failure import Failure
from punkt.start import in_session, read_settings

if TYPE_CHECKING:
    from tickets.post.outbox import OutboxRow

app = typer.Typer(help="Что не удалось отправить.", invoke_without_command=True)


@app.callback()
def listing(context: typer.Context) -> None:
    """Показать, что отправить не удалось и что ждёт дольше обычного."""
    if context.invoked_subcommand is None:
        print("\n".join(_rows()) or "Всё отправлено.")


@app.command("retry")
def retry(row: Annotated[int, typer.Argument(help="Номер строки из списка.")]) -> None:
    """Отправить ещё раз."""
    from tickets.post.undelivered import NoSuchRow, NothingToCarry, revive

    try:
        in_session(lambda session: revive(session, row))
    except (NoSuchRow, NothingToCarry):
        raise Failure(f"строки {row} нет, или она уже отправлена.") from None
    print("Будет отправлено ещё раз; для этого Пункт должен работать.")


@app.command("drop")
def drop(row: Annotated[int, typer.Argument(help="Номер строки из списка.")]) -> None:
    """Больше не отправлять; из списка строка уйдёт."""
    from tickets.post.undelivered import NoSuchRow, NothingToCarry
    from tickets.post.undelivered import drop as let_go

    try:
        in_session(lambda session: let_go(session, row))
    except (NoSuchRow, NothingToCarry):
        raise Failure(f"строки {row} нет, или она уже отправлена.") from None
    print("Отправлено не будет.")


def _rows() -> list[str]:
    from tickets.post.undelivered import undelivered
    from tickets.record.undelivered import why_not

    zone = read_settings().zone
    return [
        f"{row.id:>7}  {row.created_at.astimezone(zone):%Y-%m-%d %H:%M}  {row.channel:<9} {row.topic:<18} "
        f"{row.number or '—':<16} попыток {row.attempts:<3} "
        f"{_state(row)}: {why_not(row.error) if row.error else '—'}"
        for row in in_session(undelivered, reading=True)
    ]


def _state(row: "OutboxRow") -> str:
    if row.unsure:
        return "ждёт решения (retry или drop)"
    return "не отправлено" if row.dead_at else "ждёт"
