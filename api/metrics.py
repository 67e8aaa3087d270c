"""Counters for Prometheus. Labels are route templates, statuses and kinds: never anything that a person wrote."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.process import Process
from api.standing import Standing
from desk.desk import Desk
from tickets.loops import Loops


class Metrics(Collector):
    """The counters of one application, in a registry of their own."""

    def __init__(self, loops: Loops, process: Process, desk: Desk) -> None:
        self._loops = loops
        self._process = process
        self._desk = desk
        self._standing = Standing(process.database, process.settings.zone)
        self._registry = CollectorRegistry()
        for kept in (self, *desk.tally.kept):
            self._registry.register(kept)
        self.requests = Counter(
            "punkt_http_requests", "HTTP requests.", ["method", "route", "status"], registry=self._registry
        )
        self.seconds = Histogram(
            "punkt_http_seconds", "Time to the start of the response.", ["route"], registry=self._registry
        )
        self.replies = Counter("punkt_replies", "Replies to messages.", ["kind"], registry=self._registry)
        self.receipts = Counter(
            "punkt_ticket_receipts", "Ticket receipts given, repeats included.", ["kind"], registry=self._registry
        )
        self.ignored_proxies = Counter(
            "punkt_forwarding_ignored",
            "Requests with forwarding headers from elsewhere than PUNKT_TRUSTED_PROXIES.",
            registry=self._registry,
        )
        self.codes_refused = Counter(
            "punkt_codes_refused",
            "Codes not mailed, by the bound that was reached.",
            ["bound"],
            registry=self._registry,
        )

    def collect(self) -> Iterable[Metric]:
        """What Prometheus is told of the loops and of the process."""
        failures = CounterMetricFamily("punkt_loop_failures", "Failures of loops.", labels=["loop", "error"])
        for labels, count in self._loops.failures.items():
            failures.add_metric(labels, count)
        role = GaugeMetricFamily("punkt_role", "What this process does.", labels=["role", "news"])
        role.add_metric([self._process.role, self._process.hears_by], 1)
        lacks = GaugeMetricFamily("punkt_lacks", "What it goes on without.", labels=["what"])
        for what in self._process.lacks():
            lacks.add_metric([what], 1)
        failing = GaugeMetricFamily("punkt_loops_failing", "Loops that fail now.", len(self._loops.failing))
        return failures, failing, role, lacks, *self._indexes()

    def _indexes(self) -> Iterable[Metric]:
        """What it answers from, and how old that is; nothing where it is not known, as before the first index."""
        if not (versions := self._process.indexes()):
            return
        answers = GaugeMetricFamily(
            "punkt_index", "The index that is answered by.", labels=["document", "edition", "version"]
        )
        built = GaugeMetricFamily("punkt_index_built_seconds", "When it was built (Unix).", labels=["document"])
        for version in versions:
            answers.add_metric([version.document, version.edition, version.name], 1)
            built.add_metric([version.document], version.built_at.timestamp())
        yield from (answers, built)

    async def text(self) -> bytes:
        """All counters in the text format of Prometheus, and how work stands where this process carries it."""
        found = CollectorRegistry()
        if self._process.role in {"run", "worker"}:
            found.register(_Found(await self._standing.look()))
        return generate_latest(self._registry) + generate_latest(found)


@dataclass(frozen=True, eq=False)
class _Found(Collector):
    """What was found out before, as a collector may not wait."""

    metrics: Sequence[Metric]

    def collect(self) -> Iterable[Metric]:
        return self.metrics


class Measured:
    """Middleware that counts each request when its response starts."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", "unmatched")
                method = scope["method"] if scope["method"] in METHODS else "other"
                self._metrics.requests.labels(method, route, message["status"]).inc()
                self._metrics.seconds.labels(route).observe(time.perf_counter() - began)
            await send(message)

        await self._app(scope, receive, counted)


#: A client may send any word as a method; each would become a time series.
METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
