"""GET /widget/frame: the widget as a page of ours, for sites whose content policy keeps our modules out."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.context import Ctx
from api.pages.demo import PAGE

PATH = "/widget/frame"  #: the one page that others may frame, see `SafeHeaders`

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.api_route(PATH, methods=PAGE)
async def frame(request: Request, ctx: Ctx) -> Response:
    """Names the sites that it speaks with: those that may embed the widget, and ours."""
    return ctx.templates.TemplateResponse(request, "frame.html", {"origins": " ".join(ctx.settings.origins)})
