"""/tickets/{number}/attachments: a file for one's own ticket, once it is known who sends or fetches it."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import FileResponse
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from api.context import Context, Ctx
from api.http.files import stored_file
from api.http.idempotency import Key, origin
from api.http.limits import client_address, limited
from api.http.streams import NoSeat
from api.openapi import problems
from api.public.access import NotYours, OwnTicket
from api.reply_words import FILE_ADDED
from api.schemas import ID
from api.ticket_schemas import AttachmentOut
from desk.uploads import hand_in, may_hand_in, take_in
from tickets.queue.lists import ticket_with_history
from tickets.record.attachment import LARGEST, Shelf, ShelfAway, Upload, attachments_for, shelf_away

PATH = r"/api/v1/tickets/[^/]+/attachments"  #: a regular expression
LARGEST_FORM = LARGEST + 64 * 1024  #: bytes of the whole body: the file and the form around it
CHUNK = 64 * 1024  #: bytes
SILENCE = 30  #: seconds without a byte, after which we no longer wait
WHOLE = 600  #: seconds for all of it: 20 MB over a bad mobile connection
TOTAL = 40  #: files that may be on their way to us at once
PER_CLIENT = 4  #: of one address

_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary", "description": "Один файл до 20 МБ."}
                    },
                }
            }
        },
    }
}

router = APIRouter(prefix="/api/v1/tickets/{number}", tags=["tickets"])


class TooManyUploads(NoSeat):
    """So many files are on their way that no other is read."""


class NotAFile(ValueError):
    """The body is no form with one file in its field `file`."""


class TooSlow(Exception):
    """The body does not come."""


@router.post(
    "/attachments",
    summary="Приложить файл",
    status_code=201,
    responses=problems(400, 401, 404, 408, 409, 413, 415),
    openapi_extra=_FORM,
    dependencies=[Depends(limited("uploads"))],
)
async def attach(request: Request, ctx: Ctx, number: OwnTicket, key: Key) -> AttachmentOut:
    """Фото, PDF, документ, таблица, текст или звук, до 20 МБ, не больше 10 на обращение. Пока обращение открыто.

    Программы, архивы, веб-страницы и SVG не принимаются. Из фотографий убираются место съёмки и данные о камере.
    """
    act = origin(number, key)
    async with ctx.database.reading() as session:
        ticket = await ticket_with_history(session, number)
        await may_hand_in(session, ticket, act)
    shelf = ctx.settings.shelf
    with ctx.uploads.seat({client_address(request): PER_CLIENT}):
        upload = await _read(request, shelf)
    return await _keep(ctx, shelf, number, act, upload)


@router.get(
    "/attachments/{identity}",
    summary="Скачать приложенный файл",
    response_class=FileResponse,
    responses=problems(401, 404),
    dependencies=[Depends(limited("look"))],
)
async def attachment(ctx: Ctx, number: OwnTicket, identity: Annotated[str, Path(pattern=ID)]) -> FileResponse:
    """Файл этого обращения, всегда как файл для сохранения."""
    async with ctx.database.reading() as session:
        ticket = await ticket_with_history(session, number)
        found = next((file for file in await attachments_for(session, ticket.id) if file.id == identity), None)
    if found is None:
        raise NotYours
    lent = await asyncio.to_thread(ctx.settings.shelf.lend, found.id)
    if lent is None:
        raise NotYours
    return stored_file(lent, found.name)


async def _keep(ctx: Context, shelf: Shelf, number: str, act: str, upload: Upload) -> AttachmentOut:
    kept_as = None
    try:
        async with ctx.database.transaction() as session:
            kept = await hand_in(session, number, act, upload, FILE_ADDED.format(name=upload.name))
            told = AttachmentOut.model_validate(kept)
        kept_as = kept.id
    finally:
        if kept_as != upload.stored.id:
            with suppress(OSError):  # the daily sweep finds it
                await asyncio.to_thread(shelf.drop, [upload.stored.id])
    return told


async def _read(request: Request, shelf: Shelf) -> Upload:
    """The file of the request, on the shelf. Raises NotAFile, TooSlow and what `take_in` raises."""
    async with _form_of(request) as file:
        return await take_in(shelf, _chunks(file), file.filename or "", file.content_type or "")


@asynccontextmanager
async def _form_of(request: Request) -> AsyncIterator[UploadFile]:
    # Read here and not by FastAPI, which would take the whole body before it asks who sends it. What does not fit
    # into memory waits in a file without a name, which ends with the process.
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise NotAFile
    try:
        async with asyncio.timeout(WHOLE):
            form = await MultiPartParser(request.headers, _paced(request), max_files=1, max_fields=0).parse()
    except TimeoutError:
        raise TooSlow from None
    except OSError as error:  # where that file lies
        raise ShelfAway from error
    except (MultiPartException, UnicodeError):
        raise NotAFile from None
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise NotAFile
        yield file
    finally:
        await form.close()


async def _paced(request: Request) -> AsyncGenerator[bytes, None]:
    stream = request.stream()
    while True:
        async with asyncio.timeout(SILENCE):
            chunk = await anext(stream, None)
        if chunk is None:
            return
        yield chunk


async def _chunks(file: UploadFile) -> AsyncIterator[bytes]:
    with shelf_away():
        while chunk := await file.read(CHUNK):
            yield chunk
