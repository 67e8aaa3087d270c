"""Counters for Prometheus. Labels are route templates, statuses and kinds: never anything that a person wrote."""

import time
from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tickets.loops import Loops


class Metrics(Collector):
    """The counters of one application, in a registry of their own."""

    def __init__(self, loops: Loops) -> None:
        self._loops = loops
        self._registry = CollectorRegistry()
        self._registry.register(self)
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
        """What Prometheus is told of the loops."""
        failures = CounterMetricFamily("punkt_loop_failures", "Failures of loops.", labels=["loop", "error"])
        for labels, count in self._loops.failures.items():
            failures.add_metric(labels, count)
        return failures, GaugeMetricFamily("punkt_loops_failing", "Loops that fail now.", len(self._loops.failing))

    def text(self) -> bytes:
        """All counters in the text format of Prometheus."""
        return generate_latest(self._registry)


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
