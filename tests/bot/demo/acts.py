"""Acts: what whoever looks at the page does in the name of a person."""

from collections.abc import Awaitable, Callable
from typing import Any

from stand_in import Message, Person, StaffMember, Upload, User
from stand_in.faults import flood

from demo.cast import Cast
from demo.demo_words import NO_ANSWER

Order = dict[str, Any]  #: what the page sends: `act`, `as` (the person), and what the act needs


async def say(cast: Cast, order: Order) -> None:
    await _who(cast, order).says(order["text"], _topic(cast, order), reply_to=_reply(cast, order))


async def press(cast: Cast, order: Order) -> str | None:
    """What pops up over the chat."""
    try:
        return await _who(cast, order).presses_data(order["data"], _message(cast, order))
    except TimeoutError:
        return NO_ANSWER


async def edit(cast: Cast, order: Order) -> None:
    message = _message(cast, order)
    seconds = cast.stand_in.now() - message.date
    await _who(cast, order).edits({"message": message.as_json()}, order["text"], after=max(1, seconds))


async def react(cast: Cast, order: Order) -> None:
    """The same reaction again takes it away."""
    person, message = _who(cast, order), _message(cast, order)
    left = message.reactions.get(person.id, [])
    await person.reacts(message, *([] if left == [order["emoji"]] else [order["emoji"]]))


async def block(cast: Cast, order: Order) -> None:
    user = _who(cast, order)
    assert isinstance(user, User)
    await (user.blocks() if user.chat.bot.inside else user.unblocks())


async def topic(cast: Cast, order: Order) -> None:
    """Close, reopen or delete a topic by hand."""
    member, found = _who(cast, order), _topic(cast, order)
    assert isinstance(member, StaffMember)
    assert found is not None
    match order["how"]:
        case "delete":
            await member.deletes(found)
        case "close":
            await (member.reopens(found) if found.closed else member.closes(found))


async def ask_inline(cast: Cast, order: Order) -> list[dict[str, Any]]:
    try:
        return await _who(cast, order).asks_inline(order["text"])
    except TimeoutError:
        return []


async def choose(cast: Cast, order: Order) -> None:
    more = {"topic": _topic(cast, order), "reply_to": _reply(cast, order)}
    await _who(cast, order).chooses(order["result"], order["text"], **more)


async def mood(cast: Cast, order: Order) -> None:
    """Whether Telegram asks to wait at every third message."""
    cast.stand_in.heal()
    if order["bad"]:
        cast.stand_in.fail("send*", flood(2), times=None, share=0.3)


async def send_files(cast: Cast, order: Order, uploads: list[Upload]) -> None:
    """A picture goes as a photo, a recording as a voice message, the rest as documents; several are an album."""
    person = _who(cast, order)
    album = {"media_group_id": cast.stand_in.album()} if len(uploads) > 1 else {}
    where = {"topic": _topic(cast, order), "reply_to": _reply(cast, order)}
    captions = [order.get("text") or None, *[None] * len(uploads)]
    for upload, caption in zip(uploads, captions, strict=False):
        kind = _KINDS.get(upload.mime, "document")
        await person.sends_file(kind, upload.content, upload.name, caption, mime=upload.mime, **where, **album)


_KINDS = {"image/jpeg": "photo", "image/png": "photo", "audio/ogg": "voice"}

ACTS: dict[str, Callable[[Cast, Order], Awaitable[Any]]] = {
    "say": say,
    "press": press,
    "edit": edit,
    "react": react,
    "block": block,
    "topic": topic,
    "ask_inline": ask_inline,
    "choose": choose,
    "mood": mood,
}


def _who(cast: Cast, order: Order) -> Person:
    return cast.person(int(order["as"]))


def _topic(cast: Cast, order: Order) -> Any:
    return cast.topic(int(order["topic"])) if order.get("topic") else None


def _message(cast: Cast, order: Order) -> Message:
    return cast.message(int(order["chat"]), int(order["message"]))


def _reply(cast: Cast, order: Order) -> Message | None:
    return cast.message(int(order["chat"]), int(order["reply_to"])) if order.get("reply_to") else None
