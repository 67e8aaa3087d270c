"""Nobody sees or does anything with what is another's: every route of the application, asked by everybody.

Each route is classified here by hand. One that is not makes the first test fail, so that it is thought about.
"""

from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Route

from tests.api.receipts import CLAIM, bearer, open_ticket

OWN_TICKET = "/api/v1/tickets/{number}"
#: Whatever needs a token: path → what opens it. `kind` names the token of the owner.
OWNED = {
    f"GET {OWN_TICKET}": "ticket",
    f"POST {OWN_TICKET}/code": "ticket",
    f"POST {OWN_TICKET}/proof": "ticket",
    f"POST {OWN_TICKET}/additions": "ticket",
    f"POST {OWN_TICKET}/attachments": "ticket",
    f"GET {OWN_TICKET}/attachments/{{identity}}": "ticket",
    f"POST {OWN_TICKET}/retract": "ticket",
    f"POST {OWN_TICKET}/rating": "ticket",
    f"POST {OWN_TICKET}/close": "ticket",
    f"POST {OWN_TICKET}/reopen": "ticket",
    f"POST {OWN_TICKET}/consent/withdraw": "ticket",
    "GET /api/v1/conversations/{conversation}/events": "conversation",
    "POST /api/v1/messages/{message}/feedback": "conversation",
    "GET /api/v1/messages/{message}/why": "conversation",
}
#: The same for everybody: nothing of a person can be read there, and nothing of a person is written but by whoever
#: writes. What begins a conversation or a ticket takes the token of the one that it goes on with, see below.
PUBLIC = {
    "POST /api/v1/messages", "POST /api/v1/tickets", "GET /api/v1/policy", "GET /api/v1/policy/{number}",
    "GET /api/v1/documents", "GET /api/v1/documents/{document}", "GET /api/v1/documents/{document}/{number}",
    "GET /api/v1/documents/{document}/{part}/{number}", "GET /documents", "GET /documents/{document}",
    "GET /documents/{document}/{number}", "GET /documents/{document}/{part}/{number}",
    "GET /api/v1/policy/{part}/{number}", "GET /policy/{number}", "GET /policy/{part}/{number}",
    "GET /", "GET /widget.js", "GET /widget/frame", "GET /demo", "GET /policy", "GET /policy/changes",
    "GET /assets/widget/labels.js", "GET /assets/widget/words.ru.js", "GET /assets/widget/words.en.js",
    "GET /tickets/{number}", "Mount /assets", "GET /healthz", "GET /readyz", "GET /metrics", "GET /openapi.json",
}  # fmt: skip
#: Staff only: without a session it leads to the sign-in, whatever stands behind the prefix.
STAFF = "/console"
#: How one comes in, and what is told there to whoever is outside.
DOOR = {
    "GET /console/sign-in", "POST /console/sign-in", "POST /console/sign-out",
    "GET /console/sign-in/code", "POST /console/sign-in/code",
}  # fmt: skip
BODIES = {"proof": {"code": "000000"}, "additions": {"text": "чужое"}, "reopen": {"reason": "чужое"},
          "feedback": {"helpful": True}, "rating": {"helped": True}}  # fmt: skip


@pytest.fixture
def app(app_with, tmp_path):
    return app_with(data=tmp_path)


def routes_of(app: FastAPI) -> Iterator[str]:
    """«GET /path» of every route, those of routers within routers too."""

    def walk(routes: list, prefix: str = "") -> Iterator[str]:
        for route in routes:
            inner = getattr(route, "original_router", None)
            if inner is not None:
                yield from walk(inner.routes, prefix)
            elif isinstance(route, APIRoute | Route):
                methods = sorted(set(route.methods or ()) - {"HEAD"})
                yield from (f"{method} {prefix}{route.path}" for method in methods)
            else:
                yield f"{type(route).__name__} {prefix}{getattr(route, 'path', '')}"

    yield from walk(app.routes)


async def test_every_route_is_classified(app):
    """A new route is nobody's until somebody has said whose it is."""
    known = OWNED.keys() | PUBLIC | DOOR
    found = set(routes_of(app))
    assert {route for route in found if route not in known and not route.split(" ")[1].startswith(STAFF)} == set()
    assert (OWNED.keys() | PUBLIC) - found == set()


def request(client: httpx.AsyncClient, route: str, own: dict, token: str | None):
    method, path = route.split(" ")
    path = path.format(**own | {"conversation": own["conversation"]["id"]})
    headers = {"Idempotency-Key": "k", "Accept": "application/json"} | (bearer(token) if token else {})
    if path.endswith("/attachments"):
        return client.post(path, files={"file": ("a.txt", b"a")}, headers=headers)
    params = {"clause": "5.1"} if path.endswith("/why") else None
    body = BODIES.get(path.rpartition("/")[2]) if method == "POST" else None
    return client.request(method, path, json=body, params=params, headers=headers)


async def person(client: httpx.AsyncClient, key: str) -> dict:
    """A question and a ticket of the same conversation."""
    said = (await client.post("/api/v1/messages", json={"text": "сколько храните данные"})).json()
    headers = {"Idempotency-Key": key} | bearer(said["conversation"]["token"])
    ticket = CLAIM | {"conversation": said["conversation"]["id"]}
    opened = (await client.post("/api/v1/tickets", json=ticket, headers=headers)).json()
    headers = {"Idempotency-Key": key} | bearer(opened["token"])
    url = f"/api/v1/tickets/{opened['number']}/attachments"
    file = (await client.post(url, files={"file": ("a.txt", b"a")}, headers=headers)).json()
    return opened | {"message": said["message"], "identity": file["id"]}


@pytest.mark.parametrize("route", OWNED)
async def test_what_is_anothers_does_not_exist_for_you(client, route):
    """Without a token 401; with any token but the right one 404, in the words for what is not there at all."""
    mine, theirs = await person(client, "a"), await person(client, "b")
    right = mine["token"] if OWNED[route] == "ticket" else mine["conversation"]["token"]
    wrong = mine["conversation"]["token"] if OWNED[route] == "ticket" else mine["token"]
    assert (await request(client, route, mine, None)).status_code == 401
    nobodys = {"number": "П-2026-999999", "conversation": {"id": "nowhere"}, "message": "nowhere", "identity": "none"}
    missing = await request(client, route, mine | nobodys, right)
    for token in (theirs["token"], theirs["conversation"]["token"], wrong, right[:-1], right + "A", "x" * 10_000):
        refused = await request(client, route, mine, token)
        assert (refused.status_code, refused.text) == (404, missing.text)
    assert (await request(client, route, mine, right)).status_code not in {401, 404}


async def test_staff_pages_open_to_nobody_without_a_session(app, client):
    """Every one of them, by every method; a visitor's token counts for nothing there."""
    mine = await open_ticket(client)
    behind = [route for route in routes_of(app) if route.split(" ")[1].startswith(STAFF) and route not in DOOR]
    assert len(behind) > 10
    for route in behind:
        method, path = route.split(" ")
        filled = path.replace("{number}", mine["number"])
        while "{" in filled:
            filled = filled[: filled.index("{")] + "1" + filled[filled.index("}") + 1 :]
        answer = await client.request(method, filled, headers=bearer(mine["token"]), cookies={"punkt": mine["token"]})
        assert (route, answer.status_code in {303, 401, 403, 404, 405}) == (route, True)
        assert CLAIM["text"] not in answer.text


EXTRA = [{"status": "resolved"}, {"assignee": "me@example.ru"}, {"id": 1}, {"number": "П-1"}, {"role": "admin"},
         {"created_at": "2020-01-01"}, {"identity": "staff"}, {"due_on": "2030-01-01"}]  # fmt: skip


@pytest.mark.parametrize("extra", EXTRA, ids=lambda extra: next(iter(extra)))
async def test_fields_that_nobody_named_are_refused(client, extra):
    """For every body; nothing is set that the person may not set."""
    mine = await person(client, "a")
    for path, body in {
        "/api/v1/messages": {"text": "привет"},
        "/api/v1/tickets": CLAIM,
        f"/api/v1/tickets/{mine['number']}/additions": {"text": "да"},
        f"/api/v1/tickets/{mine['number']}/reopen": {"reason": "да"},
        f"/api/v1/tickets/{mine['number']}/proof": {"code": "000000"},
        f"/api/v1/messages/{mine['message']}/feedback": {"helpful": True},
    }.items():
        token = mine["conversation"]["token"] if "feedback" in path else mine["token"]
        answer = await client.post(path, json=body | extra, headers=bearer(token) | {"Idempotency-Key": "z"})
        assert (path, answer.status_code) == (path, 422)
        assert answer.json()["errors"] == [{"field": next(iter(extra)), "message": "Такого поля нет."}]


COOKIES = ["punkt=x", "__Host-punkt=../../etc/passwd", "a=\xff\xfe", "=", ";;;", "session=" + "A" * 4000,
           "__Host-punkt-session=' OR 1=1 --; __Host-punkt-session=2"]  # fmt: skip


@pytest.mark.parametrize("cookie", COOKIES, ids=range(len(COOKIES)))
async def test_a_hostile_cookie_changes_nothing(client, cookie):
    """For visitors there are no cookies at all; the console takes it for none."""
    headers = {"Cookie": cookie.encode("latin-1")}
    for path in ("/policy", "/demo", "/api/v1/policy"):
        answer = await client.get(path, headers=headers)
        assert (answer.status_code, answer.headers.get("set-cookie")) == (200, None)
    assert (await client.get("/console", headers=headers)).status_code == 303


ORIGINS = ["null", "https://shop.example.com.evil.org", "https://evilshop.example.com", "https://a.shop.example.com",
           "http://shop.example.com", "https://shop.example.com:8443", "https://shop.example.com/",
           "HTTPS://SHOP.EXAMPLE.COM", "https://shop.example.com\x0b", "file://", "*", ""]  # fmt: skip


@pytest.mark.parametrize("origin", ORIGINS)
async def test_no_origin_but_the_named_one_reads_an_answer(app_with, client_of, origin):
    """Nor a file's, a sub-domain's, another port's; a cookie is never asked for."""
    async with client_of(app_with(widget_origins="https://shop.example.com")) as client:
        for method, path in (
            ("POST", "/api/v1/tickets"),
            ("OPTIONS", "/api/v1/tickets/X/attachments"),
            ("GET", "/policy"),
        ):
            headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
            answer = await client.request(method, path, headers=headers)
            assert "access-control-allow-origin" not in answer.headers
            assert "access-control-allow-credentials" not in answer.headers


LONG = [
    "я" * 10_000,
    "е\u0301" * 5_000,
    "a\u0300" + "\u0300" * 9_998,
    "(" * 10_000,
    "данные " * 1_428,
    "\U0001f468\u200d" * 5_000,
]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
async def test_the_longest_text_is_answered(client, text):
    """Ten thousand characters of anything, also where each is a mark above the one before."""
    answer = await client.post("/api/v1/messages", json={"text": text})
    assert answer.status_code == 200


async def test_a_million_marks_are_refused_unread(client):
    """Before anything is made of them."""
    answer = await client.post("/api/v1/messages", json={"text": "a" + "\u0301" * 1_000_000})
    assert (answer.status_code, answer.json()["type"]) == (413, "urn:punkt:too-large")
