"""The tally: what the desk has answered and how long it took, for Prometheus.

Labels are kinds, channels, addresses of clauses and the document's id: nothing that a person wrote, no contact and no
conversation.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Literal

from prometheus_client import Counter, Histogram
from prometheus_client.registry import Collector

from desk.knowledge import Knowledge
from desk.reply import NoAnswer, Reply, Smalltalk, TicketOffer
from index.understanding import Understanding

Part = Literal["think", "record", "send"]
Outcome = Literal["delivered", "later", "refused", "failed"]

#: Seconds: a remembered question takes none, a thought ten thousandths, a database that is locked some tens of seconds.
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_TENTHS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Tally:
    """Of one process, since its start; counted is what was decided, also where the commit fails and it comes again."""

    def __init__(self) -> None:
        self._answers = Counter(
            "punkt_answers",
            "Messages by the reply they were given; clause: the first that was given, if any.",
            ["channel", "kind", "clause", "document"],
            registry=None,
        )
        self._confidence = Histogram(
            "punkt_confidence",
            "Probability of the likeliest clause, for messages about the document.",
            ["kind"],
            buckets=_TENTHS,
            registry=None,
        )
        self._seconds = Histogram(
            "punkt_part_seconds",
            "Time by part: to think what a message means, to record it and the reply, to send a parcel of the outbox.",
            ["part", "channel"],
            buckets=_SECONDS,
            registry=None,
        )
        self._deliveries = Counter(
            "punkt_deliveries",
            "Attempts to deliver a parcel of the outbox.",
            ["channel", "outcome"],
            registry=None,
        )

    @property
    def kept(self) -> tuple[Collector, ...]:
        """For whoever shows them."""
        return self._answers, self._confidence, self._seconds, self._deliveries

    def answered(self, channel: str, reply: Reply, knowledge: Knowledge, understood: Understanding | None) -> None:
        """A message got this reply; `understood` is None where nobody thought about it."""
        kind = kind_of(reply)
        given = () if isinstance(reply, NoAnswer | TicketOffer | Smalltalk) else reply.quotes
        clause = given[0].address if given else ""
        document = given[0].document if given else knowledge.policy.id
        self._answers.labels(channel, kind, clause, document).inc()
        if understood and understood.candidates and not isinstance(reply, Smalltalk):
            self._confidence.labels(kind).observe(understood.candidates[0].confidence)

    def delivered(self, channel: str, outcome: Outcome) -> None:
        """A parcel was tried."""
        self._deliveries.labels(channel, outcome).inc()

    @contextmanager
    def timed(self, part: Part, channel: str) -> Iterator[None]:
        """Whatever is done inside is of this part."""
        began = perf_counter()
        try:
            yield
        finally:
            self._seconds.labels(part, channel).observe(perf_counter() - began)


def kind_of(reply: Reply) -> str:
    """As `answer` or `ticket_offer`."""
    return _WORDS.sub("_", type(reply).__name__).lower()
