"""The receiver's answer, in the outbox's words; which status means what is the advice of Standard Webhooks 1.0.0."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from tickets.post.outbox import TryLater, Undeliverable

SHORTEST_WAIT = timedelta(seconds=1)  #: "Retry-After: 0" must not make us call without a pause
LONGEST_WAIT = timedelta(hours=1)


class RedirectNotFollowed(Exception):
    """The receiver has moved (3xx): the signed facts go to the address of the settings and nowhere else."""


class RefusedByReceiver(Exception):
    """The receiver does not want it now (4xx), as when its secret is another one."""


class ReceiverFailed(Exception):
    """Something broke at the receiver (5xx)."""


def judge(answer: httpx.Response, moment: datetime) -> None:
    """Return when the answer says yes. Raises TryLater, Undeliverable, or why a later try may succeed."""
    status = answer.status_code
    if answer.is_success:
        return
    if status == httpx.codes.GONE:
        raise Undeliverable("the receiver wants no more webhooks (410)")
    if status in {httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE}:
        wait = _wait(answer.headers.get("retry-after", ""), moment)
        if wait is not None:
            raise TryLater(wait, f"the receiver asks to wait ({status})")
    if status < 400:
        raise RedirectNotFollowed
    raise RefusedByReceiver if answer.is_client_error else ReceiverFailed


def _wait(asked: str, moment: datetime) -> timedelta | None:
    """What `Retry-After` asks for, within our bounds: seconds or a date (RFC 9110, 10.2.3); None when it is neither."""
    try:
        if asked.isascii() and asked.isdigit():
            wait = timedelta(seconds=min(int(asked), LONGEST_WAIT.total_seconds()))
        else:
            until = parsedate_to_datetime(asked)
            wait = (until if until.tzinfo else until.replace(tzinfo=UTC)) - moment
    except (ValueError, OverflowError):
        return None
    return min(max(wait, SHORTEST_WAIT), LONGEST_WAIT)
