"""An invented desk of many tickets: rows as the tables of OLDEST hold them, told by the phrases of the bank."""

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from russian.words import forms
from tickets.store.findable import INDEXED, telling_words
from tickets.store.vault import Vault

OLDEST = "0013"  #: revision of the tables; a newer build brings them up to date
STAFF = tuple(f"staff{n}@example.org" for n in range(12))
CHUNK = 1000  #: tickets whose rows are held at once
_DAYS = 400  #: in which they came
_TERM = timedelta(days=30)
_CONTACT = ("Иван Иванов {}", "person{}@example.org", "+7912345{:04d}")
_BASIS = "ч. 1 ст. 14 Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных», десять рабочих дней"
_FORMAL = (
    "Прошу рассмотреть обращение в срок, который установлен законом, сообщить о принятых мерах письменно и указать, "
    "кто отвечает за исполнение. Если вы откажете, объясните причину и назовите норму. С уважением, ваш покупатель."
)
_HELD = ("taken", "taken", "waiting")

Rows = Mapping[str, list[dict[str, Any]]]  #: by the name of their table, in an order in which they may be written


def invented(number: int, phrases: Sequence[str], open_share: float, at: datetime, vault: Vault) -> Iterator[Rows]:
    """The members of staff, then so many tickets with all that belongs to them; the same at each call."""
    dice = random.Random(number)  # keeps nothing from anybody  # noqa: S311  # nosec B311
    people = [[vault.seal(said.format(n)) for said in _CONTACT] for n in range(100)]
    yield {"staff": [{"email": email, "added_at": at, "role": "lead"} for email in STAFF]}
    for first in range(0, number, CHUNK):
        rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for place in range(first, min(first + CHUNK, number)):
            received = at - timedelta(days=_DAYS) * (1 - place / number)
            ticket = _invent(rows, dice, place + 1, received, phrases, dice.random() < open_share)
            ticket |= dict(zip(("name", "email", "phone"), dice.choice(people), strict=True))
        yield rows
    yield {"ticket_counters": [{"year": 2026, "last": number}]}


def _invent(
    rows: dict[str, list[dict[str, Any]]],
    dice: random.Random,
    ticket: int,
    received: datetime,
    phrases: Sequence[str],
    is_open: bool,
) -> dict[str, Any]:
    """Adds the rows of one ticket; gives that of the ticket itself."""
    kind = dice.choices(("claim", "deletion", "human"), (6, 3, 1))[0]
    status = ("new" if dice.random() < 0.6 else dice.choice(_HELD)) if is_open else "resolved"
    member = None if status == "new" else dice.choice(STAFF)
    talk, number = f"c{ticket}", f"П-2026-{ticket:06d}"
    channel = dice.choice(("web", "telegram"))
    parts = dice.choices(phrases, k=dice.randint(2, 4)) + [_FORMAL] * (kind != "human")
    due = _day(received + _TERM)
    ended = None if is_open else received + timedelta(days=dice.randint(1, 30))
    rows["conversations"].append(
        {"id": talk, "channel": channel, "origin": talk, "owner": "bot", "language": "ru", "created_at": received}
        | {"language_chosen": False}
    )
    rows["tickets"].append(
        {"id": ticket, "number": number, "kind": kind, "request": "stop" if kind == "deletion" else None}
        | {"status": status, "text": " ".join(parts), "conversation_id": talk, "origin": f"web:{ticket}"}
        | {"origin_digest": "", "edition": "1", "edition_sha256": "0" * 64, "received_at": received}
        | {"received_on": _day(received), "email_index": f"{ticket:064x}", "identity_needed": False}
        | ({} if kind == "human" else {"due_on": due, "basis": _BASIS})
        | {"assignee": member, "stirred_at": received + timedelta(hours=3) if member else None, "decided_at": ended}
        | {"outcome": None if is_open else "resolved", "outcome_text": None if is_open else "Сделано, как просили"}
    )
    if kind != "human":
        rows["clocks"].append(
            {"id": ticket, "ticket_id": ticket, "period": "stop" if kind == "deletion" else "claim"}
            | {"started_at": received, "started_on": _day(received), "due_on": due, "ends_at": _end(due)}
            | {"basis": _BASIS, "edition": "1", "confirmed_by": "", "met_at": ended}
        )
    found_by = [*parts, "Сделано, как просили"]
    for turn, author in enumerate(("user", "bot", "user", "staff", "user")[: dice.randint(1, 5)]):
        text, moment = dice.choice(phrases), received + timedelta(hours=turn, minutes=1)
        rows["messages"].append(
            {"id": f"m{ticket}.{turn}", "conversation_id": talk, "author": author, "origin": None, "text": text}
            | {"at": moment}
        )
        if author != "bot":
            found_by.append(text)
    steps = [("open", "user", None, "new"), ("take", member, "new", "taken"), ("resolve", member, "taken", "resolved")]
    for place, (step, actor, before, after) in enumerate(steps[: 3 if ended else 2 if member else 1]):
        rows["ticket_events"].append(
            {"ticket_id": ticket, "step": step, "actor": actor, "from_status": before, "to_status": after}
            | {"id": 3 * ticket + place, "detail": "{}", "at": received + timedelta(hours=place)}
        )
        for turn, told_on in enumerate((channel, "staff")):
            rows["outbox"].append(
                {"channel": told_on, "lane": talk, "topic": "notice", "data": json.dumps([number, step, _FORMAL])}
                | {"cause": f"ticket:{ticket}", "created_at": received, "attempts": 1, "not_before": received}
                | {"id": 6 * ticket + 2 * place + turn, "delivered_at": received + timedelta(minutes=place)}
            )
    words = frozenset([INDEXED]).union(*map(_words, found_by))
    rows["ticket_words"] += [{"word": word, "ticket_id": ticket} for word in words]
    return rows["tickets"][-1]


@lru_cache(20_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(form for word in telling_words(text) for form in forms(word))


def _day(moment: datetime) -> date:
    return moment.date()


def _end(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, UTC)
