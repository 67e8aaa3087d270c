"""Faults that a call of the stand-in may meet, by script: `stand_in.fail("sendMessage", CHAT_NOT_FOUND)`."""

import asyncio
import json

from aiohttp import web

from stand_in.script import OUTCOME, Answer, Fault


def refused(code: int, description: str = "Refused by script", **parameters: object) -> Fault:
    """The call gets this error: 429 with `retry_after`, 400 with `migrate_to_chat_id`, 403, 500, …"""

    async def fault(request: web.Request, _answer: Answer) -> web.StreamResponse:
        request[OUTCOME] = f"{code} {description}"
        body = {"ok": False, "error_code": code, "description": description, "parameters": parameters}
        return web.json_response(body, status=code)

    return fault


def bad(what: str) -> Fault:
    """400."""
    return refused(400, f"Bad Request: {what}")


def flood(retry_after: int = 1) -> Fault:
    """429: too many messages; nothing of the call was carried out."""
    return refused(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def moved(number: int) -> Fault:
    """The group has become a supergroup under this number."""
    return refused(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=number)


BLOCKED = refused(403, "Forbidden: bot was blocked by the user")
DEACTIVATED = refused(403, "Forbidden: user is deactivated")
NEVER_WROTE = refused(403, "Forbidden: bot can't initiate conversation with a user")
KICKED = refused(403, "Forbidden: bot was kicked from the supergroup chat")
NOT_A_MEMBER = refused(403, "Forbidden: bot is not a member of the supergroup chat")
CHAT_NOT_FOUND = bad("chat not found")
NOT_MODIFIED = bad(
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
EDIT_NOT_FOUND = bad("message to edit not found")
CANNOT_EDIT = bad("message can't be edited")
DELETE_NOT_FOUND = bad("message to delete not found")
CANNOT_DELETE = bad("message can't be deleted for everyone")
REPLY_NOT_FOUND = bad("message to be replied not found")
COPY_NOT_FOUND = bad("message to copy not found")
CANNOT_COPY = bad("message can't be copied")
THREAD_NOT_FOUND = bad("message thread not found")
TOPIC_CLOSED = bad("TOPIC_CLOSED")
TOPIC_DELETED = bad("TOPIC_ID_INVALID")
TOPIC_NOT_MODIFIED = bad("TOPIC_NOT_MODIFIED")
NOT_A_FORUM = bad("the chat is not a forum")
NO_RIGHTS = bad("not enough rights to create a topic")
NO_RIGHT_TO_SEND = bad("not enough rights to send text messages to the chat")
NO_RIGHT_TO_PIN = bad("not enough rights to manage pinned messages in the chat")
ADMIN_REQUIRED = bad("CHAT_ADMIN_REQUIRED")
UNPARSED = bad('can\'t parse entities: Unsupported start tag "x" at byte offset 0')
TOO_LONG = bad("message is too long")
WRONG_FILE = bad("wrong file identifier/HTTP URL specified")
FILE_TOO_BIG = bad("file is too big")
QUERY_TOO_OLD = bad("query is too old and response timeout expired or query ID is invalid")
REACTION_INVALID = bad("REACTION_INVALID")
VOICE_FORBIDDEN = bad("VOICE_MESSAGES_FORBIDDEN")
BUTTON_INVALID = bad("BUTTON_DATA_INVALID")
BROKEN = refused(500, "Internal Server Error")
BAD_GATEWAY = refused(502, "Bad Gateway")
RESTARTING = refused(500, "Internal Server Error: restart")
UNAUTHORIZED = refused(401, "Unauthorized")
CONFLICT = refused(409, "Conflict: terminated by other getUpdates request")
TOO_LARGE = refused(413, "Request Entity Too Large")


async def cut(request: web.Request, _answer: Answer) -> web.StreamResponse:
    """The connection breaks before anything was done."""
    return _broken(request, "cut")


async def cut_after(request: web.Request, answer: Answer) -> web.StreamResponse:
    """The call was carried out, and the connection breaks before the bot hears of it."""
    await answer()
    return _broken(request, "cut after it was done")


async def cut_midway(request: web.Request, answer: Answer) -> web.StreamResponse:
    """The call was carried out, and the connection breaks in the middle of the answer."""
    whole = await answer()
    body = json.dumps({"ok": True, "result": {}}).encode() if not isinstance(whole, web.Response) else whole.body
    assert isinstance(body, bytes)
    half = web.StreamResponse(status=whole.status, headers={"Content-Length": str(len(body))})
    half.content_type = "application/json"
    await half.prepare(request)
    await half.write(body[: len(body) // 2])
    _broken(request, "cut midway")
    return half


async def hang(request: web.Request, _answer: Answer) -> web.StreamResponse:
    """No answer ever; the bot has to give up by itself."""
    request[OUTCOME] = "hung"
    await asyncio.Event().wait()
    raise AssertionError


def slow(seconds: float) -> Fault:
    """The call is carried out, but only after so many seconds."""

    async def fault(_request: web.Request, answer: Answer) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return await answer()

    return fault


def gate(event: asyncio.Event, reached: asyncio.Event | None = None) -> Fault:
    """The call waits for the event and is carried out then; `reached` tells that one is there."""

    async def fault(_request: web.Request, answer: Answer) -> web.StreamResponse:
        if reached is not None:
            reached.set()
        await event.wait()
        return await answer()

    return fault


async def nonsense(request: web.Request, _answer: Answer) -> web.StreamResponse:
    """The answer is no JSON."""
    request[OUTCOME] = "no JSON"
    return web.Response(text="<html>Bad gateway</html>")


async def garbled(request: web.Request, answer: Answer) -> web.StreamResponse:
    """The call was carried out, and the answer is JSON of another shape."""
    await answer()
    request[OUTCOME] = "garbled"
    return web.json_response({"ok": True, "result": {"message": ["?"]}})


def _broken(request: web.Request, outcome: str) -> web.Response:
    request[OUTCOME] = outcome
    assert request.transport is not None
    request.transport.abort()
    return web.Response(status=502)
