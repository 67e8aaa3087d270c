"""Files in the store that copies share: fetched from another machine than took them, and honest while it is away."""

from pathlib import Path

import httpx
import pytest

from tests.api.receipts import URL, bearer, open_ticket
from tests.api.test_attachments_api import PDF, attach
from tests.bucket_server import BucketServer


@pytest.fixture
def app(app_with, tmp_path: Path, bucket_server: BucketServer):
    return app_with(data=tmp_path / "data", **bucket_server.settings)


async def fetched(client: httpx.AsyncClient, receipt: dict, identity: str) -> httpx.Response:
    return await client.get(f"{URL}/{receipt['number']}/attachments/{identity}", headers=bearer(receipt["token"]))


async def test_a_file_is_given_back_from_the_store_and_refused_honestly_while_that_is_away(
    client: httpx.AsyncClient, bucket_server: BucketServer, tmp_path: Path
) -> None:
    """503 with Retry-After for both; what was kept is there when the store is back."""
    receipt = await open_ticket(client)
    kept = (await attach(client, receipt)).json()
    assert [] == [file for file in (tmp_path / "data/attachments").rglob("*") if file.is_file()]
    back = await fetched(client, receipt, kept["id"])
    assert (200, PDF[1]) == (back.status_code, back.content)
    part = await client.get(
        f"{URL}/{receipt['number']}/attachments/{kept['id']}",
        headers=bearer(receipt["token"]) | {"Range": "bytes=0-3"},
    )
    assert (206, PDF[1][:4]) == (part.status_code, part.content)

    bucket_server.be_away()
    for refused in (await attach(client, receipt, key="f-2"), await fetched(client, receipt, kept["id"])):
        assert 503 == refused.status_code
        assert refused.headers["Retry-After"]
    bucket_server.come_back()
    assert 201 == (await attach(client, receipt, key="f-2")).status_code
    assert (200, PDF[1]) == ((again := await fetched(client, receipt, kept["id"])).status_code, again.content)
