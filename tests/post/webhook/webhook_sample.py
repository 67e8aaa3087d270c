"""What tests of webhooks begin with: secrets, one step, one ticket, and a sender with them."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import httpx
from standardwebhooks import Webhook
from webhook_receiver import Delivery

from desk.settings import Settings
from post.webhook.opening import open_webhook
from post.webhook.sender import WebhookSender
from tickets.post.outbox import WEBHOOK, Parcel
from tickets.post.topics.to_staff import StepTaken

NEW_KEY = b"n" * 64
NEW, OLD, OTHER = (f"whsec_{b64encode(key).decode()}" for key in (NEW_KEY, b"o" * 24, b"x" * 32))
STEP = StepTaken(
    ticket=7,
    number="П-2026-000007",
    step="take",
    actor_role="staff",
    status="taken",
    at="2026-12-18T09:59:58+00:00",
)
PARCEL = Parcel(17, WEBHOOK, "П-2026-000007", STEP, 1)


class Facts:
    """Describes tickets, as far as they are not erased."""

    def __init__(self) -> None:
        self.tickets: dict[int, dict[str, Any]] = {
            7: {"kind": "claim", "status": "older", "due_on": date(2027, 1, 25), "text": "Мой номер утёк"}
        }

    async def __call__(self, ticket: int) -> Mapping[str, Any]:
        return self.tickets[ticket]


def opened(address: str, facts: Facts, secret: str | None = NEW) -> WebhookSender:
    """As the settings open it."""
    sender = open_webhook(Settings(_env_file=None, webhook_url=address, webhook_secret=secret), facts)
    assert sender is not None
    return sender


def opened_at(moment: datetime, address: str, facts: Facts) -> WebhookSender:
    """A sender for which it is this moment."""
    return WebhookSender(httpx.URL(address), [NEW_KEY], facts, lambda: moment)


def heard(delivery: Delivery, secret: str = NEW) -> Any:
    """What an independent receiver makes of it; raises WebhookVerificationError."""
    return Webhook(secret).verify(delivery.body, delivery.headers)
