"""Parsing: an update as aiogram knows it. What is newer than aiogram is left out, and the rest is read."""

import json
import logging
from collections.abc import Sequence
from typing import Any

from aiogram import Bot
from aiogram.types import Update
from pydantic import ValidationError

MOST = 20  #: parts of one update that are left out; each time one is, what stands around it may miss it

#: Words that come from a place of an unknown kind are no less another's.
SOMEBODY = {"type": "hidden_user", "date": 0, "sender_user_name": ""}

log = logging.getLogger(__name__)

Place = tuple[str | int, ...]


def parse(payload: dict[str, Any], bot: Bot) -> Update:
    """Raises ValidationError where what is needed of the update cannot be read."""
    # Half of a surrogate pair, which JSON can hold and no text can, becomes a question mark.
    whole: Any = json.loads(json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace"))
    for _ in range(MOST):
        try:
            return Update.model_validate(whole, context={"bot": bot})
        except ValidationError as unread:
            places = {_place(whole, error["loc"]) for error in unread.errors(include_input=False, include_url=False)}
            if any(len(place) < 2 for place in places):
                raise
            log.info("an update holds what this aiogram does not know: %s", type(unread).__name__)
            for place in sorted(places, key=_last_first):
                _leave_out(whole, place)
    return Update.model_validate(whole, context={"bot": bot})


def _place(whole: Any, named: Sequence[str | int]) -> Place:
    """Where in the update the error is, as far as it is there: pydantic also names classes, and what is missing."""
    place: list[str | int] = []
    for name in named:
        held = name in whole if isinstance(whole, dict) else isinstance(whole, list) and name in range(len(whole))
        if held:
            place.append(name)
            whole = whole[name]
    return tuple(place)


def _last_first(place: Place) -> tuple[int, list[int], str]:
    """What stands deeper goes first, and of a list its last."""
    return -len(place), [-name for name in place if isinstance(name, int)], str(place)


def _leave_out(whole: Any, place: Place) -> None:
    *way, last = place
    for name in way:
        whole = whole[name]
    if last in {"forward_origin", "origin"}:
        whole[last] = SOMEBODY
    else:
        del whole[last]
