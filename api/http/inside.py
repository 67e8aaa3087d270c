"""Inside: what is only for whoever runs the machine, or holds the token made for that."""

import hmac
import ipaddress

from fastapi import Request

from api.context import Ctx
from api.http.proxies import is_forwarded
from api.public.access import NotYours, TokenMissing


async def inside(request: Request, ctx: Ctx) -> None:
    """Raises NotYours, as if there were nothing, and TokenMissing where a token would help.

    A request of this very machine needs none, unless a proxy passes it on: that may come from anywhere.
    """
    if _is_loopback(request) and not is_forwarded(request):
        return
    if ctx.settings.metrics_token is None:
        raise NotYours
    expected = f"Bearer {ctx.settings.metrics_token.get_secret_value()}"
    if not hmac.compare_digest(request.headers.get("authorization", "").encode(), expected.encode()):
        raise TokenMissing


def _is_loopback(request: Request) -> bool:
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
