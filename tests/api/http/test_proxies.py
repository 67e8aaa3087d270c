"""Where a request comes from: whom we believe, and that others are noticed."""

import logging

import httpx
import pytest
from pydantic import ValidationError

from api.checks import check_proxies
from desk.settings import Settings

PUBLIC = {"public_url": "https://help.example.com"}


@pytest.mark.parametrize(
    ("settings", "peer", "believed"),
    [
        ({}, "127.0.0.1", False),
        (PUBLIC, "127.0.0.1", True),
        (PUBLIC, "::1", True),
        (PUBLIC, "::ffff:127.0.0.1", True),
        (PUBLIC, "192.0.2.1", False),
        (PUBLIC | {"trusted_proxies": "off"}, "127.0.0.1", False),
        (PUBLIC | {"trusted_proxies": "10.0.0.0/8, 192.0.2.1"}, "192.0.2.1", True),
        (PUBLIC | {"trusted_proxies": "10.0.0.0/8, 192.0.2.1"}, "10.9.8.7", True),
        (PUBLIC | {"trusted_proxies": "10.0.0.0/8, 192.0.2.1"}, "127.0.0.1", False),
    ],
)
async def test_only_trusted_proxies_name_the_client(app_with, client_of, caplog, settings, peer, believed):
    """This machine where there must be a proxy, or whoever is named; all others are told of, once an address."""
    app = app_with(rate_limit="1/minute", **settings)
    async with client_of(app, peer) as proxy:
        sent = [await proxy.get("/api/v1/policy", headers={"X-Forwarded-For": f"198.51.100.{n}"}) for n in (1, 2)]
    assert [200, 200 if believed else 429] == [one.status_code for one in sent]
    told = [one for one in caplog.records if "forwarding headers" in one.getMessage()]
    assert (0 if believed else 1) == len(told)
    counted = (await client_of(app, "127.0.0.1").get("/metrics")).text
    assert f"punkt_forwarding_ignored_total {0.0 if believed else 2.0}" in counted


async def test_nobody_fills_the_log_with_addresses(app, client_of, caplog):
    """Anybody may send such a header; all are counted, the first hundred addresses are named."""
    caplog.set_level(logging.WARNING)
    for n in range(110):
        await client_of(app, f"2001:db8:{n:x}::1").get("/healthz", headers={"Via": "x"})
    assert 100 == len(caplog.records)


async def test_clients_of_ipv4_are_not_one_where_a_socket_listens_for_both(app_with, client_of):
    """::ffff:192.0.2.1 is 192.0.2.1, not a network of all."""
    app = app_with(rate_limit="1/minute")
    for address in ("::ffff:192.0.2.1", "::ffff:192.0.2.2"):
        assert (await client_of(app, address).get("/api/v1/policy")).status_code == 200


@pytest.mark.parametrize("proxies", ["*", "10.0.0.1/8", "proxy.example.com", "10.0.0.0/8;10.1.0.0/16"])
def test_proxies_that_cannot_be_read_stop_the_start(proxies):
    """Rather than believing everybody, or nobody."""
    with pytest.raises(ValidationError, match="нужны адреса или сети"):
        Settings(_env_file=None, trusted_proxies=proxies)


@pytest.mark.parametrize("path", ["/demo/", "/policy/", "/console/", "/api/v1/policy/?q=1", "//evil.example.com/.."])
async def test_no_redirect_leads_to_a_foreign_host(client, path):
    """Whatever host a request names: of a final slash too many, and of every other redirect."""
    client.headers["Host"] = "evil.example.com"
    answer = await client.get(f"http://punkt.test{path}")
    location = answer.headers.get("location", "/")
    assert location.startswith("/")
    assert not location.startswith("//")
    assert "evil" not in location
    assert answer.status_code in {303, 307, 404}


async def test_doctor_hears_of_headers_that_were_not_believed(live):
    """From the site that runs; where none does, it says so."""
    port = int(live.url.rpartition(":")[2])
    settings = Settings(_env_file=None, port=port)
    assert await check_proxies(settings) == "верим: никому"
    async with httpx.AsyncClient() as client:
        await client.get(f"{live.url}/healthz", headers={"X-Forwarded-For": "192.0.2.1"})
    told = await check_proxies(settings)
    assert "с других адресов: 1, им не поверили" in told
    assert "PUNKT_TRUSTED_PROXIES" in told
    nobody = Settings(_env_file=None, port=1, public_url="https://help.example.com")
    assert await check_proxies(nobody) == "верим: 127.0.0.0/8, ::1; сайт не запущен, спросить его нельзя"
