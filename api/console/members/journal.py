"""The audit log as an admin reads it: what was done last. All of it, and whether it is whole: `punkt audit`."""

from fastapi import APIRouter, Depends, Response

from api.console.route import PageRoute
from api.console.session import needs
from api.console.visit import Visiting
from tickets.audit.entry import latest
from tickets.staff.member import Role

router = APIRouter(
    prefix="/console/staff", include_in_schema=False, route_class=PageRoute, dependencies=[Depends(needs(Role.ADMIN))]
)


@router.get("/journal")
async def journal(visit: Visiting) -> Response:
    async with visit.ctx.database.reading() as session:
        return visit.page("journal.html", entries=await latest(session))
