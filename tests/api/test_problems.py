"""Errors as the outside sees them."""

import logging

from sqlalchemy import text


async def test_an_unknown_address_and_a_wrong_method_are_problems_in_russian(client):
    """RFC 9457 also where no route is."""
    missing, wrong = await client.get("/api/v1/nowhere"), await client.delete("/api/v1/messages")
    assert (missing.status_code, wrong.status_code) == (404, 405)
    assert missing.headers["content-type"] == wrong.headers["content-type"] == "application/problem+json"
    assert wrong.headers["allow"] == "POST"


async def test_an_error_of_ours_tells_nothing_and_logs_no_words(app, client, caplog):
    """No trace for the client; in the log the place, but not the message, which may quote a person."""

    secret = "тайна человека"

    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError(secret)

    with caplog.at_level(logging.ERROR):
        failed = await client.get("/broken")
    assert failed.status_code == 500
    assert failed.json()["type"] == "urn:punkt:unexpected"
    assert "RuntimeError" not in failed.text
    assert "RuntimeError" in caplog.text
    assert "тайна" not in caplog.text


async def test_a_table_that_is_missing_is_an_error_of_ours(client, database):
    """No time makes it good, so none is told to come again; and no word of SQL."""
    async with database.transaction() as session:
        await session.execute(text("DROP TABLE questions"))
    failed = await client.post("/api/v1/messages", json={"text": "сколько храните данные"})
    assert (500, "urn:punkt:unexpected") == (failed.status_code, failed.json()["type"])
    assert "questions" not in failed.text


async def test_pages_for_developers_are_off(client):
    """They would load scripts from elsewhere; the description itself is served."""
    assert (await client.get("/docs")).status_code == (await client.get("/redoc")).status_code == 404
    assert (await client.get("/openapi.json")).json()["openapi"].startswith("3.1")
