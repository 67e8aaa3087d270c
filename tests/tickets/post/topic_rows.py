"""Rows of the outbox as the last version wrote them that knew topics by their names only, and what they tell."""

from datetime import UTC, date, datetime
from typing import Any

from tickets.post.copy import Original
from tickets.post.outbox import EMAIL, PUSH, STAFF, WEBHOOK
from tickets.post.topics.to_browsers import Knock, PersonWaits
from tickets.post.topics.to_members import MorningLetter
from tickets.post.topics.to_person import (
    Closed,
    CodeMailed,
    Confirmed,
    ConsentEnded,
    DataErased,
    Duplicate,
    Extended,
    IdentityNeeded,
    Merged,
    Notice,
    Receipt,
    Refused,
    Reopened,
    Resolved,
    Retracted,
    StaffAnswered,
    StaffAsked,
    Term,
)
from tickets.post.topics.to_staff import (
    ActFailed,
    ConsentWithdrawn,
    DateNear,
    Digest,
    Due,
    ExtensionVoid,
    PersonReacted,
    PromptMade,
    ReplyDropped,
    Said,
    StaffWrote,
    StepTaken,
    Summary,
    TicketAssigned,
    TicketLapsed,
    TicketOpened,
    TicketReopened,
    TicketRetracted,
    TicketReturned,
    TicketStepped,
    UpdateFailed,
    UserAdded,
    UserLeft,
    UserReturned,
    UserWrote,
    WordsArrived,
    WordsLost,
)
from tickets.post.topics.topic import ChannelCall, Topic
from tickets.record.ticket import Request, TicketKind
from tickets.terms.deadlines import Mark

N, INTO = "П-2026-000001", "П-2026-000002"
DAY, ISO = date(2026, 12, 4), "2026-12-04"
AT, AT_TEXT = datetime(2026, 12, 4, 9, 0, tzinfo=UTC), "2026-12-04T09:00:00Z"
TO_PERSON = {"number": N, "language": "ru", "chat": "7"}
DUE = {"due_on": ISO, "basis": "ст. 20"}
SAID = {"message": "m1", "text": "Да."}
CLAIM = {"number": N, "kind": "claim"}
ORIGINAL = {"place": "-100", "spots": ["17", "18"], "media": True, "answers": None, "album": "a"}

NEWS_ROWS: list[tuple[str, dict[str, Any], Topic]] = [
    ("staff_answered", SAID, StaffAnswered("m1", "Да.")),
    (
        "staff_answered",
        {**SAID, "original": ORIGINAL, "corrects": "m0"},
        StaffAnswered("m1", "Да.", "m0", original=Original("-100", ("17", "18"), media=True, album="a")),
    ),
    ("staff_asked", SAID, StaffAsked("m1", "Да.")),
    ("identity_needed", {}, IdentityNeeded()),
    ("ticket_resolved", SAID, Resolved("m1", "Да.")),
    ("ticket_refused", {**SAID, "norm": "ст. 14"}, Refused("m1", "Да.", "ст. 14")),
    ("ticket_closed", {}, Closed()),
    ("ticket_closed", {"asks": True}, Closed(asks=True)),
    ("ticket_reopened", DUE, Reopened(DAY, "ст. 20")),
    ("ticket_reopened", {"due_on": None, "basis": None}, Reopened(None, None)),
    ("ticket_retracted", {}, Retracted()),
    ("ticket_duplicate", {"into": INTO}, Duplicate(INTO)),
    ("ticket_merged", {"into": INTO}, Merged(INTO)),
    ("request_confirmed", {"requests": ["stop"], **DUE}, Confirmed(DAY, "ст. 20", (Request.STOP,))),
    ("term_extended", {"requests": [], "text": "Архив.", **DUE}, Extended(DAY, "ст. 20", (), "Архив.")),
    ("consent_withdrawn", DUE, ConsentEnded(DAY, "ст. 20")),
    ("data_erased", {"on": ISO}, DataErased(DAY)),
]
STAFF_ROWS: list[tuple[str, dict[str, Any], Topic]] = [
    ("ticket_opened", CLAIM, TicketOpened(N, TicketKind.CLAIM)),
    ("ticket_returned", CLAIM, TicketReturned(N, TicketKind.CLAIM)),
    ("ticket_reopened", CLAIM, TicketReopened(N, TicketKind.CLAIM)),
    ("ticket_retracted", CLAIM, TicketRetracted(N, TicketKind.CLAIM)),
    ("ticket_assigned", {**CLAIM, "assignee": "a@b.ru"}, TicketAssigned(N, TicketKind.CLAIM, "a@b.ru")),
    ("ticket_lapsed", {**CLAIM, "assignee": None}, TicketLapsed(N, TicketKind.CLAIM, None)),
    ("user_added", {**CLAIM, "version": 3}, UserAdded(N, TicketKind.CLAIM, 3)),
    ("user_left", CLAIM, UserLeft(N, TicketKind.CLAIM)),
    ("user_returned", CLAIM, UserReturned(N, TicketKind.CLAIM)),
    ("consent_withdrawn", CLAIM, ConsentWithdrawn(N, TicketKind.CLAIM)),
    (
        "date_near",
        {**CLAIM, "period": "claim", "mark": "half", "due_on": ISO, "assignee": None},
        DateNear(N, TicketKind.CLAIM, "claim", Mark.HALF, DAY, None),
    ),
    ("extension_void", {**CLAIM, "due_on": ISO}, ExtensionVoid(N, TicketKind.CLAIM, DAY)),
    ("user_wrote", {"number": None, "message": "m1", "reply_to": None}, UserWrote(None, "m1", None)),
    (
        "user_wrote",
        {"number": N, "message": "m1", "reply_to": "5", "whole": True, "album": "a"},
        UserWrote(N, "m1", "5", whole=True, album="a"),
    ),
    (
        "staff_wrote",
        {"number": N, "message": "m1", "actor": "a@b.ru", "said": "staff_asked", "inside": False},
        StaffWrote(N, "m1", "a@b.ru", "staff_asked", inside=False),
    ),
    ("words_arrived", {"number": N, "message": "m1"}, WordsArrived(N, "m1")),
    ("words_lost", {"number": N, "message": "m1", "error": "gone"}, WordsLost(N, "m1", "gone")),
    ("person_reacted", {"number": N, "message": "m1", "emoji": "👍"}, PersonReacted(N, "m1", "👍")),
    ("ticket_stepped", {"number": N, "step": "take", "actor": "a@b.ru"}, TicketStepped(N, "take", "a@b.ru")),
    (
        "prompt",
        {"number": N, "step": "ask", "text": "?", "actor": "a@b.ru", "user": 5, "spot": "unsent:1", "reply_to": "9"},
        PromptMade(N, "ask", "?", "a@b.ru", 5, "unsent:1", "9"),
    ),
    ("said", {"number": N, "text": "Готово", "reply_to": "9"}, Said(N, "Готово", "9")),
    (
        "summary",
        {"waiting": 1, "held": 2, "soon": 1, "overdue": 0, "soon_numbers": [N], "overdue_numbers": []},
        Summary(1, 2, 1, 0, (N,), ()),
    ),
    (
        "digest",
        {"on": ISO, "due": [{"number": N, "kind": "claim", "due_on": ISO, "late": True, "assignee": None}]},
        Digest(DAY, (Due(N, TicketKind.CLAIM, DAY, late=True, assignee=None),)),
    ),
    ("reply_dropped", {"ticket": N, "assignee": "anna@example.org"}, ReplyDropped(N, "anna@example.org")),
    ("update_failed", {"row": 7}, UpdateFailed(7)),
    ("act_failed", {}, ActFailed()),
]
CALL = ("call", {"method": "sendMessage", "args": {"chat_id": "7"}}, ChannelCall("sendMessage", {"chat_id": "7"}))
TERMS = {"period": "claim", "due_on": ISO, "basis": "ст. 20"}
REGISTERED = {"number": N, "language": "ru", "kind": "claim", "requests": ["stop"], "received_on": ISO}
RECEIPT = Receipt(N, "ru", TicketKind.CLAIM, (Request.STOP,), DAY, (Term("claim", DAY, "ст. 20"),))
STEP = {"number": N, "ticket": 1, "step": "take", "actor_role": "staff", "status": "taken", "at": "2026-12-18T09:59:58"}
ROWS: list[tuple[str, str, dict[str, Any], Topic]] = [
    *(("telegram", name, TO_PERSON | data, Notice(N, "ru", news, "7")) for name, data, news in NEWS_ROWS),
    ("telegram", *CALL),
    *((EMAIL, name, {"number": N, "language": "ru"} | data, Notice(N, "ru", news)) for name, data, news in NEWS_ROWS),
    (EMAIL, "ticket_opened", {**REGISTERED, "terms": [TERMS]}, RECEIPT),
    (EMAIL, "email_code", {"code": "493021", "minutes": 10, "language": "ru"}, CodeMailed("493021", 10, "ru")),
    ("telegram", "data_erased", {"number": None, "language": "ru", "chat": "7", "on": ISO},
     Notice(None, "ru", DataErased(DAY), "7")),
    *((STAFF, *row) for row in STAFF_ROWS),
    (STAFF, *CALL),
    (EMAIL, "morning", {"on": ISO, "waiting": 3, "late": 1, "today": 2, "next": 0, "next_on": "2026-12-07"},
     MorningLetter(DAY, 3, 1, 2, 0, date(2026, 12, 7))),
    (PUSH, "person_waits", {"number": N, "at": AT_TEXT}, PersonWaits(N, AT)),
    (PUSH, "knock", {"subscription": 7, "at": AT_TEXT}, Knock(7, AT)),
    (WEBHOOK, "ticket_stepped", STEP, StepTaken(N, 1, "take", "staff", "taken", "2026-12-18T09:59:58")),
]  # fmt: skip
