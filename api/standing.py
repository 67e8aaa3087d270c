"""How work stands, for Prometheus: asked of the database when somebody looks."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily

from tickets.post.lag import Lag, lags
from tickets.post.undelivered import count_dead
from tickets.queue.board import figures
from tickets.queue.waiting import count_waiting
from tickets.store.away import DatabaseAway
from tickets.store.base import now
from tickets.store.database import Database


class Standing:
    """Of the whole installation, so one process of each role that carries tells it."""

    def __init__(self, database: Database, zone: ZoneInfo) -> None:
        self._database = database
        self._zone = zone

    async def look(self) -> list[Metric]:
        """As it is now; of a database that is away only that."""
        try:
            return [*await self._found(), _gauge("punkt_database_up", "Whether the database answers.", 1)]
        except DatabaseAway:
            return [_gauge("punkt_database_up", "Whether the database answers.", 0)]

    async def _found(self) -> list[Metric]:
        at = now()
        async with self._database.reading() as session:
            queue, waiting = await figures(session, self._zone, at), await count_waiting(session)
            dead, open_ = await count_dead(session), await lags(session)
        tickets = _by("punkt_tickets_open", "Open tickets.", "taken", {"no": queue.waiting, "yes": queue.held})
        terms = _by(
            "punkt_terms", "Open tickets by their nearest date.", "state", {"near": queue.soon, "missed": queue.overdue}
        )
        age = _age(waiting.longest_since, at)
        return [
            tickets,
            terms,
            _gauge("punkt_people_waiting", "People who wait for staff.", waiting.number),
            _gauge("punkt_queue_age_seconds", "How long the one of them has waited who waits longest.", age),
            _gauge("punkt_outbox_dead", "Parcels that nobody tries to deliver any more.", dead),
            *_outbox(open_, at),
        ]


def _outbox(open_: Sequence[Lag], at: datetime) -> Iterator[Metric]:
    yield _by("punkt_outbox_open", "Parcels on their way.", "channel", {lag.channel: lag.rows for lag in open_})
    yield _by(
        "punkt_outbox_failing", "Of them those tried in vain.", "channel", {lag.channel: lag.failing for lag in open_}
    )
    ages = {lag.channel: _age(lag.oldest, at) for lag in open_}
    yield _by("punkt_outbox_lag_seconds", "Age of the oldest parcel on its way.", "channel", ages)


def _age(since: datetime | None, at: datetime) -> float:
    return max((at - since.astimezone(UTC)) / timedelta(seconds=1), 0.0) if since else 0.0


def _gauge(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, told, value)


def _by(name: str, told: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, told, labels=[label])
    for value, number in values.items():
        family.add_metric([value], number)
    return family
