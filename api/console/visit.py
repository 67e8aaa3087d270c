"""A request of somebody who is signed in, and the page it gets."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import Depends, Request, Response

from api.console import console_words, form_words
from api.console.forms import form_token
from api.console.refusals import refusal
from api.console.session import OneFactor, Staff, is_by_script
from api.context import Context, Ctx
from tickets.life import NoSuchTicket, plain_number
from tickets.record import labels
from tickets.record.undelivered import why_not
from tickets.staff.face import face
from tickets.staff.member import StaffMember
from tickets.store.base import now, random_id


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks, for what, and with what it is answered."""

    request: Request
    ctx: Context
    member: StaffMember
    session: str  #: digest of the session it is made with
    at: datetime = field(default_factory=now)

    @property
    def email(self) -> str:
        return self.member.email

    @property
    def zone(self) -> ZoneInfo:
        return self.ctx.settings.zone

    @property
    def today(self) -> date:
        """By the operator's calendar."""
        return self.at.astimezone(self.zone).date()

    @property
    def away_until(self) -> datetime | None:
        """While it is in the future, they are away."""
        until = self.member.away_until
        return until if until and until > now() else None

    @property
    def refreshing(self) -> bool:
        """Whether a page that is open fetches itself again; where browsers do not say, it is somebody who looks."""
        return is_by_script(self.request)

    def page(self, template: str, error: Exception | None = None, **values: Any) -> Response:
        """A page of the console, with what each of them shows; an error that staff are told of gives its own status."""
        told = refusal(error) if error else None
        shared = {
            "me": self.email,
            "fault": told.sentence if told else "",
            "role": self.member.role,
            "here": self.request.url.path,
            "away_until": self.away_until,
            "face": face(self.email, self.member.display_name),
            "new_key": random_id,
            "form": form_token(self.request, self.ctx),
            "words": console_words,
            "labels": labels,
            "why_not": why_not,
            "form_words": form_words,
            "zone": self.zone,
            "moment": self.at,
            "today": self.today,
            "push": self.ctx.push,
            "push_owner": self.ctx.tokens.token("push", self.email) if self.ctx.push else "",
        }
        status = told.status if told else 200
        return self.ctx.templates.TemplateResponse(self.request, f"console/{template}", shared | values, status)


def visit(request: Request, ctx: Ctx, _: Staff, here: OneFactor) -> Visit:
    """A dependency; raises SignInNeeded and SecondFactorNeeded."""
    return Visit(request, ctx, here.member, here.session.digest)


def visit_before_factor(request: Request, ctx: Ctx, here: OneFactor) -> Visit:
    """The same for the pages on which a member sets up the second factor; raises SignInNeeded."""
    return Visit(request, ctx, here.member, here.session.digest)


def typed_number(number: str, _: Staff) -> str:
    """A ticket's number from an address, as it is stored; raises NoSuchTicket for what no number can be."""
    if "\x00" in number:
        raise NoSuchTicket(number)
    return plain_number(number)


Visiting = Annotated[Visit, Depends(visit)]
VisitingBeforeFactor = Annotated[Visit, Depends(visit_before_factor)]
Number = Annotated[str, Depends(typed_number)]
