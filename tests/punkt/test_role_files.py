"""The files for operators: units of systemd and proxies, each looked at by the tool that will read it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.punkt.front import Front
from tests.punkt.warm import REPOSITORY

UNITS = sorted((REPOSITORY / "docs/systemd").glob("*.service"))
MOST_EXPOSED = 2.0  #: of ten, by systemd


def tool(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/bin")
    if found is None:
        missing(name)
    assert found
    return found


def names() -> list[str]:
    return [unit.name for unit in UNITS]


def test_each_role_has_a_unit() -> None:
    assert ["punkt-bot.service", "punkt-web@.service", "punkt-worker@.service", "punkt.service"] == names()
    commands = [re.search(r"^ExecStart=.*/punkt (\w+)$", unit.read_text("utf-8"), re.MULTILINE) for unit in UNITS]
    assert ["bot", "web", "worker", "run"] == [found and found[1] for found in commands]


@pytest.mark.parametrize("unit", UNITS, ids=names())
def test_systemd_reads_a_unit_and_finds_it_hardly_exposed(unit: Path, tmp_path: Path) -> None:
    analyze = tool("systemd-analyze")
    put = tmp_path / unit.name.replace("@.", "@8001.")
    # Whether the program is there is no matter of the file.
    put.write_text(unit.read_text("utf-8").replace("/opt/punkt/.venv/bin/punkt", "/bin/true"), "utf-8")
    read = subprocess.run([analyze, "verify", "--man=no", str(put)], text=True, capture_output=True, check=False)
    assert (0, "") == (read.returncode, read.stderr)
    told = subprocess.run(
        [analyze, "security", "--offline=yes", "--no-pager", str(put)], text=True, capture_output=True, check=True
    ).stdout
    exposed = re.search(r"exposure level for \S+: (\d+\.\d+)", told)
    assert exposed
    assert float(exposed[1]) <= MOST_EXPOSED


def test_nginx_reads_its_file(tmp_path: Path) -> None:
    tool("nginx")
    read = Front(tmp_path / "front", [8001, 8002]).check()
    assert 0 == read.returncode, read.stderr


def test_caddy_reads_its_file() -> None:
    file = REPOSITORY / "docs/proxy/Caddyfile"
    command = [tool("caddy"), "validate", "--adapter", "caddyfile", "--config", str(file)]
    read = subprocess.run(command, text=True, capture_output=True, check=False)
    assert 0 == read.returncode, read.stderr
    assert "Valid configuration" in read.stdout + read.stderr
