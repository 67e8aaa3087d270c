"""The description of the API is true: schemathesis finds no response that it does not announce."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode

from api.app import create_app
from api.http.server import Server
from desk.desk import Desk
from desk.knowledge import Knowledge
from desk.settings import Settings
from tests.conftest import VAULT
from tickets.store.database import Database


@pytest.fixture(scope="module")
def address(knowledge: Knowledge, empty_sqlite, tmp_path_factory) -> Iterator[str]:
    """A server in a thread of its own, as schemathesis calls from outside any loop."""
    file = tmp_path_factory.mktemp("openapi") / "punkt.db"
    file.write_bytes(empty_sqlite.read_bytes())
    listening = socket.create_server(("127.0.0.1", 0))
    servers: list[Server] = []

    async def serve() -> None:
        database = Database(f"sqlite:///{file}", VAULT)
        desk = Desk(database, knowledge, ZoneInfo("UTC"))
        servers.append(Server(create_app(desk, database, Settings(_env_file=None, rate_limit="off"), b"x" * 32)))
        await servers[0].serve(sockets=[listening])
        await database.close()

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    servers[0].should_exit = True
    thread.join(30)


@pytest.fixture(scope="module")
def described(address: str) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_url(f"{address}/openapi.json", wait_for_schema=30)


@pytest.fixture(scope="module")
def receipt(address: str) -> dict[str, str]:
    """A ticket with a conversation of its own, and a message in it."""
    with httpx.Client(base_url=f"{address}/api/v1/") as client:
        said = client.post("messages", json={"text": "сколько храните данные"}).json()
        body = {"kind": "claim", "text": "верните", "consent": True, "conversation": said["conversation"]["id"]}
        body["contact"] = {"email": "ivan@example.ru"}
        headers = {"Idempotency-Key": "k", "Authorization": f"Bearer {said['conversation']['token']}"}
        ticket = client.post("tickets", json=body, headers=headers).json()
    return {"number": ticket["number"], "number token": ticket["token"]} | {
        "message": said["message"],
        "message token": said["conversation"]["token"],
    }


EXCLUDED = [
    # Texts of invisible signs fit any description, and are refused all the same.
    schemathesis.checks.positive_data_acceptance,
    # A wrong token gets 404 rather than 401: what is not yours does not exist for you.
    schemathesis.checks.ignored_auth,
]
FEW = settings(max_examples=20, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))


def fuzz(
    operation: schemathesis.APIOperation, mode: GenerationMode, prepare: Callable[[Case], None] = lambda case: None
) -> None:
    """Send random cases and hold each answer against the description."""

    @FEW
    @given(operation.as_strategy(generation_mode=mode))
    def send(case: Case) -> None:
        prepare(case)
        case.call_and_validate(excluded_checks=EXCLUDED)

    send()


def test_strangers_get_what_the_description_says(described: schemathesis.BaseSchema):
    """Random bodies, headers and addresses, right and wrong ones, for every operation."""
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) == 26
    for operation in operations:
        fuzz(operation, GenerationMode.POSITIVE)
        if operation.body or list(operation.iter_parameters()):
            fuzz(operation, GenerationMode.NEGATIVE)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v1/tickets/{number}"),
        ("POST", "/api/v1/tickets/{number}/code"),
        ("POST", "/api/v1/tickets/{number}/proof"),
        ("POST", "/api/v1/tickets/{number}/additions"),
        ("POST", "/api/v1/tickets/{number}/consent/withdraw"),
        ("POST", "/api/v1/tickets/{number}/retract"),
        ("POST", "/api/v1/tickets/{number}/reopen"),
        ("POST", "/api/v1/tickets/{number}/close"),
        ("POST", "/api/v1/messages/{message}/feedback"),
    ],
)
def test_holders_of_a_token_get_what_the_description_says(described, receipt, method, path):
    """The same with the right token for a ticket and a message that exist."""

    def hold_token(case: Case) -> None:
        (name,) = case.path_parameters
        case.path_parameters[name] = receipt[name]
        case.headers["Authorization"] = f"Bearer {receipt[f'{name} token']}"

    fuzz(described[path][method], GenerationMode.POSITIVE, hold_token)
