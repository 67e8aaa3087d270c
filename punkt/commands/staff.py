"""`punkt staff …`."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, TypeVar
from zoneinfo import ZoneInfo

import typer

from punkt.failure import Failure
from punkt.start import read_settings
from tickets.staff.member import Role, StaffMember

if TYPE_CHECKING:
    from tickets.database import Session

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
ROLES = {Role.AGENT: "сотрудник", Role.LEAD: "руководитель", Role.ADMIN: "администратор"}

app = typer.Typer(help="Сотрудники.", no_args_is_help=True)


@app.command("add")
def add(
    email: Annotated[str, typer.Argument(help="Электронная почта: по ней сотрудник входит и берёт обращения.")],
    password: Password,
    role: Annotated[Role, typer.Option(help="Роль; первый сотрудник всегда администратор.")] = Role.AGENT,
) -> None:
    """Добавить сотрудника."""
    from email_validator import EmailNotValidError, validate_email

    try:
        address = validate_email(email, check_deliverability=False).normalized
    except EmailNotValidError:
        raise Failure(f"«{email}» — не адрес электронной почты.") from None
    fresh = _hashed(password, address)
    asyncio.run(_add(address, fresh, role))
    print(f"Сотрудник {address.lower()} добавлен. Вход: /console")


@app.command("role")
def change_role(email: Email, role: Annotated[Role, typer.Argument(help="agent, lead или admin.")]) -> None:
    """Назначить роль: сотрудник, руководитель, администратор."""
    from tickets.staff.membership import set_role

    asyncio.run(_change(email, lambda session: set_role(session, email, role)))
    print(f"{email}: {ROLES[role]}.")


@app.command("disable")
def turn_off(email: Email) -> None:
    """Закрыть сотруднику вход: сеансы завершатся, обращения вернутся в очередь."""
    from tickets.staff.membership import disable

    asyncio.run(_change(email, lambda session: disable(session, email)))
    print(f"{email}: отключён. Его обращения вернутся в очередь в течение минуты.")


@app.command("enable")
def turn_on(email: Email) -> None:
    """Снова открыть сотруднику вход с прежним паролем."""
    from tickets.staff.membership import enable

    asyncio.run(_change(email, lambda session: enable(session, email)))
    print(f"{email}: снова может войти.")


@app.command("password")
def give_password(email: Email, password: Password) -> None:
    """Задать новый пароль: все сеансы сотрудника завершатся."""
    from tickets.staff.membership import set_password

    fresh = _hashed(password, email)
    asyncio.run(_change(email, lambda session: set_password(session, email, fresh)))
    print(f"{email}: пароль изменён, нужно войти заново.")


@app.command("reset-totp")
def forget_factor(email: Email) -> None:
    """Снять второй фактор, если телефон и запасные коды потеряны: все сеансы сотрудника завершатся."""
    from tickets.staff.totp import reset_totp

    asyncio.run(_change(email, lambda session: reset_totp(session, email)))
    print(f"{email}: второй фактор снят. Подключить снова: /console/account")


@app.command("list")
def show() -> None:
    """Показать сотрудников и кто отсутствует."""
    for line in asyncio.run(_lines()):
        print(line)


@app.command("away")
def away(
    email: Email,
    until: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="По какой день, ГГГГ-ММ-ДД.")],
) -> None:
    """Отметить отсутствие: обращения сотрудника вернутся в очередь, новых ему не передать."""
    asyncio.run(_away(email, until.date()))
    print(f"{email}: отсутствует по {until:%Y-%m-%d}. Его обращения вернутся в очередь в течение минуты.")


@app.command("back")
def back(email: Email) -> None:
    """Отметить возвращение."""
    asyncio.run(_away(email, None))
    print(f"{email}: снова на месте.")


@app.command("link")
def link(email: Email) -> None:
    """Выдать одноразовый код: по нему бот узнает, чья это учётная запись Telegram."""
    code = asyncio.run(_link(email))
    print(f"Код для {email}: {code}\nСотрудник отправляет боту (лично или в группе): /link {code}. Код живёт час.")


@app.command("unlink")
def unlink(email: Email) -> None:
    """Отвязать Telegram от сотрудника: в группе он больше ничего не сделает."""
    asyncio.run(_unlink(email))
    print(f"{email}: Telegram отвязан.")


async def _add(email: str, password_hash: str, role: Role) -> None:
    from punkt.house import open_database
    from tickets.staff.member import StaffExists, add_staff

    async with open_database(read_settings()) as database, database.transaction() as session:
        try:
            await add_staff(session, email, password_hash, role)
        except StaffExists:
            raise Failure(f"сотрудник {email.lower()} уже есть.") from None


def _hashed(password: str, email: str) -> str:
    from tickets.staff.password import SHORTEST, PasswordTooShort, PasswordUnfit, check_password, hash_password

    try:
        check_password(password, email)
    except PasswordTooShort:
        raise Failure(f"пароль короче {SHORTEST} знаков: придумайте длиннее.") from None
    except PasswordUnfit:
        raise Failure("такой пароль подберут первым: придумайте другой.") from None
    return hash_password(password)


async def _away(email: str, last_day: date | None) -> None:
    from tickets.staff.member import go_away
    from tickets.terms.calendar import day_end

    until = day_end(last_day, read_settings().zone) if last_day else None
    await _change(email, lambda session: go_away(session, email, until))


async def _link(email: str) -> str:
    from tickets.staff.member import begin_link

    return await _change(email, lambda session: begin_link(session, email))


async def _unlink(email: str) -> None:
    from tickets.staff.member import unlink as forget

    await _change(email, lambda session: forget(session, email))


async def _change(email: str, act: "Callable[[Session], Awaitable[T]]") -> T:
    """Do something about a member in one transaction."""
    from punkt.house import open_database
    from tickets.staff.member import NoSuchStaff
    from tickets.staff.membership import LastAdmin

    async with open_database(read_settings()) as database, database.transaction() as session:
        try:
            return await act(session)
        except NoSuchStaff:
            raise Failure(f"сотрудника {email} нет. Список: punkt staff list") from None
        except LastAdmin:
            raise Failure(f"{email} — единственный администратор: сначала назначьте ещё одного.") from None


async def _lines() -> list[str]:
    from punkt.house import open_database
    from tickets.staff.member import all_staff

    settings = read_settings()
    async with open_database(settings) as database, database.reading() as session:
        return [_line(member, settings.zone) for member in await all_staff(session)]


def _line(member: StaffMember, zone: ZoneInfo) -> str:
    from tickets.base import now
    from tickets.staff.member import is_absent

    told = [member.email, ROLES[member.role]]
    if member.disabled_at:
        told.append(f"отключён {member.disabled_at.astimezone(zone):%Y-%m-%d %H:%M}")
    elif member.away_until and is_absent(member, now()):
        told.append(f"отсутствует до {member.away_until.astimezone(zone):%Y-%m-%d %H:%M}")
    if member.totp_since:
        told.append("второй фактор")
    return "  ".join(told)
