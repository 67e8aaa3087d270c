"""Saying whether an answer helped."""

from desk.journal import Question


async def test_feedback_is_kept_with_the_question(client, database):
    """A later word replaces an earlier one."""
    said = (await client.post("/api/v1/messages", json={"text": "сколько храните данные"})).json()
    address = f"/api/v1/messages/{said['message']}/feedback"
    headers = {"Authorization": f"Bearer {said['conversation']['token']}"}
    await client.post(address, json={"helpful": True}, headers=headers)
    rated = await client.post(address, json={"helpful": False}, headers=headers)
    assert rated.json() == {"message": said["message"], "helpful": False}
    async with database.reading() as session:
        assert (await session.get_one(Question, said["message"])).helpful is False


async def test_only_the_one_who_asked_may_rate(client):
    """And only yes or no."""
    said = (await client.post("/api/v1/messages", json={"text": "сколько храните данные"})).json()
    other = (await client.post("/api/v1/messages", json={"text": "привет"})).json()["conversation"]["token"]
    address = f"/api/v1/messages/{said['message']}/feedback"
    own = {"Authorization": f"Bearer {said['conversation']['token']}"}
    assert (await client.post(address, json={"helpful": True})).status_code == 401
    foreign = {"Authorization": f"Bearer {other}"}
    assert (await client.post(address, json={"helpful": True}, headers=foreign)).status_code == 404
    unknown = f"/api/v1/messages/{'x' * 22}/feedback"
    assert (await client.post(unknown, json={"helpful": True}, headers=own)).status_code == 404
    assert (await client.post(address, json={"helpful": "да"}, headers=own)).status_code == 422
