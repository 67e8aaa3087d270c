"""What may be chosen in the forms of a ticket, as it stands."""

from collections.abc import Collection, Iterator, Sequence

from api.console import console_words, form_words
from api.console.ticket.fields import Option
from api.console.ticket.scene import Scene
from russian.numbers import day
from tickets.record.labels import KINDS, what_is_due
from tickets.record.ticket import JOINED, OPEN, Request, Ticket, TicketKind
from tickets.staff.member import StaffMember, is_absent
from tickets.terms.claim import CLAIM
from tickets.terms.periods import periods


def colleagues(scene: Scene) -> Sequence[Option]:
    """Everybody but who is responsible now; who is away cannot be chosen."""
    return [_colleague(member, scene) for member in scene.staff if member.email != (scene.ticket.assignee or scene.me)]


def asked(scene: Scene) -> Sequence[Option]:
    """Every period that may run: what people ask for, then what staff find; ticked are those that do."""
    runs = {clock.period for clock in scene.ticket.clocks if clock.running}
    asked_for = [_period(kind, form_words.ASKED_GROUP, runs) for kind in Request]
    found = [_period(kind, form_words.FOUND_GROUP, runs) for kind in periods() if kind not in set(Request)]
    return [*asked_for, *_claim(scene.ticket), *found]


def _period(kind: str, group: str, runs: Collection[str]) -> Option:
    period = periods()[kind]
    note = f"{period.length}, {period.article}"
    return Option(kind, period.title, note=note, group=group, checked=kind in runs)


def _claim(ticket: Ticket) -> Iterator[Option]:
    """That of a claim, where it runs: on a claim it always does."""
    for clock in ticket.clocks:
        if clock.running and clock.period == CLAIM:
            note = clock.basis.replace(": ", ", ", 1)
            yield Option(
                CLAIM,
                what_is_due(CLAIM),
                note=note,
                group=form_words.FOUND_GROUP,
                checked=True,
                disabled=ticket.kind is TicketKind.CLAIM,
            )


def extendable(scene: Scene) -> Sequence[Option]:
    """Running clocks whose norm allows it, that were not extended and are not over."""
    return [
        Option(
            clock.period, what_is_due(clock.period), note=console_words.working_days(periods()[clock.period].extension)
        )
        for clock in scene.ticket.clocks
        if clock.running and clock.first_due_on is None and scene.at < clock.ends_at
        if clock.period in periods() and periods()[clock.period].extension
    ]


def running(scene: Scene) -> Sequence[Option]:
    """Every clock that runs."""
    return [Option(clock.period, what_is_due(clock.period)) for clock in scene.ticket.clocks if clock.running]


def earlier(scene: Scene) -> Sequence[Option]:
    """Tickets of the same conversation that were received before and ask for all that this one does."""
    wanted = {clock.period for clock in scene.ticket.clocks if clock.running}
    return [
        _sibling(other)
        for other in scene.siblings
        if other.status not in JOINED and other.received_at <= scene.ticket.received_at
        if wanted <= {clock.period for clock in other.clocks if clock.dropped_at is None}
    ]


def open_siblings(scene: Scene) -> Sequence[Option]:
    """Other open tickets of the same conversation."""
    return [_sibling(other) for other in scene.siblings if other.status in OPEN]


def _sibling(ticket: Ticket) -> Option:
    return Option(ticket.number, ticket.number, note=KINDS[ticket.kind].staff)


def _colleague(member: StaffMember, scene: Scene) -> Option:
    if member.away_until is None or not is_absent(member, scene.at):
        return Option(member.email, member.email)
    back = console_words.away(day(member.away_until.astimezone(scene.zone)))
    return Option(member.email, member.email, note=back, disabled=True)
