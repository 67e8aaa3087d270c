"""`punkt staff …`."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, TypeVar
from zoneinfo import ZoneInfo

import typer

from punkt.failure import Failure
from punkt.refusal import EXPECTED, refusal
from punkt.start import in_session, read_settings
from tickets.record.address import WrongEmail, read_email
from tickets.record.labels import EMAIL_FAULTS, ROLES
from tickets.staff.member import (
    Role,
    StaffMember,
    add_staff,
    all_staff,
    begin_link,
    go_away,
    is_absent,
)
from tickets.staff.member import unlink as forget_link
from tickets.staff.membership import disable, enable, set_password, set_role
from tickets.store.base import now

if TYPE_CHECKING:
    from tickets.store.database import Session

Email = Annotated[str, typer.Argument(help="Почта сотрудника.")]
Password = Annotated[
    str,
    typer.Option(
        prompt="Пароль (не короче 12 знаков)",
        hide_input=True,
        confirmation_prompt=True,
        envvar="PUNKT_STAFF_PASSWORD",
    ),
]
T = TypeVar("T")

app = typer.Typer(help="Сотрудники.", no_args_is_help=True)


@app.command("add")
def add(
    email: Annotated[str, typer.Argument(help="Электронная почта: по ней сотрудник входит и берёт обращения.")],
    password: Password,
    role: Annotated[Role, typer.Option(help="Роль; первый сотрудник всегда администратор.")] = Role.AGENT,
) -> None:
    """Добавить сотрудника."""
    try:
        address = read_email(email)
    except WrongEmail as wrong:
        raise Failure(f"«{email}» — не адрес почты. {EMAIL_FAULTS[wrong.fault].ru}") from None
    fresh = _hashed(password, address)
    _change(lambda session: add_staff(session, address, fresh, role))
    print(f"Сотрудник {address.lower()} добавлен. Вход: /console")


@app.command("role")
def change_role(email: Email, role: Annotated[Role, typer.Argument(help="agent, lead или admin.")]) -> None:
    """Назначить роль: сотрудник, руководитель, администратор."""
    _change(lambda session: set_role(session, email, role))
    print(f"{email}: {ROLES[role]}.")


@app.command("disable")
def turn_off(email: Email) -> None:
    """Закрыть сотруднику вход: сеансы завершатся, обращения вернутся в очередь."""
    _change(lambda session: disable(session, email))
    print(f"{email}: отключён. Его обращения вернутся в очередь в течение минуты.")


@app.command("enable")
def turn_on(email: Email) -> None:
    """Снова открыть сотруднику вход с прежним паролем."""
    _change(lambda session: enable(session, email))
    print(f"{email}: снова может войти.")


@app.command("password")
def give_password(email: Email, password: Password) -> None:
    """Задать новый пароль: все сеансы сотрудника завершатся."""
    fresh = _hashed(password, email)
    _change(lambda session: set_password(session, email, fresh))
    print(f"{email}: пароль изменён, нужно войти заново.")


@app.command("reset-totp")
def forget_factor(email: Email) -> None:
    """Снять второй фактор, если телефон и запасные коды потеряны: все сеансы сотрудника завершатся."""
    from tickets.staff.totp import reset_totp

    _change(lambda session: reset_totp(session, email))
    print(f"{email}: второй фактор снят. Подключить снова: /console/account")


@app.command("list")
def show() -> None:
    """Показать сотрудников и кто отсутствует."""
    zone = read_settings().zone
    for member in in_session(all_staff, reading=True):
        print(_line(member, zone))


@app.command("away")
def away(
    email: Email,
    until: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="По какой день, ГГГГ-ММ-ДД.")],
) -> None:
    """Отметить отсутствие: обращения сотрудника вернутся в очередь, новых ему не передать."""
    _away(email, until.date())
    print(f"{email}: отсутствует по {until:%Y-%m-%d}. Его обращения вернутся в очередь в течение минуты.")


@app.command("back")
def back(email: Email) -> None:
    """Отметить возвращение."""
    _away(email, None)
    print(f"{email}: снова на месте.")


@app.command("link")
def link(email: Email) -> None:
    """Выдать одноразовый код: по нему бот узнает, чья это учётная запись Telegram."""
    code = _change(lambda session: begin_link(session, email))
    print(f"Код для {email}: {code}\nСотрудник отправляет боту (лично или в группе): /link {code}. Код живёт час.")


@app.command("unlink")
def unlink(email: Email) -> None:
    """Отвязать Telegram от сотрудника: в группе он больше ничего не сделает."""
    _change(lambda session: forget_link(session, email))
    print(f"{email}: Telegram отвязан.")


def _hashed(password: str, email: str) -> str:
    from tickets.staff.password import SHORTEST, PasswordTooShort, PasswordUnfit, check_password, hash_password

    try:
        check_password(password, email)
    except PasswordTooShort:
        raise Failure(f"пароль короче {SHORTEST} знаков: придумайте длиннее.") from None
    except PasswordUnfit:
        raise Failure("такой пароль подберут первым: придумайте другой.") from None
    return hash_password(password)


def _away(email: str, last_day: date | None) -> None:
    from tickets.terms.calendar import day_end

    until = day_end(last_day, read_settings().zone) if last_day else None
    _change(lambda session: go_away(session, email, until))


def _change(act: "Callable[[Session], Awaitable[T]]") -> T:
    """Do something about a member in one transaction."""
    try:
        return in_session(act)
    except EXPECTED as error:
        raise refusal(error) from None


def _line(member: StaffMember, zone: ZoneInfo) -> str:
    told = [member.email, ROLES[member.role]]
    if member.disabled_at:
        told.append(f"отключён {member.disabled_at.astimezone(zone):%Y-%m-%d %H:%M}")
    elif member.away_until and is_absent(member, now()):
        told.append(f"отсутствует до {member.away_until.astimezone(zone):%Y-%m-%d %H:%M}")
    if member.totp_since:
        told.append("второй фактор")
    return "  ".join(told)
