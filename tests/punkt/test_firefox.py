"""The whole way of a ticket in Debian's Firefox: widget, page of the ticket, console. What is missing is a failure."""

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from desk.knowledge import Knowledge
from tests.conftest import TESTS, VAULT
from tests.punkt.process import Process
from tickets.staff.member import add_staff
from tickets.store.database import Database

ANNA = "anna@example.org"
PASSWORD = "correct horse battery"
QUESTION = "сколько вы храните мои данные?"
CLAIM = "хочу подать претензию, мне звонят"
ANSWER = "Здравствуйте! Номер убрали, больше не позвонят."
DRIVER = TESTS / "firefox"
LONGEST = 600  #: seconds of the whole way on a busy machine


@pytest.fixture(scope="session")
def firefox() -> str:
    """Where Debian's Firefox is."""
    found = shutil.which("firefox-esr")
    assert found, "firefox-esr is missing: apt-get install firefox-esr"
    return found


@pytest.fixture(scope="session")
def node() -> str:
    """Node with the packages of tests/firefox/package-lock.json, installed once."""
    found, npm = shutil.which("node"), shutil.which("npm")
    assert found, "node is missing: apt-get install nodejs"
    assert npm, "npm is missing: apt-get install npm"
    lock, known = DRIVER / "package-lock.json", DRIVER / "node_modules" / ".package-lock.json"
    if not known.exists() or known.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=DRIVER, check=True)
    return found


@pytest.fixture
async def staff(sqlite_url: str) -> None:
    """Anna may sign in."""
    database = Database(sqlite_url, VAULT)
    async with database.transaction() as session:
        await add_staff(session, ANNA, PasswordHasher(1, 8, 1).hash(PASSWORD))
    await database.close()


@pytest.fixture
def process(staff: None, tmp_path: Path, knowledge: Knowledge) -> Iterator[Process]:
    punkt = Process(tmp_path / "punkt.db")
    punkt.settings["PUNKT_PUBLIC_URL"] = punkt.address
    yield punkt
    punkt.kill()


async def test_a_ticket_goes_its_way_in_firefox(process: Process, firefox: str, node: str, tmp_path: Path):
    """A clause, a claim with its receipt, its page, the queue, an answer that is read in the widget and on the page."""
    await process.start()
    given = {"address": process.address, "email": ANNA, "password": PASSWORD}
    given |= {"question": QUESTION, "claim": CLAIM, "answer": ANSWER}
    driver = await asyncio.create_subprocess_exec(
        *(node, DRIVER / "journey.mjs"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"FIREFOX": firefox, "HOME": str(tmp_path), "MOZ_HEADLESS": "1"},
    )
    async with asyncio.timeout(LONGEST):
        out, said = await driver.communicate(json.dumps(given).encode())
    assert driver.returncode == 0, f"{out.decode()}\n{said.decode()}"
    seen = json.loads(out)
    assert seen.pop("browser").lower().startswith("firefox/")
    number = seen["number"]
    assert number.startswith("П-")
    assert {
        "clause": "Пункт 5.1",
        "number": number,
        "heading": number,
        "standing": "ждёт сотрудника",
        "answer": ANSWER,
        "statusAnswer": True,
        "faults": [],
    } == seen
