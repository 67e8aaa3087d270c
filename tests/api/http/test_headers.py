"""What browsers are told."""

import pytest

from api.http.headers import OriginNotExact

SITE = "https://shop.example.com"


@pytest.mark.parametrize("path", ["/demo", "/policy", "/console/sign-in", "/widget.js", "/api/v1/policy", "/nowhere"])
async def test_every_response_bears_the_safe_headers(client, path):
    """Nothing inline, no framing, no guessing of types."""
    headers = (await client.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers


@pytest.mark.parametrize(
    ("path", "installed"),
    [("/console/sign-in", True), ("/console", True), ("/demo", False), ("/widget/frame", False), ("/policy", False),
     ("/consoles", False), ("/assets/console/worker.js", False)],
)  # fmt: skip
async def test_only_the_console_may_be_installed_and_have_a_worker(client, path, installed):
    """A worker of ours shows news to staff; nobody else's page begins one."""
    policy = (await client.get(path)).headers["content-security-policy"].split("; ")
    own = ["worker-src 'self'", "manifest-src 'self'"]
    assert (own if installed else ["worker-src 'none'"]) == [
        each for each in policy if each[:6] in {"worker", "manife"}
    ]


async def test_what_may_hold_personal_data_is_kept_by_no_cache(client):
    """Assets may be kept for a while."""
    said = await client.post("/api/v1/messages", json={"text": "привет"})
    assert said.headers["cache-control"] == "no-store"
    assert "max-age" in (await client.get("/widget.js")).headers["cache-control"]


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        (SITE, True),
        ("https://evil-shop.example.com", False),
        ("https://shop.example.com.evil.com", False),
        ("http://shop.example.com", False),
        ("https://sub.shop.example.com", False),
        ("null", False),
    ],
)
async def test_only_named_sites_may_use_the_api(app_with, client_of, origin, allowed):
    """No origin is reflected, and no star is sent."""
    app = app_with(widget_origins=f"{SITE}, https://other.example.com/")
    async with client_of(app, Origin=origin) as client:
        asked = await client.post("/api/v1/messages", json={"text": "привет"})
        preflight = await client.options("/api/v1/messages", headers={"Access-Control-Request-Method": "POST"})
    expected = origin if allowed else None
    assert asked.headers.get("access-control-allow-origin") == expected
    assert preflight.headers.get("access-control-allow-origin") == expected
    assert "access-control-allow-credentials" not in asked.headers


@pytest.mark.parametrize("path", ["/", "/demo", "/policy", "/tickets/П-2026-000001", "/widget.js", "/widget/frame"])
async def test_who_asks_for_the_head_of_a_page_gets_it(client, path):
    """Checkers of links do."""
    page, head = await client.get(path), await client.head(path)
    kind = "content-type"
    assert (page.status_code, page.headers.get(kind)) == (head.status_code, head.headers.get(kind))
    assert head.status_code in {200, 307}


@pytest.mark.parametrize(
    ("path", "compressed"),
    [("/policy", True), ("/demo", True), ("/widget.js", True), ("/assets/widget/visit.js", True),
     ("/openapi.json", False), ("/api/v1/policy", False), ("/console/sign-in", False),
     ("/tickets/П-2026-000001", False)],
)  # fmt: skip
async def test_only_what_holds_no_secret_is_compressed(client, path, compressed):
    """From the size of a compressed page its secrets can be guessed."""
    answer = await client.get(path, headers={"Accept-Encoding": "gzip"})
    assert (answer.status_code, answer.headers.get("content-encoding")) == (200, "gzip" if compressed else None)


@pytest.mark.parametrize(
    "origin",
    [
        *(
            "*",
            "null",
            "shop.example.com",
            "https://shop.example.com/path",
            "https://*.example.com",
            "ftp://example.com",
        ),
        *("https://u@example.com", "https://example.com?q", "https://exa mple.com"),
    ],
)
def test_a_site_must_be_named_exactly(app_with, origin):
    """A setting that would open the API to everybody stops the start."""
    with pytest.raises(OriginNotExact):
        app_with(widget_origins=origin)


@pytest.mark.parametrize(
    ("named", "sent"),
    [
        ("https://Пример.рф/", "https://xn--e1afmkfd.xn--p1ai"),
        ("HTTPS://Shop.Example.COM:443", SITE),
        ("http://localhost:80", "http://localhost"),
        ("http://LOCALHOST:443", "http://localhost:443"),
        ("https://[2001:DB8::1]:8443", "https://[2001:db8::1]:8443"),
    ],
)
async def test_a_site_may_be_named_as_people_write_it(app_with, client_of, named, sent):
    """Browsers send it their own way: small letters, punycode, no port that goes without saying."""
    async with client_of(app_with(widget_origins=named), Origin=sent) as client:
        assert (await client.get("/api/v1/policy")).headers["access-control-allow-origin"] == sent
        assert (await client.get("/widget/frame")).headers["content-security-policy"].endswith(f"'self' {sent}")


async def test_over_tls_browsers_are_told_to_stay_there(app_with, client_of):
    """Only there: a plain local address must stay usable."""
    secure = app_with(public_url="https://help.example.com")
    async with client_of(secure) as client:
        assert "max-age" in (await client.get("/demo")).headers["strict-transport-security"]
