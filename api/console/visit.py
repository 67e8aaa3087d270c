"""A request of somebody who is signed in, and the page it gets."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request, Response

from api.console import phrases
from api.console.forms import form_token
from api.console.session import Staff
from api.context import Context, Ctx
from tickets.base import now


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks, for what, and with what it is answered."""

    request: Request
    ctx: Context
    email: str

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page of the console, with what each of them shows."""
        zone = self.ctx.settings.zone
        shared = {
            "me": self.email,
            "form": form_token(self.request, self.ctx),
            "words": phrases,
            "zone": zone,
            "today": now().astimezone(zone).date(),
        }
        return self.ctx.templates.TemplateResponse(self.request, f"console/{template}", shared | values, status)


def visit(request: Request, ctx: Ctx, me: Staff) -> Visit:
    """A dependency; raises SignInNeeded."""
    return Visit(request, ctx, me.email)


Visiting = Annotated[Visit, Depends(visit)]
