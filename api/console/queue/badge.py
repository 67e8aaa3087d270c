"""GET /console/badge/3.svg: the icon of a browser's tab with how many people wait."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.console.route import PageRoute
from api.console.session import Staff

MOST = 9  #: what still can be read in sixteen pixels

router = APIRouter(prefix="/console", include_in_schema=False, route_class=PageRoute)

_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b5f53"/>'
    '<circle cx="{middle}" cy="16" r="{radius}" fill="#fff"/><text x="16" y="{foot}" text-anchor="middle" '
    'font-family="system-ui, sans-serif" font-weight="700" font-size="{size}" fill="#a3261f">{number}</text></svg>'
)


@router.get("/badge/{number}.svg")
async def badge(_: Staff, number: Annotated[int, Path(ge=1, le=MOST + 1)]) -> Response:
    """The same for everybody; one more than MOST stands for any number that is greater."""
    many = number > MOST
    said = f"{MOST}+" if many else str(number)
    size, foot = (15, 21.5) if many else (20, 23)
    icon = _ICON.format(middle=16, radius=14, foot=foot, size=size, number=said)
    return Response(icon, media_type="image/svg+xml")
