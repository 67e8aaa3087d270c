"""A ticket in the terminal."""

from zoneinfo import ZoneInfo

from tickets.conversation import Author, StoredMessage
from tickets.ticket import Request, Status, Ticket, TicketKind

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
STATUSES = {Status.NEW: "в очереди", Status.TAKEN: "в работе", Status.CLOSED: "закрыто"}
STEPS = {
    "open": "открыто",
    "take": "взято",
    "return": "возвращено в очередь",
    "answer": "отвечено",
    "close": "закрыто",
    "erase": "данные удалены",
}
AUTHORS = {Author.USER: "пользователь", Author.STAFF: "сотрудник", Author.BOT: "бот"}


def ticket_row(ticket: Ticket) -> str:
    """One line of the queue, without the person's words or contacts."""
    due = f"до {ticket.due_on.isoformat()}" if ticket.due_on else "без срока"
    assignee = ticket.assignee or "—"
    return f"{ticket.number}  {STATUSES[ticket.status]:<10} {due:<13} {_what(ticket):<40} {assignee}"


def ticket_lines(ticket: Ticket, talk: list[StoredMessage], zone: ZoneInfo) -> list[str]:
    """Everything about one ticket."""
    lines = [
        f"{ticket.number}: {_what(ticket)}, {STATUSES[ticket.status]}",
        f"Получено: {ticket.received_at.astimezone(zone):%Y-%m-%d %H:%M}",
        f"Ответить до: {ticket.due_on or '—'}" + (f" ({ticket.basis})" if ticket.basis else ""),
        f"Отвечает: {ticket.assignee or '—'}",
        f"Контакты: {', '.join(filter(None, (ticket.name, ticket.email, ticket.phone))) or 'только эта переписка'}",
        f"Редакция политики: {ticket.edition}",
    ]
    if ticket.consent:
        lines.append(f"Согласие: {ticket.consent.given_at.astimezone(zone):%Y-%m-%d %H:%M}, {ticket.consent.channel}")
    lines += ["", "Слова обратившегося:", ticket.text, "", "История:"]
    lines += [f"  {e.at.astimezone(zone):%Y-%m-%d %H:%M}  {STEPS[e.step]} ({e.actor})" for e in ticket.events]
    if talk:
        lines += ["", "Переписка:"]
        lines += [f"  {m.at.astimezone(zone):%Y-%m-%d %H:%M}  {AUTHORS[m.author]}: {m.text}" for m in talk]
    return lines


def _what(ticket: Ticket) -> str:
    return f"{KINDS[ticket.kind]}: {REQUESTS[ticket.request]}" if ticket.request else KINDS[ticket.kind]
