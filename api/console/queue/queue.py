"""The queue: lists of tickets, whose choice is kept in the address."""

from fastapi import APIRouter, Response

from api.console.queue.filters import ASKED, CHANNELS, Due, Filters, QueueList, chips
from api.console.queue.glances import glances
from api.console.queue.lists import PAGE, counts, page_of
from api.console.route import PageRoute
from api.console.visit import Visit, Visiting
from russian.numbers import day, short_day
from tickets.post.undelivered import count_dead
from tickets.record.ticket import Status, TicketKind
from tickets.staff.member import Role, StaffMember, all_staff, is_absent, short_name

router = APIRouter(prefix="/console", include_in_schema=False, route_class=PageRoute)


@router.get("")
async def queue(visit: Visiting) -> Response:
    """One list, with what the others hold and whether something could not be delivered."""
    return await queue_page(visit)


async def queue_page(visit: Visit, done: object = None) -> Response:
    """The list that the address names; `done` is what has just become of several of its tickets."""
    filters = Filters.of(visit.request.query_params)
    async with visit.ctx.database.reading() as session:
        numbers = await counts(session, visit)
        filters, number, found = await page_of(session, filters, visit, numbers)
        beside = await glances(session, found, filters.q, visit.email, visit.at)
        dead = await count_dead(session)
        staff = await all_staff(session)
    names = {member.email: member.display_name for member in staff}
    return visit.page(
        "queue.html",
        filters=filters,
        chips=chips(filters, visit.email),
        counts=numbers,
        waiting=numbers[QueueList.ANSWER],
        number=number,
        rows=found,
        beside=beside,
        pages=-(-number // PAGE),
        dead=dead,
        done=done,
        staff=[member.email for member in staff],
        assignees=_assignees(visit, staff),
        known_as=lambda email: names.get(email) or email,
        briefly=lambda email: names.get(email) or short_name(email),
        short_day=short_day,
        day_of=day,
        choices={
            "kind": list(TicketKind),
            "state": list(Status),
            "due": list(Due),
            "channel": CHANNELS,
            "asked": ASKED,
        },
    )


def _assignees(visit: Visit, staff: list[StaffMember]) -> list[StaffMember]:
    """To whom this member may hand tickets: a lead to anybody who is here, others to themselves."""
    leads = visit.member.role.covers(Role.LEAD)
    here = [member for member in staff if not is_absent(member, visit.at)]
    return [member for member in here if leads or member.email == visit.email]
