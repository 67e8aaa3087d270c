"""Rate limits."""

import pytest

from api.http.limits import RateNotUnderstood


async def test_a_client_that_asks_too_often_is_told_to_wait(app_with, client_of):
    """Another client, and another kind of request, are not held up."""
    app = app_with(rate_limit="2/minute")
    async with client_of(app, "192.0.2.1") as one, client_of(app, "192.0.2.2") as other:
        statuses = [(await one.post("/api/v1/messages", json={"text": "привет"})).status_code for _ in range(3)]
        assert statuses == [200, 200, 429]
        refused = await one.post("/api/v1/messages", json={"text": "привет"})
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert (await other.post("/api/v1/messages", json={"text": "привет"})).status_code == 200
        assert (await one.get("/api/v1/policy")).status_code == 200


async def test_addresses_of_one_network_count_as_one_client(app_with, client_of):
    """Whoever has IPv6 has as many addresses as they like."""
    app = app_with(rate_limit="1/minute")
    async with client_of(app, "2001:db8::1") as one, client_of(app, "2001:db8::2") as same:
        assert (await one.get("/api/v1/policy")).status_code == 200
        assert (await same.get("/api/v1/policy")).status_code == 429


async def test_processes_that_share_a_redis_share_the_limit(app_with, client_of, redis_url):
    """A visitor does not get the limit anew from each replica."""
    first, second = (app_with(rate_limit="2/minute", redis_url=redis_url) for _ in range(2))
    async with client_of(first, "192.0.2.1") as one, client_of(second, "192.0.2.1") as other:
        assert (await one.get("/api/v1/policy")).status_code == 200
        assert (await other.get("/api/v1/policy")).status_code == 200
        assert (await one.get("/api/v1/policy")).status_code == 429
        assert (await other.get("/api/v1/policy")).status_code == 429


async def test_without_redis_the_limit_still_holds(app_with, client_of):
    """The process counts by itself instead of letting everything through."""
    app = app_with(rate_limit="1/minute", redis_url="redis://127.0.0.1:1/0")
    async with client_of(app, "192.0.2.1") as one:
        assert [(await one.get("/api/v1/policy")).status_code for _ in range(2)] == [200, 429]


async def test_a_forged_forwarded_address_does_not_evade(app_with, client_of):
    """Only the server's trusted proxies may name another client."""
    app = app_with(rate_limit="1/minute")
    async with client_of(app, "192.0.2.1") as one:
        statuses = [
            (await one.get("/api/v1/policy", headers={"X-Forwarded-For": f"198.51.100.{n}"})).status_code for n in "12"
        ]
    assert statuses == [200, 429]


def test_a_rate_that_cannot_be_read_stops_the_start(app_with):
    """Rather than letting everything through."""
    with pytest.raises(RateNotUnderstood):
        app_with(rate_limit="often")
