"""The sender of channel "webhook": what a step of a ticket was, and the facts of the ticket at this moment."""

import asyncio
import hmac
import logging
import ssl
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

import httpx
from pydantic_core import to_json

from post.webhook.answer import judge
from tickets.post.outbox import Parcel, Undeliverable
from tickets.post.topics.to_staff import StepTaken
from tickets.store.base import now

SECONDS = 10  #: for one call; well under the lease of an outbox row
HEADERS = {"content-type": "application/json", "user-agent": "Punkt"}

#: Facts of the ticket with this id, as they may leave now: what is erased or blocked is not among them.
Describe = Callable[[int], Awaitable[Mapping[str, Any]]]

log = logging.getLogger(__name__)


class ReceiverUnreachable(Exception):
    """Nobody listens at the address, or its name is unknown."""


class CertificateUntrusted(Exception):
    """The receiver cannot prove that the name is its own."""


class ConnectionBroken(Exception):
    """The connection ended before an answer came, or what came is no HTTP."""


class AnswerTooLate(Exception):
    """There was no answer within SECONDS."""


def signed(message: str, moment: datetime, body: bytes, secrets: Sequence[bytes]) -> dict[str, str]:
    """The three headers of one attempt, signed with each secret, so that the receiver may know any of them.

    As Standard Webhooks 1.0.0 has it: HMAC-SHA256 over id, moment and body.

    `message` is the same at every attempt and holds no full stop, which is what separates the signed parts.
    `moment` is that of the attempt; receivers refuse an old one, so that nobody can play a webhook again.
    """
    stamp = str(int(moment.timestamp()))
    content = f"{message}.{stamp}.".encode() + body
    signatures = [b64encode(hmac.digest(secret, content, sha256)).decode() for secret in secrets]
    return {
        "webhook-id": message,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }


class WebhookSender:
    """Posts steps of tickets to one address. Each call has a connection of its own, so nothing is left to close."""

    def __init__(
        self,
        address: httpx.URL,
        secrets: Sequence[bytes],
        describe: Describe,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._address = address
        self._secrets = secrets
        self._describe = describe
        self._clock = clock
        self._tls = ssl.create_default_context()

    async def send(self, parcel: Parcel) -> None:
        """Deliver, under an id that stays the same at every attempt.

        Raises TryLater, Undeliverable, or an error named by the reason why a later try may succeed.
        """
        if not isinstance(parcel.topic, StepTaken):
            raise Undeliverable(f"the webhook does not carry {parcel.topic.name}")
        body = _body(parcel.topic, await self._describe(parcel.topic.ticket))
        headers = HEADERS | signed(f"punkt-{parcel.id}", self._clock(), body, self._secrets)
        answer = await self._post(httpx.Request("POST", self._address, headers=headers, content=body))
        log.info("the webhook's receiver answered %s to outbox row %s", answer.status_code, parcel.id)
        judge(answer, self._clock())

    async def _post(self, request: httpx.Request) -> httpx.Response:
        """Status and headers of the answer; its body is never read."""
        # The transport and not a client, which would log the address with its query, keep the receiver's cookies
        # and take a proxy from the environment.
        transport = httpx.AsyncHTTPTransport(verify=self._tls, trust_env=False)
        try:
            async with asyncio.timeout(SECONDS), transport:
                answer = await transport.handle_async_request(request)
                await answer.aclose()
                return answer
        except TimeoutError:
            raise AnswerTooLate from None
        except httpx.TransportError as error:
            raise _reason(error) from None


def _body(taken: StepTaken, facts: Mapping[str, Any]) -> bytes:
    """The facts may be newer than the step; what the step says of itself prevails."""
    step = {"number": taken.number, "step": taken.step, "actor_role": taken.actor_role, "status": taken.status}
    return to_json({"type": f"ticket.{taken.step}", "timestamp": taken.at, "data": {**facts, **step}})


def _reason(error: httpx.TransportError) -> Exception:
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return CertificateUntrusted()
    return ReceiverUnreachable() if isinstance(error, httpx.ConnectError) else ConnectionBroken()
