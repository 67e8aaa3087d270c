"""The sentences of the widget that speak of a document, filled in with the words of what it answers from."""

import json
from functools import lru_cache

from fastapi import APIRouter
from fastapi.responses import Response

from api.context import Ctx
from api.pages.demo import ASSETS, PAGE
from desk.own_words import OwnWords
from desk.spoken import spoken

SCRIPT = "text/javascript; charset=utf-8"
QUESTIONS, HELD = '["[questions]"]', "@questions@"  #: where the questions to begin with belong

router = APIRouter(include_in_schema=False)


@router.api_route("/assets/widget/labels.js", methods=PAGE)
async def labels(ctx: Ctx) -> Response:
    """What the button says."""
    return Response(_module("labels.js", ctx.desk.knowledge.words), media_type=SCRIPT)


@router.api_route("/assets/widget/words.ru.js", methods=PAGE)
async def russian_words(ctx: Ctx) -> Response:
    """What the window says."""
    return Response(_module("words.ru.js", ctx.desk.knowledge.words), media_type=SCRIPT)


@router.api_route("/assets/widget/words.en.js", methods=PAGE)
async def english_words(ctx: Ctx) -> Response:
    """The same in English."""
    return Response(_module("words.en.js", ctx.desk.knowledge.words), media_type=SCRIPT)


@lru_cache(32)
def _module(name: str, own: OwnWords) -> str:
    english = name == "words.en.js"
    text = (ASSETS / "widget" / name).read_text("utf-8").replace(QUESTIONS, HELD)
    questions = own.asked_in_english if english else own.questions
    said = own.in_english() if english else own.russian()
    filled = spoken(text, {place: _within(words) for place, words in said.items()})
    return filled.replace(HELD, json.dumps(questions, ensure_ascii=False))


def _within(words: str) -> str:
    """As it stands between quotation marks of any kind."""
    return json.dumps(words, ensure_ascii=False)[1:-1].replace("`", "'").replace("$", "")
