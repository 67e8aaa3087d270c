"""What is not meant to be asked for: other methods, folders, hidden files, hostile shapes of a body."""

HIDDEN = [
    "/.git/config", "/.env", "/assets/", "/assets/console", "/assets/../app.py", "/assets/%2e%2e/app.py",
    "/var/punkt.db",
]  # fmt: skip
HOSTILE = [
    "[" * 30_000,
    '{"text":' * 3_000 + '"привет"' + "}" * 3_000,
    '{"text": ' + "9" * 5_000 + "}",
    '{"text": NaN}',
    '{"text": {"$gt": ""}}',
    '{"text": ["привет"]}',
    "null",
]


async def test_no_method_but_those_that_are_meant(client):
    """TRACE would show headers that others have added."""
    for method in ("TRACE", "PUT", "PATCH", "DELETE", "CONNECT"):
        answer = await client.request(method, "/demo", headers={"X-Canary": "canary"})
        assert (method, answer.status_code, "canary" in answer.text) == (method, 405, False)


async def test_neither_folders_nor_hidden_files_are_shown(client):
    """Nothing but the files of the website, by their names."""
    shown = [path for path in HIDDEN if (await client.get(path)).status_code != 404]
    assert shown == []


async def test_a_body_of_a_hostile_shape_is_a_mistake_of_its_sender(client):
    """Neither an error of ours nor something that was taken for a text."""
    for body in HOSTILE:
        headers = {"Content-Type": "application/json"}
        answer = await client.post("/api/v1/messages", content=body.encode(), headers=headers)
        assert answer.status_code in {400, 413, 422}, body[:40]
        assert answer.headers["content-type"] == "application/problem+json"


async def test_only_a_body_that_a_browser_asks_about_before_is_read(client):
    """A form of another site can send text/plain without asking; it is refused unread."""
    headers = {"Content-Type": "text/plain", "Origin": "https://evil.example"}
    answer = await client.post("/api/v1/messages", content='{"text": "привет"}', headers=headers)
    assert answer.status_code in {415, 422}


async def test_a_value_that_comes_twice_or_elsewhere_changes_nothing(client):
    """What belongs into the body is not read from the address."""
    answer = await client.post("/api/v1/messages?text=другое&language=en&text=третье", json={"text": "привет"})
    assert answer.status_code == 200
    assert (await client.post("/api/v1/messages?text=привет", json={})).status_code == 422
