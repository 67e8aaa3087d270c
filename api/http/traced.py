"""Requests as the beginnings of traces: those that may change something, by method and route template."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tickets.store.traces import Traces

_CHANGING = frozenset({"DELETE", "PATCH", "POST", "PUT"})


class Traced:
    """Middleware. A trace that a client says it belongs to is not taken over: anybody may say anything."""

    def __init__(self, app: ASGIApp, traces: Traces) -> None:
        self._app = app
        self._traces = traces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in _CHANGING:
            await self._app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", "unmatched")
                self._traces.tell(**{"http.route": route, "http.response.status_code": message["status"]})
            await send(message)

        with self._traces.begin("request", **{"http.request.method": scope["method"]}):
            await self._app(scope, receive, told)
