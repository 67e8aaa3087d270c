"""The way outside: connections to the public internet only, whatever a name is said to lead to."""

import asyncio
import socket
from collections.abc import Iterable
from typing import Any

import httpcore

from tickets.staff.push_address import is_outside


class InsideAddress(Exception):
    """The name of a push service leads into a network of the operator's own."""


class Outside(httpcore.AsyncNetworkBackend):
    """Looks a name up once, and connects to what was looked at: a second look could give another address."""

    def __init__(self) -> None:
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - as the interface has it
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises InsideAddress, and httpcore.ConnectError where the name is unknown."""
        return await self._network.connect_tcp(await _address(host, port), port, timeout, local_address, socket_options)


async def _address(host: str, port: int) -> str:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise httpcore.ConnectError from None
    addresses = [str(where[0]) for *_, where in found]
    if not addresses or not all(map(is_outside, addresses)):
        raise InsideAddress
    return addresses[0]
