"""Traces by OpenTelemetry, sent to a collector over OTLP/HTTP. Imported only where PUNKT_TRACES is set."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

PATH = "/v1/traces"
SECONDS = 5  #: for one request to the collector, which nobody else waits for
NAME = "punkt"

_W3C = TraceContextTextMapPropagator()


class Exported:
    """Spans go to the collector by the dozen, from a thread; what it does not take is lost, and the work goes on."""

    def __init__(self, collector: str, role: str) -> None:
        # Named here, so that no variable of the environment adds what stands around the process.
        resource = Resource({"service.name": NAME, "punkt.role": role})
        self._provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        exporter = OTLPSpanExporter(collector.rstrip("/") + PATH, timeout=SECONDS)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer(NAME)

    def begin(self, name: str, parent: str | None = None, **facts: str | int) -> AbstractContextManager[None]:
        return self._span(name, _W3C.extract({"traceparent": parent}, Context()) if parent else Context(), facts)

    def within(self, name: str, **facts: str | int) -> AbstractContextManager[None]:
        if not trace.get_current_span().get_span_context().is_valid:
            return nullcontext()
        return self._span(name, None, facts)

    def tell(self, **facts: str | int) -> None:
        trace.get_current_span().set_attributes(facts)

    def here(self) -> str | None:
        carrier: dict[str, str] = {}
        _W3C.inject(carrier)
        return carrier.get("traceparent")

    def close(self) -> None:
        """Send what is left. Waits for the network."""
        self._provider.shutdown()

    @contextmanager
    def _span(self, name: str, context: Context | None, facts: dict[str, str | int]) -> Iterator[None]:
        # The text of an error may hold what a person wrote, so the library is not to record it.
        with self._tracer.start_as_current_span(
            name, context, attributes=facts, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield
            except BaseException as error:
                span.set_status(Status(StatusCode.ERROR, type(error).__name__))
                raise


def trace_id() -> str | None:
    """Of the trace that is going on."""
    context = trace.get_current_span().get_span_context()
    return trace.format_trace_id(context.trace_id) if context.is_valid else None
