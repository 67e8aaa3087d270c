"""Pages and files for browsers: the demo page, the widget, and the widget in a frame of ours."""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from fastapi.templating import Jinja2Templates

from api.context import Ctx
from api.http.headers import exact_origins
from desk.clause_names import anchor, clause_label, clause_name, clause_numbered, in_link
from tickets.record.labels import capital
from tickets.text.links import REL, links_in
from tickets.text.marks import blocks_of

HERE = Path(__file__).parent.parent
ASSETS = HERE / "assets"
FRAME = "/widget/frame"  #: the one page that others may frame, see `SafeHeaders`
PAGE = ["GET", "HEAD"]  #: methods of a page: who checks links asks for the head alone

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


def page_templates() -> Jinja2Templates:
    """The templates; whatever is put into them is escaped."""
    templates = Jinja2Templates(HERE / "templates")
    templates.env.filters |= {
        "capital": capital,
        "anchor": anchor,
        "clause_name": clause_name,
        "clause_numbered": clause_numbered,
        "clause_label": clause_label,
        "in_link": in_link,
    }
    templates.env.globals |= {"blocks_of": blocks_of, "links_in": links_in, "link_rel": REL}
    return templates


@router.api_route("/", methods=PAGE)
async def home() -> Response:
    return RedirectResponse("/demo", 307)


@router.api_route("/widget.js", methods=PAGE)
async def widget() -> Response:
    return FileResponse(ASSETS / "widget.js", media_type="text/javascript; charset=utf-8")


@router.api_route("/demo", methods=PAGE)
async def demo(request: Request, ctx: Ctx) -> Response:
    knowledge, own = ctx.desk.knowledge, ctx.desk.knowledge.words
    shown = {
        "policy": knowledge.policy,
        "several": knowledge.several,
        "own": own,
        "said": own.russian(),
        "address": ctx.settings.address,
    }
    return ctx.templates.TemplateResponse(request, "demo.html", shown)


@router.api_route(FRAME, methods=PAGE)
async def frame(request: Request, ctx: Ctx) -> Response:
    """For sites whose content policy keeps our modules out; names those that may embed it."""
    sites = " ".join(exact_origins(ctx.settings.origins))
    return ctx.templates.TemplateResponse(request, "frame.html", {"origins": sites})
