"""Papers read back as a reader sees them, and an erasure to write them of."""

import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pypdf

from desk.holdings import HOLDINGS
from tickets.erasure.destruction import Erasure
from tickets.erasure.papers.paper import Office
from tickets.erasure.retention import keep_terms

OPERATOR = "ООО «Информационные Бизнес Технологии»"
SALT = "5a" * 16


def squeezed(text: str) -> str:
    """Without spaces and line breaks, which are the page's own."""
    return "".join(text.split())


def read(pdf: bytes) -> str:
    """All words of all pages, squeezed."""
    return squeezed("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))


def office(**changes: object) -> Office:
    """Of an operator who has not told their address."""
    facts: dict[str, object] = {
        "operator": OPERATOR,
        "address": None,
        "contact": "get@smartis.bi",
        "document": "Политика конфиденциальности",
        "published_at": "https://smartcallback.ru/docs/privacy-policy.pdf",
        "system": "Пункт",
        "dialect": "sqlite",
        "zone": ZoneInfo("Europe/Moscow"),
        "days": keep_terms({}),
        "titles": {holding.name: holding.title for holding in HOLDINGS},
    }
    return Office(**(facts | changes))  # type: ignore[arg-type]


def erasure(**changes: object) -> Erasure:
    """An erasure that a staff member did and that is destroyed."""
    facts: dict[str, object] = {
        "id": 7,
        "number": "П-2026-000003",
        "numbers": ["П-2026-000001", "П-2026-000003"],
        "subjects": [["email", "ab" * 32], ["phone", "cd" * 32], ["telegram", "ef" * 32]],
        "salt": SALT,
        "actor": "anna@example.org",
        "reason": "отзыв согласия на обработку",
        "basis": "ч. 5 ст. 21 Федерального закона № 152-ФЗ",
        "erased": {"messages": 5, "tickets": 2, "drafts": 0, "inbox": 11},
        "begun_at": datetime(2026, 11, 22, 20, 59, 1, tzinfo=UTC),
        "scrubbed_at": datetime(2026, 11, 22, 20, 59, 7, tzinfo=UTC),
        "destroyed_at": datetime(2026, 11, 22, 21, 0, 43, tzinfo=UTC),
        "keep_until": datetime(2029, 11, 22, 21, 0, 43, tzinfo=UTC),
    }
    return Erasure(**(facts | changes))
