"""A collector of traces for tests: takes what is posted by OTLP over HTTP, and remembers the spans."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span


@dataclass
class Collector:
    """What it was sent."""

    address: str = ""
    spans: list[tuple[str, Span]] = field(default_factory=list)  #: with the role of the process
    bytes: bytes = b""  #: all bodies as they came, unpacked

    def named(self, *names: str) -> list[Span]:
        return [span for _, span in self.spans if span.name in names]

    def traces_with(self, name: str) -> list[dict[str, Span]]:
        """The spans of every trace that has one of this name, by their names."""
        firsts = {span.trace_id for span in self.named(name)}
        return [{span.name: span for _, span in self.spans if span.trace_id == each} for each in firsts]

    async def until(self, happened: Callable[[], object], seconds: float = 60) -> None:
        async with asyncio.timeout(seconds):
            while not happened():
                await asyncio.sleep(0.05)

    async def take(self, request: web.Request) -> web.Response:
        body = await request.read()  # which aiohttp has unpacked
        body = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
        self.bytes += body
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            about = {each.key: each.value.string_value for each in resource.resource.attributes}
            for scope in resource.scope_spans:
                self.spans += [(about["punkt.role"], span) for span in scope.spans]
        return web.Response(body=b"", content_type="application/x-protobuf")


@asynccontextmanager
async def collector() -> AsyncIterator[Collector]:
    """It listens until the end."""
    found = Collector()
    app = web.Application()
    app.router.add_post("/v1/traces", found.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    found.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield found
    finally:
        await runner.cleanup()
