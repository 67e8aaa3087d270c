"""Methods that answer a pressed button or an inline query."""

from typing import Any

from stand_in.keyboards import keyboard_of
from stand_in.markup import units
from stand_in.params import Params
from stand_in.refusal import bad
from stand_in.sending import LONGEST, said
from stand_in.world import World

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
MOST = 50  #: results at a time


def answer_callback(world: World, params: Params) -> bool:
    text = params.get("text")
    if text is not None and units(text) > 200:
        raise bad("MESSAGE_TOO_LONG")
    if params.get("callback_query_id") not in world.asked:
        raise bad(TOO_OLD)
    world.toasts[params["callback_query_id"]] = text
    return True


def answer_inline(world: World, params: Params) -> bool:
    """`world.inline` holds the results as they were given, by query."""
    results = params.data("results", [])
    if len(results) > MOST:
        raise bad("RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) < len(results):
        raise bad("RESULT_ID_DUPLICATE")
    for result in results:
        _check(result)
    if units(params.get("next_offset") or "") > 64:
        raise bad("NEXT_OFFSET_INVALID")
    if params.get("inline_query_id") not in world.asked:
        raise bad(TOO_OLD)
    world.inline[params["inline_query_id"]] = {**params, "results": results, "button": params.data("button")}
    return True


def content_of(result: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """What is written into the chat when somebody chooses this result, and its HTML."""
    message = result.get("input_message_content", {})
    params = Params(message)
    params.pop("entities", None)
    return said(params, "message_text", LONGEST), message.get("message_text", "")


def _check(result: dict[str, Any]) -> None:
    if not 1 <= len(result["id"].encode()) <= 64:
        raise bad("RESULT_ID_INVALID")
    if result["type"] != "article":
        return
    if not result.get("title"):
        raise bad("article title is empty")
    if not content_of(result)[0]:
        raise bad("message text is empty")
    keyboard_of(Params({"reply_markup": None}))


METHODS = {"answerCallbackQuery": answer_callback, "answerInlineQuery": answer_inline}
