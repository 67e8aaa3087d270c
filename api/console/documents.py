"""The page «Документы»: editions as they stand, a file as it would be read, publishing it and taking that back."""

import asyncio
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile

from api.console.forms import check_token, own_form, own_origin
from api.console.route import PageRoute
from api.console.session import needs
from api.console.visit import Visit, Visiting
from desk.editing import Editing, Previewed, Refused
from tickets.audit import entry as audit
from tickets.staff.member import Role

PATH = r"/console/documents/file"  #: a regular expression
LARGEST_FORM = 32 * 1024**2  #: bytes of the whole body

router = APIRouter(
    prefix="/console", include_in_schema=False, route_class=PageRoute, dependencies=[Depends(needs(Role.ADMIN))]
)
Named = Annotated[str, Form(max_length=200)]
Asked = Annotated[str, Query(max_length=200)]


@router.get("/documents")
async def documents(visit: Visiting) -> Response:
    return await _page(visit)


@router.post("/documents/file", dependencies=[Depends(own_origin)])
async def upload(visit: Visiting) -> Response:
    """A file to look at; the form is read here, as it may be large."""
    async with visit.request.form(max_files=1, max_fields=8) as sent:
        check_token(visit.request, visit.ctx, sent.get("form"))
        named = {name: str(sent.get(name, "")).strip() for name in ("document", "title")}
        file, choice = sent.get("file"), {"accept": True, "reject": False}.get(str(sent.get("changes")))
        try:
            if not isinstance(file, UploadFile) or not file.filename:
                raise Refused("Выберите файл.")
            content = await file.read()
            staged = await asyncio.to_thread(_editing(visit).stage, file.filename, content, accept=choice)
            await asyncio.to_thread(_editing(visit).preview, staged, named["document"], named["title"])
        except Refused as error:
            return await _page(visit, error=error, named=named)
    return RedirectResponse(f"/console/documents/file?{urlencode({'staged': staged, **named})}", 303)


@router.get("/documents/file")
async def look(visit: Visiting, staged: Asked, document: Asked = "", title: Asked = "") -> Response:
    """What the file would become."""
    try:
        return await _page(visit, await asyncio.to_thread(_editing(visit).preview, staged, document, title))
    except Refused as error:
        return await _page(visit, error=error)


@router.post("/documents/add", dependencies=[Depends(own_form)])
async def add(visit: Visiting, staged: Named, document: Named, title: Named = "") -> Response:
    """Write it down as a draft; «goes-3.2» of the form says where the phrases of 3.2 belong."""
    answers = {
        name.removeprefix("goes-"): str(value)
        for name, value in (await visit.request.form()).items()
        if name.startswith("goes-") and value
    }
    try:
        name = await asyncio.to_thread(_editing(visit).add, staged, document, title, answers)
    except Refused as error:
        return await _page(visit, error=error)
    return await _noted(visit, "document.add", name)


@router.post("/documents/publish", dependencies=[Depends(own_form)])
async def publish(visit: Visiting, name: Named, effective: Annotated[str, Form(max_length=10)] = "") -> Response:
    try:
        day = _day(effective)
        await asyncio.to_thread(_editing(visit).publish, name, day)
    except Refused as error:
        return await _page(visit, error=error)
    return await _noted(visit, "document.publish", name)


@router.post("/documents/undo", dependencies=[Depends(own_form)])
async def undo(visit: Visiting) -> Response:
    try:
        name = await asyncio.to_thread(_editing(visit).undo)
    except Refused as error:
        return await _page(visit, error=error)
    return await _noted(visit, "document.undo", name)


def _editing(visit: Visit) -> Editing:
    if visit.ctx.editing is None:
        raise Refused("Этот процесс документов не меняет: откройте консоль основного сайта.")
    return visit.ctx.editing


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise Refused("День не читается: выберите его в календаре.") from None


async def _noted(visit: Visit, act: str, about: str) -> Response:
    async with visit.ctx.database.transaction() as session:
        audit.note(session, act, visit.email, about)
    return RedirectResponse("/console/documents", 303)


async def _page(
    visit: Visit,
    preview: Previewed | None = None,
    error: Exception | None = None,
    named: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """`named` is what was typed into the form of a file."""
    editing = visit.ctx.editing
    kept = await asyncio.to_thread(editing.documents) if editing else ()
    doing = editing.doing if editing else None
    return visit.page("documents.html", error=error, documents=kept, preview=preview, doing=doing, named=named)
