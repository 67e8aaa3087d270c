"""Every kind of message and sender, in every state of a dialogue: what is heard, stored and told to staff."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from hearing import STATES, Ears, Outcome
from messages import ANNA, SHOWN, SPOKEN, message

from bot.reading.kinds import CARDS, SERVICE, sight_of
from bot.updates.dispatcher import build_dispatcher
from desk.desk import Desk
from stand_in import PICTURE, StandIn
from stand_in.files import media_json
from tests.conftest import MOSCOW
from tickets.record.attachment import Shelf
from tickets.record.draft import Stage
from tickets.store.database import Database
from tickets.text.masking import mask

WORDS, SIGHT, BOTH = "its words", "what it is", "what it is, and its words"
ASKED = "сколько храните?"

#: By state: what can be said with words, cards (a contact, a place …), what is only looked at, the same with words.
TABLE: Mapping[str, tuple[Outcome, Outcome, Outcome, Outcome]] = {
    "none": (
        Outcome("answer", WORDS),
        Outcome("only text"),
        Outcome("only text"),
        Outcome("unseen + answer", WORDS),
    ),
    Stage.TEXT: (
        Outcome("contact?", WORDS),
        Outcome("contact?", WORDS),
        Outcome("no such file + text?"),
        Outcome("no such file, contact?", WORDS),
    ),
    Stage.DOCUMENT: (
        Outcome("press, document?"),
        Outcome("press, document?"),
        Outcome("no such file + document?"),
        Outcome("no such file, press, document?"),
    ),
    Stage.REQUEST: (
        Outcome("press, shapes?"),
        Outcome("press, shapes?"),
        Outcome("no such file + shapes?"),
        Outcome("no such file, press, shapes?"),
    ),
    Stage.CONTACT: (
        Outcome("no contact"),
        Outcome("no contact"),
        Outcome("no such file + contact?"),
        Outcome("no such file, no contact"),
    ),
    Stage.CONSENT: (
        Outcome("press, check, consent?"),
        Outcome("press, check, consent?"),
        Outcome("no such file + check, consent?"),
        Outcome("no such file, press, check, consent?"),
    ),
    Stage.ADDITION: (
        Outcome("added", WORDS, staff="user_added"),
        Outcome("added", WORDS, staff="user_added"),
        Outcome("no such file"),
        Outcome("no such file, added", WORDS, staff="user_added"),
    ),
    Stage.REASON: (
        Outcome("ticket_reopened", WORDS, staff="ticket_reopened"),
        Outcome("ticket_reopened", WORDS, staff="ticket_reopened"),
        Outcome("no such file"),
        Outcome("no such file, ticket_reopened", WORDS, staff="ticket_reopened"),
    ),
    Stage.COMMENT: (
        Outcome("comment kept", WORDS),
        Outcome("comment kept", WORDS),
        Outcome("no such file"),
        Outcome("no such file, comment kept", WORDS),
    ),
    "held": (
        Outcome("", WORDS, staff="user_wrote whole"),
        Outcome("", BOTH, staff="user_wrote whole"),
        Outcome("", SIGHT, staff="user_wrote whole"),
        Outcome("", BOTH, staff="user_wrote whole"),
    ),
}
TABLE |= {"held with a draft": TABLE["held"], "decided": TABLE["none"]}

#: Where one kind fares otherwise than the others of its column.
BUT = {
    (Stage.CONTACT, "contact"): Outcome("check, consent?", "+79001234567"),
    ("held", "text"): Outcome("answer", WORDS, staff="user_wrote"),
    ("held with a draft", "text"): Outcome("answer", WORDS, staff="user_wrote"),
}

#: Files with words: one that is kept, and one that is not, by state.
FILES: Mapping[str, tuple[Outcome, Outcome]] = {
    "none": (Outcome("unseen + answer", ASKED), Outcome("unseen + answer", ASKED)),
    Stage.TEXT: (Outcome("attached, contact?", ASKED, 1), Outcome("no such file, contact?", ASKED)),
    Stage.DOCUMENT: (Outcome("attached, press, document?", files=1), Outcome("no such file, press, document?")),
    Stage.REQUEST: (Outcome("attached, press, shapes?", files=1), Outcome("no such file, press, shapes?")),
    Stage.CONTACT: (Outcome("attached, no contact", files=1), Outcome("no such file, no contact")),
    Stage.CONSENT: (
        Outcome("attached, press, check, consent?", files=1),
        Outcome("no such file, press, check, consent?"),
    ),
    Stage.ADDITION: (
        Outcome("added", ASKED, 1, "user_added"),
        Outcome("no such file, added", ASKED, 0, "user_added"),
    ),
    Stage.REASON: (
        Outcome("ticket_reopened", ASKED, 1, "ticket_reopened"),
        Outcome("no such file, ticket_reopened", ASKED, 0, "ticket_reopened"),
    ),
    Stage.COMMENT: (Outcome("comment kept", ASKED), Outcome("no such file, comment kept", ASKED)),
    "held": (Outcome("", ASKED, 1, "user_wrote whole"), Outcome("no such file", ASKED, 0, "user_wrote")),
}
FILES |= {"held with a draft": FILES["held"], "decided": FILES["none"]}

#: What stands around words, and the line that is kept with them.
ORIGIN = {"type": "channel", "date": 1, "chat": {"id": -1, "type": "channel", "title": "Новости"}, "message_id": 3}
AROUND: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "forwarded": ({"forward_origin": ORIGIN}, "Переслано: канал Новости"),
    "about a quote": ({"quote": {"text": "год", "position": 0, "is_manual": True}}, "В ответ на: «год»"),
    "about another chat": ({"external_reply": {"origin": ORIGIN}}, "В ответ на: канал Новости"),
    "through a bot": ({"via_bot": {**ANNA, "id": 4, "is_bot": True}}, ""),
    "sent later": ({"is_from_offline": True}, ""),
    "with an effect": ({"effect_id": "1", "paid_star_count": 5, "sender_tag": "x"}, ""),
}


@pytest.fixture
def ears(bot: Bot, scripted_desk: Desk, database: Database, tmp_path: Path) -> Ears:
    dispatcher = build_dispatcher(scripted_desk, database, MOSCOW, Shelf(tmp_path / "files"), public=True)
    return Ears(bot, dispatcher, scripted_desk, database)


def expected(state: str, kind: str, content: Mapping[str, Any], words: str) -> Outcome:
    column = (1 if kind in CARDS else 0) if kind in SPOKEN else 3 if words else 2
    outcome = BUT.get((state, kind)) or TABLE[state][column]
    sight = sight_of(message(dict(content)))
    means = {WORDS: words, SIGHT: sight, BOTH: f"{sight}\n{words}".strip()}
    stored = means.get(outcome.stored, outcome.stored)
    if state == Stage.COMMENT:  # a line, in which nobody is named
        stored = " ".join(mask(stored).split())
    return Outcome(outcome.heard, stored, outcome.files, outcome.staff)


@pytest.mark.parametrize("state", STATES)
async def test_every_kind_is_heard(ears: Ears, stand_in: StandIn, state: str) -> None:
    """Nothing that a person sends meets silence, except while a person answers: then it is before their eyes.

    What they plainly ask is answered by the policy even then.
    """
    kinds = SPOKEN | {kind: (content, content.get("caption", "")) for kind, content in SHOWN.items()}
    actual = {kind: await ears.hear(state, content) for kind, (content, _) in kinds.items()}
    assert {kind: expected(state, kind, content, words) for kind, (content, words) in kinds.items()} == actual

    photo = media_json(stand_in.files.add("photo", PICTURE, None, None, None))
    program = media_json(stand_in.files.add("document", b"MZ", "setup.exe", None, None))
    kept = await ears.hear(state, {"photo": photo, "caption": ASKED})
    refused = await ears.hear(state, {"document": program, "caption": ASKED})
    assert FILES[state] == (kept, refused)


@pytest.mark.parametrize("state", ["none", Stage.TEXT, Stage.ADDITION, "held"])
async def test_words_are_kept_with_whose_they_are(ears: Ears, state: str) -> None:
    """A request keeps a line about forwarded words; the bot answers the words alone, or leaves them to staff."""
    for name, (around, line) in AROUND.items():
        marked = line if state in {"none", "held"} or name == "forwarded" else ""
        told = expected(state, "text", {"text": ASKED}, ASKED)
        shown = marked and state == "held"
        staff, heard = (f"{told.staff} marked", "") if shown else (told.staff, told.heard)
        stored = f"{marked}\n{ASKED}".strip()
        assert Outcome(heard, stored, 0, staff) == await ears.hear(state, {"text": ASKED}, **around), name


@pytest.mark.parametrize("state", ["none", Stage.TEXT, "held"])
async def test_what_nobody_wrote_is_met_by_silence(ears: Ears, state: str) -> None:
    """Service messages of Telegram, and other bots, with whom a talk would have no end."""
    user = {**ANNA, "id": 7}
    telling: dict[str, Any] = {
        "new_chat_members": [user], "left_chat_member": user, "new_chat_title": "x", "delete_chat_photo": True,
        "migrate_to_chat_id": 5, "connected_website": "example.org", "write_access_allowed": {},
        "pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}},
        "checklist_tasks_done": {"marked_as_done_task_ids": [1]}, "forum_topic_created": {"name": "x", "icon_color": 1},
        "users_shared": {"request_id": 1, "users": []}, "web_app_data": {"data": "x", "button_text": "x"},
        "video_chat_started": {}, "giveaway_created": {}, "boost_added": {"boost_count": 1},
    }  # fmt: skip
    assert telling.keys() <= SERVICE
    heard = {kind: await ears.hear(state, {kind: content}) for kind, content in telling.items()}
    heard["bot"] = await ears.hear(state, {"text": ASKED}, **{"from": {**ANNA, "id": 5, "is_bot": True}})
    assert dict.fromkeys(heard, Outcome()) == heard
