"""A ticket in the terminal."""

from zoneinfo import ZoneInfo

from tickets.clock import Clock
from tickets.conversation import Author, StoredMessage
from tickets.ticket import SYSTEM, USER, Identity, Request, Status, Ticket, TicketKind

KINDS = {
    TicketKind.CLAIM: "претензия",
    TicketKind.DELETION: "запрос о данных",
    TicketKind.HUMAN: "нужен человек",
}
REQUESTS = {
    Request.ERASE: "удалить данные",
    Request.WITHDRAW: "отозвать согласие",
    Request.STOP: "прекратить обработку",
    Request.MARKETING: "прекратить рекламу",
    Request.ACCESS: "показать данные",
    Request.CORRECT: "исправить данные",
}
STATUSES = {
    Status.NEW: "в очереди",
    Status.CHECKING: "проверка личности",
    Status.TAKEN: "в работе",
    Status.WAITING: "ждём человека",
    Status.RESOLVED: "решено",
    Status.REFUSED: "отказано",
    Status.CLOSED: "закрыто",
    Status.DUPLICATE: "повтор",
    Status.MERGED: "объединено",
}
STEPS = {
    "open": "открыто",
    "take": "взято",
    "assign": "передано",
    "return": "возвращено в очередь",
    "lapse": "вернулось в очередь само",
    "prove": "личность подтверждена",
    "vouch": "личность проверена сотрудником",
    "confirm": "требования подтверждены",
    "answer": "отвечено",
    "ask": "задан вопрос",
    "reply": "человек ответил",
    "add": "дополнено",
    "extend": "срок продлён",
    "unextend": "продление не состоялось",
    "meet": "одно из требований выполнено",
    "block": "данные заблокированы",
    "unblock": "блокировка снята",
    "withdraw_consent": "согласие отозвано",
    "resolve": "решено",
    "refuse": "отказано",
    "close": "закрыто",
    "retract": "отозвано человеком",
    "reopen": "открыто снова",
    "duplicate": "отмечено как повтор",
    "merge": "объединено с другим",
    "erase": "данные удалены",
    "export": "данные выданы человеку",
    "note": "пометка",
}
ACTORS = {USER: "пользователь", SYSTEM: "само"}
IDENTITIES = {
    Identity.EMAIL: "код из письма",
    Identity.TELEGRAM: "учётная запись Telegram",
    Identity.SITE: "вход на сайте",
    Identity.STAFF: "проверил сотрудник",
}
AUTHORS = {Author.USER: "пользователь", Author.STAFF: "сотрудник", Author.BOT: "бот"}


def ticket_row(ticket: Ticket) -> str:
    """One line of the queue, without the person's words or contacts."""
    due = f"до {ticket.due_on.isoformat()}" if ticket.due_on else "без срока"
    assignee = ticket.assignee or "—"
    return f"{ticket.number}  {STATUSES[ticket.status]:<17} {due:<13} {_what(ticket):<40} {assignee}"


def ticket_lines(ticket: Ticket, talk: list[StoredMessage], zone: ZoneInfo, *, blocked: bool) -> list[str]:
    """Everything about one ticket."""
    lines = [
        f"{ticket.number}: {_what(ticket)}, {STATUSES[ticket.status]}",
        f"Получено: {ticket.received_at.astimezone(zone):%Y-%m-%d %H:%M}",
        *(_clock(clock) for clock in ticket.clocks if clock.dropped_at is None),
        f"Отвечает: {ticket.assignee or '—'}",
        f"Личность: {IDENTITIES[ticket.identity] if ticket.identity else 'не подтверждена'}",
        f"Контакты: {', '.join(filter(None, (ticket.name, ticket.email, ticket.phone))) or 'только эта переписка'}",
        f"Редакция политики: {ticket.edition}",
    ]
    if ticket.consent:
        withdrawn = ", отозвано" if ticket.consent.withdrawn_at else ""
        given = f"{ticket.consent.given_at.astimezone(zone):%Y-%m-%d %H:%M}, {ticket.consent.channel}"
        lines.append(f"Согласие: {given}{withdrawn}")
    if blocked:
        lines.append("Данные заблокированы до итога проверки: ни выгрузок, ни статистики, ни рассылок.")
    if ticket.norm:
        lines.append(f"Отказ: {ticket.outcome_text or '—'} ({ticket.norm})")
    lines += ["", "Слова обратившегося:", ticket.text]
    lines += [f"Дополнение {each.version}: {each.text}" for each in ticket.additions]
    lines += ["", "История:"]
    lines += [
        f"  {e.at.astimezone(zone):%Y-%m-%d %H:%M}  {STEPS.get(e.step, e.step)} ({ACTORS.get(e.actor, e.actor)})"
        for e in ticket.events
    ]
    if talk:
        lines += ["", "Переписка:"]
        lines += [f"  {m.at.astimezone(zone):%Y-%m-%d %H:%M}  {AUTHORS[m.author]}: {m.text}" for m in talk]
    return lines


def _clock(clock: Clock) -> str:
    extended = f", продлено с {clock.first_due_on}" if clock.first_due_on else ""
    met = ", выполнено" if clock.met_at else ""
    return f"Срок: до {clock.due_on}{extended}{met} ({clock.basis})"


def _what(ticket: Ticket) -> str:
    asked = ", ".join(REQUESTS[request] for request in ticket.requests)
    return f"{KINDS[ticket.kind]}: {asked}" if asked else KINDS[ticket.kind]
