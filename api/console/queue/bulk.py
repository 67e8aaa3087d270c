"""POST /console: one step with several tickets of the queue, each in a transaction of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response

from api.console import console_words
from api.console.forms import own_form
from api.console.queue.lists import PAGE
from api.console.queue.queue import queue_page
from api.console.refusals import NoSuchForm, refusal
from api.console.route import PageRoute
from api.console.session import RoleNeeded
from api.console.ticket.fields import Sent
from api.console.visit import Visit, Visiting
from tickets.acts.act import Act, Deed
from tickets.acts.performing import perform
from tickets.acts.table import ASSIGN, RETURN, TAKE
from tickets.life import plain_number
from tickets.staff.member import Role, short_name

router = APIRouter(prefix="/console", include_in_schema=False, route_class=PageRoute)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of it."""

    sentence: str  #: how many were done
    left: Sequence[tuple[str, str]] = ()  #: numbers of the others, each with why not


@router.post("", dependencies=[Depends(own_form)])
async def with_several(
    visit: Visiting,
    step: Annotated[str, Form()],
    ticket: Annotated[list[str], Form()] = [],  # noqa: B006 - FastAPI copies it
    assignee: Annotated[str, Form()] = "",
) -> Response:
    """Take, assign or return what is ticked, and show the queue as it is then."""
    act, given, sentence = _act(visit, step, assignee)
    key = Sent(step, await visit.request.form()).key
    if not ticket:
        return await queue_page(visit, Done(console_words.NOTHING_TICKED))
    left, number = [], 0
    for typed in list(dict.fromkeys(ticket))[:PAGE]:
        try:
            async with visit.ctx.database.transaction() as session:
                of_one = key and f"{key}:{plain_number(typed)}"
                await perform(session, act, Deed(number=typed, actor=visit.email, key=of_one, given=given))
            number += 1
        except Exception as error:
            told = refusal(error)
            if told is None:
                raise
            left.append((plain_number(typed), told.sentence))
    return await queue_page(visit, Done(sentence.format(number=number), left))


def _act(visit: Visit, name: str, assignee: str) -> tuple[Act[object], Mapping[str, str], str]:
    """What is done with each, and how it is told; raises NoSuchForm and RoleNeeded."""
    match name:
        case "take":
            return TAKE, {}, console_words.BULK["take"]
        case "return":
            return RETURN, {}, console_words.BULK["return"]
        case "assign":
            if assignee != visit.email and not visit.member.role.covers(Role.LEAD):
                raise RoleNeeded(Role.LEAD, visit.email)
            told = console_words.BULK["assign"].replace(
                "{name}", short_name(assignee).replace("{", "").replace("}", "")
            )
            return ASSIGN, {"assignee": assignee}, told
        case _:
            raise NoSuchForm(name)
