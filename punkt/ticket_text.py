"""A ticket in the terminal."""

from zoneinfo import ZoneInfo

from tickets.record.clock import Clock
from tickets.record.conversation import StoredMessage
from tickets.record.labels import ACTORS, AUTHORS, CHANNELS, CLAUSES, IDENTITIES, KINDS, STATUSES, STEPS, asked
from tickets.record.ticket import HELD, Ticket


def ticket_row(ticket: Ticket) -> str:
    """One line of the queue, without the person's words or contacts."""
    due = f"до {ticket.due_on.isoformat()}" if ticket.due_on else "без срока"
    assignee = ticket.assignee or "—"
    return f"{ticket.number}  {STATUSES[ticket.status].staff:<17} {due:<13} {_what(ticket):<40} {assignee}"


def ticket_lines(ticket: Ticket, talk: list[StoredMessage], zone: ZoneInfo, *, blocked: bool) -> list[str]:
    """Everything about one ticket."""
    lines = [
        f"{ticket.number}: {_what(ticket)}, {STATUSES[ticket.status].staff}",
        f"Получено: {ticket.received_at.astimezone(zone):%Y-%m-%d %H:%M}",
        *(_clock(clock) for clock in ticket.clocks if clock.dropped_at is None),
        *([ticket.undated] if ticket.undated else []),
        f"Отвечает: {ticket.assignee or '—'}",
        f"Личность: {IDENTITIES[ticket.identity] if ticket.identity else 'не подтверждена'}",
        f"Контакты: {', '.join(filter(None, (ticket.name, ticket.email, ticket.phone))) or 'только эта переписка'}",
        f"Редакция документа{f' {ticket.document}' if ticket.document else ''}: {ticket.edition}",
    ]
    if ticket.consent:
        withdrawn = ", отозвано" if ticket.consent.withdrawn_at else ""
        given = f"{ticket.consent.given_at.astimezone(zone):%Y-%m-%d %H:%M}, {CHANNELS[ticket.consent.channel].staff}"
        lines.append(f"Согласие: {given}{withdrawn}")
    if blocked:
        lines.append("Данные заблокированы до итога проверки: ни выгрузок, ни статистики, ни рассылок.")
    if ticket.status in HELD:
        lines.append(f"Пункты документа: {CLAUSES[ticket.muted]}")
    if ticket.norm:
        lines.append(f"Отказ: {ticket.outcome_text or '—'} ({ticket.norm})")
    lines += ["", "Слова обратившегося:", ticket.text]
    lines += [f"Дополнение {each.version}: {each.text}" for each in ticket.additions]
    lines += ["", "История:"]
    lines += [
        f"  {e.at.astimezone(zone):%Y-%m-%d %H:%M}  {STEPS[e.step].staff} ({ACTORS[e.actor].staff})"
        for e in ticket.events
    ]
    if talk:
        lines += ["", "Переписка:"]
        lines += [f"  {m.at.astimezone(zone):%Y-%m-%d %H:%M}  {AUTHORS[m.author].staff}: {m.text}" for m in talk]
    return lines


def _clock(clock: Clock) -> str:
    extended = f", продлено с {clock.first_due_on}" if clock.first_due_on else ""
    met = ", выполнено" if clock.met_at else ""
    return f"Срок: до {clock.due_on}{extended}{met} ({clock.basis})"


def _what(ticket: Ticket) -> str:
    kind, named = KINDS[ticket.kind].staff, ", ".join(name.staff for name in asked(ticket))
    return f"{kind}: {named}" if named else kind
