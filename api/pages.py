"""Pages and files for browsers: the demo page, the policy to read, the widget."""

from pathlib import Path

from fastapi import APIRouter, Depends, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from fastapi.templating import Jinja2Templates

from api.context import Ctx
from api.limits import limited

HERE = Path(__file__).parent
ASSETS = HERE / "assets"

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


def page_templates() -> Jinja2Templates:
    """The templates; whatever is put into them is escaped."""
    return Jinja2Templates(HERE / "templates")


@router.get("/")
async def home() -> Response:
    return RedirectResponse("/demo", 307)


@router.get("/widget.js")
async def widget() -> Response:
    return FileResponse(ASSETS / "widget.js", media_type="text/javascript; charset=utf-8")


@router.get("/demo")
async def demo(request: Request, ctx: Ctx) -> Response:
    return ctx.templates.TemplateResponse(request, "demo.html", {"policy": ctx.desk.knowledge.policy})


@router.get("/policy", dependencies=[Depends(limited("look"))])
async def policy_page(request: Request, ctx: Ctx) -> Response:
    return ctx.templates.TemplateResponse(request, "policy.html", {"policy": ctx.desk.knowledge.policy})
