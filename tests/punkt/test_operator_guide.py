"""The operator's guide: whoever follows it ends with TLS, PostgreSQL, two websites and a copy that was brought back."""

import asyncio
import json
import re
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desk.knowledge import Knowledge
from tests.conftest import missing
from tests.postgres import Cluster
from tests.punkt.front import program
from tests.punkt.guide_blocks import Block, blocks
from tests.punkt.guide_machine import Machine
from tests.punkt.warm import REPOSITORY, WarmParent
from tests.redis_server import RedisServer

#: What no test can run here, and why; nothing else may stand in a block that is not run.
EXCEPTIONS = {
    "apt-get": "packages come from the network, and belong to whoever keeps the machine",
    "adduser": "the users of this machine are not a test's to make",
    "git": "there is no address to take the program from",
    "python3": "the environment exists, as the tests run in it",
    "/opt/punkt/.venv/bin/python": "pip takes from the network",
    "punkt index": "takes minutes; tests/punkt/test_first_start.py",
    "journalctl": "there is no systemd here",
    "certbot": "needs a name in DNS and an authority",
    "mount": "needs a file server",
    "dig": "needs DNS",
    # These run in other blocks; here they need what the reason of their block says.
    "systemctl": "run by a stand-in that starts what the unit says",
    "punkt doctor": "run in section 4",
}
BLOCKS = blocks()
#: Somebody who is erased after the moment to which the database goes back.
OPEN = (
    "curl -fsS -H 'Idempotency-Key: k' -H 'Content-Type: application/json' http://127.0.0.1:8001/api/v1/tickets -d "
    """'{"kind": "claim", "text": "Верните деньги", "contact": {"name": "Канарейкина"}, "consent": true}'"""
)


def names() -> list[str]:
    return [f"section {block.section}, {index}" for index, block in enumerate(BLOCKS)]


@pytest.mark.parametrize("block", BLOCKS, ids=names())
def test_each_block_is_shell_and_says_whether_it_is_run(block: Block) -> None:
    assert block.is_run or block.reason, block.commands
    read = subprocess.run(["bash", "-n"], input=block.commands, text=True, capture_output=True, check=False)
    assert (0, "") == (read.returncode, read.stderr)


@pytest.mark.parametrize("block", [block for block in BLOCKS if not block.is_run], ids=lambda block: block.section)
def test_only_what_cannot_be_run_is_not_run(block: Block) -> None:
    for line in block.commands.splitlines():
        command = line.removeprefix("sudo ")
        assert any(command.startswith(f"{known} ") or command == known for known in EXCEPTIONS), line


def test_every_exception_is_needed_and_every_file_named_is_there() -> None:
    told = "\n".join(block.commands for block in BLOCKS if not block.is_run)
    assert [] == [known for known in EXCEPTIONS if f"{known} " not in f"{told} ".replace("\n", " ")]
    guide = (REPOSITORY / "docs/operator.md").read_text("utf-8")
    units = {f"{unit}.service" for unit in re.findall(r"\bpunkt-(?:web@|bot|worker@)", guide)}
    assert units == {"punkt-web@.service", "punkt-bot.service", "punkt-worker@.service"}
    assert units <= {file.name for file in (REPOSITORY / "docs/systemd").iterdir()}
    links = re.findall(r"\]\(([^)#]+)\)", guide)
    assert [] == [link for link in links if not (REPOSITORY / "docs" / link).exists()]
    settings = set(re.findall(r"PUNKT_[A-Z_]+", guide)) - {"PUNKT_STAFF_PASSWORD"}
    known = (REPOSITORY / ".env.example").read_text("utf-8")
    assert [] == [name for name in sorted(settings) if f"{name}=" not in known]


@pytest.fixture
async def machine(knowledge: Knowledge, tmp_path: Path, warm: WarmParent) -> AsyncIterator[Machine]:
    """`knowledge` is asked for so that model and index are there, as after `punkt index`."""
    for needed in (program(), "caddy", "openssl", "curl"):
        if shutil.which(needed) is None:
            missing(needed)
    try:
        cluster = Cluster()
    except OSError:
        missing("PostgreSQL")
    redis = RedisServer(tmp_path)
    await redis.start()
    made = Machine(tmp_path / "machine", cluster, redis.url, warm)
    yield made
    made.end()
    redis.stop()
    cluster.end()


async def members(machine: Machine) -> set[str]:
    """Who is on the staff, by what the command of the guide tells."""
    told = await asyncio.to_thread(machine.run, "punkt staff list")
    assert 0 == told.returncode, told.stderr
    return set(re.findall(r"\S+@example\.org", told.stdout))


async def test_whoever_follows_the_guide_gets_what_it_promises(machine: Machine) -> None:
    """All runnable blocks, in their order; between them the things happen after which one goes back."""
    hire = 'PUNKT_STAFF_PASSWORD="dlinnyj parol dlya proby" punkt staff add {}@example.org'
    for block in BLOCKS:
        if not block.is_run:
            continue
        if "MOMENT" in block.commands:
            assert 0 == machine.run(hire.format("before")).returncode
            opened = machine.run(OPEN)
            number = json.loads(opened.stdout)["number"]
            machine.moment = machine.run("psql -Atc 'SELECT clock_timestamp()'").stdout.strip()
            assert 0 == machine.run(hire.format("after")).returncode
            erased = machine.run(f"punkt erase {number} --yes --force")
            assert 0 == erased.returncode, erased.stderr
            assert {"anna@example.org", "before@example.org", "after@example.org"} == await members(machine)
        if "punkt restore" in block.commands:
            assert 0 == machine.run(hire.format("lost")).returncode
        done = await asyncio.to_thread(machine.run, block.commands)
        assert 0 == done.returncode, f"{block.commands}\n{done.stdout}\n{done.stderr}\n{machine.log}"
        if "punkt restore" in block.commands:
            assert {"anna@example.org"} == await members(machine)
        if "MOMENT" in block.commands:
            assert {"anna@example.org", "before@example.org"} == await members(machine)
            assert "Снова удалены данные" in done.stdout, "the server brought back whom nobody may bring back"
        if "curl" in block.commands:
            assert '"status":"ok"' in done.stdout
    tls = machine.run(
        "curl -fsS --cacert /etc/ssl/help.example.org.pem --resolve help.example.org:443:127.0.0.1 "
        "https://help.example.org/readyz"
    )
    assert '"role":"web"' in tls.stdout
    archived = list((machine.cluster.folder / "backups/wal").iterdir())
    assert [] != archived
